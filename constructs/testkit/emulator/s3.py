"""S3: a statement of a bucket's policy that has conditions binds nobody.

Moto judges such a statement as if its conditions always held, and so refuses everything to a bucket that only refuses
requests without TLS.
"""

import json

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket


def get_permission(self, action, resource):
    if self.policy is None:
        return PermissionResult.NEUTRAL
    policy = json.loads(self.policy)
    statements = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
    policy["Statement"] = [statement for statement in statements if "Condition" not in statement]
    return IAMPolicy(json.dumps(policy)).is_action_permitted(action, resource)


def install():
    FakeBucket.get_permission = get_permission
