"""What calls of Route 53 and Cloud Map make and delete."""

import json

from ..world import after, tag


@after("route53:CreateHostedZone")
def create_hosted_zone(world, p, answer):
    world.zones[tag(answer, "Id").split("/")[-1]] = p["Name"].rstrip(".") + "."


@after("servicediscovery:CreatePrivateDnsNamespace")
def create_namespace(world, p, answer):
    world.namespaces.add((p["Name"], p["Vpc"]))
    world.making[json.loads(answer)["OperationId"]] = p["Name"], p["Vpc"]


@after("servicediscovery:GetOperation")
def namespace_is_made(world, p, answer):
    """What the namespace is called that an operation has made."""
    made = json.loads(answer)["Operation"].get("Targets", {}).get("NAMESPACE")
    if made and p["OperationId"] in world.making:
        world.ids[made] = world.making[p["OperationId"]]


@after("servicediscovery:DeleteNamespace")
def delete_namespace(world, p, answer):
    world.namespaces.discard(world.ids.get(p["Id"]))


@after("servicediscovery:CreateService")
def create_registry(world, p, answer):
    world.registries[json.loads(answer)["Service"]["Id"]] = p


@after("servicediscovery:DeleteService")
def delete_registry(world, p, answer):
    world.registries.pop(p["Id"], None)
