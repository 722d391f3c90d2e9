"""Listeners of Application Load Balancers and their rules."""

from ..world import balancer_of, groups_of
from .rule import on
from .values import like, listed, one_of, repeated, within
from .load_balancers import API

LISTENER = r"routing\.http\.(request\.x_amzn_(mtls|tls)[a-z_]+\.header_name|response\.[a-z_]+\.(header_value|enabled))"


@on("elbv2:CreateListener", "elbv2:ModifyListener", source=API + "API_CreateListener.html")
def listener_fields(p):
    if "/app/" not in p.get("LoadBalancerArn", p.get("ListenerArn")):
        return
    if "Protocol" in p:
        yield from one_of(".Protocol", p["Protocol"], ["HTTP", "HTTPS"])
    if p.get("Protocol") == "HTTPS" and len(p.get("Certificates", [])) != 1:
        yield ".Certificates", p.get("Certificates"), "HTTPS needs one certificate"
    if p.get("Protocol") == "HTTP" and (p.get("Certificates") or p.get("SslPolicy")):
        yield ".Certificates", p.get("SslPolicy"), "HTTP has no certificate or policy"
    if "SslPolicy" in p:
        yield from like(
            ".SslPolicy",
            p["SslPolicy"],
            r"ELBSecurityPolicy-(2016-08|TLS-1-[12]-.*|TLS13-1-[0-3]-.*|FS-.*)",
            "a policy that exists",
        )
    if "Port" in p:
        yield from within(".Port", p["Port"], 1, 65535)
    yield from actions(p.get("DefaultActions"), ".DefaultActions", p.get("Protocol"))


def actions(given, path, protocol=None):
    last = [a for a in listed(given) if a["Type"] in ("forward", "redirect", "fixed-response")]
    if given is not None and len(last) != 1:
        yield path, given, "want exactly one forward, redirect or fixed response"
    orders = [a["Order"] for a in listed(given) if "Order" in a]
    if repeated(orders) or (last and len(orders) == len(given) and last[0]["Order"] != max(orders)):
        yield path, orders, "the last action answers; each has its own order"
    for a in listed(given):
        if a["Type"].startswith("authenticate") and protocol == "HTTP":
            yield path, a["Type"], "needs HTTPS"
        if a["Type"] == "forward":
            groups = a.get("ForwardConfig", {}).get("TargetGroups", [])
            if not a.get("TargetGroupArn") and not 1 <= len(groups) <= 5:
                yield path, a, "want one target group, or up to five with weights"
            if groups and a.get("TargetGroupArn") and [g["TargetGroupArn"] for g in groups] != [a["TargetGroupArn"]]:
                yield path, a, "TargetGroupArn and ForwardConfig must say the same"
            for g in groups:
                yield from within(path + ".Weight", g.get("Weight", 1), 0, 999)
        if a["Type"] == "fixed-response":
            fixed = a["FixedResponseConfig"]
            yield from like(path + ".StatusCode", fixed["StatusCode"], r"[245]\d\d", "2XX, 4XX or 5XX")
            types = ["text/plain", "text/css", "text/html", "application/javascript", "application/json"]
            if fixed.get("MessageBody"):
                yield from one_of(path + ".ContentType", fixed.get("ContentType"), types)
                if len(fixed["MessageBody"]) > 1024:
                    yield path + ".MessageBody", fixed["MessageBody"], "want at most 1024 characters"
        if a["Type"] == "redirect":
            r = a["RedirectConfig"]
            if (
                r.get("Host", "#{host}"),
                r.get("Path", "/#{path}"),
                r.get("Port", "#{port}"),
                r.get("Protocol", "#{protocol}"),
            ) == ("#{host}", "/#{path}", "#{port}", "#{protocol}"):
                yield path, r, "redirects to itself"
            yield from like(path + ".Path", r.get("Path", "/#{path}"), r"/.*", "a path")


@on("elbv2:CreateRule", "elbv2:ModifyRule", source="elasticloadbalancing/latest/application/load-balancer-limits.html")
def listener_rule(p):
    if "Priority" in p:
        yield from within(".Priority", p["Priority"], 1, 50000)
    values = 0
    fields = [c["Field"] for c in p.get("Conditions", [])]
    for field in repeated([f for f in fields if f not in ("http-header", "query-string")]):
        yield ".Conditions", field, "one condition of each of these fields"
    if p.get("Conditions") == []:
        yield ".Conditions", [], "want a condition"
    wildcards = 0
    for i, c in enumerate(p.get("Conditions", [])):
        config = next((v for k, v in c.items() if k.endswith("Config")), {})
        own = listed(c.get("Values")) + listed(config.get("Values"))
        values += len(own)
        at = f".Conditions[{i}]"
        if not own:
            yield at, c, "want a value"
        for v in own:
            text = v if isinstance(v, str) else v.get("Key", "") + v["Value"]
            wildcards += text.count("*") + text.count("?")
            if len(text) > 128 and c["Field"] != "source-ip":
                yield at, v, "want at most 128 characters"
            if c["Field"] == "host-header":
                yield from like(at, v, r"[A-Za-z0-9.*?_-]+", "a name with . and a letter after the last one")
            if c["Field"] == "path-pattern":
                yield from like(at, v, r"""[A-Za-z0-9_\-.$/~"'@:+&*?]+""", "letters, digits and _-.$/~\"'@:+&*?")
            if c["Field"] == "source-ip":
                yield from like(at, v, r"[0-9a-fA-F.:]+/\d{1,3}", "a range, such as 192.0.2.0/24")
            if c["Field"] == "http-request-method":
                yield from like(at, v, r"[A-Z_-]{1,40}", "upper case")
        if c["Field"] == "http-header":
            yield from like(
                at,
                config.get("HttpHeaderName"),
                r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,40}",
                "the name of a header, 40 characters at most",
            )
            if str(config.get("HttpHeaderName")).lower() == "host":
                yield at, "host", "use host-header"
    if values > 5:
        yield ".Conditions", values, "a rule has at most 5 values"
    if wildcards > 6:
        yield ".Conditions", wildcards, "a rule has at most 6 wildcards"
    yield from actions(p.get("Actions"), ".Actions")


