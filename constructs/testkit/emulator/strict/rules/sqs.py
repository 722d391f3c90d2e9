"""Queues of SQS."""

from .rule import on
from .values import document, like, one_of, within

SQS = {
    "DelaySeconds": (0, 900),
    "MaximumMessageSize": (1024, 1048576),
    "MessageRetentionPeriod": (60, 1209600),
    "ReceiveMessageWaitTimeSeconds": (0, 20),
    "VisibilityTimeout": (0, 43200),
    "KmsDataKeyReusePeriodSeconds": (60, 86400),
}


@on(
    "sqs:CreateQueue",
    "sqs:SetQueueAttributes",
    source="AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html",
)
def queue_attributes(call, world):
    p = call.params
    if "QueueName" in p:
        fifo = p.get("Attributes", {}).get("FifoQueue") == "true"
        yield from like(
            ".QueueName",
            p["QueueName"],
            r"[A-Za-z0-9_-]{1,75}\.fifo" if fifo else r"[A-Za-z0-9_-]{1,80}",
            "80 letters, digits, _ and -",
        )
    known = {
        *SQS,
        "Policy",
        "RedrivePolicy",
        "RedriveAllowPolicy",
        "KmsMasterKeyId",
        "SqsManagedSseEnabled",
        "FifoQueue",
        "ContentBasedDeduplication",
        "DeduplicationScope",
        "FifoThroughputLimit",
    }
    for name, value in p.get("Attributes", {}).items():
        yield from one_of(f".Attributes.{name}", name, sorted(known))
        if name in SQS:
            yield from within(f".Attributes.{name}", value, *SQS[name])
        if name in ("RedrivePolicy", "RedriveAllowPolicy") and value:
            policy, problems = document(value, f".Attributes.{name}")
            yield from problems
            if policy and name == "RedrivePolicy":
                yield from within(".maxReceiveCount", policy.get("maxReceiveCount"), 1, 1000)
                if policy.get("deadLetterTargetArn", "").split(":")[-1] not in world.queues:
                    yield ".deadLetterTargetArn", policy, "the dead-letter queue does not exist yet"
            if policy and name == "RedriveAllowPolicy":
                yield from one_of(
                    ".redrivePermission", policy.get("redrivePermission"), ["allowAll", "denyAll", "byQueue"]
                )
                if (policy.get("redrivePermission") == "byQueue") != bool(policy.get("sourceQueueArns")):
                    yield ".sourceQueueArns", policy, "byQueue names queues"
    if p.get("Attributes", {}).get("KmsMasterKeyId") and p["Attributes"].get("SqsManagedSseEnabled") == "true":
        yield ".Attributes", p["Attributes"], "one kind of encryption"


@on("sqs:CreateQueue", source="AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html")
def dead_letter_queue_is_of_the_kind(p):
    attributes = p.get("Attributes", {})
    policy, _ = document(attributes.get("RedrivePolicy") or "{}", ".Attributes.RedrivePolicy")
    dead = (policy or {}).get("deadLetterTargetArn", "")
    if dead and dead.endswith(".fifo") != (attributes.get("FifoQueue") == "true"):
        yield ".deadLetterTargetArn", dead, "a FIFO queue has a FIFO one, a standard queue a standard one"
