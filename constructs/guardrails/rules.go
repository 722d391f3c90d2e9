package guardrails

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var (
	nameForm      = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)
	namespaceForm = regexp.MustCompile(`^[A-Za-z0-9._/#-][A-Za-z0-9._/# -]{0,254}$`)
)

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems().Err() }

func (p *Props) problems() rules.Mistakes {
	p, ps := check.Given(p)
	if !token.Is(p.Name) && !nameForm.MatchString(p.Name) {
		ps.Break(check.Form(p.Name), "name", quote(p.Name), "1 to 64 letters, digits, hyphens and underscores",
			"name the guardrails like the service")
	}
	naming.CheckECS(&ps, "clusterName", p.ClusterName, "give the cluster's name, not its ARN")
	naming.CheckECS(&ps, "serviceName", p.ServiceName, "give the service's name, not its ARN")
	p.sourceProblems(&ps)
	p.modelProblems(&ps)
	p.topicProblems(&ps)
	p.alarmProblems(&ps)
	p.costProblems(&ps)
	return ps
}

// sourceProblems are those of what the alarms look at.
func (p *Props) sourceProblems(ps *rules.Mistakes) {
	suffixProblems(ps, "loadBalancerARNSuffix", p.LoadBalancerARNSuffix, "app/", "app/NAME/ID")
	suffixProblems(ps, "targetGroupARNSuffix", p.TargetGroupARNSuffix, "targetgroup/", "targetgroup/NAME/ID")
	suffixProblems(ps, "greenTargetGroupARNSuffix", p.GreenTargetGroupARNSuffix, "targetgroup/", "targetgroup/NAME/ID")
	if p.GreenTargetGroupARNSuffix != "" && p.TargetGroupARNSuffix == "" {
		ps.Break(targetGroup, "greenTargetGroupARNSuffix", "a second target group without a first",
			"targetGroupARNSuffix as well", "traffic alternates between the two")
	}
	if p.LoadBalancerARNSuffix == "" && p.TargetGroupARNSuffix != "" {
		ps.Break(targetGroup, "loadBalancerARNSuffix", "nothing with a targetGroupARNSuffix", "both or neither",
			"CloudWatch knows a target group only together with its load balancer")
	}
	if p.LoadBalancerARNSuffix != "" && p.TargetGroupARNSuffix == "" {
		ps.Break(targetGroup, "targetGroupARNSuffix", "nothing with a loadBalancerARNSuffix", "both or neither",
			"a load balancer may be shared; the target group is this service's part of it")
	}
	if p.QueueName != "" && p.QueueName == p.DeadLetterQueueName && !token.Is(p.QueueName) {
		ps.Break(rules.Unique, "deadLetterQueueName", check.Quote(p.QueueName)+" again", "another queue than queueName", "")
	}
	queueProblems(ps, "queueName", p.QueueName)
	queueProblems(ps, "deadLetterQueueName", p.DeadLetterQueueName)
	check.WholeNumber(ps, "queueVisibilityTimeout", p.QueueVisibilityTimeout, 0, 43200, "s", "")
	check.OneOf(ps, "tokensFrom", p.TokensFrom, TokensFromService, TokensFromOpenTelemetry)
	if n := p.MetricNamespace; n != "" && !token.Is(n) && (!namespaceForm.MatchString(n) || strings.HasPrefix(n, "AWS/")) {
		ps.Break(rules.Invalid, "metricNamespace", check.Quote(n),
			"1 to 255 of the characters a–z, A–Z, 0–9, . - _ / #, not starting with AWS/",
			"it is the namespace of the service's own metrics")
	}
	check.WholeNumber(ps, "maxConcurrency", p.MaxConcurrency, 1, 100_000, " requests", "")
}

func queueProblems(ps *rules.Mistakes, path, name string) {
	if !token.Is(name) && strings.ContainsAny(name, ":/") {
		ps.Break(rules.Invalid, path, check.Quote(name), "the queue's name, not its ARN or URL", "")
	}
}

func suffixProblems(ps *rules.Mistakes, path, got, prefix, want string) {
	if got != "" && !token.Is(got) && (!strings.HasPrefix(got, prefix) || strings.Count(got, "/") != 2) {
		ps.Break(rules.Invalid, path, check.Quote(got), want, "it is the end of the ARN, which Terraform calls arn_suffix")
	}
}

// mostModels is what fits into one alarm: ten metrics, two a model.
const mostModels = 5

// maxPrice in USD is more than any provider asks for a million tokens. A higher one is the price of something else.
const maxPrice = 1000

func (p *Props) modelProblems(ps *rules.Mistakes) {
	if len(p.Models) > mostModels {
		ps.Break(modelCount, "models", fmt.Sprint(len(p.Models)), "at most 5",
			"an alarm reads at most ten metrics, two a model; count the tokens of several models under one Name")
	}
	names, ids := make([]string, len(p.Models)), make([]string, len(p.Models))
	kinds := map[string]bool{}
	for i, m := range p.Models {
		at := rules.Index("models", i)
		names[i], ids[i] = m.Name, m.ModelID
		kinds[m.countedBy()] = true
		check.Exclusive(ps, at, map[string]bool{"name": m.Name != "", "modelID": m.ModelID != ""},
			"the tokens would be counted twice")
		priceProblems(ps, at+".inputUSDPerMillion", m.InputUSDPerMillion)
		priceProblems(ps, at+".outputUSDPerMillion", m.OutputUSDPerMillion)
		if (m.InputUSDPerMillion == nil) != (m.OutputUSDPerMillion == nil) {
			ps.Break(modelPrices, at, "one price", "both inputUSDPerMillion and outputUSDPerMillion, or neither", "")
		}
	}
	check.Unique(ps, "models", names, "a model is listed once")
	check.Unique(ps, "models", ids, "a model is listed once")
	if len(kinds) > 1 {
		ps.Break(tokenCounting, "models", check.Words(check.SortedKeys(kinds)), "one way of counting",
			"give all models a name, or all a modelID, or one model neither; otherwise tokens are counted twice")
	} else if kinds[byTotal] && len(p.Models) > 1 {
		ps.Break(tokenCounting, "models", fmt.Sprint(len(p.Models))+" without name and modelID", "one",
			"the service's total has one price")
	}
}

// The ways in which the tokens of models are counted.
const (
	byName    = "name"
	byModelID = "modelID"
	byTotal   = "neither"
)

func (m Model) countedBy() string {
	switch {
	case m.ModelID != "":
		return byModelID
	case m.Name != "":
		return byName
	default:
		return byTotal
	}
}

func (m Model) priced() bool { return m.InputUSDPerMillion != nil && m.OutputUSDPerMillion != nil }

func priceProblems(ps *rules.Mistakes, path string, usd *float64) {
	if check.Known(usd) && !(*usd >= 0 && *usd <= maxPrice) {
		ps.Break(rules.Range, path, check.Number(*usd)+" USD", "0 to 1000 USD for a million tokens", "")
	}
}

// quote is check.Quote that leaves nothing as nothing.
func quote(s string) string {
	if s == "" {
		return ""
	}
	return check.Quote(s)
}
