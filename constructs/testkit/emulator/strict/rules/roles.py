"""Whether roles trust the services that they are handed to."""

from .policy_documents import trusted
from .rule import DOUBT, on

# Call: the parameter that holds the role, and the service that takes it; AWS looks before it accepts these.
TAKEN = {
    "scheduler:CreateSchedule": ("Target/RoleArn", "scheduler"),
    "scheduler:UpdateSchedule": ("Target/RoleArn", "scheduler"),
    "stepfunctions:CreateStateMachine": ("roleArn", "states"),
    "stepfunctions:UpdateStateMachine": ("roleArn", "states"),
    "codedeploy:CreateDeploymentGroup": ("serviceRoleArn", "codedeploy"),
    "codedeploy:UpdateDeploymentGroup": ("serviceRoleArn", "codedeploy"),
    "budgets:CreateBudgetAction": ("ExecutionRoleArn", "budgets"),
}
# Of these AWS takes any role, and fails later.
TAKEN_LATER = {
    "ecs:RegisterTaskDefinition": (("taskRoleArn", "ecs-tasks"), ("executionRoleArn", "ecs-tasks")),
    "ec2:CreateFlowLogs": (("DeliverLogsPermissionArn", "vpc-flow-logs"),),
}
SOURCE = "IAM/latest/UserGuide/id_roles_create_for-service.html"


def untrusting(p, place, service, world):
    """A role that the world knows, and that does not trust the service."""
    for key in place.split("/"):
        p = p.get(key, {})
    trust = world.roles.get(p.split("/")[-1]) if p else None
    if trust is not None and service not in trusted(trust):
        yield "." + place.replace("/", "."), p, f"the role does not trust {service}.amazonaws.com"


@on(*TAKEN, source=SOURCE)
def role_trusts_its_service(call, world):
    yield from untrusting(call.params, *TAKEN[call.name], world)


@on(*TAKEN_LATER, source="AmazonECS/latest/developerguide/task-iam-roles.html", level=DOUBT)
def role_trusts_its_user(call, world):
    for place, service in TAKEN_LATER[call.name]:
        yield from untrusting(call.params, place, service, world)


@on("events:PutTargets", source="eventbridge/latest/userguide/eb-events-iam-roles.html", level=DOUBT)
def role_trusts_events(call, world):
    for i, target in enumerate(call.params["Targets"]):
        for _, arn, text in untrusting(target, "RoleArn", "events", world):
            yield f".Targets[{i}].RoleArn", arn, text
