"""VPCs, their endpoints and security groups."""

import ipaddress

from ..learned.network import security_group_rules
from ..world import vpc_configuration
from .rule import DOUBT, on
from .values import like, listed, repeated

API = "AWSEC2/latest/APIReference/"

ROUTED_TO = (
    "CarrierGatewayId",
    "CoreNetworkArn",
    "EgressOnlyInternetGatewayId",
    "GatewayId",
    "InstanceId",
    "LocalGatewayId",
    "NatGatewayId",
    "NetworkInterfaceId",
    "OdbNetworkArn",
    "TransitGatewayId",
    "VpcEndpointId",
    "VpcPeeringConnectionId",
)
TEXT = r"[A-Za-z0-9 ._\-:/()#,@\[\]+=&;{}!$*]{0,255}"

ENDPOINTS = set(  # https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
    """
    s3 dynamodb ecr.api ecr.dkr logs monitoring secretsmanager ssm ssmmessages ec2messages kms sts sqs sns ecs
    ecs-agent ecs-telemetry events bedrock bedrock-runtime bedrock-agent bedrock-agent-runtime bedrock-mantle
    xray states application-autoscaling autoscaling elasticloadbalancing elasticfilesystem servicediscovery
    data-servicediscovery codedeploy codedeploy-commands-secure sagemaker.api sagemaker.runtime lambda aps
    aps-workspaces ec2 cloudtrail execute-api rds rds-data athena glue kinesis-streams kinesis-firehose
    comprehend textract translate transcribe transcribestreaming rekognition polly aoss appmesh-envoy-management
    synthetics evidently scheduler guardduty-data
    """.split()
)


@on("ec2:CreateSecurityGroup", source=API + "API_CreateSecurityGroup.html")
def security_group_texts(p):
    yield from like(
        ".GroupName", p["GroupName"], r"(?!sg-)[A-Za-z0-9 ._\-:/()#,@\[\]+=&;{}!$*]{1,255}", "plain characters, not sg-"
    )
    yield from like(".Description", p["Description"], TEXT, "plain characters, 255 at most")


@on("ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress", source=API + "API_IpPermission.html")
def security_group_rule(call, world):
    for i, permission in enumerate(listed(call.params.get("IpPermissions"))):
        at = f".IpPermissions[{i}]"
        protocol, first, last = permission.get("IpProtocol"), permission.get("FromPort"), permission.get("ToPort")
        ends = [
            (kind, end)
            for kind in ("IpRanges", "Ipv6Ranges", "UserIdGroupPairs", "PrefixListIds")
            for end in permission.get(kind, [])
        ]
        if not ends:
            yield at, permission, "want an address range, a group or a prefix list"
        yield from like(f"{at}.IpProtocol", protocol, r"tcp|udp|icmp|icmpv6|-1|\d{1,3}", "a protocol of EC2")
        if protocol in ("tcp", "udp", "6", "17") and not (
            first is not None and last is not None and 0 <= first <= last <= 65535
        ):
            yield at, (first, last), "want ports from 0 to 65535"
        for kind, end in ends:
            yield from like(f"{at}.Description", end.get("Description", ""), TEXT, "plain characters, 255 at most")
            for field in ("CidrIp", "CidrIpv6"):
                if field in end:
                    yield from cidr(f"{at}.{field}", end[field], 0, 128)
            if end.get("PrefixListId", "pl-").startswith("pl-") is False:
                yield at, end, "want the id of a prefix list"
    for key in security_group_rules(call.operation, call.params):
        if key in world.rules:
            yield ".IpPermissions", key, "the rule is there already"


def cidr(path, value, longest, shortest):
    try:
        network = ipaddress.ip_network(value)
        if not longest <= network.prefixlen <= shortest:
            yield path, value, f"want a prefix from /{longest} to /{shortest}"
    except ValueError as error:
        yield path, value, str(error)


@on("ec2:CreateVpc", source="vpc/latest/userguide/vpc-cidr-blocks.html")
def vpc_range(p):
    if "CidrBlock" in p:
        yield from cidr(".CidrBlock", p["CidrBlock"], 16, 28)


@on("ec2:CreateSubnet", source="vpc/latest/userguide/subnet-sizing.html")
def subnet_range(call, world):
    p = call.params
    if "CidrBlock" not in p:  # its range is IPv6 alone, or comes out of a pool
        return
    problems = list(cidr(".CidrBlock", p["CidrBlock"], 16, 28))
    yield from problems
    if problems:
        return
    mine, vpc_ = ipaddress.ip_network(p["CidrBlock"]), world.vpcs.get(p["VpcId"], {})
    if "CidrBlock" in vpc_ and not any(
        mine.subnet_of(ipaddress.ip_network(block)) for block in (vpc_["CidrBlock"], *vpc_.get("MoreCidrBlocks", []))
    ):
        yield ".CidrBlock", p["CidrBlock"], "lies outside of the VPC"
    for other in world.subnets.values():
        if other["VpcId"] == p["VpcId"] and mine.overlaps(ipaddress.ip_network(other.get("CidrBlock", "::/0"))):
            yield ".CidrBlock", p["CidrBlock"], f"overlaps {other['CidrBlock']}"


@on("ec2:CreateVpcEndpoint", source="vpc/latest/privatelink/aws-services-privatelink-support.html", level=DOUBT)
def vpc_endpoint_service_is_known(call, world):
    name, prefix = call.params.get("ServiceName"), f"com.amazonaws.{call.region}."
    if name and (not name.startswith(prefix) or name.removeprefix(prefix) not in ENDPOINTS):
        yield ".ServiceName", name, "no service of this region that is known here"


