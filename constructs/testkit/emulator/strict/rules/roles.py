"""Whether roles trust the services that they are handed to."""

from .rule import DOUBT, on

# Call: the parameter that holds the role, and the principal that takes it; AWS looks before it accepts these.
TAKEN = {
    "scheduler:CreateSchedule": ("Target/RoleArn", "scheduler.amazonaws.com"),
    "scheduler:UpdateSchedule": ("Target/RoleArn", "scheduler.amazonaws.com"),
    "stepfunctions:CreateStateMachine": ("roleArn", "states."),
    "stepfunctions:UpdateStateMachine": ("roleArn", "states."),
}
# Of these AWS takes any role, and fails later.
TAKEN_LATER = {
    "ecs:RegisterTaskDefinition": (
        ("taskRoleArn", "ecs-tasks.amazonaws.com"),
        ("executionRoleArn", "ecs-tasks.amazonaws.com"),
    ),
    "ec2:CreateFlowLogs": (("DeliverLogsPermissionArn", "vpc-flow-logs.amazonaws.com"),),
}


def untrusting(p, place, principal, world):
    """A role that the world knows, and that does not trust the principal."""
    for key in place.split("/"):
        p = p.get(key, {})
    trust = world.roles.get(p.split("/")[-1]) if p else None
    if trust is not None and principal not in trust:
        yield "." + place.replace("/", "."), p, f"the role does not trust {principal.rstrip('.')}"


@on(*TAKEN, source="scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role")
def role_trusts_its_service(call, world):
    yield from untrusting(call.params, *TAKEN[call.name], world)


@on(*TAKEN_LATER, source="AmazonECS/latest/developerguide/task-iam-roles.html", level=DOUBT)
def role_trusts_its_user(call, world):
    for place, principal in TAKEN_LATER[call.name]:
        yield from untrusting(call.params, place, principal, world)


@on("events:PutTargets", source="eventbridge/latest/userguide/eb-events-iam-roles.html", level=DOUBT)
def role_trusts_events(call, world):
    for i, target in enumerate(call.params["Targets"]):
        for _, arn, text in untrusting(target, "RoleArn", "events.amazonaws.com", world):
            yield f".Targets[{i}].RoleArn", arn, text
