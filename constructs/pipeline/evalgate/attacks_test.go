package evalgate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/figure"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/processortest"
)

// attack is what a hostile or broken evaluator hands in for results that pass: each looks like 60 passed cases, and is
// not. The exit code of eval-gate is 1 for results that are judged, 2 for a file that is none.
type attack struct {
	name  string
	files []string
	gate  Gate
	code  int
	want  string // of the reasons, or of the error
}

// one is an attack with a single file.
func one(name, file string, gate Gate, code int, want string) attack {
	return attack{name, []string{file}, gate, code, want}
}

var faithful = Gate{Metrics: map[string]float64{"faithfulness": 0.9}}

// judged is the exit code of eval-gate, and what it says.
func judged(gate Gate, files []string) (code int, said string) {
	var results []Results
	for i, text := range files {
		r, err := Read(fmt.Sprintf("r%d", i), strings.NewReader(text))
		if err != nil {
			return 2, err.Error()
		}
		results = append(results, r)
	}
	v := Evaluate(gate, results...)
	if v.Passed {
		return 0, v.String()
	}
	return 1, v.Err().Error()
}

func allAttacks() (all []attack) {
	for _, list := range [][]attack{
		junitAttacks(), promptfooAttacks(), deepEvalAttacks(), goAttacks(), jestAttacks(), countAttacks(), textAttacks(),
		severalAttacks(), uncomputedAttacks(),
	} {
		all = append(all, list...)
	}
	return all
}

func TestAttacks(t *testing.T) {
	all := allAttacks()
	seen := map[string]bool{}
	for _, a := range all {
		if seen[a.name] {
			t.Errorf("two attacks are called %s", a.name)
		}
		seen[a.name] = true
		t.Run(a.name, func(t *testing.T) {
			begun := processortest.Time(t)
			code, said := judged(a.gate, a.files)
			if code != a.code || !strings.Contains(said, a.want) {
				t.Errorf("exit code %d, want %d with %q:\n%s", code, a.code, a.want, said)
			}
			if took := processortest.Time(t) - begun; took > mostTime {
				t.Errorf("took %v", took)
			}
		})
	}
	if n := len(all) + len(bigAttacks(1)); n < 200 {
		t.Errorf("got %d attacks", n)
	}
	figure.Say(t, "result-attacks", len(all)+len(bigAttacks(1)))
}

