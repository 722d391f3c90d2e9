"""WAF."""

import ipaddress

from .rule import on
from .values import like, one_of, repeated, within

API = "waf/latest/APIReference/"

WCU = {  # https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
    "AWSManagedRulesCommonRuleSet": 700,
    "AWSManagedRulesAdminProtectionRuleSet": 100,
    "AWSManagedRulesKnownBadInputsRuleSet": 200,
    "AWSManagedRulesSQLiRuleSet": 200,
    "AWSManagedRulesLinuxRuleSet": 200,
    "AWSManagedRulesUnixRuleSet": 100,
    "AWSManagedRulesWindowsRuleSet": 200,
    "AWSManagedRulesPHPRuleSet": 100,
    "AWSManagedRulesWordPressRuleSet": 100,
    "AWSManagedRulesAmazonIpReputationList": 25,
    "AWSManagedRulesAnonymousIpList": 50,
    "AWSManagedRulesBotControlRuleSet": 50,
    "AWSManagedRulesATPRuleSet": 50,
    "AWSManagedRulesACFPRuleSet": 50,
    "AWSManagedRulesAntiDDoSRuleSet": 50,
}


def inner(statement):
    """A statement and all those in it."""
    for kind, s in statement.items():
        yield kind, s
        for nested in s.get("Statements", []) + [s[k] for k in ("Statement", "ScopeDownStatement") if k in s]:
            yield from inner(nested)


@on("wafv2:CreateWebACL", "wafv2:UpdateWebACL", source=API + "API_CreateWebACL.html")
def web_acl(p):
    rules = p.get("Rules", [])
    for what in ("Priority", "Name"):
        for value in repeated([r[what] for r in rules]):
            yield f".Rules.{what}", value, "twice"
    for value in repeated([r["VisibilityConfig"]["MetricName"] for r in rules]):
        yield ".Rules.VisibilityConfig.MetricName", value, "twice"
    if len(p.get("DefaultAction", {})) != 1:
        yield ".DefaultAction", p.get("DefaultAction"), "want Allow or Block"
    bodies = p.get("CustomResponseBodies", {})
    spent = 0
    for i, r in enumerate(rules):
        at = f".Rules[{i}]"
        group = any(k in ("ManagedRuleGroupStatement", "RuleGroupReferenceStatement") for k in r["Statement"])
        if group != ("OverrideAction" in r) or group == ("Action" in r):
            yield at, sorted(r), "a group has an OverrideAction, any other rule an Action"
        if len(r["Statement"]) != 1:
            yield f"{at}.Statement", sorted(r["Statement"]), "want one statement"
        response = r.get("Action", {}).get("Block", {}).get("CustomResponse", {})
        if response:
            yield from within(f"{at}.CustomResponse.ResponseCode", response["ResponseCode"], 200, 599)
            if response.get("CustomResponseBodyKey") and response["CustomResponseBodyKey"] not in bodies:
                yield f"{at}.CustomResponse", response, "there is no such body"
        for kind, s in inner(r["Statement"]):
            yield from statement(f"{at}.{kind}", kind, s)
            spent += cost(kind, s)
    if spent > 5000:
        yield ".Rules", spent, "want at most 5000 capacity units"


def statement(at, kind, s):
    transformations = s.get("TextTransformations")
    if transformations is not None:
        if not transformations or repeated([t["Priority"] for t in transformations]):
            yield f"{at}.TextTransformations", transformations, "want one or more, each with its own priority"
    if kind == "ByteMatchStatement" and not 1 <= len(s["SearchString"]) <= 200:
        yield f"{at}.SearchString", s["SearchString"], "want 1 to 200 bytes"
    if kind in ("AndStatement", "OrStatement") and len(s["Statements"]) < 2:
        yield at, len(s["Statements"]), "want two statements or more"
    if kind == "RateBasedStatement":
        yield from within(f"{at}.Limit", s["Limit"], 10, 2_000_000_000)
        yield from one_of(f"{at}.EvaluationWindowSec", s.get("EvaluationWindowSec", 300), [60, 120, 300, 600])
        keys, kind_ = s.get("CustomKeys", []), s["AggregateKeyType"]
        if (kind_ == "CUSTOM_KEYS") != bool(keys) or len(keys) > 5:
            yield f"{at}.CustomKeys", keys, "CUSTOM_KEYS has one to five keys"
        if kind_ == "CONSTANT" and "ScopeDownStatement" not in s:
            yield at, kind_, "CONSTANT needs a scope-down statement"
        if any(list(k) == ["IP"] for k in keys) and len(keys) == 1:
            yield f"{at}.CustomKeys", keys, "an IP alone is AggregateKeyType IP"
        for k in keys:
            for key, value in k.items():
                if "TextTransformations" in value and not value["TextTransformations"]:
                    yield f"{at}.CustomKeys.{key}", value, "want a transformation"
    if kind == "ManagedRuleGroupStatement" and s["VendorName"] == "AWS":
        yield from one_of(f"{at}.Name", s["Name"], sorted(WCU))
    field = s.get("FieldToMatch")
    if field is not None and len(field) != 1:
        yield f"{at}.FieldToMatch", field, "want one field"
    if field and "SingleHeader" in field:
        yield from like(f"{at}.SingleHeader", field["SingleHeader"]["Name"], r"[\x21-\x7e]{1,64}", "a header's name")


def cost(kind, s):
    """What the rules cost, about: https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html"""
    if kind == "ManagedRuleGroupStatement":
        return WCU.get(s["Name"], 0)
    if kind == "RateBasedStatement":
        return 2 + 30 * len(s.get("CustomKeys", []))
    return {
        "ByteMatchStatement": 10,
        "SqliMatchStatement": 30,
        "XssMatchStatement": 40,
        "RegexMatchStatement": 3,
        "RegexPatternSetReferenceStatement": 25,
    }.get(kind, 1) + 10 * len(s.get("TextTransformations", []))


@on("wafv2:CreateIPSet", "wafv2:UpdateIPSet", source=API + "API_CreateIPSet.html")
def ip_set(p):
    for address in p.get("Addresses", []):
        try:
            network = ipaddress.ip_network(address)
            if "/" not in address or network.prefixlen == 0:
                yield ".Addresses", address, "want a range, not /0"
            if p.get("IPAddressVersion", f"IPV{network.version}") != f"IPV{network.version}":
                yield ".Addresses", address, f"want one of {p['IPAddressVersion']}"
        except ValueError as error:
            yield ".Addresses", address, str(error)


@on("wafv2:PutLoggingConfiguration", source=API + "API_PutLoggingConfiguration.html")
def waf_logging(p):
    for arn in p["LoggingConfiguration"]["LogDestinationConfigs"]:
        yield from like(
            ".LogDestinationConfigs",
            arn,
            r"arn:aws[a-z-]*:(logs:[^:]+:\d+:log-group:|s3:::|firehose:.*/)aws-waf-logs-.+",
            "a name that begins with aws-waf-logs-",
        )
