package fargateai

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
)

// budgeted is a service whose task costs 28.84 USD in a month of us-east-1.
func budgeted(monthlyUSD float64) ServiceProps {
	p := peer()
	p.CPU, p.MemoryLimitMiB, p.TokenBudget = jsii.Number(1024), jsii.Number(2048), &TokenBudget{MonthlyUSD: &monthlyUSD}
	p.Scaling = &scaling.Settings{MinCapacity: jsii.Number(2), MaxCapacity: jsii.Number(10)}
	return p
}

func TestBudgetBelowTheCostOfTasks(t *testing.T) {
	number := jsii.Number[float64]
	at := func(usd float64) func(*ServiceProps) {
		return func(p *ServiceProps) { p.TokenBudget.MonthlyUSD = number(usd) }
	}
	own :=
		func(p *ServiceProps) {
			p.Guardrails = &guardrails.Settings{Budget: &guardrails.Budget{MonthlyUSD: number(20)}}
		}
	checktest.Run(t, func() ServiceProps { return budgeted(1000) },
		func(p *ServiceProps) error { return p.Validate("mcp") }, []checktest.Case[ServiceProps]{
			{Name: "all tasks", Change: func(*ServiceProps) {}},
			{Name: "half of two tasks, and a bit", Change: at(29)},
			{Name: "less than half of two tasks", Change: at(28),
				Want: []string{"tokenBudget.monthlyUSD service-budget-covers-tasks"}},
			{Name: "guardrails' own", Change: own,
				Want: []string{"guardrails.budget.monthlyUSD service-budget-covers-tasks"}},
			{Name: "one that Terraform knows", Change: at(token.UnknownNumber)},
			{Name: "a minimum that Terraform knows",
				Change: func(p *ServiceProps) { own(p); p.Scaling.MinCapacity = number(token.UnknownNumber) }},
			{Name: "a size that Terraform knows", Change: func(p *ServiceProps) { own(p); p.CPU = number(token.UnknownNumber) }},
			{Name: "a size that is refused", Change: func(p *ServiceProps) { own(p); p.CPU = number(300) },
				Want: []string{"cpu fargate-task-size"}},
			{Name: "x86 costs more", Change: func(p *ServiceProps) { at(30)(p); p.CPUArchitecture = ecs.X86_64 },
				Want: []string{"tokenBudget.monthlyUSD service-budget-covers-tasks"}},
			{Name: "Spot costs less", Change: func(p *ServiceProps) {
				at(20)(p)
				p.Deployment = &ecs.ServiceSettings{CapacityProviders: []ecs.CapacityProvider{{Name: ecs.FargateSpot,
					Weight: number(1)}}}
			}},
			{Name: "a schedule stops them at night", Change: func(p *ServiceProps) {
				own(p)
				p.Scaling.Schedules = []scaling.Schedule{
					{Name: "night", Expression: "cron(0 20 * * ? *)", MinCapacity: number(0), MaxCapacity: number(0)},
					{Name: "day", Expression: "cron(0 6 * * ? *)", MinCapacity: number(2), MaxCapacity: number(10)},
				}
			}},
		})
}

func TestBudgetBelowTheMostTasks(t *testing.T) {
	told := func(usd float64) string {
		p := budgeted(usd)
		return strings.Join(p.resolve("mcp", "us-east-1").budgetNotices(), "\n")
	}
	if got := told(289); got != "" {
		t.Errorf("a budget for all ten tasks: %q", got)
	}
	want := "tokenBudget.monthlyUSD of 288 USD is less than what scaling.maxCapacity allows: 10 tasks cost 288 USD"
	if got := told(288); !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
