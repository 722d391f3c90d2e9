"""Alarms of CloudWatch."""

import re

from .rule import DOUBT, on
from .values import like, one_of, repeated

ALARM = "AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"

STAT = r"SampleCount|Average|Sum|Minimum|Maximum|IQM|(p|tm|tc|ts|wm)\d{1,2}(\.\d{1,10})?|p100|(TM|TC|TS|WM|PR)\(.*\)"

FUNCTIONS = set(
    """
    ABS ANOMALY_DETECTION_BAND AVG CEIL DATAPOINT_COUNT DB_PERF_INSIGHTS DIFF DIFF_TIME FILL FIRST LAST FLOOR IF
    INSIGHT_RULE_METRIC LAMBDA LOG LOG10 MAX METRIC_COUNT METRICS MIN MINUTE HOUR DAY DATE MONTH YEAR EPOCH
    PERIOD RATE REMOVE_EMPTY RUNNING_SUM SEARCH SERVICE_QUOTA SLICE SORT STDDEV SUM TIME_SERIES AND OR NOT
    REPEAT LINEAR
    """.split()
)


@on("cloudwatch:PutMetricAlarm", source=ALARM)
def alarm_fields(p):
    metrics, period = p.get("Metrics", []), p.get("Period", 0)
    if bool(metrics) == bool(p.get("MetricName")):
        yield ".MetricName", p.get("MetricName"), "want MetricName or Metrics"
    if metrics:
        for name in ("Namespace", "Statistic", "ExtendedStatistic", "Period", "Dimensions", "Unit"):
            if p.get(name):
                yield f".{name}", p[name], "excludes Metrics"
    else:
        if bool(p.get("Statistic")) == bool(p.get("ExtendedStatistic")):
            yield ".Statistic", p.get("Statistic"), "want Statistic or ExtendedStatistic"
        if not p.get("Namespace") or not period:
            yield ".Period", period, "want Namespace and Period"
    if p.get("ExtendedStatistic"):
        yield from like(".ExtendedStatistic", p["ExtendedStatistic"], STAT, "a percentile or trimmed statistic")
    if "Threshold" not in p and "ThresholdMetricId" not in p:
        yield ".Threshold", None, "want a threshold"
    bands = ("LessThanLowerOrGreaterThanUpperThreshold", "LessThanLowerThreshold", "GreaterThanUpperThreshold")
    if (p["ComparisonOperator"] in bands) != ("ThresholdMetricId" in p):
        yield ".ComparisonOperator", p["ComparisonOperator"], "a band's operator needs ThresholdMetricId"
    periods = [period] if not metrics else [m.get("MetricStat", m).get("Period") for m in metrics]
    for each in filter(None, periods):
        if each not in (10, 20, 30) and each % 60:
            yield ".Period", each, "want 10, 20, 30 or a multiple of 60"
    longest = max(filter(None, periods), default=60)
    if longest * p["EvaluationPeriods"] > (86400 if longest < 3600 else 604800):
        yield (
            ".EvaluationPeriods",
            p["EvaluationPeriods"],
            "an alarm looks back a day at most, with periods of an hour a week",
        )
    if p.get("DatapointsToAlarm", 1) > p["EvaluationPeriods"]:
        yield ".DatapointsToAlarm", p["DatapointsToAlarm"], "want at most EvaluationPeriods"
    yield from one_of(
        ".TreatMissingData", p.get("TreatMissingData", "missing"), ["breaching", "notBreaching", "ignore", "missing"]
    )
    if "EvaluateLowSampleCountPercentile" in p:
        yield from one_of(
            ".EvaluateLowSampleCountPercentile", p["EvaluateLowSampleCountPercentile"], ["evaluate", "ignore"]
        )
        if not str(p.get("ExtendedStatistic", "")).startswith("p"):
            yield ".EvaluateLowSampleCountPercentile", p.get("Statistic"), "only with a percentile"
    for kind in ("AlarmActions", "OKActions", "InsufficientDataActions"):
        for arn in p.get(kind, []):
            yield from like(
                f".{kind}",
                arn,
                r"arn:aws[a-z-]*:(sns|autoscaling|lambda|ssm|ssm-incidents|automate|swf|aiops)[:-].+",
                "an action that alarms have",
            )
        for arn in repeated(p.get(kind, [])):
            yield f".{kind}", arn, "twice"


