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
	for _, name := range check.SortedKeys(e.gate.Metrics) {
		least := e.gate.Metrics[name]
		if e.known(name, "at least "+check.Number(least)) {
			mean := e.Summary.Metrics[name].Mean // the lowest of all files
			e.check("metric "+clean(name), score(mean), "at least "+check.Number(least), "see the cases with the lowest score",
				mean >= least)
			e.reported(name)
		}
	}
	for _, name := range check.SortedKeys(e.gate.MaxMetrics) {
		most := e.gate.MaxMetrics[name]
		if e.known(name, "at most "+check.Number(most)) {
			mean := highest(e.Files, name)
			e.check("metric "+clean(name), rounded(mean, math.Ceil), "at most "+check.Number(most),
				"see the cases with the highest value", mean <= most)
			if _, both := e.gate.Metrics[name]; !both {
				e.reported(name)
			}
		}
	}
}

// known fails the gate for a metric that the results do not have.
func (e *evaluation) known(name, want string) bool {
	if _, known := e.Summary.Metrics[name]; known {
		return true
	}
	fix := "the results report no metric"
	if reported := check.SortedKeys(e.Summary.Metrics); len(reported) > 0 {
		fix = "the results report " + clean(check.Words(reported[:min(len(reported), longestTable)]))
	}
	e.check("metric "+clean(name), "nothing", want, fix, false)
	return false
}

// highest mean of a metric of all files. A value that was not computed counts as the highest that was.
func highest(files []Results, name string) float64 {
	highest := math.Inf(-1)
	for _, f := range files {
		if m, known := f.Metrics[name]; known {
			mean := m.Mean
			if m.Lost > 0 { // they are 0 in the mean
				mean += m.Highest * share(m.Lost, m.Cases)
			}
			highest = max(highest, mean)
		}
	}
	return highest
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

// reported requires that the mean is one of many cases, and that its values are ones that the metric can have.
func (e *evaluation) reported(name string) {
	r := e.gate.rangeOf(name)
	judged, ran := 0, 0
	for _, f := range e.Files {
		m, known := f.Metrics[name]
		if !known {
			continue
		}
		cases := f.Ran() + f.Repeated
		if ran += cases; m.Cases > 0 {
			cases = m.Cases
		}
		judged += cases
		if m.Lowest < r.Low-slack || m.Highest > r.High+slack {
			e.check(fmt.Sprintf("range of metric %s in %s", clean(name), clean(f.Source)),
				score(m.Lowest)+" to "+score(m.Highest), r.String(),
				"a value outside of its range moves the mean: mend what computes it, or state its range", false)
		}
	}
	if part := share(judged, max(ran, e.minCases)); part < e.minMetricShare-slack {
		e.check(fmt.Sprintf("metric %s reported", clean(name)), fmt.Sprintf("%d of %d cases", judged, max(ran, e.minCases)),
			"at least "+percent(e.minMetricShare),
			"a mean over a few cases says nothing of the others: assert it in more, or lower the least share", false)
	}
}

func (r Range) String() string {
	switch {
	case math.IsInf(r.Low, -1):
		return "any number"
	case math.IsInf(r.High, 1):
		return "values of at least " + check.Number(r.Low)
	}
	return "values from " + check.Number(r.Low) + " to " + check.Number(r.High)
}

// score rounds down, so that a mean does not read as a limit that it misses.
func score(value float64) string { return rounded(value, math.Floor) }

func rounded(value float64, to func(float64) float64) string {
	if nearest := math.Round(value * 1e4); math.Abs(nearest-value*1e4) < 1e-7 {
		return check.Number(nearest / 1e4)
	}
	return check.Number(to(value*1e4) / 1e4)
}