func junitAttacks() []attack {
	suite := func(attributes, cases string) string {
		return junitOf(sixty + "<testsuite " + attributes + ">" + cases + "</testsuite>")
	}
	failing := func(name string) string { return `<testcase name="` + name + `"><failure message="x"/></testcase>` }
	unknown := "an unknown number of them did not run"
	with := func(attributes string) string {
		return junitOf(`<testsuite name="s">` + times(60, `<testcase name="a#" `+attributes+`/>`) + `</testsuite>`)
	}
	inside := func(element string) string {
		return pytest(60, 0, 0, 0, times(50, pytestText)+times(10, `<testcase classname="c" name="x#">`+
			element+`</testcase>`))
	}
	rate := "pass rate: got"
	list := []attack{
		one("JUnit: disabled ones that are not there", junitOf(`<testsuite name="s" tests="60" disabled="55">`+
			times(60, `<testcase name="a#"/>`)+"</testsuite>"), Gate{}, 2, "want the 55 that did not run"),
		one("JUnit: the same case 60 times", pytest(60, 0, 0, 0, strings.Repeat(numbered(1, pytestText), 60)), Gate{}, 1,
			"cases that ran: got 1,"),
		one("JUnit: the same case 60 times without a name", pytest(60, 0, 0, 0, strings.Repeat("<testcase/>", 60)), Gate{}, 1,
			"cases that ran: got 1,"),
		one("JUnit: the same suite 60 times", junitOf(strings.Repeat(`<testsuite name="s"><testcase name="a"/></testsuite>`,
			60)),
			Gate{}, 1, "cases that ran: got 1,"),
		one("JUnit: failures diluted by copies of a pass", junitOf(`<testsuite name="s">`+times(30, failing("b#"))+
			times(30, `<testcase name="a#"/>`)+strings.Repeat(`<testcase name="a"/>`, 2000)+"</testsuite>"), Gate{}, 1, rate),
		one("JUnit: a copy that passes after each failure", junitOf(`<testsuite name="s">`+times(60, failing("b#")+
			`<testcase name="b#"/>`)+"</testsuite>"), Gate{}, 1, "flaky cases: got 100.00 %"),
		one("JUnit: a copy that failed after each pass", junitOf(`<testsuite name="s">`+times(60, `<testcase name="b#"/>`+
			failing("b#"))+"</testsuite>"), Gate{}, 1, rate),
		one("JUnit: failures that a skip hides", junitOf(`<testsuite name="s">`+times(60, `<testcase name="a#"/>`)+
			times(10, failing("b#")+`<testcase name="b#"><skipped/></testcase>`)+"</testsuite>"), Gate{}, 1, rate),
		one("JUnit: Vitest, a file that did not load", suite(`name="b.test.ts" tests="1" failures="1"`,
			`<testcase classname="b.test.ts" name="b.test.ts"><failure/></testcase>`), Gate{}, 1, unknown),
		one("JUnit: a suite of a failure without a case", suite(`name="b" tests="1" failures="1"`, ""), Gate{}, 1, unknown),
		one("JUnit: a suite of an error without a case", suite(`name="b" tests="0" errors="1"`, ""), Gate{}, 1, unknown),
		one("JUnit: an empty file of tests", suite(`name="b.spec.js" tests="0" failures="0"`, ""), Gate{}, 1, unknown),
		one("JUnit: jest-junit, a file that failed to run", suite(`name="undefined" tests="1" errors="1"`,
			`<testcase classname="Test suite failed to run" name="x"><error/></testcase>`), Gate{}, 1, unknown),
		one("JUnit: jest-junit, tests that are to be written", junitOf(`<testsuite name="golden" tests="40" failures="0">`+
			times(60, jestJUnit)+"</testsuite>"), Gate{}, 1, "cases that ran: got 40"),
		one("JUnit: gotestsum, TestMain", suite(`name="x" tests="1" failures="0"`,
			`<testcase classname="" name="TestMain"><failure>exit status 3</failure></testcase>`), Gate{}, 1, unknown),
		one("JUnit: gotestsum, a build that failed", `<testsuites tests="60" failures="1" errors="1">`+sixty+
			`<testsuite name="x" tests="0" failures="0"><testcase classname="" name="TestMain"><failure/></testcase>`+
			`</testsuite></testsuites>`, Gate{}, 1, unknown),
		one("JUnit: go-junit-report, a build that failed", suite(`name="x" tests="1" errors="1"`,
			`<testcase classname="x" name="[build failed]"><error/></testcase>`), Gate{}, 1, unknown),
		one("JUnit: gotestsum, a panic", suite(`name="x" tests="2" failures="1"`, `<testcase name="TestA"/>`+
			`<testcase name="TestB"><failure>=== RUN   TestB&#xA;--- FAIL: TestB (0.00s)&#xA;panic: x [recovered]&#xA;&#xA;`+
			`goroutine 5 [running]:&#xA;testing.tRunner</failure></testcase>`), Gate{}, 1, unknown),
		one("JUnit: go-junit-report, a panic", suite(`name="x" tests="2" failures="1"`, `<testcase name="TestA"/>`+
			"<testcase name=\"TestB\"><failure><![CDATA[panic: x\n\ngoroutine 5 [running]:\n]]></failure></testcase>"), Gate{},
			1,
			unknown),
		one("JUnit: JUnit 4, a class that did not start", suite(`name="X" tests="1" errors="1"`,
			`<testcase classname="X" name="initializationError"><error/></testcase>`), Gate{}, 1, unknown),
		one("JUnit: unittest, setUpClass", suite(`name="X" tests="1" errors="1"`,
			`<testcase classname="X" name="setUpClass (x.X)"><error/></testcase>`), Gate{}, 1, unknown),
		one("JUnit: Mocha, a hook", suite(`name="X" tests="1" failures="1"`,
			`<testcase name="X &quot;before all&quot; hook"><failure/></testcase>`), Gate{}, 1, unknown),
		one("JUnit: pytest, a file that cannot be collected", pytest(61, 0, 1, 0, times(60, pytestText)+
			`<testcase classname="" name="tests.b"><error message="collection failure"/></testcase>`), Gate{}, 1, unknown),
		one("JUnit: an error of a suite as a whole", suite(`name="b"`, "<error>x</error>"), Gate{}, 1, unknown),
		one("JUnit: a failed hook with all others skipped", suite(`name="b" tests="10" failures="1" skipped="9"`,
			failing("a")+times(9, `<testcase name="s#"><skipped/></testcase>`)), Gate{}, 1, unknown),
		one("JUnit: 950 skipped", junitOf(sixty+`<testsuite name="b">`+times(950,
			`<testcase name="s#"><skipped/></testcase>`)+
			"</testsuite>"), Gate{}, 1, "skipped cases: got 94"),
		one("JUnit: pytest, expected failures", pytest(60, 0, 0, 20, times(40, pytestText)+
			times(20, `<testcase name="x#"><skipped type="pytest.xfail"/></testcase>`)), Gate{MinCases: ptr(40.0)}, 1,
			"skipped cases: got 33.33 %"),
		one("JUnit: the status says failed", with(`status="failed"`), Gate{}, 1, rate),
		one("JUnit: the result says an error", with(`status="run" result="error"`), Gate{}, 1, rate),
		one("JUnit: the status says not run", with(`status="notrun"`), Gate{}, 1, "cases that ran: got 0"),
		one("JUnit: the status says a word of its own", with(`status="meh"`), Gate{}, 1, `got the status "meh"`),
		one("JUnit: failures in capitals", inside(`<FAILURE message="x"/>`), Gate{}, 1, rate),
		one("JUnit: failures behind a prefix", inside(`<x:failure xmlns:x="urn:x"/>`), Gate{}, 1, rate),
		one("JUnit: failures in an element of a case", inside(`<result><failure message="x"/></result>`), Gate{}, 2,
			"got <failure> inside <result>"),
		one("JUnit: errors among the properties of a case", inside(`<properties><error/></properties>`), Gate{}, 2,
			"got <error> inside <properties>"),
		one("JUnit: runs before the last that failed", inside(`<rerunFailure message="x"/>`), Gate{}, 1,
			"flaky cases: got 16.66 %"),
		one("JUnit: the status in capitals", with(`Status="failed"`), Gate{}, 1, rate),
		one("JUnit: the status behind a prefix", with(`x:status="failed" xmlns:x="urn:x"`), Gate{}, 1, rate),
		one("JUnit: suites and cases in capitals", junitOf(sixty+`<TestSuite name="b">`+
			times(10, `<TestCase name="x#"><failure/></TestCase>`)+"</TestSuite>"), Gate{}, 1, rate),
		one("JUnit: a failure of a suite in capitals", suite(`name="b"`, "<Failure/>"), Gate{}, 1, unknown),
		one("JUnit: errors after what was printed", inside(`<system-out>ok</system-out><error/>`), Gate{}, 1, rate),
		one("JUnit: flaky by Surefire", inside(`<flakyFailure message="x"/>`), Gate{}, 1, "flaky cases: got 16.66 %"),
		one("JUnit: flaky by Playwright", inside(`<flakyError message="x"/>`), Gate{}, 1, "flaky cases: got 16.66 %"),
		one("JUnit: more tests declared than there are", pytest(100, 0, 0, 0, times(60, pytestText)), Gate{}, 2,
			"got 60 cases"),
		one("JUnit: more failures declared than there are", pytest(60, 20, 0, 0, times(60, pytestText)), Gate{}, 2,
			"got 60 cases"),
		one("JUnit: more errors declared than there are", pytest(60, 0, 9, 0, times(60, pytestText)), Gate{}, 2,
			"got 60 cases"),
		one("JUnit: more skipped declared than there are", pytest(60, 0, 0, 30, times(60, pytestText)), Gate{}, 2,
			"got 60 cases"),
		one("JUnit: fewer tests declared than there are", pytest(1, 0, 0, 0, times(60, pytestText)), Gate{}, 1,
			"skipped cases"),
		one("JUnit: failures declared around the suites", `<testsuites tests="60" failures="5">`+sixty+"</testsuites>",
			Gate{}, 2,
			"<testsuites> declares"),
		one("JUnit: a negative number of tests", pytest(-60, 0, 0, 0, times(60, pytestText)), Gate{}, 2, `tests: got "-60"`),
		one("JUnit: a number of tests beyond any", edit(pytest60(), `tests="60"`, `tests="99999999999999999999"`), Gate{}, 2,
			"want a number of cases"),
		one("JUnit: a number of tests that is none", edit(pytest60(), `tests="60"`, `tests="NaN"`), Gate{}, 2,
			`tests: got "NaN"`),
		one("JUnit: no case", pytest(0, 0, 0, 0, ""), Gate{}, 1, "cases that ran: got 0"),
		one("JUnit: 49 cases", pytest(49, 0, 0, 0, times(49, pytestText)), Gate{}, 1, "cases that ran: got 49"),
		one("JUnit: cases in what a test printed", pytest(1, 0, 0, 0, `<testcase name="a"><system-out><![CDATA[`+
			times(60, pytestText)+`]]></system-out></testcase>`), Gate{}, 1, "cases that ran: got 1,"),
		one("JUnit: cases in a comment", pytest(1, 0, 0, 0, `<testcase name="a"/><!-- `+times(60, pytestText)+" -->"),
			Gate{}, 1,
			"cases that ran: got 1,"),
		one("JUnit: cases in a case", pytest(61, 0, 0, 0, `<testcase name="a">`+times(60, pytestText)+"</testcase>"), Gate{},
			2,
			"got <testcase> inside <testcase>"),
		one("JUnit: cases outside of a suite", `<testsuites><results>`+times(60, pytestText)+"</results></testsuites>",
			Gate{}, 2,
			"got <testcase> inside <results>"),
		one("JUnit: an attribute twice", edit(pytest60(), `tests="60"`, `tests="60" tests="0"`), Gate{}, 2,
			`the attribute "tests" twice`),
		one("JUnit: a status twice", with(`status="failed" status="passed"`), Gate{}, 2, `the attribute "status" twice`),
		one("JUnit: the status of another namespace", with(`status="failed" x:status="passed"`), Gate{}, 1, rate),
		one("JUnit: two images", edit(pytest60(), `<testcase classname="tests.test_golden" name="test_case[0]"`,
			`<properties><property name="digest" value="`+digest("a")+`"/><property name="digest" value="`+digest("b")+
				`"/></properties><testcase classname="tests.test_golden" name="test_case[0]"`), Gate{}, 1, "want one image"),
		one("JUnit: a metric in one case", edits(59, pytest60(), `name="faithfulness"`, `name="other"`), faithful, 1,
			"metric faithfulness reported: got 1 of 60"),
		one("JUnit: a metric 60 times in one case", pytest(60, 0, 0, 0, `<testcase name="a"><properties>`+
			strings.Repeat(`<property name="faithfulness" value="1"/>`, 60)+`</properties></testcase>`+
			times(59, `<testcase name="x#"/>`)), faithful, 1, "metric faithfulness reported: got 1 of 60"),
		one("JUnit: a metric of a suite with one case", junitOf(sixty+`<testsuite name="b"><properties>`+
			`<property name="faithfulness" value="1"/></properties><testcase name="x"/></testsuite>`), faithful, 1,
			"metric faithfulness reported: got 1 of 61"),
		one("JUnit: a metric of a suite over that of its cases", junitOf(`<testsuite name="b"><properties>`+
			`<property name="faithfulness" value="1"/></properties>`+strings.ReplaceAll(times(60, pytestText), "0.95", "0.1")+
			"</testsuite>"), faithful, 1, "metric faithfulness: got 0.1"),
		one("JUnit: a value that lifts all", edits(59, edit(pytest60(), `value="0.95"`, `value="60"`), `value="0.95"`,
			`value="0"`),
			faithful, 1, "range of metric faithfulness"),
	}
	return list
}