@on("elbv2:CreateRule", source=API + "API_CreateRule.html")
def rule_priority_is_free(call, world):
    if call.params["Priority"] in world.priorities(call.params["ListenerArn"]):
        yield ".Priority", call.params["Priority"], "another rule of the listener has it"


@on("elbv2:CreateRule", "elbv2:CreateListener", source=API + "API_CreateRule.html")
def one_load_balancer_a_target_group(call, world):
    """Target groups ... cannot be associated with more than one load balancer."""
    arn = call.params.get("ListenerArn") or call.params.get("LoadBalancerArn")
    for group in groups_of(call.params.get("Actions") or call.params.get("DefaultActions")):
        others = world.balancers_of(group) - {balancer_of(arn)}
        if others:
            yield ".Actions", group, f"the target group belongs to {others}"


@on("elbv2:ModifyListenerAttributes", source=API + "API_ListenerAttribute.html")
def listener_attributes(p):
    if "/app/" not in p["ListenerArn"]:
        return
    for a in p["Attributes"]:
        yield from like(".Attributes", a["Key"], LISTENER, "an attribute that exists")


@on("elbv2:CreateListener", "elbv2:ModifyListener", source=API + "API_MutualAuthenticationAttributes.html")
def listener_client_certificates(call, world):
    asked = call.params.get("MutualAuthentication", {})
    mode, store = asked.get("Mode", "off"), asked.get("TrustStoreArn")
    yield from one_of(".MutualAuthentication.Mode", mode, ["off", "passthrough", "verify"])
    if mode != "off" and call.params.get("Protocol", "HTTPS") != "HTTPS":
        yield ".MutualAuthentication.Mode", mode, "needs HTTPS"
    if (mode == "verify") != bool(store):
        yield ".MutualAuthentication.TrustStoreArn", store, "verify has a trust store, the other modes have none"
    elif store and store not in world.trust_stores:
        yield ".MutualAuthentication.TrustStoreArn", store, "no such trust store yet"


@on("elbv2:CreateListener", "elbv2:CreateRule", source=API + "API_AuthenticateOidcActionConfig.html")
def listener_login(p):
    for action in p.get("DefaultActions") or p.get("Actions") or []:
        for kind in ("AuthenticateOidcConfig", "AuthenticateCognitoConfig"):
            config, at = action.get(kind, {}), f".{kind}"
            for name in ("Issuer", "AuthorizationEndpoint", "TokenEndpoint", "UserInfoEndpoint"):
                if name in config:
                    yield from like(f"{at}.{name}", config[name], r"https://[^/?#]+.*", "https://")
            yield from within(f"{at}.SessionTimeout", config.get("SessionTimeout", 604800), 1, 604800)
            if len(config.get("AuthenticationRequestExtraParams", {})) > 10:
                yield f"{at}.AuthenticationRequestExtraParams", len(config), "want at most ten"
            if kind == "AuthenticateOidcConfig" and config:
                kept = config.get("UseExistingClientSecret", False)
                if kept == ("ClientSecret" in config):
                    yield f"{at}.ClientSecret", None, "want one, or UseExistingClientSecret"


@on("elbv2:CreateTrustStore", source=API + "API_CreateTrustStore.html")
def trust_store_bundle_exists(call, world):
    p = call.params
    bucket, key = p["CaCertificatesBundleS3Bucket"], p["CaCertificatesBundleS3Key"]
    if bucket in world.buckets and key not in world.objects[bucket]:
        yield ".CaCertificatesBundleS3Key", key, "the bucket has no such object yet"


@on("elbv2:DeleteTrustStore", source=API + "API_DeleteTrustStore.html")
def trust_store_is_free(call, world):
    users = [arn for arn, store in world.verified.items() if store == call.params["TrustStoreArn"]]
    if users:
        yield ".TrustStoreArn", call.params["TrustStoreArn"], f"TrustStoreInUse: {users}"


@on("elbv2:DeleteTargetGroup", source=API + "API_DeleteTargetGroup.html")
def target_group_is_free(call, world):
    if call.params["TargetGroupArn"] in world.attached_target_groups():
        yield ".TargetGroupArn", call.params["TargetGroupArn"], "ResourceInUse: a listener or a rule forwards to it"
