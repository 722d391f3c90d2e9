package evalgate

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var baseline = rules.Rule{
	ID:     "evalgate-baseline",
	Judges: "A baseline has cases that ran.",
	Why:    "There is nothing to compare with otherwise, and every result would pass.",
}
