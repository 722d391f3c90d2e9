package main

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration/verify"
	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

// verifyFlags are the flags of verify. Numbers are texts until all of them are looked at, so that all mistakes are told
// at once.
type verifyFlags struct {
	options                                          verify.Options
	golden, roots                                    string
	requests, time, rate, concurrency, body, timeout string
	latency, latencySlack, length, days, oldIdle     string
	asJSON, markdown                                 bool
}

func newVerify() *cobra.Command {
	var f verifyFlags
	command := &cobra.Command{
		Use:   "verify --url NEW --against OLD [flags]",
		Short: "Compare a new endpoint with the old one before DNS is changed",
		Long: `Compare a new endpoint with the old one before DNS is changed: status, headers, cookies, redirects, bodies,
compression, TLS, latency, errors that come now and then, and streams that outlast the old idle timeout.

It asks both for the same with GET, HEAD and OPTIONS, within limits that it states before it starts. Other methods are
sent once to each, where a request of --golden says so. Nobody else is asked: redirects to other hosts are not followed.
With --host or --resolve a load balancer is asked under the name that it will have.

The file of --golden is a list in YAML or JSON, or JSON Lines:
  - path: /v1/chat/completions
    headers: {Authorization: "Bearer ${API_KEY}"}
    body: {model: fast, messages: [{role: user, content: Say yes}]}
    expect: {status: 200, keys: [choices.message.content], maxSeconds: 20}
${NAME} is a variable of the environment. Its value is sent only where TLS was verified, and never shown.

Date, server, request ids, ETag and the like are no differences; neither are values of JSON, what the new endpoint does
besides or better, and what both do alike. In GitHub Actions the report is also written to the job's summary.

Exit codes: 0 the same, 1 something differs, 2 wrong usage, or what matters could not be compared: the old endpoint
fails, the limits were too low, it was interrupted. What was seen until then is told.`,
		Example: `  fargateai verify --url https://shop-123.eu-west-1.elb.amazonaws.com --host shop.acme.dev \
    --against https://shop.acme.dev --health /health --path /v1/models
  fargateai verify --url https://shop.acme.dev --resolve shop.acme.dev:443:203.0.113.7 \
    --against https://shop-prod.eu-west-1.elasticbeanstalk.com --stream /v1/events --golden golden.yaml`,
		Args: noArgument,
		RunE: func(command *cobra.Command, _ []string) error { return f.run(command) },
	}
	o, flags := &f.options, command.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.New.URL, "url", "", "`URL` of the new endpoint; required")
	flags.StringVar(&o.Old.URL, "against", "", "`URL` of the old endpoint; required")
	flags.StringVar(&o.New.Host, "host", "", "`NAME` that the new endpoint is asked under, in TLS and the header Host")
	flags.StringVar(&o.New.Resolve, "resolve", "", "where the host of --url is looked for, as `HOST:PORT:ADDRESS`")
	flags.StringVar(&o.Old.Host, "against-host", "", "`NAME` that the old endpoint is asked under")
	flags.StringVar(&o.Old.Resolve, "against-resolve", "",
		"where the host of --against is looked for, as `HOST:PORT:ADDRESS`")
	flags.StringArrayVar(&o.Paths, "path", nil, "`PATH` to compare besides that of --url; may be repeated")
	flags.StringVar(&o.Health, "health", "", "`PATH` of the health check")
	flags.StringVar(&o.Stream, "stream", "", "`PATH` whose answer is a stream that outlasts --old-idle-timeout")
	flags.StringVar(&f.oldIdle, "old-idle-timeout", "",
		fmt.Sprintf("`TIME` of silence after which the old load balancer cuts a stream (default %s)",
			verify.DefaultOldIdleTimeout))
	flags.StringVar(&o.Origin, "origin", "", "`ORIGIN` to ask for CORS headers with, such as https://app.acme.dev")
	flags.StringVar(&f.golden, "golden", "", "`FILE` of requests, and what the new endpoint has to answer")
	flags.StringVar(&f.requests, "requests", "",
		fmt.Sprintf("most `NUMBER` of requests to both together (default %d)", verify.DefaultRequests))
	flags.StringVar(&f.time, "time", "", fmt.Sprintf("most `TIME` that all may take (default %s)", verify.DefaultTime))
	flags.StringVar(&f.rate, "rate", "",
		fmt.Sprintf("most `NUMBER` of requests a second to both together (default %d)", verify.DefaultRate))
	flags.StringVar(&f.concurrency, "concurrency", "",
		fmt.Sprintf("most `NUMBER` of requests at a time (default %d)", verify.DefaultConcurrency))
	flags.StringVar(&f.body, "max-body", "",
		fmt.Sprintf("most `BYTES` of an answer that are read (default %d)", verify.DefaultBody))
	flags.StringVar(&f.timeout, "timeout", "", fmt.Sprintf("most `TIME` of a request (default %s)", verify.DefaultTimeout))
	flags.StringVar(&f.latency, "latency", "",
		fmt.Sprintf("how many `TIMES` as long the new one may take (default %v)", verify.DefaultLatency))
	flags.StringVar(&f.latencySlack, "latency-slack", "",
		fmt.Sprintf("`TIME` that may be added to that (default %s)", verify.DefaultLatencySlack))
	flags.StringVar(&f.length, "length", "",
		fmt.Sprintf("how many `TIMES` as long or short a text may be (default %d)", verify.DefaultLength))
	flags.StringVar(&f.days, "certificate-days", "",
		fmt.Sprintf("least `DAYS` that the new certificate is valid for still (default %d)", verify.DefaultCertificateDays))
	flags.StringArrayVar(&o.Skip, "skip", nil,
		"`CHECK` to leave out, by its name in the report, such as latency; may be repeated")
	flags.StringArrayVar(&o.IgnoreHeaders, "ignore-header", nil, "`NAME` of a header to leave out; may be repeated")
	flags.StringVar(&f.roots, "ca-file", "", "PEM `FILE` of certificates to trust besides those of the system")
	flags.BoolVar(&f.asJSON, "json", false, "write JSON: result, checks, findings, what was not judged, latencies")
	flags.BoolVar(&f.markdown, "markdown", false, "write Markdown, for a comment on a pull request")
	return command
}

