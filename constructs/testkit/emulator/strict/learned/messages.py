"""What calls of SQS, EventBridge and its Scheduler make and delete."""

from ..world import after


@after("sqs:CreateQueue")
def create_queue(world, p, answer):
    world.queues.add(p["QueueName"])


@after("sqs:DeleteQueue")
def delete_queue(world, p, answer):
    world.queues.discard(p["QueueUrl"].split("/")[-1])


@after("events:PutRule")
def put_rule(world, p, answer):
    world.event_rules.add(rule_of(p, "Name"))


@after("events:DeleteRule")
def delete_event_rule(world, p, answer):
    world.event_rules.discard(rule_of(p, "Name"))


@after("events:PutTargets")
def put_targets(world, p, answer):
    world.targets[rule_of(p, "Rule")].update({target["Id"]: target for target in p["Targets"]})


@after("events:RemoveTargets")
def remove_targets(world, p, answer):
    for target in p["Ids"]:
        world.targets[rule_of(p, "Rule")].pop(target, None)


def rule_of(p, field):
    return p.get("EventBusName", "default").split("/")[-1], p[field]


@after("scheduler:CreateScheduleGroup")
def create_schedule_group(world, p, answer):
    world.schedule_groups.add(p["Name"])


@after("scheduler:DeleteScheduleGroup")
def delete_schedule_group(world, p, answer):
    """Its schedules go with it."""
    world.schedule_groups.discard(p["Name"])
    world.schedules = {each for each in world.schedules if each[0] != p["Name"]}


@after("scheduler:CreateSchedule")
def create_schedule(world, p, answer):
    world.schedules.add((p.get("GroupName", "default"), p["Name"]))


@after("scheduler:DeleteSchedule")
def delete_schedule(world, p, answer):
    world.schedules.discard((p.get("GroupName", "default"), p["Name"]))
