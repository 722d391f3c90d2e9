package evalgate

import (
	"cmp"
	"fmt"
	"math"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
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
	claimed        int // those that say that they did
	number         int // of the case
	counted        Results
	metrics        scores
	below          map[string]int // cases in which a metric did not pass
	declaredBelow  map[string]int // the same, as the file states it
}

func newDeepEval() *deepEval {
	return &deepEval{metrics: scores{}, below: map[string]int{}, declaredBelow: map[string]int{}}
}

func (e *deepEval) members(d document) members {
	cases := func() error {
		e.lists = true
		return d.each(func() error { return e.readCase(d) })()
	}
	return members{
		"testCases": cases, "conversationalTestCases": cases, "test_results": cases,
		"metricsScores": d.each(func() error { return e.readSum(d) }),
		"testPassed":    d.cases(&e.declaredPassed), "testFailed": d.cases(&e.declaredFailed),
	}
}

// deepEvalMetric is what a case says of a metric.
type deepEvalMetric struct {
	name    string
	success *bool
	score   float64 // NaN when it was not computed
	broken  bool    // there is an error
}

// readCase reads a case. A conversation is one case; its turns are not counted on their own. A case is as good as its
// worst metric, and one that says it passed although a metric did not is a fault.
func (e *deepEval) readCase(d document) error {
	var success *bool
	var name string
	var below []string // metrics that did not pass
	broken := false
	metrics := d.each(func() error {
		m, err := e.readMetric(d)
		broken = broken || m.broken || math.IsNaN(m.score)
		if m.success != nil && !*m.success && len(below) < maxFaults {
			below = append(below, m.name)
		}
		return err
	})
	if err := d.object(members{"success": d.flag(&success), "name": d.label(&name), "metricsData": metrics,
		"metrics_data": metrics, "metricsMetadata": metrics}); err != nil {
		return err
	}
	e.number++
	if success != nil {
		e.graded++
	}
	if optional.Value(success) {
		e.claimed++
	}
	switch {
	case broken || success == nil:
		e.counted.count(errored)
	case !*success:
		e.counted.count(failed)
	case len(below) > 0:
		e.counted.fault("case %d (%s): got success although the metric %s did not pass, want the same of both",
			e.number, check.Quote(name), check.Words(below))
		e.counted.count(failed)
	default:
		e.counted.count(passed)
	}
	return nil
}

// readSum reads what the file states of a metric in all cases.
func (e *deepEval) readSum(d document) error {
	var name string
	var fails *int
	err := d.object(members{"metric": d.text(&name), "fails": d.cases(&fails)})
	if len(e.declaredBelow) < maxMetrics {
		e.declaredBelow[name] += optional.Value(fails)
	}
	return err
}

func (e *deepEval) readMetric(d document) (deepEvalMetric, error) {
	m := deepEvalMetric{score: math.NaN()}
	err := d.object(members{
		"name": d.text(&m.name), "metric": d.text(&m.name), "success": d.flag(&m.success),
		"score": d.score(func(value float64) error { m.score = value; return nil }),
		"error": func() error { return d.present(&m.broken) },
	})
	if m.success != nil && !*m.success && len(e.below) < maxMetrics {
		e.below[m.name]++
	}
	return m, cmp.Or(err, e.metrics.add(cmp.Or(m.name, "a metric without a name"), m.score))
}

func (e *deepEval) found() bool { return e.lists || e.declaredPassed != nil }

func (e *deepEval) results() (Results, error) {
	r := e.counted
	r.Format, r.Metrics = DeepEval, e.metrics.metrics()
	for _, name := range check.SortedKeys(e.declaredBelow) {
		if stated := e.declaredBelow[name]; stated > e.below[name] {
			r.fault("metric %s: got %d cases in which it did not pass, want the %d that the file states", check.Quote(name),
				e.below[name], stated)
		}
	}
	declared := optional.Value(e.declaredPassed) + optional.Value(e.declaredFailed)
	if e.declaredPassed != nil && (declared != e.graded || *e.declaredPassed < min(r.Passed, e.claimed)) {
		return Results{}, fmt.Errorf("got %d graded cases of which %d passed, want the %d passed and %d failed that the "+
			"file states; the file is damaged",
			e.graded, r.Passed, *e.declaredPassed, optional.Value(e.declaredFailed))
	}
	return r, nil
}
