"""Task definitions of ECS on Fargate."""

import re

from .rule import DOUBT, on
from .values import like, one_of, repeated, within

API = "AmazonECS/latest/APIReference/"
TASK = "AmazonECS/latest/developerguide/task_definition_parameters.html"

FARGATE = "AmazonECS/latest/developerguide/fargate-tasks-services.html"

GIB = 1024

SIZES = {  # CPU units: MiB
    256: [512, 1024, 2048],
    512: range(1 * GIB, 4 * GIB + 1, GIB),
    1024: range(2 * GIB, 8 * GIB + 1, GIB),
    2048: range(4 * GIB, 16 * GIB + 1, GIB),
    4096: range(8 * GIB, 30 * GIB + 1, GIB),
    8192: range(16 * GIB, 60 * GIB + 1, 4 * GIB),
    16384: range(32 * GIB, 120 * GIB + 1, 8 * GIB),
    32768: [60 * GIB, 120 * GIB, 244 * GIB],  # https://github.com/aws-cloudformation/cfn-lint/pull/4668
}

AWSLOGS = {
    "awslogs-create-group",
    "awslogs-region",
    "awslogs-group",
    "awslogs-stream-prefix",
    "awslogs-datetime-format",
    "awslogs-multiline-pattern",
    "awslogs-stream",
    "awslogs-endpoint",
    "awslogs-format",
    "mode",
    "max-buffer-size",
}


def containers(p):
    for i, c in enumerate(p.get("containerDefinitions", [])):
        yield f".containerDefinitions[{i}]", c


@on("ecs:RegisterTaskDefinition", source=FARGATE)
def fargate_task(p):
    if "FARGATE" not in p.get("requiresCompatibilities", []):
        return
    cpu, memory = p.get("cpu"), p.get("memory")
    if not (str(cpu).isdigit() and str(memory).isdigit() and int(memory) in SIZES.get(int(cpu), [])):
        yield ".cpu", (cpu, memory), "want a pair of CPU and memory that Fargate has"
        return
    yield from one_of(".networkMode", p.get("networkMode"), ["awsvpc"])
    yield from one_of(".pidMode", p.get("pidMode", "task"), ["task"])
    for name in ("ipcMode", "placementConstraints"):
        if p.get(name):
            yield f".{name}", p[name], "not on Fargate"
    platform = p.get("runtimePlatform", {})
    if platform.get("cpuArchitecture") == "ARM64" and platform.get("operatingSystemFamily", "LINUX") != "LINUX":
        yield ".runtimePlatform", platform, "ARM64 runs Linux only"
    for what, total in (("cpu", cpu), ("memory", memory), ("memoryReservation", memory)):
        spent = sum(c.get(what, 0) for _, c in containers(p))
        if spent > int(total):
            yield f".containerDefinitions.{what}", spent, f"the containers need more than the task has: {total}"
    if "ephemeralStorage" in p:
        yield from within(".ephemeralStorage.sizeInGiB", p["ephemeralStorage"]["sizeInGiB"], 21, 200)
    if "executionRoleArn" not in p:
        for path, c in containers(p):
            if c.get("secrets") or c.get("logConfiguration", {}).get("logDriver") == "awslogs":
                yield path, c["name"], "secrets and awslogs need an executionRoleArn"
    for path, c in containers(p):
        linux = c.get("linuxParameters", {})
        for name in ("devices", "sharedMemorySize", "maxSwap", "swappiness"):
            if name in linux:
                yield f"{path}.linuxParameters.{name}", linux[name], "not on Fargate"
        for name in linux.get("capabilities", {}).get("add", []):
            yield from one_of(f"{path}.linuxParameters.capabilities.add", name, ["SYS_PTRACE"])
        for limit in c.get("ulimits", []):
            yield from one_of(f"{path}.ulimits", limit["name"], ["nofile"])
        for name in (
            "privileged",
            "dockerSecurityOptions",
            "links",
            "hostname",
            "extraHosts",
            "dnsServers",
            "disableNetworking",
        ):
            if c.get(name):
                yield f"{path}.{name}", c[name], "not on Fargate"
        if "stopTimeout" in c:
            yield from within(f"{path}.stopTimeout", c["stopTimeout"], 2, 120)
        yield from one_of(
            f"{path}.logConfiguration.logDriver",
            c.get("logConfiguration", {}).get("logDriver", "awslogs"),
            ["awslogs", "splunk", "awsfirelens"],
        )
        for control in c.get("systemControls", []):
            if not control["namespace"].startswith("net."):
                yield f"{path}.systemControls", control["namespace"], "Fargate allows those of net.* only"
    for i, volume in enumerate(p.get("volumes", [])):
        if volume.get("host", {}).get("sourcePath") or "dockerVolumeConfiguration" in volume:
            yield f".volumes[{i}]", volume, "Fargate has no volumes of the host"


