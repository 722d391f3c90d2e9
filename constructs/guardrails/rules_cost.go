package guardrails

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// tagForm is what AWS allows in tags. None of it has a meaning for Terraform, so that a literal needs no escaping.
var tagForm = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+@-]+$`)

const (
	mostNotifications = 10 // of a budget
	leastPercent      = 5  // of a budget; what is less is a fraction
)

func (p *Props) costProblems(ps *rules.Mistakes) {
	p.tagProblems(ps)
	if b := p.Budget; b != nil {
		if b.MonthlyUSD == nil {
			ps.Break(rules.Required, "budget.monthlyUSD", "", "the limit of a month in USD", "")
		} else if check.Known(b.MonthlyUSD) && !positive(*b.MonthlyUSD) {
			ps.Break(rules.Range, "budget.monthlyUSD", check.Number(*b.MonthlyUSD)+" USD", "more than 0 USD", "")
		}
		budgetPercentsProblems(ps, "budget.actualPercent", b.ActualPercent)
		budgetPercentsProblems(ps, "budget.forecastedPercent", b.ForecastedPercent)
		if n := len(b.actual()) + len(b.forecasted()); n > mostNotifications {
			ps.Break(rules.Range, "budget.actualPercent", fmt.Sprint(n)+" with forecastedPercent",
				"at most 10 notifications", "")
		}
		p.costTopicProblems(ps, "budget")
	}
	if c := p.CostAnomaly; c != nil {
		positiveProblems(ps, "costAnomaly.minimumUSD", c.MinimumUSD, " USD")
		p.costTopicProblems(ps, "costAnomaly")
	}
	if p.KillSwitch != nil {
		p.killSwitchProblems(ps)
	}
}

func (p *Props) killSwitchProblems(ps *rules.Mistakes) {
	k := p.KillSwitch
	check.OneOf(ps, "killSwitch.mode", k.Mode, KillSwitchManual, KillSwitchAutomatic)
	if check.Known(k.ThresholdPercent) {
		budgetPercentProblems(ps, "killSwitch.thresholdPercent", *k.ThresholdPercent)
	}
	p.killOrderProblems(ps)
	if p.Budget == nil {
		ps.Break(killSwitchBudget, "killSwitch", "no budget", "a budget that pulls it", "state budget.monthlyUSD")
	}
	role, is := arn.Parse(p.TaskRoleARN)
	if !token.Is(p.TaskRoleARN) && (!is || role.Service != "iam" || !strings.HasPrefix(role.Resource, "role/")) {
		ps.Break(check.Form(p.TaskRoleARN), "taskRoleARN", quote(p.TaskRoleARN),
			"the ARN of the task role, arn:PARTITION:iam::ACCOUNT:role/…",
			"hand over TaskDefinition.TaskRoleARN(), not the execution role")
	}
}

// killOrderProblems require a notification below the kill switch's threshold, where all of them are known.
func (p *Props) killOrderProblems(ps *rules.Mistakes) {
	threshold := optional.Or(p.KillSwitch.ThresholdPercent, DefaultKillSwitchPercent)
	if p.Budget == nil || token.IsNumber(threshold) || threshold < leastPercent {
		return
	}
	lowest := threshold
	for _, percent := range p.Budget.actual() {
		if token.IsNumber(percent) {
			return
		}
		lowest = min(lowest, percent)
	}
	if lowest >= threshold {
		ps.Break(killSwitchOrder, "killSwitch.thresholdPercent", check.Number(threshold)+" % with no notification before",
			"more than the lowest of budget.actualPercent", "let the budget tell first, at 50 % say")
	}
}

// costTopicProblems requires a topic: AWS refuses a budget action and an anomaly subscription that notify nobody.
func (p *Props) costTopicProblems(ps *rules.Mistakes, path string) {
	if p.Topic == nil && p.ExistingTopicARN == "" {
		ps.Break(costTopic, path, "no topic", "a topic that carries its notifications", "state topic or existingTopicARN")
	}
}

func (p *Props) tagProblems(ps *rules.Mistakes) {
	t := p.CostTag
	if t.Key != "" && !token.Is(t.Key) {
		switch {
		case strings.HasPrefix(t.Key, "user:"):
			ps.Break(tagKey, "costTag.key", check.Quote(t.Key), "the key without user:",
				"the prefix is added where AWS wants it")
		case strings.HasPrefix(t.Key, "aws:"):
			ps.Break(tagKey, "costTag.key", check.Quote(t.Key), "a key of your own", "AWS's own tags do not know the service")
		case len([]rune(t.Key)) > 128 || !tagForm.MatchString(t.Key):
			ps.Break(rules.Invalid, "costTag.key", check.Quote(t.Key),
				"at most 128 letters, digits, spaces and _ . : / = + - @", "")
		}
	}
	if t.Value != "" && !token.Is(t.Value) && (len([]rune(t.Value)) > 256 || !tagForm.MatchString(t.Value)) {
		ps.Break(rules.Invalid, "costTag.value", check.Quote(t.Value),
			"at most 256 letters, digits, spaces and _ . : / = + - @", "")
	}
	if t.Activate != nil && *t.Activate && p.Budget == nil && p.CostAnomaly == nil {
		ps.Break(tagUse, "costTag.activate", "true without budget and costAnomaly", "something that reads the tag", "")
	}
}

// budgetPercentsProblems requires different percentages of the budget.
func budgetPercentsProblems(ps *rules.Mistakes, path string, list *[]*float64) {
	if list == nil {
		return
	}
	seen := map[float64]bool{}
	for i, n := range *list {
		at := rules.Index(path, i)
		if n == nil {
			ps.Break(rules.Required, at, "", "a percentage", "")
		}
		if !check.Known(n) {
			continue
		}
		if seen[*n] {
			ps.Break(rules.Unique, at, check.Number(*n)+" % again", "each percentage once", "")
		}
		seen[*n] = true
		budgetPercentProblems(ps, at, *n)
	}
}

// budgetPercentProblems refuses fractions: AWS would take 0.8 as 0.8 %.
func budgetPercentProblems(ps *rules.Mistakes, path string, percent float64) {
	if !(percent >= leastPercent && percent <= 1000) {
		ps.Break(rules.Range, path, check.Number(percent)+" %", "5 to 1000 % of the budget",
			"it is a percentage, not a fraction")
	}
}
