package whole

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var applied = rules.Rule{
	ID:     "whole-apply-role",
	Judges: "What a stack holds can be made by the role that applies it: its types, its names, the boundary of its roles.",
	Why:    "AWS refuses the rest, and the first apply ends halfway.",
	Source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
}
