package fargateai

import (
	"cmp"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func (p plan) guardrailsProblems(ms *rules.Mistakes, r references) {
	if !p.guarded() {
		return
	}
	renames := map[string]string{"guardrails.queueVisibilityTimeout": "queue.visibilityTimeout"}
	if p.TokenBudget != nil && optional.Value(p.Guardrails).Budget == nil {
		renames["guardrails.budget.monthlyUSD"] = "tokenBudget.monthlyUSD"
	}
	follow(ms, p.guardrailsProps(r).Validate(), "guardrails", renames)
}

// guarded reports that there are guardrails.
func (p plan) guarded() bool {
	return p.Guardrails != nil || !p.demo && p.Workload != "" && p.Workload != WorkloadGeneral
}

// guardrailsProps name cluster and service as they are stated: alarms come before the service, whose deployments some
// of them stop. The budget's numbers become thresholds.
func (p plan) guardrailsProps(r references) *guardrails.Props {
	g := guardrails.Props{
		ClusterName: p.clusterName(), ServiceName: p.serviceName(), QueueName: r.queue.Name,
		DeadLetterQueueName: r.queue.DeadLetterName, QueueVisibilityTimeout: p.queueAgeAllows(),
		ContainerInsights: p.containerInsights(), Settings: optional.Value(p.Guardrails),
	}
	g.Name = cmp.Or(g.Name, p.name)
	if tag := cmp.Or(g.CostTag.Key, guardrails.DefaultCostTagKey); p.tags[tag] != "" {
		g.CostTag.Value = cmp.Or(g.CostTag.Value, p.tags[tag])
	}
	if p.balanced() && r.balancer.ARNSuffix != "" {
		g.LoadBalancerARNSuffix, g.TargetGroupARNSuffix = r.balancer.ARNSuffix, r.target.arnSuffix
		g.GreenTargetGroupARNSuffix = r.target.greenARNSuffix
	}
	g.MetricNamespace = cmp.Or(g.MetricNamespace, r.logs.tokenNamespace)
	if b := p.TokenBudget; b != nil {
		if g.Alarms.TokensPerMinute == nil {
			g.Alarms.TokensPerMinute = fleet(b.PerMinute, p.maxCapacity())
		}
		if g.Alarms.TokensPerDay == nil {
			g.Alarms.TokensPerDay = fleet(b.PerDay, p.maxCapacity())
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
	if g.Topic != nil && g.Topic.NewKMSKey == nil && g.Topic.KMSKeyARN == "" {
		topic := *g.Topic
		topic.NewKMSKey = jsii.Bool(!p.demo)
		g.Topic = &topic
	}
	if g.FirstByteOfModel == nil {
		g.FirstByteOfModel = &p.workload.modelInFirstByte
	}
	if g.KillSwitch != nil {
		g.TaskRoleARN = r.task.taskRoleARN
	}
	g.Tags = merge(p.tags, g.Tags)
	return &g
}

// guardrailsNotices name guards that would stay silent whatever happens.
func (p plan) guardrailsNotices() []string {
	if !p.guarded() {
		return nil
	}
	var out []string
	told := func(given bool, text string) {
		if given {
			out = append(out, text)
		}
	}
	g := p.guardrailsProps(references{})
	alarmed := g.Alarms.TokensPerMinute != nil || g.Alarms.TokensPerDay != nil || g.Alarms.TokenAnomalyDeviations != nil
	counted := len(g.Models) > 0 || g.TokensFrom != "" || p.countsTokensInLogs()
	told(alarmed && !counted,
		"nobody is known to count tokens, so the alarms on tokens ring only if the code publishes InputTokens and "+
			"OutputTokens itself; state logs.tokenFilters, guardrails.models or guardrails.tokensFrom")
	if b := p.TokenBudget; b != nil {
		told(b.PerMinute != nil && g.Alarms.TokensPerMinute == nil || b.PerDay != nil && g.Alarms.TokensPerDay == nil,
			"tokenBudget or scaling.maxCapacity is computed by Terraform, so no alarm on tokens follows from them; state "+
				"guardrails.alarms.tokensPerMinute and tokensPerDay")
	}
	untagged := p.Models != nil && len(p.Models.Models)+len(p.Models.Profiles) > 0
	told(untagged && g.Budget != nil,
		"tokens of models that are called by their own id carry no tag, so the budget does not see them; call them through "+
			"bedrock.NewApplicationInferenceProfile, which does")
	told(g.KillSwitch != nil && p.Models == nil,
		"the kill switch denies Bedrock, of which this service calls nothing (models)")
	return out
}

func (s *Service) newGuardrails(p plan) {
	if !p.guarded() {
		return
	}
	s.Guardrails = guardrails.New(s, "guardrails", p.guardrailsProps(s.refs))
	if names := s.Guardrails.RollbackAlarmNames(); len(*names) > 0 {
		s.refs.rollback = names
	}
}
