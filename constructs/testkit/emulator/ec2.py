"""EC2: a rule of a security group keeps its description whatever its other end is.

Moto reads it from address ranges only.
"""

import inspect

from moto.ec2.models.security_groups import SecurityGroupRule


def install():
    init = SecurityGroupRule.__init__
    signature = inspect.signature(init)

    def keep(self, *args, **kwargs):
        init(self, *args, **kwargs)
        given = signature.bind(self, *args, **kwargs).arguments
        self.ends = [given.get("source_group"), given.get("prefix_list_id")]

    def description(self):
        for end in (self.ip_range, self.source_group, *self.ends):
            if end and end.get("Description"):
                return end["Description"]
        return None

    SecurityGroupRule.__init__ = keep
    SecurityGroupRule.description = property(description)