func (f *verifyFlags) run(command *cobra.Command) error {
	options, err := f.read()
	if err := errors.Join(oneForm(command, "json", "markdown"), err); err != nil {
		return err
	}
	stderr := command.ErrOrStderr()
	for _, line := range options.Plan() {
		fmt.Fprintln(stderr, line)
	}
	progress := terminal.NewProgress(stderr)
	options.Progress = func(p verify.Progress) {
		progress.Say(fmt.Sprintf("%s: %d of at most %d requests, %s", p.Stage, p.Asked, p.Most, p.Elapsed.Round(time.Second)))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	report, err := verify.Run(ctx, options)
	progress.End()
	if err != nil {
		return byVerifyFlag(err)
	}
	return f.tell(command.OutOrStdout(), report)
}

func (f *verifyFlags) tell(w io.Writer, report *verify.Report) error {
	switch {
	case f.asJSON:
		if err := writeJSON(w, report); err != nil {
			return err
		}
	case f.markdown:
		fmt.Fprint(w, report.Markdown())
	default:
		t := terminal.Of(w)
		fmt.Fprint(w, report.Text(t.Columns, t.Colors))
	}
	if err := stepSummary(report.Markdown()); err != nil {
		return err
	}
	switch report.Result {
	case verify.Differs:
		return refusal(fmt.Sprintf("verify failed: got %d %s, want none", len(report.Findings),
			plural(len(report.Findings), "difference")))
	case verify.NotJudged:
		return unknown("verify could not judge: see above what was not compared")
	}
	return nil
}

// read turns the flags into options, or tells all mistakes.
func (f *verifyFlags) read() (verify.Options, error) {
	o := f.options
	var mistakes []error
	whole := func(flag, text string, value *int) {
		if n, err := strconv.Atoi(text); text != "" && (err != nil || n <= 0) {
			mistakes = append(mistakes, fmt.Errorf("--%s: got %q, want a whole number above 0", flag, text))
		} else {
			*value = n
		}
	}
	number := func(flag, text string, value *float64) {
		if n, err := strconv.ParseFloat(text, 64); text != "" && (err != nil || !(n > 0)) {
			mistakes = append(mistakes, fmt.Errorf("--%s: got %q, want a number above 0", flag, text))
		} else {
			*value = n
		}
	}
	duration := func(flag, text string, value *time.Duration) {
		if d, err := time.ParseDuration(text); text != "" && (err != nil || d <= 0) {
			mistakes = append(mistakes, fmt.Errorf("--%s: got %q, want a time with its unit, such as 90s or 2m", flag, text))
		} else {
			*value = d
		}
	}
	whole("requests", f.requests, &o.Limits.Requests)
	duration("time", f.time, &o.Limits.Time)
	number("rate", f.rate, &o.Limits.Rate)
	whole("concurrency", f.concurrency, &o.Limits.Concurrency)
	var body int
	whole("max-body", f.body, &body)
	o.Limits.Body = int64(body)
	duration("timeout", f.timeout, &o.Limits.Timeout)
	number("latency", f.latency, &o.Allow.Latency)
	duration("latency-slack", f.latencySlack, &o.Allow.LatencySlack)
	number("length", f.length, &o.Allow.Length)
	whole("certificate-days", f.days, &o.Allow.CertificateDays)
	duration("old-idle-timeout", f.oldIdle, &o.OldIdleTimeout)
	mistakes = append(mistakes, f.files(&o))
	if err := o.Validate(); err != nil {
		mistakes = append(mistakes, byVerifyFlag(err))
	}
	return o, errors.Join(mistakes...)
}

// files reads the files that the flags name.
func (f *verifyFlags) files(o *verify.Options) error {
	var mistakes []error
	if f.golden != "" {
		text, err := readFile(f.golden)
		if err == nil {
			if o.Golden, err = verify.ReadGolden(strings.NewReader(string(text)), os.LookupEnv); err != nil {
				err = within("--golden: "+f.golden, err)
				o.Golden = nil
			}
		} else {
			err = fmt.Errorf("--golden: %w", err)
		}
		mistakes = append(mistakes, err)
	}
	if f.roots != "" {
		text, err := readFile(f.roots)
		pool, _ := x509.SystemCertPool()
		if pool == nil {
			pool = x509.NewCertPool()
		}
		switch {
		case err != nil:
			mistakes = append(mistakes, fmt.Errorf("--ca-file: %w", err))
		case !pool.AppendCertsFromPEM(text):
			mistakes = append(mistakes, fmt.Errorf("--ca-file: %s: got no certificate in PEM, want one", f.roots))
		}
		o.New.Roots, o.Old.Roots = pool, pool
	}
	return errors.Join(mistakes...)
}

// verifyNames are the flags of the options that mistakes are about.
var verifyNames = map[string]string{
	"new": "url", "new.url": "url", "old.url": "against", "new.host": "host", "new.resolve": "resolve",
	"old.host": "against-host", "old.resolve": "against-resolve", "paths": "path", "health": "health",
	"stream": "stream", "origin": "origin", "skip": "skip", "limits.requests": "requests", "limits.time": "time",
	"limits.rate": "rate", "limits.concurrency": "concurrency", "limits.body": "max-body", "limits.timeout": "timeout",
	"allow.latency": "latency", "allow.latencySlack": "latency-slack", "allow.length": "length",
	"allow.certificateDays": "certificate-days", "oldIdleTimeout": "old-idle-timeout",
}

func byVerifyFlag(err error) error {
	var out []error
	for line := range strings.SplitSeq(err.Error(), "\n") {
		out = append(out, errors.New(named(line, verifyNames)))
	}
	return errors.Join(out...)
}