@on("cloudwatch:PutMetricAlarm", source="AmazonCloudWatch/latest/monitoring/using-metric-math.html")
def metric_math(p):
    metrics = p.get("Metrics", [])
    if not metrics:
        return
    returned = [m["Id"] for m in metrics if m.get("ReturnData", True)]
    if len(returned) != 1 + ("ThresholdMetricId" in p):
        yield ".Metrics", returned, "one returns data"
    ids = [m["Id"] for m in metrics]
    for id_ in repeated(ids):
        yield ".Metrics.Id", id_, "twice"
    stats = [m for m in metrics if "MetricStat" in m]
    if len(stats) > 10:  # "You can use up to 10 metrics" in an alarm's expression
        yield ".Metrics", len(stats), "an alarm uses at most 10 metrics"
    if len({m["MetricStat"]["Period"] for m in stats}) > 1:
        yield (
            ".Metrics",
            [m["MetricStat"]["Period"] for m in stats],
            "all metrics of an alarm's expression have one period",
        )
    for i, m in enumerate(metrics):
        at = f".Metrics[{i}]"
        yield from like(
            f"{at}.Id", m["Id"], r"[a-z][A-Za-z0-9_]{0,254}", "a lower-case letter, then letters, digits and _"
        )
        if ("MetricStat" in m) == ("Expression" in m):
            yield at, m, "want MetricStat or Expression"
        if "MetricStat" in m:
            yield from like(f"{at}.Stat", m["MetricStat"]["Stat"], STAT, "a statistic")
        if "Expression" in m:
            yield from expression(f"{at}.Expression", m["Expression"], ids, alarm=True)


def expression(path, text, ids, alarm=False):
    plain = re.sub(r"'[^']*'|\"[^\"]*\"", "''", text)
    if plain.count("(") != plain.count(")"):
        yield path, text, "a bracket is open"
    if alarm and re.search(r"\bSEARCH\s*\(", plain):
        yield path, text, "no alarm on SEARCH"
    if re.match(r"\s*SELECT\b", plain):
        return
    for name in re.findall(r"\b([A-Za-z_][A-Za-z0-9_]*)\s*\(", plain):
        yield from one_of(path, name, sorted(FUNCTIONS)) if name not in FUNCTIONS else ()
    for name in re.findall(r"\b([a-z][A-Za-z0-9_]*)\b(?!\s*\()", plain):
        if name not in ids:
            yield path, name, "no metric has that id"


@on("cloudwatch:PutMetricAlarm", source="AmazonCloudWatch/latest/monitoring/publishingMetrics.html", level=DOUBT)
def alarm_resolution(p):
    """What AWS's own services publish comes every minute."""
    for m in [p, *[m["MetricStat"]["Metric"] | m["MetricStat"] for m in p.get("Metrics", []) if "MetricStat" in m]]:
        if str(m.get("Namespace")).startswith(("AWS/", "ECS/")) and 0 < m.get("Period", 60) < 60:
            yield ".Period", (m["Namespace"], m["Period"]), "the namespace has one data point a minute"


@on("cloudwatch:PutCompositeAlarm", source="AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html")
def composite_alarm(call, world):
    rule = call.params["AlarmRule"]
    left = re.sub(r"(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(\"[^\"]+\"|[^\s()]+)\s*\)|TRUE|FALSE", "X", rule)
    if re.sub(r"\bAND\b|\bOR\b|\bNOT\b|[X()\s]|AT_LEAST\s*\(.*\)", "", left):
        yield ".AlarmRule", rule, "want states of alarms with AND, OR, NOT"
    elif "AT_LEAST" not in left:
        while left != (left := re.sub(r"\bNOT\s*X|\(\s*X\s*\)|X\s+(AND|OR)\s+X", "X", left)):
            pass
        if left.strip() != "X":
            yield ".AlarmRule", rule, "a bracket or a state lacks its other half"
    for _, name in re.findall(r"(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(\"[^\"]+\"|[^\s()]+)\s*\)", rule):
        if name.strip('"').split(":alarm:")[-1] not in world.alarms:
            yield ".AlarmRule", name, "no such alarm yet"


@on("cloudwatch:PutCompositeAlarm", source="AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html")
def composite_alarm_suppressor(call, world):
    p = call.params
    suppressor, waits = p.get("ActionsSuppressor"), ("ActionsSuppressorExtensionPeriod", "ActionsSuppressorWaitPeriod")
    for name in waits:
        if bool(suppressor) != (name in p):
            yield f".{name}", p.get(name), "a suppressor has both periods, no suppressor none"
    if suppressor and suppressor.split(":alarm:")[-1] not in world.alarms:
        yield ".ActionsSuppressor", suppressor, "no such alarm yet"
