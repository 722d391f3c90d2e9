"""Cost Explorer: anomaly monitors, subscriptions and cost allocation tags. Tags of resources are moto's own."""

from uuid import uuid4

from moto.ce.responses import CostExplorerResponse
from moto.core.utils import iso_8601_datetime_without_milliseconds, utcnow

from .gaps import ActionResult, EmptyResult, Record, add_actions, find, records


def actions(noun, list_field):
    """The four calls of AnomalyMonitor or AnomalySubscription, which differ in the names of their fields only."""
    kind = f"anomaly_{noun.lower()}"
    arn_field, unknown = f"{noun}Arn", f"Unknown{noun}Exception"

    def create(self):
        arn = f"arn:{self.partition}:ce::{self.current_account}:anomaly{noun.lower()}/{uuid4()}"
        now = iso_8601_datetime_without_milliseconds(utcnow())
        own = {"AccountId": self.current_account, "CreationDate": now}
        given = {**own, **self._get_param(f"Anomaly{noun}"), arn_field: arn}
        records(self.ce_backend, kind)[arn] = Record(given)
        self.ce_backend.tag_resource(arn, self._get_param("ResourceTags") or [])
        return ActionResult({arn_field: arn})

    def get(self):
        kept = records(self.ce_backend, kind)
        wanted = self._get_param(f"{arn_field}List")
        found = [find(kept, arn, unknown) for arn in wanted] if wanted else list(kept.values())
        return ActionResult({list_field: found})

    def update(self):
        kept = find(records(self.ce_backend, kind), self._get_param(arn_field), unknown)
        for field in (
            "MonitorName",
            "SubscriptionName",
            "Frequency",
            "MonitorArnList",
            "Subscribers",
            "Threshold",
            "ThresholdExpression",
        ):
            if self._get_param(field) is not None:
                kept[field] = self._get_param(field)
        return ActionResult({arn_field: kept[arn_field]})

    def delete(self):
        kept = records(self.ce_backend, kind)
        find(kept, self._get_param(arn_field), unknown)
        del kept[self._get_param(arn_field)]
        return EmptyResult()

    create.__name__, get.__name__ = f"create_{kind}", f"get_{kind}s"
    update.__name__, delete.__name__ = f"update_{kind}", f"delete_{kind}"
    return create, get, update, delete


def update_cost_allocation_tags_status(self):
    """A tag that is not active is none that anybody left behind."""
    kept = records(self.ce_backend, "cost_tags")
    for given in self._get_param("CostAllocationTagsStatus"):
        if given["Status"] == "Active":
            kept[given["TagKey"]] = Record({**given, "Type": "UserDefined"})
        else:
            kept.pop(given["TagKey"], None)
    return ActionResult({"Errors": []})


def list_cost_allocation_tags(self):
    wanted = self._get_param("TagKeys")
    kept = records(self.ce_backend, "cost_tags")
    return ActionResult({"CostAllocationTags": [tag for key, tag in kept.items() if not wanted or key in wanted]})


def install():
    of_monitors = actions("Monitor", "AnomalyMonitors")
    of_subscriptions = actions("Subscription", "AnomalySubscriptions")
    add_actions(
        CostExplorerResponse,
        *of_monitors,
        *of_subscriptions,
        update_cost_allocation_tags_status,
        list_cost_allocation_tags,
    )
