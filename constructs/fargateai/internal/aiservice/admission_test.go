package aiservice

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// clock is an admission at a time that the test sets.
func clock(c Config) (*admission, func(time.Duration)) {
	a := newAdmission(c)
	now := time.Date(2026, 1, 31, 23, 59, 30, 0, time.UTC)
	a.now = func() time.Time { return now }
	return a, func(d time.Duration) { now = now.Add(d) }
}

func enters(t *testing.T, a *admission, tokens int) *ticket {
	t.Helper()
	place, refused := a.enter(tokens)
	if refused != nil {
		t.Fatalf("%d tokens are refused: %s", tokens, refused.message)
	}
	return place
}

func refuses(t *testing.T, a *admission, tokens int, status int, code string, wait time.Duration, words ...string) {
	t.Helper()
	_, f := a.enter(tokens)
	if f == nil || f.status != status || f.code != code || f.retryAfter != wait {
		t.Fatalf("got %+v, want %d %s after %s", f, status, code, wait)
	}
	for _, w := range words {
		if !strings.Contains(f.message, w) {
			t.Errorf("the message lacks %q: %s", w, f.message)
		}
	}
}

func TestBudgetIsReservedSettledAndRefilled(t *testing.T) {
	a, wait := clock(Config{TokensPerMinute: 100})
	first := enters(t, a, 80)
	wait(20 * time.Second)
	refuses(t, a, 21, 429, "tokens_per_minute", 40*time.Second,
		"AI_TOKEN_BUDGET_PER_MINUTE", "100 tokens", "80 are used or reserved", "may need 21", "40 s", "2026-02-01T00:00:30Z")
	first.leave(30)
	long := enters(t, a, 70)
	refuses(t, a, 1, 429, "tokens_per_minute", 40*time.Second)
	wait(40 * time.Second)
	enters(t, a, 60).leave(60)
	long.leave(10) // its window is over: this one got nothing from it and gives nothing back
	refuses(t, a, 41, 429, "tokens_per_minute", time.Minute)
	enters(t, a, 40)
}

func TestEveryBudgetCounts(t *testing.T) {
	a, wait := clock(Config{TokensPerMinute: 100, TokensPerDay: 150, MonthlyUSD: 0.0004}) // 200 tokens
	enters(t, a, 100).leave(100)
	wait(time.Minute)
	refuses(t, a, 60, 429, "tokens_per_day", day-time.Minute, "AI_TOKEN_BUDGET_PER_DAY")
	enters(t, a, 50).leave(50) // what was refused took nothing of any budget
	wait(day)
	refuses(t, a, 60, 429, "usd_per_month", 30*day-day-time.Minute, "AI_MONTHLY_BUDGET_USD")
	refuses(t, a, 101, 400, "larger_than_budget", 0, "AI_TOKEN_BUDGET_PER_MINUTE", "101")
	enters(t, a, 50)
}

func TestConcurrency(t *testing.T) {
	a, _ := clock(Config{Concurrency: 2, TokensPerMinute: 10})
	first := enters(t, a, 1)
	enters(t, a, 1)
	refuses(t, a, 5, 429, "concurrency", time.Second, "AI_MAX_CONCURRENCY")
	first.leave(1)
	enters(t, a, 8) // the refused one reserved nothing
}

func TestClosedAdmissionWaitsForThoseInside(t *testing.T) {
	a, _ := clock(Config{})
	place := enters(t, a, 1)
	idle := a.close()
	refuses(t, a, 1, 503, "draining", time.Second)
	select {
	case <-idle:
		t.Fatal("idle with a request inside")
	default:
	}
	place.leave(1)
	<-idle
	b, _ := clock(Config{})
	<-b.close()
}

func TestBudgetIsNeverOverspent(t *testing.T) {
	a, _ := clock(Config{TokensPerMinute: 1000, Concurrency: 8})
	var spent, inside, most atomic.Int64
	var all sync.WaitGroup
	for worker := range 32 {
		all.Go(func() {
			for i := range 100 {
				need := 1 + (worker+i)%40
				place, refused := a.enter(need)
				if refused != nil {
					continue
				}
				if n := inside.Add(1); n > most.Load() {
					most.Store(n)
				}
				used := need / 2
				spent.Add(int64(used))
				inside.Add(-1)
				place.leave(used)
			}
		})
	}
	all.Wait()
	if spent.Load() > 1000 || spent.Load() != int64(a.budgets[0].spent) || most.Load() > 8 || a.inFlight != 0 {
		t.Errorf("spent %d and counted %d of 1000; %d of 8 at the same time; %d are left", spent.Load(), a.budgets[0].spent,
			most.Load(), a.inFlight)
	}
}
