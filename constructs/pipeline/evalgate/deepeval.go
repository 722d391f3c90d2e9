package evalgate

import (
	"fmt"
	"math"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// deepEval is a test run of DeepEval, as DEEPEVAL_RESULTS_FOLDER keeps it, or the result of its evaluate(), dumped as
// JSON.
type deepEval struct {
	lists bool // whether there is a list of cases
	// What the file states; nil where it does not.
	declaredPassed *int
	declaredFailed *int
	graded         int // cases that say whether they passed: those that DeepEval counts
	counted        Results
	metrics        scores
}

func newDeepEval() *deepEval { return &deepEval{metrics: scores{}} }

func (e *deepEval) members(d *document) members {
	cases := func() error {
		e.lists = true
		return d.each(func() error { return e.readCase(d) })()
	}
	return members{
		"testCases": cases, "conversationalTestCases": cases, "test_results": cases,
		"testPassed": d.cases(&e.declaredPassed), "testFailed": d.cases(&e.declaredFailed),
	}
}

// readCase reads a case. A conversation is one case; its turns are not counted on their own.
func (e *deepEval) readCase(d *document) error {
	var success *bool
	broken := false
	metrics := d.each(func() error {
		lost, err := e.readMetric(d)
		broken = broken || lost
		return err
	})
	if err := d.object(members{"success": d.flag(&success), "metricsData": metrics, "metrics_data": metrics,
		"metricsMetadata": metrics}); err != nil {
		return err
	}
	if success != nil {
		e.graded++
	}
	switch {
	case broken || success == nil:
		e.counted.count(errored)
	case *success:
		e.counted.count(passed)
	default:
		e.counted.count(failed)
	}
	return nil
}

// readMetric tells whether the metric could not be measured.
func (e *deepEval) readMetric(d *document) (broken bool, err error) {
	var name string
	score := math.NaN()
	err = d.object(members{
		"name": d.text(&name), "metric": d.text(&name),
		"score": d.number(func(value float64) { score = value }),
		"error": func() error { return d.present(&broken) },
	})
	if err == nil && name != "" {
		e.metrics.add(name, score)
	}
	return broken, err
}

func (e *deepEval) found() bool { return e.lists || e.declaredPassed != nil }

func (e *deepEval) results() (Results, error) {
	r := e.counted
	r.Format, r.Metrics = DeepEval, e.metrics.means()
	declared := optional.Value(e.declaredPassed) + optional.Value(e.declaredFailed)
	if e.declaredPassed != nil && (declared != e.graded || *e.declaredPassed < r.Passed) {
		return Results{}, fmt.Errorf("got %d graded cases of which %d passed, want the %d passed and %d failed that the "+
			"file states; the file is damaged",
			e.graded, r.Passed, *e.declaredPassed, optional.Value(e.declaredFailed))
	}
	return r, nil
}
