"""Target groups of Application Load Balancers."""

import re

from .rule import on
from .values import like, within
from .load_balancers import API, NAME, attributes

TARGET_GROUP = {  # of application load balancers, targets by address
    "deregistration_delay.timeout_seconds": (0, 3600),
    "stickiness.enabled": "true|false",
    "stickiness.type": "lb_cookie|app_cookie",
    "stickiness.lb_cookie.duration_seconds": (1, 604800),
    "stickiness.app_cookie.duration_seconds": (1, 604800),
    "stickiness.app_cookie.cookie_name": "(?!AWSALB).+",
    "slow_start.duration_seconds": "0|3\\d|[4-9]\\d|[1-8]\\d\\d|900",
    "load_balancing.algorithm.type": "round_robin|least_outstanding_requests|weighted_random",
    "load_balancing.algorithm.anomaly_mitigation": "on|off",
    "load_balancing.cross_zone.enabled": "true|false|use_load_balancer_configuration",
    "target_group_health.dns_failover.minimum_healthy_targets.count": "off|\\d+",
    "target_group_health.dns_failover.minimum_healthy_targets.percentage": "off|\\d+",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": "\\d+",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": "off|\\d+",
}


@on("elbv2:CreateTargetGroup", source=API + "API_CreateTargetGroup.html")
def target_group_fields(p):
    yield from like(".Name", p["Name"], NAME.replace("(?!internal-)", ""), "32 letters, digits and inner hyphens")
    if p.get("Protocol") not in ("HTTP", "HTTPS"):  # of another kind of load balancer, or a function
        return
    yield from within(".Port", p.get("Port"), 1, 65535)
    if "VpcId" not in p:
        yield ".VpcId", None, "want a VPC"
    yield from health(p)


@on("elbv2:ModifyTargetGroup", source=API + "API_ModifyTargetGroup.html")
def target_group_change(p):
    yield from health(p)


def health(p):
    for name, (low, high) in {
        "HealthCheckIntervalSeconds": (5, 300),
        "HealthCheckTimeoutSeconds": (2, 120),
        "HealthyThresholdCount": (2, 10),
        "UnhealthyThresholdCount": (2, 10),
    }.items():
        if name in p:
            yield from within(f".{name}", p[name], low, high)
    if p.get("HealthCheckTimeoutSeconds", 5) >= p.get("HealthCheckIntervalSeconds", 30):
        yield ".HealthCheckTimeoutSeconds", p["HealthCheckTimeoutSeconds"], "want less than the interval"
    yield from like(".HealthCheckPath", p.get("HealthCheckPath", "/"), r"/[\x21-\x7e]{0,1023}", "a path")
    yield from like(
        ".HealthCheckPort", p.get("HealthCheckPort", "traffic-port"), r"traffic-port|\d{1,5}", "traffic-port or a port"
    )
    matcher = p.get("Matcher", {})
    if "HttpCode" in matcher:
        codes = [int(c) for c in re.findall(r"\d+", matcher["HttpCode"])]
        if not re.fullmatch(r"\d{3}([,-]\d{3})*", matcher["HttpCode"]) or not all(200 <= c <= 499 for c in codes):
            yield ".Matcher.HttpCode", matcher["HttpCode"], "want codes from 200 to 499, like 200-299 or 200,302"


@on("elbv2:ModifyTargetGroupAttributes", source=API + "API_TargetGroupAttribute.html")
def target_group_attributes(call, world):
    p = call.params
    group = world.target_groups.get(p["TargetGroupArn"], {})
    if group.get("Protocol") not in ("HTTP", "HTTPS"):
        return
    yield from attributes(p, TARGET_GROUP)
    given = {a["Key"]: a["Value"] for a in p["Attributes"]}
    algorithm = given.get("load_balancing.algorithm.type", "round_robin")
    if given.get("slow_start.duration_seconds", "0") != "0" and algorithm != "round_robin":
        yield ".Attributes", given, "slow start needs round_robin"
    if given.get("load_balancing.algorithm.anomaly_mitigation") == "on" and algorithm != "weighted_random":
        yield ".Attributes", given, "anomaly mitigation needs weighted_random"
