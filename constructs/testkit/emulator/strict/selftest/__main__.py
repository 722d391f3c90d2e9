"""Positive and negative control of the judge; offline, in seconds.

    python -m emulator.strict.selftest

What is good has no finding, every planted mistake is found by the rule that is meant, and every rule finds one by each
of its clauses.
"""

import sys

from ..artefacts import ARTEFACTS
from ..judge import Judge
from ..rules import rules
from .planting import before, calls
from .reached import silent, watched

LAST = {"metric-is-published"}  # of all calls together: one of those before reads a metric that nobody publishes


def heard(judge, request):
    """What a judge finds in a request that comes after those it has heard, and that it learns nothing from."""
    findings, unreadable = judge.findings.copy(), judge.unreadable.copy()
    judge.hear(request)
    return list(judge.findings - findings), list(judge.unreadable - unreadable)


def main():
    wrong, caught, reached, explained, start = [], set(), set(), set(), Judge()
    for request in before():
        start.hear(request)
    wrong += [f"false alarm before: {found}" for found in [*start.findings, *start.unreadable]]
    good, mistakes = calls()
    for call, request in good.items():
        found, unreadable = heard(start, request)
        wrong += [f"false alarm: {call}: {each}" for each in [*found, *unreadable]]
    for mistake in mistakes:
        with watched(reached):
            found, unreadable = heard(start, mistake.request)
        caught.update(f.rule for f in found)
        explained.update(f.artefact for f in found)
        if (mistake.found, mistake.artefact) not in {(f.rule, f.artefact) for f in found}:
            others = [f"{f.rule}: {f.text}" for f in found] + unreadable
            wrong.append(f"missed: {mistake.call} {mistake.text}: wants {mistake.found}, found {others}")
    with watched(reached):
        caught.update(each["rule"] for each in start.report()["findings"])
    wrong += [f"no planted mistake for {rule}" for rule in sorted((rules.keys() | LAST) - caught)]
    wrong += [f"no planted mistake for {place}" for place in silent(reached)]
    wrong += [f"no planted mistake for the artefact {a.name}" for a in ARTEFACTS if a.name not in explained]
    print(*wrong, sep="\n", file=sys.stderr)
    models = len([m for m in mistakes if m.found.startswith("model-")])
    print(
        f"{len(good)} good requests, {len(mistakes)} planted mistakes ({models} of them against the models), "
        f"{len(rules)} rules; {len(wrong)} wrong"
    )
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