func promptfooAttacks() []attack {
	file := promptfoo60()
	rate := "pass rate: got"
	rows := func(n int, from, to string) string { return edits(n, promptfooLines(), from, to) }
	return []attack{
		one("promptfoo: statistics without cases", promptfooFile("", 60, 0, 0), Gate{}, 2, "without the cases"),
		one("promptfoo: statistics of other cases", promptfooFile(listed(30, promptfooText), 60, 0, 0), Gate{}, 2,
			"got 30 cases of which 30 passed"),
		one("promptfoo: statistics that hide failures", edits(10, file, `"success":true`, `"success":false`), Gate{}, 2,
			"got 60 cases of which 50 passed"),
		one("promptfoo: statistics of fewer that passed", edit(file, `"successes":60`, `"successes":30`), Gate{}, 2,
			"want the 30 of 30"),
		one("promptfoo: prompts that state failures", edit(file, `"testPassCount":60`, `"testPassCount":20`), Gate{}, 1,
			"want the 20 that its prompts state"),
		one("promptfoo: a success whose grading is false", edit(file, `"pass":true`, `"pass":false`), Gate{}, 1,
			"although its grading did not pass"),
		one("promptfoo: a success with an error", edit(file, `"id":"5cec`, `"error":"429 too many requests","id":"5cec`),
			Gate{}, 1,
			"got success and an error"),
		one("promptfoo: a success with an error for an answer", edit(file, `"response":{`, `"response":{"error":"429",`),
			Gate{}, 1, "got success and an error"),
		one("promptfoo: a success with the reason of a failure", edit(file, `"failureReason":0`, `"failureReason":1`),
			Gate{}, 1,
			"the reason of a failure"),
		one("promptfoo: successes with errors as their reason", rows(10, `"failureReason":0`, `"failureReason":2`), Gate{},
			1, rate),
		one("promptfoo: success as text", edit(file, `"success":true`, `"success":"true"`), Gate{}, 2, "want true or false"),
		one("promptfoo: success as a number", edit(file, `"success":true`, `"success":1`), Gate{}, 2, "want true or false"),
		one("promptfoo: success of null", rows(10, `"success":true`, `"success":null`), Gate{}, 2, "r0:2:1:"),
		one("promptfoo: cases without success", edits(10, promptfooFile(listed(60, promptfooText), 50, 0, 10),
			`"success":true,`, ``),
			Gate{}, 1, rate),
		one("promptfoo: success twice", edit(file, `"success":true`, `"success":false,"success":true`), Gate{}, 2,
			`the member "success" twice`),
		one("promptfoo: success twice, one with an escape", edit(file, `"success":true`,
			`"succ\u0065ss":false,"success":true`), Gate{},
			2, `the member "success" twice`),
		one("promptfoo: results twice", edit(file, `"results":[`, `"results":[],"results":[`), Gate{}, 2,
			`the member "results" twice`),
		one("promptfoo: no assertions", rows(60, "All assertions passed", "No assertions"), Gate{}, 1,
			"pass rate: got 0.00 %"),
		one("promptfoo: the same question with --repeat 60", strings.NewReplacer("Question 1", "Question 0", "case 1",
			"case 0").
			Replace(promptfooFile(listed(60, strings.ReplaceAll(strings.ReplaceAll(promptfooText, "Question #", "Question"),
				"case #", "case")), 60, 0, 0)), Gate{}, 1, "cases that ran: got 1,"),
		one("promptfoo: a case twice", edit(file, `"testIdx":1,`, `"testIdx":0,`), Gate{}, 2, "test 0 with prompt 0, twice"),
		one("promptfoo: 40 of 60 failed", edits(40, promptfooFile(listed(60, promptfooText), 20, 40, 0), `"success":true`,
			`"success":false`), Gate{}, 1, rate),
		one("promptfoo: all errored", edits(60, promptfooFile(listed(60, promptfooText), 0, 0, 60), `"success":true`,
			`"success":false`), Gate{}, 1, rate),
		one("promptfoo: a run with an error", edit(file, `{"evalId"`, `{"error":"killed","evalId"`), Gate{}, 2,
			"got a run with an error"),
		one("promptfoo: stats without successes", edit(file, `"successes":60,`, ``), Gate{}, 2, `without "successes"`),
		one("promptfoo: no case at all", promptfooFile("", 0, 0, 0), Gate{}, 1, "cases that ran: got 0"),
		one("promptfoo: cut off", file[:len(file)*2/3], Gate{}, 2, "got the end of the file"),
		one("promptfoo: a second file appended", file+file, Gate{}, 2, "second JSON value"),
		one("promptfoo: results in another list", edit(file, `"results":[`, `"cases":[`), Gate{}, 2, "without the cases"),
		one("promptfoo: failureReason as text", edit(file, `"failureReason":0`, `"failureReason":"none"`), Gate{}, 2,
			"a number of cases"),
		one("promptfoo: a metric in one case", rows(59, `"namedScores":{"faithfulness":0.95}`, `"namedScores":{}`), faithful,
			1,
			"metric faithfulness reported: got 1 of 60"),
		one("promptfoo: a value that lifts all", edits(59, edit(file, `{"faithfulness":0.95}`, `{"faithfulness":900}`),
			`{"faithfulness":0.95}`, `{"faithfulness":0}`), faithful, 1, "range of metric faithfulness"),
		one("promptfoo: a value below its range", edit(file, `{"faithfulness":0.95}`, `{"faithfulness":-1}`), faithful, 1,
			"range of metric faithfulness"),
		one("promptfoo: a mean that overflows", edits(60, file, `{"faithfulness":0.95}`, `{"faithfulness":1e308}`), faithful,
			1,
			"metric faithfulness computed"),
		one("promptfoo: a metric of another name", file, Gate{Metrics: map[string]float64{"faithfullness": 0.9}}, 1,
			"metric faithfullness: got nothing"),
		one("promptfoo: latency above its limit", strings.ReplaceAll(file, `"faithfulness":0.95`, `"latency":9`),
			Gate{MaxMetrics: map[string]float64{"latency": 2}}, 1, "metric latency: got 9, want at most 2"),
		one("promptfoo: a latency below 0", edit(strings.ReplaceAll(file, `"faithfulness":0.95`, `"latency":2.1`),
			`"latency":2.1`,
			`"latency":-99`), Gate{MaxMetrics: map[string]float64{"latency": 2}}, 1, "range of metric latency"),
		one("promptfoo: a hallucination that was not computed", strings.Replace(strings.ReplaceAll(file,
			`"faithfulness":0.95`,
			`"hallucination":null`), `"hallucination":null`, `"hallucination":0.1`, 1),
			Gate{MaxMetrics: map[string]float64{"hallucination": 0.2}}, 1, "metric hallucination computed"),
		one("promptfoo: marks beyond their scale", strings.ReplaceAll(file, `"faithfulness":0.95`, `"mark":45`),
			Gate{Metrics: map[string]float64{"mark": 4}, Ranges: map[string]Range{"mark": {1, 5}}}, 1, "range of metric mark"),
		one("promptfoo lines: cut off", promptfooLines()[:len(promptfooLines())-9], Gate{}, 2, "r0:60:"),
		one("promptfoo lines: a file appended", promptfooLines()+promptfooLines(), Gate{}, 2, "r0:61:"),
		one("promptfoo lines: a total appended", promptfooLines()+`{"total":60,"passed":60}`, Gate{}, 2,
			"want a case of promptfoo"),
		one("promptfoo lines: a list", promptfooLines()+"[1]", Gate{}, 2, "got '[' after a case"),
		one("promptfoo lines: text between", edit(promptfooLines(), "}\n{", "}\nError: quota\n{"), Gate{}, 2,
			"got 'E' after a case"),
		one("promptfoo lines: 4 failed of 60", rows(4, `"success":true`, `"success":false`), Gate{}, 1, "got 93.33 %"),
		one("promptfoo lines: a case without its place", edit(promptfooLines(), `"testIdx":59,`, ``), Gate{}, 2,
			"without success, testIdx"),
		one("promptfoo XML", `<promptfoo><results><version>3</version></results></promptfoo>`, Gate{}, 2,
			"root element <promptfoo>"),
	}
}

