package evalgate

import (
	"errors"
	"fmt"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// promptfoo is what promptfoo eval --output writes: the summary of version 3, {"results": {"version": 3, "stats",
// "results": [...]}}, before it that of version 2, which is read the same, and at first {"results": [...], "stats"}
// without the outer object.
//
// A metric is one that an assertion names, and "score" the score of the case as a whole.
type promptfoo struct {
	summary                     bool // whether results is an object
	stats                       bool
	successes, failures, errors *int // of the stats
	rows                        bool // whether there is a list of cases
	counted                     Results
	metrics, overall            scores
	digest                      string
}

func newPromptfoo() *promptfoo { return &promptfoo{metrics: scores{}, overall: scores{}} }

func (p *promptfoo) members(d *document) members {
	stats := func() error {
		p.stats = true
		return d.object(members{"successes": d.cases(&p.successes), "failures": d.cases(&p.failures),
			"errors": d.cases(&p.errors)})
	}
	row := func() error {
		p.rows = true
		return p.readRow(d)
	}
	summary := members{
		"version": func() error { return d.present(&p.summary) },
		"stats":   stats, "results": d.each(row),
	}
	return members{
		"stats":   stats,
		"results": func() error { return d.either(summary, row) },
		"config": func() error {
			return d.object(members{"tags": func() error { return d.object(members{"digest": d.text(&p.digest)}) }})
		},
	}
}

// readRow reads a case: one test with one prompt and one provider.
func (p *promptfoo) readRow(d *document) error {
	var success *bool
	var reason *int // 0 none, 1 an assertion, 2 an error
	err := d.object(members{
		"success": d.flag(&success), "failureReason": d.cases(&reason),
		"namedScores": d.numbers(p.metrics.add),
		"score":       d.number(func(value float64) { p.overall.add("score", value) }),
	})
	switch {
	case success == nil || optional.Value(reason) > 1:
		p.counted.count(errored)
	case *success && optional.Value(reason) == 0:
		p.counted.count(passed)
	default:
		p.counted.count(failed)
	}
	return err
}

func (p *promptfoo) found() bool { return p.stats || p.summary }

func (p *promptfoo) results() (Results, error) {
	r := Results{Passed: optional.Value(p.successes), Failed: optional.Value(p.failures),
		Errored: optional.Value(p.errors)}
	switch {
	case p.stats && p.successes == nil:
		return Results{}, errors.New(`got "stats" without "successes", want the number of cases that passed`)
	case !p.stats:
		r = p.counted
	case p.rows && (r.Passed != p.counted.Passed || r.Ran() != p.counted.Ran()):
		return Results{}, fmt.Errorf("got %d cases of which %d passed, want the %d of %d that its stats state; run the "+
			"evaluation again, in one go",
			p.counted.Ran(), p.counted.Passed, r.Passed, r.Ran())
	}
	r.Format, r.Digest, r.Metrics = Promptfoo, p.digest, p.overall.means()
	for name, mean := range p.metrics.means() {
		if r.Metrics == nil {
			r.Metrics = map[string]float64{}
		}
		r.Metrics[name] = mean
	}
	return r, nil
}
