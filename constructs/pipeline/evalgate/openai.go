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

func (o *openAI) members(d *document) members {
	return members{
		"status": d.text(&o.status),
		"result_counts": func() error {
			o.counts = true
			return d.object(members{
				"total": d.cases(&o.total), "passed": d.cases(&o.passed), "failed": d.cases(&o.failed),
				"errored": d.cases(&o.errored),
			})
		},
		"per_testing_criteria_results": d.each(func() error {
			var name string
			var passed, failed *int
			err := d.object(members{"testing_criteria": d.text(&name), "passed": d.cases(&passed), "failed": d.cases(&failed)})
			if items := optional.Value(passed) + optional.Value(failed); items > 0 {
				o.criteria.add(name, float64(optional.Value(passed))/float64(items))
			}
			return err
		}),
		"metadata": func() error {
			return d.either(members{"digest": d.text(&o.digest)}, d.skip)
		},
	}
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
		Metrics: o.criteria.means(), Digest: o.digest,
	}
	return r, addsUp(r, *o.total)
}
