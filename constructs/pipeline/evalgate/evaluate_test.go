package evalgate

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func ptr[T any](value T) *T { return &value }

func TestGateValidate(t *testing.T) {
	valid := func() Gate {
		return Gate{
			MinPassRate: ptr(1.0), MinCases: ptr(1.0), MaxRegression: ptr(0.0), Metrics: map[string]float64{"bleu": 30},
			Digest:   digest("a"),
			Baseline: &Results{Passed: 1},
		}
	}
	checktest.Run(t, valid, func(g *Gate) error { return g.Validate() }, []checktest.Case[Gate]{
		{Name: "valid", Change: func(*Gate) {}},
		{Name: "default", Change: func(g *Gate) { *g = Gate{} }},
		{Name: "everything", Change: func(g *Gate) {
			*g = Gate{
				MinPassRate: ptr(95.0), MinCases: ptr(0.0), MaxRegression: ptr(1.0),
				Metrics: map[string]float64{"": 1, "f": math.NaN()},
				Digest:  "sha256:abc", Baseline: &Results{Skipped: 1},
				MaxSkipped: ptr(1.0), MaxFewer: ptr(-0.1), MinMetricShare: ptr(0.0), MaxFlaky: ptr(1.1),
				MaxMetrics: map[string]float64{"": 1, "l": math.Inf(1)},
				Ranges:     map[string]Range{"f": {1, 1}, "other": {0, 1}, "l": {math.NaN(), 1}},
			}
		}, Want: []string{
			"baseline evalgate-baseline", "digest invalid", "maxFewer range", "maxFlaky range",
			`maxMetrics[""] required`, `maxMetrics["l"] range`,
			"maxRegression range", "maxSkipped range",
			`metrics[""] required`, `metrics["f"] range`, "minCases range", "minMetricShare range",
			"minPassRate range",
			`ranges["f"] range`, `ranges["l"] range`, `ranges["other"] evalgate-range`,
		}},
		{Name: "a range, a largest mean, flaky cases", Change: func(g *Gate) {
			g.MaxMetrics, g.Ranges = map[string]float64{"bleu": 90, "l": 0}, map[string]Range{"bleu": {0, 100}, "l": {-1, 1}}
			g.MaxFlaky = ptr(1.0)
		}},
		{Name: "a largest mean below the least", Change: func(g *Gate) { g.MaxMetrics = map[string]float64{"bleu": 29} },
			Want: []string{`maxMetrics["bleu"] range`}},
		{Name: "a baseline with a fault", Change: func(g *Gate) { g.Baseline.Faults = []string{"x"} },
			Want: []string{"baseline evalgate-baseline"}},
		{Name: "a least mean that every value reaches", Change: func(g *Gate) {
			g.Metrics = map[string]float64{"a": 0, "b": 1, "c": -1, "d": -0.5}
			g.Ranges = map[string]Range{"b": {1, 5}, "c": {-1, 1}}
		}, Want: []string{`metrics["a"] range`, `metrics["b"] range`, `metrics["c"] range`, `metrics["d"] range`}},
		{Name: "a largest mean that no value exceeds", Change: func(g *Gate) {
			g.MaxMetrics, g.Ranges = map[string]float64{"a": 1, "b": 6}, map[string]Range{"a": {0, 1}, "b": {1, 5}}
		}, Want: []string{`maxMetrics["a"] range`, `maxMetrics["b"] range`}},
		{Name: "limits within their ranges", Change: func(g *Gate) {
			g.Metrics, g.MaxMetrics = map[string]float64{"cosine": 0, "mark": 1.1}, map[string]float64{"toxicity": 0}
			g.Ranges = map[string]Range{"cosine": {-1, 1}, "mark": {1, 5}, "toxicity": {0, 1}}
		}},
		{Name: "a share of metrics above all", Change: func(g *Gate) { g.MinMetricShare = ptr(1.01) },
			Want: []string{"minMetricShare range"}},
		{Name: "nothing skipped, none fewer, every case measured", Change: func(g *Gate) {
			g.MaxSkipped, g.MaxFewer, g.MinMetricShare = ptr(0.0), ptr(0.0), ptr(1.0)
		}},
		{Name: "no rate", Change: func(g *Gate) { g.MinPassRate = ptr(0.0) }, Want: []string{"minPassRate range"}},
		{Name: "rate is no number", Change: func(g *Gate) { g.MinPassRate = ptr(math.NaN()) },
			Want: []string{"minPassRate range"}},
		{Name: "half a case", Change: func(g *Gate) { g.MinCases = ptr(1.5) }, Want: []string{"minCases range"}},
		{Name: "cases are no number", Change: func(g *Gate) { g.MinCases = ptr(math.NaN()) },
			Want: []string{"minCases range"}},
		{Name: "endless cases", Change: func(g *Gate) { g.MinCases = ptr(math.Inf(1)) },
			Want: []string{"minCases range"}},
		{Name: "negative regression", Change: func(g *Gate) { g.MaxRegression = ptr(-0.01) },
			Want: []string{"maxRegression range"}},
		{Name: "endless metric", Change: func(g *Gate) { g.Metrics["bleu"] = math.Inf(-1) },
			Want: []string{`metrics["bleu"] range`}},
		{Name: "digest of another kind", Change: func(g *Gate) { g.Digest = digest("A") }, Want: []string{"digest invalid"}},
	})
}

