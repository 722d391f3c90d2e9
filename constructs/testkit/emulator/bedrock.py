"""Bedrock: application inference profiles. Tags are moto's own."""

from urllib.parse import unquote
from uuid import uuid4

from moto.bedrock.models import BedrockBackend
from moto.bedrock.responses import BedrockResponse
from moto.core.utils import utcnow

from .gaps import ActionResult, EmptyResult, Record, add_actions, find, records


def create_inference_profile(self):
    identifier = uuid4().hex[:12]
    owner = f"{self.region}:{self.current_account}"
    arn = f"arn:{self.partition}:bedrock:{owner}:application-inference-profile/{identifier}"
    profile = Record(
        inferenceProfileName=self._get_param("inferenceProfileName"),
        description=self._get_param("description"),
        inferenceProfileArn=arn,
        inferenceProfileId=identifier,
        models=[{"modelArn": self._get_param("modelSource")["copyFrom"]}],
        status="ACTIVE",
        type="APPLICATION",
        createdAt=utcnow(),
        updatedAt=utcnow(),
    )
    records(self.bedrock_backend, "inference_profile")[identifier] = profile
    self.bedrock_backend.tag_resource(arn, self._get_param("tags") or [])
    return ActionResult({"inferenceProfileArn": arn, "status": "ACTIVE"})


def identifier_of(response):
    """The path ends in the profile's id or its ARN, which ends in the id."""
    return unquote(response.path).split("/")[-1]


def get_inference_profile(self):
    return ActionResult(find(records(self.bedrock_backend, "inference_profile"), identifier_of(self)))


def list_inference_profiles(self):
    profiles = records(self.bedrock_backend, "inference_profile")
    return ActionResult({"inferenceProfileSummaries": list(profiles.values())})


def delete_inference_profile(self):
    kept = records(self.bedrock_backend, "inference_profile")
    del kept[find(kept, identifier_of(self))["inferenceProfileId"]]
    return EmptyResult()


def install():
    arns = BedrockBackend._list_arns

    def _list_arns(self):  # what may be tagged
        return arns(self) + [p["inferenceProfileArn"] for p in records(self, "inference_profile").values()]

    BedrockBackend._list_arns = _list_arns
    add_actions(
        BedrockResponse,
        create_inference_profile,
        get_inference_profile,
        list_inference_profiles,
        delete_inference_profile,
    )
