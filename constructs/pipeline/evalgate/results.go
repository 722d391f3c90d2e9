package evalgate

import (
	"fmt"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// Format is a form of results that [Read] knows.
type Format string

const (
	Promptfoo Format = "promptfoo"
	JUnit     Format = "JUnit XML"
	GoTest    Format = "go test"
	Jest      Format = "Jest JSON" // Vitest writes it, too
	DeepEval  Format = "DeepEval"
	OpenAI    Format = "OpenAI evals"
	Neutral   Format = "neutral"
)

// mostCases is more than any evaluation has; a larger count is damage, and none of them added up overflows.
const mostCases = 1_000_000_000

// Results are the results of an evaluation.
type Results struct {
	Source  string // file they are from; "" when none
	Sum     string // SHA-256 of the file, "sha256:…"; "" when none
	Format  Format // of the file
	Passed  int    // cases
	Failed  int    // cases with an answer that is not good enough
	Errored int    // cases without an answer, or whose answer could not be graded
	Skipped int    // cases that did not run, by intention
	Flaky   int    // of those that passed: cases that failed before
	// Repeated are further results of cases that have one: a case counts once, however often it ran.
	Repeated int
	Metrics  map[string]Metric
	// Faults are what the file says that cannot be true, or that leaves open how many cases ran: each names its case.
	// Results with any pass no gate.
	Faults []string
	// Notes are what to look at although it is no fault.
	Notes []string
	// Digest of the image that was evaluated, "sha256:…"; "" when the file does not say: the neutral form's digest,
	// promptfoo's config.tags.digest, a JUnit property digest, an OpenAI run's metadata.digest.
	Digest string
	// Tool that wrote the file, with its version, and the model and the version of the prompt that were evaluated; "" when
	// the file does not say: tool, model and promptVersion of the neutral form and of JUnit's properties, promptfoo's
	// version and providers.
	Tool, Model, Prompt string

	seen map[uint64]ran // its cases, where the file tells them apart
}

// Metric is what the cases say of one quality, usually from 0 to 1.
type Metric struct {
	Mean            float64 // of the cases that report it; one that was not computed counts as 0
	Cases           int     // that report it; 0 when the file only has the mean
	Lost            int     // of those: cases in which it was not computed
	Lowest, Highest float64 // value that was computed
}

// Ran returns the number of cases that ran: all but the skipped.
func (r Results) Ran() int { return r.Passed + r.Failed + r.Errored }

// PassRate returns the share of the cases that ran which passed, from 0 to 1; 0 when none ran.
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
		total.Flaky += f.Flaky
		total.Repeated += f.Repeated
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
type outcome uint8

const (
	passed outcome = iota
	skipped
	failed
	errored
)

func (o outcome) bad() bool { return o == failed || o == errored }

func (r *Results) add(o outcome, n int) {
	switch o {
	case passed:
		r.Passed += n
	case failed:
		r.Failed += n
	case errored:
		r.Errored += n
	case skipped:
		r.Skipped += n
	}
}

// maxFaults are told of a file; more say the same.
const maxFaults = 10

// named is a name from a file, which is made fit for a message where there is one.
type named string

func (n named) String() string { return check.Quote(string(n)) }

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
