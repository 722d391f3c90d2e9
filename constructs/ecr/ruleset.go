package ecr

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	// the lifecycle of images

	untaggedAge = rules.Rule{
		ID:     "ecr-untagged-age",
		Judges: "Images without a tag are deleted by age only where tags do not move.",
		Why:    "An image that runs loses its tag when the tag is pushed again, and ECR does not know that it runs.",
		Source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
	}
	ephemeralAge = rules.Rule{
		ID:     "ecr-ephemeral-age",
		Judges: "An age of ephemeral images goes with the prefixes of their tags.",
		Why:    "Without prefixes it would apply to no image.",
		Source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html",
	}

	// lists and references

	sameRepository = rules.Rule{
		ID:     "ecr-same-repository",
		Judges: "The URL and the ARN of a repository name the same one.",
		Why:    "Tasks would pull from a repository that their role may not read.",
	}
)
