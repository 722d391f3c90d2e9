"""What calls of CloudWatch and its logs make, delete and read."""

import json

from ..world import after


@after("cloudwatch:PutMetricAlarm", "cloudwatch:PutCompositeAlarm")
def put_alarm(world, p, answer):
    world.alarms[p["AlarmName"]] = p


@after("cloudwatch:DeleteAlarms")
def delete_alarms(world, p, answer):
    for name in p["AlarmNames"]:
        world.alarms.pop(name, None)


@after("logs:CreateLogGroup")
def create_log_group(world, p, answer):
    world.log_groups[p["logGroupName"]] = p


@after("logs:DeleteLogGroup")
def delete_log_group(world, p, answer):
    world.log_groups.pop(p["logGroupName"], None)
    world.filters.pop(p["logGroupName"], None)


@after("logs:PutMetricFilter")
def put_metric_filter(world, p, answer):
    world.filters[p["logGroupName"]].add(p["filterName"])
    world.written.update(
        (t["metricNamespace"], t["metricName"], frozenset(t.get("dimensions", {}))) for t in p["metricTransformations"]
    )


@after("logs:DeleteMetricFilter")
def delete_metric_filter(world, p, answer):
    world.filters[p["logGroupName"]].discard(p["filterName"])


# The calls that name metrics which somebody has to publish.
READERS = ("cloudwatch:PutMetricAlarm", "cloudwatch:PutDashboard", "application-autoscaling:PutScalingPolicy")


@after(*READERS)
def remember_readers(world, p, answer):
    for metric in read_by(p):
        reader = p.get("AlarmName") or p.get("DashboardName") or p.get("PolicyName")
        world.reads.setdefault(metric, set()).add(reader)


def read_by(p):
    """The metrics that a call's parameters read: namespace, name, names of dimensions."""
    if "DashboardBody" in p:
        try:
            body = json.loads(p["DashboardBody"])
        except ValueError:  # which dashboard-body tells
            return
        for widget in body.get("widgets", []):
            for line in widget.get("properties", {}).get("metrics", []):
                names = [part for part in line if isinstance(part, str)]
                if len(names) >= 2:
                    yield names[0], names[1], frozenset(names[2::2])
        return
    if "ScalableDimension" in p:
        p = p.get("TargetTrackingScalingPolicyConfiguration", {}).get("CustomizedMetricSpecification", {})
    for m in [p] + [m["MetricStat"]["Metric"] for m in p.get("Metrics", []) if "MetricStat" in m]:
        if m.get("MetricName"):
            yield m.get("Namespace", ""), m["MetricName"], frozenset(d["Name"] for d in m.get("Dimensions", []))
