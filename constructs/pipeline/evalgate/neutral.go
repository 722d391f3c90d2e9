package evalgate

import (
	"errors"
	"fmt"
	"math"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// neutral is the form for every other evaluator, and the one that a [Run] is written in.
type neutral struct {
	total, passed, failed, errored, skipped *int
	metrics                                 map[string]float64
	digest, tool, prompt                    string
	rate                                    *float64

	// What a run says on top.
	gatePassed *bool
	verdict    bool // there are thresholds
	time       string
}

// countNames are the members that are numbers of cases.
var countNames = map[string]bool{"total": true, "passed": true, "failed": true, "errored": true, "skipped": true}

func (n *neutral) members(d document) members {
	return members{
		"total": d.cases(&n.total), "passed": d.cases(&n.passed), "failed": d.cases(&n.failed),
		"errored":  d.cases(&n.errored),
		"skipped":  d.cases(&n.skipped),
		"metrics":  func() error { return n.readMetrics(d) },
		"passRate": d.score(func(value float64) error { n.rate = &value; return nil }),
		"digest":   d.text(&n.digest), "gatePassed": d.flag(&n.gatePassed), "time": d.text(&n.time),
		"gate": func() error { return d.present(&n.verdict) },
		"tool": d.label(&n.tool), "promptVersion": d.label(&n.prompt),
	}
}

// readMetrics takes a mean for what it is: a number, or null for one that was not computed.
func (n *neutral) readMetrics(d document) error {
	n.metrics = map[string]float64{}
	return d.value(func(name string) func() error {
		return func() error {
			first, err := d.first()
			if err != nil {
				return err
			}
			if first == '"' || first == 't' || first == 'f' {
				return d.unwanted("a number")
			}
			return d.score(func(value float64) error {
				if math.Abs(value) > mostCases {
					return fmt.Errorf("got a mean of %g, want a number up to %d", value, mostCases)
				}
				n.metrics[name] = value
				return nil
			})()
		}
	})
}

func (n *neutral) found() bool { return n.total != nil }

func (n *neutral) results() (Results, error) {
	if n.passed == nil {
		return Results{}, errors.New(
			`got "total" without "passed", want both, and "failed", "errored" and "skipped" where they are not 0`,
		)
	}
	r := Results{
		Format: Neutral, Passed: *n.passed, Failed: optional.Value(n.failed),
		Errored: optional.Value(n.errored), Skipped: optional.Value(n.skipped),
		Digest: n.digest, Tool: n.tool, Prompt: n.prompt,
	}
	if rate := n.rate; rate != nil && !(math.Abs(*rate-r.PassRate()) < 1e-4) {
		return Results{}, fmt.Errorf("got a pass rate of %g, want the %g of %d cases of which %d passed", *rate, r.PassRate(),
			r.Ran(), r.Passed)
	}
	for _, name := range check.SortedKeys(n.metrics) {
		if r.Metrics == nil {
			r.Metrics = map[string]Metric{}
		}
		mean := n.metrics[name]
		shown := credential.Redact(name)
		r.Metrics[shown] = Metric{Mean: mean, Lowest: mean, Highest: mean}
		if math.IsNaN(mean) {
			r.Metrics[shown] = Metric{Cases: r.Ran(), Lost: r.Ran()}
		}
	}
	return r, addsUp(r, *n.total)
}

// addsUp is an error where a file's own total is not the sum of its counts: cases are missing, or the file was edited.
func addsUp(r Results, total int) error {
	if got := r.Ran() + r.Skipped; got != total {
		return fmt.Errorf("got %d passed, %d failed, %d errored and %d skipped, which are %d, want the total of %d; cases "+
			"without a result are errored",
			r.Passed, r.Failed, r.Errored, r.Skipped, got, total)
	}
	return nil
}
