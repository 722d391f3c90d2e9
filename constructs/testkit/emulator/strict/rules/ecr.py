"""Repositories of ECR."""

from .rule import on
from .values import document, one_of, repeated, within


@on("ecr:CreateRepository", source="AmazonECR/latest/APIReference/API_CreateRepository.html")
def repository_tags(p):
    if p.get("imageTagMutability", "").endswith("_WITH_EXCLUSION") != bool(p.get("imageTagMutabilityExclusionFilters")):
        yield ".imageTagMutability", p.get("imageTagMutability"), "exclusion filters go with _WITH_EXCLUSION"
    encryption = p.get("encryptionConfiguration", {})
    if "kmsKey" in encryption and not encryption["encryptionType"].startswith("KMS"):
        yield ".encryptionConfiguration.kmsKey", encryption["kmsKey"], "only with KMS"


@on("ecr:PutLifecyclePolicy", source="AmazonECR/latest/userguide/lifecycle_policy_parameters.html")
def repository_lifecycle(p):
    policy, problems = document(p["lifecyclePolicyText"], ".lifecyclePolicyText")
    yield from problems
    if not policy:
        return
    rules = policy.get("rules", [])
    if policy.keys() != {"rules"} or not 1 <= len(rules) <= 50:
        yield ".rules", len(rules), "want 1 to 50 rules"
    for n in repeated([r.get("rulePriority") for r in rules]):
        yield ".rulePriority", n, "twice"
    last = max((r["rulePriority"] for r in rules), default=0)
    for status in ("any", "untagged"):
        if (
            len(
                [
                    r
                    for r in rules
                    if r["selection"].get("tagStatus") == status
                    and r["selection"].get("storageClass", "standard") == "standard"
                ]
            )
            > 1
        ):
            yield ".tagStatus", status, "want one rule"
    for i, r in enumerate(rules):
        at, s = f".rules[{i}]", r["selection"]
        if r.keys() - {"rulePriority", "description", "selection", "action"}:
            yield at, sorted(r), "there is no such field"
        if s.get("tagStatus") == "any" and r["rulePriority"] != last:
            yield at, r["rulePriority"], "a rule for any image has the highest priority number"
        yield from one_of(f"{at}.tagStatus", s.get("tagStatus"), ["tagged", "untagged", "any"])
        lists = [k for k in ("tagPatternList", "tagPrefixList") if k in s]
        if (s.get("tagStatus") == "tagged") != (len(lists) == 1):
            yield at, lists, "tagged has tagPatternList or tagPrefixList, the others have none"
        for pattern in s.get("tagPatternList", []):
            if pattern.count("*") > 4:
                yield at, pattern, "want at most four *"
        yield from one_of(
            f"{at}.countType",
            s.get("countType"),
            ["imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"],
        )
        if (s.get("countType") == "imageCountMoreThan") == ("countUnit" in s):
            yield at, s, "countUnit goes with since"
        yield from within(f"{at}.countNumber", s.get("countNumber"), 1, 1e9)
        yield from one_of(f"{at}.action", r.get("action", {}).get("type"), ["expire", "transition"])


@on("ecr:DeleteRepository", source="AmazonECR/latest/APIReference/API_DeleteRepository.html")
def repository_is_empty(call, world):
    images = world.images.get(call.params["repositoryName"])
    if images and not call.params.get("force"):
        yield ".repositoryName", call.params["repositoryName"], f"RepositoryNotEmpty: {len(images)} images are in it"