// counts of a run: passed, failed, errored, skipped.
func results(passed, failed, errored, skipped int) Results {
	return Results{Source: "results.json", Passed: passed, Failed: failed, Errored: errored, Skipped: skipped}
}

func release(ok bool, passed, failed int) Run {
	return Run{Results: results(passed, failed, 0, 0), GatePassed: ok,
		Time: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)}
}

func TestEvaluate(t *testing.T) {
	of := func(r ...Results) []Results { return r }
	withDigest := func(r Results, d string) Results { r.Digest = d; return r }
	withMetric := func(r Results, name string, value float64) Results {
		r.Metrics = map[string]Metric{name: {Mean: value, Lowest: value, Highest: value}}
		return r
	}
	tests := []struct {
		name     string
		gate     Gate
		files    []Results
		reasons  []string // beginnings; none means that the gate passes
		warnings []string
	}{
		{"exactly the rate", Gate{}, of(results(95, 3, 2, 0)), nil, nil},
		{"a case less", Gate{}, of(results(94, 3, 3, 0)),
			[]string{"pass rate: got 94.00 %, want at least 95.00 %; of 100 cases 3 failed and 3 errored"}, nil},
		{"rounding does not help", Gate{}, of(results(94999, 5001, 0, 0)),
			[]string{"pass rate: got 94.99 %, want at least 95.00 %"}, nil},
		{"errors are failures", Gate{MinCases: ptr(1.0)}, of(results(10, 0, 90, 0)), []string{"pass rate: got 10.00 %"}, nil},
		{"every rate that a set can have holds exactly", Gate{MinPassRate: ptr(0.07), MinCases: ptr(1.0)},
			of(results(7, 93, 0, 0)), nil, nil},

		{"no file", Gate{}, nil, []string{"cases that ran: got 0, want at least 50", "pass rate: got 0.00 %"}, nil},
		{"no cases", Gate{MinCases: ptr(1.0)}, of(results(0, 0, 0, 0)),
			[]string{"cases that ran: got 0, want at least 1", "cases of results.json: got 0", "pass rate: got 0.00 %"}, nil},
		{"a file without cases", Gate{}, of(results(100, 0, 0, 0), results(0, 0, 0, 3)),
			[]string{"cases of results.json: got 0, want at least 1"},
			[]string{"skipped cases: 3;"}},
		{"just as many skipped as allowed", Gate{}, of(results(80, 0, 0, 20)), nil, []string{"skipped cases: 20;"}},
		{"one more", Gate{}, of(results(79, 0, 0, 21)),
			[]string{"skipped cases: got 21.00 %, want at most 20.00 %"}, []string{"skipped cases: 21;"}},
		{"50 passed beside 950 skipped", Gate{}, of(results(50, 0, 0, 950)),
			[]string{"skipped cases: got 95.00 %, want at most 20.00 %"}, []string{"skipped cases: 950;"}},
		{"own allowance of skipped", Gate{MaxSkipped: ptr(0.95)}, of(results(50, 0, 0, 950)), nil,
			[]string{"skipped cases: 950;"}},
		{"too few", Gate{}, of(results(49, 0, 0, 0)),
			[]string{"cases that ran: got 49, want at least 50; run the whole golden set"}, nil},
		{"skipped cases did not run", Gate{}, of(results(49, 0, 0, 51)), []string{"cases that ran: got 49, want at least 50",
			"skipped cases: got 51.00 %"},
			[]string{"skipped cases: 51;"}},
		{"skipped cases did not pass", Gate{MinCases: ptr(1.0)}, of(results(1, 1, 0, 98)),
			[]string{"skipped cases: got 98.00 %",
				"pass rate: got 50.00 %"},
			[]string{"skipped cases: 98;"}},
		{"files add up", Gate{}, of(results(40, 0, 0, 0), results(40, 4, 0, 0)), nil, nil},

		{"a metric", Gate{Metrics: map[string]float64{"f": 0.9}}, of(withMetric(results(50, 0, 0, 0), "f", 0.9)), nil, nil},
		{"a low metric", Gate{Metrics: map[string]float64{"f": 0.9}}, of(withMetric(results(50, 0, 0, 0), "f", 0.89999)),
			[]string{"metric f: got 0.8999, want at least 0.9"}, nil},
		{"the lowest of two files", Gate{Metrics: map[string]float64{"f": 0.9}},
			of(withMetric(results(50, 0, 0, 0), "f", 0.8), withMetric(results(50, 0, 0, 0), "f", 1)),
			[]string{"metric f: got 0.8"}, nil},
		{"another metric", Gate{Metrics: map[string]float64{"f": 0.9}}, of(withMetric(results(50, 0, 0, 0), "g", 1)),
			[]string{"metric f: got nothing, want at least 0.9; the results report g"}, nil},
		{"no metric", Gate{Metrics: map[string]float64{"f": -1}, Ranges: map[string]Range{"f": {-2, 2}}},
			of(results(50, 0, 0, 0)),
			[]string{"metric f: got nothing, want at least -1; the results report no metric"}, nil},
		{"a metric that is no number", Gate{Metrics: map[string]float64{"f": -1}, Ranges: map[string]Range{"f": {-2, 2}}},
			of(withMetric(results(50, 0, 0, 0), "f", math.NaN())), []string{"metric f: got NaN"}, nil},

		{"exactly as far as allowed", Gate{Baseline: ptr(results(99, 1, 0, 0))}, of(results(97, 3, 0, 0)), nil, nil},
		{"a regression", Gate{Baseline: ptr(results(99, 1, 0, 0))}, of(results(96, 4, 0, 0)),
			[]string{"against the baseline: got 96.00 %, want at least 97.00 % (99.00 % less 2.00 %)"}, nil},
		{"no regression at all", Gate{Baseline: ptr(results(2, 1, 0, 0)), MaxRegression: ptr(0.0), MinPassRate: ptr(0.5)},
			of(results(66, 33, 0, 0)), nil, nil},
		{"a golden set as small as allowed", Gate{Baseline: ptr(results(99, 1, 0, 0))}, of(results(90, 0, 0, 0)), nil,
			[]string{"90 cases ran, 100 in the baseline"}},
		{"a case fewer", Gate{Baseline: ptr(results(99, 1, 0, 0))}, of(results(89, 0, 0, 0)),
			[]string{"cases against the baseline: got 89, want at least 90 (100 less 10.00 %)"}, nil},
		{"a baseline of 1,000 cases against 50", Gate{Baseline: ptr(results(1000, 0, 0, 0))}, of(results(50, 0, 0, 0)),
			[]string{"cases against the baseline: got 50, want at least 900"}, nil},
		{"own allowance of fewer", Gate{Baseline: ptr(results(1000, 0, 0, 0)), MaxFewer: ptr(0.95)},
			of(results(50, 0, 0, 0)), nil, []string{"50 cases ran, 1000 in the baseline"}},
		{"a history that vanished", Gate{History: []Run{}}, of(results(50, 0, 0, 0)), nil,
			[]string{"the history has no run that passed its gate"}},
		{"a history of failures", Gate{History: []Run{release(false, 99, 1)}}, of(results(50, 0, 0, 0)), nil,
			[]string{"the history has no run that passed its gate"}},

		{"digest", Gate{Digest: digest("a")}, of(withDigest(results(50, 0, 0, 0), digest("a")), results(50, 0, 0, 0)), nil,
			nil},
		{"another digest", Gate{Digest: digest("a")}, of(withDigest(results(50, 0, 0, 0), digest("b"))),
			[]string{"digest of results.json: got " + digest("b") + ", want " + digest("a")}, nil},
		{"two digests", Gate{}, of(withDigest(results(50, 0, 0, 0), digest("a")),
			withDigest(results(50, 0, 0, 0), digest("b"))),
			[]string{"digest of results.json: got " + digest("b") + ", want " + digest("a") + "; gate the results of one image"},
			nil},

		{"an invalid gate", Gate{MinPassRate: ptr(0.0), MinCases: ptr(0.0)}, of(results(100, 0, 0, 0)),
			[]string{"minCases: got 0", "minPassRate: got 0"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v := Evaluate(test.gate, test.files...)
			begin(t, "reason", v.Reasons, test.reasons)
			begin(t, "warning", v.Warnings, test.warnings)
			if v.Passed != (len(test.reasons) == 0) || (v.Err() == nil) != v.Passed {
				t.Errorf("passed %t, error %v", v.Passed, v.Err())
			}
			for _, c := range v.Checks {
				if !c.Passed && !strings.Contains(v.Err().Error(), c.Name+": ") {
					t.Errorf("the failed check %s is no reason", c.Name)
				}
			}
		})
	}
}

