"""What a service's tasks need from their first second.

Without it they fail, and the circuit breaker ends the first deployment.
"""

from ..world import vpc_configuration
from .rule import DOUBT, on

SOURCE = "AmazonECS/latest/developerguide/deployment-circuit-breaker.html"


@on(
    "ec2:CreateRoute",
    "ec2:AssociateRouteTable",
    "ec2:CreateVpcEndpoint",
    "ec2:CreateNatGateway",
    source=SOURCE,
    level=DOUBT,
)
def way_out_comes_first(call, world):
    vpc = (
        call.params.get("VpcId")
        or world.tables.get(call.params.get("RouteTableId"))
        or world.subnets.get(call.params.get("SubnetId"), {}).get("VpcId")
    )
    for name in world.services_in(vpc):
        yield "", call.params, f"the service {name} has started without it"


@on("ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress", source=SOURCE, level=DOUBT)
def group_rules_come_first(call, world):
    ends = {call.params["GroupId"]} | {
        g["GroupId"] for p in call.params.get("IpPermissions", []) for g in p.get("UserIdGroupPairs", [])
    }
    for (_, name), service in world.services.items():
        if ends & set(vpc_configuration(service).get("securityGroups", [])):
            yield ".GroupId", sorted(ends), f"the service {name} has started without it"


@on("iam:PutRolePolicy", "iam:AttachRolePolicy", source=SOURCE, level=DOUBT)
def permissions_come_first(call, world):
    for (_, name), service in world.services.items():
        task = world.task_of(service)
        for key in ("taskRoleArn", "executionRoleArn"):
            role, first = (
                task.get(key, "").split("/")[-1],
                call.params.get("PolicyName") not in world.inline[call.params["RoleName"]],
            )
            if role == call.params["RoleName"] and first:
                yield ".RoleName", role, f"the service {name} has started without this policy of its {key}"


@on("logs:CreateLogGroup", source=SOURCE, level=DOUBT)
def log_group_comes_first(call, world):
    for (_, name), service in world.services.items():
        for c in world.task_of(service).get("containerDefinitions", []):
            if c.get("logConfiguration", {}).get("options", {}).get("awslogs-group") == call.params["logGroupName"]:
                yield ".logGroupName", call.params["logGroupName"], f"the service {name} has started without it"


@on("s3:PutObject", "secretsmanager:CreateSecret", "ssm:PutParameter", source=SOURCE, level=DOUBT)
def what_tasks_read_comes_first(call, world):
    named = call.params.get("Name") or call.params.get("Key", "")
    for (_, name), service in world.services.items():
        if named and named in str(world.task_of(service).get("containerDefinitions")):
            yield "", named, f"the service {name} has started without it"
