"""EC2: a rule of a security group keeps its description whatever its other end is.

Moto reads it from address ranges only.
"""

from moto.ec2.models.security_groups import SecurityGroupRule


def install():
    init = SecurityGroupRule.__init__

    def keep(self, *args, **kwargs):
        init(self, *args, **kwargs)
        self.ends = [kwargs.get("source_group"), kwargs.get("prefix_list_id")]

    def description(self):
        for end in (self.ip_range, self.source_group, *self.ends):
            if end and end.get("Description"):
                return end["Description"]
        return None

    SecurityGroupRule.__init__ = keep
    SecurityGroupRule.description = property(description)
