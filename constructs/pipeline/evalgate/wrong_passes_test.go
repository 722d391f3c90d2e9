package evalgate

import (
	"fmt"
	"strings"
	"testing"
)

// reading is how a file of 60 cases and more is judged.
type reading struct {
	name, text string
	gate       Gate
	want       string // beginning of a reason, or of the error; none where it passes
}

func judge(t *testing.T, readings []reading) {
	t.Helper()
	for _, test := range readings {
		t.Run(test.name, func(t *testing.T) {
			r, err := Read("r", strings.NewReader(test.text))
			if err != nil {
				if test.want == "" || !strings.HasPrefix(err.Error(), test.want) {
					t.Errorf("\n got %v\nwant %s…", err, test.want)
				}
				return
			}
			v := Evaluate(test.gate, r)
			if v.Passed != (test.want == "") || !v.Passed && !strings.HasPrefix(v.Err().Error(), test.want) {
				t.Errorf("\n got %t: %v\nwant %s…", v.Passed, v.Err(), test.want)
			}
		})
	}
}

// Writers of JUnit count what a case does in phases: https://github.com/pytest-dev/pytest/issues/3850.
func TestJUnitCountsPhasesOfACase(t *testing.T) {
	r, err := Read("r", strings.NewReader(junitOf(`<testsuite name="pytest" errors="1" failures="0" tests="2">`+
		`<testcase classname="test_golden" name="test_paris"><error message="failed on teardown with &quot;x&quot;"/>`+
		`</testcase></testsuite>`)))
	if err != nil || r.Errored != 1 || r.Ran() != 1 || len(r.Faults) > 0 {
		t.Errorf("got %+v, %v", r, err)
	}
	judge(t, []reading{
		{"59 good ones beside it", junitOf(`<testsuite name="pytest" errors="1" tests="61">` +
			times(59, `<testcase classname="t" name="a#"/>`) +
			`<testcase classname="t" name="b"><error/></testcase></testsuite>`), Gate{}, ""},
		{"but two more are missing", junitOf(`<testsuite name="pytest" errors="1" tests="62">` +
			times(59, `<testcase classname="t" name="a#"/>`) +
			`<testcase classname="t" name="b"><error/></testcase></testsuite>`), Gate{}, "r:1:"},
	})
}

