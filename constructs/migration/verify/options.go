package verify

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Options say what is compared, and how much is asked for.
type Options struct {
	// New is the endpoint to verify, Old the one that serves today. Required.
	New, Old Endpoint
	// Paths to compare besides that of the URLs, such as "/v1/models". Default: none.
	Paths []string
	// Health is the path of the load balancer's health check. The new endpoint has to answer it with a success. Default:
	// none, and it is not asked.
	Health string
	// Stream is a path whose answer is a stream that lasts longer than OldIdleTimeout. Default: streams are not compared.
	Stream string
	// OldIdleTimeout is after how much silence the old load balancer cuts a stream. A stream of the new one has to last
	// for a quarter longer, or end by itself after it. Default: 1 minute.
	OldIdleTimeout time.Duration
	// Origin to ask for CORS headers with, such as "https://app.acme.dev". Default: no Origin is sent.
	Origin string
	// Golden requests, and what the new endpoint has to answer them; see [ReadGolden]. Default: none.
	Golden []Golden
	// Limits of how much is asked, and how fast. Default: those of each limit.
	Limits Limits
	// Allow is how much the new endpoint may differ. Default: that of each allowance.
	Allow Allowance
	// Skip leaves out checks by their names; see [Checks]. Default: none.
	Skip []string
	// IgnoreHeaders are not compared, besides those that say who answered, when, or which request it was. Default: none.
	IgnoreHeaders []string
	// Progress is called now and then while it runs, from several goroutines. Default: nobody is told.
	Progress func(Progress)
}

// Limits are the limits of a run. A zero is the default.
type Limits struct {
	// Requests to both endpoints together, 10 to 10,000. Default: 200.
	Requests int
	// Time that all may take, up to an hour. Default: 2 minutes.
	Time time.Duration
	// Rate of requests a second to both endpoints together, above 0 and at most 100. Default: 5.
	Rate float64
	// Concurrency is how many requests may be under way at a time, a stream of each endpoint aside; 1 to 20. Default: 2.
	Concurrency int
	// Body is how many bytes of an answer are read, up to 64 MiB. Default: 1 MiB.
	Body int64
	// Timeout of one request, up to 15 minutes. Default: 30 seconds.
	Timeout time.Duration
}

// Allowance is how much the new endpoint may differ. A zero is the default.
type Allowance struct {
	// Latency is how many times as long the new one may take, at least 1. Default: 1.5.
	Latency float64
	// LatencySlack may be added to that. Default: 100 ms.
	LatencySlack time.Duration
	// Length is how many times as long, or as short, a text may be, at least 1. Default: 2.
	Length float64
	// CertificateDays is how many days the new certificate must be valid for still, at least 1. Default: 14. ACM renews 60
	// days before the end.
	CertificateDays int
}

// Progress is how far a run is.
type Progress struct {
	Stage       string
	Asked, Most int
	Elapsed     time.Duration
}

// Defaults of [Options].
const (
	DefaultRequests        = 200
	DefaultTime            = 2 * time.Minute
	DefaultRate            = 5
	DefaultConcurrency     = 2
	DefaultBody            = 1 << 20
	DefaultTimeout         = 30 * time.Second
	DefaultOldIdleTimeout  = time.Minute
	DefaultLatency         = 1.5
	DefaultLatencySlack    = 100 * time.Millisecond
	DefaultLength          = 2
	DefaultCertificateDays = 14

	mostRequests    = 10000
	mostTime        = time.Hour
	mostRate        = 100
	mostConcurrency = 20
	mostBody        = 64 << 20
	mostTimeout     = 15 * time.Minute
	mostPaths       = 100
)

// Validate reports every mistake at once.
func (o Options) Validate() error { return o.problems().Err() }

func (o Options) problems() (ms rules.Mistakes) {
	ms.Under("new", o.New.problems())
	ms.Under("old", o.Old.problems())
	if len(ms) == 0 && o.New.same(o.Old) {
		ms.Break(rules.Unique, "new", check.Quote(o.New.shown()), "another endpoint than the old one",
			"it would be compared with itself: name the new load balancer, and the future name by host or resolve")
	}
	if len(o.Paths) > mostPaths {
		ms.Break(rules.Range, "paths", fmt.Sprint(len(o.Paths)), fmt.Sprintf("at most %d", mostPaths), "")
	}
	for i, path := range o.Paths {
		pathProblem(&ms, rules.Index("paths", i), path)
	}
	if o.Health != "" {
		pathProblem(&ms, "health", o.Health)
	}
	if o.Stream != "" {
		pathProblem(&ms, "stream", o.Stream)
	}
	if o.Origin != "" {
		if u, err := url.Parse(o.Origin); err != nil || u.Host == "" || u.Path != "" || u.User != nil {
			ms.Break(rules.Invalid, "origin", check.Quote(o.Origin), "scheme and host, such as https://app.acme.dev", "")
		}
	}
	for i, g := range o.Golden {
		ms.Under(rules.Index("golden", i), g.problems())
	}
	for i, name := range o.Skip {
		if !slices.Contains(Checks(), name) {
			ms.Break(rules.OneOf, rules.Index("skip", i), check.Quote(name), "one of "+strings.Join(Checks(), ", "), "")
		}
	}
	o.Limits.problems(&ms)
	if least := o.least(); len(ms) == 0 && o.resolve().Limits.Requests < least {
		ms.Break(rules.Range, "limits.requests", fmt.Sprint(o.resolve().Limits.Requests),
			fmt.Sprintf("at least %d, to ask for everything once", least), "")
	}
	o.Allow.problems(&ms)
	within(&ms, "oldIdleTimeout", o.OldIdleTimeout, mostTime)
	if r := o.resolve(); o.Stream != "" && r.OldIdleTimeout > 0 && r.Limits.Time > 0 && r.watch() > r.Limits.Time {
		ms.Break(rules.Range, "limits.time", r.Limits.Time.String(),
			fmt.Sprintf("at least %s: the old idle timeout of %s and a quarter", r.watch(), r.OldIdleTimeout), "")
	}
	return ms
}

