"""Cloud Map."""

from .rule import on
from .values import repeated

API = "cloud-map/latest/api/"
TOGETHER = ({"A"}, {"AAAA"}, {"A", "AAAA"}, {"SRV"}, {"CNAME"})


@on("servicediscovery:CreateService", source=API + "API_DnsRecord.html")
def registry_records(p):
    records = p.get("DnsConfig", {}).get("DnsRecords", [])
    kinds = [record["Type"] for record in records]
    policy = p.get("DnsConfig", {}).get("RoutingPolicy", "MULTIVALUE")
    for kind in repeated(kinds):
        yield ".DnsConfig.DnsRecords", kind, "twice"
    if kinds and set(kinds) not in TOGETHER:
        yield ".DnsConfig.DnsRecords", kinds, "want A, AAAA, both of them, SRV or CNAME"
    if "CNAME" in kinds and policy != "WEIGHTED":
        yield ".DnsConfig.RoutingPolicy", policy, "CNAME needs the policy WEIGHTED"
    if p.get("Type") == "HTTP" and records:
        yield ".DnsConfig", kinds, "a service of the type HTTP has no records"
    for record in records:
        if not 0 <= record["TTL"] <= 2147483647:
            yield ".DnsConfig.DnsRecords.TTL", record["TTL"], "want 0 to 2147483647"


@on("servicediscovery:CreateService", source=API + "API_CreateService.html")
def registry_health(p):
    if "HealthCheckConfig" in p and "HealthCheckCustomConfig" in p:
        yield ".HealthCheckConfig", p["HealthCheckConfig"], "excludes HealthCheckCustomConfig"
    if p.get("HealthCheckConfig", {}).get("Type") == "TCP" and "ResourcePath" in p["HealthCheckConfig"]:
        yield ".HealthCheckConfig.ResourcePath", p["HealthCheckConfig"]["ResourcePath"], "not with TCP"


@on("servicediscovery:CreatePrivateDnsNamespace", source=API + "API_CreatePrivateDnsNamespace.html")
def namespace_is_free(call, world):
    """Two zones of a VPC that have one name answer for each other."""
    if (call.params["Name"], call.params["Vpc"]) in world.namespaces:
        yield ".Name", call.params["Name"], "ConflictingDomainExists: the VPC has a namespace of that name"


@on("ecs:CreateService", "ecs:UpdateService", source="AmazonECS/latest/APIReference/API_ServiceRegistry.html")
def service_registry(call, world):
    for registry in call.params.get("serviceRegistries", []):
        made = world.registries.get(registry.get("registryArn", "").split("/")[-1])
        if made is None:
            yield ".serviceRegistries", registry, "no such service of Cloud Map yet"
            continue
        kinds = {record["Type"] for record in made.get("DnsConfig", {}).get("DnsRecords", [])}
        if "CNAME" in kinds:
            yield ".serviceRegistries", registry, "tasks have no names that a CNAME could hold: want A, AAAA or SRV"
        if "SRV" in kinds and ("port" in registry) == ("containerPort" in registry):
            yield ".serviceRegistries", registry, "SRV records need a port, or a container's name and port, not both"
        if kinds and "SRV" not in kinds and ("containerPort" in registry or "containerName" in registry):
            yield ".serviceRegistries", registry, "only SRV records have a container's name and port"
