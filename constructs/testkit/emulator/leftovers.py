"""What is left in the emulator: everything in a backend beyond what a fresh one of its kind holds."""

import json
from collections import Counter

from moto.core.base_backend import BackendDict
from moto.core.common_models import BaseModel

from .gaps import Record

PATH = "/fargateai/leftovers"

# AWS keeps what was deleted for a while, and so does moto.
GONE = {"INACTIVE", "DELETED", "DELETING", "DEPROVISIONING", "PENDINGDELETION", "TERMINATED"}
STATES = ("status", "state", "key_state", "lifecycle_state")

# Records of what was done, and what AWS makes for itself, are no resources of anybody.
OWN_KINDS = {"AssumedRole", "DelegationSet", "Operation"}
OWN_NAMES = "TargetTracking-"  # alarms of scaling policies, which moto leaves behind when it changes one
OWN_KEYS = "ASIA"  # of sessions of an assumed role, which end by themselves

fresh = {}


def models(container):
    """The models in a backend's dicts and lists; what a model holds itself goes with it."""
    if isinstance(container, (BaseModel, Record)):
        yield container
    elif isinstance(container, dict):
        for value in list(container.values()):
            yield from models(value)
    elif isinstance(container, (list, tuple, set)):
        for value in list(container):
            yield from models(value)


def living(backend):
    seen = {id(model): model for model in models(vars(backend))}
    return [model for model in seen.values() if not is_gone(model, backend) and not is_own(model)]


def is_own(model):
    name, key = (str(getattr(model, field, "")) for field in ("name", "access_key_id"))
    return type(model).__name__ in OWN_KINDS or name.startswith(OWN_NAMES) or key.startswith(OWN_KEYS)


def is_gone(model, backend):
    vpc = getattr(model, "vpc_id", None)
    if vpc and vpc not in getattr(backend, "vpcs", {vpc}):  # moto keeps the default network ACL of a deleted VPC
        return True
    states = (str(getattr(model, name, "")).upper() for name in STATES)
    return bool(getattr(model, "deleted_date", None)) or any(state in GONE for state in states)


def in_fresh(backend):
    kind = type(backend)
    if kind not in fresh:
        fresh[kind] = Counter(type(model) for model in living(kind(backend.region_name, backend.account_id)))
    return fresh[kind]


def name_of(model):
    if isinstance(model, Record):
        return next((str(v) for k, v in model.items() if k.lower().endswith(("arn", "id"))), "")
    names = ("arn", "physical_resource_id", "name", "id")
    for name in names:
        try:
            value = getattr(model, name, None)
        except Exception:  # a property of a model that lost its parts
            continue
        if isinstance(value, str) and value:
            return value
    return ""


def leftovers():
    services = {id(service): service for service in BackendDict._instances}.values()  # moto lists them once per region
    found = []
    for backend in [b for service in services for regions in list(service.values()) for b in list(regions.values())]:
        known = Counter(in_fresh(backend))
        for model in living(backend):
            if known[type(model)] > 0:
                known[type(model)] -= 1
            else:
                service = type(backend).__module__.split(".")[1]
                found.append(f"{service} {type(model).__name__} {name_of(model)}".strip())
    return sorted(found)


def serve(app):
    """Answers PATH with the list, everything else is app's."""

    def serving(environ, start_response):
        if environ.get("PATH_INFO") != PATH:
            return app(environ, start_response)
        body = json.dumps(leftovers()).encode()
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return serving
