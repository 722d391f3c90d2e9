"""Services and clusters of ECS."""

from .rule import on
from .values import like, listed, one_of
from .ecs_tasks import containers


SERVICE = "AmazonECS/latest/APIReference/API_CreateService.html"


@on("ecs:CreateService", "ecs:UpdateService", source=SERVICE)
def service_deployment(p):
    controller = p.get("deploymentController", {}).get("type", "ECS")
    deployment = p.get("deploymentConfiguration", {})
    if p.get("launchType") and p.get("capacityProviderStrategy"):
        yield ".launchType", p["launchType"], "excludes a capacityProviderStrategy"
    bases = [s for s in p.get("capacityProviderStrategy", []) if s.get("base", 0) > 0]
    if len(bases) > 1:
        yield ".capacityProviderStrategy", bases, "one provider may have a base"
    if p.get("capacityProviderStrategy") and not any(s.get("weight", 0) > 0 for s in p["capacityProviderStrategy"]):
        yield ".capacityProviderStrategy", p["capacityProviderStrategy"], "no provider has a weight"
    if controller != "ECS":
        for name in ("deploymentCircuitBreaker", "alarms"):
            if deployment.get(name, {}).get("enable"):
                yield f".deploymentConfiguration.{name}", controller, "needs the deployment controller ECS"
        if p.get("availabilityZoneRebalancing") == "ENABLED":
            yield ".availabilityZoneRebalancing", controller, "needs the deployment controller ECS"
        if p.get("serviceConnectConfiguration", {}).get("enabled"):
            yield ".serviceConnectConfiguration", controller, "needs the deployment controller ECS"
    high, low = deployment.get("maximumPercent", 200), deployment.get("minimumHealthyPercent", 100)
    if high <= 100 and low >= 100:
        yield ".deploymentConfiguration", (low, high), "no task could ever be replaced"
    if p.get("availabilityZoneRebalancing") == "ENABLED" and high <= 100:
        yield ".deploymentConfiguration.maximumPercent", high, "rebalancing between zones needs more than 100"
    if deployment.get("alarms", {}).get("enable") and not deployment["alarms"].get("alarmNames"):
        yield ".deploymentConfiguration.alarms", deployment["alarms"], "no alarm is named"
    if "serviceName" not in p:
        return
    yield from like(".serviceName", p["serviceName"], r"[A-Za-z0-9_-]{1,255}", "up to 255 letters, digits, _ and -")
    if "healthCheckGracePeriodSeconds" in p and not p.get("loadBalancers"):
        yield ".healthCheckGracePeriodSeconds", p["healthCheckGracePeriodSeconds"], "only with a load balancer"
    if len(p.get("loadBalancers", [])) > 5:
        yield ".loadBalancers", len(p["loadBalancers"]), "want at most 5 target groups"
    vpc = p.get("networkConfiguration", {}).get("awsvpcConfiguration", {})
    for name, most in (("subnets", 16), ("securityGroups", 5)):
        if not 1 <= len(vpc.get(name, [])) <= most:
            yield f".networkConfiguration.{name}", vpc.get(name), f"want 1 to {most}"


@on("ecs:CreateService", source=SERVICE)
def service_fits_its_task(call, world):
    p, task = call.params, world.task(call.params.get("taskDefinition", ""))
    if not task:
        yield ".taskDefinition", p.get("taskDefinition"), "no such task definition was registered"
        return
    ports = {(c["name"], m["containerPort"]) for _, c in containers(task) for m in c.get("portMappings", [])}
    for lb in p.get("loadBalancers", []):
        if (lb.get("containerName"), lb.get("containerPort")) not in ports:
            yield ".loadBalancers", lb, "the task definition maps no such port of such a container"
    if p.get("enableExecuteCommand") and "taskRoleArn" not in task:
        yield ".enableExecuteCommand", True, "needs a task role"
    names = {m.get("name") for _, c in containers(task) for m in c.get("portMappings", [])}
    for s in p.get("serviceConnectConfiguration", {}).get("services", []):
        if s["portName"] not in names:
            yield ".serviceConnectConfiguration", s, "the task definition names no such port"


@on("ecs:CreateService", source="AmazonECS/latest/developerguide/alb.html")
def service_target_group_is_attached(call, world):
    """The target group ... does not have an associated load balancer."""
    for lb in call.params.get("loadBalancers", []):
        if lb.get("targetGroupArn") and lb["targetGroupArn"] not in world.attached_target_groups():
            yield ".loadBalancers", lb["targetGroupArn"], "no listener or rule forwards to the target group yet"


@on("ecs:CreateService", source="AmazonECS/latest/developerguide/deployment-alarm-failure.html")
def deployment_alarms_exist(call, world):
    for name in call.params.get("deploymentConfiguration", {}).get("alarms", {}).get("alarmNames", []):
        if name not in world.alarms:
            yield ".deploymentConfiguration.alarms", name, "no such alarm yet"


@on("ecs:CreateCluster", source="AmazonECS/latest/APIReference/API_ClusterSetting.html")
def cluster_settings(p):
    for setting in listed(p.get("settings")):
        yield from one_of(f".settings.{setting['name']}", setting["value"], ["enabled", "disabled", "enhanced"])
