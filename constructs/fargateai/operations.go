package fargateai

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// operationProblems are choices that work on the first day and hurt in operation.
func (p *ServiceProps) operationProblems(ps *rules.Mistakes, r parts) {
	if h := p.HealthCheck; h != nil && h.Path == "/health" && strings.Contains(p.Image.URI, "litellm") {
		ps.Add("healthCheck.path", check.Quote(h.Path), "/health/liveliness or /health/readiness",
			"LiteLLM's /health calls every model, and every check would be paid for")
	}
	if d := p.Deployment; d != nil {
		p.spotProblems(ps, d.CapacityProviders)
		if d.DeploymentAlarms != nil && !token.IsList(d.DeploymentAlarms.AlarmNames) && d.DeploymentAlarms.AlarmNames != nil {
			for i, name := range *d.DeploymentAlarms.AlarmNames {
				kind, own := strings.CutPrefix(*name, r.name+"-")
				if k := guardrails.AlarmKind(kind); own && k.Known() && !k.MayRollBack() {
					ps.Add(rules.Index("deployment.deploymentAlarms.alarmNames", i), check.Quote(*name),
						"an alarm that speaks of the release",
						"traffic, callers, money or a model's provider would roll back a good one")
				}
			}
		}
	}
}

// spotProblems: AWS takes a Spot task back two minutes after it said so, whatever the task is doing.
func (p *ServiceProps) spotProblems(ps *rules.Mistakes, strategy []ecs.CapacityProvider) {
	d := p.Workload.defaults()
	stream := optional.Or(p.MaxStreamDuration, d.stream)
	if p.Profile == ProfileDemo || d.worker || token.IsNumber(stream) || stream <= 120 {
		return
	}
	for i, c := range strategy {
		if c.Name == ecs.FargateSpot && optional.Or(c.Weight, 1) != 0 {
			ps.Add(rules.Index("deployment.capacityProviders", i), c.Name+" for streams of "+check.Number(stream)+"s",
				ecs.Fargate,
				"AWS takes Spot tasks back with two minutes' notice, and their streams end; use it for workers, in a demo, or "+
					"for streams of up to 120 s")
		}
	}
}
