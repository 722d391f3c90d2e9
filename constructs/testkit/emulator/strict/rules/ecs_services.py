"""Services and clusters of ECS."""

from ..world import vpc_configuration
from .rule import on
from .values import like, listed, one_of, repeated, within
from .ecs_tasks import containers

API = "AmazonECS/latest/APIReference/"
SERVICE = API + "API_CreateService.html"


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
    if high <= low:
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
    if on_fargate(p):
        yield from network(p)
        yield from one_of(".schedulingStrategy", p.get("schedulingStrategy", "REPLICA"), ["REPLICA"])
        for name in ("placementStrategy", "placementConstraints"):
            if p.get(name):
                yield f".{name}", p[name], "not on Fargate"


def on_fargate(p):
    providers = [each["capacityProvider"] for each in p.get("capacityProviderStrategy", [])]
    return p.get("launchType") == "FARGATE" or any(name.startswith("FARGATE") for name in providers)


def network(p):
    """Without security groups it is the VPC's default one."""
    vpc = vpc_configuration(p)
    if not 1 <= len(vpc.get("subnets", [])) <= 16:
        yield ".networkConfiguration.subnets", vpc.get("subnets"), "want 1 to 16"
    if len(vpc.get("securityGroups", [])) > 5:
        yield ".networkConfiguration.securityGroups", vpc["securityGroups"], "want at most 5"


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


@on("ecs:CreateService", "ecs:UpdateService", "ecs:RunTask", source=API + "API_AwsVpcConfiguration.html")
def subnets_are_of_one_vpc(call, world):
    subnets = vpc_configuration(call.params).get("subnets", [])
    vpcs = {world.subnets[s]["VpcId"] for s in subnets if s in world.subnets}
    if len(vpcs) > 1:
        yield ".networkConfiguration.subnets", subnets, f"they lie in {sorted(vpcs)}"


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


@on("ecs:CreateCluster", source=API + "API_ClusterSetting.html")
def cluster_settings(p):
    for setting in listed(p.get("settings")):
        yield from one_of(f".settings.{setting['name']}", setting["value"], ["enabled", "disabled", "enhanced"])


@on("ecs:PutClusterCapacityProviders", "ecs:CreateCluster", source=API + "API_PutClusterCapacityProviders.html")
def cluster_capacity_providers(p):
    named, strategy = p.get("capacityProviders", []), p.get("defaultCapacityProviderStrategy", [])
    for name in repeated(named):
        yield ".capacityProviders", name, "twice"
    for each in strategy:
        yield from one_of(".defaultCapacityProviderStrategy", each["capacityProvider"], named)
    if len([each for each in strategy if each.get("base", 0) > 0]) > 1:
        yield ".defaultCapacityProviderStrategy", strategy, "one provider may have a base"


@on("ecs:RunTask", source=API + "API_RunTask.html")
def run_task(call, world):
    p, task = call.params, world.task(call.params["taskDefinition"])
    if task is None:
        yield ".taskDefinition", p["taskDefinition"], "no such task definition was registered"
        return
    yield from within(".count", p.get("count", 1), 1, 10)
    if on_fargate(p) or task.get("networkMode") == "awsvpc":
        yield from network(p)
    if p.get("launchType") and p.get("capacityProviderStrategy"):
        yield ".launchType", p["launchType"], "excludes a capacityProviderStrategy"
    if len(p.get("startedBy", "")) > 128:
        yield ".startedBy", p["startedBy"], "want at most 128 characters"
    names = [c["name"] for _, c in containers(task)]
    for override in p.get("overrides", {}).get("containerOverrides", []):
        yield from one_of(".overrides.containerOverrides", override.get("name"), names)
    if len(str(p.get("overrides", ""))) > 8192:
        yield ".overrides", len(str(p["overrides"])), "want at most 8192 characters"


@on("ecs:UpdateService", source=API + "API_UpdateService.html")
def service_update(call, world):
    p = call.params
    service = world.services.get((p.get("cluster", "default").split("/")[-1], p["service"].split("/")[-1]))
    if service is None:
        yield ".service", p["service"], "no such service"
        return
    if "taskDefinition" in p and not world.task(p["taskDefinition"]):
        yield ".taskDefinition", p["taskDefinition"], "no such task definition was registered"
    controller = service.get("deploymentController", {}).get("type", "ECS")
    for name in ("taskDefinition", "networkConfiguration", "platformVersion", "loadBalancers"):
        if controller == "CODE_DEPLOY" and name in p:
            yield f".{name}", p[name], "CodeDeploy changes it, by a deployment"


@on("ecs:CreateService", "ecs:UpdateService", source="AmazonECS/latest/developerguide/service-connect-concepts.html")
def service_connect_names(p):
    connect = p.get("serviceConnectConfiguration", {})
    at, services = ".serviceConnectConfiguration", connect.get("services", [])
    if services and not connect.get("enabled"):
        yield f"{at}.enabled", connect.get("enabled"), "services need it"
    for name in repeated([s.get("discoveryName", s["portName"]) for s in services]):
        yield f"{at}.discoveryName", name, "twice"
    aliases = [(a.get("dnsName"), a["port"]) for s in services for a in s.get("clientAliases", [])]
    for alias in repeated(aliases):
        yield f"{at}.clientAliases", alias, "two services have one name and port"
    for _, port in aliases:
        yield from within(f"{at}.clientAliases.port", port, 1, 65535)
