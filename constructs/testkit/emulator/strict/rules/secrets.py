"""Secrets Manager and Parameter Store."""

import re

from .rule import DOUBT, on
from .values import like, within


@on("secretsmanager:CreateSecret", source="secretsmanager/latest/apireference/API_CreateSecret.html")
def secret_characters(p):
    yield from like(".Name", p["Name"], r"[A-Za-z0-9/_+=.@-]{1,512}", "letters, digits and /_+=.@-")


@on("secretsmanager:CreateSecret", source="secretsmanager/latest/userguide/troubleshoot.html", level=DOUBT)
def secret_suffix(p):
    """A name that ends like the six characters that AWS appends confuses a search by a part of the ARN."""
    if re.search(r"-[A-Za-z0-9]{6}$", p["Name"]):
        yield ".Name", p["Name"], "ends in a hyphen and six characters"


@on("secretsmanager:DeleteSecret", source="secretsmanager/latest/apireference/API_DeleteSecret.html")
def secret_recovery(p):
    if "RecoveryWindowInDays" in p:
        yield from within(".RecoveryWindowInDays", p["RecoveryWindowInDays"], 7, 30)
        if p.get("ForceDeleteWithoutRecovery"):
            yield ".ForceDeleteWithoutRecovery", True, "excludes a recovery window"


@on("ssm:PutParameter", source="systems-manager/latest/userguide/sysman-paramstore-su-create.html")
def parameter_name(p):
    yield from like(
        ".Name",
        p["Name"],
        r"(?i)(?!/?(aws|ssm))(/?[A-Za-z0-9_.-]+)(/[A-Za-z0-9_.-]+){0,14}",
        "letters, digits, _.- in at most 15 levels, not aws or ssm",
    )
    if "/" in p["Name"] and not p["Name"].startswith("/"):
        yield ".Name", p["Name"], "a name with levels begins with /"
    if p.get("Tier", "Standard") == "Standard" and len(p["Value"].encode()) > 4096:
        yield ".Value", len(p["Value"]), "want at most 4 KB"
