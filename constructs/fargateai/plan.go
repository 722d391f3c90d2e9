package fargateai

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// plan is a service, decided: its props, and what they mean for all of its parts. The props of each part follow from it
// and from the references to other parts, by one function a part.
type plan struct {
	ServiceProps
	id        string
	name      string
	region    string // "" where only Terraform knows it, a reference where the stack's was refused
	demo      bool
	workload  defaults
	timers    timers
	tags      map[string]string
	bootstrap bool // no image is stated yet
}

// resolve decides. It never fails: what the rules refuse is passed on as it is.
func (p *ServiceProps) resolve(id, region string) plan {
	s := plan{ServiceProps: optional.Value(p), id: id, region: region}
	s.name = cmp.Or(s.Name, id)
	s.demo = s.Profile == ProfileDemo
	s.workload = s.Workload.defaults()
	if stream, silence := s.stream(), s.silence(); !token.IsNumber(stream) && !token.IsNumber(silence) && silence > 0 {
		s.timers = timersFor(stream, silence)
	}
	s.tags = merge(map[string]string{"Service": s.name}, s.Tags)
	s.bootstrap = s.Image.URI == "" && s.Image.Tag == "" && s.Image.Digest == ""
	return s
}

// label is the name in names of Terraform's own, such as outputs, which no reference can stand in: there it is the id.
func (p plan) label() string {
	if token.Is(p.name) {
		return p.id
	}
	return p.name
}

// nameProblems refuses a reference as the name where files for other repositories hold it.
func (p plan) nameProblems(ms *rules.Mistakes) {
	if !token.Is(p.name) || p.name == token.Unknown {
		return
	}
	for path, given := range map[string]bool{"pipeline": p.Pipeline != nil, "blueGreen": p.BlueGreen != nil,
		"evalGate": p.EvalGate != nil} {
		if given {
			ms.Break(rules.KnownValue, "name", "a reference with "+path, "a name that is known while synthesizing",
				"files for another repository hold it")
		}
	}
}

// ownProblems are about what all parts share.
func (p plan) ownProblems(ms *rules.Mistakes) {
	form.ServiceName.Check(ms, "name", p.name)
	p.nameProblems(ms)
	check.Choice(ms, "profile", p.Profile, ProfileProduction, ProfileDemo)
	check.Choice(ms, "workload", p.Workload, WorkloadGeneral, WorkloadLLMProxy, WorkloadRetrievalAPI, WorkloadAgentRuntime,
		WorkloadEvalWorker)
	if p.Port == nil && p.called() {
		ms.Break(rules.Required, "port", "", "the port that the container listens on",
			"state it once here; load balancer, health check and security groups follow")
	}
	ms.Under("tokenBudget", p.TokenBudget.problems(p.maxCapacity()))
	p.streamProblems(ms)
}

// takenAsKnown is the plan with what was refused replaced by references, so that no part refuses it a second time.
func (p plan) takenAsKnown(refused rules.Mistakes) plan {
	for _, m := range refused {
		switch {
		case m.Path == "name":
			p.name = token.Unknown
		case m.Path == "profile":
			p.demo = true // which asks for less
		case m.Path == "port" && p.Port == nil:
			p.Port = jsii.Number(token.UnknownNumber)
		case strings.HasPrefix(m.Path, "tokenBudget."):
			p.TokenBudget = nil
		}
	}
	return p
}

// knownRegion is the region's name, or "" where only Terraform knows it.
func (p plan) knownRegion() string {
	if token.Is(p.region) {
		return ""
	}
	return p.region
}

// notices are what the user should know although everything is right.
func (p plan) notices() []string {
	out := slices.Concat(p.guardrailsNotices(), p.budgetNotices(), p.exposureNotices(), p.egressNotices(),
		p.killSwitchNotices(), p.cutoverNotices())
	if p.bootstrap {
		out =
			append(out, "no image is stated yet, so the service is prepared with 0 tasks; push an image to its repository, "+
				"state its tag (imageTag) and apply again")
	}
	if p.demo {
		out = append(out, p.demoNotices()...)
	} else {
		out = append(out, p.loadBalancerNotices()...)
		out = append(out, p.disposableNotices()...)
	}
	return out
}

// pick is the number of one of the profiles.
func (p plan) pick(inDemo, inProduction float64) *float64 {
	if p.demo {
		return &inDemo
	}
	return &inProduction
}

func merge(general, special map[string]string) map[string]string {
	if len(general) == 0 {
		return special
	}
	out := maps.Clone(general)
	maps.Copy(out, special)
	return out
}

// follow adds the mistakes of a part, as Moved does, but none at a path that is told already: a value that was refused
// where the user stated it is not refused again in what follows from it.
func follow(ms *rules.Mistakes, err error, prefix string, renames map[string]string) {
	var more rules.Mistakes
	more.Moved(err, prefix, renames)
	told := map[string]bool{}
	for _, m := range *ms {
		told[m.Path] = true
	}
	for _, m := range more {
		if !told[m.Path] {
			*ms = append(*ms, m)
		}
	}
}
