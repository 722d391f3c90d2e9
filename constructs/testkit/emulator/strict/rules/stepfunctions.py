"""State machines of Step Functions."""

import json
import re

from ..wire import service_of_sdk
from .rule import on
from .values import document, like, listed, one_of, within

STATES = {"Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"}


@on(
    "stepfunctions:CreateStateMachine",
    "stepfunctions:UpdateStateMachine",
    "stepfunctions:ValidateStateMachineDefinition",
    source="https://states-language.net/spec.html",
)
def state_machine(p):
    machine, problems = document(p.get("definition", "{}"), ".definition")
    yield from problems
    if machine and "definition" in p:
        yield from states(machine, ".definition", machine.get("QueryLanguage", "JSONPath"))


def states(machine, path, language):
    known, start = machine.get("States", {}), machine.get("StartAt")
    if start not in known:
        yield f"{path}.StartAt", start, "there is no such state"
    reached = {start}
    for name, s in known.items():
        at, kind = f"{path}.{name}", s.get("Type")
        yield from one_of(f"{at}.Type", kind, sorted(STATES))
        if len(name) > 80:
            yield at, name, "want at most 80 characters"
        following = [
            s.get("Next"),
            s.get("Default"),
            *(c.get("Next") for c in listed(s.get("Choices")) + listed(s.get("Catch"))),
        ]
        for other in filter(None, following):
            reached.add(other)
            if other not in known:
                yield at, other, "there is no such state"
        if kind in ("Task", "Pass", "Wait", "Parallel", "Map") and ("Next" in s) == (s.get("End") is True):
            yield at, sorted(s), "want Next or End"
        if kind in ("Succeed", "Fail") and s.keys() & {"Next", "End"}:
            yield at, sorted(s), "the machine ends here"
        for handlers in (listed(s.get("Retry")), listed(s.get("Catch"))):
            for j, handler in enumerate(handlers):
                errors = handler.get("ErrorEquals")
                if not errors or "States.ALL" in errors and (len(errors) > 1 or j < len(handlers) - 1):
                    yield f"{at}.ErrorEquals", errors, "want errors; States.ALL stands alone and last"
        if kind == "Task":
            yield from like(
                f"{at}.Resource",
                s.get("Resource"),
                r"arn:aws[a-z-]*:(states:::[\w:.-]+|lambda:.+|states:.+)",
                "a resource's ARN",
            )
            yield from sdk_call(at, s)
        if kind == "Wait" and len([k for k in ("Seconds", "SecondsPath", "Timestamp", "TimestampPath") if k in s]) != 1:
            yield at, s, "want one time to wait"
        if kind == "Choice" and not s.get("Choices"):
            yield at, s, "want choices"
        jsonpath = [k for k in ("InputPath", "OutputPath", "ResultPath", "Parameters", "ResultSelector") if k in s]
        jsonata = [k for k in ("Arguments", "Output") if k in s]
        own = s.get("QueryLanguage", language)
        for field in jsonpath if own == "JSONata" else jsonata:
            yield f"{at}.{field}", s[field], f"not in {own}"
        for r in listed(s.get("Retry")):
            yield from within(f"{at}.Retry.BackoffRate", r.get("BackoffRate", 2), 1, 1e9)
        for key, value in flat(s.get("Parameters", {})):
            if key.endswith(".$") and not re.match(r"\$|States\.", str(value)):
                yield f"{at}.Parameters.{key}", value, "want a path or an intrinsic function"
        for branch in listed(s.get("Branches")) + listed(s.get("ItemProcessor") or s.get("Iterator")):
            yield from states(branch, at, own)
    for name in known.keys() - reached:
        yield f"{path}.{name}", name, "no state leads there"
    if len(json.dumps(machine)) > 1024 * 1024:
        yield path, None, "want at most 1 MiB"


def sdk_call(at, state):
    """The parameters of arn:aws:states:::aws-sdk:SERVICE:OPERATION are those of its API, in capitals."""
    named = re.match(r"arn:aws[a-z-]*:states:::aws-sdk:([\w-]+):(\w+)", state.get("Resource", ""))
    if not named:
        return
    service, operation = named[1], named[2][0].upper() + named[2][1:]
    try:
        shape = service_of_sdk(service).operation_model(operation).input_shape
    except Exception as error:
        yield f"{at}.Resource", state["Resource"], f"no such operation: {error}"
        return
    members = {name[0].upper() + name[1:]: name for name in (shape.members if shape else ())}
    field = "Arguments" if "Arguments" in state else "Parameters"
    if not isinstance(state.get(field, {}), dict):  # an expression of JSONata
        return
    given = {key.removesuffix(".$") for key in state.get(field, {})}
    for key in given - members.keys():
        yield f"{at}.{field}.{key}", state[field].get(key), f"{operation} has no such parameter"
    for name in shape.required_members if shape else ():
        if name[0].upper() + name[1:] not in given:
            yield f"{at}.{field}", sorted(given), f"{operation} needs {name}"


def flat(value):
    if isinstance(value, dict):
        for key, v in value.items():
            yield key, v
            yield from flat(v)
    if isinstance(value, list):
        for v in value:
            yield from flat(v)
