"""Dashboards of CloudWatch."""

from .rule import on
from .values import document, like, listed, one_of, repeated, within
from .alarms import STAT, expression


@on("cloudwatch:PutDashboard", source="AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html")
def dashboard_body(p):
    body, problems = document(p["DashboardBody"], ".DashboardBody")
    yield from problems
    if not body:
        return
    for key in body.keys() - {"start", "end", "periodOverride", "widgets", "variables"}:
        yield f".DashboardBody.{key}", body[key], "there is no such field"
    yield from like(
        ".DashboardBody.start", body.get("start", "-PT3H"), r"-P(T\d+[HM]|\d+[DWM])|\d{4}-.*Z", "-PT3H, -P7D or a time"
    )
    yield from one_of(".DashboardBody.periodOverride", body.get("periodOverride", "auto"), ["auto", "inherit"])
    if len(body["widgets"]) > 500:
        yield ".DashboardBody.widgets", len(body["widgets"]), "want at most 500"
    for i, w in enumerate(body["widgets"]):
        yield from widget(f".widgets[{i}]", w)


def widget(at, w):
    if w.keys() - {"type", "x", "y", "width", "height", "properties"}:
        yield at, sorted(w), "there is no such field"
    yield from one_of(f"{at}.type", w.get("type"), ["metric", "text", "log", "alarm", "explorer", "custom"])
    yield from within(f"{at}.x", w.get("x", 0), 0, 23)
    yield from within(f"{at}.y", w.get("y", 0), 0, 10000)
    yield from within(f"{at}.width", w.get("width", 6), 1, 24)
    yield from within(f"{at}.height", w.get("height", 6), 1, 1000)
    p = w.get("properties", {})
    if w.get("type") == "text" and not isinstance(p.get("markdown"), str):
        yield f"{at}.properties", p, "want markdown"
    if w.get("type") == "log":
        for name in ("query", "region"):
            if not p.get(name):
                yield f"{at}.properties.{name}", None, "a log widget needs it"
        yield from one_of(f"{at}.properties.view", p.get("view", "table"), ["table", "timeSeries", "bar", "pie"])
    if w.get("type") == "alarm":
        if not 1 <= len(p.get("alarms", [])) <= 100:
            yield f"{at}.properties.alarms", len(p.get("alarms", [])), "want 1 to 100"
        yield from one_of(
            f"{at}.properties.sortBy", p.get("sortBy", "default"), ["default", "stateUpdatedTimestamp", "timestamp"]
        )
    if w.get("type") != "metric":
        return
    known = {
        "accountId",
        "annotations",
        "liveData",
        "legend",
        "metrics",
        "period",
        "region",
        "stat",
        "table",
        "timezone",
        "title",
        "view",
        "stacked",
        "yAxis",
        "setPeriodToTimeRange",
        "singleValueFullPrecision",
        "sparkline",
        "trend",
        "labels",
        "start",
        "end",
    }
    for key in p.keys() - known:
        yield f"{at}.properties.{key}", p[key], "there is no such field"
    if "region" not in p or ("metrics" not in p and "alarms" not in p.get("annotations", {})):
        yield f"{at}.properties", sorted(p), "want a region, and metrics or an alarm"
    yield from one_of(
        f"{at}.view", p.get("view", "timeSeries"), ["timeSeries", "singleValue", "gauge", "bar", "pie", "table"]
    )
    yield from like(f"{at}.stat", p.get("stat", "Average"), STAT, "a statistic")
    if p.get("period", 300) not in (1, 5, 10, 20, 30) and p.get("period", 300) % 60:
        yield f"{at}.period", p["period"], "want 1, 5, 10, 20, 30 or a multiple of 60"
    if p.get("view") == "gauge" and not {"min", "max"} <= p.get("yAxis", {}).get("left", {}).keys():
        yield f"{at}.yAxis", p.get("yAxis"), "a gauge needs min and max"
    ids = [o["id"] for m in p.get("metrics", []) for o in m if isinstance(o, dict) and "id" in o]
    for id_ in repeated(ids):
        yield f"{at}.metrics", id_, "two metrics have one id"
    if not 1 <= len(p.get("metrics", [[]])) <= 500:
        yield f"{at}.metrics", len(p["metrics"]), "want 1 to 500"
    for j, m in enumerate(p.get("metrics", [])):
        options = m[-1] if m and isinstance(m[-1], dict) else {}
        names = m[: len(m) - bool(options)]
        if options.keys() - {
            "expression",
            "color",
            "label",
            "id",
            "period",
            "region",
            "stat",
            "visible",
            "yAxis",
            "accountId",
        }:
            yield f"{at}.metrics[{j}]", options, "there is no such option"
        if "expression" in options:
            if names:
                yield f"{at}.metrics[{j}]", m, "an expression has no names"
            yield from expression(f"{at}.metrics[{j}]", options["expression"], ids)
        elif len(names) < 2 or len(names) % 2 or not all(isinstance(n, str) and n for n in names):
            yield f"{at}.metrics[{j}]", m, "want namespace, name, and pairs of dimensions"
        if "stat" in options:
            yield from like(f"{at}.metrics[{j}].stat", options["stat"], STAT, "a statistic")
        yield from one_of(f"{at}.metrics[{j}].yAxis", options.get("yAxis", "left"), ["left", "right"])
    for side in listed(p.get("annotations", {}).get("horizontal")):
        for line in listed(side):
            if "value" not in line:
                yield f"{at}.annotations", line, "want a value"
