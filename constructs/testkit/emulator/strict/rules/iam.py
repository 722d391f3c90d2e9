"""Managed policies, identity providers and who may take a role by them."""

import json
import re
from functools import cache

from moto.iam.aws_managed_policies import aws_managed_policies_data

from .rule import on
from .values import document, listed
from .policy_documents import TRUST, policy_of, statements_of


@cache
def managed_policies():
    return json.loads(aws_managed_policies_data).keys()


@on("iam:AttachRolePolicy", source="aws-managed-policy/latest/reference/policy-list.html")
def managed_policy_exists(call, world):
    arn = call.params["PolicyArn"]
    if arn.startswith("arn:aws:iam::aws:"):
        if arn.rpartition("/")[2] not in managed_policies():
            yield ".PolicyArn", arn, "no managed policy is known by that ARN"


@on("iam:CreateOpenIDConnectProvider", source="IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html")
def oidc_provider(p):
    if not re.fullmatch(r"https://[^?#]+", p["Url"]):
        yield ".Url", p["Url"], "want https:// without a query"
    for t in p.get("ThumbprintList", []):
        if not re.fullmatch(r"[0-9a-fA-F]{40}", t):
            yield ".ThumbprintList", t, "want 40 hexadecimal digits"


# IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
GITHUB = {
    "aud",
    "sub",
    "amr",
    "actor",
    "actor_id",
    "job_workflow_ref",
    "repository",
    "repository_id",
    "workflow",
    "ref",
    "environment",
    "enterprise_id",
}


# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub
@on(*TRUST, source="IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html")
def federated_trust(call, world):
    path, text, _ = policy_of(call)
    policy, _ = document(text or "{}", path)
    for i, s in enumerate(statements_of(policy)):
        federated = isinstance(s.get("Principal"), dict) and s["Principal"].get("Federated")
        if not federated:
            continue
        wanted = "sts:AssumeRoleWith" + ("SAML" if ":saml-provider/" in str(federated) else "WebIdentity")
        if not {wanted, "sts:*"} & set(listed(s.get("Action"))):
            yield f"{path}.Statement[{i}].Action", s.get("Action"), f"want {wanted}"
        keys = {k for v in s.get("Condition", {}).values() for k in v}
        for key in keys:
            if key.startswith("token.actions.githubusercontent.com:") and key.split(":")[1] not in GITHUB:
                yield f"{path}.Statement[{i}].Condition", key, "STS does not know this claim"
        if (
            "token.actions.githubusercontent.com" in str(federated)
            and "token.actions.githubusercontent.com:sub" not in keys
        ):
            yield f"{path}.Statement[{i}].Condition", sorted(keys), "GitHub's provider needs a condition on sub"


@on("iam:DeleteRole", source="IAM/latest/APIReference/API_DeleteRole.html")
def role_is_empty(call, world):
    name = call.params["RoleName"]
    left = sorted([*world.inline.get(name, ()), *world.attached.get(name, ())])
    if left:
        yield ".RoleName", name, f"DeleteConflict: its policies go first: {left}"


@on("iam:DeletePolicy", source="IAM/latest/APIReference/API_DeletePolicy.html")
def policy_is_free(call, world):
    arn = call.params["PolicyArn"]
    users = sorted(role for role, policies in world.attached.items() if arn in policies)
    if users:
        yield ".PolicyArn", arn, f"DeleteConflict: the roles {users} have it"
