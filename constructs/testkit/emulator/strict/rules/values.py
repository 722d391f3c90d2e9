"""What rules share: they yield (path, value, text) of every value that is not as it should be."""

import json
import re


def listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def document(text, path):
    """The JSON of a parameter, and what is wrong when it is none."""
    try:
        return json.loads(text), []
    except ValueError as error:
        return None, [(path, text, f"not JSON: {error}")]


def within(path, value, low, high, what="number"):
    try:
        if low <= float(value) <= high:
            return
    except (TypeError, ValueError):
        pass
    yield path, value, f"want a {what} from {low} to {high}"


def one_of(path, value, wanted):
    if value not in wanted:
        yield path, value, f"want one of {', '.join(map(str, wanted))}"


def like(path, value, pattern, what):
    if not re.fullmatch(pattern, str(value)):
        yield path, value, f"want {what}"


def repeated(values):
    seen = set()
    return [value for value in values if value in seen or seen.add(value)]
