package evalgate

import "math"

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
	Format  Format // of the file
	Passed  int    // cases
	Failed  int    // cases with an answer that is not good enough
	Errored int    // cases without an answer, or whose answer could not be graded
	Skipped int    // cases that did not run, by intention
	// Metrics by name: the mean of the cases that report it, usually from 0 to 1.
	Metrics map[string]float64
	// Digest of the image that was evaluated, "sha256:…"; "" when the file does not say: the neutral form's digest,
	// promptfoo's config.tags.digest, a JUnit property digest, an OpenAI run's metadata.digest.
	Digest string
}

// Ran is the number of cases that ran: all but the skipped.
func (r Results) Ran() int { return r.Passed + r.Failed + r.Errored }

// PassRate is the share of the cases that ran which passed, from 0 to 1; 0 when none ran.
func (r Results) PassRate() float64 {
	if r.Ran() == 0 {
		return 0
	}
	return float64(r.Passed) / float64(r.Ran())
}

// sum adds up the results of several files. Of a metric that several report, the lowest holds.
func sum(files []Results) Results {
	var total Results
	for _, f := range files {
		total.Passed += f.Passed
		total.Failed += f.Failed
		total.Errored += f.Errored
		total.Skipped += f.Skipped
		for name, value := range f.Metrics {
			if lowest, known := total.Metrics[name]; !known || value < lowest {
				if total.Metrics == nil {
					total.Metrics = map[string]float64{}
				}
				total.Metrics[name] = value
			}
		}
		if total.Digest == "" {
			total.Digest = f.Digest
		}
	}
	return total
}

// outcome of one case.
type outcome int

const (
	passed outcome = iota
	failed
	errored
	skipped
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

// scores collects the values of metrics, to take their means.
type scores map[string]*struct {
	sum   float64
	cases int
}

// add counts a value; one that is no number counts as 0, as an error counts as a failure.
func (s scores) add(name string, value float64) {
	score := s[name]
	if score == nil {
		score = &struct {
			sum   float64
			cases int
		}{}
		s[name] = score
	}
	score.cases++
	if !math.IsNaN(value) && !math.IsInf(value, 0) {
		score.sum += value
	}
}

func (s scores) means() map[string]float64 {
	if len(s) == 0 {
		return nil
	}
	out := make(map[string]float64, len(s))
	for name, score := range s {
		out[name] = score.sum / float64(score.cases)
	}
	return out
}
