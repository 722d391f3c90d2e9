package fargateai

import (
	"cmp"
	"fmt"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// TokenBudget is what one task may spend. It reaches the code as environment variables; the same numbers, times the
// most tasks that may run, are checked against the provider's quota and become the thresholds of the alarms.
type TokenBudget struct {
	// PerMinute and PerDay are tokens of one task. Default: no limit.
	PerMinute, PerDay *float64
	// PerRequest is the most tokens of one answer. Default: no limit.
	PerRequest *float64
	// MaxConcurrency is how many requests a task works on at the same time. Default: no limit.
	MaxConcurrency *float64
	// MonthlyUSD is what the whole service may cost in a month. It becomes an AWS budget. Default: no limit.
	MonthlyUSD *float64
	// QuotaPerMinute is how many tokens a minute the model's provider lets the account use. All tasks together must stay
	// below. Default: not checked.
	QuotaPerMinute *float64
	// Variables names the environment variables, where the code knows others. Default: AI_TOKEN_BUDGET_PER_MINUTE,
	// AI_TOKEN_BUDGET_PER_DAY, AI_MAX_TOKENS_PER_REQUEST, AI_MAX_CONCURRENCY, AI_MONTHLY_BUDGET_USD.
	Variables TokenBudgetVariables
}

// TokenBudgetVariables are names of environment variables.
type TokenBudgetVariables struct{ PerMinute, PerDay, PerRequest, MaxConcurrency, MonthlyUSD string }

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

// LiteLLM is the budget as a part of LiteLLM's configuration: litellm_settings and general_settings, to be merged into
// the rest of the file. LiteLLM counts money, not tokens, over days and months; tokens a minute it limits by key, so
// perMinute is given as default_key_generate_params. Its limits hold across tasks only with Redis.
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
