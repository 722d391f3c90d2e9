"""What the additions share: records that a backend keeps, and tags by ARN."""

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, EmptyResult
from moto.utilities.tagging_service import TaggingService


class Refusal(ServiceException):
    """An AWS error.

    Moto looks up its own errors in the service of the module that defines them, which for this one is none.
    """


class Record(dict):
    """Something that an addition keeps; leftovers counts it like one of moto's own models."""


def records(backend, kind):
    """The records of a kind. They live in the backend, so that moto's reset empties them."""
    return backend.__dict__.setdefault(f"added_{kind}", {})


def find(kept, key, code="ResourceNotFoundException"):
    if key not in kept:
        raise Refusal(code, f"{key} does not exist")
    return kept[key]


def tagger(backend):
    return backend.__dict__.setdefault("added_tags", TaggingService())


def add_actions(response, *actions):
    """Gives a moto response class the actions, each named like the AWS call in snake case."""
    for action in actions:
        setattr(response, action.__name__, action)


__all__ = ["ActionResult", "EmptyResult", "Record", "Refusal", "add_actions", "find", "records", "tagger"]
