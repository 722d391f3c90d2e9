"""Application Auto Scaling."""

from zoneinfo import available_timezones

from .rule import on
from .values import like, within
from .alarms import expression
from .schedules import schedule

API = "autoscaling/application/APIReference/"

SERVICE = r"service/[A-Za-z0-9_-]+/[A-Za-z0-9_-]+"


@on("application-autoscaling:RegisterScalableTarget", source=API + "API_RegisterScalableTarget.html")
def scalable_target(call, world):
    p = call.params
    yield from like(".ScalableDimension", p["ScalableDimension"], p["ServiceNamespace"] + ":.+", "one of the namespace")
    if p["ServiceNamespace"] == "ecs":
        yield from like(".ResourceId", p["ResourceId"], SERVICE, "service/cluster/name")
    if "MinCapacity" in p and "MaxCapacity" in p and not 0 <= p["MinCapacity"] <= p["MaxCapacity"]:
        yield ".MinCapacity", (p["MinCapacity"], p["MaxCapacity"]), "want at most MaxCapacity"
    if p["ServiceNamespace"] == "ecs" and tuple(p["ResourceId"].split("/")[1:]) not in world.services:
        yield ".ResourceId", p["ResourceId"], "ECS service doesn't exist"


@on("application-autoscaling:PutScalingPolicy", source=API + "API_PutScalingPolicy.html")
def scaling_policy(call, world):
    p = call.params
    if p["ResourceId"] not in world.scalable_targets:
        yield ".ResourceId", p["ResourceId"], "no scalable target is registered"
    wanted = {
        "TargetTrackingScaling": "TargetTrackingScalingPolicyConfiguration",
        "StepScaling": "StepScalingPolicyConfiguration",
        "PredictiveScaling": "PredictiveScalingPolicyConfiguration",
    }.get(p.get("PolicyType"))
    if wanted not in p:
        yield ".PolicyType", p.get("PolicyType"), f"want {wanted}"
    elif wanted == "TargetTrackingScalingPolicyConfiguration":
        yield from tracking(p[wanted], world)
    elif wanted == "StepScalingPolicyConfiguration":
        yield from steps(p[wanted])


def tracking(c, world):
    predefined, customized = c.get("PredefinedMetricSpecification"), c.get("CustomizedMetricSpecification")
    if bool(predefined) == bool(customized):
        yield ".TargetTrackingScalingPolicyConfiguration", c, "want one metric"
    if c["TargetValue"] <= 0:
        yield ".TargetValue", c["TargetValue"], "want more than 0"
    if predefined:
        kind, resource = predefined["PredefinedMetricType"], predefined.get("ResourceLabel")
        if (kind == "ALBRequestCountPerTarget") != bool(resource):
            yield ".ResourceLabel", resource, "ALBRequestCountPerTarget has one, others have none"
        if kind == "ALBRequestCountPerTarget" and resource:
            yield from like(
                ".ResourceLabel",
                resource,
                r"app/[^/]+/[0-9a-f]+/targetgroup/[^/]+/[0-9a-f]+",
                "app/name/id/targetgroup/name/id",
            )
            group = "targetgroup" + resource.split("targetgroup")[-1]
            if not any(arn.endswith(group) for arn in world.attached_target_groups()):
                yield ".ResourceLabel", resource, "the target group belongs to no load balancer yet"
    if customized:
        yield from custom(customized)


def custom(c):
    metrics = c.get("Metrics")
    if bool(metrics) == bool(c.get("MetricName")):
        yield ".CustomizedMetricSpecification", sorted(c), "want MetricName or Metrics"
    if not metrics:
        for name in ("Namespace", "Statistic"):
            if not c.get(name):
                yield f".CustomizedMetricSpecification.{name}", None, "want it"
        return
    ids = [m["Id"] for m in metrics]
    returned = [m["Id"] for m in metrics if m.get("ReturnData", True)]
    if len(returned) != 1:
        yield ".Metrics", returned, "one returns data"
    if len([m for m in metrics if "MetricStat" in m]) > 10:
        yield ".Metrics", len(metrics), "want at most ten metrics"
    for m in metrics:
        if ("MetricStat" in m) == ("Expression" in m):
            yield ".Metrics", m, "want MetricStat or Expression"
        if "Expression" in m:
            yield from expression(".Metrics.Expression", m["Expression"], ids, alarm=True)


def steps(c):
    bounds = [
        (s.get("MetricIntervalLowerBound", float("-inf")), s.get("MetricIntervalUpperBound", float("inf")))
        for s in c.get("StepAdjustments", [])
    ]
    ordered = sorted(bounds)
    if not bounds or any(low >= high for low, high in bounds):
        yield ".StepAdjustments", bounds, "want steps whose upper bound is above the lower"
    for (_, high), (low, _) in zip(ordered, ordered[1:]):
        if high != low:
            yield ".StepAdjustments", bounds, "steps meet without a gap or overlap"
    if "MinAdjustmentMagnitude" in c and c.get("AdjustmentType") != "PercentChangeInCapacity":
        yield ".MinAdjustmentMagnitude", c["MinAdjustmentMagnitude"], "only with PercentChangeInCapacity"
    if "Cooldown" in c:
        yield from within(".Cooldown", c["Cooldown"], 0, 86400)


@on("application-autoscaling:PutScheduledAction", source=API + "API_PutScheduledAction.html")
def scheduled_action(call, world):
    p, action = call.params, call.params.get("ScalableTargetAction", {})
    if not action:
        yield ".ScalableTargetAction", action, "want a capacity"
    if action.get("MinCapacity", 0) > action.get("MaxCapacity", float("inf")):
        yield ".ScalableTargetAction", action, "want MinCapacity at most MaxCapacity"
    yield from schedule(".Schedule", p.get("Schedule", ""))
    if "Timezone" in p and p["Timezone"] not in available_timezones():
        yield ".Timezone", p["Timezone"], "want a zone of the IANA"
    if p["ResourceId"] not in world.scalable_targets:
        yield ".ResourceId", p["ResourceId"], "no scalable target is registered"