// What stands for a file of cases that never loaded fails, however many others passed:
// https://github.com/vitest-dev/vitest/issues/3423, https://github.com/jest-community/jest-junit/issues/46.
func TestJUnitOfAFileThatNeverLoaded(t *testing.T) {
	whole := func(name string) string { return `r: suite "` + name + `": got ` }
	judge(t, []reading{
		{"Vitest", junitOf(sixty + `<testsuite name="tests/b.test.ts" tests="1" failures="1">` +
			`<testcase classname="tests/b.test.ts" name="tests/b.test.ts"><failure message="x"/></testcase></testsuite>`),
			Gate{}, whole("tests/b.test.ts")},
		{"no case at all", junitOf(sixty + `<testsuite name="b.test.ts" tests="1" failures="1"></testsuite>`), Gate{},
			whole("b.test.ts")},
		{"no case at all, which those around declare too", `<testsuites tests="61" failures="1">` + sixty +
			`<testsuite name="b.test.ts" tests="1" failures="1"></testsuite></testsuites>`, Gate{}, whole("b.test.ts")},
		{"Vitest before it told of them", junitOf(sixty + `<testsuite name="tests/b.test.ts" tests="0" failures="0"/>`),
			Gate{},
			whole("tests/b.test.ts")},
		{"no test at all", junitOf(sixty + `<testsuite name="b.test.ts" tests="0" errors="1"/>`), Gate{}, whole("b.test.ts")},
		{"jest-junit", junitOf(sixty + `<testsuite name="src/app.test.ts" errors="1" tests="0">` +
			`<testcase classname="Test suite failed to run" name="src/app.test.ts"><error>x</error></testcase></testsuite>`),
			Gate{}, whole("src/app.test.ts")},
		{"a file's name in another suite", junitOf(sixty + `<testsuite name="undefined" tests="1" failures="1">` +
			`<testcase name="app.test.ts"><failure/></testcase></testsuite>`), Gate{}, whole("undefined")},
		{"Go, a package that does not build", junitOf(sixty + `<testsuite name="acme.dev/x" tests="1" failures="1">` +
			`<testcase classname="acme.dev/x" name="acme.dev/x [build failed]"><failure/></testcase></testsuite>`), Gate{},
			whole("acme.dev/x")},
		{"Go, TestMain", junitOf(sixty + `<testsuite name="acme.dev/x" tests="1" failures="1">` +
			`<testcase classname="" name="TestMain"><failure message="Failed"/></testcase></testsuite>`), Gate{},
			whole("acme.dev/x")},
		{"JUnit", junitOf(sixty + `<testsuite name="X" tests="1" errors="1">` +
			`<testcase classname="dev.acme.X" name="initializationError"><error/></testcase></testsuite>`), Gate{}, whole("X")},
		{"Mocha", junitOf(sixty + `<testsuite name="X" tests="1" failures="1">` +
			`<testcase classname="X" name="X &quot;before all&quot; hook for &quot;a&quot;"><failure/></testcase></testsuite>`),
			Gate{}, whole("X")},
		{"pytest, a file that cannot be collected", junitOf(`<testsuite name="pytest" errors="1" tests="61">` +
			times(60, `<testcase classname="t" name="a#"/>`) +
			`<testcase classname="" name="tests.test_b"><error message="collection failure">x</error></testcase></testsuite>`),
			Gate{}, whole("pytest")},
		{"pytest, which gave up", junitOf(`<testsuite name="pytest" errors="1" tests="61">` +
			`<testcase classname="pytest" name="internal"><error message="internal error">x</error></testcase>` +
			times(60, `<testcase classname="t" name="a#"/>`) + `</testsuite>`), Gate{}, whole("pytest")},
		{"Mocha, a hook of each case", junitOf(sixty + `<testsuite name="X" tests="1" failures="1">` +
			`<testcase classname="X" name="X &quot;before each&quot; hook for &quot;a&quot;"><failure/></testcase></testsuite>`),
			Gate{}, whole("X")},
		{"Mocha, a hook after a case", junitOf(sixty + `<testsuite name="X" tests="2" failures="1">` +
			`<testcase name="a"/>` +
			`<testcase name="&quot;after each&quot; hook for &quot;a&quot;"><failure/></testcase></testsuite>`),
			Gate{}, whole("X")},
		{"a failed beforeAll with all skipped", junitOf(sixty + `<testsuite name="b" tests="10" failures="1" skipped="9">` +
			`<testcase name="a"><failure/></testcase>` + times(9, `<testcase name="b#"><skipped/></testcase>`) +
			`</testsuite>`), Gate{}, whole("b")},
		{"the same, which no case tells", junitOf(sixty + `<testsuite name="b" tests="10" failures="1" skipped="10">` +
			times(10, `<testcase name="b#"><skipped/></testcase>`) + `</testsuite>`), Gate{}, whole("b")},

		{"a suite of one case that failed is sound", junitOf(sixty + `<testsuite name="b.test.ts" tests="1" failures="1">` +
			`<testcase classname="b.test.ts" name="names the city"><failure/></testcase></testsuite>`), Gate{}, ""},
		{"a package without tests is sound", junitOf(sixty + `<testsuite name="acme.dev/y" tests="0" failures="0"/>`), Gate{},
			""},
	})
}

