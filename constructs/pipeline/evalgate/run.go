package evalgate

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// Run is the record of a verdict: a line of a history, and the file that a later release takes as its baseline. Its
// JSON is the neutral form of results, so that [ReadFile] reads it, with gatePassed, which a Terraform precondition can
// read, the time and the reasons.
type Run struct {
	Results
	GatePassed bool
	Reasons    []string // not read back
	Time       time.Time
}

// Record makes the record of a verdict.
func (v Verdict) Record(at time.Time) Run {
	return Run{Results: v.Summary, GatePassed: v.Passed, Reasons: v.Reasons, Time: at}
}

// record is the JSON of a [Run].
type record struct {
	GatePassed bool               `json:"gatePassed"`
	Time       string             `json:"time"`
	Digest     string             `json:"digest,omitempty"`
	PassRate   float64            `json:"passRate"`
	Total      int                `json:"total"`
	Passed     int                `json:"passed"`
	Failed     int                `json:"failed"`
	Errored    int                `json:"errored"`
	Skipped    int                `json:"skipped"`
	Metrics    map[string]float64 `json:"metrics,omitempty"`
	Reasons    []string           `json:"reasons,omitempty"`
}

// MarshalJSON writes the run on one line.
func (r Run) MarshalJSON() ([]byte, error) {
	return json.Marshal(record{
		GatePassed: r.GatePassed, Time: r.Time.UTC().Format(time.RFC3339), Digest: r.Digest, PassRate: r.PassRate(),
		Total: r.Ran() + r.Skipped, Passed: r.Passed, Failed: r.Failed, Errored: r.Errored, Skipped: r.Skipped,
		Metrics: r.Metrics, Reasons: r.Reasons,
	})
}

// readRun reads the JSON of a run.
func readRun(text io.Reader) (Run, error) {
	var n neutral
	d := newDocument(text)
	if err := d.only(n.members(d).of); err != nil {
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
