"""The protocol json: the operation in a header, the parameters as JSON."""

from .call import Unreadable
from .reader import Reader


class Json(Reader):
    def read(self):
        target = self.headers.get("x-amz-target", "")
        prefix, _, operation = target.rpartition(".")
        if prefix != self.service.metadata.get("targetPrefix"):
            raise Unreadable(f"{self.service.service_name} has no target {target!r}")
        shape = self.shape_of(operation)
        return operation, self.json_body(shape) if shape else {}
