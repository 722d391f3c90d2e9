"""The protocols rest-json and rest-xml: parameters in the path, the query, the headers and the body."""

import re
from functools import cache
from urllib.parse import parse_qsl, unquote
from xml.etree import ElementTree

from .call import Unreadable, model
from .reader import Reader, scalar

OWN_HEADERS = {  # of the SDKs and of signatures
    "x-amz-date",
    "x-amz-target",
    "x-amz-content-sha256",
    "x-amz-security-token",
    "x-amz-user-agent",
    "x-amz-decoded-content-length",
    "x-amz-trailer",
}


class Rest(Reader):
    def read(self):
        self.query = parse_qsl(self.uri.query, keep_blank_values=True)
        operation, labels = self.operation()
        shape = self.shape_of(operation)
        if not shape:
            return operation, {}
        fixed = templates(self.service.service_name)[operation][2]
        params = {**self.from_path(shape, labels), **self.from_query(shape, fixed), **self.from_headers(shape)}
        return operation, params | self.payload(shape)

    def operation(self):
        """Of the operations that the address fits, the one that it says most about."""
        query, best = dict(self.query), None
        for name, (method, path, fixed) in templates(self.service.service_name).items():
            labels = path.fullmatch(self.uri.path) if method == self.method else None
            if labels and all(query.get(key) == value for key, value in fixed.items()):
                needed = self.needs(name, query)
                deprecated = self.service.operation_model(name).deprecated
                score = (len(fixed), not deprecated, needed, -len(labels.groupdict()))
                if needed >= 0 and (best is None or score > best[0]):
                    best = score, name, labels.groupdict()
        if not best:
            raise Unreadable(f"{self.service.service_name} has no {self.method} {self.uri.path}?{self.uri.query}")
        return best[1], best[2]

    def needs(self, name, query):
        """How many required parameters of the operation are in the query and headers, or -1 when one is missing."""
        shape, count = self.service.operation_model(name).input_shape, 0
        for member in shape.required_members if shape else ():
            traits = shape.members[member].serialization
            place = {"querystring": query, "header": self.headers}.get(traits.get("location"))
            if place is not None:
                if traits["name"] not in place and traits["name"].lower() not in place:
                    return -1
                count += 1
        return count

    def from_path(self, shape, labels):
        return {name: scalar(member, unquote(labels[label(wire)])) for name, member, wire in placed(shape, "uri")}

    def from_query(self, shape, fixed):
        out, seen, rest = {}, {*fixed, "x-id"}, None
        for name, member, wire in placed(shape, "querystring"):
            if member.type_name == "map":
                rest = name
                continue
            seen.add(wire)
            values = [value for key, value in self.query if key == wire]
            if values:
                out[name] = values if member.type_name == "list" else scalar(member, values[-1])
        others = {key: value for key, value in self.query if key not in seen}
        if rest:
            return out | {rest: others}
        for key, value in others.items():
            self.unknown(".?" + key, value)
        return out

    def from_headers(self, shape):
        out, seen = {}, set(OWN_HEADERS)
        for name, member, wire in placed(shape, "header"):
            seen.add(wire.lower())
            value = self.headers.get(wire.lower())
            if value is not None:
                out[name] = [value] if member.type_name == "list" else scalar(member, value)
        for name, _, wire in placed(shape, "headers"):  # a map of all headers with a prefix
            taken = {header: value for header, value in self.headers.items() if header.startswith(wire.lower())}
            seen.update(taken)
            if taken:
                out[name] = {header[len(wire) :]: value for header, value in taken.items()}
        for header, value in self.headers.items():
            if header.startswith("x-amz-") and header not in seen and not header.startswith("x-amz-checksum-"):
                self.unknown(".header " + header, value)
        return out

    def payload(self, shape):
        name = shape.serialization.get("payload")
        if not self.body:
            return {}
        if not name:
            return self.document(shape, "")
        member = shape.members[name]
        if member.type_name == "blob":
            return {name: self.body}
        return {name: self.body.decode() if member.type_name == "string" else self.document(member, "." + name)}

    def document(self, shape, path):
        if self.service.metadata["protocol"] == "rest-json":
            return self.json_body(shape, path)
        try:
            return self.xml(shape, ElementTree.fromstring(self.body), path)
        except ElementTree.ParseError as error:
            raise Unreadable(f"its body is not XML: {error}") from error

    def xml(self, shape, node, path):
        if shape.type_name == "structure":
            return self.xml_structure(shape, node, path)
        if shape.type_name != "list":
            return scalar(shape, node.text or "")
        wire = shape.member.serialization.get("name", "member")
        self.unknown_nodes(node, {wire}, path)
        return [self.xml(shape.member, child, f"{path}[{i}]") for i, child in enumerate(node)]

    def xml_structure(self, shape, node, path):
        out, known = {}, set()
        for name, member in shape.members.items():
            traits, at = member.serialization, f"{path}.{name}"
            if "location" in traits:
                continue
            if traits.get("xmlAttribute"):
                wire = traits["name"].split(":")[-1]
                out.update({name: value for key, value in node.attrib.items() if plain(key) == wire})
                continue
            flat = member.type_name == "list" and traits.get("flattened")
            wire = (member.member.serialization.get("name") if flat else None) or traits.get("name", name)
            known.add(wire)
            children = [child for child in node if plain(child.tag) == wire]
            if children and flat:
                out[name] = [self.xml(member.member, child, f"{at}[{i}]") for i, child in enumerate(children)]
            elif children:
                out[name] = self.xml(member, children[0], at)
        self.unknown_nodes(node, known, path)
        return out

    def unknown_nodes(self, node, known, path):
        for child in node:
            if plain(child.tag) not in known:
                self.unknown(f"{path}.{plain(child.tag)}", child.text)


def placed(shape, location):
    """The members of a shape that travel there: name, member, name on the wire."""
    for name, member in shape.members.items():
        if member.serialization.get("location") == location:
            yield name, member, member.serialization.get("name", name)


def plain(tag):
    return tag.rpartition("}")[2]


def label(name):
    return re.sub(r"\W", "_", name)


@cache
def templates(service):
    """Of every operation: its method, a pattern of its path, and the query that is part of its address."""
    out = {}
    for name in model(service).operation_names:
        http = model(service).operation_model(name).http
        path, _, query = http["requestUri"].partition("?")
        parts = re.split(r"\{([^}]+)\}", path)
        pattern = "".join(group(part) if i % 2 else re.escape(part) for i, part in enumerate(parts))
        fixed = dict(parse_qsl(query, keep_blank_values=True))
        out[name] = http["method"], re.compile(pattern.rstrip("/") + "/?"), fixed
    return out


def group(part):
    """The part of a pattern that a label of a path stands for; {Key+} takes slashes too."""
    return f"(?P<{label(part.rstrip('+'))}>{'.+' if part.endswith('+') else '[^/]+'})"
