package evalgate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func page() Verdict {
	return Evaluate(Gate{
		MinCases: ptr(50.0), Metrics: map[string]float64{"faithfulness": 0.9}, Digest: digest("a"),
		Baseline: ptr(results(113, 2, 0, 0)),
	}, Results{Source: "results.json", Format: Promptfoo, Passed: 94, Failed: 3, Errored: 3,
		Metrics: means(map[string]float64{"score": 0.94, "faithfulness": 0.9312})},
		Results{Source: "tests/report.xml", Format: JUnit, Passed: 4, Skipped: 1})
}

func TestString(t *testing.T) {
	want := `Eval gate: FAILED

file              format     cases  passed  failed  errored  skipped  pass rate
results.json      promptfoo    100      94       3        3        0    94.00 %
tests/report.xml  JUnit XML      5       4       0        0        1   100.00 %
together                       105      98       3        3        1    94.23 %

check                                      got  want
cases that ran                             104  at least 50                             ok
skipped cases                           0.95 %  at most 20.00 %                         ok
pass rate                              94.23 %  at least 95.00 %                        FAILED
pass rate, 95 % sure        87.98 % to 97.32 %
metric faithfulness                     0.9312  at least 0.9                            ok
against the baseline                   94.23 %  at least 96.26 % (98.26 % less 2.00 %)  FAILED
cases against the baseline                 104  at least 104 (115 less 10.00 %)         ok
metric score                              0.94

Why:
  pass rate: got 94.23 %, want at least 95.00 %; of 104 cases 3 failed and 3 errored: see the evaluator's report
  against the baseline: got 94.23 %, want at least 96.26 % (98.26 % less 2.00 %); ` +
		`mend the regression, or accept it with a new baseline

Note:
  skipped cases: 1; they count neither as passed nor as failed
  104 cases ran, 115 in the baseline: a smaller golden set is easier to pass
  no result says which image it is of; that it is ` +
		`sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa is the caller's word

Image:
  sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
`
	got := page().String()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s\n%s", diff, got)
	}
}

func TestMarkdown(t *testing.T) {
	want := `### Eval gate: FAILED

| file | format | cases | passed | failed | errored | skipped | pass rate |
|---|---|---:|---:|---:|---:|---:|---:|
| results.json | promptfoo | 100 | 94 | 3 | 3 | 0 | 94.00 % |
| tests/report.xml | JUnit XML | 5 | 4 | 0 | 0 | 1 | 100.00 % |
| together |  | 105 | 98 | 3 | 3 | 1 | 94.23 % |

| check | got | want |  |
|---|---:|---|---|
| cases that ran | 104 | at least 50 | ok |
| skipped cases | 0.95 % | at most 20.00 % | ok |
| pass rate | 94.23 % | at least 95.00 % | FAILED |
| pass rate, 95 % sure | 87.98 % to 97.32 % |  |  |
| metric faithfulness | 0.9312 | at least 0.9 | ok |
| against the baseline | 94.23 % | at least 96.26 % (98.26 % less 2.00 %) | FAILED |
| cases against the baseline | 104 | at least 104 (115 less 10.00 %) | ok |
| metric score | 0.94 |  |  |

Why:

* pass rate: got 94.23 %, want at least 95.00 %; of 104 cases 3 failed and 3 errored: see the evaluator's report
* against the baseline: got 94.23 %, want at least 96.26 % (98.26 % less 2.00 %); ` +
		`mend the regression, or accept it with a new baseline

Note:

* skipped cases: 1; they count neither as passed nor as failed
* 104 cases ran, 115 in the baseline: a smaller golden set is easier to pass
* no result says which image it is of; that it is ` +
		`sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa is the caller's word

Image:

* sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
`
	got := page().Markdown()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", got)
	}
}

func TestNoNameIsACommand(t *testing.T) {
	evil := "x\n::error::|`<b>*@team\x1b[2J"
	v := Evaluate(Gate{MinCases: ptr(1.0), Metrics: map[string]float64{"f": 1}},
		Results{Source: evil, Digest: evil, Passed: 1, Metrics: means(map[string]float64{evil: 1})}, Results{Source: evil})
	for _, page := range []string{v.String(), v.Markdown()} {
		for line := range strings.SplitSeq(page, "\n") {
			if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "\x1b") {
				t.Errorf("got the line %q", line)
			}
		}
	}
	if markdown := v.Markdown(); strings.Contains(markdown, "<b>") || strings.Contains(markdown, "@team") {
		t.Errorf("got\n%s", markdown)
	}
}
