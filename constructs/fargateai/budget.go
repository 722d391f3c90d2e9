package fargateai

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/price"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// leastPaid is the part of Fargate's list price that AWS's largest discount on it leaves, a Compute Savings Plan.
// Source: https://aws.amazon.com/fargate/pricing/.
const leastPaid = 0.5

// budgetProblems refuse a budget that the fewest tasks use up, whatever discount the account has.
func (p plan) budgetProblems(ms *rules.Mistakes) {
	path, limit := p.monthlyUSD()
	least := p.minCapacity()
	scheduled := len(optional.Value(p.Scaling).Schedules) > 0 // which may stop all tasks for most of a month
	task, known := p.taskMonth()
	if !known || limit <= 0 || scheduled || !check.Known(least) {
		return
	}
	if cost := *least * task; cost*leastPaid > limit {
		ms.Break(budgetCoversTasks, path, check.Number(limit)+" USD",
			fmt.Sprintf("at least %.0f USD: %s that always run cost %.0f USD at list price, and AWS's largest discount is "+
				"half of it",
				math.Ceil(cost*leastPaid), count(*least, "task"), cost),
			"raise the budget, lower scaling.minCapacity, or make the tasks smaller")
	}
}

// budgetNotices name a budget that the service may exceed by tasks alone, before it pays for a single token.
func (p plan) budgetNotices() []string {
	path, limit := p.monthlyUSD()
	most := p.maxCapacity()
	task, known := p.taskMonth()
	if !known || limit <= 0 || !check.Known(most) || *most*task <= limit {
		return nil
	}
	return []string{fmt.Sprintf("%s of %s USD is less than what scaling.maxCapacity allows: %s cost %.0f USD in a month "+
		"in which they always run (list price, without load balancer and tokens)", path, check.Number(limit),
		count(*most, "task"), *most*task)}
}

// monthlyUSD is the limit of a month, and the prop that states it; 0 where there is none or only Terraform knows it.
func (p plan) monthlyUSD() (path string, limit float64) {
	path, usd := "guardrails.budget.monthlyUSD", (*float64)(nil)
	if b := optional.Value(p.Guardrails).Budget; b != nil {
		usd = b.MonthlyUSD
	} else if p.TokenBudget != nil {
		path, usd = "tokenBudget.monthlyUSD", p.TokenBudget.MonthlyUSD
	}
	if !check.Known(usd) {
		return path, 0
	}
	return path, *usd
}

// taskMonth is what one task costs in a month in which it always runs. Where any may run on Spot, all are priced so.
func (p plan) taskMonth() (usd float64, known bool) {
	cpu, memory := p.size()
	if !check.Known(cpu) || !check.Known(memory) || !slices.Contains(fargate.Memories(*cpu), *memory) {
		return 0, false
	}
	table := price.For(cmp.Or(p.knownRegion(), price.DefaultRegion))
	usd = table.Task(price.Task{VCPU: *cpu / 1024, GB: *memory / 1024, ARM: p.CPUArchitecture != ecs.X86_64})
	spot := func(c ecs.CapacityProvider) bool { return c.Name != ecs.Fargate }
	if slices.ContainsFunc(p.deploymentProps(references{}).CapacityProviders, spot) {
		usd *= table.USD(price.FargateSpotFactor)
	}
	return usd, true
}

func count(n float64, what string) string {
	if n != 1 {
		what += "s"
	}
	return check.Number(n) + " " + what
}