func deepEvalAttacks() []attack {
	file := deepEval60()
	return []attack{
		one("DeepEval: statistics without cases", deepEvalFile("", 60, 0), Gate{}, 2, "got 0 graded cases"),
		one("DeepEval: statistics of other cases", deepEvalFile(listed(30, deepEvalText), 60, 0), Gate{}, 2,
			"got 30 graded cases"),
		one("DeepEval: a success whose metric is false", edit(file, `"threshold":0.7,"success":true`,
			`"threshold":0.7,"success":false`), Gate{}, 1, "although the metric Faithfulness did not pass"),
		one("DeepEval: a success below its threshold", edit(file, `"score":0.95`, `"score":0.2`), Gate{}, 1,
			"wrong side of its threshold"),
		one("DeepEval: a success above its threshold", edit(strings.ReplaceAll(file, "Faithfulness", "Hallucination"),
			`"score":0.95`, `"score":0.96`), Gate{}, 1, "wrong side of its threshold"),
		one("DeepEval: scores of no metric", edits(60, file, `"score":0.95`, `"score":95`), Gate{}, 1,
			"pass rate: got 0.00 %"),
		one("DeepEval: metrics that errored", edits(60, file, `"score":0.95`, `"score":0.95,"error":"503"`), Gate{}, 1,
			"pass rate: got 0.00 %"),
		one("DeepEval: no metrics", strings.ReplaceAll(file, `"metricsData"`, `"metrics"`), Gate{}, 1,
			"pass rate: got 0.00 %"),
		one("DeepEval: empty metrics", deepEvalFile(listed(60, `{"name":"t#","input":"q#","success":true,"metricsData":[]}`),
			60, 0),
			Gate{}, 1, "pass rate: got 0.00 %"),
		one("DeepEval: only metrics that decide nothing", edits(60, file, `"strictMode":false`,
			`"strictMode":false,"flaky":true`),
			Gate{}, 1, "pass rate: got 0.00 %"),
		one("DeepEval: metrics that failed in the sum", edit(file, `"passes":60,"fails":0`, `"passes":50,"fails":10`),
			Gate{}, 1,
			"want the 10 that the file states"),
		one("DeepEval: the same case 60 times", deepEvalFile(listed(60, numbered(1, deepEvalText)), 60, 0), Gate{}, 1,
			"cases that ran: got 1,"),
		one("DeepEval: cases without success", strings.ReplaceAll(deepEvalFile(listed(60, deepEvalText), 0, 0),
			`"success":true,"metricsData"`, `"metricsData"`), Gate{}, 1, "pass rate: got 0.00 %"),
		one("DeepEval: metrics without success", strings.ReplaceAll(file, `"threshold":0.7,"success":true`,
			`"threshold":0.7`),
			Gate{}, 1, "pass rate: got 0.00 %"),
		one("DeepEval: success as text", edit(file, `"success":true`, `"success":"true"`), Gate{}, 2, "want true or false"),
		one("DeepEval: a metric in one case", edits(59, file, `"name":"Faithfulness"`, `"name":"Coherence"`),
			Gate{Metrics: map[string]float64{"Faithfulness": 0.9}}, 1, "metric Faithfulness reported: got 1 of 60"),
		one("DeepEval: cut off", file[:len(file)/2], Gate{}, 2, "got the end of the file"),
		one("DeepEval: all failed", strings.ReplaceAll(deepEvalFile(listed(60, deepEvalText), 0, 60), `"success":true`,
			`"success":false`), Gate{}, 1, "pass rate: got 0.00 %"),
		one("DeepEval: declared flaky", edits(10, file, `"order"`, `"flaky":true,"order"`), Gate{}, 1,
			"flaky cases: got 16.66 %"),
	}
}

