"""Guardrails of Bedrock."""

from .rule import on
from .values import repeated, within

GUARDRAIL = ("bedrock:CreateGuardrail", "bedrock:UpdateGuardrail")
POLICIES = (
    "topicPolicyConfig",
    "contentPolicyConfig",
    "wordPolicyConfig",
    "sensitiveInformationPolicyConfig",
    "contextualGroundingPolicyConfig",
    "automatedReasoningPolicyConfig",
)
API = "bedrock/latest/APIReference/"


@on(*GUARDRAIL, source="bedrock/latest/userguide/guardrails-components.html")
def guardrail_guards(p):
    if not any(p.get(policy) for policy in POLICIES):
        yield "", p["name"], "want one policy at least"


@on(*GUARDRAIL, source=API + "API_GuardrailContentFilterConfig.html")
def guardrail_filters(p):
    filters = p.get("contentPolicyConfig", {}).get("filtersConfig", [])
    for kind in repeated([each["type"] for each in filters]):
        yield ".contentPolicyConfig", kind, "twice"
    for each in filters:
        if each["type"] == "PROMPT_ATTACK" and each["outputStrength"] != "NONE":
            yield ".contentPolicyConfig", each, "PROMPT_ATTACK looks at inputs only: want outputStrength NONE"


@on(*GUARDRAIL, source=API + "API_GuardrailTopicConfig.html")
def guardrail_topics(p):
    topics = p.get("topicPolicyConfig", {}).get("topicsConfig", [])
    for name in repeated([topic["name"] for topic in topics]):
        yield ".topicPolicyConfig", name, "twice"


@on(*GUARDRAIL, source=API + "API_GuardrailPiiEntityConfig.html")
def guardrail_entities(p):
    sensitive = p.get("sensitiveInformationPolicyConfig", {})
    for kind in repeated([each["type"] for each in sensitive.get("piiEntitiesConfig", [])]):
        yield ".sensitiveInformationPolicyConfig.piiEntitiesConfig", kind, "twice"
    for name in repeated([each["name"] for each in sensitive.get("regexesConfig", [])]):
        yield ".sensitiveInformationPolicyConfig.regexesConfig", name, "twice"


@on(*GUARDRAIL, source="bedrock/latest/userguide/guardrails-contextual-grounding-check.html")
def guardrail_grounding(p):
    filters = p.get("contextualGroundingPolicyConfig", {}).get("filtersConfig", [])
    for kind in repeated([each["type"] for each in filters]):
        yield ".contextualGroundingPolicyConfig", kind, "twice"
    for each in filters:
        yield from within(".contextualGroundingPolicyConfig.threshold", each["threshold"], 0, 0.99)
