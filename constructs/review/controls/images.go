package controls

import "github.com/fargate-ai/fargate-ai-service/constructs/review"

var ofRepositories = words("aws_ecr_repository")

// images are the controls of repositories.
var images = []Control{
	{ID: "ecr-scan", Tier: Default, Severity: review.High,
		Holds: "Images are scanned when they are pushed", Remedy: "set scan_on_push", Source: securityHub("ECR.1"),
		Answers: words("ECR.1 CKV_AWS_163 AWS-0030 9630336b"), Types: ofRepositories, OptOut: "image-scan",
		Prop: "ecr.Props.ScanOnPush", judge: protected("image-scan", "image_scanning_configuration.scan_on_push")},
	{ID: "ecr-immutable-tags", Tier: Default, Severity: review.Medium,
		Holds:  "A tag is not pushed again, to another image: image_tag_mutability is IMMUTABLE",
		Remedy: "set image_tag_mutability to IMMUTABLE", Source: securityHub("ECR.2"),
		Answers: words("ECR.2 CKV_AWS_51 AWS-0031 d1846b12"), Types: ofRepositories, OptOut: "immutable-tags",
		Prop: "ecr.Props.ImageTagMutability", judge: protected("immutable-tags", "image_tag_mutability")},
	{ID: "ecr-lifecycle", Tier: Must, Severity: review.Medium,
		Holds: "Images that nobody runs go, by a lifecycle policy", Remedy: "add aws_ecr_lifecycle_policy for the repository",
		Source: securityHub("ECR.3"), Answers: words("ECR.3"), Types: ofRepositories,
		judge: companion("aws_ecr_lifecycle_policy", "repository", "there is no aws_ecr_lifecycle_policy of it",
			attribute("policy", given))},
	{ID: "ecr-private", Tier: Must, Severity: review.Critical,
		Holds: "No policy of a repository lets everyone in", Remedy: "name the accounts that may pull",
		Source:  "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
		Answers: words("CKV_AWS_32 AWS-0032 e86e26fc"), Types: words("aws_ecr_repository_policy aws_ecr_registry_policy"),
		judge: risk("public-resource-policy")},
	{ID: "ecr-kept-images", Tier: Default, Severity: review.Low,
		Holds: "A destroy does not delete images: force_delete is off", Remedy: "unset force_delete",
		Source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-delete.html",
		Types:  ofRepositories, OptOut: "kept-images", Prop: "ecr.Props.ForceDelete",
		judge: protected("kept-images", "force_delete")},
	{ID: "ecr-own-key", Tier: Production, Severity: review.Medium,
		Holds:  "Images are encrypted with a key of the account",
		Remedy: "set encryption_configuration to KMS with a key, on the first day: later it replaces the repository",
		Source: securityHub("ECR.5"), Answers: words("ECR.5 CKV_AWS_136 AWS-0033 0e32d561"), Types: ofRepositories,
		OptOut: "own-image-key", Prop: "ecr.Props.KMSKeyARN", judge: protected("own-image-key",
			"encryption_configuration.encryption_type")},
}
