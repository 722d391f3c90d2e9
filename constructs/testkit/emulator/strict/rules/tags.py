"""Tags."""

import re

from .rule import on
from .values import listed, repeated


@on(
    "ecs:TagResource",
    "ecs:CreateService",
    "ecs:RegisterTaskDefinition",
    "elbv2:CreateLoadBalancer",
    "elbv2:CreateTargetGroup",
    "iam:CreateRole",
    "iam:CreatePolicy",
    "sns:CreateTopic",
    "logs:CreateLogGroup",
    "sqs:CreateQueue",
    "ec2:CreateVpc",
    "ec2:CreateSubnet",
    "ec2:CreateSecurityGroup",
    "ecr:CreateRepository",
    source="tag-editor/latest/userguide/best-practices-and-strats.html",
)
def tags(p):
    found = p.get("tags") or p.get("Tags") or [t for s in p.get("TagSpecifications", []) for t in s["Tags"]]
    pairs = (
        list(found.items())
        if isinstance(found, dict)
        else [(t.get("Key", t.get("key")), t.get("Value", t.get("value"))) for t in listed(found)]
    )
    if len(pairs) > 50:
        yield ".Tags", len(pairs), "want at most 50"
    for key, value in pairs:
        if not 1 <= len(key) <= 128 or len(value or "") > 256 or key.lower().startswith("aws:"):
            yield ".Tags", (key, value), "want a key of 1 to 128 characters, not aws:, and a value of at most 256"
        if not re.fullmatch(r"[\w .:/=+\-@]*", key + (value or "")):
            yield ".Tags", (key, value), "want letters, digits, spaces and _.:/=+-@"
    for key in repeated([k for k, _ in pairs]):
        yield ".Tags", key, "twice"
