package cutover

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func (p *Props) healthProblems(ps *rules.Mistakes) {
	if h := p.HealthCheck; h != nil {
		h.problems(ps, "healthCheck", p.Domain)
		if h.Host == "" && p.VerificationName == "" {
			ps.Break(rules.Required, "verificationName", "nothing with healthCheck", "a name that leads to the new side only",
				"the service answers no other, such as that of its load balancer; or state healthCheck.host")
		}
		private(ps, "healthCheck", p.New.Host)
	}
	if h := p.Old.HealthCheck; h != nil {
		h.problems(ps, "old.healthCheck", p.Domain)
		if n := len(optional.Texts(p.Old.IPAddresses)); n > 1 || token.IsList(p.Old.IPAddresses) {
			ps.Break(checkedHost, "old.healthCheck", "one for several addresses", "one address",
				"it would be healthy or not for all of them; leave it out, or state one address")
		}
		private(ps, "old.healthCheck", p.Old.Host)
	}
}

func private(ps *rules.Mistakes, path, host string) {
	if strings.HasPrefix(canonical(host), "internal-") {
		ps.Break(checkedHost, path, "one of an internal load balancer", "nothing",
			"Route 53 asks from the internet; the load balancer's own health and the alarms serve")
	}
}

func (h *HealthCheck) problems(ps *rules.Mistakes, path, name string) {
	if !token.Is(h.Path) && h.Path != "" && (!strings.HasPrefix(h.Path, "/") || len(h.Path) > 255 ||
		strings.ContainsAny(h.Path, " #")) {
		ps.Break(rules.Invalid, path+".path", check.Quote(h.Path), "a path that starts with /, at most 255 characters", "")
	}
	switch {
	case h.Host == "" || token.Is(h.Host):
	case canonical(h.Host) == name:
		ps.Break(checkedHost, path+".host", check.Quote(h.Host)+", the name that moves", "a name that leads to one side", "")
	default:
		if !hostForm(h.Host) {
			ps.Break(rules.Invalid, path+".host", check.Quote(h.Host), "a name", "without a scheme, port or path")
		}
	}
	check.Port(ps, path+".port", h.Port)
	check.WholeNumber(ps, path+".failureThreshold", h.FailureThreshold, 1, 10, " checks", "")
	check.OneOfNumbers(ps, path+".intervalSeconds", h.IntervalSeconds, " s", 10, 30)
}