func begin(t *testing.T, what string, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %d %ss, want %d:\n%s", len(got), what, len(want), strings.Join(got, "\n"))
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("%s %d:\n got %s\nwant %s…", what, i, got[i], want[i])
		}
	}
}

// Each release is within the allowed regression of the one before; together they slide, and are stopped.
func TestSlide(t *testing.T) {
	var history []Run
	var stopped []int
	for passed := 990; passed >= 950; passed -= 5 {
		v := Evaluate(Gate{History: history}, results(passed, 1000-passed, 0, 0))
		if !v.Passed {
			stopped = append(stopped, passed)
			begin(t, "reason", v.Reasons,
				[]string{"against the best of the last 5: got " + percent(float64(passed)/1000) +
					", want at least 97.00 % (99.00 % less 2.00 %)"})
		}
		if falls := len(v.Warnings) > 0; falls != (passed < 980) {
			t.Errorf("%d: warnings %q", passed, v.Warnings)
		}
		history = append(history, v.Record(time.Now()))
	}
	if len(stopped) != 4 || stopped[0] != 965 {
		t.Errorf("stopped %v, want 965, 960, 955 and 950: a run that failed lowers nothing", stopped)
	}
	v := Evaluate(Gate{History: history[:3]}, results(975, 25, 0, 0))
	begin(t, "warning", v.Warnings,
		[]string{"the pass rate falls from release to release: 99.00 %, 98.50 %, 98.00 %, 97.50 %"})
}