// A case without an element is as good as its status says.
func TestJUnitStatusWithoutAnElement(t *testing.T) {
	with := func(attribute string) string {
		return junitOf(`<testsuite name="s">` + times(60, `<testcase name="a#" `+attribute+`/>`) + `</testsuite>`)
	}
	judge(t, []reading{
		{"Google Test", with(`status="run" result="completed"`), Gate{}, ""},
		{"passed", with(`status="Passed"`), Gate{}, ""},
		{"failed", with(`status="failed"`), Gate{}, "pass rate: got 0.00 %"},
		{"the result", with(`status="run" result="FAILED"`), Gate{}, "pass rate: got 0.00 %"},
		{"not run", with(`status="notrun"`), Gate{}, "cases that ran: got 0"},
		{"skipped", with(`status="run" result="skipped"`), Gate{}, "cases that ran: got 0"},
		{"timed out", with(`result="timeout"`), Gate{}, "pass rate: got 0.00 %"},
		{"a word of its own", with(`status="meh"`), Gate{}, `r: case "a0": got the status "meh" and no element`},
	})
}

func TestMetricsThatWereNotComputed(t *testing.T) {
	gate := Gate{Metrics: map[string]float64{"f": 0.9}}
	scored := func(value string) string { return `{"success": true, "namedScores": {"f": ` + value + `}}` }
	one := func(rest string) string { return rows(rest) }
	for _, value := range []string{"null", `"None"`, `"n/a"`, "NaN", "-Infinity", "1e999", `""`, "true"} {
		t.Run(value, func(t *testing.T) {
			text := strings.Replace(one(scored(value)), scored(value), scored("1"), 1)
			for _, g := range []Gate{gate, {}} {
				r, err := Read("r", strings.NewReader(text))
				if err != nil {
					t.Fatal(err)
				}
				if v := Evaluate(g, r); v.Passed || !strings.Contains(v.Err().Error(),
					"metric f computed in r: got 1 of 60 cases") {
					t.Errorf("got %v", v.Err())
				}
			}
		})
	}
	property := func(value string) string {
		return `<testcase name="a#"><properties><property name="f" value="` + value + `"/></properties></testcase>`
	}
	judge(t, []reading{
		{"JUnit", junitOf("<testsuite>" + property("1") + times(59, property("None")) + "</testsuite>"), gate,
			"metric f computed in r: got 1 of 60 cases"},
		{"DeepEval", `{"testCases": [` + strings.TrimSuffix(strings.Repeat(
			`{"success": true, "metricsData": [{"name": "f", "success": true, "score": null}]},`, 60), ",") + `]}`, Gate{},
			"pass rate: got 0.00 %"},
		{"the neutral form", `{"total": 60, "passed": 60, "metrics": {"f": null}}`, Gate{},
			"metric f computed in r: got 0 of 60 cases"},
		{"in one case of 60 it is sound", strings.Replace(one(scored("1")), scored("1"), scored("null"), 1), gate, ""},
		{"a metric that nothing else is measured by", one(scored("1")), gate, ""},
	})
}

func TestMetricInOneCaseOnly(t *testing.T) {
	gate := Gate{Metrics: map[string]float64{"f": 0.9}}
	bare, scored := `{"success": true}`, `{"success": true, "namedScores": {"f": 1}}`
	text := func(n int) string { return strings.Replace(rows(bare), bare, scored, n) }
	everywhere := gate
	everywhere.MinMetricShare = ptr(1.0)
	rare := gate
	rare.MinMetricShare = ptr(0.01)
	judge(t, []reading{
		{"one", text(1), gate, "metric f reported: got 1 of 60 cases, want at least 50.00 %"},
		{"half less one", text(29), gate, "metric f reported: got 29 of 60 cases"},
		{"half", text(30), gate, ""},
		{"not all", text(59), everywhere, "metric f reported: got 59 of 60 cases"},
		{"as rare as allowed", text(1), rare, ""},
		{"of a suite as a whole", junitOf(`<testsuite><properties><property name="f" value="0.95"/></properties>` +
			times(60, `<testcase name="#"/>`) + "</testsuite>"), gate, ""},
	})
}

