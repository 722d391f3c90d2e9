"""What the emulator does otherwise than AWS, so that a request which AWS would never get looks wrong."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Artefact:
    name: str
    what: str
    why: str
    source: str
    explains: object  # whether it explains a finding: (call, rule, path, value) → bool


ARTEFACTS = [
    Artefact(
        "http-listener-has-a-tls-policy",
        "elbv2:ModifyListener sends SslPolicy with Protocol HTTP",
        "moto says that an HTTP listener has ELBSecurityPolicy-2016-08, and the provider sends back what it read",
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html",
        lambda call, rule, path, value: (
            rule == "listener-fields"
            and path == ".Certificates"
            and call.name == "elbv2:ModifyListener"
            and value == "ELBSecurityPolicy-2016-08"
        ),
    ),
]


def artefact_of(call, rule, path, value):
    return next((a.name for a in ARTEFACTS if a.explains(call, rule, path, value)), "")
