"""Reads a request as AWS would: which operation of which service it is, and its parameters, by botocore's models."""

import gzip

from .call import Call, Unreadable, model, service_of, service_of_sdk
from .json import Json
from .query import Query
from .rest import Rest

READERS = {"json": Json, "query": Query, "ec2": Query, "rest-json": Rest, "rest-xml": Rest}


def read(request):
    """The call that a request makes; Unreadable when it makes none that AWS knows."""
    if not request.scope:
        raise Unreadable("it is not signed")
    key, region, name = request.scope
    service = service_of(name)
    body = gzip.decompress(request.body) if request.headers.get("content-encoding") == "gzip" else request.body
    reader = READERS[protocol(service, request.headers)](service, request, body)
    operation, params = reader.read()
    return Call(
        service=service.service_name,
        operation=operation,
        params=params,
        shape=service.operation_model(operation).input_shape,
        found=reader.found,
        key=key,
        region=region,
        ok=request.status < 300,
        answer=request.answer,
    )


def protocol(service, headers):
    """CloudWatch and SQS speak both JSON and the older query protocol."""
    own = service.metadata["protocol"]
    if own.startswith("rest") or own == "ec2":
        return own
    return "query" if headers.get("content-type", "").startswith("application/x-www-form-urlencoded") else "json"


__all__ = ["Call", "Unreadable", "model", "read", "service_of", "service_of_sdk"]