func goAttacks() []attack {
	good := go60()
	unknown := "an unknown number of them did not run"
	pack := func(ends, says string, tests ...string) string {
		return good + goLines("acme.dev/b", ends, says, tests...)
	}
	build := `{"ImportPath":"acme.dev/b [acme.dev/b.test]","Action":"build-output","Output":"# acme.dev/b\n"}` + "\n" +
		`{"ImportPath":"acme.dev/b [acme.dev/b.test]","Action":"build-fail"}` + "\n"
	return []attack{
		one("go: a build that failed", build+pack("", "FAIL\tacme.dev/b [build failed]")+
			`{"Action":"fail","Package":"acme.dev/b","Elapsed":0,"FailedBuild":"acme.dev/b [acme.dev/b.test]"}`, Gate{}, 1,
			unknown),
		one("go: a build that failed, of no package", build+good, Gate{}, 1, "got a build that failed"),
		one("go: a build that failed, as before Go 1.24", pack("fail", "FAIL\tacme.dev/b [build failed]"), Gate{}, 1,
			unknown),
		one("go: a vet that failed", pack("fail", "FAIL\tacme.dev/b [build failed]"), Gate{MinCases: ptr(1.0)}, 1, unknown),
		one("go: TestMain", pack("fail", "PASS|FAIL\tacme.dev/b\t0.1s", "TestA=pass"), Gate{}, 1, unknown),
		one("go: a panic", pack("fail", "FAIL\tacme.dev/b\t0.1s", "TestA=pass", "TestB=fail"), Gate{}, 1, unknown),
		one("go: os.Exit in a test", pack("fail", "FAIL\tacme.dev/b\t0.1s", "TestA=pass", "TestB="), Gate{}, 1, unknown),
		one("go: a time-out", pack("fail", "panic: test timed out after 10m0s|FAIL\tacme.dev/b\t600s", "TestA="), Gate{}, 1,
			unknown),
		one("go: setup failed", pack("fail", "FAIL\tacme.dev/b [setup failed]"), Gate{}, 1, unknown),
		one("go: tests that never end in a package that passed", goLines("acme.dev/b", "pass", "PASS", goTests("")...),
			Gate{}, 1,
			"pass rate: got 0.00 %"),
		one("go: a package that never ends", pack("", "", "TestA=pass"), Gate{}, 2, "got no end of the package"),
		one("go: cut off", good[:len(good)-30], Gate{}, 2, "got the end of the file"),
		one("go: 20 failed", goLines("p", "fail", "FAIL|FAIL\tp\t1s", append(goTests("pass"), "TestB/1=fail",
			"TestB/2=fail",
			"TestB/3=fail", "TestB/4=fail", "TestB=fail")...), Gate{}, 1, "pass rate: got 93.75 %"),
		one("go: failures in a package that passed", goLines("p", "pass", "PASS", goTests("fail")...), Gate{}, 1,
			"pass rate: got 0.00 %"),
		one("go: a parent that failed alone", goLines("p", "fail", "FAIL|FAIL\tp\t1s", append(times2(60, "TestG%[1]d/a=pass",
			"TestG%[1]d=fail"), "TestZ=pass")...), Gate{}, 1, "pass rate: got"),
		one("go: parents in the place of cases", goLines("p", "pass", "PASS", times2(30, "TestG%[1]d/a=pass",
			"TestG%[1]d=pass")...),
			Gate{}, 1, "cases that ran: got 30,"),
		one("go: -count=60 of a test", goLines("p", "pass", "PASS", strings.Split(strings.Repeat("TestA=pass,", 60),
			",")[:60]...),
			Gate{}, 1, "cases that ran: got 1,"),
		one("go: reruns of every test", goLines("p", "fail", "FAIL|FAIL\tp\t1s", goTests("fail")...)+
			goLines("p", "pass", "PASS", goTests("pass")...), Gate{}, 1, "flaky cases: got 100.00 %"),
		one("go: benchmarks", goLines("p", "pass", "PASS", times2(60, "Benchmark%d=")...), Gate{}, 1,
			"cases that ran: got 0"),
		one("go: all skipped", goLines("p", "pass", "PASS", goTests("skip")...), Gate{}, 1, "cases that ran: got 0"),
		one("go: 40 skipped", goLines("p", "pass", "PASS", append(goTests("pass"), times2(40, "TestS%[1]d=skip")...)...),
			Gate{}, 1,
			"skipped cases: got 40.00 %"),
		one("go: no test files", goLines("p", "skip", "?   \tp\t[no test files]"), Gate{}, 1, "cases that ran: got 0"),
		one("go: no tests to run", goLines("p", "pass",
			"testing: warning: no tests to run|PASS|ok  \tp\t0.1s [no tests to run]"),
			Gate{}, 1, "cases that ran: got 0"),
		one("go: what the compiler says between the lines", edit(good, "}\n{", "}\n# acme.dev/b\nundefined: x\n{"), Gate{}, 2,
			"got '#' after an event"),
		one("go: a total appended", good+`{"total":60,"passed":60}`, Gate{}, 2, "want an event of go test"),
		one("go: the text of go test -v", "=== RUN   TestA\n--- PASS: TestA (0.00s)\nPASS\n", Gate{}, 2,
			`starts with "=== RUN`),
	}
}

// times2 makes several texts of each number.
func times2(n int, formats ...string) (all []string) {
	for i := range n {
		for _, format := range formats {
			all = append(all, fmt.Sprintf(format, i))
		}
	}
	return all
}

