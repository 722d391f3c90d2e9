package bedrock

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	wildcard = rules.Rule{
		ID:     "bedrock-wildcard",
		Judges: "Models and profiles are named without wildcards.",
		Why:    "A wildcard grants all that it matches, also the dearest models and those of tomorrow.",
	}
	modelPrefix = rules.Rule{
		ID:     "bedrock-model-prefix",
		Judges: "The id of a model has no geographic prefix.",
		Why:    "With one it is the id of an inference profile, which needs other permissions.",
		Source: "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html",
	}
	profileRegion = rules.Rule{
		ID:     "bedrock-profile-region",
		Judges: "An inference profile can be called from the region of the stack.",
		Why:    "Bedrock refuses calls from a region that is not among the profile's sources.",
		Source: "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html",
	}
	knownProvider = rules.Rule{
		ID:     "bedrock-known-provider",
		Judges: "The provider in a model's id is not a slip of the pen for one that Bedrock has.",
		Why:    "IAM takes any name, and every call would fail.",
		Source: "https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html",
	}
	arnKind = rules.Rule{
		ID:     "bedrock-arn-kind",
		Judges: "What can be named by its id, or as a profile, is not named by its ARN.",
		Why:    "Its other permissions, such as those of the models that a profile routes to, would be missing.",
		Source: "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html",
	}
)
