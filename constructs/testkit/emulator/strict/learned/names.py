"""What calls of Route 53 and Cloud Map make and delete."""

import json

from ..world import after, tag


@after("route53:CreateHostedZone")
def create_hosted_zone(world, p, answer):
    world.zones[tag(answer, "Id").split("/")[-1]] = p["Name"].rstrip(".") + "."


@after(
    "servicediscovery:CreatePrivateDnsNamespace",
    "servicediscovery:CreatePublicDnsNamespace",
    "servicediscovery:CreateHttpNamespace",
)
def create_namespace(world, p, answer):
    world.namespaces[p["Name"]] = p


@after("servicediscovery:CreateService")
def create_registry(world, p, answer):
    world.registries[json.loads(answer)["Service"]["Id"]] = p


@after("servicediscovery:DeleteService")
def delete_registry(world, p, answer):
    world.registries.pop(p["Id"], None)
