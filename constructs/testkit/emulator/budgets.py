"""Budgets: updates, the subscribers of a notification, tags, and budget actions."""

from uuid import uuid4

from moto.budgets.responses import BudgetsResponse

from .gaps import ActionResult, EmptyResult, Record, add_actions, find, records, tagger

ACTION_FIELDS = (
    "NotificationType",
    "ActionType",
    "ActionThreshold",
    "Definition",
    "ExecutionRoleArn",
    "ApprovalModel",
    "Subscribers",
)


def budget_arn(response, name):
    return f"arn:{response.partition}:budgets::{response._get_param('AccountId')}:budget/{name}"


def update_budget(self):
    new = self._get_param("NewBudget")
    self.backend.describe_budget(self._get_param("AccountId"), new["BudgetName"])  # refuses one that does not exist
    budget = self.backend.budgets[self._get_param("AccountId")][new["BudgetName"]]
    budget.budget = {**budget.budget, **new}
    return EmptyResult()


def describe_subscribers_for_notification(self):
    wanted = identity(self._get_param("Notification"))
    for budget in self.backend.budgets[self._get_param("AccountId")].values():
        if budget.budget["BudgetName"] != self._get_param("BudgetName"):
            continue
        for notification in budget.notifications:
            if identity(notification.details) == wanted:
                return ActionResult({"Subscribers": notification.subscribers})
    return ActionResult({"Subscribers": []})


def identity(notification):
    """AWS knows a notification by these; its state and a defaulted unit are no part of it."""
    return tuple(notification.get(key) for key in ("NotificationType", "ComparisonOperator", "Threshold"))


def tag_resource(self):
    tagger(self.backend).tag_resource(self._get_param("ResourceARN"), self._get_param("ResourceTags"))
    return EmptyResult()


def untag_resource(self):
    tagger(self.backend).untag_resource_using_names(self._get_param("ResourceARN"), self._get_param("ResourceTagKeys"))
    return EmptyResult()


def list_tags_for_resource(self):
    tags = tagger(self.backend).list_tags_for_resource(self._get_param("ResourceARN"))
    return ActionResult({"ResourceTags": tags["Tags"]})


def key_of(response):
    return {name: response._get_param(name) for name in ("AccountId", "BudgetName")}


def create_budget_action(self):
    identifier = str(uuid4())
    action = Record({name: self._get_param(name) for name in ACTION_FIELDS}, ActionId=identifier, Status="STANDBY")
    action["BudgetName"] = self._get_param("BudgetName")
    records(self.backend, "action")[identifier] = action
    if self._get_param("ResourceTags"):
        arn = budget_arn(self, self._get_param("BudgetName")) + f"/action/{identifier}"
        tagger(self.backend).tag_resource(arn, self._get_param("ResourceTags"))
    return ActionResult({**key_of(self), "ActionId": identifier})


def describe_budget_action(self):
    action = find(records(self.backend, "action"), self._get_param("ActionId"), "NotFoundException")
    return ActionResult({**key_of(self), "Action": action})


def update_budget_action(self):
    action = find(records(self.backend, "action"), self._get_param("ActionId"), "NotFoundException")
    old = dict(action)
    action.update({name: self._get_param(name) for name in ACTION_FIELDS if self._get_param(name) is not None})
    return ActionResult({**key_of(self), "OldAction": old, "NewAction": action})


def delete_budget_action(self):
    action = find(records(self.backend, "action"), self._get_param("ActionId"), "NotFoundException")
    del records(self.backend, "action")[action["ActionId"]]
    return ActionResult({**key_of(self), "Action": action})


def install():
    create = BudgetsResponse.create_budget

    def create_budget(self):
        answer = create(self)
        if self._get_param("ResourceTags"):
            arn = budget_arn(self, self._get_param("Budget")["BudgetName"])
            tagger(self.backend).tag_resource(arn, self._get_param("ResourceTags"))
        return answer

    add_actions(
        BudgetsResponse,
        create_budget,
        update_budget,
        describe_subscribers_for_notification,
        tag_resource,
        untag_resource,
        list_tags_for_resource,
        create_budget_action,
        describe_budget_action,
        update_budget_action,
        delete_budget_action,
    )
