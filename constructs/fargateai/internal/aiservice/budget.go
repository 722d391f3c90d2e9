package aiservice

import (
	"math"
	"time"
)

// budget is what may be spent within a window of time, which opens with the first request after the last one closed.
type budget struct {
	code   string // of the error
	name   string // of the variable, for people
	limit  int
	window time.Duration
	opened time.Time
	spent  int // and reserved
}

const day = 24 * time.Hour

// The environment variables of the budgets, which a refusal names.
const (
	perMinuteVariable = "AI_TOKEN_BUDGET_PER_MINUTE"
	perDayVariable    = "AI_TOKEN_BUDGET_PER_DAY"
	monthlyVariable   = "AI_MONTHLY_BUDGET_USD"
)

func (c Config) budgets() []*budget {
	monthly := int(min(c.MonthlyUSD/usdPerMillionTokens*1e6, math.MaxInt32*1e6))
	var out []*budget
	for _, b := range []budget{
		{code: "tokens_per_minute", name: perMinuteVariable, limit: c.TokensPerMinute, window: time.Minute},
		{code: "tokens_per_day", name: perDayVariable, limit: c.TokensPerDay, window: day},
		{code: "usd_per_month", name: monthlyVariable, limit: monthly, window: 30 * day},
	} {
		if b.limit > 0 || b.code == "usd_per_month" && c.MonthlyUSD > 0 {
			out = append(out, &b)
		}
	}
	return out
}

// roll opens a new window when the last one is over.
func (b *budget) roll(now time.Time) {
	if now.Sub(b.opened) >= b.window {
		b.opened, b.spent = now, 0
	}
}

func (b *budget) refills() time.Time { return b.opened.Add(b.window) }
