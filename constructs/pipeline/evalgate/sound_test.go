package evalgate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// sound is a file as a tool writes it when all is well, and what is to be read of it.
type sound struct {
	name, file                       string
	gate                             Gate
	format                           Format
	passed, failed, errored, skipped int
	mean                             float64 // of faithfulness; 0 when there is none
}

func passes(name, file string, format Format, passed int) sound {
	return sound{name: name, file: file, format: format, passed: passed}
}

func measured(s sound, mean float64) sound {
	s.mean = mean
	if mean > 0.9 {
		s.gate.Metrics = map[string]float64{"faithfulness": 0.9}
	}
	return s
}

func (s sound) less(failed, errored, skipped int) sound {
	s.passed -= failed + errored + skipped
	s.failed, s.errored, s.skipped = failed, errored, skipped
	return s
}

func TestSoundFiles(t *testing.T) {
	all := append(soundJUnit(), soundJSON()...)
	names := map[string]bool{}
	for _, s := range all {
		names[s.name] = true
		t.Run(s.name, func(t *testing.T) {
			r, err := Read("r", strings.NewReader(s.file))
			if err != nil {
				t.Fatal(err)
			}
			got := fmt.Sprintf("%s: %d %d %d %d", r.Format, r.Passed, r.Failed, r.Errored, r.Skipped)
			if want := fmt.Sprintf("%s: %d %d %d %d", s.format, s.passed, s.failed, s.errored, s.skipped); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if m := r.Metrics["faithfulness"]; m.Mean < s.mean-1e-9 || m.Mean > s.mean+1e-9 {
				t.Errorf("got the mean %g, want %g", m.Mean, s.mean)
			}
			v := Evaluate(s.gate, r)
			if !v.Passed || len(r.Faults)+len(r.Notes) > 0 || len(v.Warnings) > min(s.skipped, 1) {
				t.Errorf("got %t\n%s", v.Passed, v)
			}
		})
	}
	if len(names) < 70 {
		t.Errorf("got %d sound files", len(names))
	}
	figure.Say(t, "result-sound", len(names))
}

