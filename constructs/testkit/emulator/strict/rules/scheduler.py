"""EventBridge Scheduler."""

import re
from zoneinfo import available_timezones

from ..wire import Unreadable, service_of_sdk
from .rule import on
from .schedules import schedule
from .values import document, one_of

SCHEDULE = ("scheduler:CreateSchedule", "scheduler:UpdateSchedule")
GUIDE = "scheduler/latest/UserGuide/"
API = "scheduler/latest/APIReference/"
CLUSTER = r"arn:aws[a-z-]*:ecs:[a-z0-9-]+:\d{12}:cluster/.+"


@on(*SCHEDULE, source=GUIDE + "managing-schedule-flexible-time-windows.html")
def schedule_window(p):
    window = p["FlexibleTimeWindow"]
    if (window["Mode"] == "FLEXIBLE") != ("MaximumWindowInMinutes" in window):
        yield ".FlexibleTimeWindow", window, "FLEXIBLE has MaximumWindowInMinutes, OFF has none"


@on(*SCHEDULE, source=GUIDE + "schedule-types.html")
def schedule_time(p):
    yield from schedule(".ScheduleExpression", p["ScheduleExpression"])
    zone = p.get("ScheduleExpressionTimezone", "UTC")
    if zone not in available_timezones():
        yield ".ScheduleExpressionTimezone", zone, "want a zone of the IANA"
    if "StartDate" in p and "EndDate" in p and p["StartDate"] >= p["EndDate"]:
        yield ".EndDate", p["EndDate"], "want it after StartDate"


@on(*SCHEDULE, source=GUIDE + "managing-targets-templated.html")
def schedule_target(p):
    target = p["Target"]
    if bool(re.fullmatch(CLUSTER, target["Arn"])) != ("EcsParameters" in target):
        yield ".Target.EcsParameters", target["Arn"], "a cluster has EcsParameters, nothing else has them"
    fifo = ":sqs:" in target["Arn"] and target["Arn"].endswith(".fifo")
    if fifo != ("SqsParameters" in target):
        yield ".Target.SqsParameters", target["Arn"], "a FIFO queue has a message group, nothing else has one"
    if "Input" in target and "EcsParameters" in target:
        overrides, problems = document(target["Input"], ".Target.Input")
        yield from problems
        for key in (overrides or {}).keys() - {
            "containerOverrides",
            "cpu",
            "memory",
            "taskRoleArn",
            "executionRoleArn",
        }:
            yield f".Target.Input.{key}", overrides[key], "a task has no such override"


@on(*SCHEDULE, source=API + "API_EcsParameters.html")
def schedule_task(call, world):
    ecs = call.params["Target"].get("EcsParameters")
    if not ecs:
        return
    at, strategy = ".Target.EcsParameters", ecs.get("CapacityProviderStrategy")
    if strategy and "LaunchType" in ecs:
        yield f"{at}.LaunchType", ecs["LaunchType"], "excludes a CapacityProviderStrategy"
    network = ecs.get("NetworkConfiguration", {}).get("awsvpcConfiguration")
    if ecs.get("LaunchType") == "FARGATE" and not network:
        yield f"{at}.NetworkConfiguration", None, "tasks on Fargate need it"
    if not re.fullmatch(r"arn:aws[a-z-]*:ecs:[^:]+:\d{12}:task-definition/[\w-]+(:\d+)?", ecs["TaskDefinitionArn"]):
        yield f"{at}.TaskDefinitionArn", ecs["TaskDefinitionArn"], "want the ARN of a task definition"
    elif not world.task(ecs["TaskDefinitionArn"]):
        yield f"{at}.TaskDefinitionArn", ecs["TaskDefinitionArn"], "no such task definition was registered"


@on(*SCHEDULE, source=GUIDE + "managing-targets-universal.html")
def schedule_call(p):
    """A target such as arn:aws:scheduler:::aws-sdk:sqs:sendMessage."""
    named = re.fullmatch(r"arn:aws[a-z-]*:scheduler:::aws-sdk:([\w-]+):(\w+)", p["Target"]["Arn"])
    if not named:
        return
    service, operation = named[1], named[2][0].upper() + named[2][1:]
    if re.match(r"(get|describe|list|poll|receive|search|scan|query|select|read|lookup|discover|validate)", named[2]):
        yield ".Target.Arn", p["Target"]["Arn"], "a schedule does not read"
    try:
        known = service_of_sdk(service).operation_names
    except Unreadable:
        known = ()
    yield from one_of(".Target.Arn", operation, known) if operation not in known else ()


@on(*SCHEDULE, source=GUIDE + "configuring-schedule-dlq.html")
def schedule_dead_letters(call, world):
    arn = call.params["Target"].get("DeadLetterConfig", {}).get("Arn")
    if arn and arn.endswith(".fifo"):
        yield ".Target.DeadLetterConfig", arn, "want a standard queue"
    elif arn and arn.split(":")[-1] not in world.queues:
        yield ".Target.DeadLetterConfig", arn, "no such queue yet"


@on(*SCHEDULE, source=GUIDE + "managing-schedule-group.html")
def schedule_group_exists(call, world):
    group = call.params.get("GroupName", "default")
    if group not in world.schedule_groups:
        yield ".GroupName", group, "no such group yet"


@on("scheduler:CreateSchedule", source=API + "API_CreateSchedule.html")
def schedule_name_is_free(call, world):
    name = call.params.get("GroupName", "default"), call.params["Name"]
    if name in world.schedules:
        yield ".Name", call.params["Name"], "the group has a schedule of that name"


@on("scheduler:UpdateSchedule", source=API + "API_UpdateSchedule.html")
def schedule_exists(call, world):
    name = call.params.get("GroupName", "default"), call.params["Name"]
    if name not in world.schedules:
        yield ".Name", call.params["Name"], "the group has no schedule of that name"
