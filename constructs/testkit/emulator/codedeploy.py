"""CodeDeploy: deployment configurations, changes and deletes, alarms that a group keeps, and times as the numbers that
the protocol wants.

An ECS service of CodeDeploy's names its platform version by number:
https://github.com/aws/containers-roadmap/issues/2840.
"""

from datetime import datetime
from uuid import uuid4

from moto.codedeploy.models import Application, DeploymentGroup
from moto.codedeploy.responses import CodeDeployResponse
from moto.core.utils import camelcase_to_underscores, unix_time
from moto.ecs.responses import EC2ContainerServiceResponse

from .gaps import ActionResult, EmptyResult, Record, Refusal, add_actions, find, records

# What UpdateDeploymentGroup may change; what it does not name stays.
CHANGEABLE = (
    "alarmConfiguration",
    "autoRollbackConfiguration",
    "blueGreenDeploymentConfiguration",
    "deploymentConfigName",
    "deploymentStyle",
    "ecsServices",
    "loadBalancerInfo",
    "serviceRoleArn",
    "triggerConfigurations",
)


def delete_application(self):
    name = self._get_param("applicationName")
    self.codedeploy_backend.applications.pop(name, None)
    self.codedeploy_backend.deployment_groups.pop(name, None)
    return EmptyResult()


def update_deployment_group(self):
    name = self._get_param("currentDeploymentGroupName")
    group = self.codedeploy_backend.get_deployment_group(self._get_param("applicationName"), name)
    for field in CHANGEABLE:
        given = self._get_param(field)
        if given is not None:
            setattr(group, camelcase_to_underscores(field), given)
    return ActionResult({"hooksNotCleanedUp": []})


def delete_deployment_group(self):
    groups = self.codedeploy_backend.deployment_groups.get(self._get_param("applicationName"), {})
    groups.pop(self._get_param("deploymentGroupName"), None)
    return ActionResult({"hooksNotCleanedUp": []})


def configurations(response):
    return records(response.codedeploy_backend, "deployment_config")


def create_deployment_config(self):
    name, kept = self._get_param("deploymentConfigName"), configurations(self)
    if name in kept:
        raise Refusal("DeploymentConfigAlreadyExistsException", f"{name} exists")
    kept[name] = Record(
        deploymentConfigId=str(uuid4()),
        deploymentConfigName=name,
        computePlatform=self._get_param("computePlatform"),
        trafficRoutingConfig=self._get_param("trafficRoutingConfig"),
        createTime=unix_time(),
    )
    return ActionResult({"deploymentConfigId": kept[name]["deploymentConfigId"]})


def get_deployment_config(self):
    name = self._get_param("deploymentConfigName")
    found = find(configurations(self), name, "DeploymentConfigDoesNotExistException")
    return ActionResult({"deploymentConfigInfo": found})


def delete_deployment_config(self):
    name = self._get_param("deploymentConfigName")
    for groups in self.codedeploy_backend.deployment_groups.values():
        if any(group.deployment_config_name == name for group in groups.values()):
            raise Refusal("DeploymentConfigInUseException", f"a deployment group uses {name}")
    configurations(self).pop(name, None)
    return EmptyResult()


def install():
    describe, describe_group = Application.to_dict, DeploymentGroup.to_dict
    create_service = EC2ContainerServiceResponse.create_service

    def to_dict(self):
        created = datetime.fromisoformat(self.create_time.replace("Z", "+00:00"))
        return {**describe(self), "createTime": created.timestamp()}

    def group_to_dict(self):
        return {**describe_group(self), "alarmConfiguration": self.alarm_configuration or {}}

    def create_service_of_codedeploy(self):
        result = create_service(self)
        service = result.result["service"]
        if service.deployment_controller["type"] == "CODE_DEPLOY" and service.platform_version in (None, "LATEST"):
            service.platform_version = "1.4.0"
        return result

    EC2ContainerServiceResponse.create_service = create_service_of_codedeploy
    Application.to_dict = to_dict
    DeploymentGroup.to_dict = group_to_dict
    add_actions(
        CodeDeployResponse,
        delete_application,
        update_deployment_group,
        delete_deployment_group,
        create_deployment_config,
        get_deployment_config,
        delete_deployment_config,
    )
