"""Judges requests: what each says, by the model of its operation and by the rules."""

from collections import Counter
from dataclasses import asdict, dataclass

import botocore

from . import learned, rules, shapes, wire  # noqa: F401: what is learned registers itself
from .artefacts import artefact_of
from .world import Worlds, learns

# AWS publishes them: https://github.com/boto/botocore/tree/develop/botocore/data
MODELS = f"the API model of botocore {botocore.__version__}"


@dataclass(frozen=True)
class Finding:
    level: str  # refused: AWS answers with an error; doubt: AWS accepts what will not do what it should
    call: str
    path: str
    value: str
    rule: str
    text: str
    source: str
    names: tuple = ()  # what the request names: by these its resource is looked up
    artefact: str = ""  # of the emulator, when that explains the finding


class Judge:
    """What is wrong with the requests so far."""

    def __init__(self):
        self.worlds, self.calls = Worlds(), Counter()
        self.findings, self.unreadable, self.known = Counter(), Counter(), {}

    def hear(self, request):
        try:
            call, wrong = self.read(request)
            world = self.worlds.of(call)
            found = [*wrong, *(judged(call, world) if not distrusted(wrong) else ())]
            self.findings.update(found)
            self.calls[call.name] += 1
            self.worlds.learn(call)
        except wire.Unreadable as error:
            self.unreadable[f"no call of AWS's API: {request.method} {request.uri[:80]}: {error}"] += 1
        except Exception as error:  # a rule's that trusts in a shape which the model does not demand
            self.unreadable[f"the judge itself failed at {request.method} {request.uri[:80]}: {error!r}"] += 1

    def read(self, request):
        """The call that a request makes, and what its model does not allow.

        Terraform asks the same again and again: a question that nothing is learned from is read once.
        """
        same = request.method, request.uri, request.body, request.headers.get("x-amz-target"), request.scope
        if same not in self.known:
            call = wire.read(request)
            wrong = [
                finding(call, "refused", p, v, "model-" + t.split(":")[0], t, MODELS) for p, v, t in modelled(call)
            ]
            if call.name in learns or call.name in rules.by_call:
                return call, wrong
            self.known[same] = call, wrong
        return self.known[same]

    def report(self):
        """Everything, as JSON that the test kit reads."""
        found = self.findings + Counter(f for world in self.worlds for f in unpublished(world))
        return {
            "requests": self.calls.total() + self.unreadable.total(),
            "calls": dict(self.calls),
            "rules": len(rules.rules),
            "unreadable": dict(self.unreadable),
            "findings": [asdict(f) | {"times": times} for f, times in found.items()],
        }


def modelled(call):
    return [*call.found, *(shapes.check(call.shape, call.params) if call.shape else ())]


def distrusted(wrong):
    """Rules trust that what the model demands is there, and of its type."""
    return any(f.rule in ("model-required", "model-type") for f in wrong)


def judged(call, world):
    for rule in rules.by_call.get(call.name, ()):
        for path, value, text in rule.judge(call, world):
            yield finding(call, rule.level, path, value, rule.name, text, rule.source)


def finding(call, level, path, value, rule, text, source):
    shown = "missing" if value is None else str(value)[:300]
    artefact = artefact_of(call, rule, path, value)
    return Finding(level, call.name, path, shown, rule, text, source, tuple(texts(call.params))[:40], artefact)


def texts(value):
    """The texts in a value, the outer ones first."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    yield from (v for v in inner if isinstance(v, str) and 1 < len(v) < 300)
    for v in inner:
        yield from texts(v)


def unpublished(world):
    for metric, readers in rules.metrics.unpublished(world):
        yield Finding(
            rules.DOUBT,
            "cloudwatch:PutMetricData",
            "",
            str(metric),
            "metric-is-published",
            rules.metrics.UNPUBLISHED,
            rules.metrics.PUBLISHING,
            tuple(readers),
        )
