"""Judges parameters by what botocore's model of the operation says of them."""

from datetime import datetime
from functools import cache

import regex

TYPES = {
    "structure": dict,
    "map": dict,
    "list": list,
    "string": str,
    "character": str,
    "blob": (bytes, str),
    "boolean": bool,
    "integer": int,
    "long": int,
    "float": (int, float),
    "double": (int, float),
    "timestamp": (int, float, str),
}

# How Java writes the characters beyond 16 bits, in patterns.
BEYOND_16_BITS = (
    r"\uD800\uDC00-\uDBFF\uDFFF",
    r"\ud800\udc00-\udbff\udfff",
    r"\u10000-\u10FFFF",
    r"\u{10000}-\u{10FFFF}",
)


def check(shape, value, path=""):
    """Yields (path, value, text) of everything that the model does not allow."""
    if getattr(shape, "is_document_type", False):
        return
    kind = shape.type_name
    if not isinstance(value, TYPES[kind]) or isinstance(value, bool) != (kind == "boolean"):
        yield path, value, f"type: want {kind}"
        return
    yield from CHECKS.get(kind, number)(shape, value, path)


def structure(shape, value, path):
    for name in shape.required_members:
        if name not in value:
            yield f"{path}.{name}", None, "required: the operation needs it"
    if getattr(shape, "is_tagged_union", False) and len(value) != 1:
        yield path, sorted(value), "union: want exactly one member"
    for name, member in value.items():
        yield from check(shape.members[name], member, f"{path}.{name}")


def items(shape, value, path):
    yield from size(len(value), shape.metadata, path, value, "items")
    for i, member in enumerate(value):
        yield from check(shape.member, member, f"{path}[{i}]")


def entries(shape, value, path):
    yield from size(len(value), shape.metadata, path, value, "entries")
    for key, member in value.items():
        yield from check(shape.key, key, f"{path}.{key}(key)")
        yield from check(shape.value, member, f"{path}.{key}")


def text(shape, value, path):
    yield from size(len(value), shape.metadata, path, value, "characters")
    if getattr(shape, "enum", None) and value not in shape.enum:
        yield path, value, f"enum: want one of {', '.join(shape.enum)}"
    wanted = shape.metadata.get("pattern")
    if wanted and shape.type_name == "string" and not compiled(wanted).fullmatch(value):
        yield path, value, f"pattern: want {wanted}"


def time(shape, value, path):
    if isinstance(value, str):
        try:
            datetime.fromisoformat(value.replace("Z", "+00:00"))
        except ValueError:
            yield path, value, "type: want a time"


def number(shape, value, path):
    yield from size(value, shape.metadata, path, value, "")


def boolean(shape, value, path):
    yield from ()


CHECKS = {
    "structure": structure,
    "list": items,
    "map": entries,
    "string": text,
    "character": text,
    "blob": text,
    "timestamp": time,
    "boolean": boolean,
}


def size(got, limits, path, value, what):
    low, high = limits.get("min"), limits.get("max")
    if low is not None and got < float(low):
        yield path, value, f"min: {got} {what}".rstrip() + f", want {low} or more"
    if high is not None and got > float(high):
        yield path, value, f"max: {got} {what}".rstrip() + f", want {high} or less"


@cache
def compiled(wanted):
    """A pattern of a model. Most are Java's, which writes some characters in other ways than Python."""
    for written in BEYOND_16_BITS:
        wanted = wanted.replace(written, r"\U00010000-\U0010FFFF")
    wanted = regex.sub(r"\\x\{([0-9A-Fa-f]+)\}", lambda found: "\\U" + found[1].zfill(8), wanted)
    in_brackets = regex.search(r"\[[^\]]*\\p\{Print\}", wanted)
    return regex.compile(wanted.replace(r"\p{Print}", r"\x20-\x7E" if in_brackets else r"[\x20-\x7E]"))
