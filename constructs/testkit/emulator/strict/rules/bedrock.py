"""Bedrock."""

from .rule import DOUBT, on


# Regions with the model itself; everywhere else it is called through a profile of several regions.
ON_DEMAND = {f"amazon.nova-{size}-v1:0": {"us-east-1", "us-gov-west-1"} for size in ("micro", "lite", "pro")}


@on("bedrock:CreateInferenceProfile", source="bedrock/latest/userguide/batch-inference-supported.html", level=DOUBT)
def model_is_there(call, world):
    """Invocation of model ID ... with on-demand throughput isn't supported."""
    source = call.params["modelSource"].get("copyFrom", "")
    model = source.partition("::foundation-model/")[2]
    if call.region not in ON_DEMAND.get(model, {call.region}):
        yield (
            ".modelSource.copyFrom",
            source,
            f"{call.region} has the model only in a profile such as eu.{model}: calls fail",
        )
