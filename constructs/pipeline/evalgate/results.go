package evalgate

import (
	"fmt"
	"maps"
	"math"
)

// Format is a form of results that [Read] knows.
type Format string

const (
	Promptfoo Format = "promptfoo"
	JUnit     Format = "JUnit XML"
	DeepEval  Format = "DeepEval"
	OpenAI    Format = "OpenAI evals"
	Neutral   Format = "neutral"
)

// mostCases is more than any evaluation has; a larger count is damage, and none of them added up overflows.
const mostCases = 1_000_000_000

// Results of an evaluation.
type Results struct {
	Source  string // file they are from; "" when none
	Sum     string // SHA-256 of the file, "sha256:…"; "" when none
	Format  Format // of the file
	Passed  int    // cases
	Failed  int    // cases with an answer that is not good enough
	Errored int    // cases without an answer, or whose answer could not be graded
	Skipped int    // cases that did not run, by intention
	Metrics map[string]Metric
	// Faults are what the file says that cannot be true, or that leaves open how many cases ran: each names its case.
	// Results with any pass no gate.
	Faults []string
	// Notes are what to look at although it is no fault.
	Notes []string
	// Digest of the image that was evaluated, "sha256:…"; "" when the file does not say: the neutral form's digest,
	// promptfoo's config.tags.digest, a JUnit property digest, an OpenAI run's metadata.digest.
	Digest string
}

// Metric is what the cases say of one quality, usually from 0 to 1.
type Metric struct {
	Mean            float64 // of the cases that report it; one that was not computed counts as 0
	Cases           int     // that report it; 0 when the file only has the mean
	Lost            int     // of those: cases in which it was not computed
	Lowest, Highest float64 // value that was computed
}

// Ran is the number of cases that ran: all but the skipped.
func (r Results) Ran() int { return r.Passed + r.Failed + r.Errored }

// PassRate is the share of the cases that ran which passed, from 0 to 1; 0 when none ran.
func (r Results) PassRate() float64 { return share(r.Passed, r.Ran()) }

func share(part, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(part) / float64(of)
}

// sum adds up the results of several files. Of a metric that several report, the lowest mean holds.
func sum(files []Results) Results {
	var total Results
	for _, f := range files {
		total.Passed += f.Passed
		total.Failed += f.Failed
		total.Errored += f.Errored
		total.Skipped += f.Skipped
		for name, metric := range f.Metrics {
			if lowest, known := total.Metrics[name]; !known || metric.Mean < lowest.Mean {
				if total.Metrics == nil {
					total.Metrics = map[string]Metric{}
				}
				total.Metrics[name] = metric
			}
		}
		if total.Digest == "" {
			total.Digest = f.Digest
		}
	}
	return total
}

// outcome of one case, from good to bad.
type outcome int

const (
	passed outcome = iota
	skipped
	failed
	errored
)

func (r *Results) count(o outcome) {
	switch o {
	case passed:
		r.Passed++
	case failed:
		r.Failed++
	case errored:
		r.Errored++
	case skipped:
		r.Skipped++
	}
}

// maxFaults are told of a file; more say the same.
const maxFaults = 10

// fault notes what cannot be true.
func (r *Results) fault(format string, values ...any) {
	switch len(r.Faults) {
	case maxFaults:
		r.Faults = append(r.Faults, "and more of the kind")
	case maxFaults + 1:
	default:
		r.Faults = append(r.Faults, fmt.Sprintf(format, values...))
	}
}

// scores collects the values of metrics.
type scores map[string]*Metric

// add counts a value; one that is no number, or larger than any, was not computed.
func (s scores) add(name string, value float64) error {
	m := s[name]
	if m == nil {
		if len(s) == maxMetrics {
			return fmt.Errorf("got more than %d metrics, want fewer; is it the right file?", maxMetrics)
		}
		m = &Metric{Lowest: math.Inf(1), Highest: math.Inf(-1)}
		s[name] = m
	}
	m.Cases++
	if math.IsNaN(value) || math.Abs(value) > mostCases {
		m.Lost++
		value = 0
	} else {
		m.Lowest, m.Highest = min(m.Lowest, value), max(m.Highest, value)
	}
	m.Mean += (value - m.Mean) / float64(m.Cases)
	return nil
}

// metrics are what was collected. One that was never computed is 0.
func (s scores) metrics() map[string]Metric {
	if len(s) == 0 {
		return nil
	}
	out := make(map[string]Metric, len(s))
	for name, m := range s {
		if m.Lost == m.Cases {
			m.Lowest, m.Highest = 0, 0
		}
		out[name] = *m
	}
	return out
}

// merged are the metrics of both; the second one's hold.
func merged(a, b map[string]Metric) map[string]Metric {
	if a == nil {
		return b
	}
	maps.Copy(a, b)
	return a
}