// least is how many requests it takes to ask both for everything once: a page by GET, HEAD and OPTIONS, and where HTTP
// leads to.
func (o Options) least() int {
	pages := 1 + len(o.Paths)
	if o.Health != "" {
		pages++
	}
	least := 6*pages + 2*len(o.Golden) + 2
	if o.Stream != "" {
		least += 2
	}
	return least
}

func (l Limits) problems(ms *rules.Mistakes) {
	if l.Requests != 0 && (l.Requests < 10 || l.Requests > mostRequests) {
		ms.Break(rules.Range, "limits.requests", fmt.Sprint(l.Requests), fmt.Sprintf("10 to %d", mostRequests), "")
	}
	within(ms, "limits.time", l.Time, mostTime)
	within(ms, "limits.timeout", l.Timeout, mostTimeout)
	if l.Rate != 0 && !(l.Rate > 0 && l.Rate <= mostRate) {
		ms.Break(rules.Range, "limits.rate", check.Number(l.Rate),
			fmt.Sprintf("above 0 and at most %d requests a second", mostRate), "")
	}
	if l.Concurrency < 0 || l.Concurrency > mostConcurrency {
		ms.Break(rules.Range, "limits.concurrency", fmt.Sprint(l.Concurrency), fmt.Sprintf("1 to %d", mostConcurrency), "")
	}
	if l.Body != 0 && (l.Body < 1024 || l.Body > mostBody) {
		ms.Break(rules.Range, "limits.body", fmt.Sprint(l.Body), fmt.Sprintf("1024 to %d bytes", mostBody), "")
	}
}

func (a Allowance) problems(ms *rules.Mistakes) {
	times := func(path string, value float64) {
		if value != 0 && !(value >= 1 && value <= 1000) {
			ms.Break(rules.Range, path, check.Number(value), "1 to 1000", "1.5 allows half as much again")
		}
	}
	times("allow.latency", a.Latency)
	times("allow.length", a.Length)
	within(ms, "allow.latencySlack", a.LatencySlack, mostTimeout)
	if a.CertificateDays < 0 || a.CertificateDays > 398 {
		ms.Break(rules.Range, "allow.certificateDays", fmt.Sprint(a.CertificateDays), "1 to 398 days", "")
	}
}

func within(ms *rules.Mistakes, path string, value, most time.Duration) {
	if value < 0 || value > most {
		ms.Break(rules.Range, path, value.String(), "above 0 and at most "+most.String(), "")
	}
}

func pathProblem(ms *rules.Mistakes, at, path string) {
	u, err := url.Parse(path)
	if err != nil || !strings.HasPrefix(path, "/") || u.Host != "" || u.Fragment != "" {
		ms.Break(rules.Invalid, at, check.Quote(path), "a path that begins with /, such as /v1/models", "")
	}
}

// resolve fills in the defaults.
func (o Options) resolve() Options {
	l, a := &o.Limits, &o.Allow
	defaultTo(&l.Requests, DefaultRequests)
	defaultTo(&l.Time, DefaultTime)
	defaultTo(&l.Rate, DefaultRate)
	defaultTo(&l.Concurrency, DefaultConcurrency)
	defaultTo(&l.Body, DefaultBody)
	defaultTo(&l.Timeout, DefaultTimeout)
	defaultTo(&a.Latency, DefaultLatency)
	defaultTo(&a.LatencySlack, DefaultLatencySlack)
	defaultTo(&a.Length, DefaultLength)
	defaultTo(&a.CertificateDays, DefaultCertificateDays)
	defaultTo(&o.OldIdleTimeout, DefaultOldIdleTimeout)
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	return o
}

func defaultTo[T comparable](value *T, otherwise T) {
	var zero T
	if *value == zero {
		*value = otherwise
	}
}

// watch is how long a stream is looked at.
func (o Options) watch() time.Duration { return o.OldIdleTimeout + o.OldIdleTimeout/4 }

// Plan says in a few lines what will be sent, before it is. It shows no secret.
func (o Options) Plan() []string {
	o = o.resolve()
	l := o.Limits
	lines := []string{
		"new  " + o.New.shown(),
		"old  " + o.Old.shown(),
		fmt.Sprintf("at most %d requests to both together in %s, %s a second, %d at a time, each up to %s and %s of its "+
			"answer",
			l.Requests, l.Time, check.Number(l.Rate), l.Concurrency, l.Timeout, size(l.Body)),
		fmt.Sprintf("the new one may take %s times as long as the old one and %s more", check.Number(o.Allow.Latency),
			o.Allow.LatencySlack),
	}
	if o.Stream != "" {
		lines = append(lines, fmt.Sprintf("and one stream of each, looked at for %s", o.watch()))
	}
	for _, g := range o.Golden {
		if !g.repeatable() {
			lines = append(lines, "sent once to each, though it may change something: "+g.title())
		}
	}
	return lines
}

func size(bytes int64) string {
	if bytes >= 1<<20 {
		return check.Number(float64(bytes*10>>20)/10) + " MiB"
	}
	if bytes >= 1<<10 {
		return check.Number(float64(bytes*10>>10)/10) + " KiB"
	}
	return fmt.Sprintf("%d bytes", bytes)
}
