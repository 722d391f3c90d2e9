"""WAF: the data protection of a web ACL, which moto forgets, and lock tokens of AWS's form."""

import json

from moto.moto_api._internal import mock_random
from moto.wafv2.models import FakeIPSet, FakeWebACL
from moto.wafv2.responses import WAFV2Response


def install():
    describe = FakeWebACL.to_dict
    create, update = WAFV2Response.create_web_acl, WAFV2Response.update_web_acl

    def keep(self):
        given = json.loads(self.body)
        for acl in self.wafv2_backend.wacls.values():
            if acl.name == given["Name"]:
                acl.data_protection = given.get("DataProtectionConfig")

    def create_web_acl(self):
        answer = create(self)
        keep(self)
        return answer

    def update_web_acl(self):
        answer = update(self)
        keep(self)
        return answer

    def to_dict(self):
        return {**describe(self), "DataProtectionConfig": getattr(self, "data_protection", None)}

    WAFV2Response.create_web_acl, WAFV2Response.update_web_acl = create_web_acl, update_web_acl
    FakeWebACL.to_dict = to_dict
    FakeIPSet.__init__, FakeIPSet.update = locked(FakeIPSet.__init__), locked(FakeIPSet.update)


def locked(change):
    """A change of an IP set gives it a whole token; moto's has six characters."""

    def changed(self, *args, **kwargs):
        change(self, *args, **kwargs)
        self.lock_token = str(mock_random.uuid4())

    return changed
