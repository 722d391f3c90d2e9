"""Rules of EventBridge."""

import re

from ..learned.messages import rule_of
from .rule import on
from .schedules import schedule
from .values import document, one_of, within


@on("events:PutRule", source="eventbridge/latest/userguide/eb-event-patterns.html")
def event_rule(p):
    if not p.get("EventPattern") and not p.get("ScheduleExpression"):
        yield ".EventPattern", None, "want a pattern or a schedule"
    if p.get("ScheduleExpression"):
        yield from schedule(".ScheduleExpression", p["ScheduleExpression"])
        if p["ScheduleExpression"].startswith("at("):
            yield ".ScheduleExpression", p["ScheduleExpression"], "want rate() or cron(): at() is the Scheduler's"
        if p.get("EventBusName", "default").split("/")[-1] != "default":
            yield ".EventBusName", p["EventBusName"], "schedules run on the default bus"
    if p.get("EventPattern"):
        pattern, problems = document(p["EventPattern"], ".EventPattern")
        yield from problems
        yield from event_pattern(pattern or {}, ".EventPattern", top=True)


FILTERS = {"prefix", "suffix", "anything-but", "numeric", "exists", "cidr", "equals-ignore-case", "wildcard"}

FIELDS = {
    "version",
    "id",
    "detail-type",
    "source",
    "account",
    "time",
    "region",
    "resources",
    "detail",
    "replay-name",
    "$or",
}


def event_pattern(pattern, path, top=False):
    if not isinstance(pattern, dict) or not pattern:
        yield path, pattern, "want an object with a field"
        return
    for key, value in pattern.items():
        at = f"{path}.{key}"
        if top:
            yield from one_of(at, key, sorted(FIELDS))
        if key == "$or" and isinstance(value, list):
            for each in value:
                yield from event_pattern(each, at)
        elif isinstance(value, dict):
            yield from event_pattern(value, at)
        elif not isinstance(value, list) or not value:
            yield at, value, "want a list"
        else:
            for v in value:
                if isinstance(v, dict) and (len(v) != 1 or not set(v) <= FILTERS):
                    yield at, v, "there is no such filter"
                if isinstance(v, list):
                    yield at, v, "a list in a list"


@on("events:PutTargets", source="eventbridge/latest/APIReference/API_PutTargets.html")
def event_targets(p):
    if len(p["Targets"]) > 5:
        yield ".Targets", len(p["Targets"]), "a rule has at most five targets"
    for i, t in enumerate(p["Targets"]):
        at, arn = f".Targets[{i}]", t["Arn"]
        if len([k for k in ("Input", "InputPath", "InputTransformer") if k in t]) > 1:
            yield at, sorted(t), "want one kind of input"
        if "Input" in t:
            yield from document(t["Input"], f"{at}.Input")[1]
        if not t.get("RoleArn") and re.match(
            r"arn:aws[a-z-]*:(states|ecs|kinesis|batch|ssm|events|codepipeline|codebuild):", arn
        ):
            yield f"{at}.RoleArn", arn, "this target needs a role"
        transformer = t.get("InputTransformer")
        if transformer:
            names = set(re.findall(r"<([\w.-]+)>", transformer["InputTemplate"])) - {
                "aws.events.rule-arn",
                "aws.events.rule-name",
                "aws.events.event",
                "aws.events.event.json",
                "aws.events.event.ingestion-time",
            }
            if names - transformer.get("InputPathsMap", {}).keys():
                yield f"{at}.InputTransformer", sorted(names), "a placeholder has no path"
        retry = t.get("RetryPolicy", {})
        if retry:
            yield from within(f"{at}.MaximumEventAgeInSeconds", retry.get("MaximumEventAgeInSeconds", 60), 60, 86400)
            yield from within(f"{at}.MaximumRetryAttempts", retry.get("MaximumRetryAttempts", 0), 0, 185)


@on("events:PutTargets", source="eventbridge/latest/APIReference/API_EcsParameters.html")
def event_task(p):
    for i, target in enumerate(p["Targets"]):
        at, ecs = f".Targets[{i}].EcsParameters", target.get("EcsParameters")
        if (ecs is not None) != bool(re.match(r"arn:aws[a-z-]*:ecs:.+:cluster/", target["Arn"])):
            yield at, target["Arn"], "a cluster has EcsParameters, nothing else has them"
        elif ecs and ecs.get("LaunchType") == "FARGATE" and "NetworkConfiguration" not in ecs:
            yield f"{at}.NetworkConfiguration", None, "tasks on Fargate need it"


@on("events:PutTargets", source="eventbridge/latest/APIReference/API_PutTargets.html")
def event_rule_exists(call, world):
    rule = rule_of(call.params, "Rule")
    if rule not in world.event_rules:
        yield ".Rule", call.params["Rule"], "no such rule yet"
    total = world.targets[rule].keys() | {target["Id"] for target in call.params["Targets"]}
    if len(total) > 5:
        yield ".Targets", sorted(total), "a rule has at most five targets"


@on("events:DeleteRule", source="eventbridge/latest/APIReference/API_DeleteRule.html")
def event_rule_is_free(call, world):
    targets = world.targets[rule_of(call.params, "Name")]
    if targets:
        yield ".Name", call.params["Name"], f"its targets have to be removed first: {sorted(targets)}"
