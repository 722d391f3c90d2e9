"""The protocols query and ec2: everything in the fields of a form, named like paths ("Tags.member.1.Key")."""

from urllib.parse import parse_qsl

from .reader import Reader, scalar

ABSENT = object()


class Query(Reader):
    def read(self):
        pairs = parse_qsl((self.body or self.uri.query.encode()).decode(), keep_blank_values=True)
        self.fields, self.used = dict(pairs), {"Action", "Version"}
        self.prefixes = {prefix for key in self.fields for prefix in prefixes(key)}
        self.ec2 = self.service.metadata["protocol"] == "ec2"
        operation = self.fields.get("Action")
        shape = self.shape_of(operation)
        params = self.value(shape, "", "") if shape else {}
        for key in self.fields.keys() - self.used:
            self.unknown("." + key, self.fields[key])
        return operation, params

    def value(self, shape, key, path):
        """What the fields at and below key say."""
        if key and key not in self.prefixes:
            return ABSENT
        if shape.type_name == "structure":
            return self.structure(shape, key, path)
        if self.fields.get(key) == "" and shape.type_name in ("list", "map"):
            self.used.add(key)
            return [] if shape.type_name == "list" else {}
        if shape.type_name == "list":
            base = self.base_of_list(shape, key)
            return series(lambda n: self.value(shape.member, f"{base}.{n}", f"{path}[{n - 1}]"))
        if shape.type_name == "map":
            base = key if shape.serialization.get("flattened") else f"{key}.entry"
            return dict(series(lambda n: self.pair(shape, f"{base}.{n}", path)))
        self.used.add(key)
        return scalar(shape, self.fields[key])

    def structure(self, shape, key, path):
        out = {}
        for name, member in shape.members.items():
            at = ".".join(filter(None, (key, self.name(member, name))))
            value = self.value(member, at, f"{path}.{name}")
            if value is not ABSENT:
                out[name] = value
        return out

    def base_of_list(self, shape, key):
        """What the numbers of a list's members follow; a flat list has the name of its member instead of its own."""
        own = shape.member.serialization.get("name")
        if self.ec2:
            return key
        if not shape.serialization.get("flattened"):
            return f"{key}.{own or 'member'}"
        return ".".join((key.rpartition(".")[0], own)).strip(".") if own else key

    def pair(self, shape, base, path):
        key = self.value(shape.key, f"{base}.{self.name(shape.key, 'key')}", path)
        if key is ABSENT:
            return ABSENT
        value = self.value(shape.value, f"{base}.{self.name(shape.value, 'value')}", f"{path}.{key}")
        return key, "" if value is ABSENT else value

    def name(self, shape, default):
        traits = shape.serialization
        if not self.ec2:
            return traits.get("name", default)
        if "queryName" in traits:
            return traits["queryName"]
        name = traits.get("name", default)
        return name[:1].upper() + name[1:]


def series(at):
    """The values at 1, 2, 3 and so on, as far as there are any."""
    out = []
    while (value := at(len(out) + 1)) is not ABSENT:
        out.append(value)
    return out


def prefixes(key):
    parts = key.split(".")
    return (".".join(parts[:n]) for n in range(1, len(parts) + 1))
