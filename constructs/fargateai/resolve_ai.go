package fargateai

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
)

// endpoints are what a network without a way to the internet needs so that the service works.
func (p ServiceProps) endpoints(d defaults) []network.Endpoint {
	var out []network.Endpoint
	if p.Models != nil {
		for _, name := range p.Models.RequiredEndpoints() {
			out = append(out, network.Endpoint(name))
		}
	}
	if d.worker {
		out = append(out, network.EndpointSQS)
	}
	if optional.Value(p.EnableExecute) {
		out = append(out, network.EndpointSSMMessages)
	}
	for _, sidecar := range p.Sidecars {
		for _, policy := range sidecar.TaskPolicies {
			for _, action := range policy.Actions {
				switch {
				case strings.HasPrefix(action, "xray:"):
					out = append(out, network.EndpointXRay)
				case strings.HasPrefix(action, "cloudwatch:"):
					out = append(out, network.EndpointMonitoring)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (r *parts) resolveQueue(p ServiceProps) {
	if !r.workload.worker || p.ExistingQueue != nil {
		return
	}
	q := optional.Value(p.Queue)
	fill(&q.Name, r.name)
	q.Tags = merge(r.tags, q.Tags)
	r.queue = &q
}

// queueName is the queue's name as far as it is known before the queue is made.
func (r *parts) queueName(p ServiceProps) string {
	switch {
	case p.ExistingQueue != nil && p.ExistingQueue.Name != "":
		return p.ExistingQueue.Name
	case r.workload.worker:
		return token.Unknown
	default:
		return ""
	}
}

// resolveGuardrails fills in what the guardrails share with the other parts: the budget's numbers become the alarms'
// thresholds.
func (r *parts) resolveGuardrails(p ServiceProps, demo bool) {
	if p.Guardrails == nil && (demo || p.Workload == "" || p.Workload == WorkloadGeneral) {
		return
	}
	g := optional.Value(p.Guardrails)
	fill(&g.Name, r.name)
	fill(&g.ServiceName, r.serviceName(p))
	fill(&g.ClusterName, r.clusterName(p))
	if tag := g.CostTag.Key; tag == "" || r.tags[tag] != "" {
		fill(&tag, guardrails.DefaultCostTagKey)
		fill(&g.CostTag.Value, r.tags[tag])
	}
	if r.workload.worker {
		fill(&g.QueueName, r.queueName(p))
		if p.ExistingQueue != nil {
			fill(&g.DeadLetterQueueName, p.ExistingQueue.DeadLetterName)
		} else {
			fill(&g.DeadLetterQueueName, token.Unknown)
		}
	} else {
		fill(&g.LoadBalancerARNSuffix, r.target.LoadBalancer.ARNSuffix)
		if g.LoadBalancerARNSuffix != "" {
			fill(&g.TargetGroupARNSuffix, token.Unknown)
		}
	}
	if b := p.TokenBudget; b != nil {
		if g.Alarms.TokensPerMinute == nil {
			g.Alarms.TokensPerMinute = fleet(b.PerMinute, r.scaling.MaxCapacity)
		}
		if g.Alarms.TokensPerDay == nil {
			g.Alarms.TokensPerDay = fleet(b.PerDay, r.scaling.MaxCapacity)
		}
		if g.Budget == nil && b.MonthlyUSD != nil {
			g.Budget = &guardrails.Budget{MonthlyUSD: b.MonthlyUSD}
		}
		if g.MaxConcurrency == nil && optional.Value(p.PublishesInFlight) {
			g.MaxConcurrency = b.MaxConcurrency
		}
	}
	r.tellAboutTokens(p, g)
	if g.Topic == nil && g.ExistingTopicARN == "" {
		g.Topic = &guardrails.Topic{}
	}
	if g.FirstByteOfModel == nil {
		g.FirstByteOfModel = &r.workload.modelInFirstByte
	}
	if g.KillSwitch != nil {
		k := *g.KillSwitch
		fill(&k.TaskRoleARN, token.Unknown)
		g.KillSwitch = &k
	}
	g.Tags = merge(r.tags, g.Tags)
	r.guardrails = &g
}

func (r *parts) clusterName(p ServiceProps) string {
	if p.ExistingCluster != nil {
		return p.ExistingCluster.Name
	}
	return r.cluster.Name
}

func (r *parts) serviceName(p ServiceProps) string {
	if p.Deployment != nil && p.Deployment.Name != "" {
		return p.Deployment.Name
	}
	return r.name
}

// tellAboutTokens names guards that would stay silent whatever happens.
func (r *parts) tellAboutTokens(p ServiceProps, g guardrails.Props) {
	told := func(given bool, text string) {
		if given {
			r.notices = append(r.notices, text)
		}
	}
	alarmed := g.Alarms.TokensPerMinute != nil || g.Alarms.TokensPerDay != nil || g.Alarms.TokenAnomalyDeviations != nil
	counted := len(g.Models) > 0 || g.TokensFrom != "" || p.Logs != nil && len(p.Logs.TokenFilters) > 0
	told(alarmed && !counted,
		"nobody is known to count tokens, so the alarms on tokens ring only if the code publishes InputTokens and "+
			"OutputTokens itself; "+
			"state logs.tokenFilters, guardrails.models or guardrails.tokensFrom")
	if b := p.TokenBudget; b != nil {
		told(b.PerMinute != nil && g.Alarms.TokensPerMinute == nil || b.PerDay != nil && g.Alarms.TokensPerDay == nil,
			"tokenBudget or scaling.maxCapacity is computed by Terraform, so no alarm on tokens follows from them; state "+
				"guardrails.alarms.tokensPerMinute and tokensPerDay")
	}
	untagged := p.Models != nil && len(p.Models.Models)+len(p.Models.Profiles) > 0
	told(untagged && g.Budget != nil,
		"tokens of models that are called by their own id carry no tag, so the budget does not see them; "+
			"call them through bedrock.NewApplicationInferenceProfile, which does")
	told(g.KillSwitch != nil && p.Models == nil,
		"the kill switch denies Bedrock, of which this service calls nothing (models)")
}
