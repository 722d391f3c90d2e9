package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/evalgate"
	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

// evalGate are the flags of eval-gate. Numbers are texts until all of them are looked at, so that all mistakes are told
// at once.
type evalGate struct {
	minPassRate, minCases, maxRegression string
	maxSkipped, maxFewer, minMetricShare string
	maxFlaky                             string
	metrics, maxMetrics, ranges          []string
	baseline, history, digest, output    string
	asJSON                               bool
}

func newEvalGate() *cobra.Command {
	var f evalGate
	command := &cobra.Command{
		Use:   "eval-gate [flags] FILE...",
		Short: "Fail when the results of an evaluation are not good enough to deploy",
		Long: `Fail when the results of an evaluation are not good enough to deploy.

FILE is what the evaluator wrote, recognized by its content: promptfoo JSON or JSONL, JUnit XML (DeepEval, LangSmith or
Ragas through pytest; promptfoo, Vitest, jest-junit, gotestsum), go test -json, Jest or Vitest JSON, DeepEval JSON, an
OpenAI evals run, or {"total", "passed", "failed", "errored", "skipped", "metrics": {}, "digest", "tool", "model",
"promptVersion"}. Several files add up; name each run of an evaluator once, in one format.

Errors count as failures, skipped cases as nothing, a case that ran several times as one. A file without cases fails.
So do a case that contradicts itself, a test file that did not load, a metric that was not computed or only in a few
cases, many cases that passed only after they failed, and far fewer cases than before.
In GitHub Actions the verdict is also written to the job's summary. Keep the baseline and the history where the next
run finds them: in the repository, a cache or a bucket.

The --output has the thresholds, the counts, the SHA-256 of every file and the version, for whoever judges it again.

Exit codes: 0 passed, 1 failed, 2 wrong usage or a file that cannot be read, is cut off, of no known shape, or has sums
that are not those of its cases.`,
		Example: `  promptfoo eval -o results.json; fargateai eval-gate --metric faithfulness=0.9 results.json
  fargateai eval-gate --baseline main.json --history evals.jsonl --digest sha256:... --output verdict.json report.xml`,
		Args: files(1, math.MaxInt),
		RunE: func(command *cobra.Command, args []string) error { return f.run(command, args) },
	}
	flags := command.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.minPassRate, "min-pass-rate", "",
		fmt.Sprintf("least `SHARE` of passed cases, from 0 to 1 (default %v)", evalgate.DefaultMinPassRate))
	flags.StringVar(&f.minCases, "min-cases", "",
		fmt.Sprintf("least `NUMBER` of cases that ran (default %d)", evalgate.DefaultMinCases))
	flags.StringVar(&f.maxSkipped, "max-skipped", "",
		fmt.Sprintf("largest `SHARE` of skipped cases (default %v)", evalgate.DefaultMaxSkipped))
	flags.StringArrayVar(&f.metrics, "metric", nil, "least mean of a metric, as `NAME=MIN`; may be repeated")
	flags.StringArrayVar(&f.maxMetrics, "max-metric", nil,
		"largest mean of a metric of which less is better, as `NAME=MAX`; may be repeated")
	flags.StringArrayVar(&f.ranges, "metric-range", nil,
		"values that a metric can have, as `NAME=LOW..HIGH`; may be repeated (default 0..1 for a minimum up to 1)")
	flags.StringVar(&f.minMetricShare, "min-metric-share", "",
		fmt.Sprintf("least `SHARE` of the cases that report each --metric (default %v)", evalgate.DefaultMinMetricShare))
	flags.StringVar(&f.maxFlaky, "max-flaky", "",
		"largest `SHARE` of cases that pass only after they failed (default 1 less the least pass rate)")
	flags.StringVar(&f.baseline, "baseline", "",
		"`FILE` of earlier results, such as an --output of the main branch, to compare with")
	flags.StringVar(&f.history, "history", "",
		fmt.Sprintf("`FILE` that this run is added to, and whose best of the last %d passed runs is compared with",
			evalgate.HistoryWindow))
	flags.StringVar(&f.maxRegression, "max-regression", "",
		fmt.Sprintf("`SHARE` that the pass rate may be below those (default %v)", evalgate.DefaultMaxRegression))
	flags.StringVar(&f.maxFewer, "max-fewer", "",
		fmt.Sprintf("`SHARE` by which fewer cases may run than in those (default %v)", evalgate.DefaultMaxFewer))
	flags.StringVar(&f.digest, "digest", "", "`DIGEST` of the evaluated image; results that state another one fail")
	flags.StringVar(&f.output, "output", "", "`FILE` to write the verdict to, as JSON")
	flags.BoolVar(&f.asJSON, "json", false, "write the same JSON to the standard output")
	return command
}

