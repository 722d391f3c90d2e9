package verify

import (
	"testing"
	"time"
)

func TestPercentile(t *testing.T) {
	var times []time.Duration
	for i := range 100 {
		times = append(times, time.Duration(i+1))
	}
	for of, want := range map[int]time.Duration{1: 1, 50: 50, 95: 95, 99: 99, 100: 100} {
		if got := percentile(times, of); got != want {
			t.Errorf("p%d of 100: got %d", of, got)
		}
	}
	if got := percentile(times[:1], 99); got != 1 {
		t.Errorf("p99 of one: got %d", got)
	}
	if got := percentile(nil, 50); got != 0 {
		t.Errorf("p50 of none: got %d", got)
	}
}

// pair is a page that both answered n times.
func pair(n int, old, fresh func(i int) time.Duration) *judge {
	p := &page{title: "GET /", repeat: true}
	for i := range n + 1 {
		p.answers[oldSide] = append(p.answers[oldSide], answer{asked: true, status: 200, total: old(i)})
		p.answers[newSide] = append(p.answers[newSide], answer{asked: true, status: 200, total: fresh(i)})
	}
	o := Options{}.resolve()
	return &judge{run: &run{options: o}, report: newReport(o), compared: []*page{p}}
}

func TestLatency(t *testing.T) {
	all := func(d time.Duration) func(int) time.Duration { return func(int) time.Duration { return d } }
	outlier := func(every int) func(int) time.Duration {
		return func(i int) time.Duration {
			if i > 0 && i%every == 0 {
				return 5 * time.Second
			}
			return 100 * time.Millisecond
		}
	}
	for _, c := range []struct {
		name       string
		samples    int
		old, fresh func(int) time.Duration
		differs    bool
		unjudged   int
	}{
		{"same", 200, all(100 * time.Millisecond), all(100 * time.Millisecond), false, 0},
		{"just within", 200, all(100 * time.Millisecond), all(250 * time.Millisecond), false, 0},
		{"just beyond", 200, all(100 * time.Millisecond), all(251 * time.Millisecond), true, 0},
		{"faster", 200, all(time.Second), all(time.Millisecond), false, 0},
		{"one in ten is slow", 100, all(100 * time.Millisecond), outlier(10), true, 1},
		{"both have it", 100, outlier(10), outlier(10), false, 1},
		{"one in fifty, enough for p99", 200, all(100 * time.Millisecond), outlier(50), true, 0},
		{"one in fifty, not enough for p99", 199, all(100 * time.Millisecond), outlier(50), false, 1},
		{"enough for p95", 40, all(time.Millisecond), all(time.Millisecond), false, 1},
		{"not enough for p95", 39, all(time.Millisecond), all(time.Millisecond), false, 2},
		{"not enough for p50", 9, all(time.Millisecond), all(time.Minute), false, 3},
	} {
		j := pair(c.samples, c.old, c.fresh)
		j.latency()
		if got := len(j.report.Findings) > 0; got != c.differs || len(j.report.Unjudged) != c.unjudged {
			t.Errorf("%s: got %+v, %+v", c.name, j.report.Findings, j.report.Unjudged)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new int // how many of 100 fail
		differs  bool
	}{
		{"none", 0, 0, false}, {"old only", 5, 0, false}, {"one", 0, 1, true}, {"both alike", 5, 5, false},
		{"a little more", 5, 6, false}, {"twice", 5, 10, false}, {"more than twice", 5, 11, true},
	} {
		p := &page{title: "GET /", repeat: true}
		for i, failing := range []int{c.old, c.new} {
			for n := range 100 {
				status := 200
				if n < failing {
					status = 502
				}
				p.answers[i] = append(p.answers[i], answer{asked: true, status: status})
			}
		}
		o := Options{}.resolve()
		j := &judge{run: &run{options: o}, report: newReport(o), compared: []*page{p}}
		j.errors()
		if got := len(j.report.Findings) > 0; got != c.differs {
			t.Errorf("%s: got %+v", c.name, j.report.Findings)
		}
	}
}
