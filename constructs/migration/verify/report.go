package verify

import (
	"slices"
	"time"
)

// Result is the result of a check.
type Result string

// The results.
const (
	Same      Result = "same"
	Differs   Result = "differs"
	NotJudged Result = "not judged"
)

// Report is what a comparison found.
type Report struct {
	// Result is Differs where anything does, NotJudged where something that matters could not be compared, else Same.
	Result      Result        `json:"result"`
	New         string        `json:"new"`
	Old         string        `json:"old"`
	Requests    int           `json:"requests"`
	Seconds     float64       `json:"seconds"`
	Interrupted bool          `json:"interrupted,omitempty"`
	OutOfTime   bool          `json:"outOfTime,omitempty"`
	Rows        []Row         `json:"checks"`
	Findings    []Finding     `json:"findings"`
	Unjudged    []Unjudged    `json:"notJudged"`
	Latency     []Percentiles `json:"latency,omitempty"`
}

// Row is one comparison.
type Row struct {
	Check   string `json:"check"`
	Request string `json:"request,omitempty"`
	Old     string `json:"old"`
	New     string `json:"new"`
	Result  Result `json:"result"`
}

// Finding is a difference that matters.
type Finding struct {
	Check   string `json:"check"`
	Request string `json:"request,omitempty"`
	Old     string `json:"old"`
	New     string `json:"new"`
	Why     string `json:"why"`
	Remedy  string `json:"remedy"` // the props of this library that it is about
}

// Unjudged is what could not be compared.
type Unjudged struct {
	Check   string `json:"check"`
	Request string `json:"request,omitempty"`
	Why     string `json:"why"`
	// Needed says that without it nothing is known to be the same.
	Needed bool `json:"needed"`
}

// Percentiles are the percentiles of how long answers took, in milliseconds; 0 where there were not enough.
type Percentiles struct {
	Endpoint string  `json:"endpoint"`
	Samples  int     `json:"samples"`
	P50      float64 `json:"p50"`
	P95      float64 `json:"p95"`
	P99      float64 `json:"p99"`
}

// The names of checks. Those of failures are the kinds of failure.
const (
	checkCertificate = "certificate"
	checkExpiry      = "certificate-expiry"
	checkTLS         = "tls-version"
	checkHTTP        = "http-version"
	checkPlain       = "http-to-https"
	checkStatus      = "status"
	checkHealth      = "health"
	checkRedirect    = "redirect"
	checkLoop        = "redirect-loop"
	checkLeak        = "redirect-leak"
	checkType        = "content-type"
	checkHeader      = "header"
	checkCookie      = "cookie"
	checkBody        = "body"
	checkSize        = "body-size"
	checkGzip        = "gzip"
	checkHead        = "head"
	checkOptions     = "options"
	checkErrors      = "errors"
	checkKeepAlive   = "keep-alive"
	checkLatency     = "latency"
	checkStream      = "stream"
	checkStreamCut   = "stream-cut"
	checkFirstByte   = "first-byte"
	checkSilence     = "silence"
	checkGolden      = "golden"
)

// Checks returns the names of what is compared, for [Options.Skip].
func Checks() []string {
	all := []string{
		checkCertificate, checkExpiry, checkTLS, checkHTTP, checkPlain, checkStatus, checkHealth, checkRedirect, checkLoop,
		checkLeak, checkType, checkHeader, checkCookie, checkBody, checkSize, checkGzip, checkHead, checkOptions,
		checkErrors, checkKeepAlive, checkLatency, checkStream, checkStreamCut, checkFirstByte, checkSilence, checkGolden,
	}
	for _, f := range failures {
		all = append(all, f.kind)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func newReport(o Options) *Report {
	return &Report{New: o.New.shown(), Old: o.Old.shown(), Rows: []Row{}, Findings: []Finding{}, Unjudged: []Unjudged{}}
}

// short is a time as it is told.
func short(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return d.Round(time.Microsecond).String()
	case d < time.Second:
		return d.Round(time.Millisecond).String()
	case d < time.Minute:
		return d.Round(10 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}
