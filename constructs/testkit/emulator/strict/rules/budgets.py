"""Budgets and Cost Explorer."""

import re

from ..learned.budgets import notification
from .rule import on
from .values import like, one_of, repeated

API = "aws-cost-management/latest/APIReference/"

FILTERS = {  # https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/budgets-create-filters.html
    "AZ",
    "BillingEntity",
    "CostCategory",
    "InstanceType",
    "InvoicingEntity",
    "LegalEntityName",
    "LinkedAccount",
    "Operation",
    "OperatingSystem",
    "PurchaseType",
    "Region",
    "Service",
    "SubscriptionId",
    "TagKeyValue",
    "TagKey",
    "UsageType",
    "UsageTypeGroup",
    "RecordType",
    "Tenancy",
    "CacheEngine",
    "DatabaseEngine",
}


@on("budgets:CreateBudget", "budgets:UpdateBudget", source=API + "API_budgets_Budget.html")
def budget_fields(p):
    b = p.get("Budget") or p["NewBudget"]
    yield from like(".BudgetName", b["BudgetName"], r"(?!.*/action/)[^:\\]{1,100}", "no colon, backslash or /action/")
    if b["BudgetType"] in ("COST", "USAGE"):
        limits = [v for v in ("BudgetLimit", "PlannedBudgetLimits", "AutoAdjustData") if v in b]
        if len(limits) != 1:
            yield ".BudgetLimit", limits, "want one kind of limit"
    if "BudgetLimit" in b:
        amount = b["BudgetLimit"]["Amount"]
        if not re.fullmatch(r"\d+(\.\d+)?", amount) or float(amount) <= 0:
            yield ".BudgetLimit.Amount", amount, "want more than 0"
        if b["BudgetType"] == "COST":
            yield from one_of(".BudgetLimit.Unit", b["BudgetLimit"]["Unit"], ["USD"])
    if "FilterExpression" in b and ("CostFilters" in b or "CostTypes" in b):
        yield ".FilterExpression", sorted(b), "excludes CostFilters and CostTypes"
    for key, values in b.get("CostFilters", {}).items():
        yield from one_of(f".CostFilters.{key}", key, sorted(FILTERS))
        for v in values:
            if key == "TagKeyValue":
                yield from like(f".CostFilters.{key}", v, r"(user|aws:[\w-]+|aws):[^$]+\$.*", "user:key$value")


@on("budgets:CreateNotification", "budgets:CreateBudget", source=API + "API_budgets_CreateNotification.html")
def budget_notifications(call, world):
    p, budget_ = call.params, call.params.get("BudgetName") or call.params["Budget"]["BudgetName"]
    given = p.get("NotificationsWithSubscribers") or ([p] if "Notification" in p else [])
    known = world.notifications.get(budget_, set())
    for n in given:
        key = notification(n["Notification"])
        if key in known:
            yield ".Notification", key, "the budget has it already"
        yield from subscribers(n["Subscribers"])
    if (
        len(known) + len(given) > 10
    ):  # https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html
        yield ".Notification", len(known) + len(given), "a budget has at most ten notifications"


def subscribers(given):
    if (
        len([s for s in given if s["SubscriptionType"] == "SNS"]) > 1
        or len([s for s in given if s["SubscriptionType"] == "EMAIL"]) > 10
    ):
        yield ".Subscribers", given, "want at most one topic and ten addresses"
    for s in given:
        shape = r"arn:aws[a-z-]*:sns:.+" if s["SubscriptionType"] == "SNS" else r"[^@\s]+@[^@\s]+\.[^@\s]+"
        yield from like(".Subscribers.Address", s["Address"], shape, "a topic's ARN or an address")


@on("budgets:CreateBudgetAction", source=API + "API_budgets_CreateBudgetAction.html")
def budget_action(call, world):
    p = call.params
    field = {
        "APPLY_IAM_POLICY": "IamActionDefinition",
        "APPLY_SCP_POLICY": "ScpActionDefinition",
        "RUN_SSM_DOCUMENTS": "SsmActionDefinition",
    }[p["ActionType"]]
    if list(p["Definition"]) != [field]:
        yield ".Definition", sorted(p["Definition"]), f"want {field}"
    iam = p["Definition"].get("IamActionDefinition", {})
    if field == "IamActionDefinition" and not any(iam.get(k) for k in ("Roles", "Groups", "Users")):
        yield ".Definition.IamActionDefinition", iam, "want roles, groups or users"
    for name in iam.get("Roles", []):
        if name not in world.roles:
            yield ".Definition.IamActionDefinition.Roles", name, "no such role"
    yield from subscribers(p["Subscribers"])


@on("ce:CreateAnomalyMonitor", source=API + "API_AnomalyMonitor.html")
def anomaly_monitor(p):
    m = p["AnomalyMonitor"]
    if (m["MonitorType"] == "DIMENSIONAL") != ("MonitorDimension" in m) or (m["MonitorType"] == "CUSTOM") != (
        "MonitorSpecification" in m
    ):
        yield ".AnomalyMonitor", m, "DIMENSIONAL has a dimension, CUSTOM a specification"


@on("ce:CreateAnomalySubscription", source=API + "API_AnomalySubscription.html")
def anomaly_subscription(p):
    s = p["AnomalySubscription"]
    if ("Threshold" in s) == ("ThresholdExpression" in s):
        yield ".AnomalySubscription", sorted(s), "want Threshold or ThresholdExpression"
    kinds = {x["Type"] for x in s["Subscribers"]}
    if s["Frequency"] == "IMMEDIATE" and kinds != {"SNS"} or s["Frequency"] != "IMMEDIATE" and kinds != {"EMAIL"}:
        yield (
            ".AnomalySubscription.Subscribers",
            sorted(kinds),
            "IMMEDIATE tells topics, DAILY and WEEKLY tell addresses",
        )
    for address in repeated([x["Address"] for x in s["Subscribers"]]):
        yield ".AnomalySubscription.Subscribers", address, "twice"
