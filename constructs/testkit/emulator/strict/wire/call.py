"""A call of AWS's API, and the models that say what it may hold."""

from dataclasses import dataclass
from functools import cache

import botocore.session

# Names that requests are signed with, where botocore calls the service otherwise.
SIGNED_AS = {
    "elasticloadbalancing": "elbv2",
    "monitoring": "cloudwatch",
    "states": "stepfunctions",
    "elasticfilesystem": "efs",
}


class Unreadable(Exception):
    """The request fits no operation, or its body no protocol."""


@dataclass
class Call:
    service: str
    operation: str
    params: dict
    shape: object  # botocore's model of the parameters; nothing where there are none
    found: list  # (path, value, text) of what the model does not know
    key: str  # the access key that signed it
    region: str
    ok: bool  # whether the emulator accepted it
    answer: str

    @property
    def name(self):
        return f"{self.service}:{self.operation}"


@cache
def model(service):
    return botocore.session.get_session().get_service_model(service)


def service_of(signed):
    try:
        return model(SIGNED_AS.get(signed, signed))
    except Exception as error:
        raise Unreadable(f"no model of {signed}") from error


# Names that the integrations arn:aws:states:::aws-sdk:SERVICE:… go by, where botocore's differ by more than hyphens.
SDK_NAMES = {
    "cloudwatchlogs": "logs",
    "elasticloadbalancingv2": "elbv2",
    "eventbridge": "events",
    "sfn": "stepfunctions",
}


def service_of_sdk(name):
    name = SDK_NAMES.get(name, name)
    for service in botocore.session.get_session().get_available_services():
        if service.replace("-", "") == name.replace("-", ""):
            return model(service)
    raise Unreadable(f"no model of {name}")
