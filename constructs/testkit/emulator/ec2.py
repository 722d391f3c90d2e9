"""EC2: a rule of a security group keeps its description whatever its other end is, and the IPv6 block of a subnet is
associated at once.

Moto reads a description from address ranges only, and writes the state of a block one level too deep.
"""

import inspect

from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.models.subnets import Subnet


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

    def blocks(self):
        return [
            {
                "ipv6CidrBlock": block["ipv6CidrBlock"],
                "associationId": block["associationId"],
                "ipv6CidrBlockState": {"state": block["ipv6CidrBlockState"]["State"]},
            }
            for block in self.ipv6_cidr_block_associations.values()
            if block["ipv6CidrBlockState"]["State"] == "associated"
        ]

    Subnet.ipv6_cidr_block_association_set = property(blocks)
    SecurityGroupRule.__init__ = keep
    SecurityGroupRule.description = property(description)
