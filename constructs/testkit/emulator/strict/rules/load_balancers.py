"""Application Load Balancers and their logs."""

from ..world import subnets_of
from .rule import on
from .values import like, listed, repeated, within

API = "elasticloadbalancing/latest/APIReference/"

NAME = r"(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?"

LOAD_BALANCER = {  # of application load balancers
    "deletion_protection.enabled": "true|false",
    "access_logs.s3.enabled": "true|false",
    "access_logs.s3.bucket": ".*",
    "access_logs.s3.prefix": "(?!.*AWSLogs).*",
    "connection_logs.s3.enabled": "true|false",
    "connection_logs.s3.bucket": ".*",
    "connection_logs.s3.prefix": "(?!.*AWSLogs).*",
    "health_check_logs.s3.enabled": "true|false",
    "health_check_logs.s3.bucket": ".*",
    "health_check_logs.s3.prefix": ".*",
    "idle_timeout.timeout_seconds": (1, 4000),
    "client_keep_alive.seconds": (60, 604800),
    "load_balancing.cross_zone.enabled": "true",
    "routing.http.desync_mitigation_mode": "monitor|defensive|strictest",
    "routing.http.drop_invalid_header_fields.enabled": "true|false",
    "routing.http.preserve_host_header.enabled": "true|false",
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "true|false",
    "routing.http.xff_client_port.enabled": "true|false",
    "routing.http.xff_header_processing.mode": "append|preserve|remove",
    "routing.http2.enabled": "true|false",
    "waf.fail_open.enabled": "true|false",
    "zonal_shift.config.enabled": "true|false",
    "ipv6.deny_all_igw_traffic": "true|false",
}


# Of Elastic Load Balancing, in the regions from before August 2022:
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
ACCOUNTS = {
    "us-east-1": "127311923021",
    "us-east-2": "033677994240",
    "us-west-1": "027434742980",
    "us-west-2": "797873946194",
    "af-south-1": "098369216593",
    "ap-east-1": "754344448648",
    "ap-southeast-3": "589379963580",
    "ap-south-1": "718504428378",
    "ap-northeast-3": "383597477331",
    "ap-northeast-2": "600734575887",
    "ap-southeast-1": "114774131450",
    "ap-southeast-2": "783225319266",
    "ap-northeast-1": "582318560864",
    "ca-central-1": "985666609251",
    "eu-central-1": "054676820928",
    "eu-west-1": "156460612806",
    "eu-west-2": "652711504416",
    "eu-south-1": "635631232127",
    "eu-west-3": "009996457667",
    "eu-north-1": "897822967062",
    "me-south-1": "076674570225",
    "sa-east-1": "507241528517",
}


def attributes(p, known):
    for a in p["Attributes"]:
        allowed, at = known.get(a["Key"]), f".Attributes.{a['Key']}"
        if allowed is None:
            yield at, a["Value"], "there is no such attribute"
        elif isinstance(allowed, tuple):
            yield from within(at, a["Value"], *allowed)
        else:
            yield from like(at, a["Value"], allowed, allowed)


@on("elbv2:CreateLoadBalancer", source=API + "API_CreateLoadBalancer.html")
def load_balancer_place(call, world):
    p = call.params
    yield from like(".Name", p["Name"], NAME, "32 letters, digits and inner hyphens, not internal-")
    subnets = subnets_of(p)
    zones = [world.subnets[s].get("AvailabilityZone", s) for s in subnets if s in world.subnets]
    if p.get("Type", "application") == "application" and (len(subnets) < 2 or repeated(zones)):
        yield ".Subnets", zones, "want subnets in two zones or more, one in each"
    if p.get("Scheme", "internet-facing") == "internet-facing":
        for s in subnets:
            if s in world.subnets and world.subnets[s]["VpcId"] not in world.vpcs_with_gateway:
                yield ".Subnets", s, "the VPC has no internet gateway yet"


@on("elbv2:ModifyLoadBalancerAttributes", source=API + "API_LoadBalancerAttribute.html")
def load_balancer_attributes(p):
    if "/app/" not in p["LoadBalancerArn"]:
        return
    yield from attributes(p, LOAD_BALANCER)
    given = {a["Key"]: a["Value"] for a in p["Attributes"]}
    for log in ("access_logs", "connection_logs"):
        if given.get(f"{log}.s3.enabled") == "true" and not given.get(f"{log}.s3.bucket"):
            yield f".Attributes.{log}", given, "logs need a bucket"


@on("elbv2:ModifyLoadBalancerAttributes", source="elasticloadbalancing/latest/application/enable-access-logging.html")
def access_logs_may_be_written(call, world):
    """The load balancer writes a test object at once: the policy must be there already."""
    given = {a["Key"]: a["Value"] for a in call.params["Attributes"]}
    if given.get("access_logs.s3.enabled") != "true":
        return
    bucket, prefix = given.get("access_logs.s3.bucket"), given.get("access_logs.s3.prefix", "")
    if bucket not in world.buckets:
        return
    statements = world.bucket_policies.get(bucket, {}).get("Statement", [])
    wanted = f"arn:aws:s3:::{bucket}/{prefix + '/' if prefix else ''}AWSLogs/"
    writers = [
        s
        for s in statements
        if s["Effect"] == "Allow"
        and any(r.startswith((wanted, f"arn:aws:s3:::{bucket}/*")) for r in listed(s["Resource"]))
    ]
    known = "logdelivery.elasticloadbalancing.amazonaws.com", ACCOUNTS.get(call.region, "none")
    if not any(k in str(s["Principal"]) and "PutObject" in str(s["Action"]) for s in writers for k in known):
        yield ".Attributes.access_logs.s3.bucket", bucket, f"no policy lets the load balancer write to {wanted} yet"
    if world.bucket_encryption.get(bucket, "AES256") != "AES256":
        yield ".Attributes.access_logs.s3.bucket", world.bucket_encryption[bucket], "access logs need SSE-S3"


@on("elbv2:DeleteLoadBalancer", source="elasticloadbalancing/latest/application/load-balancer-delete.html")
def load_balancer_is_not_protected(call, world):
    arn = call.params["LoadBalancerArn"]
    if world.attributes.get(arn, {}).get("deletion_protection.enabled") == "true":
        yield ".LoadBalancerArn", arn, "it is protected from deletion"
