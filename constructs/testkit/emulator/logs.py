"""CloudWatch Logs: the class of a log group, and data protection policies."""

from moto.core.utils import unix_time_millis
from moto.logs.models import LogGroup
from moto.logs.responses import LogsResponse

from .gaps import ActionResult, EmptyResult, Refusal, add_actions


def group_of(response, identifier):
    """Calls name a group by its name or its ARN."""
    for group in response.logs_backend.groups.values():
        if identifier in (group.name, group.arn, f"{group.arn}:*"):
            return group
    raise Refusal("ResourceNotFoundException", "The specified log group does not exist.")


def put_data_protection_policy(self):
    identifier = self._get_param("logGroupIdentifier")
    policy = {
        "logGroupIdentifier": identifier,
        "policyDocument": self._get_param("policyDocument"),
        "lastUpdatedTime": int(unix_time_millis()),
    }
    group_of(self, identifier).data_protection = policy
    return ActionResult(policy)


def get_data_protection_policy(self):
    identifier = self._get_param("logGroupIdentifier")
    policy = getattr(group_of(self, identifier), "data_protection", None)
    return ActionResult(policy or {"logGroupIdentifier": identifier})


def delete_data_protection_policy(self):
    group_of(self, self._get_param("logGroupIdentifier")).data_protection = None
    return EmptyResult()


def install():
    create, describe = LogsResponse.create_log_group, LogGroup.to_describe_dict

    def create_log_group(self):
        answer = create(self)
        group_of(self, self._get_param("logGroupName")).log_group_class = self._get_param("logGroupClass")
        return answer

    def to_describe_dict(self):
        return {**describe(self), "logGroupClass": getattr(self, "log_group_class", None) or "STANDARD"}

    LogGroup.to_describe_dict = to_describe_dict
    add_actions(
        LogsResponse,
        create_log_group,
        put_data_protection_policy,
        get_data_protection_policy,
        delete_data_protection_policy,
    )
