package configuration

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	// content

	fileContent = rules.Rule{
		ID:     "configuration-content",
		Judges: "The content of a file is readable text of at most 1 MiB.",
		Why:    "Terraform keeps it as text in plan and state.",
	}
	fileForm = rules.Rule{
		ID:     "configuration-form",
		Judges: "A file is what its name says: JSON, YAML or lines NAME=VALUE.",
		Why:    "The code would fail at it when a task starts, after a plan that looked well.",
	}
	fileCredential = rules.Rule{
		ID:     "configuration-credential",
		Judges: "A file holds no credential.",
		Why:    "Its content shows in the plan, in the state, and to everybody who may read the bucket.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
	}

	// the way to the code

	fileReader = rules.Rule{
		ID:     "configuration-reader",
		Judges: "A file is told to the code by a variable for its bucket and one for its key, or is read by ECS.",
		Why:    "Otherwise nobody would find it, and nothing would be deployed when it changes.",
	}
	environmentFile = rules.Rule{
		ID:     "configuration-environment-file",
		Judges: "A file that ECS reads as variables has a name that ends with .env.",
		Why:    "ECS reads no other.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html",
	}

	// the bucket

	bucketOwner = rules.Rule{
		ID:     "configuration-bucket-owner",
		Judges: "Settings of the bucket are stated only where it is made here.",
		Why:    "The owner of an existing bucket decides on them, and they would be ignored.",
	}
	keyNotAlias = rules.Rule{
		ID:     "configuration-key",
		Judges: "The key that encrypts the bucket is named by its own ARN.",
		Why:    "The permission to decrypt with it needs the key; a policy knows no alias.",
		Source: "https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html",
	}
)
