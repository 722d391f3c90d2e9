"""What calls of Budgets make and delete."""

from ..world import after


@after("budgets:CreateBudget")
def create_budget(world, p, answer):
    given = (notification(each["Notification"]) for each in p.get("NotificationsWithSubscribers", []))
    world.notifications[p["Budget"]["BudgetName"]].update(given)


@after("budgets:CreateNotification")
def create_notification(world, p, answer):
    world.notifications[p["BudgetName"]].add(notification(p["Notification"]))


@after("budgets:DeleteNotification")
def delete_notification(world, p, answer):
    world.notifications[p["BudgetName"]].discard(notification(p["Notification"]))


def notification(n):
    """What a budget knows a notification by."""
    return n["NotificationType"], n["ComparisonOperator"], n["Threshold"], n.get("ThresholdType", "PERCENTAGE")


@after("budgets:DeleteBudget")
def delete_budget(world, p, answer):
    world.notifications.pop(p["BudgetName"], None)