func (f *evalGate) run(command *cobra.Command, paths []string) error {
	gate, mistakes := f.gate()
	mistakes = append(mistakes, empty(command)...)
	again := f.distinct(paths)
	mistakes = append(mistakes, again...)
	if f.output != "" && len(again) == 0 {
		// the verdict of an earlier run must not stand for this one, whatever else is wrong
		if err := os.Remove(f.output); err != nil && !errors.Is(err, os.ErrNotExist) {
			mistakes = append(mistakes, err)
		}
	}
	var results []evalgate.Results
	for _, path := range paths {
		r, err := evalgate.ReadFile(path)
		if err != nil {
			mistakes = append(mistakes, err)
		}
		results = append(results, r)
	}
	if err := errors.Join(mistakes...); err != nil {
		return errors.Join(err, stepSummary("### Eval gate: no verdict\n\n```\n"+
			strings.ReplaceAll(err.Error(), "```", "'''")+"\n```\n"))
	}
	verdict := evalgate.Evaluate(gate, results...)
	record := verdict.Record(time.Now())
	if out := command.OutOrStdout(); f.asJSON {
		if err := writeJSON(out, record); err != nil {
			return err
		}
	} else {
		fmt.Fprint(out, verdict.Text(terminal.Of(out).Columns))
	}
	if err := errors.Join(stepSummary(verdict.Markdown()), f.record(record)); err != nil {
		return err
	}
	if !verdict.Passed {
		return refusal("eval gate failed")
	}
	return nil
}

// gate reads the flags, and the files that they name.
func (f *evalGate) gate() (gate evalgate.Gate, mistakes []error) {
	number := func(flag, text, hint string) *float64 {
		if text == "" {
			return nil
		}
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s: got %q, want a number, %s", flag, text, hint))
			return nil
		}
		return &n
	}
	gate = evalgate.Gate{
		MinPassRate:   number("--min-pass-rate", f.minPassRate, "such as 0.95 for 95 %"),
		MinCases:      number("--min-cases", f.minCases, "such as 50"),
		MaxRegression: number("--max-regression", f.maxRegression, "such as 0.02 for 2 points"),
		MaxSkipped:    number("--max-skipped", f.maxSkipped, "such as 0.2 for 20 %"),
		MaxFewer:      number("--max-fewer", f.maxFewer, "such as 0.1 for 10 %"),
		Digest:        f.digest,

		MinMetricShare: number("--min-metric-share", f.minMetricShare, "such as 0.5 for half of the cases"),
		MaxFlaky:       number("--max-flaky", f.maxFlaky, "such as 0.05 for 5 %"),
	}
	limit := func(flag, text string) *float64 { return number(flag, text, "such as 0.9") }
	gate.Metrics = minimums(f.metrics, limit, &mistakes)
	gate.MaxMetrics = limits("--max-metric", "maximum", "MAX", f.maxMetrics, limit, &mistakes)
	gate.Ranges = metricRanges(f.ranges, limit, &mistakes)
	compared := func(flag, text string) {
		if text != "" && f.baseline == "" && f.history == "" {
			mistakes = append(mistakes,
				fmt.Errorf("%s: got nothing to compare with, want --baseline or --history as well", flag))
		}
	}
	compared("--max-regression", f.maxRegression)
	compared("--max-fewer", f.maxFewer)
	if f.minMetricShare != "" && len(f.metrics)+len(f.maxMetrics) == 0 {
		mistakes = append(mistakes, errors.New("--min-metric-share: got no metric to hold it against, want --metric as well"))
	}
	if f.baseline != "" {
		baseline, err := evalgate.ReadBaseline(f.baseline)
		if err != nil {
			mistakes = append(mistakes, fmt.Errorf("--baseline: %w", err))
		} else {
			gate.Baseline = &baseline
		}
	}
	if f.history != "" {
		history, err := evalgate.ReadHistory(f.history)
		if err != nil {
			mistakes = append(mistakes, fmt.Errorf("--history: %w", err))
		}
		gate.History = history
	}
	if err := gate.Validate(); err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			mistakes = append(mistakes, errors.New(asFlag(line)))
		}
	}
	return gate, mistakes
}

