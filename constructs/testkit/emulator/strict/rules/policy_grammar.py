"""The grammar and the size of policies."""

import re

from .rule import on
from .values import document, listed, repeated
from .policy_documents import IDENTITY, RESOURCE, TRUST, policy_of

GRAMMAR = "IAM/latest/UserGuide/reference_policies_grammar.html"

LIMITS = "IAM/latest/UserGuide/reference_iam-quotas.html"

COMPARISON = "|".join(
    (
        "String(Not)?Equals(IgnoreCase)?",
        "String(Not)?Like",
        "(Numeric|Date)(Not)?Equals",
        "(Numeric|Date)(Less|Greater)Than(Equals)?",
        "Bool",
        "BinaryEquals",
        "(Not)?IpAddress",
        "Arn(Not)?(Equals|Like)",
    )
)
OPERATOR = re.compile(rf"(ForAnyValue:|ForAllValues:)?(({COMPARISON})(IfExists)?|Null)")


@on(*IDENTITY, *TRUST, *RESOURCE, source=GRAMMAR)
def policy_grammar(call, world):
    path, text, kind = policy_of(call)
    if not text:  # an empty text removes a policy
        return
    policy, problems = document(text, path)
    yield from problems
    if policy is None:
        return
    if not isinstance(policy, dict) or policy.keys() - {"Version", "Id", "Statement"}:
        yield path, text, "want Version, Id and Statement"
        return
    if policy.get("Version", "2008-10-17") not in ("2012-10-17", "2008-10-17"):
        yield f"{path}.Version", policy["Version"], "want 2012-10-17"
    statements = listed(policy.get("Statement"))
    if not statements:
        yield f"{path}.Statement", statements, "want a statement"
    for sid in repeated([s["Sid"] for s in statements if "Sid" in s]):
        yield f"{path}.Statement", sid, "two statements have one Sid"
    for i, s in enumerate(statements):
        yield from statement(f"{path}.Statement[{i}]", s, kind, call)


def statement(path, s, kind, call):
    known = {
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    }
    for key in s.keys() - known:
        yield f"{path}.{key}", s[key], "there is no such element"
    if s.get("Effect") not in ("Allow", "Deny"):
        yield f"{path}.Effect", s.get("Effect"), "want Allow or Deny"
    if "Sid" in s and kind != "resource" and not re.fullmatch(r"[A-Za-z0-9]*", s["Sid"]):
        yield f"{path}.Sid", s["Sid"], "want letters and digits"
    if ("Action" in s) == ("NotAction" in s):
        yield path, sorted(s), "want Action or NotAction"
    has_resource, has_principal = "Resource" in s or "NotResource" in s, "Principal" in s or "NotPrincipal" in s
    if kind == "identity" and (has_principal or not has_resource):
        yield path, sorted(s), "a policy of an identity has resources and no principal"
    if kind == "trust" and (has_resource or not has_principal):
        yield path, sorted(s), "a trust policy has principals and no resource"
    if kind == "resource" and not has_principal:
        yield path, sorted(s), "a policy of a resource has principals"
    if kind == "resource" and call.service in ("s3", "sns", "sqs") and not has_resource:
        yield path, sorted(s), "want a Resource"
    for key in ("Action", "NotAction", "Resource", "NotResource"):
        if key in s and (not listed(s[key]) or not all(isinstance(v, str) and v for v in listed(s[key]))):
            yield f"{path}.{key}", s[key], "want texts, one at least"
    for action in listed(s.get("Action")) + listed(s.get("NotAction")):
        if not re.fullmatch(r"\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+", action):
            yield f"{path}.Action", action, "want service:action"
        elif kind == "trust" and not action.lower().startswith("sts:"):
            yield f"{path}.Action", action, "a trust policy has actions of STS alone"
    for resource in listed(s.get("Resource")) + listed(s.get("NotResource")):
        if not re.fullmatch(
            r"\*|arn:(aws[a-z-]*|\*):[a-z0-9*?-]+:[a-z0-9*?-]*:(\d{12}|aws|[\d*?]*|\$\{[^}]+\}):.+", resource
        ):
            yield f"{path}.Resource", resource, "want an ARN or *"
    for operator, keys in s.get("Condition", {}).items():
        if not OPERATOR.fullmatch(operator):
            yield f"{path}.Condition.{operator}", keys, "there is no such operator"
        for key, values in keys.items():
            if not re.fullmatch(r"[A-Za-z0-9-]+:[A-Za-z0-9_./:${}-]+|[a-z0-9.-]+(/id/\w+)?:(aud|sub|amr|\w+)", key):
                yield f"{path}.Condition.{operator}.{key}", values, "want prefix:name"
            if not listed(values):
                yield f"{path}.Condition.{operator}.{key}", values, "want a value"
            if operator.endswith("Bool") and any(str(v).lower() not in ("true", "false") for v in listed(values)):
                yield f"{path}.Condition.{operator}.{key}", values, "want true or false"
    principal = s.get("Principal", s.get("NotPrincipal"))
    if principal is not None and principal != "*":
        if not isinstance(principal, dict) or principal.keys() - {"AWS", "Service", "Federated", "CanonicalUser"}:
            yield f"{path}.Principal", principal, "want AWS, Service, Federated or *"
            return
        for value in listed(principal.get("Service")):
            if not re.fullmatch(r"[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|aws\.internal|amazon\.com)", value):
                yield f"{path}.Principal.Service", value, "want a service's principal"
        for value in listed(principal.get("AWS")):
            if not re.fullmatch(r"\*|\d{12}|arn:aws[a-z-]*:(iam|sts)::(\d{12}|cloudfront):.+|A[A-Z0-9]{15,}", value):
                yield f"{path}.Principal.AWS", value, "want an account, an ARN or *"


@on(*IDENTITY, *TRUST, *RESOURCE, source=LIMITS)
def policy_size(call, world):
    path, text, kind = policy_of(call)
    if text is None:
        return
    name, size = f"{call.service}:{call.operation}", len(re.sub(r"\s", "", text))
    most = {
        "iam:PutRolePolicy": 10240,
        "iam:PutUserPolicy": 2048,
        "iam:PutGroupPolicy": 5120,
        "iam:CreatePolicy": 6144,
        "iam:CreatePolicyVersion": 6144,
        "s3:PutBucketPolicy": 20480,
        "sns:SetTopicAttributes": 30720,
        "secretsmanager:PutResourcePolicy": 20480,
        "kms:CreateKey": 32768,
    }.get(name)
    if kind == "trust":
        most = 2048  # the default quota; 4096 on request
    if name == "iam:PutRolePolicy":  # all inline policies of the role together
        own = world.inline.get(call.params["RoleName"], {})
        size += sum(n for other, n in own.items() if other != call.params["PolicyName"])
    if most and size > most:
        yield path, size, f"want at most {most} characters"
