"""What policies grant, by the copy of AWS's Service Authorization Reference that cfn-lint has."""

import fnmatch
import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from .rule import DOUBT, on
from .values import document, listed
from .policy_documents import IDENTITY, RESOURCE, TRUST, policy_of, statements_of

ACTIONS = "service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"


# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
GLOBAL = set(
    """
    aws:CalledVia aws:CalledViaFirst aws:CalledViaLast aws:CurrentTime aws:EpochTime aws:FederatedProvider
    aws:MultiFactorAuthAge aws:MultiFactorAuthPresent aws:PrincipalAccount aws:PrincipalArn
    aws:PrincipalIsAWSService aws:PrincipalOrgID aws:PrincipalOrgPaths aws:PrincipalServiceName
    aws:PrincipalServiceNamesList aws:PrincipalType aws:Referer aws:RequestedRegion aws:ResourceAccount
    aws:ResourceOrgID aws:ResourceOrgPaths aws:SecureTransport aws:SourceAccount aws:SourceArn aws:SourceIp
    aws:SourceOrgID aws:SourceOrgPaths aws:SourceOwner aws:SourceVpc aws:SourceVpce aws:TagKeys
    aws:TokenIssueTime aws:UserAgent aws:userid aws:username aws:ViaAWSService aws:VpcSourceIp aws:SourceVpcArn
    aws:Ec2InstanceSourceVpc aws:Ec2InstanceSourcePrivateIPv4 aws:SourceIdentity aws:AssumedRoot
    """.lower().split()
)
# Keys that end in the name of a tag.
OF_TAGS = {"aws:principaltag", "aws:requesttag", "aws:resourcetag"}

UNLISTED = {"sns": ["receive"]}  # SNS's own default policy has it


@cache
def reference():
    """Of every service: its actions, the resources that they know, and how those are written."""
    package = find_spec("cfnlint").submodule_search_locations[0]
    return json.loads((Path(package) / "data/AdditionalSpecs/Policies.json").read_text())


@on(*IDENTITY, *TRUST, *RESOURCE, source=ACTIONS, level=DOUBT)
def policy_grants_what_exists(call, world):
    """AWS stores an action that does not exist, or on a resource that it has not: that grants nothing."""
    path, text, kind = policy_of(call)
    policy, _ = document(text or "{}", path)
    for i, s in enumerate(statements_of(policy)):
        at = f"{path}.Statement[{i}]"
        for action in listed(s.get("Action")) + listed(s.get("NotAction")):
            if action != "*" and not matching(action):
                yield f"{at}.Action", action, "no action has that name"
        if kind == "identity" and s.get("Effect") == "Allow" and "Resource" in s and "*" not in listed(s["Resource"]):
            for action in listed(s.get("Action")):
                wanted = formats(action)
                if wanted == []:
                    yield f"{at}.Resource", (action, s["Resource"]), "the action knows no resources: only * grants it"
                elif wanted and not any(fits(r, f) for r in listed(s["Resource"]) for f in wanted):
                    yield f"{at}.Resource", (action, s["Resource"]), f"the action wants {wanted}"
        service = action.split(":")[0].lower() if (action := (listed(s.get("Action")) or [""])[0]) else ""
        for keys in s.get("Condition", {}).values():
            for key in keys:
                if key.lower().startswith("aws:") and key.lower().split("/")[0] not in GLOBAL | {
                    "aws:principaltag",
                    "aws:requesttag",
                    "aws:resourcetag",
                }:
                    yield f"{at}.Condition", key, "no global key has that name"
                elif not key.lower().startswith("aws:") and key.split(":")[0] != service and kind == "identity":
                    yield f"{at}.Condition", (key, service), "the key is another service's"
        for resource in listed(s.get("Resource")):
            if kind == "resource" and call.service == "s3" and call.params["Bucket"] not in resource:
                yield f"{at}.Resource", resource, "lies outside of the bucket"


def matching(action):
    service, _, name = action.lower().partition(":")
    known = [*reference().get(service, {}).get("Actions", {}), *UNLISTED.get(service, [])]
    return fnmatch.filter(known, name)


def formats(action):
    """How the ARNs of an action's resources are written: [] where it has none, None where the action is not known."""
    service, found = action.lower().partition(":")[0], set()
    names = matching(action)
    if not names or "*" in action:
        return None
    for name in names:
        for kind in listed(reference()[service]["Actions"].get(name, {}).get("Resources")):
            found.update(reference()[service]["Resources"].get(kind.lower(), {}).get("ARNFormats", []))
    return sorted(found)


def fits(resource, arn_format):
    wanted = re.sub(r"\$\{[^}]+\}", "*", arn_format).replace(".*", "*")
    return overlap(resource, wanted)


@cache
def overlap(a, b):
    """Whether some text matches both patterns."""
    reached = {(0, 0)}  # how far a text has matched both
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if (i, j) not in reached:
                continue
            one, other = a[i : i + 1], b[j : j + 1]
            if one == "*":
                reached |= {(i + 1, j)} | ({(i, j + 1)} if other else set())
            if other == "*":
                reached |= {(i, j + 1)} | ({(i + 1, j)} if one else set())
            if one and other and (one == other or "?" in (one, other)):
                reached.add((i + 1, j + 1))
    return (len(a), len(b)) in reached


@on(
    "s3:PutBucketPolicy",
    "sns:SetTopicAttributes",
    "sqs:SetQueueAttributes",
    source="AmazonS3/latest/userguide/s3-policy-language-overview.html",
)
def actions_belong_to_the_resource(call, world):
    path, text, _ = policy_of(call)
    policy, _ = document(text or "{}", path)
    prefix = RESOURCE[f"{call.service}:{call.operation}"][1]
    for i, s in enumerate(statements_of(policy)):
        for action in listed(s.get("Action")):
            if action != "*" and (action.lower().split(":")[0] != prefix or not matching(action)):
                yield f"{path}.Statement[{i}].Action", action, f"want an action of {prefix}"
        if prefix == "s3" and objects_alone(s) and not any(re.search(r"[/*]", r) for r in listed(s.get("Resource"))):
            yield f"{path}.Statement[{i}].Resource", s.get("Resource"), "no action applies to a bucket"


def objects_alone(statement):
    """Whether all actions are of S3's objects: there are some, and AWS knows no bucket for them."""
    names = [name for action in listed(statement.get("Action")) for name in matching(action)]
    kinds = [listed(reference()["s3"]["Actions"].get(name, {}).get("Resources")) for name in names]
    return bool(kinds) and all("object" in kind and "bucket" not in kind for kind in kinds)
