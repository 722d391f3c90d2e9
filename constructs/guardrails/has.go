package guardrails

import "github.com/fargate-ai/fargate-ai-service/constructs/internal/check"

// Has reports whether the guardrails have an alarm of that kind, which is then called NAME-KIND.
func (p Props) Has(kind AlarmKind) bool {
	for _, a := range p.resolve(check.Number).alarms {
		if a.kind == kind {
			return true
		}
	}
	return false
}