func jestAttacks() []attack {
	file := jest60()
	broken := `,{"assertionResults":[],"message":"failed to run","name":"/app/src/b.test.js","status":"failed"}]`
	return []attack{
		one("Jest: a file that did not load", edit(file, `"summary":""}]`, `"summary":""}`+broken), Gate{}, 1,
			"an unknown number of them did not run"),
		one("Vitest: a hook that failed", edit(strings.ReplaceAll(edit(file, `"numPassedTests":60`, `"numPassedTests":0`),
			`"status":"passed","title"`, `"status":"skipped","title"`), `"status":"passed"`, `"status":"failed"`), Gate{}, 1,
			"an unknown number of them did not run"),
		one("Jest: a file that broke after its cases", edit(file, `"summary":""}]`,
			`"summary":"","testExecError":{"message":"boom"}}]`), Gate{}, 1, "an unknown number of them did not run"),
		one("Jest: interrupted", edit(file, `"wasInterrupted":false`, `"wasInterrupted":true`), Gate{}, 1, "interrupted"),
		one("Jest: a run that failed", edit(file, `"success":true`, `"success":false`), Gate{}, 1,
			"a run that failed although no case"),
		one("Jest: a total of other cases", edit(file, `"numTotalTests":60`, `"numTotalTests":90`), Gate{}, 2,
			"got 60 cases"),
		one("Jest: passes of other cases", edit(file, `"numPassedTests":60`, `"numPassedTests":50`), Gate{}, 2,
			"got 60 cases"),
		one("Jest: the same case 60 times", jestFile(listed(60, numbered(1, jestText)), 60, 60, 0, 0), Gate{}, 1,
			"cases that ran: got 1,"),
		one("Jest: retried", edits(10, file, `"invocations":1`, `"invocations":3`), Gate{}, 1, "flaky cases: got 16.66 %"),
		one("Vitest: retried", edits(10, file, `"failureMessages":[]`, `"failureMessages":["Error: once"]`), Gate{}, 1,
			"flaky cases: got 16.66 %"),
		one("Jest: pending", jestFile(listed(60, jestText)+","+strings.ReplaceAll(strings.ReplaceAll(listed(40, jestText),
			"golden case",
			"later"), `"passed"`, `"pending"`), 100, 60, 0, 40), Gate{}, 1, "skipped cases: got 40.00 %"),
		one("Jest: cases without a status", edits(60, edit(file, `"numPassedTests":60`, `"numPassedTests":0`),
			`"status":"passed",`,
			``), Gate{}, 1, "pass rate: got 0.00 %"),
		one("Jest: a status of its own", edits(60, edit(file, `"numPassedTests":60`, `"numPassedTests":0`),
			`"status":"passed"`,
			`"status":"meh"`), Gate{}, 1, "pass rate: got 0.00 %"),
		one("Jest: a file that could not be run, and is not there", edit(file,
			`"numRuntimeErrorTestSuites":0`, `"numRuntimeErrorTestSuites":1`), Gate{}, 1, "got 1 files that could not be run"),
		one("Jest: a suite that failed, and is not there", edit(file,
			`"numFailedTestSuites":0`, `"numFailedTestSuites":1`), Gate{}, 1, "got 1 suites that failed and no case that did"),
		one("Jest: failures that are not there", edit(file, `"numFailedTests":0`, `"numFailedTests":4`), Gate{}, 2,
			"got 0 cases that failed, want the 4"),
		one("Jest: totals without files", `{"numTotalTests":60,"numPassedTests":60,"numFailedTests":0,"success":true}`,
			Gate{}, 2,
			"got 0 cases"),
		one("Jest: no case", jestFile("", 0, 0, 0, 0), Gate{}, 1, "cases that ran: got 0"),
		one("Jest: cut off", file[:len(file)-20], Gate{}, 2, "got the end of the file"),
	}
}

// countAttacks are of formats that only have counts.
func countAttacks() []attack {
	good := `{"total":60,"passed":60,"failed":0,"errored":0,"skipped":0}`
	run := openAIRun(openAICounts, openAICriteria)
	own := `{"gatePassed":true,"time":"2026-11-27T00:00:00Z","total":60,"passed":60}`
	list := []attack{
		one("neutral: more than its total", edit(good, `"total":60`, `"total":50`), Gate{}, 2, "want the total of 50"),
		one("neutral: less than its total", edit(good, `"total":60`, `"total":600`), Gate{}, 2, "want the total of 600"),
		one("neutral: another rate", edit(good, `"total"`, `"passRate":0.5,"total"`), Gate{}, 2, "got a pass rate of 0.5"),
		one("neutral: a rate of NaN", edit(good, `"total"`, `"passRate":NaN,"total"`), Gate{}, 2, "got a pass rate of NaN"),
		one("neutral: a rate as text", edit(good, `"total"`, `"passRate":"1","total"`), Gate{}, 2, "got a pass rate of NaN"),
		one("neutral: a status that failed", edit(good, `"total"`, `"status":"failed","total"`), Gate{}, 2,
			`the status "failed"`),
		one("neutral: an error", edit(good, `"total"`, `"error":{"code":1},"total"`), Gate{}, 2, "got a run with an error"),
		one("neutral: only skipped", `{"total":60,"passed":0,"skipped":60}`, Gate{}, 1, "cases that ran: got 0"),
		one("neutral: 50 beside 950 skipped", `{"total":1000,"passed":50,"skipped":950}`, Gate{}, 1,
			"skipped cases: got 95.00 %"),
		one("neutral: nothing passed", `{"total":60,"failed":60}`, Gate{}, 2, `"total" without "passed"`),
		one("neutral: a total of 0", `{"total":0,"passed":0}`, Gate{}, 1, "cases that ran: got 0"),
		one("neutral: a total of -0", `{"total":-0,"passed":-0}`, Gate{}, 1, "cases that ran: got 0"),
		one("neutral: our own verdict", own, Gate{}, 2, "got the verdict of an eval gate"),
		one("neutral: our own verdict, which failed", edit(own, "true", "false"), Gate{}, 2,
			"got the verdict of an eval gate"),
		one("neutral: our own verdict without its word", `{"gate":{"minCases":1},"total":60,"passed":60}`, Gate{}, 2,
			"got the verdict of an eval gate"),
		one("neutral: a mean beyond its range", edit(good, `"total"`, `"metrics":{"faithfulness":7.3},"total"`), faithful, 1,
			"range of metric faithfulness"),
		one("neutral: a mean as text", edit(good, `"total"`, `"metrics":{"faithfulness":"0.95"},"total"`), faithful, 2,
			`got "0.95", want a number`),
		one("neutral: a mean of true", edit(good, `"total"`, `"metrics":{"faithfulness":true},"total"`), faithful, 2,
			"want a number"),
		one("neutral: a mean of one in 60 runs", edit(good, `"total"`, `"metrics":{"other":1},"total"`), faithful, 1,
			"metric faithfulness: got nothing"),
		one("neutral: cases that failed beside a total", edit(good, `"total"`, `"results":[{"success":false}],"total"`),
			Gate{}, 2,
			"got a total and a list of 1 cases"),
		one("neutral: cases of Jest beside a total", edit(good, `"total"`,
			`"testResults":[{"assertionResults":[{"status":"failed"}]}],"total"`), Gate{}, 2, "the results of two evaluators"),
		one("neutral: a count of Jest beside a total", edit(good, `"total"`, `"numPassedTests":1,"total"`), Gate{}, 2,
			"the results of two evaluators"),
		one("neutral: criteria of OpenAI beside a total", edit(good, `"total"`,
			`"per_testing_criteria_results":[{"testing_criteria":"a","passed":0,"failed":60}],"total"`), Gate{}, 2,
			"the results of two evaluators"),
		one("neutral: a count of DeepEval beside a total", edit(good, `"total"`, `"testFailed":9,"total"`), Gate{}, 2,
			"the results of two evaluators"),
		one("Jest: cases without a total", `{"testResults":[{"assertionResults":[{"status":"passed"}]}]}`, Gate{}, 2,
			`without "numTotalTests"`),
		one("DeepEval: only the failures stated", edit(deepEvalFile(listed(60, deepEvalText), 60, 5), `"testPassed":60,`, ""),
			Gate{}, 2, "got 60 graded cases"),
		one("neutral: two evaluators", edit(good, `"total"`, `"testCases":[],"total"`), Gate{}, 2,
			"the results of two evaluators"),
		one("neutral: of another image", edit(good, `"total"`, `"digest":"`+digest("b")+`","total"`),
			Gate{Digest: digest("a")}, 1,
			"evaluate the image that is to be deployed"),
		one("neutral: of a tag", edit(good, `"total"`, `"digest":"latest","total"`), Gate{Digest: digest("a")}, 1,
			"evaluate the image that is to be deployed"),
		one("OpenAI: in progress", edit(run, "completed", "in_progress"), Gate{}, 2, "in_progress"),
		one("OpenAI: canceled", edit(run, "completed", "canceled"), Gate{}, 2, "canceled"),
		one("OpenAI: no status", edit(run, `"status":"completed",`, ``), Gate{}, 2, `the status ""`),
		one("OpenAI: an error", edit(run, `"error":null`, `"error":{"code":"x"}`), Gate{}, 2, "got a run with an error"),
		one("OpenAI: more than its total", edit(run, `"total":60`, `"total":50`), Gate{}, 2, "want the total of 50"),
		one("OpenAI: items that were not judged", openAIRun(`"total":60,"errored":40,"failed":0,"passed":20`, ""), Gate{}, 1,
			"pass rate"),
		one("OpenAI: fewer met a criterion than passed", edit(run, `"passed":60,"failed":0}`, `"passed":10,"failed":50}`),
			Gate{}, 1,
			"want at least the 60 that passed"),
		one("OpenAI: more items than there are", edit(run, `"passed":60,"failed":0}`, `"passed":6000,"failed":0}`), Gate{}, 1,
			"want at most the 60"),
		one("OpenAI: a criterion twice", edit(run, openAICriteria, openAICriteria+","+openAICriteria), Gate{}, 2, "twice"),
		one("OpenAI: no counts", edit(run, `"result_counts":{`+openAICounts+`}`, `"result_counts":{}`), Gate{}, 2,
			`without "total"`),
	}
	for _, wrong := range []string{
		`"60"`, "60.5", "-60", "true", "NaN", "Infinity", "1e999", "99999999999999999", "[60]", `{"n":60}`, "060", "0x3c",
		"6_0",
	} {
		list = append(list, one("neutral: passed is "+wrong, edit(good, `"passed":60`, `"passed":`+wrong), Gate{}, 2,
			"r0:1:"))
	}
	for _, nothing := range []string{"null", `""`} {
		list = append(list, one("neutral: total is "+nothing, edit(good, `"total":60`, `"total":`+nothing), Gate{}, 2, "r0:"))
	}
	return list
}