func soundJUnit() []sound {
	suite := func(name string, n int, cases string) string {
		return fmt.Sprintf(`<testsuite name="%s" timestamp="2026-11-27T10:55:17.448Z" hostname="vm" tests="%d" failures="0" `+
			`errors="0" skipped="0" time="0.02">`+"\n%s</testsuite>\n", name, n, cases)
	}
	head := `<?xml version="1.0" encoding="UTF-8" ?>` + "\n"
	goSuite := func(name string, n int, cases string) string {
		return fmt.Sprintf("\t"+
			`<testsuite tests="%d" failures="0" time="0.0210" name="%s" timestamp="2026-11-27T10:56:00Z">`+
			"\n\t\t<properties>\n\t\t\t"+`<property name="go.version" value="go1.26.8 linux/amd64"></property>`+
			"\n\t\t</properties>\n%s\t</testsuite>\n", n, name, cases)
	}
	skip := `<testcase classname="tests.test_golden" name="later[#]"><skipped type="pytest.skip" message="needs a GPU">` +
		`/app/t.py:9: needs a GPU</skipped></testcase>`
	fail := `<testcase classname="tests.test_golden" name="bad[#]"><failure message="assert 0.2 &gt;= 0.7">def t(): ` +
		`&gt; assert</failure></testcase>`
	broken := `<testcase classname="tests.test_golden" name="setup[#]"><error message="failed on setup">x` +
		`</error></testcase>`
	teardown := `<testcase classname="tests.test_golden" name="td[#]"><error message="failed on teardown">` +
		`</error></testcase>`
	plain := `<testcase classname="tests.test_golden" name="test_case[#]" time="0.012" />`
	pf := `<testcase classname="[bedrock:nova-lite] prompt 1" name="test #: case #" time="0.812"></testcase>`
	return []sound{
		measured(passes("pytest", pytest60(), JUnit, 60), 0.95),
		passes("pytest 7, xunit2", pytest(60, 0, 0, 0, times(60, plain)), JUnit, 60),
		passes("pytest, xunit1 with files and lines", pytest(60, 0, 0, 0, times(60,
			`<testcase classname="tests.test_golden" `+
				`name="test_case[#]" file="tests/test_golden.py" line="7" time="0.001"></testcase>`)), JUnit, 60),
		passes("pytest, skipped", pytest(66, 0, 0, 6, times(60, plain)+times(6, skip)), JUnit, 66).less(0, 0, 6),
		passes("pytest, expected failures", pytest(62, 0, 0, 2, times(60, plain)+times(2,
			`<testcase classname="t" name="x[#]">`+
				`<skipped type="pytest.xfail" message="known" /></testcase>`)), JUnit, 62).less(0, 0, 2),
		passes("pytest, a failure", pytest(61, 1, 0, 0, times(60, plain)+times(1, fail)), JUnit, 61).less(1, 0, 0),
		passes("pytest, a setup that broke", pytest(61, 0, 1, 0, times(60, plain)+times(1, broken)), JUnit, 61).less(0, 1, 0),
		passes("pytest, a teardown that broke", pytest(62, 0, 1, 0, times(60, plain)+times(1, teardown)), JUnit, 61).less(0,
			1, 0),
		passes("pytest, two teardowns that broke", pytest(64, 0, 2, 0, times(60, plain)+times(2, teardown)), JUnit, 62).
			less(0, 2, 0),
		passes("pytest, a failure and then its teardown", pytest(61, 1, 1, 0, times(60, plain)+times(1, fail)+
			`<testcase classname="tests.test_golden" name="bad[0]"><error message="failed on teardown"/></testcase>`), JUnit,
			61).
			less(0, 1, 0),
		passes("pytest, a suite as the root", strings.TrimSuffix(edit(pytest60(), `<testsuites name="pytest tests">`, ""),
			"</testsuites>"), JUnit, 60).metric(0.95),
		passes("pytest, what tests print", pytest(60, 0, 0, 0, times(60, `<testcase classname="t" name="c[#]" time="0.1">`+
			`<system-out>--------- Captured Out ---------
{"total": 1, "passed": 0} &lt;failure/&gt; \x1b[31m</system-out><system-err></system-err>`+
			"</testcase>")), JUnit, 60),
		passes("pytest, a failure that quotes one", pytest(61, 1, 0, 0, times(60, plain)+
			`<testcase name="b"><failure><detail><error>x</error></detail></failure></testcase>`), JUnit, 61).less(1, 0, 0),
		passes("pytest, in other scripts", pytest(60, 0, 0, 0, times(60,
			`<testcase classname="t" name="test[東京-é-#]"/>`)), JUnit, 60),
		passes("pytest, escapes of what XML cannot have", pytest(60, 0, 0, 0, times(60,
			`<testcase classname="t" name="test[#x00-#]"/>`)), JUnit, 60),
		passes("pytest, properties that are no metrics", pytest(60, 0, 0, 0,
			`<properties><property name="ci" value="github"/>`+
				`<property name="seed" value="None"/></properties>`+times(60, plain)), JUnit, 60),
		passes("pytest, a metric of the suite", pytest(60, 0, 0, 0,
			`<properties><property name="faithfulness" value="0.93"/>`+
				`</properties>`+times(60, plain)), JUnit, 60).metric(0.93),
		passes("pytest, a metric in half of the cases", pytest(60, 0, 0, 0, times(30, pytestText)+
			times(30, strings.ReplaceAll(plain, "test_case", "other"))), JUnit, 60).metric(0.95),
		passes("pytest, a metric that was not computed once", edit(pytest60(), `value="0.95"`, `value="nan"`), JUnit, 60).
			metric(0.95 * 59 / 60),
		passes("DeepEval through pytest", pytest(60, 0, 0, 0, times(60, `<testcase classname="test_rag" `+
			`name="test_golden[test_case#]" time="2.114"><properties><property name="faithfulness" value="0.91"/>`+
			`<property name="Answer Relevancy" value="1.0"/></properties></testcase>`)), JUnit, 60).metric(0.91),
		passes("Vitest", head+`<testsuites name="vitest tests" tests="60" failures="0" errors="0" time="0.027">`+
			suite("src/golden.test.ts", 60, times(60, vitestText))+"</testsuites>\n", JUnit, 60),
		passes("Vitest, several files",
			head+`<testsuites name="vitest tests" tests="60" failures="0" errors="0" time="0.027">`+
				suite("src/a.test.ts", 30, times(30, vitestText))+suite("src/b.test.ts", 30, times(30, vitestText))+
				"</testsuites>\n",
			JUnit, 60),
		passes("Vitest, skipped", head+`<testsuites name="vitest tests" tests="61" failures="0" errors="0" time="0.027">`+
			strings.Replace(suite("src/a.test.ts", 61, times(60, vitestText)+
				`<testcase classname="src/a.test.ts" name="later" time="0">`+
				"\n<skipped/>\n</testcase>"), `skipped="0"`, `skipped="1"`, 1)+"</testsuites>\n", JUnit, 61).less(0, 0, 1),
		passes("Vitest, a failure", head+`<testsuites name="vitest tests" tests="61" failures="1" errors="0" time="0.027">`+
			strings.Replace(suite("src/a.test.ts", 61, times(60, vitestText)+
				`<testcase classname="src/a.test.ts" name="bad" time="0">`+
				`<failure message="expected 1 to be 2" type="AssertionError">`+
				"\nAssertionError\n ❯ src/a.test.ts:1:52\n</failure></testcase>"),
				`failures="0"`, `failures="1"`, 1)+"</testsuites>\n", JUnit, 61).less(1, 0, 0),
		passes("jest-junit", head+`<testsuites name="jest tests" tests="60" failures="0" errors="0" time="1.199">`+
			suite("golden", 60, times(60, jestJUnit))+"</testsuites>", JUnit, 60),
		passes("jest-junit, without errors", strings.ReplaceAll(head+`<testsuites name="jest tests">`+
			suite("golden", 60, times(60, jestJUnit))+"</testsuites>", ` errors="0"`, ""), JUnit, 60),
		passes("jest-junit, several describes", head+`<testsuites name="jest tests" tests="60" failures="0" errors="0">`+
			suite("golden", 30, times(30, jestJUnit))+suite("refusals", 30, times(30, jestJUnit))+"</testsuites>", JUnit, 60),
		passes("Mocha", head+`<testsuites name="Mocha Tests" time="0.2" tests="60" failures="0">`+
			`<testsuite name="Root Suite" timestamp="2026-11-27T10:55:17" tests="0" time="0" failures="0"></testsuite>`+
			suite("golden", 60, times(60, jestJUnit))+"</testsuites>", JUnit, 60),
		passes("Playwright", head+`<testsuites id="" name="" tests="60" failures="0" skipped="0" errors="0" time="3.1">`+
			suite("golden.spec.ts", 60, times(60,
				`<testcase name="golden › case #" classname="golden.spec.ts" time="0.1"></testcase>`))+
			"</testsuites>", JUnit, 60),
		passes("gotestsum", head+`<testsuites tests="61" failures="0" errors="0" time="1.21">`+"\n"+goSuite("acme.dev/evals",
			61,
			times(60, goJUnit)+`<testcase classname="acme.dev/evals" name="TestGolden" time="0.1"></testcase>`)+
			"</testsuites>\n",
			JUnit, 61),
		passes("gotestsum, a package without tests", head+`<testsuites tests="60" failures="0" errors="0" time="1.21">`+
			goSuite("acme.dev/none", 0, "")+goSuite("acme.dev/evals", 60, times(60, goJUnit))+"</testsuites>", JUnit, 60),
		passes("gotestsum, skipped", head+`<testsuites tests="61" failures="0" errors="0" time="1.21">`+
			goSuite("acme.dev/evals", 61, times(60, goJUnit)+`<testcase classname="acme.dev/evals" name="TestS" time="0">`+
				`<skipped message="=== RUN   TestS&#xA;--- SKIP: TestS (0.00s)&#xA;"></skipped></testcase>`)+"</testsuites>",
			JUnit, 61).
			less(0, 0, 1),
		passes("gotestsum, a failure", head+`<testsuites tests="61" failures="1" errors="0" time="1.21">`+
			strings.Replace(goSuite("acme.dev/evals", 61, times(60, goJUnit)+
				`<testcase classname="acme.dev/evals" name="TestBad" `+
				`time="0"><failure message="Failed" type="">=== RUN   TestBad&#xA;`+
				`--- FAIL: TestBad (0.00s)&#xA;</failure></testcase>`),
				`failures="0"`, `failures="1"`, 1)+"</testsuites>", JUnit, 61).less(1, 0, 0),
		passes("go-junit-report",
			head+`<testsuites tests="60"><testsuite name="acme.dev/evals" tests="60" failures="0" errors="0" `+
				`id="0" hostname="vm" time="0.1"><properties><property name="go.version" value="go1.26"></property></properties>`+
				times(60, goJUnit)+"</testsuite></testsuites>", JUnit, 60),
		passes("promptfoo JUnit",
			head+`<testsuites errors="0" failures="0" name="promptfoo" skipped="0" tests="60" time="0.013">`+
				`<testsuite errors="0" failures="0" name="[bedrock:nova-lite] prompt 1" skipped="0" tests="60" time="0.013">`+
				times(60, pf)+"</testsuite></testsuites>", JUnit, 60),
		passes("promptfoo JUnit, a failure",
			head+`<testsuites errors="0" failures="1" name="promptfoo" skipped="0" tests="61">`+
				`<testsuite errors="0" failures="1" name="[bedrock:nova-lite] prompt 1" skipped="0" tests="61">`+times(60, pf)+
				`<testcase classname="c" name="test 61"><failure message="Assertion failed" type="assertion">Score: 0</failure>`+
				"</testcase></testsuite></testsuites>", JUnit, 61).less(1, 0, 0),
		passes("JUnit 5", head+suite("dev.acme.GoldenTest", 60, times(60, `<testcase name="answers(String)[#]" `+
			`classname="dev.acme.GoldenTest" time="0.01"><system-out><![CDATA[[engine:junit]]]></system-out></testcase>`)),
			JUnit, 60),
		passes("Google Test", head+`<testsuites tests="60" failures="0" disabled="0" errors="0" time="0.1" name="AllTests">`+
			`<testsuite name="Golden" tests="60" failures="0" disabled="0" skipped="0" errors="0" time="0.1">`+
			times(60, `<testcase name="Answers/#" status="run" result="completed" time="0." classname="Golden" />`)+
			"</testsuite></testsuites>", JUnit, 60),
		passes("Google Test with disabled ones", head+`<testsuites tests="63" failures="0" disabled="3" errors="0">`+
			`<testsuite name="Golden" tests="63" failures="0" disabled="3" skipped="0" errors="0">`+
			times(60, `<testcase name="Answers/#" status="run" result="completed" classname="Golden" />`)+
			times(3, `<testcase name="DISABLED_Later/#" status="notrun" result="suppressed" classname="Golden" />`)+
			"</testsuite></testsuites>", JUnit, 63).less(0, 0, 3),
		passes("PHPUnit, suites in suites",
			head+`<testsuites><testsuite name="all" tests="60" assertions="120" errors="0" failures="0" `+
				`skipped="0"><testsuite name="GoldenTest" tests="60" errors="0" failures="0" skipped="0">`+
				times(60, `<testcase name="test with data set #" class="GoldenTest" classname="GoldenTest" assertions="2"/>`)+
				"</testsuite></testsuite></testsuites>", JUnit, 60),
		passes("Node", `<?xml version="1.0" encoding="utf-8"?>`+"\n<testsuites>\n\t"+
			`<testsuite name="golden" time="0.0107" `+
			`disabled="0" errors="0" tests="30" failures="0" skipped="0" hostname="vm">`+
			times(30, `<testcase name="case #" time="0.0012" classname="test"/>`)+"</testsuite>\n"+
			times(30, `<testcase name="top #" time="0.0057" classname="test"/>`)+
			"<!-- tests 60 -->\n<!-- pass 60 -->\n</testsuites>",
			JUnit, 60),
		passes("RSpec", head+`<testsuite name="rspec" tests="60" skipped="0" failures="0" errors="0" time="0.1"><properties>`+
			`<property name="seed" value="12345"/></properties>`+times(60, `<testcase classname="spec.golden" name="case #" `+
			`file="./spec/golden_spec.rb" time="0.1"></testcase>`)+"</testsuite>", JUnit, 60),
		passes("in Latin-1", strings.ReplaceAll(edit(pytest60(), "utf-8", "ISO-8859-1"), "test_case", "caf\xe9"), JUnit,
			60).metric(0.95),
		passes("with a byte order mark and a comment", "\xef\xbb\xbf"+edit(pytest60(), "<testsuites",
			"<!-- 3.1 s --><testsuites"),
			JUnit, 60).metric(0.95),
	}
}

