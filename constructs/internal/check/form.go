package check

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

// Form is the rule that a value of a wrong form breaks: [rules.Invalid], or [rules.Required] where there is no value.
func Form(value string) rules.Rule {
	if value == "" {
		return rules.Required
	}
	return rules.Invalid
}