@on("ec2:CreateVpcEndpoint", source="vpc/latest/privatelink/aws-services-privatelink-support.html")
def vpc_endpoint(call, world):
    p, kind = call.params, call.params.get("VpcEndpointType", "Gateway")
    service = p.get("ServiceName", "").split(".", 3)[-1]
    if kind == "Gateway":
        if service not in ("s3", "dynamodb"):
            yield ".VpcEndpointType", kind, "only S3 and DynamoDB have gateways"
        if p.get("SubnetIds") or p.get("SecurityGroupIds") or p.get("PrivateDnsEnabled"):
            yield ".VpcEndpointType", kind, "a gateway has no subnets, groups or private DNS"
        return
    zones = [world.subnets[s].get("AvailabilityZone", s) for s in p.get("SubnetIds", []) if s in world.subnets]
    if repeated(zones):
        yield ".SubnetIds", zones, "want one subnet in a zone"
    if p.get("PrivateDnsEnabled"):
        vpc_ = world.vpcs.get(p["VpcId"])
        if vpc_ is not None and not vpc_.get("EnableDnsHostnames"):
            yield ".PrivateDnsEnabled", True, "needs DNS hostnames in the VPC, which are not on yet"
        if (p["VpcId"], p.get("ServiceName")) in world.private_names:
            yield ".PrivateDnsEnabled", p["ServiceName"], "another endpoint of the VPC has the private name"


@on("ec2:CreateVpcEndpoint", source=API + "API_CreateVpcEndpoint.html", level=DOUBT)
def vpc_endpoint_has_a_group(p):
    if p.get("VpcEndpointType") == "Interface" and not p.get("SecurityGroupIds"):
        yield ".SecurityGroupIds", None, "it gets the VPC's default group, which lets in nothing from elsewhere"


@on("ec2:CreateNatGateway", source="vpc/latest/userguide/nat-gateway-troubleshooting.html")
def nat_gateway_has_internet(call, world):
    subnet_ = world.subnets.get(call.params["SubnetId"])
    if (
        subnet_
        and call.params.get("ConnectivityType", "public") == "public"
        and subnet_["VpcId"] not in world.vpcs_with_gateway
    ):
        yield ".SubnetId", call.params["SubnetId"], "the VPC has no internet gateway yet"


@on("ec2:CreateFlowLogs", source=API + "API_CreateFlowLogs.html")
def flow_logs(p):
    if p.get("MaxAggregationInterval", 600) not in (60, 600):
        yield ".MaxAggregationInterval", p["MaxAggregationInterval"], "want 60 or 600"
    if p.get("LogDestinationType", "cloud-watch-logs") == "cloud-watch-logs" and not p.get("DeliverLogsPermissionArn"):
        yield ".DeliverLogsPermissionArn", None, "CloudWatch Logs needs a role"


@on("ec2:DeleteSecurityGroup", source=API + "API_DeleteSecurityGroup.html")
def security_group_is_free(call, world):
    group = call.params["GroupId"]
    users = {r[1] for r in world.rules if r[5] == group and r[1] != group}
    if users:
        yield ".GroupId", group, f"DependencyViolation: rules of {sorted(users)} name it"
    for name in world.users_of(group):
        yield ".GroupId", group, f"DependencyViolation: {name} uses it"


@on("ec2:DetachInternetGateway", source=API + "API_DetachInternetGateway.html", level=DOUBT)
def internet_gateway_is_free(call, world):
    """The provider tries again for 20 minutes."""
    users = [n for n, vpc_ in world.public_addresses.items() if vpc_ == call.params["VpcId"]]
    if users:
        yield ".VpcId", users, "the VPC has public addresses still"


@on("ec2:CreateRoute", source=API + "API_CreateRoute.html")
def route_has_one_target(p):
    destinations = [name for name in p if name.startswith("Destination")]
    if len(destinations) != 1:
        yield ".DestinationCidrBlock", destinations, "want one destination"
    targets = [name for name in p if name in ROUTED_TO]
    if len(targets) != 1:
        yield ".GatewayId", targets, f"want one of {', '.join(ROUTED_TO)}"
    if "EgressOnlyInternetGatewayId" in targets and "DestinationCidrBlock" in destinations:
        yield ".EgressOnlyInternetGatewayId", p["DestinationCidrBlock"], "an egress-only gateway takes IPv6"


@on("ec2:CreateManagedPrefixList", source=API + "API_CreateManagedPrefixList.html")
def prefix_list(p):
    if p["PrefixListName"].startswith("com.amazonaws"):
        yield ".PrefixListName", p["PrefixListName"], "the prefix is AWS's"
    entries = [entry["Cidr"] for entry in p.get("Entries", [])]
    if len(entries) > p["MaxEntries"]:
        yield ".Entries", len(entries), f"want at most MaxEntries: {p['MaxEntries']}"
    for entry in repeated(entries):
        yield ".Entries", entry, "twice"
    for entry in entries:
        if (":" in entry) != (p["AddressFamily"] == "IPv6"):
            yield ".Entries", entry, f"want ranges of {p['AddressFamily']}"
        yield from cidr(".Entries", entry, 0, 128)


@on("ec2:DeleteSubnet", source=API + "API_DeleteSubnet.html")
def subnet_is_free(call, world):
    subnet = call.params["SubnetId"]
    users = [name for name, endpoint in world.endpoints.items() if subnet in endpoint.get("SubnetIds", [])]
    users += [name for name, mount in world.mount_targets.items() if mount["SubnetId"] == subnet]
    users += [
        name for (_, name), service in world.services.items() if subnet in vpc_configuration(service).get("subnets", [])
    ]
    if users:
        yield ".SubnetId", subnet, f"DependencyViolation: {users} are in it"
