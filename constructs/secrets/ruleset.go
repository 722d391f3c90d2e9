package secrets

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	// names

	nameSuffix = rules.Rule{
		ID:     "secrets-name-suffix",
		Judges: "The name of a secret that is named without its ARN does not end with a hyphen and six letters or digits.",
		Why:    "Secrets Manager takes that end for the suffix of an ARN, and does not find the secret.",
		Source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen",
	}

	// parts of a value

	parameterParts = rules.Rule{
		ID:     "secrets-parameter-parts",
		Judges: "A JSON key, version stage or version id belongs to a secret of Secrets Manager.",
		Why:    "ECS takes a parameter of Parameter Store as a whole.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html",
	}
	waiverReason = rules.Rule{
		ID:     "secrets-waiver-reason",
		Judges: "Whoever says that a text is no credential says in words what it is.",
		Why:    "A waiver without a reason cannot be judged by whoever reviews it.",
	}
)