func TestHistoryWindow(t *testing.T) {
	history := []Run{release(true, 100, 0), release(false, 100, 0)}
	for range HistoryWindow - 1 {
		history = append(history, release(true, 96, 4))
	}
	now := results(96, 4, 0, 0)
	if v := Evaluate(Gate{History: history}, now); v.Passed {
		t.Error("the best is within the window and was not looked at")
	}
	if v := Evaluate(Gate{History: append(history, release(true, 96, 4))}, now); !v.Passed || len(v.Warnings) > 0 {
		t.Errorf("a best that is out of the window counts, or equal rates fall: %v %v", v.Reasons, v.Warnings)
	}
	if v := Evaluate(Gate{History: history[1:2]}, now); !v.Passed {
		t.Errorf("a run that failed is compared with: %v", v.Reasons)
	}
	if v := Evaluate(Gate{History: history}, results(50, 0, 0, 0)); len(v.Reasons) != 1 ||
		!strings.HasPrefix(v.Reasons[0], "cases against the most of the last 10: got 50, want at least 90") {
		t.Errorf("reasons %q", v.Reasons)
	}
}

func FuzzEvaluate(f *testing.F) {
	f.Add(0.95, 50.0, 0.02, 95, 3, 2, 0, 99, 1)
	f.Fuzz(func(t *testing.T, rate, cases, regression float64, passed, failed, errored, skipped, basePassed,
		baseFailed int) {
		for _, n := range []*int{&passed, &failed, &errored, &skipped, &basePassed, &baseFailed} {
			*n = int(uint(*n) % (mostCases + 1))
		}
		now := results(passed, failed, errored, skipped)
		gate := Gate{MinPassRate: &rate, MinCases: &cases, MaxRegression: &regression,
			Baseline: ptr(results(basePassed, baseFailed, 0, 0))}
		v := Evaluate(gate, now)
		_, _ = v.String(), v.Markdown()
		if !v.Passed {
			return
		}
		if gate.Validate() != nil || passed == 0 || float64(now.Ran()) < cases || now.PassRate() < rate ||
			now.PassRate() < gate.Baseline.PassRate()-regression-1e-9 {
			t.Errorf("%s passes %+v", check.Number(rate), now)
		}
	})
}

