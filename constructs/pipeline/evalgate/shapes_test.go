package evalgate

import (
	"fmt"
	"strconv"
	"strings"
)

// The shapes that tools write, with # for the number of a case. Versions are in testdata/README.md.
const (
	promptfooText = `{"cost":0.001,"gradingResult":{"pass":true,"score":1,"reason":"All assertions passed",` +
		`"namedScores":{},"componentResults":[{"pass":true,"score":1,"reason":"Assertion passed"}]},"id":"5cec55c3-#",` +
		`"latencyMs":812,"namedScores":{"faithfulness":0.95},"prompt":{"raw":"Question #","label":"{{q}}","config":{}},` +
		`"promptId":"9e88","promptIdx":0,"provider":{"id":"bedrock:nova-lite","label":""},` +
		`"response":{"output":"Answer # \u00e9 {[\"x\"]}"},"score":1,"success":true,"testCase":{"description":"case #",` +
		`"vars":{"q":"Question #"},"assert":[{"type":"llm-rubric","metric":"faithfulness"}]},"testIdx":#,` +
		`"vars":{"q":"Question #"},"metadata":{},"failureReason":0}`
	deepEvalText = `{"name":"test_case_#","input":"Question #","actualOutput":"Answer #","success":true,"metricsData":[` +
		`{"name":"Faithfulness","threshold":0.7,"success":true,"score":0.95,"reason":"…","strictMode":false,` +
		`"evaluationModel":"gpt-4.1","evaluationCost":0.002}],"runDuration":1.2,"order":#}`
	jestText = `{"ancestorTitles":["golden"],"duration":4,"failing":false,"failureDetails":[],"failureMessages":[],` +
		`"fullName":"golden case #","invocations":1,"location":null,"numPassingAsserts":1,"retryReasons":[],` +
		`"status":"passed","title":"case #"}`
	pytestText = `<testcase classname="tests.test_golden" name="test_case[#]" time="0.012"><properties>` +
		`<property name="faithfulness" value="0.95" /></properties></testcase>`
	vitestText = `<testcase classname="src/golden.test.ts" name="golden &gt; case #" time="0.001"></testcase>`
	jestJUnit  = `<testcase classname="golden case #" name="golden case #" time="0.004"></testcase>`
	goJUnit    = `<testcase classname="acme.dev/evals" name="TestGolden/q#" time="0.000000"></testcase>`
)

// times repeats a text with the number of the case for each #.
func times(n int, text string) string {
	var all strings.Builder
	for i := range n {
		all.WriteString(numbered(i, text))
	}
	return all.String()
}

func numbered(i int, text string) string { return strings.ReplaceAll(text, "#", strconv.Itoa(i)) }

// listed repeats it with commas between.
func listed(n int, text string) string { return strings.TrimSuffix(times(n, text+","), ",") }

// edit replaces the first of a text, which has to be there.
func edit(text, from, to string) string {
	if !strings.Contains(text, from) {
		panic("no " + from)
	}
	return strings.Replace(text, from, to, 1)
}

// edits replaces it in the first n cases of a file.
func edits(n int, text, from, to string) string {
	return strings.Replace(edit(text, from, from), from, to, n)
}

func promptfooFile(cases string, passed, failed, errored int) string {
	return fmt.Sprintf(`{"evalId":"eval-R9M","results":{"version":3,"timestamp":"2026-11-24T12:24:21.405Z","prompts":[`+
		`{"id":"9e88","raw":"{{q}}","label":"{{q}}","provider":"bedrock:nova-lite","metrics":{"score":60,`+
		`"testPassCount":%d,"testFailCount":%d,"testErrorCount":%d}}],"results":[%s],"stats":{"successes":%d,`+
		`"failures":%d,"errors":%d,"tokenUsage":{"total":0}}},"config":{"description":"golden"},"shareableUrl":null,`+
		`"metadata":{"promptfooVersion":"0.123.1","nodeVersion":"v22.22.0"}}`,
		passed, failed, errored, cases, passed, failed, errored)
}

func promptfoo60() string { return promptfooFile(listed(60, promptfooText), 60, 0, 0) }

func promptfooLines() string { return times(60, promptfooText+"\n") }

