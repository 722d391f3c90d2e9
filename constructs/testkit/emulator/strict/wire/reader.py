"""What the protocols share."""

import base64
import json
import re
from urllib.parse import urlsplit

from .call import Unreadable


class Reader:
    """Reads one request. What its operation's model does not know is told in found."""

    def __init__(self, service, request, body):
        self.service, self.method, self.headers, self.body = service, request.method, request.headers, body
        self.uri, self.found = urlsplit(request.uri), []

    def shape_of(self, operation):
        if operation not in self.service.operation_names:
            raise Unreadable(f"{self.service.service_name} has no operation {operation}")
        return self.service.operation_model(operation).input_shape

    def unknown(self, path, value):
        self.found.append((path, value, "unknown: the operation has no such parameter"))

    def json_body(self, shape, path=""):
        try:
            return self.json(shape, json.loads(self.body or b"{}"), path)
        except ValueError as error:
            raise Unreadable(f"its body is not JSON: {error}") from error

    def json(self, shape, value, path):
        """JSON is typed already: only names are looked up, null is nothing, and blobs are decoded."""
        kind = shape.type_name
        if kind == "structure" and isinstance(value, dict) and not shape.is_document_type:
            return self.json_structure(shape, value, path)
        if kind == "list" and isinstance(value, list):
            return [self.json(shape.member, v, f"{path}[{i}]") for i, v in enumerate(value)]
        if kind == "map" and isinstance(value, dict):
            return {k: self.json(shape.value, v, f"{path}.{k}") for k, v in value.items()}
        if kind == "blob" and isinstance(value, str):
            try:
                return base64.b64decode(value, validate=True)
            except ValueError:
                self.found.append((path, value, "type: want base64"))
        return value

    def json_structure(self, shape, value, path):
        members = {m.serialization.get("name", n): n for n, m in shape.members.items() if in_body(m)}
        for key in value.keys() - members.keys() - {"__type"}:
            self.unknown(f"{path}.{key}", value[key])
        given = {n: value[key] for key, n in members.items() if value.get(key) is not None}
        return {n: self.json(shape.members[n], v, f"{path}.{n}") for n, v in given.items()}


def in_body(member):
    return member.serialization.get("location") is None


def scalar(shape, text):
    """A value that the wire carries as text. What does not fit its type stays text, which the check of types finds."""
    kind = shape.type_name
    if kind in ("integer", "long") and re.fullmatch(r"-?\d+", text):
        return int(text)
    if kind in ("float", "double") and re.fullmatch(r"-?[\d.]+([eE][-+]?\d+)?", text):
        return float(text)
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind == "blob":
        return base64.b64decode(text)
    return text
