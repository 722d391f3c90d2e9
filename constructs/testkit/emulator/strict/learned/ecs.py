"""What calls of ECS, of its scaling and of CodeDeploy make and delete."""

from ..world import after


@after("ecs:RegisterTaskDefinition")
def register_task_definition(world, p, answer):
    world.revisions[p["family"]] += 1
    world.tasks[f"{p['family']}:{world.revisions[p['family']]}"] = p


@after("ecs:CreateService")
def create_service(world, p, answer):
    world.services[p.get("cluster", "default").split("/")[-1], p["serviceName"]] = p


@after("ecs:UpdateService")
def update_service(world, p, answer):
    key = p.get("cluster", "default").split("/")[-1], p["service"].split("/")[-1]
    if key in world.services:
        world.services[key] |= {name: p[name] for name in p.keys() - {"cluster", "service"}}


@after("ecs:DeleteService")
def delete_service(world, p, answer):
    world.services.pop((p.get("cluster", "default").split("/")[-1], p["service"].split("/")[-1]), None)


@after("application-autoscaling:RegisterScalableTarget")
def register_scalable_target(world, p, answer):
    world.scalable_targets.add(p["ResourceId"])


@after("application-autoscaling:DeregisterScalableTarget")
def deregister_scalable_target(world, p, answer):
    world.scalable_targets.discard(p["ResourceId"])


@after("codedeploy:CreateDeploymentGroup")
def create_deployment_group(world, p, answer):
    world.deployment_groups[p["applicationName"], p["deploymentGroupName"]] = p


@after("codedeploy:UpdateDeploymentGroup")
def update_deployment_group(world, p, answer):
    name = p["currentDeploymentGroupName"]
    known = world.deployment_groups.pop((p["applicationName"], name), {})
    world.deployment_groups[p["applicationName"], p.get("newDeploymentGroupName", name)] = known | p


@after("codedeploy:DeleteDeploymentGroup")
def delete_deployment_group(world, p, answer):
    world.deployment_groups.pop((p["applicationName"], p["deploymentGroupName"]), None)


@after("codedeploy:CreateDeploymentConfig")
def create_deployment_config(world, p, answer):
    world.deployment_configs.add(p["deploymentConfigName"])


@after("codedeploy:DeleteDeploymentConfig")
def delete_deployment_config(world, p, answer):
    world.deployment_configs.discard(p["deploymentConfigName"])