// textAttacks are of what a text is made of.
func textAttacks() []attack {
	good, xml := `{"total":60,"passed":60}`, pytest60()
	wide := func(text string) string {
		return "\xff\xfe" + strings.Join(strings.Split(text, ""), "\x00") + "\x00"
	}
	return []attack{
		one("text: nothing", "", Gate{}, 2, "got an empty file"),
		one("text: white space", " \n\t\r\n", Gate{}, 2, "got an empty file"),
		one("text: a byte order mark", "\xef\xbb\xbf", Gate{}, 2, "got an empty file"),
		one("text: null", "null", Gate{}, 2, "starts with"),
		one("text: a list", "[]", Gate{}, 2, "starts with"),
		one("text: true", "true", Gate{}, 2, "starts with"),
		one("text: YAML", "total: 60\npassed: 60\n", Gate{}, 2, "starts with"),
		one("text: CSV", "name,passed\na,true\n", Gate{}, 2, "starts with"),
		one("text: HTML", "<!DOCTYPE html><html><body>60 passed</body></html>", Gate{}, 2, "document type"),
		one("text: a page of an error", "<html><body>502 Bad Gateway</body></html>", Gate{}, 2, "root element <html>"),
		one("text: gzip", "\x1f\x8b\x08\x00\x00", Gate{}, 2, "gzip"),
		one("text: zip", "PK\x03\x04\x14\x00", Gate{}, 2, "zip"),
		one("text: UTF-16", wide(good), Gate{}, 2, "UTF-16"),
		one("text: UTF-16 without a mark", wide(good)[2:], Gate{}, 2, "a byte of 0"),
		one("text: UTF-16 of XML", "\xfe\xff\x00<\x00t", Gate{}, 2, "UTF-16"),
		one("text: UTF-7", edit(xml, "utf-8", "UTF-7"), Gate{}, 2, "the encoding"),
		one("text: EBCDIC", edit(xml, "utf-8", "IBM037"), Gate{}, 2, "the encoding"),
		one("text: zeros at the end", xml+strings.Repeat("\x00", 512), Gate{}, 2, "a byte of 0"),
		one("text: zeros in the middle", edit(xml, "</testcase>", "</testcase>\x00\x00"), Gate{}, 2, "a byte of 0"),
		one("text: zeros in JSON", edit(good, `,`, ",\x00"), Gate{}, 2, "a byte of 0"),
		one("text: an entity of one's own", `<!DOCTYPE t [<!ENTITY a "b">]>`+xml, Gate{}, 2, "document type"),
		one("text: an entity of a file", `<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><testsuite>&a;</testsuite>`,
			Gate{}, 2,
			"document type"),
		one("text: entities that laugh", `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><testsuite name="&b;"/>`,
			Gate{}, 2,
			"document type"),
		one("text: an entity that there is not", edit(xml, "test_case[0]", "&laugh;"), Gate{}, 2, "the entity"),
		one("text: a character of 0", edit(xml, "test_case[0]", "&#0;"), Gate{}, 2, "the entity"),
		one("text: XML cut off", xml[:len(xml)-10], Gate{}, 2, "got the end of the file"),
		one("text: XML cut off after a case", xml[:strings.LastIndex(xml, "</testsuite>")], Gate{}, 2,
			"got the end of the file"),
		one("text: two documents", xml+xml, Gate{}, 2, "second root"),
		one("text: a log before XML", "collected 60 items\n"+xml, Gate{}, 2, "starts with"),
		one("text: a log after XML", xml+"\n60 passed\n", Gate{}, 2, "text after the root"),
		one("text: an end that is none", edit(xml, "</testsuite>", "</testcase>"), Gate{}, 2, "want the end of the element"),
		one("text: a log before JSON", "60 passed\n"+good, Gate{}, 2, "starts with"),
		one("text: a log after JSON", good+"\nDone in 1.2s.\n", Gate{}, 2, "second JSON value"),
		one("text: JSON in JavaScript", "export default "+good, Gate{}, 2, "starts with"),
		one("text: JSON with a comment", `{"total":60, // all
			"passed":60}`, Gate{}, 2, "r0:1:"),
		one("text: JSON with a comma too many", `{"total":60,"passed":60,}`, Gate{}, 2, "r0:1:"),
		one("text: JSON without a comma", `{"total":60 "passed":60}`, Gate{}, 2, "want a comma"),
		one("text: JSON in single quotes", `{'total':60,'passed':60}`, Gate{}, 2, "r0:1:"),
		one("text: JSON that ends in a text", `{"total":60,"passed":60,"x":"`, Gate{}, 2, "got the end of the file"),
		one("text: a name twice", `{"total":60,"passed":0,"passed":60}`, Gate{}, 2, `the member "passed" twice`),
		one("text: a name twice, one with escapes", `{"total":60,"p\u0061ssed":0,"passed":60}`, Gate{}, 2,
			`the member "passed" twice`),
		one("text: no results", `{"name":"golden","tests":60}`, Gate{}, 2, "want the results of an evaluation"),
		one("text: names in capitals", `{"Total":60,"Passed":60}`, Gate{}, 2, "want the results of an evaluation"),
		one("text: a settings file", `{"compilerOptions":{"strict":true}}`, Gate{}, 2, "want the results of an evaluation"),
		one("text: nested too deep", `{"x":`+strings.Repeat("[", 300)+strings.Repeat("]", 300)+`,"total":60,"passed":60}`,
			Gate{}, 2,
			"nested deeper"),
		one("text: XML nested too deep", strings.Repeat("<testsuite>", 300)+strings.Repeat("</testsuite>", 300), Gate{}, 2,
			"nested deeper"),
	}
}

