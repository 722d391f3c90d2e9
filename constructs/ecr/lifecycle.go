package ecr

import "github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"

// lifecycle are the rules that delete images. ECR does not know what runs: only what is pushed later tells that an
// image is out of use. Therefore tagged images are counted. By age, a service that nobody deployed for a while would
// lose the image that it runs, and the next task that ECS starts, to scale out or to replace one that died, would find
// nothing to pull (https://github.com/aws/containers-roadmap/issues/1078).
//
// An image belongs to the first rule that selects it, so the narrow rules come first
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html).
func (c config) lifecycle() []any {
	keep := optional.Or(c.KeepImages, DefaultKeepImages)
	ephemeral := optional.Or(c.EphemeralDays, DefaultEphemeralDays)
	var rules []any
	add := func(description string, selection map[string]any) {
		rules = append(rules, map[string]any{
			"rulePriority": len(rules) + 1,
			"description":  description,
			"selection":    selection,
			"action":       map[string]any{"type": "expire"},
		})
	}
	// a rule each: several patterns in one select only images that match all of them
	for _, prefix := range optional.Texts(c.EphemeralTagPrefixes) {
		add("ephemeral images, by age", byAge(tagged(prefix+"*"), ephemeral))
	}
	if c.mutability == TagImmutable {
		// Such an image never had a tag, as a push that broke off, or somebody took its tag away. The parts of a
		// multi-architecture image have none either, but ECR keeps them as long as the image itself.
		add("images without a tag, by age", byAge(untagged(), optional.Or(c.UntaggedDays, DefaultUntaggedDays)))
	} else {
		add("all but the newest images without a tag", byCount(untagged(), keep)) // what runs may be among them
	}
	add("all but the newest tagged images", byCount(tagged("*"), keep))
	return rules
}

func tagged(pattern string) map[string]any {
	return map[string]any{"tagStatus": "tagged", "tagPatternList": []any{pattern}}
}

func untagged() map[string]any { return map[string]any{"tagStatus": "untagged"} }

func byAge(selection map[string]any, days float64) map[string]any {
	selection["countType"], selection["countUnit"], selection["countNumber"] = "sinceImagePushed", "days", days
	return selection
}

func byCount(selection map[string]any, keep float64) map[string]any {
	selection["countType"], selection["countNumber"] = "imageCountMoreThan", keep
	return selection
}
