"""CodeDeploy: deletes, without which nothing that uses it can be destroyed, and times as the numbers that the protocol wants."""

from datetime import datetime

from moto.codedeploy.models import Application
from moto.codedeploy.responses import CodeDeployResponse

from .gaps import ActionResult, EmptyResult, add_actions


def delete_application(self):
    name = self._get_param("applicationName")
    self.codedeploy_backend.applications.pop(name, None)
    self.codedeploy_backend.deployment_groups.pop(name, None)
    return EmptyResult()


def delete_deployment_group(self):
    groups = self.codedeploy_backend.deployment_groups.get(self._get_param("applicationName"), {})
    groups.pop(self._get_param("deploymentGroupName"), None)
    return ActionResult({"hooksNotCleanedUp": []})


def install():
    describe = Application.to_dict

    def to_dict(self):
        return {**describe(self), "createTime": datetime.fromisoformat(self.create_time.replace("Z", "+00:00")).timestamp()}

    Application.to_dict = to_dict
    add_actions(CodeDeployResponse, delete_application, delete_deployment_group)
