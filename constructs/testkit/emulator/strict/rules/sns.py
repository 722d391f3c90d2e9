"""Topics of SNS."""

import re

from .rule import on
from .values import like, one_of, within

SNS = {
    "DisplayName": r".{0,100}",
    "FifoTopic": "true|false",
    "KmsMasterKeyId": r".+|",
    "Policy": r"(?s).*",
    "DeliveryPolicy": r"(?s).*",
    "TracingConfig": "PassThrough|Active",
    "SignatureVersion": "[12]",
    "ContentBasedDeduplication": "true|false",
    "ArchivePolicy": r"(?s).*",
    "FifoThroughputScope": "Topic|MessageGroup",
    "DataProtectionPolicy": r"(?s).*",
}

DELIVERIES = "HTTP|Firehose|Lambda|Application|SQS"


@on("sns:CreateTopic", source="sns/latest/api/API_CreateTopic.html")
def topic_name(p):
    yield from like(
        ".Name", p["Name"], r"[A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\.fifo", "256 letters, digits, _ and -"
    )
    if p["Name"].endswith(".fifo") != (p.get("Attributes", {}).get("FifoTopic") == "true"):
        yield ".Name", p["Name"], "the name of a FIFO topic ends in .fifo, no other one does"
    for name, value in p.get("Attributes", {}).items():
        yield from attribute(name, value)


@on("sns:SetTopicAttributes", source="sns/latest/api/API_SetTopicAttributes.html")
def topic_attribute(p):
    yield from attribute(p["AttributeName"], p.get("AttributeValue", ""))


def attribute(name, value):
    feedback = re.fullmatch(rf"({DELIVERIES})(SuccessFeedback(RoleArn|SampleRate)|FailureFeedbackRoleArn)", name)
    if not feedback:
        yield from like(
            f".{name}", value, SNS.get(name, r"(?!)"), "an attribute that topics have, with a value that it has"
        )
    elif name.endswith("Rate"):
        yield from within(f".{name}", value, 0, 100)


@on("sns:Subscribe", source="sns/latest/api/API_Subscribe.html")
def topic_subscription(p):
    shapes = {
        "email": r"[^@\s]+@[^@\s]+\.[^@\s]+",
        "email-json": r"[^@\s]+@[^@\s]+\.[^@\s]+",
        "https": r"https://.+",
        "http": r"http://.+",
        "sms": r"\+?[\d-]+",
        "sqs": r"arn:aws[a-z-]*:sqs:.+",
        "lambda": r"arn:aws[a-z-]*:lambda:.+",
        "firehose": r"arn:aws[a-z-]*:firehose:.+",
        "application": "arn:.+",
    }
    yield from one_of(".Protocol", p["Protocol"], sorted(shapes))
    yield from like(
        ".Endpoint", p.get("Endpoint", ""), shapes.get(p["Protocol"], ".*"), f"an endpoint of {p['Protocol']}"
    )
