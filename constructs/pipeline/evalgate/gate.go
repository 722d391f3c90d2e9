package evalgate

import (
	"fmt"
	"math"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Defaults of a [Gate].
const (
	DefaultMinPassRate   = 0.95
	DefaultMinCases      = 50
	DefaultMaxRegression = 0.02
	DefaultMaxSkipped    = 0.2
	DefaultMaxFewer      = 0.1
	// DefaultMinMetricShare is half, as an assertion often is on some of the cases only.
	DefaultMinMetricShare = 0.5
	// HistoryWindow is how many earlier runs that passed their gate a run is compared with.
	HistoryWindow = 10
)

// Gate is what results must reach. The zero value is the default gate.
type Gate struct {
	// MinPassRate is the least share of passed cases, above 0 and at most 1. Default: 0.95.
	MinPassRate *float64
	// MinCases is the least number of cases that ran, a whole number of at least 1. Default: 50, as fewer cases cannot
	// tell 95 % from 90 %, and an evaluation that stopped halfway must not pass.
	MinCases *float64
	// MaxSkipped is the largest share of the cases that may be skipped, from 0 to less than 1: 50 that passed beside 950
	// that did not run show little. Default: 0.2.
	MaxSkipped *float64
	// Metrics is the least mean of each metric, by the name that the evaluator gives it. Where it is above 0 and at most
	// 1, the metric is a share, and a case with a value outside of 0 to 1 fails the gate. Default: none.
	Metrics map[string]float64
	// MaxMetrics is the largest mean of each metric of which less is better, such as latency, cost or hallucination. A
	// case with a value below 0 fails the gate. Default: none.
	MaxMetrics map[string]float64
	// Ranges are the values that a metric can have, where they are not those that Metrics and MaxMetrics imply: a mark of
	// 1 to 5, or a percentage. Default: none.
	Ranges map[string]Range
	// MinMetricShare is the least share of the cases that ran in which each of Metrics and MaxMetrics is reported, above 0
	// and at most 1: a mean over one case says nothing of the others. Default: 0.5.
	MinMetricShare *float64
	// MaxFlaky is the largest share of the cases that may pass only after they failed, from 0 to 1. Default: the share
	// that may fail, which is 1 less MinPassRate.
	MaxFlaky *float64
	// MaxRegression is how far the pass rate may be below that of the baseline, and below the best of the last
	// [HistoryWindow] runs of the history that passed their gate; from 0 to less than 1. Default: 0.02, where there is a
	// baseline or a history.
	MaxRegression *float64
	// MaxFewer is by how large a share fewer cases may run than in the baseline, and than in the last run of the history
	// that passed its gate; from 0 to less than 1. A smaller golden set is easier to pass. Default: 0.1, where there is a
	// baseline or a history.
	MaxFewer *float64
	// Baseline are earlier results; see [ReadBaseline]. Default: none.
	Baseline *Results
	// History of earlier runs, the oldest first; see [ReadHistory]. One that is empty, but not nil, is said. Default:
	// none.
	History []Run
	// Digest of the image that was evaluated, "sha256:" and 64 hexadecimal digits. It is recorded, and results that state
	// another one fail, so that the report of another image is not used for this one. Default: what the results state.
	Digest string
}

// Range is the range of the values of a metric, both of which it can have.
type Range struct {
	Low  float64 `json:"low"`  // required
	High float64 `json:"high"` // required
}

// resolved is a gate with its defaults.
type resolved struct {
	minPassRate, maxRegression, maxSkipped, maxFewer, maxFlaky, minMetricShare float64
	minCases                                                                   int
}

func (g Gate) resolve() resolved {
	return resolved{
		minPassRate:   optional.Or(g.MinPassRate, DefaultMinPassRate),
		minCases:      int(optional.Or(g.MinCases, DefaultMinCases)),
		maxRegression: optional.Or(g.MaxRegression, DefaultMaxRegression),
		maxSkipped:    optional.Or(g.MaxSkipped, DefaultMaxSkipped),
		maxFewer:      optional.Or(g.MaxFewer, DefaultMaxFewer),
		maxFlaky:      optional.Or(g.MaxFlaky, mayFail(optional.Or(g.MinPassRate, DefaultMinPassRate))),

		minMetricShare: optional.Or(g.MinMetricShare, DefaultMinMetricShare),
	}
}

// mayFail is the share of cases that may fail, without the noise of binary fractions.
func mayFail(minPassRate float64) float64 { return math.Round((1-minPassRate)*1e9) / 1e9 }

// Validate reports every mistake in the gate at once.
func (g Gate) Validate() error { return g.problems().Err() }

func (g Gate) problems() rules.Mistakes {
	var ps rules.Mistakes
	if rate := g.MinPassRate; rate != nil && !(*rate > 0 && *rate <= 1) {
		ps.Break(rules.Range, "minPassRate", check.Number(*rate), "a share above 0 and at most 1", "95 % is 0.95")
	}
	if n := g.MinCases; n != nil && !(*n >= 1 && *n <= mostCases && *n == math.Trunc(*n)) {
		ps.Break(rules.Range, "minCases", check.Number(*n), "a whole number of at least 1",
			"a gate without cases shows nothing")
	}
	below := func(path string, most *float64, fix string) {
		if most != nil && !(*most >= 0 && *most < 1) {
			ps.Break(rules.Range, path, check.Number(*most), "a share from 0 to less than 1", fix)
		}
	}
	below("maxRegression", g.MaxRegression, "2 points of the pass rate are 0.02")
	below("maxSkipped", g.MaxSkipped, "20 % are 0.2")
	below("maxFewer", g.MaxFewer, "10 % are 0.1")
	if least := g.MinMetricShare; least != nil && !(*least > 0 && *least <= 1) {
		ps.Break(rules.Range, "minMetricShare", check.Number(*least), "a share above 0 and at most 1", "every case is 1")
	}
	if most := g.MaxFlaky; most != nil && !(*most >= 0 && *most <= 1) {
		ps.Break(rules.Range, "maxFlaky", check.Number(*most), "a share from 0 to 1", "5 % are 0.05")
	}
	g.metricProblems(&ps)
	switch base := g.Baseline; {
	case base == nil:
	case base.Ran() == 0:
		ps.Break(baseline, "baseline", "results without a case that ran", "results to compare with",
			"take those of a release that passed")
	case len(base.Faults) > 0:
		ps.Break(baseline, "baseline", "results with faults, such as "+clean(base.Faults[0]), "results that can be true",
			"take those of a release that passed")
	}
	if g.Digest != "" && !form.ImageDigest.Fits(g.Digest) {
		ps.Break(rules.Invalid, "digest", check.Quote(g.Digest), form.ImageDigest.Want, form.ImageDigest.Fix)
	}
	return ps
}

func (g Gate) metricProblems(ps *rules.Mistakes) {
	limit := func(path, name string, value float64) {
		if name == "" {
			ps.Break(rules.Required, path, "no name", "the name of a metric", "")
		}
		if math.IsNaN(value) || math.IsInf(value, 0) {
			ps.Break(rules.Range, path, check.Number(value), "a number", "")
		}
	}
	for _, name := range check.SortedKeys(g.Metrics) {
		path := fmt.Sprintf("metrics[%q]", name)
		limit(path, name, g.Metrics[name])
		if _, said := g.Ranges[name]; g.Metrics[name] <= 0 && !math.IsInf(g.Metrics[name], 0) && !said {
			ps.Break(rules.Range, path, check.Number(g.Metrics[name]), "more than 0, which nearly every metric reaches",
				"or state its range as well, such as -1 to 1")
		}
	}
	for _, name := range check.SortedKeys(g.MaxMetrics) {
		path := fmt.Sprintf("maxMetrics[%q]", name)
		limit(path, name, g.MaxMetrics[name])
		if least, both := g.Metrics[name]; both && least > g.MaxMetrics[name] {
			ps.Break(rules.Range, path, check.Number(g.MaxMetrics[name]), "at least the "+check.Number(least)+" of metrics", "")
		}
	}
	for _, name := range check.SortedKeys(g.Ranges) {
		path, r := fmt.Sprintf("ranges[%q]", name), g.Ranges[name]
		limit(path, name, r.Low)
		limit(path, name, r.High)
		_, least := g.Metrics[name]
		_, most := g.MaxMetrics[name]
		switch {
		case math.IsNaN(r.Low + r.High): // has been said
		case !(r.Low < r.High):
			ps.Break(rules.Range, path, check.Number(r.Low)+" to "+check.Number(r.High), "a lower number first", "")
		case least && g.Metrics[name] <= r.Low:
			ps.Break(rules.Range, fmt.Sprintf("metrics[%q]", name), check.Number(g.Metrics[name]),
				"more than the "+check.Number(r.Low)+" that every value reaches", "ask for what a good release has")
		case most && g.MaxMetrics[name] >= r.High:
			ps.Break(rules.Range, fmt.Sprintf("maxMetrics[%q]", name), check.Number(g.MaxMetrics[name]),
				"less than the "+check.Number(r.High)+" that no value exceeds", "ask for what a good release has")
		case !least && !most:
			ps.Break(rangeOfMetric, path, "a range of a metric that is not held against anything",
				"the metric in metrics or maxMetrics as well", "compare the names")
		}
	}
}

// rangeOf is what the values of a metric can be. Where nobody says, a least mean of a share implies one, and a largest
// mean that values are not below 0.
func (g Gate) rangeOf(name string) Range {
	r := Range{math.Inf(-1), math.Inf(1)}
	if least, ok := g.Metrics[name]; ok && least > 0 && least <= 1 {
		r = Range{0, 1}
	} else if most, ok := g.MaxMetrics[name]; ok && most >= 0 {
		r.Low = 0
	}
	if said, ok := g.Ranges[name]; ok {
		r = said
	}
	return r
}
