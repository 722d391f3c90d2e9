package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/evalgate"
)

const testdata = "../../constructs/pipeline/evalgate/testdata/"

var sha = "sha256:" + strings.Repeat("a", 64)

// neutral writes results.
func neutral(t *testing.T, passed, failed int) string {
	t.Helper()
	return write(t, "results.json",
		fmt.Sprintf(`{"total": %d, "passed": %d, "failed": %d}`, passed+failed, passed, failed))
}

// pipe is one that nobody writes to.
func pipe(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// loop is a link to itself.
func loop(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "loop")
	if err := os.Symlink(path, path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEvalGate(t *testing.T) {
	t.Setenv("GITHUB_STEP_SUMMARY", "")
	good := neutral(t, 99, 1)
	var report, events strings.Builder
	report.WriteString("<testsuite>")
	for i := range 60 {
		fmt.Fprintf(&report, `<testcase name="%d">%s</testcase>`, i, strings.Repeat("<flakyFailure/>", max(1-i, 0)))
		fmt.Fprintf(&events, `{"Action":"pass","Package":"p","Test":"T%d"}`+"\n", i)
	}
	report.WriteString("</testsuite>")
	flaky := write(t, "flaky.xml", report.String())
	events.WriteString(`{"Action":"pass","Package":"p"}` + "\n")
	tests := []struct {
		name string
		args []string
		code int
		text string
	}{
		{"default", []string{good}, 0, "Eval gate: passed"},
		{"pytest", []string{testdata + "pytest-passed.xml", "--metric", "answer relevancy=0.9", "--digest", sha}, 0,
			"metric answer relevancy                 0.95  at least 0.9                          ok"},
		{"a digest that a shell lost", []string{"--digest=", good}, exitUnusable, "--digest: got no value"},
		{"a baseline that a shell lost", []string{"--baseline", "", good}, exitUnusable, "--baseline: got no value"},
		{"too low", []string{neutral(t, 94, 6)}, 1, "pass rate: got 94.00 %, want at least 95.00 %"},
		{"own minimum", []string{"--min-pass-rate", "0.9", neutral(t, 94, 6)}, 0, "at least 90.00 %"},
		{"too few", []string{neutral(t, 49, 0)}, 1, "cases that ran: got 49, want at least 50"},
		{"few are enough", []string{"--min-cases=3", testdata + "promptfoo-passed.json"}, 0, "passed"},
		{"no cases", []string{"--min-cases=1", testdata + "pytest-empty.xml"}, 1,
			"cases of " + testdata + "pytest-empty.xml: got 0, want at least 1"},
		{"low metric", []string{"--metric=relevance=0.8", "--min-cases=1", "--min-pass-rate=0.1",
			testdata + "promptfoo-mixed.json"}, 1, "metric relevance: got 0.75"},
		{"a metric with = in its name", []string{"--metric=a=b=0.8", good}, 1, "metric a=b: got nothing, want at least 0.8"},
		{"regression", []string{"--baseline", good, neutral(t, 96, 4)}, 1,
			"against the baseline: got 96.00 %, want at least 97.00 %"},
		{"allowed regression", []string{"--baseline", good, "--max-regression=0.03", neutral(t, 96, 4)}, 0,
			"at least 96.00 % (99.00 % less 3.00 %)"},
		{"digest of another image",
			[]string{"--digest", sha, "--min-pass-rate=0.1", "--min-cases=1", testdata + "promptfoo-mixed.json"}, 1,
			"digest of "},
		{"several files", []string{good, neutral(t, 94, 6)}, 0, "together"},
		{"far fewer cases", []string{"--baseline", neutral(t, 1000, 0), neutral(t, 50, 0)}, 1,
			"cases against the baseline: got 50, want at least 900 (1000 less 10.00 %)"},
		{"as few as allowed", []string{"--baseline", neutral(t, 1000, 0), "--max-fewer=0.95", neutral(t, 50, 0)}, 0,
			"passed"},
		{"too many skipped", []string{write(t, "s.json", `{"total": 1000, "passed": 50, "skipped": 950}`)}, 1,
			"skipped cases: got 95.00 %, want at most 20.00 %"},
		{"as many skipped as allowed", []string{"--max-skipped=0.95",
			write(t, "s.json", `{"total": 1000, "passed": 50, "skipped": 950}`)}, 0, "passed"},
		{"a metric of few cases", []string{"--min-cases=4", "--min-pass-rate=0.1", "--metric=relevance=0.7",
			"--min-metric-share=0.9", testdata + "promptfoo-mixed.json"}, 1, "metric relevance reported: got 2 of 4 cases"},
		{"flaky cases", []string{"--max-flaky=0", flaky}, 1, "flaky cases: got 1.66 %, want at most 0.00 %"},
		{"as many flaky cases as allowed", []string{flaky}, 0, "flaky cases"},
		{"a largest mean", []string{"--max-metric=cost=0.05",
			write(t, "m.json", `{"total": 60, "passed": 60, "metrics": {"cost": 0.06}}`)}, 1,
			"metric cost: got 0.06, want at most 0.05"},
		{"a range", []string{"--metric=mark=4", "--metric-range=mark=1..5",
			write(t, "m.json", `{"total": 60, "passed": 60, "metrics": {"mark": 45}}`)}, 1,
			"range of metric mark in"},
		{"a baseline that was not passed", []string{"--baseline",
			write(t, "v.json", `{"gatePassed": false, "total": 60, "passed": 10, "failed": 50}`), good}, 2,
			"--baseline: "},
		{"a range of nothing", []string{"--metric-range=f=0..1", good}, 2, "--metric-range f: got a range of a metric"},
		{"ranges that are none", []string{"--metric=f=1", "--metric-range=f", "--metric-range=f=1-5",
			"--metric-range=f=a..b", good}, 2, `--metric-range: got "f=1-5", want NAME=LOW..HIGH`},
		{"a directory", []string{t.TempDir()}, 2, "got a directory, want the files in it"},
		{"a glob that matches nothing", []string{filepath.Join(t.TempDir(), "*.json")}, 2, "got no such file"},
		{"a device", []string{os.DevNull}, 2, "got a pipe or a device, want a file"},
		{"a pipe that nobody writes to", []string{pipe(t)}, 2, "got a pipe or a device, want a file"},
		{"a pipe as a history", []string{"--history", pipe(t), good}, 2, "--history: "},
		{"links in a loop", []string{loop(t)}, 2, "too many levels of symbolic links"},
		{"a copy under another name", []string{write(t, "a.json", `{"total": 30, "passed": 30}`),
			write(t, "b.json", `{"total": 30, "passed": 30}`)}, 1, "name each file once"},
		{"go test", []string{write(t, "go.jsonl", events.String())}, 0, "go test"},

		{"a history that vanished", []string{"--history", filepath.Join(t.TempDir(), "none.jsonl"), good}, 0,
			"the history has no run that passed its gate"},

		{"no file", []string{good, "nix.json"}, 2,
			"nix.json: got no such file, want the results of an evaluation; run the evaluator first"},
		{"cut off", []string{write(t, "r.json", `{"total": 100, "passed": 100`)}, 2, "r.json:1:29: got the end of the file"},
		{"not a result", []string{testdata + "README.md"}, 2, `got a file that starts with "# Results of"`},
		{"no baseline", []string{"--baseline=nix.json", good}, 2, "--baseline: nix.json: got no such file"},
		{"no history", []string{"--history", good, neutral(t, 99, 1)}, 2,
			"--history: " + good + `:1:1: got an object without "total" or "gatePassed"`},
		{"nothing to compare with", []string{"--max-regression=0.01", good}, 2,
			"--max-regression: got nothing to compare with, want --baseline or --history as well"},
		{"a file twice", []string{good, filepath.Dir(good) + "/./results.json"}, 2,
			"which is FILE already, want another file"},
		{"compared with itself", []string{"--baseline", good, good}, 2,
			"--baseline: got " + good + ", which is FILE already"},
		{"over its own baseline", []string{"--baseline", good, "--output", good, neutral(t, 99, 1)}, 2,
			"--output: got " + good + ", which is --baseline already"},
		{"a metric twice", []string{"--metric=a=1", "--metric=a=2", good}, 2, "--metric a: got a second minimum, want one"},
		{"an output in no folder", []string{"--output=nix/verdict.json", good}, 2, "nix/verdict.json"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fargateai(t, append([]string{"eval-gate"}, test.args...)...).expect(t, test.code, test.text)
		})
	}
	if _, err := os.Stat(good); err != nil {
		t.Errorf("a refused output was removed: %v", err)
	}
}

func TestEvalGateTellsAllMistakesAtOnce(t *testing.T) {
	summary := filepath.Join(t.TempDir(), "summary.md")
	t.Setenv("GITHUB_STEP_SUMMARY", summary)
	got := fargateai(t, "eval-gate", "--min-pass-rate=95", "--min-cases=all", "--max-regression=2", "--metric=f",
		"--metric=g=", "--metric=h=high", "--metric==1", "--digest=v1", "--max-metric=l=", "--max-flaky=2",
		"--max-skipped=1", "--max-fewer=all", "--min-metric-share=0",
		"--baseline=none", "nix.json", "nix.xml")
	got.expect(t, exitUnusable,
		"fargateai eval-gate: 16 mistakes:", "--max-metric l: got no maximum",
		"--max-flaky: got 2, want a share from 0 to 1", "--max-skipped: got 1, want a share from 0 to less than 1",
		`--max-fewer: got "all", want a number`, "--min-metric-share: got 0, want a share above 0",
		"--min-pass-rate: got 95, want a share above 0 and at most 1; 95 % is 0.95",
		`--min-cases: got "all", want a number, such as 50`,
		"--max-regression: got 2, want a share from 0 to less than 1",
		`--metric: got "f", want NAME=MIN`, "--metric g: got no minimum", `--metric h: got "high", want a number`,
		"--metric: got no name",
		`--digest: got "v1", want sha256: and 64 hexadecimal digits`,
		"--baseline: none: got no such file", "nix.json: got no such file", "nix.xml: got no such file",
	)
	if text, err := os.ReadFile(summary); err != nil ||
		!strings.HasPrefix(string(text), "### Eval gate: no verdict\n\n```\n--min-cases") {
		t.Errorf("the job summary is %q, %v", text, err)
	}
}

func TestEvalGateWritesTheJobSummary(t *testing.T) {
	summary := write(t, "summary.md", "### Build\n")
	t.Setenv("GITHUB_STEP_SUMMARY", summary)
	fargateai(t, "eval-gate", neutral(t, 99, 1)).expect(t, exitOK)
	fargateai(t, "eval-gate", neutral(t, 9, 91)).expect(t, exitRefused, "eval gate failed\n")
	text, err := os.ReadFile(summary)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"### Build\n### Eval gate: passed\n\n| file |", "\n### Eval gate: FAILED\n",
		"| pass rate | 9.00 % | at least 95.00 % | FAILED |"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	t.Setenv("GITHUB_STEP_SUMMARY", t.TempDir())
	fargateai(t, "eval-gate", neutral(t, 99, 1)).expect(t, exitUnusable, "write the job summary")
}

// What one run writes, the next one compares with, and Terraform reads.
func TestEvalGateOutput(t *testing.T) {
	t.Setenv("GITHUB_STEP_SUMMARY", "")
	output := filepath.Join(t.TempDir(), "verdict.json")
	good := neutral(t, 99, 1)
	fargateai(t, "eval-gate", "--digest", sha, "--metric=f=0.9", "--max-skipped=0.1", "--output", output, write(t,
		"m.json",
		`{"total": 100, "passed": 99, "failed": 1, "metrics": {"f": 0.93}}`)).expect(t, exitOK)
	var verdict struct {
		GatePassed bool
		PassRate   float64
		Digest     string
	}
	text, err := os.ReadFile(output)
	if err == nil {
		err = json.Unmarshal(text, &verdict)
	}
	if err != nil || !verdict.GatePassed || verdict.PassRate != 0.99 || verdict.Digest != sha {
		t.Fatalf("got %s, %v", text, err)
	}
	fargateai(t, "eval-gate", "--baseline", output, neutral(t, 96, 4)).expect(t, exitRefused, "against the baseline")
	fargateai(t, "eval-gate", "--max-fewer=0.2", good).expect(t, exitUnusable, "--max-fewer: got nothing to compare with")
	fargateai(t, "eval-gate", "--min-metric-share=0.2", good).expect(t, exitUnusable,
		"--min-metric-share: got no metric to hold it against")
	fargateai(t, "eval-gate", output).expect(t, exitUnusable,
		output+": got the verdict of an eval gate, want the results that it judged")

	fargateai(t, "eval-gate", "--output", output, neutral(t, 1, 99)).expect(t, exitRefused)
	if text, _ := os.ReadFile(output); !strings.Contains(string(text), `"gatePassed": false`) ||
		!strings.Contains(string(text), "pass rate: got 1.00 %") {
		t.Errorf("the output of a failed gate is %s", text)
	}
	fargateai(t, "eval-gate", "--output", output, "nix.json").expect(t, exitUnusable)
	if _, err := os.Stat(output); !os.IsNotExist(err) {
		t.Errorf("the verdict of an earlier run stands: %v", err)
	}
	fargateai(t, "eval-gate", "--output", output, good).expect(t, exitOK)
	fargateai(t, "eval-gate", "--baseline", "nix.json", "--output", output, good).expect(t, exitUnusable, "--baseline")
	if _, err := os.Stat(output); !os.IsNotExist(err) {
		t.Errorf("the verdict of an earlier run stands after wrong usage: %v", err)
	}
}

func TestEvalGateHistory(t *testing.T) {
	t.Setenv("GITHUB_STEP_SUMMARY", "")
	history := filepath.Join(t.TempDir(), "evals.jsonl")
	var last result
	for passed := 990; passed >= 965; passed -= 5 {
		last = fargateai(t, "eval-gate", "--history", history, neutral(t, passed, 1000-passed))
		if passed >= 970 {
			last.expect(t, exitOK)
		}
	}
	last.expect(t, exitRefused, "against the best of the last 5: got 96.50 %, want at least 97.00 % (99.00 % less 2.00 %)",
		"the pass rate falls from release to release: 98.00 %, 97.50 %, 97.00 %, 96.50 %")
	runs, err := evalgate.ReadHistory(history)
	if err != nil || len(runs) != 6 || runs[5].GatePassed || runs[5].Time.IsZero() {
		t.Errorf("got %v, %v", runs, err)
	}
}
