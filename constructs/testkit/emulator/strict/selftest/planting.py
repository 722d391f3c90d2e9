"""Reads good calls and the mistakes planted in them, and writes them as requests.

The files of the folder calls hold, for every call, parameters that AWS accepts and mistakes to plant in them. A mistake
is one of these, with the rule that has to find it, and the artefact of the emulator that explains it, if any:

    with    values by their place in the good parameters
    whole   parameters of its own, for calls that have no good ones
    raw     a text of the body and what stands there instead: what no serializer would write
"""

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import yaml
from botocore.serialize import create_serializer

from ..recording import Request
from ..wire import model
from ..wire.call import SIGNED_AS

HERE = Path(__file__).parent
GONE = object()
SIGNED = {service: name for name, service in SIGNED_AS.items()}


class Json(dict):
    """A document that travels as text."""


@dataclass
class Mistake:
    call: str
    found: str  # the rule that finds it
    request: Request
    artefact: str
    text: str  # for messages


class Loader(yaml.SafeLoader):
    """YAML with documents as text (!json), bytes (!bytes), long texts and lists (!repeat) and what is taken out (!gone)."""


Loader.add_constructor("!json", lambda loader, node: Json(loader.construct_mapping(node, deep=True)))
Loader.add_constructor("!bytes", lambda loader, node: loader.construct_scalar(node).encode())
Loader.add_constructor("!repeat", lambda loader, node: repeat(*loader.construct_sequence(node, deep=True)))
Loader.add_constructor("!gone", lambda loader, node: GONE)


def repeat(value, times):
    return value * times


def load(path):
    return yaml.load(path.read_text(), Loader)


def before():
    """The requests that made what is there before."""
    return [
        request(each["call"], numbered(each["params"], n), each.get("answer", ""))
        for each in load(HERE / "before.yaml")
        for n in range(each.get("times", 1))
    ]


def numbered(value, n):
    """What is made several times has its number for {n} in its texts."""
    if isinstance(value, dict):
        return type(value)({key: numbered(inner, n) for key, inner in value.items()})
    if isinstance(value, list):
        return [numbered(inner, n) for inner in value]
    return value.replace("{n}", str(n)) if isinstance(value, str) else value


def calls():
    """The good requests by call, and the mistakes."""
    good, mistakes = {}, []
    for path in sorted((HERE / "calls").glob("*.yaml")):
        for call, each in load(path).items():
            if "good" in each:
                good[call] = request(call, each["good"])
            for planted in each.get("planted", ()):
                text = str({key: value for key, value in planted.items() if key != "found"})
                made, artefact = mistaken(call, each.get("good"), planted), planted.get("artefact", "")
                mistakes.append(Mistake(call, planted["found"], made, artefact, text[:200]))
    return good, mistakes


def mistaken(call, good, planted):
    if "whole" in planted:
        return request(call, planted["whole"])
    return request(call, changed(good, planted.get("with", {})), raw=planted.get("raw"))


def changed(value, changes):
    """A copy of value with other values at some places, such as "Rules/0/Name"."""
    value = copy(value)
    for place, new in changes.items():
        *way, last = (int(key) if key.isdigit() else key for key in place.split("/"))
        at = value
        for key in way:
            at = at[key]
        if new is GONE:
            del at[last]
        elif isinstance(at, list) and last == len(at):
            at.append(new)
        else:
            at[last] = new
    return value


def copy(value):
    if isinstance(value, dict):
        return type(value)({key: copy(inner) for key, inner in value.items()})
    return [copy(inner) for inner in value] if isinstance(value, list) else value


def written(value):
    """With documents as text."""
    if isinstance(value, Json):
        return json.dumps(value)
    if isinstance(value, dict):
        return {key: written(inner) for key, inner in value.items()}
    return [written(inner) for inner in value] if isinstance(value, list) else value


def request(call, params, answer=None, raw=None):
    """A call as botocore's own serializers write it, without its validation; nothing is learned from one unanswered."""
    service, operation = call.split(":")
    described = model(service)
    protocol = "query" if service == "cloudwatch" else described.metadata["protocol"]
    serializer = create_serializer(protocol, include_validation=False)
    made = serializer.serialize_to_request(written(params), described.operation_model(operation))
    headers = {key.lower(): value for key, value in made["headers"].items()}
    scope = f"Credential=test/20260101/eu-west-1/{SIGNED.get(service, service)}/aws4_request"
    headers["authorization"] = f"AWS4-HMAC-SHA256 {scope}"
    body = made["body"] or b""
    if isinstance(body, dict):
        body, headers["content-type"] = urlencode(body), "application/x-www-form-urlencoded"
    body = body.encode() if isinstance(body, str) else body
    if raw:
        body = with_text(body, *(text.encode() for text in raw))
    query = made["query_string"]
    query = urlencode(query) if isinstance(query, dict) else query
    uri = made["url_path"] + (f"?{query}" if query else "")
    return Request(made["method"], uri, headers, body, 500 if answer is None else 200, answer or "")


def with_text(body, old, new):
    """The last old text replaced by the new one, which else comes at the end."""
    if not old:
        return body + new
    start, _, end = body.rpartition(old)
    return start + new + end
