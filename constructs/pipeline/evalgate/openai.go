package evalgate

import (
	"errors"
	"fmt"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// openAI is the run object of OpenAI evals: https://platform.openai.com/docs/api-reference/evals/run-object. A testing
// criterion is a metric: the share of its items that passed.
type openAI struct {
	status                         string
	total, passed, failed, errored *int
	counts                         bool
	criteria                       map[string]criterion
}

// criterion is how many items passed it.
type criterion struct{ passed, judged int }

func (o *openAI) members(d document) members {
	return members{
		"status": d.text(&o.status),
		"result_counts": func() error {
			o.counts = true
			return d.object(members{
				"total": d.cases(&o.total), "passed": d.cases(&o.passed), "failed": d.cases(&o.failed),
				"errored": d.cases(&o.errored),
			})
		},
		"per_testing_criteria_results": d.each(func() error { return o.criterion(d) }),
	}
}

func (o *openAI) criterion(d document) error {
	var name string
	var passed, failed *int
	err := d.object(members{"testing_criteria": d.text(&name), "passed": d.cases(&passed), "failed": d.cases(&failed)})
	if err != nil {
		return err
	}
	_, again := o.criteria[name]
	switch {
	case again:
		return d.errorf("got the criterion %s twice, want it once; the file is damaged", check.Quote(name))
	case len(o.criteria) == maxMetrics:
		return d.errorf("got more than %d criteria, want fewer; is it the right file?", maxMetrics)
	}
	o.criteria[name] = criterion{optional.Value(passed), optional.Value(passed) + optional.Value(failed)}
	return nil
}

func (o *openAI) found() bool { return o.counts || len(o.criteria) > 0 }

func (o *openAI) results() (Results, error) {
	switch {
	case o.status != "completed":
		return Results{}, fmt.Errorf("got a run with the status %s, want completed; wait for its end and retrieve it again",
			check.Quote(o.status))
	case o.total == nil || o.passed == nil:
		return Results{}, errors.New(`got "result_counts" without "total" or "passed", want both`)
	}
	r := Results{
		Format: OpenAI, Passed: *o.passed, Failed: optional.Value(o.failed), Errored: optional.Value(o.errored),
	}
	for _, name := range check.SortedKeys(o.criteria) {
		c := o.criteria[name]
		switch rate := share(c.passed, c.judged); {
		case c.passed < r.Passed: // an item passes when all criteria do
			r.fault("criterion %s: got %d items that passed it, want at least the %d that passed as a whole",
				check.Quote(name), c.passed, r.Passed)
		case c.judged > *o.total:
			r.fault("criterion %s: got %d items, want at most the %d of the run", check.Quote(name), c.judged, *o.total)
		default:
			if r.Metrics == nil {
				r.Metrics = map[string]Metric{}
			}
			r.Metrics[name] = Metric{Mean: rate, Cases: c.judged, Lowest: rate, Highest: rate}
		}
	}
	return r, addsUp(r, *o.total)
}
