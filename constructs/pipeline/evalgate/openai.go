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
	criteria                       scores
	digest                         string
}

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
		"metadata": func() error {
			return d.either(members{"digest": d.text(&o.digest)}, d.skip)
		},
	}
}

func (o *openAI) criterion(d document) error {
	var name string
	var passed, failed *int
	err := d.object(members{"testing_criteria": d.text(&name), "passed": d.cases(&passed), "failed": d.cases(&failed)})
	if err != nil {
		return err
	}
	if err := o.criteria.add(name, 0); err != nil {
		return d.at(err)
	}
	items := optional.Value(passed) + optional.Value(failed)
	rate := share(optional.Value(passed), items)
	*o.criteria[name] = Metric{Mean: rate, Cases: items, Lowest: rate, Highest: rate}
	return nil
}

func (o *openAI) found() bool { return o.counts }

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
		Metrics: o.criteria.metrics(), Digest: o.digest,
	}
	for _, name := range check.SortedKeys(r.Metrics) {
		m := r.Metrics[name]
		// An item passes when all criteria do.
		if met := int(m.Mean*float64(m.Cases) + 0.5); met < r.Passed {
			r.fault("criterion %s: got %d items that passed it, want at least the %d that passed as a whole",
				check.Quote(name), met, r.Passed)
		}
	}
	return r, addsUp(r, *o.total)
}
