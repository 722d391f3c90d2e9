package fargateai

import (
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
	return out
}

func (r *parts) resolveQueue(p ServiceProps) {
	if !r.workload.worker || p.ExistingQueue != nil {
		return
	}
	q := value(p.Queue)
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

// resolveGuardrails fills in what the guardrails share with the other parts: the budget's numbers become the alarms' thresholds.
func (r *parts) resolveGuardrails(p ServiceProps, demo bool) {
	if p.Guardrails == nil && (demo || p.Workload == "" || p.Workload == WorkloadGeneral) {
		return
	}
	g := value(p.Guardrails)
	fill(&g.Name, r.name)
	fill(&g.ServiceName, r.name)
	if p.ExistingCluster != nil {
		fill(&g.ClusterName, p.ExistingCluster.Name)
	} else {
		fill(&g.ClusterName, r.cluster.Name)
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