// severalAttacks are of several files, or of what they are compared with.
func severalAttacks() []attack {
	half := pytest(30, 0, 0, 0, times(30, pytestText))
	good := pytest60()
	base := func(r Results) Gate { return Gate{Baseline: &r} }
	releases := func(cases ...int) (runs []Run) {
		for _, n := range cases {
			runs = append(runs, release(true, n, 0))
		}
		return runs
	}
	return []attack{
		{"files: the same twice", []string{half, half}, Gate{}, 1, "name each file once"},
		{"files: a run in two formats", []string{promptfooFile(listed(30, promptfooText), 30, 0, 0),
			`<testsuites name="promptfoo"><testsuite name="p">` + times(30, `<testcase name="test #"/>`) +
				"</testsuite></testsuites>"}, Gate{}, 1, "name each run once, in one format"},
		{"files: a run twice, written in another way", []string{promptfooFile(listed(30, promptfooText), 30, 0, 0),
			promptfooFile(listed(30, promptfooText), 30, 0, 0) + "\n"}, Gate{}, 1, "cases of r1: got 30 that are in r0"},
		{"files: a run twice, once without some cases", []string{promptfooFile(listed(30, promptfooText), 30, 0, 0),
			promptfooFile(listed(20, promptfooText), 20, 0, 0)}, Gate{MinCases: ptr(40.0)}, 1,
			"cases of r1: got 20 that are in r0"},
		{"files: one of them empty", []string{good, pytest(0, 0, 0, 0, "")}, Gate{}, 1, "cases of r1: got 0"},
		{"files: one of them cut off", []string{good, good[:900]}, Gate{}, 2, "r1:"},
		{"files: a metric in one of them", []string{times(1, `{"total":1,"passed":1,"metrics":{"faithfulness":1}}`),
			`{"total":60,"passed":60}`}, faithful, 1, "metric faithfulness reported: got 1 of 50"},
		{"files: a low metric in one of them", []string{good, strings.ReplaceAll(good, "0.95", "0.1")}, faithful, 1,
			"metric faithfulness: got 0.1"},
		{"files: of two images", []string{`{"total":60,"passed":60,"digest":"` + digest("a") + `"}`,
			`{"total":61,"passed":61,"digest":"` + digest("b") + `"}`}, Gate{}, 1, "one image at a time"},
		{"files: a fault in one of them", []string{good, edit(promptfoo60(), `"pass":true`, `"pass":false`)}, Gate{}, 1,
			"r1: case 1"},
		{"files: a failure in one of them", []string{good, `{"total":20,"passed":0,"failed":20}`}, Gate{}, 1,
			"pass rate: got 75.00 %"},
		{"baseline: of 1,000 cases", []string{good}, base(results(1000, 0, 0, 0)), 1, "cases against the baseline: got 60"},
		{"baseline: that was better", []string{`{"total":100,"passed":95,"failed":5}`}, base(results(100, 0, 0, 0)), 1,
			"against the baseline: got 95.00 %"},
		{"baseline: without a case", []string{good}, base(results(0, 0, 0, 9)), 1, "baseline: got results without a case"},
		{"baseline: with a fault", []string{good}, base(Results{Passed: 60, Faults: []string{"x"}}), 1,
			"baseline: got results with faults"},
		{"history: a slide in cases", []string{good}, Gate{History: releases(100, 92, 84, 76, 68, 62)}, 1,
			"cases against the most of the last 6: got 60"},
		{"history: a slide in the rate", []string{`{"total":1000,"passed":955,"failed":45}`},
			Gate{History: []Run{release(true, 990, 10), release(true, 975, 25), release(true, 960, 40)}}, 1, "against the best"},
		{"gate: a share of 95", []string{good}, Gate{MinPassRate: ptr(95.0)}, 1, "minPassRate"},
		{"gate: no case", []string{good}, Gate{MinCases: ptr(0.0)}, 1, "minCases"},
		{"gate: no flaky case", []string{edit(good, "</properties></testcase>", `</properties><flakyFailure/></testcase>`)},
			Gate{MaxFlaky: ptr(0.0)}, 1, "flaky cases: got 1.66 %"},
		{"gate: every case has to pass, and one did at last", []string{edit(good, "</properties></testcase>",
			`</properties><flakyFailure/></testcase>`)}, Gate{MinPassRate: ptr(1.0)}, 1, "flaky cases: got 1.66 %"},
	}
}

// uncomputedAttacks are scores that were not computed in all cases but one, of each format that has them.
func uncomputedAttacks() (list []attack) {
	for _, value := range []string{"null", `"None"`, `"n/a"`, "NaN", "Infinity", "-Infinity", "1e999", `""`, "true",
		`"0.95"`, "-1e300"} {
		list = append(list,
			one("promptfoo: a score of "+value, edits(59, promptfoo60(), `{"faithfulness":0.95}`, `{"faithfulness":`+value+`}`),
				faithful, 1, "metric faithfulness computed in r0: got 1 of 60 cases"),
			one("promptfoo lines: a score of "+value, edits(59, promptfooLines(), `{"faithfulness":0.95}`, `{"faithfulness":`+
				value+`}`),
				Gate{}, 1, "metric faithfulness computed in r0: got 1 of 60 cases"),
			one("DeepEval: a score of "+value, edits(59, deepEval60(), `"score":0.95`, `"score":`+value), Gate{}, 1,
				"pass rate: got 1.66 %"))
	}
	for _, value := range []string{"None", "n/a", "nan", "inf", "", "null", "0,95", "95 %"} {
		list = append(list, one("JUnit: a score of "+value, edits(59, pytest60(), `value="0.95"`, `value="`+value+`"`),
			faithful, 1,
			"metric faithfulness computed in r0: got 1 of 60 cases"))
	}
	return list
}
