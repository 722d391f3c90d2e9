"""CodeDeploy for ECS."""

import hashlib

import yaml

from .ecs_tasks import containers
from .rule import on
from .values import like, one_of, within

API = "codedeploy/latest/APIReference/"

EVENTS = {
    "DeploymentStart",
    "DeploymentSuccess",
    "DeploymentFailure",
    "DeploymentStop",
    "DeploymentRollback",
    "DeploymentReady",
}


@on(
    "codedeploy:CreateDeploymentGroup",
    "codedeploy:UpdateDeploymentGroup",
    source=API + "API_CreateDeploymentGroup.html",
)
def codedeploy_group(call, world):
    """An update states what it changes."""
    name = call.params.get("currentDeploymentGroupName")
    p = world.deployment_groups.get((call.params["applicationName"], name), {}) | call.params
    if "ecsServices" not in p:
        return
    style = p.get("deploymentStyle", {})
    if style != {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}:
        yield ".deploymentStyle", style, "ECS deploys blue/green with traffic control"
    blue_green = p.get("blueGreenDeploymentConfiguration", {})
    if "greenFleetProvisioningOption" in blue_green:
        yield ".greenFleetProvisioningOption", blue_green, "not for ECS"
    terminate = blue_green.get("terminateBlueInstancesOnDeploymentSuccess")
    if not terminate:
        yield ".terminateBlueInstancesOnDeploymentSuccess", None, "ECS needs it"
    else:
        yield from one_of(".terminate.action", terminate.get("action"), ["TERMINATE"])
        yield from within(".terminationWaitTimeInMinutes", terminate.get("terminationWaitTimeInMinutes", 0), 0, 2880)
    ready = blue_green.get("deploymentReadyOption")
    if not ready:
        yield ".deploymentReadyOption", None, "ECS needs it"
    else:
        stops, waits = (
            ready.get("actionOnTimeout") == "STOP_DEPLOYMENT",
            "waitTimeInMinutes" in ready and ready["waitTimeInMinutes"] > 0,
        )
        if stops != waits:
            yield ".deploymentReadyOption", ready, "STOP_DEPLOYMENT waits, CONTINUE_DEPLOYMENT does not"
        yield from within(".waitTimeInMinutes", ready.get("waitTimeInMinutes", 0), 0, 2880)
    pairs = p.get("loadBalancerInfo", {}).get("targetGroupPairInfoList", [])
    if len(pairs) != 1:
        yield ".targetGroupPairInfoList", pairs, "want one pair"
    for pair in pairs:
        names = [g["name"] for g in pair.get("targetGroups", [])]
        if len(set(names)) != 2:
            yield ".targetGroups", names, "want two target groups"
        for name in names:
            if not any(f":targetgroup/{name}/" in arn for arn in world.target_groups):
                yield ".targetGroups", name, "no such target group"
        for route in ("prodTrafficRoute", "testTrafficRoute"):
            arns = pair.get(route, {}).get("listenerArns", [])
            if len(arns) != (route == "prodTrafficRoute" or bool(pair.get(route))):
                yield f".{route}", arns, "want one listener"
            for arn in arns:
                if arn not in world.listeners:
                    yield f".{route}", arn, "no such listener"
    for s in p["ecsServices"]:
        service = world.services.get((s["clusterName"], s["serviceName"]))
        if service is None:
            yield ".ecsServices", s, "no such service"
        elif service.get("deploymentController", {}).get("type") != "CODE_DEPLOY":
            yield ".ecsServices", s, "the service's deployment controller must be CODE_DEPLOY"
    config = p.get("deploymentConfigName", "CodeDeployDefault.ECSAllAtOnce")
    if config not in world.deployment_configs:
        yield from like(
            ".deploymentConfigName",
            config,
            r"CodeDeployDefault\.ECS(AllAtOnce|Linear10PercentEvery[13]Minutes|Canary10Percent(5|15)Minutes)",
            "a configuration for ECS",
        )
    for t in p.get("triggerConfigurations", []):
        for event in t["triggerEvents"]:
            yield from one_of(".triggerEvents", event, sorted(EVENTS))
    rollback = p.get("autoRollbackConfiguration", {})
    if rollback.get("enabled") and not rollback.get("events"):
        yield ".autoRollbackConfiguration", rollback, "want events"
    alarms = p.get("alarmConfiguration", {})
    if alarms.get("enabled") and not 1 <= len(alarms.get("alarms", [])) <= 10:
        yield ".alarmConfiguration", alarms, "want one to ten alarms"
    for a in alarms.get("alarms", []):
        if a["name"] not in world.alarms:
            yield ".alarmConfiguration", a, "no such alarm yet"
    if "DEPLOYMENT_STOP_ON_ALARM" in rollback.get("events", []) and not alarms.get("enabled"):
        yield ".autoRollbackConfiguration", rollback, "DEPLOYMENT_STOP_ON_ALARM needs alarms"


@on("codedeploy:CreateDeploymentConfig", source=API + "API_CreateDeploymentConfig.html")
def codedeploy_steps(p):
    if p.get("computePlatform") != "ECS":
        return
    routing = p.get("trafficRoutingConfig", {})
    for kind, field in (("TimeBasedCanary", "timeBasedCanary"), ("TimeBasedLinear", "timeBasedLinear")):
        if routing.get("type") == kind:
            steps = routing.get(field, {})
            yield from within(
                f".{field}.Percentage", steps.get(f"{field.removeprefix('timeBased').lower()}Percentage"), 1, 99
            )
            yield from within(
                f".{field}.Interval", steps.get(f"{field.removeprefix('timeBased').lower()}Interval"), 1, 2880
            )
    if p.get("deploymentConfigName", "").startswith("CodeDeployDefault."):
        yield ".deploymentConfigName", p["deploymentConfigName"], "the prefix is AWS's"


@on("codedeploy:CreateDeployment", source="codedeploy/latest/userguide/reference-appspec-file-structure-resources.html")
def deployment_of_a_service(call, world):
    """The AppSpec of an ECS deployment: a task definition, and the container and port that get the traffic."""
    content = call.params.get("revision", {}).get("appSpecContent", {}).get("content")
    if content is None:
        return
    at = ".revision.appSpecContent"
    spec = yaml.safe_load(content)  # JSON is YAML
    if str(spec.get("version")) not in ("0", "0.0"):
        yield f"{at}.version", spec.get("version"), "want 0.0"
    for resource in spec.get("Resources") or [{}]:
        properties = resource.get("TargetService", {}).get("Properties", {})
        task = world.task(properties.get("TaskDefinition", ""))
        balanced = properties.get("LoadBalancerInfo", {})
        if task is None:
            yield f"{at}.TaskDefinition", properties.get("TaskDefinition"), "no such task definition was registered"
            continue
        mapped = [(c["name"], m["containerPort"]) for _, c in containers(task) for m in c.get("portMappings", [])]
        yield from one_of(
            f"{at}.LoadBalancerInfo", (balanced.get("ContainerName"), balanced.get("ContainerPort")), mapped
        )
    given = call.params["revision"]["appSpecContent"].get("sha256")
    if given and given != hashlib.sha256(content.encode()).hexdigest():
        yield f"{at}.sha256", given, "it is not the content's"
