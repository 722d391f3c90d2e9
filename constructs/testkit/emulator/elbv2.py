"""Elastic Load Balancing: trust stores with their revocations, and the client certificates that a listener asks for."""

from uuid import uuid4

from moto.elbv2.responses import ELBV2Response

from .gaps import ActionResult, EmptyResult, Record, add_actions, find, records


def stores(response):
    return records(response.elbv2_backend, "trust_store")


def store_of(response):
    return find(stores(response), response._get_param("TrustStoreArn"), "TrustStoreNotFound")


def create_trust_store(self):
    name = self._get_param("Name")
    place = f"arn:{self.partition}:elasticloadbalancing:{self.region}:{self.current_account}"
    arn = f"{place}:truststore/{name}/{uuid4().hex[:16]}"
    store = Record(Name=name, TrustStoreArn=arn, Status="ACTIVE", NumberOfCaCertificates=1, TotalRevokedEntries=0)
    stores(self)[arn] = store
    self.elbv2_backend.tagging_service.tag_resource(arn, self._get_param("Tags", []))
    return ActionResult({"TrustStores": [store]})


def describe_trust_stores(self):
    arns, names = self._get_param("TrustStoreArns", []), self._get_param("Names", [])
    if arns:
        return ActionResult({"TrustStores": [find(stores(self), arn, "TrustStoreNotFound") for arn in arns]})
    return ActionResult({"TrustStores": [s for s in stores(self).values() if not names or s["Name"] in names]})


def modify_trust_store(self):
    return ActionResult({"TrustStores": [store_of(self)]})


def delete_trust_store(self):
    stores(self).pop(store_of(self)["TrustStoreArn"])
    return EmptyResult()


def describe_trust_store_associations(self):
    arn = store_of(self)["TrustStoreArn"]
    asking = []
    for balancer in self.elbv2_backend.load_balancers.values():
        for listener in balancer.listeners.values():
            asked = getattr(listener, "mutual_authentication", None) or {}
            if asked.get("TrustStoreArn") == arn:
                asking.append({"ResourceArn": listener.arn})
    return ActionResult({"TrustStoreAssociations": asking})


def add_trust_store_revocations(self):
    store = store_of(self)
    lists = store.setdefault("revocations", {})
    added = []
    for _ in self._get_param("RevocationContents", []):
        number = len(lists) + 1
        lists[number] = {
            "TrustStoreArn": store["TrustStoreArn"],
            "RevocationId": number,
            "RevocationType": "CRL",
            "NumberOfRevokedEntries": 1,
        }
        added.append(lists[number])
    return ActionResult({"TrustStoreRevocations": added})


def describe_trust_store_revocations(self):
    lists = store_of(self).get("revocations", {})
    wanted = [int(number) for number in self._get_param("RevocationIds", [])] or list(lists)
    return ActionResult({"TrustStoreRevocations": [find(lists, n, "RevocationIdNotFound") for n in wanted]})


def remove_trust_store_revocations(self):
    lists = store_of(self).get("revocations", {})
    for number in self._get_param("RevocationIds", []):
        lists.pop(int(number), None)
    return EmptyResult()


def keep_client_certificates():
    """A listener keeps what it asks clients for, which moto forgets."""
    create, modify = ELBV2Response.create_listener, ELBV2Response.modify_listener

    def keep(self, answer):
        asked = self._get_param("MutualAuthentication")
        if asked is not None:
            for listener in answer.result["Listeners"]:
                listener.mutual_authentication = asked
        return answer

    ELBV2Response.create_listener = lambda self: keep(self, create(self))
    ELBV2Response.modify_listener = lambda self: keep(self, modify(self))


def install():
    add_actions(
        ELBV2Response,
        create_trust_store,
        describe_trust_stores,
        modify_trust_store,
        delete_trust_store,
        describe_trust_store_associations,
        add_trust_store_revocations,
        describe_trust_store_revocations,
        remove_trust_store_revocations,
    )
    keep_client_certificates()
