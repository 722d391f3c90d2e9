"""Cloud Map: a DNS namespace takes the hosted zone that was made for it along when it is deleted."""

from moto.route53 import route53_backends
from moto.servicediscovery.models import ServiceDiscoveryBackend
from moto.utilities.utils import get_partition


def install():
    delete = ServiceDiscoveryBackend.delete_namespace

    def delete_namespace(self, namespace_id):
        namespace = self.namespaces.get(namespace_id)
        operation = delete(self, namespace_id)
        zone = (namespace.dns_properties or {}).get("HostedZoneId", "").removeprefix("/hostedzone/")
        route53_backends[self.account_id][get_partition(self.region_name)].zones.pop(zone, None)
        return operation

    ServiceDiscoveryBackend.delete_namespace = delete_namespace
