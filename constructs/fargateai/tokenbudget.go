package fargateai

import (
	"cmp"
	"fmt"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// TokenBudget is what one task may spend. It reaches the code as environment variables, which the code has to obey:
// nothing here stops it. The same numbers, times the most tasks that may run (Scaling.MaxCapacity), are checked against
// the provider's quota, and where the service has guardrails (see ServiceProps.Guardrails) they become the thresholds
// of the alarms. A change starts new tasks. Numbers are whole and at least 1; 0 is a mistake: leave out what has no
// limit.
type TokenBudget struct {
	// PerMinute and PerDay are tokens of one task, in and out. PerDay is at least PerMinute. Default: no limit, no
	// variable and no alarm.
	PerMinute, PerDay *float64
	// PerRequest is the most tokens of one answer; at most PerMinute. Default: no limit.
	PerRequest *float64
	// MaxConcurrency is how many requests a task works on at the same time. With PublishesInFlight the service scales to
	// keep tasks at 70 % of it. Default: no limit.
	MaxConcurrency *float64
	// MonthlyUSD is what the whole service, not a task, may cost in a month; above 0, cents allowed. With guardrails it
	// becomes an AWS budget, which reports and, without a guardrails.KillSwitch, stops nothing. Default: no limit and no
	// budget.
	MonthlyUSD *float64
	// QuotaPerMinute is how many tokens a minute the model's provider lets the account use. PerMinute times
	// Scaling.MaxCapacity above it is a mistake. It reaches neither the code nor the alarms. Default: not checked.
	QuotaPerMinute *float64
	// Variables names the environment variables, where the code knows others; "" keeps the default of that one. Default:
	// AI_TOKEN_BUDGET_PER_MINUTE, AI_TOKEN_BUDGET_PER_DAY, AI_MAX_TOKENS_PER_REQUEST, AI_MAX_CONCURRENCY,
	// AI_MONTHLY_BUDGET_USD. Only those of stated limits are set.
	Variables TokenBudgetVariables
}

// TokenBudgetVariables are names of environment variables, one for each limit of [TokenBudget]; no two the same.
type TokenBudgetVariables struct {
	PerMinute      string // default: AI_TOKEN_BUDGET_PER_MINUTE
	PerDay         string // default: AI_TOKEN_BUDGET_PER_DAY
	PerRequest     string // default: AI_MAX_TOKENS_PER_REQUEST
	MaxConcurrency string // default: AI_MAX_CONCURRENCY
	MonthlyUSD     string // default: AI_MONTHLY_BUDGET_USD
}

// limit is a number of the budget under its path and variable.
type limit struct {
	path, variable string
	value          *float64
}

func (b *TokenBudget) limits() []limit {
	v := b.Variables
	return []limit{
		{"perMinute", cmp.Or(v.PerMinute, "AI_TOKEN_BUDGET_PER_MINUTE"), b.PerMinute},
		{"perDay", cmp.Or(v.PerDay, "AI_TOKEN_BUDGET_PER_DAY"), b.PerDay},
		{"perRequest", cmp.Or(v.PerRequest, "AI_MAX_TOKENS_PER_REQUEST"), b.PerRequest},
		{"maxConcurrency", cmp.Or(v.MaxConcurrency, "AI_MAX_CONCURRENCY"), b.MaxConcurrency},
		{"monthlyUSD", cmp.Or(v.MonthlyUSD, "AI_MONTHLY_BUDGET_USD"), b.MonthlyUSD},
	}
}

// problems are the budget's own, and those against the most tasks that may run.
func (b *TokenBudget) problems(tasks *float64) rules.Mistakes {
	var ps rules.Mistakes
	if b == nil {
		return ps
	}
	variables := map[string]string{}
	for _, l := range append(b.limits(), limit{path: "quotaPerMinute", value: b.QuotaPerMinute}) {
		if l.path == "monthlyUSD" {
			if check.Known(l.value) && *l.value <= 0 {
				ps.Break(rules.Range, l.path, check.Number(*l.value), "a number above 0", "leave it out for no limit")
			}
		} else {
			check.WholeNumber(&ps, l.path, l.value, 1, 1e12, "", "leave it out for no limit")
		}
		if other, again := variables[l.variable]; again {
			ps.Break(rules.Unique, "variables."+l.path, check.Quote(l.variable), "a name of its own", "it names "+other)
		}
		variables[l.variable] = l.path
	}
	if check.Known(b.PerMinute) && check.Known(b.PerDay) && *b.PerDay < *b.PerMinute {
		ps.Break(budgetOrder, "perDay", check.Number(*b.PerDay), "at least perMinute, "+check.Number(*b.PerMinute),
			"the day would be over within its first minute")
	}
	if check.Known(b.PerRequest) && check.Known(b.PerMinute) && *b.PerRequest > *b.PerMinute {
		ps.Break(budgetOrder, "perRequest", check.Number(*b.PerRequest), "at most perMinute, "+check.Number(*b.PerMinute),
			"no such request could ever be answered")
	}
	if check.Known(b.PerMinute) && check.Known(b.QuotaPerMinute) && check.Known(tasks) &&
		*b.PerMinute**tasks > *b.QuotaPerMinute {
		ps.Break(budgetWithinQuota, "perMinute", check.Number(*b.PerMinute),
			fmt.Sprintf("at most %s: the quota of %s tokens a minute, shared by up to %s tasks",
				check.Number(float64(int(*b.QuotaPerMinute / *tasks))), check.Number(*b.QuotaPerMinute), check.Number(*tasks)),
			"lower it or scaling.maxCapacity, or have the quota raised: more tasks only get more refusals")
	}
	return ps
}

// environment are the variables of the budget.
func (b *TokenBudget) environment(text func(float64) string) map[string]string {
	out := map[string]string{}
	if b == nil {
		return out
	}
	for _, l := range b.limits() {
		if l.value != nil {
			out[l.variable] = text(*l.value)
		}
	}
	return out
}

// fleet is what up to that many tasks may use together; nil where that is not known.
func fleet(perTask, tasks *float64) *float64 {
	if !check.Known(perTask) || !check.Known(tasks) || *tasks == 0 {
		return nil
	}
	product := *perTask * *tasks
	return &product
}

// LiteLLM returns the budget as a part of LiteLLM's configuration: litellm_settings and general_settings, to be merged
// into the rest of the file, which you hand over in Configuration: it reaches no task by itself. MonthlyUSD becomes
// max_budget over 30 days, MaxConcurrency global_max_parallel_requests. LiteLLM counts money, not tokens, over days and
// months, so PerDay and PerRequest are left out; tokens a minute it limits by key, so PerMinute is given as
// default_key_generate_params. Its limits hold across tasks only with Redis. Left out, too, is what is unset or only
// known to Terraform; a nil budget gives the two parts, empty.
func (b *TokenBudget) LiteLLM() map[string]any {
	settings, general := map[string]any{}, map[string]any{}
	if b == nil {
		return map[string]any{"litellm_settings": settings, "general_settings": general}
	}
	known := func(n *float64) bool { return n != nil && !token.IsNumber(*n) }
	if known(b.MonthlyUSD) {
		settings["max_budget"], settings["budget_duration"] = *b.MonthlyUSD, "30d"
	}
	if known(b.PerMinute) {
		settings["default_key_generate_params"] = map[string]any{"tpm_limit": *b.PerMinute}
	}
	if known(b.MaxConcurrency) {
		general["global_max_parallel_requests"] = *b.MaxConcurrency
	}
	return map[string]any{"litellm_settings": settings, "general_settings": general}
}
