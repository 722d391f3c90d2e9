"""What calls of EC2 make and delete: networks."""

import re

from ..world import after, tag


@after("ec2:CreateVpc")
def create_vpc(world, p, answer):
    world.vpcs[tag(answer, "vpcId")] = dict(p)


@after("ec2:ModifyVpcAttribute")
def modify_vpc_attribute(world, p, answer):
    if "EnableDnsHostnames" in p and p["VpcId"] in world.vpcs:
        world.vpcs[p["VpcId"]]["EnableDnsHostnames"] = p["EnableDnsHostnames"]["Value"]


@after("ec2:AssociateVpcCidrBlock")
def associate_vpc_cidr_block(world, p, answer):
    if "CidrBlock" in p and p["VpcId"] in world.vpcs:
        world.vpcs[p["VpcId"]].setdefault("MoreCidrBlocks", []).append(p["CidrBlock"])


@after("ec2:CreateSubnet")
def create_subnet(world, p, answer):
    world.subnets[tag(answer, "subnetId")] = p


@after("ec2:DeleteSubnet")
def delete_subnet(world, p, answer):
    world.subnets.pop(p["SubnetId"], None)


@after("ec2:CreateRouteTable")
def create_route_table(world, p, answer):
    world.tables[tag(answer, "routeTableId")] = p["VpcId"]


@after("ec2:AttachInternetGateway")
def attach_internet_gateway(world, p, answer):
    world.vpcs_with_gateway.add(p["VpcId"])


@after("ec2:DetachInternetGateway")
def detach_internet_gateway(world, p, answer):
    world.vpcs_with_gateway.discard(p["VpcId"])


@after("ec2:CreateNatGateway")
def create_nat_gateway(world, p, answer):
    world.public_addresses[tag(answer, "natGatewayId")] = world.subnets.get(p["SubnetId"], {}).get("VpcId")


@after("ec2:DeleteNatGateway")
def delete_nat_gateway(world, p, answer):
    world.public_addresses.pop(p["NatGatewayId"], None)


@after("ec2:CreateVpcEndpoint")
def create_vpc_endpoint(world, p, answer):
    if p.get("PrivateDnsEnabled"):
        world.private_names.add((p["VpcId"], p.get("ServiceName")))
    world.endpoints[tag(answer, "vpcEndpointId")] = p


@after("ec2:ModifyVpcEndpoint")
def modify_vpc_endpoint(world, p, answer):
    endpoint = world.endpoints.get(p["VpcEndpointId"], {})
    for field in ("SecurityGroupIds", "SubnetIds"):
        kept = [each for each in endpoint.get(field, []) if each not in p.get(f"Remove{field}", [])]
        endpoint[field] = kept + p.get(f"Add{field}", [])


@after("ec2:DeleteVpcEndpoints")
def delete_vpc_endpoints(world, p, answer):
    for id_ in p["VpcEndpointIds"]:
        gone = world.endpoints.pop(id_, {})
        world.private_names.discard((gone.get("VpcId"), gone.get("ServiceName")))


def security_group_rules(operation, p):
    """The direction, group, protocol, ports and other end of each rule: no two rules have all of them in common."""
    for permission in p.get("IpPermissions", []):
        protocol, ports = permission.get("IpProtocol"), (permission.get("FromPort"), permission.get("ToPort"))
        traffic = (protocol, None, None) if protocol == "-1" else (protocol, *ports)  # all protocols have all ports
        for kind in ("IpRanges", "Ipv6Ranges", "UserIdGroupPairs", "PrefixListIds"):
            for end in permission.get(kind, []):
                other = end.get("CidrIp") or end.get("CidrIpv6") or end.get("GroupId") or end.get("PrefixListId")
                yield operation, p["GroupId"], *traffic, other


@after("ec2:AuthorizeSecurityGroupIngress")
def authorize_ingress(world, p, answer):
    authorize(world, "AuthorizeSecurityGroupIngress", p, answer)


@after("ec2:AuthorizeSecurityGroupEgress")
def authorize_egress(world, p, answer):
    authorize(world, "AuthorizeSecurityGroupEgress", p, answer)


def authorize(world, operation, p, answer):
    made = list(security_group_rules(operation, p))
    world.rules.update(made)
    world.ids.update(zip(re.findall("<securityGroupRuleId>([^<]*)<", answer), made))


@after("ec2:RevokeSecurityGroupIngress")
def revoke_ingress(world, p, answer):
    revoke(world, "AuthorizeSecurityGroupIngress", p)


@after("ec2:RevokeSecurityGroupEgress")
def revoke_egress(world, p, answer):
    revoke(world, "AuthorizeSecurityGroupEgress", p)


def revoke(world, operation, p):
    """Rules are named by their ids, or described as they were when they were made."""
    world.rules.difference_update(security_group_rules(operation, p))
    world.rules.difference_update(world.ids.get(id_) for id_ in p.get("SecurityGroupRuleIds", []))


@after("ec2:DeleteSecurityGroup")
def delete_security_group(world, p, answer):
    world.rules = {r for r in world.rules if r[1] != p["GroupId"]}