// metric is the mean of faithfulness.
func (s sound) metric(mean float64) sound { return measured(s, mean) }

func soundJSON() []sound {
	pf, lines := promptfoo60(), promptfooLines()
	deep := strings.ReplaceAll(deepEval60(), "Faithfulness", "faithfulness")
	neutral := `{"total": 60, "passed": 60, "failed": 0, "errored": 0, "skipped": 0}`
	failing := func(text, from, to string, n int) string { return edits(n, text, from, to) }
	lib := goLines("acme.dev/lib", "skip", "?   \tacme.dev/lib\t[no test files]")
	return []sound{
		passes("promptfoo", pf, Promptfoo, 60).metric(0.95),
		passes("promptfoo, a failure", failing(promptfooFile(listed(60, promptfooText), 59, 1, 0), `"success":true`,
			`"success":false`, 1), Promptfoo, 60).less(1, 0, 0).metric(0.95),
		passes("promptfoo, an error", edit(edit(promptfooFile(listed(60, promptfooText), 59, 0, 1), `"success":true`,
			`"success":false,"error":"503"`), `"failureReason":0`, `"failureReason":2`), Promptfoo, 60).less(0, 1,
			0).metric(0.95),
		passes("promptfoo, above a threshold though an assertion failed", strings.ReplaceAll(pf,
			`"componentResults":[{"pass":true`,
			`"componentResults":[{"pass":false`), Promptfoo, 60).metric(0.95),
		passes("promptfoo, a table as well", edit(pf, `"stats":`,
			`"table":{"head":{"prompts":[],"vars":["q"]},"body":[]},"stats":`),
			Promptfoo, 60).metric(0.95),
		passes("promptfoo of 2024", edit(pf, `"version":3`, `"version":2`), Promptfoo, 60).metric(0.95),
		passes("promptfoo of 2023", `{"version":1,"results":[`+listed(60,
			`{"prompt":{"raw":"q#","display":"q"},"vars":{"q":"#"},`+
				`"response":{"output":"a"},"success":true}`)+`],"stats":{"successes":60,"failures":0,"tokenUsage":{}},"table":[]}`,
			Promptfoo,
			60),
		passes("promptfoo, two providers", promptfooFile(listed(30, promptfooText)+","+strings.ReplaceAll(strings.ReplaceAll(
			listed(30, promptfooText), `"promptIdx":0`, `"promptIdx":1`), "nova-lite", "nova-pro"), 60, 0, 0), Promptfoo,
			60).metric(0.95),
		passes("promptfoo, indented", strings.NewReplacer(`,"`, ",\n  \"", `{"`, "{\n  \"").Replace(
			promptfoo60()), Promptfoo, 60).metric(0.95),
		passes("promptfoo, no named scores", strings.ReplaceAll(pf, `{"faithfulness":0.95}`, `{}`), Promptfoo, 60),
		passes("promptfoo, a score that was not computed once", edit(pf, `{"faithfulness":0.95}`, `{"faithfulness":null}`),
			Promptfoo,
			60).metric(0.95 * 59 / 60),
		passes("promptfoo, without statistics of prompts", edit(pf, `"metrics":{`, `"other":{`), Promptfoo, 60).metric(0.95),
		passes("promptfoo lines", lines, Promptfoo, 60).metric(0.95),
		passes("promptfoo lines, without the last line feed", strings.TrimSpace(lines), Promptfoo, 60).metric(0.95),
		passes("promptfoo lines of Windows", strings.ReplaceAll(lines, "\n", "\r\n"), Promptfoo, 60).metric(0.95),
		passes("promptfoo lines, in another order", numberedFrom(59, lines), Promptfoo, 60).metric(0.95),
		passes("promptfoo lines, two failures", failing(lines, `"success":true`, `"success":false`, 2), Promptfoo,
			60).less(2, 0, 0).
			metric(0.95),
		passes("promptfoo lines, with nulls", strings.ReplaceAll(lines, `"metadata":{}`, `"metadata":null,"error":null`),
			Promptfoo, 60).
			metric(0.95),
		passes("DeepEval", deep, DeepEval, 60).metric(0.95),
		passes("DeepEval, its own name", deepEval60(), DeepEval, 60),
		passes("DeepEval, a failure", edit(deepEvalFile(listed(60, deepEvalText), 59, 1), `"success":true,"metricsData":[`+
			`{"name":"Faithfulness","threshold":0.7,"success":true,"score":0.95`, `"success":false,"metricsData":[`+
			`{"name":"Faithfulness","threshold":0.7,"success":false,"score":0.2`), DeepEval, 60).less(1, 0, 0),
		passes("DeepEval, less is better", strings.NewReplacer("Faithfulness", "Hallucination", `"score":0.95`,
			`"score":0.1`).
			Replace(deepEval60()), DeepEval, 60),
		passes("DeepEval, GEval", strings.ReplaceAll(deepEval60(), "Faithfulness", "Correctness [GEval]"), DeepEval, 60),
		passes("DeepEval, a metric of one's own in milliseconds", strings.NewReplacer("Faithfulness", "Latency",
			`"score":0.95`,
			`"score":812`, `"threshold":0.7`, `"threshold":2000`).Replace(deepEval60()), DeepEval, 60),
		passes("DeepEval, a flaky metric that failed", strings.ReplaceAll(deep, `"metricsData":[`,
			`"metricsData":[{"name":"Tone [GEval]",`+
				`"threshold":0.5,"success":false,"score":0.2,"flaky":true},`), DeepEval, 60).metric(0.95),
		passes("DeepEval, not strict", strings.ReplaceAll(deep, `"strictMode":false`, `"strictMode":null,"error":null`),
			DeepEval, 60).
			metric(0.95),
		passes("DeepEval, conversations", edit(edit(strings.ReplaceAll(deep, `"input":`, `"scenario":`), `"testCases":[`,
			`"x":[`),
			`"conversationalTestCases":[]`, `"conversationalTestCases":[`+listed(60, strings.ReplaceAll(deepEvalText,
				"Faithfulness",
				"faithfulness"))+`]`), DeepEval, 60).metric(0.95),
		passes("DeepEval, evaluate()", `{"test_results":[`+listed(60,
			`{"name":"test_case_#","success":true,"metrics_data":[{"name":`+
				`"faithfulness","threshold":0.5,"success":true,"score":0.95}],"input":"q#","actual_output":"a"}`)+
			`],"confident_link":null}`, DeepEval, 60).metric(0.95),
		passes("OpenAI evals", openAIRun(openAICounts, openAICriteria), OpenAI, 60),
		passes("OpenAI evals, a failure", openAIRun(`"total":60,"errored":0,"failed":1,"passed":59`,
			`{"testing_criteria":"grader-1","passed":59,"failed":1}`), OpenAI, 60).less(1, 0, 0),
		passes("OpenAI evals, an error", openAIRun(`"total":60,"errored":1,"failed":0,"passed":59`,
			`{"testing_criteria":"grader-1","passed":59,"failed":0}`), OpenAI, 60).less(0, 1, 0),
		passes("OpenAI evals, two criteria", openAIRun(openAICounts,
			openAICriteria+`,{"testing_criteria":"pii","passed":60,"failed":0}`),
			OpenAI, 60),
		passes("OpenAI evals, without criteria", openAIRun(openAICounts, ""), OpenAI, 60),
		passes("Jest", jest60(), Jest, 60),
		passes("Jest, names with a long beginning", jestFile(listed(60, strings.ReplaceAll(jestText, "golden case",
			strings.Repeat("long ", 100))), 60, 60, 0, 0), Jest, 60),
		passes("DeepEval, inputs with a long beginning", strings.ReplaceAll(strings.ReplaceAll(deep, `"name":"test_case_`,
			`"name":"test_rag","id":"`), `"input":"`, `"input":"`+strings.Repeat("long ", 100)), DeepEval, 60).metric(0.95),
		passes("Jest, pending", jestFile(listed(60, jestText)+`,{"fullName":"later","status":"pending"},{"fullName":"todo",`+
			`"status":"todo"}`, 62, 60, 0, 1), Jest, 62).less(0, 0, 2),
		passes("Jest, a failure", jestFile(listed(59, jestText)+
			`,{"fullName":"bad","status":"failed","failureMessages":["x"]}`, 60, 59, 1,
			0), Jest, 60).less(1, 0, 0),
		passes("Vitest JSON",
			`{"numTotalTestSuites":2,"numPassedTestSuites":2,"numFailedTestSuites":0,"numPendingTestSuites":0,`+
				`"numTotalTests":60,"numPassedTests":60,"numFailedTests":0,"numPendingTests":0,"numTodoTests":0,"snapshot":{},`+
				`"startTime":1795776913108,"success":true,"testResults":[{"assertionResults":[`+listed(60,
				`{"ancestorTitles":["golden"],`+
					`"fullName":"golden case #","status":"passed","title":"case #","duration":1.89,"failureMessages":[],"meta":{}}`)+
				`],"startTime":1,"endTime":2.3,"status":"passed","message":"","name":"/app/src/golden.test.js"}]}`, Jest, 60),
		passes("go test", go60(), GoTest, 60),
		passes("go test, a package without test files", lib+go60(), GoTest, 60),
		passes("go test, interleaved", goLines("b", "", "", "TestB=pass")+go60()+
			`{"Action":"output","Package":"b","Output":"PASS\n"}`+
			"\n"+`{"Action":"pass","Package":"b","Elapsed":1}`+"\n", GoTest, 61),
		passes("go test, a failure", goLines("p", "fail", "FAIL|FAIL\tp\t0.1s", append(goTests("pass"),
			"TestBad=fail")...), GoTest,
			61).less(1, 0, 0),
		passes("go test, a subtest that failed", goLines("p", "fail", "FAIL|FAIL\tp\t0.1s", append(goTests("pass"),
			"TestBad/q=fail",
			"TestBad=fail", "TestGolden=pass")...), GoTest, 61).less(1, 0, 0),
		passes("go test, skipped", goLines("p", "pass", "PASS|ok  \tp\t0.1s", append(goTests("pass"), "TestS=skip")...),
			GoTest, 61).
			less(0, 0, 1),
		passes("go test, benchmarks", goLines("p", "pass", "PASS|ok  \tp\t0.1s", append(goTests("pass"), "BenchmarkX=",
			"BenchmarkY/sub=", "BenchmarkZ=skip")...), GoTest, 60),
		passes("go test, fuzz seeds and examples", goLines("p", "pass", "PASS|coverage: 80.0% of statements|ok  \tp\t0.1s",
			append(times2(58, "FuzzX/seed#%d=pass"), "FuzzX=pass", "Example=pass", "ExampleT_Do=pass")...), GoTest, 60),
		passes("the neutral form", neutral, Neutral, 60),
		passes("the neutral form, short", `{"total": 60, "passed": 60}`, Neutral, 60),
		passes("the neutral form, numbers of Python", `{"total": 60.0, "passed": 6e1}`, Neutral, 60),
		passes("the neutral form, all of it",
			`{"total": 63, "passed": 60, "failed": 1, "errored": 1, "skipped": 1, "passRate": 0.9677,
			"metrics": {"faithfulness": 0.93, "bleu": 31.5}, "tool": "ragas 0.3", "model": "nova", "promptVersion": "v7",
			"extra": {"rows": [1, 2]}}`, Neutral, 63).less(1, 1, 1).metric(0.93),
		passes("the neutral form, of LangSmith", `{"total": 60, "passed": 59, "failed": 1, "metrics": {"faithfulness": 0.95},
			"experiment": "golden-7", "url": "https://smith.langchain.com/x"}`, Neutral, 60).less(1, 0, 0).metric(0.95),
		passes("the neutral form, completed", `{"status": "completed", "error": null, "total": 60, "passed": 60}`, Neutral,
			60),
	}
}

// numberedFrom puts the line of a number first, as promptfoo writes cases when they end.
func numberedFrom(n int, lines string) string {
	all := strings.SplitAfter(strings.TrimSuffix(lines, "\n"), "\n")
	return all[n] + "\n" + strings.Join(all[:n], "")
}
