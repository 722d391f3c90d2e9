package image

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var fixedImage = rules.Rule{
	ID:     "image-fixed",
	Judges: "A reference to an image has a digest, or a tag that is not pushed again.",
	Why:    "Where the tag moves, nobody can tell which image runs, and a rollback may start the new one again.",
}
