"""Where calls carry policies of IAM, and what a policy is of: an identity, a role's trust, or a resource."""

from .values import document, listed

IDENTITY = (
    "iam:PutRolePolicy",
    "iam:CreatePolicy",
    "iam:CreatePolicyVersion",
    "iam:PutUserPolicy",
    "iam:PutGroupPolicy",
)

TRUST = ("iam:CreateRole", "iam:UpdateAssumeRolePolicy")

RESOURCE = {  # operation: how to find the policy, and what its actions belong to
    "s3:PutBucketPolicy": (lambda p: p.get("Policy"), "s3"),
    "sns:SetTopicAttributes": (
        lambda p: p.get("AttributeValue") if p.get("AttributeName") == "Policy" else None,
        "sns",
    ),
    "sns:CreateTopic": (lambda p: p.get("Attributes", {}).get("Policy"), "sns"),
    "sqs:SetQueueAttributes": (lambda p: p.get("Attributes", {}).get("Policy"), "sqs"),
    "sqs:CreateQueue": (lambda p: p.get("Attributes", {}).get("Policy"), "sqs"),
    "ecr:SetRepositoryPolicy": (lambda p: p.get("policyText"), "ecr"),
    "secretsmanager:PutResourcePolicy": (lambda p: p.get("ResourcePolicy"), "secretsmanager"),
    "kms:PutKeyPolicy": (lambda p: p.get("Policy"), "kms"),
    "kms:CreateKey": (lambda p: p.get("Policy"), "kms"),
    "logs:PutResourcePolicy": (lambda p: p.get("policyDocument"), "logs"),
    "efs:PutFileSystemPolicy": (lambda p: p.get("Policy"), "elasticfilesystem"),
    "ec2:CreateVpcEndpoint": (lambda p: p.get("PolicyDocument"), None),
    "ec2:ModifyVpcEndpoint": (lambda p: p.get("PolicyDocument"), None),
}


def policy_of(call):
    """Where a call has its policy, its text, and what it is of."""
    if call.name in IDENTITY:
        return ".PolicyDocument", call.params.get("PolicyDocument"), "identity"
    if call.name in TRUST:
        key = "AssumeRolePolicyDocument" if "AssumeRolePolicyDocument" in call.params else "PolicyDocument"
        return f".{key}", call.params.get(key), "trust"
    return ".Policy", RESOURCE[call.name][0](call.params), "resource"


def trusted(text):
    """The services that a trust policy lets take its role, without their domains: "states" of states.amazonaws.com."""
    policy, _ = document(text, "")
    for s in statements_of(policy):
        principal = s.get("Principal")
        if s.get("Effect") == "Allow" and isinstance(principal, dict):
            yield from (service.split(".")[0] for service in listed(principal.get("Service")))


def statements_of(policy):
    return [s for s in listed(policy.get("Statement")) if isinstance(s, dict)] if isinstance(policy, dict) else []