func TestMeanOutOfRange(t *testing.T) {
	gate := Gate{Metrics: map[string]float64{"f": 0.9}}
	zero, huge := `{"success": true, "namedScores": {"f": 0}}`, `{"success": true, "namedScores": {"f": 1e308}}`
	judge(t, []reading{
		{"a mean that overflows", rows(huge), gate, "metric f computed in r: got 0 of 60 cases"},
		{"one value that lifts all", strings.Replace(rows(zero), zero, strings.Replace(zero, `: 0}`, `: 900}`, 1), 1),
			gate,
			"range of metric f in r: got 0 to 900, want values from 0 to 1"},
		{"below its range", strings.Replace(rows(strings.Replace(zero, ": 0}", ": 1}", 1)), ": 1}", ": -1}", 1), gate,
			"range of metric f in r: got -1 to 1"},
		{"the neutral form", `{"total": 60, "passed": 60, "metrics": {"f": 7.3}}`, gate,
			"range of metric f in r: got 7.3 to 7.3"},
		{"the neutral form, beyond any", `{"total": 60, "passed": 60, "metrics": {"f": 1e300}}`, gate, "r:1:"},
		{"a metric that is no share", `{"total": 60, "passed": 60, "metrics": {"f": 31.5}}`,
			Gate{Metrics: map[string]float64{"f": 30}}, ""},
	})
}

// Verdicts come from cases, never from what a file says of itself.
func TestStatisticsAgainstRows(t *testing.T) {
	judge(t, []reading{
		{"promptfoo, statistics without rows", `{"results": {"version": 3, "stats": {"successes": 60, "failures": 0}}}`,
			Gate{}, "r: got statistics of 60 cases without the cases"},
		{"promptfoo, an empty list", `{"results": {"version": 3, "results": [], "stats": {"successes": 60}}}`, Gate{},
			"r: got statistics of 60 cases without the cases"},
		{"promptfoo, rows that failed",
			`{"results": {"version": 3, "results": [{"success": false}], "stats": {"successes": 1}}}`,
			Gate{}, "r: got 1 cases of which 0 passed"},
		{"DeepEval, statistics without rows", `{"testPassed": 60, "testFailed": 0}`, Gate{}, "r: got 0 graded cases"},
		{"OpenAI, fewer met a criterion than passed", `{"status": "completed", "result_counts": {"total": 60, "passed": 60},
			"per_testing_criteria_results": [{"testing_criteria": "c", "passed": 10, "failed": 50}]}`, Gate{},
			`r: criterion "c": got 10 items that passed it, want at least the 60`},
		{"OpenAI, a run with an error", `{"status": "completed", "error": {"code": "x"},
			"result_counts": {"total": 60, "passed": 60}}`, Gate{}, "r: got a run with an error"},
		{"OpenAI, a run that failed", `{"status": "failed", "result_counts": {"total": 60, "passed": 60}}`, Gate{},
			`r: got a run with the status "failed"`},
		{"promptfoo, a run with an error", strings.Replace(rows(`{"success": true}`), "{", `{"error": "killed", `, 1),
			Gate{},
			"r: got a run with an error"},
		{"the neutral form, a run that failed", `{"total": 60, "passed": 60, "status": "failed"}`, Gate{},
			`r: got a run with the status "failed"`},
		{"the neutral form, another rate", `{"total": 60, "passed": 60, "passRate": 0.5}`, Gate{},
			"r: got a pass rate of 0.5, want the 1 of 60 cases"},
		{"the neutral form, its rate", `{"total": 60, "passed": 58, "failed": 2, "passRate": 0.9667}`, Gate{}, ""},
		{"DeepEval, a sum of a metric", `{"metricsScores": [{"metric": "f", "passes": 50, "fails": 10}], "testCases": [` +
			strings.TrimSuffix(strings.Repeat(`{"success": true, "metricsData": [{"name": "f", "score": 1}]},`, 60), ",") + "]}",
			Gate{}, `r: metric "f": got 0 cases in which it did not pass, want the 10`},
		{"our own verdict", `{"gatePassed": true, "time": "2026-11-27T00:00:00Z", "total": 60, "passed": 60}`, Gate{},
			"r: got the verdict of an eval gate"},
	})
}

