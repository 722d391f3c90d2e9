package evalgate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"time"
)

// Run is the record of a verdict: a line of a history, and the file that a later release takes as its baseline. Its
// JSON has the counts of the neutral form, so that [ReadBaseline] reads it, with what the verdict was made of: the
// thresholds, the inputs by their SHA-256 with the tool, model and prompt that they state, the version of this library,
// the time and the reasons. A Terraform precondition judges those again, as gatePassed alone is easily written by hand.
type Run struct {
	Results
	GatePassed bool
	Time       time.Time

	// What is written and not read back.
	Reasons  []string
	Gate     Gate
	Inputs   []Results
	Baseline *Results
}

// Record makes the record of a verdict.
func (v Verdict) Record(at time.Time) Run {
	return Run{
		Results: v.Summary, GatePassed: v.Passed, Time: at,
		Reasons: v.Reasons, Gate: v.gate, Inputs: v.Files, Baseline: v.gate.Baseline,
	}
}

// record is the JSON of a [Run].
type record struct {
	GatePassed bool                `json:"gatePassed"`
	Time       string              `json:"time"`
	Digest     string              `json:"digest,omitempty"`
	PassRate   float64             `json:"passRate"`
	Total      int                 `json:"total"`
	Passed     int                 `json:"passed"`
	Failed     int                 `json:"failed"`
	Errored    int                 `json:"errored"`
	Skipped    int                 `json:"skipped"`
	Flaky      int                 `json:"flaky,omitempty"`
	Metrics    map[string]*float64 `json:"metrics,omitempty"` // the lowest mean of all files
	Highest    map[string]*float64 `json:"highest,omitempty"` // mean of all files, of the gate's MaxMetrics
	Gate       *thresholds         `json:"gate,omitempty"`
	Inputs     []input             `json:"inputs,omitempty"`
	Baseline   *input              `json:"baseline,omitempty"`
	Version    string              `json:"version,omitempty"`
	Reasons    []string            `json:"reasons,omitempty"`
}

// thresholds are what the results had to reach.
type thresholds struct {
	MinPassRate    float64            `json:"minPassRate"`
	MinCases       int                `json:"minCases"`
	MaxRegression  float64            `json:"maxRegression"`
	MaxSkipped     float64            `json:"maxSkipped"`
	MaxFewer       float64            `json:"maxFewer"`
	MinMetricShare float64            `json:"minMetricShare"`
	MaxFlaky       float64            `json:"maxFlaky"`
	Metrics        map[string]float64 `json:"metrics,omitempty"`
	MaxMetrics     map[string]float64 `json:"maxMetrics,omitempty"`
	Ranges         map[string]Range   `json:"ranges,omitempty"`
}

// input is a file that was judged, or compared with.
type input struct {
	File   string `json:"file"`
	Sum    string `json:"sum,omitempty"`
	Format Format `json:"format,omitempty"`
	Cases  int    `json:"cases"`
	Passed int    `json:"passed"`
	Tool   string `json:"tool,omitempty"`
	Model  string `json:"model,omitempty"`
	Prompt string `json:"promptVersion,omitempty"`
}

func inputOf(r Results) input {
	return input{File: r.Source, Sum: r.Sum, Format: r.Format, Cases: r.Ran(), Passed: r.Passed,
		Tool: r.Tool, Model: r.Model, Prompt: r.Prompt}
}

// MarshalJSON writes the run on one line.
func (r Run) MarshalJSON() ([]byte, error) {
	out := record{
		GatePassed: r.GatePassed, Time: r.Time.UTC().Format(time.RFC3339), Digest: r.Digest, PassRate: r.PassRate(),
		Total: r.Ran() + r.Skipped, Passed: r.Passed, Failed: r.Failed, Errored: r.Errored, Skipped: r.Skipped,
		Flaky: r.Flaky, Reasons: r.Reasons, Version: version(),
	}
	for name, metric := range r.Metrics {
		if out.Metrics == nil {
			out.Metrics = map[string]*float64{}
		}
		out.Metrics[name] = finite(metric.Mean)
	}
	for name := range r.Gate.MaxMetrics {
		if out.Highest == nil {
			out.Highest = map[string]*float64{}
		}
		out.Highest[name] = finite(highest(r.Inputs, name))
	}
	for _, file := range r.Inputs {
		out.Inputs = append(out.Inputs, inputOf(file))
	}
	if r.Baseline != nil {
		base := inputOf(*r.Baseline)
		out.Baseline = &base
	}
	if len(r.Inputs) > 0 {
		g := r.Gate.resolve()
		out.Gate = &thresholds{
			MinPassRate: g.minPassRate, MinCases: g.minCases, MaxRegression: g.maxRegression, MaxSkipped: g.maxSkipped,
			MaxFewer: g.maxFewer, MinMetricShare: g.minMetricShare, MaxFlaky: g.maxFlaky,
			Metrics: r.Gate.Metrics, MaxMetrics: r.Gate.MaxMetrics, Ranges: r.Gate.Ranges,
		}
	}
	return json.Marshal(out)
}

// finite is a number that JSON has, or nil.
func finite(n float64) *float64 {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return nil
	}
	return &n
}

// version of this library in the program: a release, or the commit.
func version() string {
	const path = "github.com/fargate-ai/fargate-ai-service"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, module := range append(info.Deps, &info.Main) {
		if module.Path == path {
			return module.Version
		}
	}
	return ""
}

// readRun reads the JSON of a run.
func readRun(text []byte) (Run, error) {
	var n neutral
	s := newSource(bytes.NewReader(text), min(max(len(text), 16), 64<<10))
	d := document{&scanner{source: s}}
	if err := d.value(n.members(d).of); err != nil {
		return Run{}, err
	}
	if err := d.nothing(); err != nil {
		return Run{}, err
	}
	if !n.found() || n.gatePassed == nil {
		return Run{}, errors.New(`got an object without "total" or "gatePassed", want the record of an eval gate`)
	}
	results, err := n.results()
	if err != nil {
		return Run{}, err
	}
	at, err := time.Parse(time.RFC3339, n.time)
	if err != nil {
		return Run{}, fmt.Errorf("time: %w", err)
	}
	return Run{Results: results, GatePassed: *n.gatePassed, Time: at}, nil
}