// metricRanges reads NAME=LOW..HIGH.
func metricRanges(texts []string, number func(flag, text string) *float64,
	mistakes *[]error) map[string]evalgate.Range {
	ranges := map[string]evalgate.Range{}
	for _, text := range texts {
		cut := strings.LastIndex(text, "=")
		low, high, ok := strings.Cut(text[cut+1:], "..")
		if cut < 0 || !ok {
			*mistakes = append(*mistakes, fmt.Errorf("--metric-range: got %q, want NAME=LOW..HIGH, such as mark=1..5", text))
			continue
		}
		name := text[:cut]
		from, to := number("--metric-range "+name, low), number("--metric-range "+name, high)
		if _, again := ranges[name]; again {
			*mistakes = append(*mistakes, fmt.Errorf("--metric-range %s: got a second range, want one", name))
		}
		if from != nil && to != nil {
			ranges[name] = evalgate.Range{Low: *from, High: *to}
		}
	}
	return ranges
}

// asFlag names a mistake in the gate by the flag that it comes from.
func asFlag(mistake string) string {
	path, rest, _ := strings.Cut(mistake, ": got ")
	for prop, flag := range map[string]string{
		"minPassRate": "--min-pass-rate", "minCases": "--min-cases", "maxRegression": "--max-regression",
		"maxSkipped": "--max-skipped", "maxFewer": "--max-fewer", "minMetricShare": "--min-metric-share",
		"maxFlaky": "--max-flaky", "baseline": "--baseline", "digest": "--digest",
	} {
		if path == prop {
			return flag + ": got " + rest
		}
	}
	for prop, flag := range map[string]string{
		"metrics[": "--metric", "maxMetrics[": "--max-metric", "ranges[": "--metric-range",
	} {
		if name, ok := strings.CutPrefix(path, prop); ok {
			return strings.TrimSuffix(flag+" "+strings.Trim(name, `"]`), " ") + ": got " + rest
		}
	}
	return mistake
}

// distinct finds files that are named twice: results that would count double, and a baseline or history that this run
// would write over.
func (f *evalGate) distinct(paths []string) (mistakes []error) {
	named := map[string]string{}
	name := func(as, path string) {
		if path == "" {
			return
		}
		identity := path
		if absolute, err := filepath.Abs(path); err == nil {
			identity = absolute
		}
		if target, err := filepath.EvalSymlinks(identity); err == nil {
			identity = target
		}
		if other, again := named[identity]; again {
			mistakes = append(mistakes, fmt.Errorf("%s: got %s, which is %s already, want another file", as, path, other))
		}
		named[identity] = as
	}
	for _, path := range paths {
		name("FILE", path)
	}
	name("--baseline", f.baseline)
	name("--history", f.history)
	name("--output", f.output)
	return mistakes
}

// record writes what later runs compare with.
func (f *evalGate) record(run evalgate.Run) error {
	var errs []error
	if f.output != "" {
		text, err := json.MarshalIndent(run, "", "  ")
		if err == nil {
			err = writeFile(f.output, append(text, '\n'))
		}
		errs = append(errs, err)
	}
	if f.history != "" {
		errs = append(errs, evalgate.AppendHistory(f.history, run))
	}
	return errors.Join(errs...)
}