// Shards have other cases, and runs with two models the same. Only a file that is named again counts twice.
func TestCasesOfSeveralFiles(t *testing.T) {
	file := func(model string, cases string) string {
		properties := ""
		if model != "" {
			properties = `<properties><property name="model" value="` + model + `"/></properties>`
		}
		return junitOf(`<testsuite name="s">` + properties + cases + "</testsuite>")
	}
	half, rest := times(30, `<testcase name="a#"/>`), times(30, `<testcase name="b#"/>`)
	const again = "cases of r1 that are in r0 as well, and count twice: 30"
	for name, c := range map[string]struct {
		files []string
		code  int
		says  string // where it passes, one of the notes
	}{
		"shards":               {[]string{file("", half), file("", rest)}, 0, ""},
		"shards of one model":  {[]string{file("m", half), file("m", rest)}, 0, ""},
		"two models":           {[]string{file("m", half), file("n", half)}, 0, ""},
		"nobody says of which": {[]string{file("", half), file("", half) + "\n"}, 0, again},
		"one model":            {[]string{file("m", half), file("m", half) + "\n"}, 1, "name each run once"},
		"a case of one model":  {[]string{file("m", half), file("m", rest+`<testcase name="a0"/>`)}, 0, "count twice: 1;"},
	} {
		code, said := judged(Gate{}, c.files)
		if code != c.code || !strings.Contains(said, c.says) || c.says == "" && strings.Contains(said, "count twice") {
			t.Errorf("%s: exit code %d, want %d with %q:\n%s", name, code, c.code, c.says, said)
		}
	}
}