func TestCaseThatIsTrueAndFalse(t *testing.T) {
	good := `{"success": true, "gradingResult": {"pass": true}, "testCase": {"description": "Paris #"}}`
	with := func(bad string) string {
		return strings.Replace(rows(good), strings.ReplaceAll(good, "#", "0"), strings.ReplaceAll(bad, "#", "0"), 1)
	}
	metric := `{"name": "Paris #", "success": true, "metricsData": [{"name": "f", "success": %t, "score": 1}]}`
	deep := func(ok bool) string {
		return `{"testCases": [` + times(59, fmt.Sprintf(metric, true)+",") + fmt.Sprintf(metric, ok) + "]}"
	}
	judge(t, []reading{
		{"sound", rows(good), Gate{}, ""},
		{"promptfoo, its grading is false", with(strings.Replace(good, `"pass": true`, `"pass": false`, 1)), Gate{},
			`r: case 1 ("Paris 0"): got success although its grading did not pass`},
		{"promptfoo, with an error", with(strings.Replace(good, `"testCase"`, `"error": "timeout", "testCase"`, 1)), Gate{},
			`r: case 1 ("Paris 0"): got success and an error`},
		{"promptfoo, with a reason to fail", with(`{"success": true, "failureReason": 1}`), Gate{},
			"r: case 1: got success and the reason of a failure"},
		{"DeepEval, sound", deep(true), Gate{}, ""},
		{"DeepEval, a metric is false", deep(false), Gate{},
			`r: case 60 ("Paris #"): got success although the metric f did not pass`},
		{"a fault of every case is told ten times", rows(strings.Replace(good, `"pass": true`, `"pass": false`, 1)),
			Gate{}, `r: case 1 ("Paris 0")`},
	})
	r, err := Read("r", strings.NewReader(rows(strings.Replace(good, `"pass": true`, `"pass": false`, 1))))
	if err != nil || len(r.Faults) != maxFaults+1 || r.Failed != 60 {
		t.Errorf("got %d faults, %v", len(r.Faults), err)
	}
}

// Large evaluations can only be exported as JSONL: https://github.com/promptfoo/promptfoo/issues/672.
func TestPromptfooLines(t *testing.T) {
	line := func(test int, more string) string {
		return fmt.Sprintf(`{"promptIdx": 0, "testIdx": %d, "success": true, "score": 1, "namedScores": {"f": 1}%s}`+"\n",
			test,
			more)
	}
	var good strings.Builder
	for i := range 60 {
		good.WriteString(line(i, `, "error": null, "response": {"output": "{\"x\": [1]}"}, "gradingResult": null`))
	}
	gate := Gate{Metrics: map[string]float64{"f": 1}}
	judge(t, []reading{
		{"sound", good.String(), gate, ""},
		{"without a line feed at the end", strings.TrimSpace(good.String()), gate, ""},
		{"cut off", good.String()[:good.Len()-9], gate, "r:60:"},
		{"a file appended to another", good.String() + good.String(), gate, "r:61:"},
		{"a line of something else", good.String() + `{"total": 1, "passed": 1}`, gate,
			"r:61:26: got a line without success, testIdx and promptIdx"},
		{"no object", good.String() + "[1]", gate, "r:61:1: got '[' after a case"},
		{"failures count", good.String() + strings.ReplaceAll(line(90, `, "failureReason": 2`)+line(91, "")+line(92, "")+
			line(93, ""), "true", "false"), gate, "pass rate: got 93.75 %"},
		{"a line without its place", good.String() + `{"success": true, "failureReason": 0}`, gate,
			"r:61:38: got a line without success, testIdx and promptIdx"},
		{"a grading that is false", good.String() + line(60, `, "gradingResult": {"pass": false}`), gate,
			"r: case 61: got success although its grading did not pass"},
		{"an error beside a success", line(0, `, "error": "x"`), Gate{MinCases: ptr(1.0)},
			"r: case 1: got success and an error"},
	})
	r, err := Read("r", strings.NewReader(good.String()))
	if err != nil || r.Format != Promptfoo || r.Passed != 60 || r.Metrics["f"].Cases != 60 ||
		r.Metrics["score"].Mean != 1 {
		t.Errorf("got %+v, %v", r, err)
	}
}