@on("ecs:RegisterTaskDefinition", source=TASK)
def container_definitions(p):
    yield from like(".family", p["family"], r"[A-Za-z0-9_-]{1,255}", "letters, digits, _ and -")
    names = [c["name"] for _, c in containers(p)]
    for name in repeated(names):
        yield ".containerDefinitions", name, "two containers have one name"
    if not any(c.get("essential", True) for _, c in containers(p)):
        yield ".containerDefinitions", names, "no container is essential"
    volumes = [v["name"] for v in p.get("volumes", [])]
    for name in repeated(volumes):
        yield ".volumes", name, "two volumes have one name"
    by_name = {c["name"]: c for _, c in containers(p)}
    ports = [
        (m["containerPort"], m.get("protocol", "tcp")) for _, c in containers(p) for m in c.get("portMappings", [])
    ]
    if p.get("networkMode") == "awsvpc":
        for port in repeated(ports):
            yield ".portMappings", port, "two containers of an awsvpc task listen on one port"
    for path, c in containers(p):
        yield from like(f"{path}.name", c["name"], r"[A-Za-z0-9_-]{1,255}", "letters, digits, _ and -")
        for m in c.get("portMappings", []):
            yield from within(f"{path}.portMappings", m["containerPort"], 1, 65535)
            if p.get("networkMode") == "awsvpc" and m.get("hostPort", m["containerPort"]) != m["containerPort"]:
                yield f"{path}.portMappings", m, "hostPort is containerPort in an awsvpc task"
        for point in c.get("mountPoints", []):
            if point.get("sourceVolume") not in volumes:
                yield f"{path}.mountPoints", point, "there is no such volume"
        for path_ in repeated([m["containerPath"] for m in c.get("mountPoints", [])]):
            yield f"{path}.mountPoints", path_, "two volumes are mounted there"
        for d in c.get("dependsOn", []):
            other = by_name.get(d["containerName"])
            if other is None:
                yield f"{path}.dependsOn", d, "there is no such container"
            elif d["condition"] == "HEALTHY" and "healthCheck" not in other:
                yield f"{path}.dependsOn", d, "HEALTHY needs a health check"
            elif d["condition"] in ("SUCCESS", "COMPLETE") and other.get("essential", True):
                yield f"{path}.dependsOn", d, "an essential container must not exit"
        taken = [e["name"] for e in c.get("environment", [])] + [s["name"] for s in c.get("secrets", [])]
        for name in repeated(taken):
            yield f"{path}.environment", name, "a name is taken twice by variables and secrets"
        for e in c.get("environment", []):
            if not e.get("name") or e.get("value") is None:
                yield f"{path}.environment", e, "want a name and a value"
        if c.get("memory") and c.get("memoryReservation") and c["memoryReservation"] > c["memory"]:
            yield f"{path}.memoryReservation", c["memoryReservation"], "want at most memory"
        yield from health(f"{path}.healthCheck", c.get("healthCheck"))
        restart = c.get("restartPolicy", {})
        if "restartAttemptPeriod" in restart:
            yield from within(f"{path}.restartPolicy.restartAttemptPeriod", restart["restartAttemptPeriod"], 60, 1800)
    if len(str(p)) > 64 * 1024:
        yield "", len(str(p)), "a task definition has at most 64 KiB"


def health(path, check):
    if not check:
        return
    for name, (low, high) in {
        "interval": (5, 300),
        "timeout": (2, 60),
        "retries": (1, 10),
        "startPeriod": (0, 300),
    }.items():
        if name in check:
            yield from within(f"{path}.{name}", check[name], low, high)
    kind, *rest = check["command"] or [""]
    yield from one_of(f"{path}.command", kind, ["CMD", "CMD-SHELL"])
    if kind == "CMD-SHELL" and len(rest) != 1:
        yield f"{path}.command", check["command"], "CMD-SHELL takes one string"


