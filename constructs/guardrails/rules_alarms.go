package guardrails

import (
	"math"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// longestWait is the longest idle timeout of a load balancer, in seconds: nothing can take longer to answer.
const longestWait = 4000

func (p *Props) alarmProblems(ps *rules.Mistakes) {
	a := p.Alarms
	positiveProblems(ps, "alarms.tokensPerMinute", a.TokensPerMinute, " tokens")
	positiveProblems(ps, "alarms.tokensPerDay", a.TokensPerDay, " tokens")
	positiveProblems(ps, "alarms.spendUSDPerHour", a.SpendUSDPerHour, " USD")
	positiveProblems(ps, "alarms.tokenAnomalyDeviations", a.TokenAnomalyDeviations, " standard deviations")
	positiveProblems(ps, "alarms.modelThrottlesPerMinute", a.ModelThrottlesPerMinute, "")
	positiveProblems(ps, "alarms.queueAgeSeconds", a.QueueAgeSeconds, "s")
	check.WholeNumber(ps, "alarms.serverErrorMinRequests", a.ServerErrorMinRequests, 1, 1_000_000, " requests", "")
	percentProblems(ps, "alarms.serverErrorPercent", a.ServerErrorPercent)
	percentProblems(ps, "alarms.saturationPercent", a.SaturationPercent)
	if n := a.TimeToFirstByteSeconds; check.Known(n) && !(*n > 0 && *n <= longestWait) {
		ps.Break(rules.Range, "alarms.timeToFirstByteSeconds", check.Number(*n)+"s", "above 0 and at most 4000s",
			"it counts seconds, not milliseconds")
	}
	if check.Known(a.TokensPerMinute) && check.Known(a.TokensPerDay) && *a.TokensPerDay < *a.TokensPerMinute {
		ps.Break(tokenThresholds, "alarms.tokensPerDay", check.Number(*a.TokensPerDay),
			"at least tokensPerMinute, "+check.Number(*a.TokensPerMinute),
			"a single allowed minute would ring the alarm for the day")
	}
	p.sourcelessProblems(ps)
	p.disabledProblems(ps)
}

// sourcelessProblems refuses thresholds of alarms that have nothing to look at.
func (p *Props) sourcelessProblems(ps *rules.Mistakes) {
	needs := func(path string, threshold *float64, there bool, want, fix string) {
		if threshold != nil && !there {
			ps.Break(alarmSource, "alarms."+path, check.Number(*threshold)+" with nothing to measure", want, fix)
		}
	}
	balanced := p.balanced()
	needs("timeToFirstByteSeconds", p.Alarms.TimeToFirstByteSeconds, balanced, "a load balancer",
		"state loadBalancerARNSuffix and targetGroupARNSuffix")
	needs("serverErrorPercent", p.Alarms.ServerErrorPercent, balanced, "a load balancer",
		"state loadBalancerARNSuffix and targetGroupARNSuffix")
	needs("serverErrorMinRequests", p.Alarms.ServerErrorMinRequests, balanced, "a load balancer",
		"state loadBalancerARNSuffix and targetGroupARNSuffix")
	needs("queueAgeSeconds", p.Alarms.QueueAgeSeconds, p.QueueName != "", "a queue", "state queueName")
	needs("saturationPercent", p.Alarms.SaturationPercent, p.MaxConcurrency != nil, "a maximum to take a share of",
		"state maxConcurrency")
	needs("modelThrottlesPerMinute", p.Alarms.ModelThrottlesPerMinute, len(p.modelIDs()) > 0, "models that Bedrock counts",
		"give the models a modelID")
	needs("spendUSDPerHour", p.Alarms.SpendUSDPerHour, p.priced(), "models with prices",
		"state inputUSDPerMillion and outputUSDPerMillion of every model")
}

func (p *Props) disabledProblems(ps *rules.Mistakes) {
	stated := p.Alarms.stated()
	names := make([]string, len(p.Alarms.Disabled))
	for i, kind := range p.Alarms.Disabled {
		at := rules.Index("alarms.disabled", i)
		names[i] = string(kind)
		known := make([]string, len(kinds))
		found := false
		for j, k := range kinds {
			known[j], found = string(k), found || k == kind
		}
		if !found {
			ps.Break(rules.OneOf, at, check.Quote(string(kind)), "one of "+strings.Join(known, ", "),
				"use the package's typed constant")
		}
		if stated[kind] != nil {
			ps.Break(rules.Exclusive, at, check.Quote(string(kind))+" with a threshold", "either a threshold or disabled", "")
		}
	}
	check.Unique(ps, "alarms.disabled", names, "")
}

// stated are the thresholds that the user gave, by alarm.
func (a Alarms) stated() map[AlarmKind]*float64 {
	return map[AlarmKind]*float64{
		TokensPerMinute: a.TokensPerMinute, TokensPerDay: a.TokensPerDay, SpendPerHour: a.SpendUSDPerHour,
		TokenAnomaly:   a.TokenAnomalyDeviations,
		ModelThrottles: a.ModelThrottlesPerMinute, TimeToFirstByte: a.TimeToFirstByteSeconds,
		ServerErrors: a.ServerErrorPercent,
		Saturation:   a.SaturationPercent, QueueAge: a.QueueAgeSeconds,
	}
}

func positiveProblems(ps *rules.Mistakes, path string, n *float64, unit string) {
	if check.Known(n) && !positive(*n) {
		ps.Break(rules.Range, path, check.Number(*n)+unit, "more than 0",
			"to have no such alarm leave it out, or list it in disabled")
	}
}

func positive(n float64) bool { return n > 0 && !math.IsInf(n, 1) }

func percentProblems(ps *rules.Mistakes, path string, n *float64) {
	if check.Known(n) && !(*n > 0 && *n <= 100) {
		ps.Break(rules.Range, path, check.Number(*n)+" %", "above 0 and at most 100 %", "")
	}
}

// balanced reports whether requests come through a load balancer.
func (p *Props) balanced() bool { return p.LoadBalancerARNSuffix != "" && p.TargetGroupARNSuffix != "" }

// priced reports whether the spend on tokens can be estimated.
func (p *Props) priced() bool {
	for _, m := range p.Models {
		if !m.priced() {
			return false
		}
	}
	return len(p.Models) > 0
}

// modelIDs are the models that Bedrock counts.
func (p *Props) modelIDs() []string {
	var out []string
	for _, m := range p.Models {
		if m.ModelID != "" {
			out = append(out, m.ModelID)
		}
	}
	return out
}
