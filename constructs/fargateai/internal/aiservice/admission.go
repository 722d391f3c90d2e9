package aiservice

import (
	"fmt"
	"net/http"
	"sync"
	"time"
)

// admission decides which requests are worked on.
type admission struct {
	mu          sync.Mutex
	now         func() time.Time
	concurrency int
	budgets     []*budget
	inFlight    int
	closed      bool
	idle        chan struct{} // closed when the last request has left after close
}

func newAdmission(c Config) *admission {
	return &admission{now: time.Now, concurrency: c.Concurrency, budgets: c.budgets(), idle: make(chan struct{})}
}

// ticket is a request that was let in.
type ticket struct {
	admission *admission
	reserved  int
	windows   []time.Time // of each budget, in which the tokens are reserved
}

// enter reserves that many tokens of every budget and a place among the requests, or nothing at all.
func (a *admission) enter(tokens int) (*ticket, *failure) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.now()
	if a.closed {
		return nil, &failure{status: http.StatusServiceUnavailable, kind: "server_error", code: "draining",
			retryAfter: time.Second,
			message:    "This task is about to stop and takes no more requests; another one answers."}
	}
	for _, b := range a.budgets {
		b.roll(now)
		if tokens > b.limit {
			return nil, invalid("max_tokens", "larger_than_budget", fmt.Sprintf(
				"The request may need %d tokens, more than the whole budget of %d (%s). Shorten the prompt or lower max_tokens.",
				tokens, b.limit, b.name))
		}
	}
	if a.concurrency > 0 && a.inFlight >= a.concurrency {
		return nil, &failure{status: http.StatusTooManyRequests, kind: "requests", code: "concurrency",
			retryAfter: time.Second,
			message:    fmt.Sprintf("This task already works on %d requests, the most it may (AI_MAX_CONCURRENCY).", a.inFlight)}
	}
	for _, b := range a.budgets {
		if b.spent+tokens > b.limit {
			wait := b.refills().Sub(now)
			return nil, &failure{status: http.StatusTooManyRequests, kind: "tokens", code: b.code, retryAfter: wait,
				message: fmt.Sprintf(
					"The budget of %d tokens (%s) is spent: %d are used or reserved, and the request may need %d. It refills in %d "+
						"s, at %s.",
					b.limit, b.name, b.spent, tokens, whole(wait), b.refills().UTC().Format(time.RFC3339))}
		}
	}
	t := &ticket{admission: a, reserved: tokens}
	for _, b := range a.budgets {
		b.spent += tokens
		t.windows = append(t.windows, b.opened)
	}
	a.inFlight++
	return t, nil
}

// leave gives back what was reserved and not used. What belongs to a window that is over was given back with it.
func (t *ticket) leave(used int) {
	a := t.admission
	a.mu.Lock()
	defer a.mu.Unlock()
	for i, b := range a.budgets {
		if b.opened.Equal(t.windows[i]) {
			b.spent -= t.reserved - used
		}
	}
	a.inFlight--
	a.settle()
}

// close lets no more requests in. The channel that it returns is closed once all have left.
func (a *admission) close() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.closed = true
	a.settle()
	return a.idle
}

func (a *admission) settle() {
	if a.closed && a.inFlight == 0 {
		close(a.idle)
	}
}

func (a *admission) state() (inFlight int, closed bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.inFlight, a.closed
}

// whole is a time in seconds, rounded up: who waits that long does not come too early.
func whole(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