func deepEvalFile(cases string, passed, failed int) string {
	return fmt.Sprintf(`{"testFile":"test_golden.py","testCases":[%s],"conversationalTestCases":[],"metricsScores":[`+
		`{"metric":"Faithfulness","scores":[],"passes":%d,"fails":%d,"errors":0}],"testPassed":%d,"testFailed":%d,`+
		`"runDuration":4.7,"evaluationCost":0.12}`, cases, passed, failed, passed, failed)
}

func deepEval60() string { return deepEvalFile(listed(60, deepEvalText), 60, 0) }

func pytest(tests, failures, errors, skipped int, cases string) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" `+
		`errors="%d" failures="%d" skipped="%d" tests="%d" time="3.1" timestamp="2026-11-24T12:23:04.280260+00:00" `+
		`hostname="vm">%s</testsuite></testsuites>`, errors, failures, skipped, tests, cases)
}

func pytest60() string { return pytest(60, 0, 0, 0, times(60, pytestText)) }

func jestFile(cases string, total, passed, failed, pending int) string {
	return fmt.Sprintf(`{"numFailedTestSuites":0,"numFailedTests":%d,"numPassedTestSuites":1,"numPassedTests":%d,`+
		`"numPendingTests":%d,"numRuntimeErrorTestSuites":0,"numTodoTests":0,"numTotalTests":%d,"openHandles":[],`+
		`"success":%t,"startTime":1795776909371,"testResults":[{"assertionResults":[%s],"endTime":1795776910000,`+
		`"message":"","name":"/app/src/golden.test.js","startTime":1795776909590,"status":"%s","summary":""}],`+
		`"wasInterrupted":false}`, failed, passed, pending, total, failed == 0, cases,
		map[bool]string{true: "passed", false: "failed"}[failed == 0])
}

func jest60() string { return jestFile(listed(60, jestText), 60, 60, 0, 0) }

// goLines are events of a package. Each test is NAME=ACTION.
func goLines(pack, ends, says string, tests ...string) string {
	var b strings.Builder
	line := func(action, test, output string) {
		fmt.Fprintf(&b, `{"Time":"2026-11-27T10:55:56.898Z","Action":%q,"Package":%q`, action, pack)
		if test != "" {
			fmt.Fprintf(&b, `,"Test":%q`, test)
		}
		if output != "" {
			fmt.Fprintf(&b, `,"Output":%q`, output)
		} else if action != "run" && action != "start" {
			b.WriteString(`,"Elapsed":0.01`)
		}
		b.WriteString("}\n")
	}
	line("start", "", "")
	for _, test := range tests {
		name, action, _ := strings.Cut(test, "=")
		line("run", name, "")
		line("output", name, "=== RUN   "+name+"\n")
		if action != "" {
			line(action, name, "")
		}
	}
	for said := range strings.SplitSeq(says, "|") {
		if said != "" {
			line("output", "", said+"\n")
		}
	}
	if ends != "" {
		line(ends, "", "")
	}
	return b.String()
}

// goTests are 60 of them that end alike.
func goTests(action string) (tests []string) {
	for i := range 60 {
		tests = append(tests, fmt.Sprintf("TestGolden/q%d=%s", i, action))
	}
	return tests
}

func go60() string {
	return goLines("acme.dev/evals", "pass", "PASS|ok  \tacme.dev/evals\t0.1s", append(goTests("pass"),
		"TestGolden=pass")...)
}

func openAIRun(counts, more string) string {
	return fmt.Sprintf(`{"object":"eval.run","id":"evalrun_67","eval_id":"eval_67","report_url":"https://x","status":`+
		`"completed","model":"gpt-4.1-mini","name":"golden","created_at":1743092069,"result_counts":{%s},`+
		`"per_model_usage":[],"per_testing_criteria_results":[%s],"data_source":{"type":"jsonl"},"error":null,"metadata":{}}`,
		counts, more)
}

const (
	openAICounts   = `"total":60,"errored":0,"failed":0,"passed":60`
	openAICriteria = `{"testing_criteria":"grader-1","passed":60,"failed":0}`
)

func junitOf(inside string) string { return "<testsuites>" + inside + "</testsuites>" }

var sixty = `<testsuite name="good.test.ts" tests="60" failures="0">` + times(60, `<testcase name="a#"/>`) +
	"</testsuite>"

// rows are 60 cases of promptfoo that say nothing else.
func rows(row string) string {
	return `{"results": {"version": 3, "results": [` + listed(60, row) + "]}}"
}
