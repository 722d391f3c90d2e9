"""What a rule is, and how it gets registered."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

DOCS = "https://docs.aws.amazon.com/"
REFUSED, DOUBT = "refused", "doubt"


@dataclass(frozen=True)
class Rule:
    name: str
    check: Callable
    asks_world: bool
    source: str
    level: str  # REFUSED: AWS answers with an error. DOUBT: AWS accepts what will not do what it should.

    def judge(self, call, world):
        """Yields (path, value, text) of everything wrong in a call; world is what the calls before it made."""
        yield from self.check(call, world) if self.asks_world else self.check(call.params)


rules = {}  # by name
by_call = defaultdict(list)  # the rules of a call such as "ecs:CreateService"


def on(*calls, source, level=REFUSED):
    """Makes a function a rule of calls. It takes their parameters, or the call and the world."""

    def register(check):
        name = check.__name__.replace("_", "-")
        address = source if source.startswith("http") else DOCS + source
        assert name not in rules, name
        rules[name] = Rule(name, check, check.__code__.co_argcount == 2, address, level)
        for call in calls:
            by_call[call].append(rules[name])
        return check

    return register
