"""What the calls so far have made: rules about order, references and uniqueness ask it."""

from collections import defaultdict

# These have no regions: what one region's calls make is there for all.
GLOBAL = {"iam", "sts", "s3", "route53", "budgets", "ce", "cloudfront"}


class Worlds:
    """A world for every account and region."""

    def __init__(self):
        self.worlds, self.everywhere, self.accounts = {}, defaultdict(list), {}

    def of(self, call):
        account = self.accounts.get(call.key, "")
        if (account, call.region) not in self.worlds:
            world = self.worlds[account, call.region] = World()
            for earlier in self.everywhere[account]:
                world.learn(earlier)
        return self.worlds[account, call.region]

    def __iter__(self):
        return iter(self.worlds.values())

    def learn(self, call):
        if not call.ok:
            return
        if call.name == "sts:AssumeRole":  # whose the key of the session is
            self.accounts[tag(call.answer, "AccessKeyId")] = call.params["RoleArn"].split(":")[4]
        if call.name not in learns:
            return
        if call.service not in GLOBAL:
            self.of(call).learn(call)
            return
        mine = self.accounts.get(call.key, "")
        self.of(call)
        for (account, _), world in self.worlds.items():
            if account == mine:
                world.learn(call)
        self.everywhere[mine].append(call)


learns = defaultdict(list)  # what a call of that name does to a world


def after(*names):
    """Makes a function what a world learns from the calls of that name."""

    def register(learn):
        for name in names:
            learns[name].append(learn)
        return learn

    return register


class World:
    def __init__(self):
        self.tasks, self.revisions = {}, defaultdict(int)
        self.services, self.scalable_targets, self.alarms, self.roles = {}, set(), {}, {}
        self.inline = defaultdict(dict)
        self.vpcs, self.subnets, self.vpcs_with_gateway = {}, {}, set()
        self.rules, self.private_names, self.balancers, self.public_addresses = set(), set(), {}, {}
        self.listeners, self.listener_rules, self.target_groups = {}, {}, {}
        self.attributes = defaultdict(dict)
        self.buckets, self.bucket_policies, self.bucket_encryption = set(), {}, {}
        self.objects, self.versioned = defaultdict(set), set()
        self.log_groups, self.filters = {}, defaultdict(set)
        self.notifications, self.queues, self.zones = defaultdict(set), set(), {}
        self.deployment_groups, self.deployment_configs = {}, set()
        self.endpoints, self.tables, self.ids = {}, {}, {}
        self.schedules, self.schedule_groups = set(), {"default"}
        self.namespaces, self.making, self.registries = set(), {}, {}
        self.trust_stores, self.verified, self.blocked = set(), {}, set()
        self.attached, self.repositories, self.images = defaultdict(set), set(), defaultdict(set)
        self.event_rules, self.targets = set(), defaultdict(dict)
        self.file_systems, self.mount_targets = set(), {}
        self.reads, self.written = {}, set()

    def learn(self, call):
        for learn in learns[call.name]:
            learn(self, call.params, call.answer)

    # What rules ask.
    def task(self, name):
        """The parameters of a task definition, by its ARN, its family and revision, or its family."""
        family = name.split("/")[-1]
        return self.tasks.get(family) or self.tasks.get(f"{family}:{self.revisions[family]}")

    def task_of(self, service):
        return self.task(service.get("taskDefinition", "")) or {}

    def attached_target_groups(self):
        actions = [*self.listeners.values(), *(rule["actions"] for rule in self.listener_rules.values())]
        return {group for given in actions for group in groups_of(given)}

    def balancers_of(self, group):
        """The load balancers whose listeners and rules forward to a target group: app/name/id."""
        of = [*self.listeners.items(), *((rule["listener"], rule["actions"]) for rule in self.listener_rules.values())]
        return {balancer_of(arn) for arn, actions in of if group in groups_of(actions)}

    def priorities(self, listener):
        return {rule["priority"] for rule in self.listener_rules.values() if rule["listener"] == listener}

    def logged_to(self, bucket):
        logs = ("access_logs.s3.bucket", "connection_logs.s3.bucket")
        return any(bucket in map(given.get, logs) for given in self.attributes.values())

    def users_of(self, group):
        """What has a security group."""
        for (cluster, name), service in self.services.items():
            if group in vpc_configuration(service).get("securityGroups", []):
                yield f"the service {cluster}/{name}"
        for made, field in (
            (self.balancers, "SecurityGroups"),
            (self.endpoints, "SecurityGroupIds"),
            (self.mount_targets, "SecurityGroups"),
        ):
            yield from (name for name, given in made.items() if group in given.get(field, []))

    def services_in(self, vpc):
        for (_, name), service in self.services.items():
            subnets = vpc_configuration(service).get("subnets", [])
            if vpc and any(self.subnets.get(subnet, {}).get("VpcId") == vpc for subnet in subnets):
                yield name


def vpc_configuration(service):
    return service.get("networkConfiguration", {}).get("awsvpcConfiguration", {})


def subnets_of(balancer):
    """A load balancer's, which are given in one of two ways."""
    return balancer.get("Subnets") or [each["SubnetId"] for each in balancer.get("SubnetMappings", [])]


def groups_of(actions):
    """The target groups that the actions of a listener or a rule forward to."""
    for action in actions or []:
        if action.get("TargetGroupArn"):
            yield action["TargetGroupArn"]
        yield from (group["TargetGroupArn"] for group in action.get("ForwardConfig", {}).get("TargetGroups", []))


def balancer_of(arn):
    """app/name/id of a load balancer, by its ARN or that of a listener or rule of it."""
    return "/".join(arn.split(":")[-1].split("/")[1:4])


def tag(answer, name):
    """The first element of that name in an answer of XML."""
    return answer.partition(f"<{name}>")[2].partition("<")[0]
