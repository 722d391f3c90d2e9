"""CloudWatch Logs."""

import re

from .rule import on
from .values import document, like, listed, one_of

API = "AmazonCloudWatchLogs/latest/APIReference/"

RETENTION = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)


@on("logs:CreateLogGroup", source=API + "API_CreateLogGroup.html")
def log_group_fields(p):
    yield from like(".logGroupName", p["logGroupName"], r"(?!aws/).+", "a name that does not begin with aws/")
    if "kmsKeyId" in p:
        yield from like(".kmsKeyId", p["kmsKeyId"], r"arn:aws[a-z-]*:kms:.+:key/.+", "the ARN of a key")


@on("logs:PutRetentionPolicy", source=API + "API_PutRetentionPolicy.html")
def log_retention(p):
    yield from one_of(".retentionInDays", p["retentionInDays"], RETENTION)


@on("logs:PutMetricFilter", source=API + "API_MetricTransformation.html")
def metric_filter(call, world):
    p = call.params
    group = world.log_groups.get(p["logGroupName"])
    if group is None:
        yield ".logGroupName", p["logGroupName"], "no such log group yet"
    elif group.get("logGroupClass", "STANDARD") != "STANDARD":
        yield ".logGroupName", group["logGroupClass"], "this class has no metric filters"
    if len(p["metricTransformations"]) != 1:
        yield ".metricTransformations", len(p["metricTransformations"]), "want one"
    for t in p["metricTransformations"]:
        at = ".metricTransformations"
        yield from like(
            f"{at}.metricValue", t["metricValue"], r"-?\d+(\.\d+)?|\$[\w.\[\]*\"'-]+", "a number or a field"
        )
        yield from like(f"{at}.metricName", t["metricName"], r"[^:*$]{1,255}", "no : * or $")
        yield from like(f"{at}.metricNamespace", t["metricNamespace"], r"[^:*$]{1,255}", "no : * or $")
        dimensions = t.get("dimensions", {})
        if dimensions and "defaultValue" in t:
            yield f"{at}.defaultValue", t["defaultValue"], "excludes dimensions"
        if len(dimensions) > 3:
            yield f"{at}.dimensions", dimensions, "want at most three"
        for name, value in dimensions.items():
            yield from like(f"{at}.dimensions.{name}", value, r"\$[\w.\[\]\"'-]+", "a field of the pattern")
            if not p.get("filterPattern", "").strip().startswith(("{", "[")):
                yield (
                    f"{at}.dimensions.{name}",
                    p.get("filterPattern"),
                    "dimensions need a pattern of JSON or of columns",
                )


@on("logs:PutMetricFilter", source="AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html")
def filter_pattern(p):
    pattern = p.get("filterPattern", "")
    if len(pattern) > 1024:
        yield ".filterPattern", len(pattern), "want at most 1024 characters"
    if pattern.strip().startswith("{"):
        yield from json_pattern(pattern.strip())
    elif pattern.replace('\\"', "").count('"') % 2:
        yield ".filterPattern", pattern, "a quote is open"


FIELD = r"\$(\.(?:[\w@/-]+|\*)|\[(?:\d+|\*|\"[^\"]+\"|'[^']+')\]|\.\[[^\]]+\])+"

OPERAND = r"(?:\"(?:[^\"\\]|\\.)*\"|%[^%]+%|-?[\d.*]+(?:[eE][-+]?\d+)?|[\w.*:/@-]+)"
CONDITION = rf"(?:(?:=|!=|<=|>=|<|>)\s*{OPERAND}|IS\s+(?:NULL|TRUE|FALSE)|NOT\s+EXISTS|EXISTS)"
TEST = re.compile(rf"\s*(?:{FIELD}\s*{CONDITION}\s*)")


def json_pattern(pattern):
    """{ $.a = "b" && ($.c > 1 || $.d IS TRUE) }"""
    if not pattern.endswith("}"):
        yield ".filterPattern", pattern, "the brace is open"
        return
    rest, depth, expects_test = pattern[1:-1].strip(), 0, True
    while rest:
        if expects_test:
            if rest[0] == "(":
                depth, rest = depth + 1, rest[1:].strip()
                continue
            test = TEST.match(rest)
            if not test:
                yield ".filterPattern", rest[:80], "want a test of a field"
                return
            rest, expects_test = rest[test.end() :].strip(), False
        elif rest[0] == ")":
            depth, rest = depth - 1, rest[1:].strip()
            if depth < 0:
                break
        elif rest[:2] in ("&&", "||"):
            rest, expects_test = rest[2:].strip(), True
        else:
            yield ".filterPattern", rest[:80], "want && or ||"
            return
    if depth or expects_test:
        yield ".filterPattern", pattern[:80], "a bracket or a test lacks its other half"


@on("logs:PutMetricFilter", source="AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html")
def filters_of_a_group(call, world):
    names = world.filters.get(call.params["logGroupName"], set()) | {call.params["filterName"]}
    if len(names) > 100:
        yield ".logGroupName", len(names), "a group has at most 100 metric filters"


@on("logs:PutDataProtectionPolicy", source=API + "API_PutDataProtectionPolicy.html")
def data_protection(p):
    policy, problems = document(p["policyDocument"], ".policyDocument")
    yield from problems
    if not policy:
        return
    if policy.get("Version") != "2021-06-01":
        yield ".policyDocument.Version", policy.get("Version"), "want 2021-06-01"
    statements = listed(policy.get("Statement"))
    if (
        len(statements) != 2
        or "Audit" not in statements[0]["Operation"]
        or "MaskConfig" not in statements[1]["Operation"].get("Deidentify", {})
    ):
        yield ".policyDocument.Statement", statements, "want a statement that audits and one that masks"
        return
    if statements[0]["DataIdentifier"] != statements[1]["DataIdentifier"]:
        yield ".policyDocument.Statement", statements, "both have the same identifiers"
    if statements[1]["Operation"]["Deidentify"]["MaskConfig"] != {}:
        yield ".policyDocument.Statement", statements, "MaskConfig is empty"
    custom = {c["Name"] for c in policy.get("Configuration", {}).get("CustomDataIdentifier", [])}
    if len(custom) > 10:
        yield ".policyDocument.Configuration", sorted(custom), "want at most ten custom identifiers"
    for c in policy.get("Configuration", {}).get("CustomDataIdentifier", []):
        yield from like(
            ".policyDocument.Configuration.Name", c["Name"], r"[A-Za-z0-9_-]{1,128}", "letters, digits, _ and -"
        )
        yield from like(
            ".policyDocument.Configuration.Regex",
            c["Regex"],
            r"[A-Za-z0-9_#=@/;, ^$?\[\]{}|\\*+.-]{1,200}",
            "at most 200 characters, of those that CWL-custom-data-identifiers.html lists",
        )
    for identifier in statements[0]["DataIdentifier"]:
        if identifier not in custom:
            yield from like(
                ".policyDocument.DataIdentifier",
                identifier,
                r"arn:aws:dataprotection::aws:data-identifier/[\w-]+",
                "an identifier of AWS or a custom one",
            )
