"""Buckets of S3."""

from urllib.parse import parse_qsl

from .rule import DOUBT, on
from .values import document, like, listed, repeated


S3 = "AmazonS3/latest/userguide/"

RESERVED = r"(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3|\.\.))"
NO_ADDRESS = r"(?!\d+\.\d+\.\d+\.\d+$)"
BUCKET = RESERVED + NO_ADDRESS + r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"


@on("s3:CreateBucket", source=S3 + "bucketnamingrules.html")
def bucket_name(call, world):
    name = call.params["Bucket"]
    yield from like(
        ".Bucket",
        name,
        BUCKET,
        "3 to 63 lower-case letters, digits and hyphens",
    )
    place = call.params.get("CreateBucketConfiguration", {}).get("LocationConstraint", "us-east-1")
    if place != call.region:
        yield ".CreateBucketConfiguration", place, f"want {call.region}"


@on("s3:PutBucketLifecycleConfiguration", source=S3 + "intro-lifecycle-rules.html")
def bucket_lifecycle(p):
    rules = p["LifecycleConfiguration"]["Rules"]
    for id_ in repeated([r.get("ID") for r in rules if r.get("ID")]):
        yield ".Rules.ID", id_, "twice"
    for i, r in enumerate(rules):
        at = f".Rules[{i}]"
        if ("Filter" in r) == ("Prefix" in r):
            yield at, r, "want a Filter"
        if not any(
            k in r
            for k in (
                "Expiration",
                "Transitions",
                "NoncurrentVersionExpiration",
                "NoncurrentVersionTransitions",
                "AbortIncompleteMultipartUpload",
            )
        ):
            yield at, r, "want something to do"
        if len(r.get("Expiration", {"Days": 1})) != 1:
            yield f"{at}.Expiration", r["Expiration"], "want Days, Date or ExpiredObjectDeleteMarker"
        expires = r.get("Expiration", {}).get("Days", 1)
        if expires < 1:
            yield f"{at}.Expiration.Days", expires, "want at least 1"
        for moved in r.get("Transitions", []):
            days = moved.get("Days", 0)
            if moved["StorageClass"] in ("STANDARD_IA", "ONEZONE_IA") and days < 30:
                yield f"{at}.Transitions", moved, "infrequent access takes objects after 30 days"
            if "Days" in r.get("Expiration", {}) and expires <= days:
                yield f"{at}.Expiration.Days", expires, f"want more than the {days} days until a transition"


@on("s3:PutBucketOwnershipControls", source=S3 + "about-object-ownership.html")
def bucket_ownership(p):
    if len(p["OwnershipControls"]["Rules"]) != 1:
        yield ".Rules", p["OwnershipControls"]["Rules"], "want one"


@on("s3:DeleteBucket", source=S3 + "delete-bucket.html", level=DOUBT)
def bucket_is_empty(call, world):
    if world.logged_to(call.params["Bucket"]):
        yield (
            ".Bucket",
            call.params["Bucket"],
            "a load balancer wrote logs to it; BucketNotEmpty unless they are deleted first",
        )


@on("s3:PutBucketPolicy", source=S3 + "access-control-block-public-access.html")
def bucket_policy_is_not_public(call, world):
    policy, _ = document(call.params["Policy"], ".Policy")
    if call.params["Bucket"] not in world.blocked or not isinstance(policy, dict):
        return
    for i, statement in enumerate(listed(policy.get("Statement"))):
        anybody = statement.get("Principal") in ("*", {"AWS": "*"}, {"AWS": ["*"]})
        if anybody and statement.get("Effect") == "Allow" and not statement.get("Condition"):
            yield f".Policy.Statement[{i}]", statement, "AccessDenied: the bucket blocks public policies"


@on("s3:PutBucketEncryption", source="AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html")
def bucket_encryption(p):
    for rule in p["ServerSideEncryptionConfiguration"]["Rules"]:
        default = rule.get("ApplyServerSideEncryptionByDefault", {})
        if default.get("KMSMasterKeyID") and not default["SSEAlgorithm"].startswith("aws:kms"):
            yield ".KMSMasterKeyID", default["KMSMasterKeyID"], "only with aws:kms or aws:kms:dsse"


@on("s3:PutObject", source=S3 + "object-tagging.html")
def object_tags(p):
    given = parse_qsl(p.get("Tagging", ""), keep_blank_values=True)
    if len(given) > 10:
        yield ".Tagging", len(given), "an object has at most ten tags"
    for key, value in given:
        if not 1 <= len(key) <= 128 or len(value) > 256:
            yield ".Tagging", (key, value), "want a key of 1 to 128 characters and a value of at most 256"
