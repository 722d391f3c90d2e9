package evalgate

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"math"
	"strings"

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
	ungraded       int // cases that are said to have passed without a metric
	counted        Results
	cases          *cases
	metrics        scores
	below          map[string]int // cases in which a metric did not pass
	declaredBelow  map[string]int // the same, as the file states it
}

func newDeepEval() *deepEval {
	e := &deepEval{metrics: scores{}, below: map[string]int{}, declaredBelow: map[string]int{}}
	e.cases = newCases(&e.counted)
	return e
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
	name      string
	success   *bool
	score     float64 // NaN when it was not computed
	threshold float64 // NaN when there is none
	broken    bool    // there is an error
	flaky     *bool   // it is looked at and decides nothing
	old       string  // its name where DeepEval wrote no success of metrics yet
}

// deepEvalCase is a case. A conversation is one; its turns are not counted on their own.
type deepEvalCase struct {
	name, input    string // the beginning of each
	is             maphash.Hash
	success, flaky *bool
	metrics        int      // that decide
	below          []string // of those: they did not pass
	untrue         []string // they passed with a score that is on the wrong side of their threshold
	broken         bool
	values         scores
}

func (e *deepEval) readCase(d document) error {
	c := deepEvalCase{values: scores{}}
	c.is.SetSeed(identitySeed)
	metrics := d.each(func() error { return e.readMetric(d, &c) })
	if err := d.object(members{
		"success": d.flag(&c.success), "flaky": d.flag(&c.flaky), "name": d.identifies(&c.name, &c.is),
		"input": d.identifies(&c.input, &c.is), "scenario": d.identifies(&c.input, &c.is),
		"metricsData": metrics, "metrics_data": metrics, "metricsMetadata": metrics,
	}); err != nil {
		return err
	}
	e.number++
	if c.success != nil {
		e.graded++
	}
	if optional.Value(c.success) {
		e.claimed++
	}
	now := ran{outcome: e.outcome(c), flaky: optional.Value(c.flaky)}
	if c.name == "" && c.input == "" {
		e.cases.once(now)
	} else if _, err := e.cases.add(c.is.Sum64(), c.name, now); err != nil {
		return d.at(err)
	}
	return e.metrics.addCase(c.values)
}

// outcome of a case, which is as good as its worst metric. One that says it passed although a metric did not is a
// fault.
func (e *deepEval) outcome(c deepEvalCase) outcome {
	switch {
	case c.broken || c.success == nil:
		return errored
	case !*c.success:
		return failed
	case c.metrics == 0:
		e.ungraded++
		return errored
	case len(c.below) > 0:
		e.counted.fault("case %d (%s): got success although the metric %s did not pass, want the same of both", e.number,
			named(c.name), check.Words(c.below))
		return failed
	case len(c.untrue) > 0:
		e.counted.fault("case %d (%s): got success although the score of %s is on the wrong side of its threshold", e.number,
			named(c.name), check.Words(c.untrue))
		return failed
	}
	return passed
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

func (e *deepEval) readMetric(d document, c *deepEvalCase) error {
	m := deepEvalMetric{score: math.NaN(), threshold: math.NaN()}
	number := func(of *float64) func() error {
		return d.score(func(value float64) error { *of = value; return nil })
	}
	err := d.object(members{
		"name": d.text(&m.name), "metric": d.text(&m.old), "success": d.flag(&m.success),
		"score": number(&m.score), "threshold": number(&m.threshold), "flaky": d.flag(&m.flaky),
		"error": func() error { return d.present(&m.broken) },
	})
	if err != nil {
		return err
	}
	m.name = cmp.Or(m.name, m.old, "a metric without a name")
	lower, known := deepEvalRange(m.name)
	if known && !(m.score >= -slack && m.score <= 1+slack) {
		m.score = math.NaN() // no score of this metric
	}
	below := m.success != nil && !*m.success
	if below && len(e.below) < maxMetrics {
		e.below[m.name]++
	}
	if !optional.Value(m.flaky) {
		c.metrics++
		c.broken = c.broken || m.broken || m.success == nil && m.old == "" || math.IsNaN(m.score)
		switch {
		case len(c.below)+len(c.untrue) >= maxFaults:
		case below:
			c.below = append(c.below, m.name)
		case known && (!lower && m.score < m.threshold-slack || lower && m.score > m.threshold+slack):
			c.untrue = append(c.untrue, m.name)
		}
	}
	return d.placed(c.values.add(m.name, m.score))
}

// deepEvalRange tells of the metrics that DeepEval has itself that they are from 0 to 1, and in which of them less is
// better. One of a user's own may be anything.
func deepEvalRange(name string) (lower, known bool) {
	switch name {
	case "Bias", "Toxicity", "Hallucination", "Misuse":
		return true, true
	case "Answer Relevancy", "Faithfulness", "Contextual Precision", "Contextual Recall", "Contextual Relevancy",
		"Summarization", "Task Completion", "Tool Correctness", "Json Correctness", "Role Adherence",
		"Knowledge Retention", "Conversation Completeness", "Conversation Relevancy", "Turn Relevancy",
		"Prompt Alignment", "PII Leakage", "Non-Advice", "Role Violation":
		return false, true
	}
	return false, strings.HasSuffix(name, "[GEval]") || strings.HasSuffix(name, "(GEval)")
}

func (e *deepEval) found() bool { return e.lists || e.declares() }

// declares tells whether the file states how many cases passed or failed.
func (e *deepEval) declares() bool { return e.declaredPassed != nil || e.declaredFailed != nil }

func (e *deepEval) results() (Results, error) {
	e.cases.done()
	r := e.counted
	r.Format, r.Tool, r.Metrics = DeepEval, "DeepEval", e.metrics.metrics()
	if e.ungraded > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("cases without a metric: %d; nobody judged their answers, so they count as "+
			"errored", e.ungraded))
	}
	for _, name := range check.SortedKeys(e.declaredBelow) {
		if stated := e.declaredBelow[name]; stated > e.below[name] {
			r.fault("metric %s: got %d cases in which it did not pass, want the %d that the file states", check.Quote(name),
				e.below[name], stated)
		}
	}
	passes, fails := optional.Value(e.declaredPassed), optional.Value(e.declaredFailed)
	if e.declares() && (passes+fails != e.graded || passes < e.claimed) {
		return Results{}, fmt.Errorf("got %d graded cases of which %d passed, want the %d passed and %d failed that the "+
			"file states; the file is damaged",
			e.graded, e.claimed, passes, fails)
	}
	return r, nil
}
