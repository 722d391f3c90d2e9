package evalgate

import (
	"fmt"
	"math"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// metrics holds the means against the gate, and looks at what they are means of.
func (e *evaluation) metrics() {
	for _, f := range e.Files {
		for _, name := range check.SortedKeys(f.Metrics) {
			e.computed(f, name)
		}
	}
	reported := check.SortedKeys(e.Summary.Metrics)
	for _, name := range check.SortedKeys(e.gate.Metrics) {
		least := e.gate.Metrics[name]
		metric, known := e.Summary.Metrics[name]
		if known {
			e.check("metric "+clean(name), score(metric.Mean), "at least "+check.Number(least),
				"see the cases with the lowest score", metric.Mean >= least)
			e.reported(name, least)
			continue
		}
		fix := "the results report no metric"
		if len(reported) > 0 {
			fix = "the results report " + clean(check.Words(reported))
		}
		e.check("metric "+clean(name), "nothing", "at least "+check.Number(least), fix, false)
	}
}

// computed requires that a metric, whether the gate has it or not, was computed as often as cases have to pass: one
// that was not is an answer that nobody graded.
func (e *evaluation) computed(f Results, name string) {
	m := f.Metrics[name]
	if m.Lost == 0 {
		return
	}
	computed := share(m.Cases-m.Lost, m.Cases)
	e.check(fmt.Sprintf("metric %s computed in %s", clean(name), clean(f.Source)),
		fmt.Sprintf("%d of %d cases", m.Cases-m.Lost, m.Cases), "at least "+percent(e.minPassRate),
		"the evaluator wrote null, None or NaN in the others: see why it could not grade them", computed >= e.minPassRate)
}

// reported requires that the mean is one of many cases, and that a share is one.
func (e *evaluation) reported(name string, least float64) {
	for _, f := range e.Files {
		m, known := f.Metrics[name]
		if !known {
			continue
		}
		if part := share(m.Cases, f.Ran()+f.Repeated); m.Cases > 0 && part < e.minMetricShare-slack {
			e.check(fmt.Sprintf("metric %s reported in %s", clean(name), clean(f.Source)),
				fmt.Sprintf("%d of %d cases", m.Cases, f.Ran()), "at least "+percent(e.minMetricShare),
				"a mean over a few cases says nothing of the others: assert it in more, or lower the least share", false)
		}
		if least > 0 && least < 1 && !(m.Lowest >= -slack && m.Highest <= 1+slack) {
			e.check(fmt.Sprintf("range of metric %s in %s", clean(name), clean(f.Source)),
				score(m.Lowest)+" to "+score(m.Highest), "values from 0 to 1",
				"a value outside of its range moves the mean: mend what computes it", false)
		}
	}
}

func score(value float64) string { return check.Number(math.Floor(value*1e4+1e-7) / 1e4) }
