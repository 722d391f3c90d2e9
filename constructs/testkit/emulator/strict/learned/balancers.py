"""What calls of Elastic Load Balancing make and delete."""

from ..world import after, balancer_of, subnets_of, tag


@after("elbv2:CreateLoadBalancer")
def create_load_balancer(world, p, answer):
    arn = tag(answer, "LoadBalancerArn")
    world.balancers[arn] = p
    if p.get("Scheme", "internet-facing") == "internet-facing" and subnets_of(p):
        world.public_addresses[arn] = world.subnets.get(subnets_of(p)[0], {}).get("VpcId")


@after("elbv2:SetSecurityGroups")
def set_security_groups(world, p, answer):
    if p["LoadBalancerArn"] in world.balancers:
        world.balancers[p["LoadBalancerArn"]] |= {"SecurityGroups": p["SecurityGroups"]}


@after("elbv2:DeleteLoadBalancer")
def delete_load_balancer(world, p, answer):
    """Its listeners and their rules go with it."""
    arn = p["LoadBalancerArn"]
    world.balancers.pop(arn, None)
    world.public_addresses.pop(arn, None)
    for listener in [known for known in world.listeners if balancer_of(known) == balancer_of(arn)]:
        forget_listener(world, listener)


@after("elbv2:ModifyLoadBalancerAttributes")
def modify_load_balancer_attributes(world, p, answer):
    world.attributes[p["LoadBalancerArn"]].update({a["Key"]: a["Value"] for a in p["Attributes"]})


@after("elbv2:CreateTargetGroup")
def create_target_group(world, p, answer):
    world.target_groups[tag(answer, "TargetGroupArn")] = p


@after("elbv2:DeleteTargetGroup")
def delete_target_group(world, p, answer):
    world.target_groups.pop(p["TargetGroupArn"], None)


@after("elbv2:CreateListener")
def create_listener(world, p, answer):
    arn = tag(answer, "ListenerArn")
    world.listeners[arn] = p["DefaultActions"]
    world.verified[arn] = p.get("MutualAuthentication", {}).get("TrustStoreArn")


@after("elbv2:ModifyListener")
def modify_listener(world, p, answer):
    if "DefaultActions" in p:
        world.listeners[p["ListenerArn"]] = p["DefaultActions"]
    if "MutualAuthentication" in p:
        world.verified[p["ListenerArn"]] = p["MutualAuthentication"].get("TrustStoreArn")


@after("elbv2:DeleteListener")
def delete_listener(world, p, answer):
    forget_listener(world, p["ListenerArn"])


def forget_listener(world, arn):
    world.listeners.pop(arn, None)
    world.verified.pop(arn, None)
    world.listener_rules = {k: r for k, r in world.listener_rules.items() if r["listener"] != arn}


@after("elbv2:CreateRule")
def create_listener_rule(world, p, answer):
    world.listener_rules[tag(answer, "RuleArn")] = {
        "listener": p["ListenerArn"],
        "priority": p["Priority"],
        "actions": p["Actions"],
    }


@after("elbv2:ModifyRule")
def modify_rule(world, p, answer):
    if "Actions" in p and p["RuleArn"] in world.listener_rules:
        world.listener_rules[p["RuleArn"]]["actions"] = p["Actions"]


@after("elbv2:DeleteRule")
def delete_listener_rule(world, p, answer):
    world.listener_rules.pop(p["RuleArn"], None)


@after("elbv2:CreateTrustStore")
def create_trust_store(world, p, answer):
    world.trust_stores.add(tag(answer, "TrustStoreArn"))


@after("elbv2:DeleteTrustStore")
def delete_trust_store(world, p, answer):
    world.trust_stores.discard(p["TrustStoreArn"])