@on("ecs:RegisterTaskDefinition", source="AmazonECS/latest/developerguide/specify-log-config.html")
def container_log_options(p):
    for path, c in containers(p):
        log = c.get("logConfiguration", {})
        options, at = log.get("options", {}), f"{path}.logConfiguration.options"
        if log.get("logDriver") == "awsfirelens" and not any("firelensConfiguration" in o for _, o in containers(p)):
            yield at, log, "awsfirelens needs a FireLens container"
        if log.get("logDriver") != "awslogs":
            continue
        for name in options.keys() - AWSLOGS:
            yield f"{at}.{name}", options[name], "awslogs has no such option"
        wanted = {"awslogs-group", "awslogs-region"} | (
            {"awslogs-stream-prefix"} if "FARGATE" in p.get("requiresCompatibilities", []) else set()
        )
        for name in wanted - options.keys():
            yield f"{at}.{name}", None, "awslogs on Fargate needs it"
        yield from one_of(f"{at}.mode", options.get("mode", "blocking"), ["blocking", "non-blocking"])
        if "max-buffer-size" in options:
            yield from like(
                f"{at}.max-buffer-size",
                options["max-buffer-size"],
                r"\d+[kmgKMG]?[bB]?",
                "a size of Docker's, like 25m",
            )
            if options.get("mode") != "non-blocking":
                yield f"{at}.max-buffer-size", options["max-buffer-size"], "only with mode non-blocking"
        if "awslogs-datetime-format" in options and "awslogs-multiline-pattern" in options:
            yield at, options, "awslogs-datetime-format and awslogs-multiline-pattern exclude each other"


@on("ecs:RegisterTaskDefinition", source="AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html")
def container_secrets(p):
    for path, c in containers(p):
        for s in c.get("secrets", []) + c.get("logConfiguration", {}).get("secretOptions", []):
            ref = s["valueFrom"]
            secret = re.fullmatch(
                r"arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@!-]+(:[^:]*:[^:]*:[^:]*)?", ref
            )
            parameter = re.fullmatch(r"arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter/[\w./-]+|/?[\w./-]+", ref)
            if not secret and not parameter:
                yield (
                    f"{path}.secrets.{s['name']}",
                    ref,
                    "want a parameter, its ARN, or a secret's ARN[:key:stage:version]",
                )
            elif secret and secret[1] and sum(map(bool, secret[1].split(":")[2:])) > 1:
                yield f"{path}.secrets.{s['name']}", ref, "a version has a stage or an id"


# The collector does not start on a pipeline that names what is not configured.
@on("ecs:RegisterTaskDefinition", source="https://opentelemetry.io/docs/collector/configuration/", level=DOUBT)
def collector_configuration(p):
    import yaml

    for path, c in containers(p):
        for e in c.get("environment", []):
            if e["name"] != "AOT_CONFIG_CONTENT":
                continue
            try:
                config = yaml.safe_load(e["value"])
            except yaml.YAMLError as error:
                yield f"{path}.environment.{e['name']}", e["value"], f"not YAML: {error}"
                continue
            for name, pipeline in config.get("service", {}).get("pipelines", {}).items():
                for kind in ("receivers", "processors", "exporters"):
                    for part in set(pipeline.get(kind, [])) - (config.get(kind) or {}).keys():
                        yield f"{path}.environment.{e['name']}.{name}", part, f"is not among the {kind}"
            for part in set(config.get("service", {}).get("extensions", [])) - (config.get("extensions") or {}).keys():
                yield f"{path}.environment.{e['name']}", part, "is not among the extensions"


@on("ecs:RegisterTaskDefinition", source="AmazonECS/latest/developerguide/private-auth.html")
def container_registry(p):
    for path, c in containers(p):
        secret = c.get("repositoryCredentials", {}).get("credentialsParameter")
        if not secret:
            continue
        at = f"{path}.repositoryCredentials.credentialsParameter"
        yield from like(at, secret, r"arn:aws[a-z-]*:secretsmanager:.+:secret:.+|[\w/+=.@-]+", "a secret")
        if "executionRoleArn" not in p:
            yield at, secret, "needs an executionRoleArn, which may read it"
