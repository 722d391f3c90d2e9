"""SQS: redrive allow policies, redrive policies as AWS writes them, and a queue policy that outlives the change of
another attribute.
"""

import json

from moto.sqs.models import Queue


def install():
    change, read = Queue._set_attributes, Queue.attributes.fget

    def set_attributes(self, given, now=None):
        kept = getattr(self, "policy", None)
        change(self, given, now)
        if "Policy" not in given:
            self.policy = kept

    def attributes(self):
        answer = read(self)
        if self.redrive_policy:
            answer["RedrivePolicy"] = json.dumps(self.redrive_policy, separators=(",", ":"))
        return {name: value for name, value in answer.items() if value not in (None, "")}

    Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"]
    Queue.redrive_allow_policy = None
    Queue._set_attributes, Queue.attributes = set_attributes, property(attributes)
