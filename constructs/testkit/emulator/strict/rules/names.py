"""Records of Route 53 and names of certificates."""

import re

from .rule import on
from .values import like, one_of

CHANGE = "Route53/latest/APIReference/API_ChangeResourceRecordSets.html"


ROUTING = {
    "Weight",
    "Region",
    "GeoLocation",
    "GeoProximityLocation",
    "Failover",
    "MultiValueAnswer",
    "CidrRoutingConfig",
}


@on("route53:ChangeResourceRecordSets", source=CHANGE)
def dns_record(call, world):
    zone = world.zones.get(call.params["HostedZoneId"])
    for i, c in enumerate(call.params["ChangeBatch"]["Changes"]):
        r, at = c["ResourceRecordSet"], f".Changes[{i}]"
        alias, records = r.get("AliasTarget"), r.get("ResourceRecords")
        if bool(alias) == bool(records):
            yield at, r, "want an alias or records"
        if alias and r.get("TTL"):
            yield f"{at}.TTL", r["TTL"], "an alias has none"
        routing = ROUTING & r.keys()
        if len(routing) > 1 or bool(routing) != ("SetIdentifier" in r):
            yield f"{at}.SetIdentifier", r.get("SetIdentifier"), "goes with one routing policy"
        if records and "TTL" not in r:
            yield f"{at}.TTL", None, "records have one"
        yield from like(
            f"{at}.Name", r["Name"], r"(\*\.|\\052\.)?([a-zA-Z0-9_-]{1,63}\.)*[a-zA-Z0-9-]{1,63}\.?", "a domain"
        )
        if zone and not (r["Name"].rstrip(".") + ".").endswith(zone):
            yield f"{at}.Name", r["Name"], f"lies outside of the zone {zone}"
        if r["Type"] == "CNAME" and zone and r["Name"].rstrip(".") + "." == zone:
            yield f"{at}.Name", r["Name"], "no CNAME at the zone's apex"
        for record in records or []:
            value = record["Value"]
            if r["Type"] in ("TXT", "SPF") and not re.fullmatch(r'("[^"]{0,255}"\s*)+', value):
                yield f"{at}.Value", value, "want quoted texts of at most 255 characters"
            if r["Type"] == "A":
                yield from like(f"{at}.Value", value, r"\d+\.\d+\.\d+\.\d+", "an address")


@on("acm:RequestCertificate", source="acm/latest/APIReference/API_RequestCertificate.html")
def certificate_names(p):
    if len(p["DomainName"]) > 64:  # the first name becomes the common name
        yield ".DomainName", p["DomainName"], "want at most 64 characters"
    for name in [p["DomainName"], *p.get("SubjectAlternativeNames", [])]:
        yield from like(".DomainName", name, r"(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}", "a domain")
    algorithms = ["RSA_2048", "EC_prime256v1", "EC_secp384r1"]
    yield from one_of(".KeyAlgorithm", p.get("KeyAlgorithm", "RSA_2048"), algorithms)
    if len(set(p.get("SubjectAlternativeNames", [])) | {p["DomainName"]}) > 10:
        yield ".SubjectAlternativeNames", len(p["SubjectAlternativeNames"]), "the quota is 10 names"
