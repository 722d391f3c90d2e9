package evalgate

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// means are metrics of which only the mean is of interest; see [onlyMeans].
func means(of map[string]float64) map[string]Metric {
	out := map[string]Metric{}
	for name, mean := range of {
		out[name] = Metric{Mean: mean}
	}
	return out
}

var onlyMeans = cmp.Options{
	cmpopts.IgnoreFields(Metric{}, "Cases", "Lost", "Lowest", "Highest"), cmpopts.IgnoreFields(Results{}, "Sum", "Tool",
		"Model", "Notes"),
	cmpopts.EquateApprox(0, 1e-9), cmpopts.IgnoreUnexported(Results{}),
}

func digest(letter string) string { return "sha256:" + strings.Repeat(letter, 64) }

func TestReadFile(t *testing.T) {
	tests := map[string]Results{
		"promptfoo-passed.json": {Format: Promptfoo, Passed: 3, Metrics: means(map[string]float64{"relevance": 1,
			"score": 1})},
		"promptfoo-mixed.json": {Format: Promptfoo, Passed: 1, Failed: 2, Errored: 1, Digest: digest("b"),
			Metrics: means(map[string]float64{"relevance": 0.75, "score": 0.375})},
		"promptfoo-mixed.junit.xml": {Format: JUnit, Passed: 1, Failed: 2, Errored: 1},
		"promptfoo-v2.json": {Format: Promptfoo, Passed: 1, Failed: 1,
			Metrics: means(map[string]float64{"relevance": 1, "score": 0.5})},
		"promptfoo-v1.json": {Format: Promptfoo, Passed: 2},
		"pytest-passed.xml": {Format: JUnit, Passed: 60, Digest: digest("a"),
			Metrics: means(map[string]float64{"answer relevancy": 0.95})},
		"pytest-mixed.xml": {Format: JUnit, Passed: 3, Failed: 1, Errored: 2, Skipped: 2,
			Metrics: means(map[string]float64{"faithfulness": 0.65})},
		"pytest-empty.xml": {Format: JUnit},
		"deepeval-mixed.json": {Format: DeepEval, Passed: 2, Failed: 1, Errored: 2,
			Metrics: means(map[string]float64{"Answer Relevancy": 2.8 / 3, "Faithfulness": 0.4, "Role Adherence": 0.75})},
		"deepeval-evaluate.json": {Format: DeepEval, Passed: 2, Metrics: means(map[string]float64{"Faithfulness": 0.8})},
		"openai-mixed.json": {Format: OpenAI, Passed: 57, Failed: 2, Errored: 1, Digest: digest("c"),
			Metrics: means(map[string]float64{"relevance-2f3b": 58.0 / 59, "no-pii-91aa": 0.95})},
		"neutral-mixed.json": {Format: Neutral, Passed: 96, Failed: 2, Errored: 1, Skipped: 1, Digest: digest("d"),
			Metrics: means(map[string]float64{"faithfulness": 0.93})},
	}
	files, _ := filepath.Glob("testdata/*.[jx][sm]*")
	if len(files) != len(tests) {
		t.Errorf("got %d files in testdata, want the %d of the table", len(files), len(tests))
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name)
			want.Source = path
			got, err := ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, onlyMeans); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestRead(t *testing.T) {
	tests := []struct {
		name, text string
		want       Results
	}{
		{"byte order mark", "\xef\xbb\xbf \n" + `{"total": 1, "passed": 1}`, Results{Format: Neutral, Passed: 1}},
		{"the order of members does not matter", `{"passed": 1, "extra": [{"total": 7}], "errored": null, "total": 1}`,
			Results{Format: Neutral, Passed: 1}},
		{"promptfoo without a case", `{"results": {"stats": {"errors": 0, "successes": 0, "failures": 0}}}`,
			Results{Format: Promptfoo}},
		{"promptfoo without stats",
			`{"results": {"version": 3, "results": [{"success": true}, {"success": false, "failureReason": 1}, ` +
				`{"failureReason": 2}, {}]}}`,
			Results{Format: Promptfoo, Passed: 1, Failed: 1, Errored: 2}},
		{"results of another kind beside the counts", `{"total": 1, "passed": 1, "results": [{"id": 7}]}`,
			Results{Format: Neutral, Passed: 1}},
		{"DeepEval, old names", `{"testCases": [{"success": true, "metricsMetadata": [{"metric": "Bias", "score": 0.5, ` +
			`"minimumScore": 0.5}]}]}`,
			Results{Format: DeepEval, Passed: 1, Metrics: means(map[string]float64{"Bias": 0.5})}},
		{"a metric that broke counts",
			`{"testCases": [{"success": true, "metricsData": [{"name": "Bias", "error": "timeout"}]}]}`,
			Results{Format: DeepEval, Errored: 1, Metrics: means(map[string]float64{"Bias": 0})}},
		{"a suite as the root", `<testsuite tests="1"><testcase name="a"/></testsuite>`, Results{Format: JUnit, Passed: 1}},
		{"nested suites", `<?xml version="1.0"?><!-- c --><testsuites tests="3"><testsuite tests="3" failures="1">` +
			`<testcase name="a"/><testsuite tests="2" failures="1"><testcase name="a"><failure/>` +
			`</testcase><testcase name="b"/></testsuite>` +
			`</testsuite></testsuites><!-- c -->` + "\n",
			Results{Format: JUnit, Passed: 2, Failed: 1}},
		{"each case once", `<testsuite><testcase name="a"><failure/><error/><skipped/></testcase>` +
			`<testcase name="b"><skipped/><failure/></testcase></testsuite>`,
			Results{Format: JUnit, Failed: 1, Errored: 1}},
		{"a broken suite", `<testsuite errors="1"><error>no module deepeval</error><testcase/></testsuite>`,
			Results{Format: JUnit, Passed: 1, Errored: 1, Faults: []string{
				`suite "": got an error of the suite as a whole, want the cases; an unknown number of them did not run`}}},
		{"what a case prints is no result",
			`<testsuite><testcase><system-out><![CDATA[<failure/>]]></system-out></testcase>` +
				`<system-err>x</system-err></testsuite>`,
			Results{Format: JUnit, Passed: 1}},
		{"a namespace", `<t:testsuite xmlns:t="urn:t"><t:testcase><t:failure/></t:testcase></t:testsuite>`,
			Results{Format: JUnit, Failed: 1}},
		{"properties", `<testsuite><properties><property name="digest" value="d"/>` +
			`<property name="host" value="ci"/></properties>` +
			`<testcase name="a"><properties><property name="f" value="1"/></properties></testcase>` +
			`<testcase><properties><property name="f" value="nan"/></properties></testcase></testsuite>`,
			Results{Format: JUnit, Passed: 2, Digest: "d", Metrics: means(map[string]float64{"f": 0.5})}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Read("", iotest.OneByteReader(strings.NewReader(test.text)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got, onlyMeans); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing", "", "r: got an empty file"},
		{"white space", " \n\t", "r: got an empty file"},
		{"a table", "name,passed\n", `r: got a file that starts with "name,passed\n"`},
		{"UTF-16", "\xff\xfe{\x00", "r: got a file in UTF-16, want text in UTF-8"},
		{"a list", "[]", `r: got a file that starts with "[]"`},

		{"cut off", "{\n \"total\": 1,\n \"passed\": 1", "r:3:13: got the end of the file"},
		{"cut off in a text", `{"total": 1, "passed": 1, "x": "a`, "r:1:34: got the end of the file"},
		{"no JSON", "{\n\n  \"total\": 1,\n  passed: 1}", "r:4:4: got 'p', want the name of a member in quotes"},
		{"not a number", `{"total": NaN}`, "r:1:14: got NaN, want a number of cases"},
		{"two objects", "{\"total\": 1, \"passed\": 1}\n{\"total\": 1, \"passed\": 1}",
			"r:2:1: got a second JSON value after the first"},
		{"more after it", `{"total": 1, "passed": 1}}`, "r:1:26: got a second JSON value"},
		{"a member twice", `{"total": 1, "passed": 0, "passed": 1}`, `r:1:36: got the member "passed" twice`},
		{"stats twice", `{"results": {"stats": {"successes": 0}, "stats": {"successes": 1}}}`,
			`r:1:49: got the member "stats" twice`},
		{"half a case", `{"total": 1.5, "passed": 1}`, "r:1:14: got 1.5, want a number of cases"},
		{"less than no case", `{"total": -1, "passed": 1}`, "r:1:13: got -1"},
		{"a number as text", `{"total": "1", "passed": 1}`, `r:1:14: got "1", want a number of cases`},
		{"more cases than there are", `{"total": 9223372036854775808, "passed": 1}`, "r:1:30: got 9223372036854775808"},
		{"a list of counts", `{"total": [1], "passed": 1}`, "r:1:12: got a list, want a number of cases"},
		{"an object of counts", `{"total": {}, "passed": 1}`, "r:1:12: got an object, want a number of cases"},
		{"a metric as text", `{"total": 1, "passed": 1, "metrics": {"f": "1"}}`, `r:1:47: got "1", want a number`},
		{"metrics as a list", `{"total": 1, "passed": 1, "metrics": []}`, `r:1:39: got a list, want an object`},
		{"a digest as a number", `{"total": 1, "passed": 1, "digest": 1}`, "r:1:38: got 1, want a text"},
		{"results as text", `{"results": "passed"}`, `r:1:21: got "passed", want an object or a list`},
		{"success as text", `{"testCases": [{"success": "no"}]}`, `r:1:32: got "no", want true or false`},

		{"no results", `{"name": "x", "tests": []}`, `r: got an object of "name", "tests", want the results`},
		{"an empty object", `{}`, "r: got an object of nothing"},
		{"two evaluators", `{"total": 1, "passed": 1, "testCases": []}`, "r: got the results of two evaluators"},
		{"a total of nothing", `{"total": 1}`, `r: got "total" without "passed"`},
		{"cases are missing", `{"total": 100, "passed": 10}`,
			"r: got 10 passed, 0 failed, 0 errored and 0 skipped, which are 10, want the total of 100"},
		{"too many cases", `{"total": 1, "passed": 1, "skipped": 1}`,
			"r: got 1 passed, 0 failed, 0 errored and 1 skipped, which are 2"},
		{"stats without successes", `{"results": {"stats": {"failures": 0}}}`, `r: got "stats" without "successes"`},
		{"rows that failed", `{"results": {"stats": {"successes": 1}, "results": [{"success": false}]}}`,
			"r: got 1 cases of which 0 passed, want the 1 of 1"},
		{"rows are missing", `{"results": {"stats": {"successes": 1, "failures": 1}, "results": [{"success": true}]}}`,
			"r: got 1 cases of which 1 passed, want the 1 of 2"},
		{"DeepEval without its cases", `{"testPassed": 5, "testFailed": 0}`,
			"r: got 0 graded cases of which 0 passed, want the 5 passed"},
		{"DeepEval, fewer cases", `{"testPassed": 1, "testFailed": 1, "testCases": [{"success": true}]}`,
			"r: got 1 graded cases"},
		{"DeepEval, edited", `{"testPassed": 0, "testFailed": 1, "testCases": [{"success": true}]}`,
			"r: got 1 graded cases of which 1 passed"},
		{"OpenAI, running", `{"status": "in_progress", "result_counts": {"total": 1, "passed": 1}}`,
			`r: got a run with the status "in_progress", want completed`},
		{"OpenAI, no status", `{"result_counts": {"total": 1, "passed": 1}}`, `r: got a run with the status ""`},
		{"OpenAI, no counts", `{"status": "completed", "result_counts": null}`, `r: got "result_counts" without "total"`},
		{"OpenAI, items are missing", `{"status": "completed", "result_counts": {"total": 2, "passed": 1}}`,
			"r: got 1 passed"},

		{"HTML", "<!DOCTYPE html>\n<html></html>", "r:1:3: got a document type"},
		{"XML cut off", "<testsuites>\n<testsuite><testcase/>", "r:2:23: got the end of the file"},
		{"XML cut off before its root", "<?xml version='1.0'?>\n", "r:2:1: got the end of the file"},
		{"XML not closed", "<testsuite></testsuites>", "r:1:25: got </testsuites>, want the end of the element before it"},
		{"two roots", "<testsuite/>\n<testsuite/>", "r:2:13: got a second root element <testsuite>"},
		{"text after the root", "<testsuite/>\nError: x", "r:2:2: got text after the root element"},
		{"fewer cases", `<testsuite tests="2"><testcase/></testsuite>`,
			"r:1:45: got 1 cases, 0 failures and errors and 0 skipped, want the 2, 0 and 0 that the <testsuite> declares"},
		{"fewer failures", `<testsuites failures="1" errors="1">` +
			`<testsuite><testcase><error/></testcase></testsuite></testsuites>`,
			"r:1:102: got 1 cases, 1 failures and errors and 0 skipped, want the 0, 2 and 0 that the <testsuites> declares"},
		{"fewer skipped", `<testsuite skipped="1"><testcase/></testsuite>`, "r:1:47: got 1 cases"},
		{"no number of tests", `<testsuite tests="many"/>`, `r:1:26: tests: got "many"`},
		{"a case as the root", `<testcase/>`, "r:1:12: got the root element <testcase>"},
		{"a case in a case", `<testsuite><testcase><testcase/></testcase></testsuite>`,
			"r:1:33: got <testcase> inside <testcase>"},
		{"a suite in a case", `<testsuite><testcase><testsuite/></testcase></testsuite>`,
			"r:1:34: got <testsuite> inside <testcase>"},
		{"an entity", `<!DOCTYPE x [<!ENTITY a "b">]><testsuite><testcase name="&a;"/></testsuite>`,
			"r:1:3: got a document type"},
		{"an entity of one's own", `<testsuite><testcase name="&a;"/></testsuite>`, `r:1:31: got the entity "&a;"`},
		{"text before the root", "<?xml version='1.0'?>x<testsuite/>", "r:1:23: got text before the root element"},
		{"a tag that is no tag", "<testsuite><></testsuite>", "r:1:14: got no name in a tag"},
		{"an attribute without a value", "<testsuite a/>", "r:1:14: got '/' in a tag, want '='"},
		{"an attribute without quotes", "<testsuite a=b/>", "r:1:15: got 'b' in a tag, want a value in quotes"},
		{"a tag in a value", `<testsuite a="<b>"/>`, "r:1:16: got '<' in a value"},
		{"a comment without an end", "<testsuite><!-- a --", "r:1:21: got the end of the file"},
		{"data without an end", "<testsuite><![CDATA[ a ]]", "r:1:26: got the end of the file"},

		{"no colon", `{"total" 1}`, "r:1:11: got '1', want a colon"},
		{"no comma", `{"total": 1 "passed": 1}`, `r:1:14: got '"', want a comma or '}'`},
		{"a comma too many", `{"total": 1,}`, "r:1:14: got '}', want the name of a member in quotes"},
		{"a word", `{"total": many}`, `r:1:15: got "many", want a value`},
		{"a number with a zero before", `{"total": 01}`, `r:1:13: got "01", want a value`},
		{"no value", `{"total": }`, "r:1:12: got '}', want a value"},
		{"an escape that there is not", `{"x": "\q"}`, `r:1:10: got \q in a text`},
		{"half of a character", `{"x": "\u12"}`, "r:1:13: got"},
		{"a line break in a text", "{\"x\": \"\n\"}", "r:2:1: got the control character"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Read("r", strings.NewReader(test.text))
			if err == nil {
				t.Fatalf("got %+v, want the error %s", got, test.want)
			}
			if !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("\n got %s\nwant %s…", err, test.want)
			}
			if diff := cmp.Diff(Results{}, got, onlyMeans); diff != "" {
				t.Errorf("results beside an error: %s", diff)
			}
		})
	}
}

func TestReadOfAFileThatCannotBeRead(t *testing.T) {
	if _, err := ReadFile("testdata/none.json"); err == nil ||
		!strings.HasPrefix(err.Error(), "testdata/none.json: got no such file") {
		t.Errorf("got %v", err)
	}
	if _, err := ReadFile("testdata"); err == nil || !strings.Contains(err.Error(), "got a directory") {
		t.Errorf("got %v", err)
	}
	broken := errors.New("the disk is gone")
	for _, start := range []string{`{"total": 1, "passed": 1`, `<testsuite><testcase/>`} {
		text := strings.NewReader(start + strings.Repeat(" ", 100_000))
		if _, err := Read("r", iotest.TimeoutReader(iotest.HalfReader(text))); !errors.Is(err, iotest.ErrTimeout) {
			t.Errorf("%s: got %v", start, err)
		}
		if _, err := Read("r", iotest.ErrReader(broken)); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	}
}

// The line is right wherever the decoder stops, also far behind what it has read ahead.
func TestPositionInALongFile(t *testing.T) {
	text := "{\n\"extra\": [\n1,\n2\n],\n" + "\"list\": [\n" + strings.Repeat("1,\n", 50_000) + "1],\n\"total\": true}"
	_, err := Read("r", strings.NewReader(text))
	if err == nil || !strings.HasPrefix(err.Error(), "r:50008:14: got true, want a number of cases") {
		t.Errorf("got %v", err)
	}
}

// Of a file that passes, no beginning passes.
func TestNoBeginningPasses(t *testing.T) {
	one := 1.0
	gate := Gate{MinCases: &one, MinPassRate: ptr(0.01), MaxSkipped: ptr(0.9)}
	files, _ := filepath.Glob("testdata/*.[jx][sm]*")
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := Read(path, strings.NewReader(string(text)))
		if err != nil {
			t.Fatal(err)
		}
		if whole.Ran() > 0 && !Evaluate(gate, whole).Passed {
			t.Fatalf("%s does not pass", path)
		}
		size := len(strings.TrimSpace(string(text)))
		for n := range size {
			if n%(1+size/1000) != 0 && n < size-100 {
				continue // of a long file every few bytes, and the last ones
			}
			if got, err := Read(path, strings.NewReader(string(text[:n]))); err == nil {
				t.Errorf("%s: the first %d of %d bytes are read: %+v", path, n, len(text), got)
			}
		}
	}
}

// A part that is missing makes no result better, where a file states its own sums.
func TestNoDamageIsAnImprovement(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	files := []string{"promptfoo-mixed.json", "promptfoo-mixed.junit.xml", "pytest-mixed.xml", "deepeval-mixed.json",
		"openai-mixed.json", "neutral-mixed.json"}
	for _, name := range files {
		content, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		// DeepEval does not count the cases that it did not grade, so nobody notices that one is missing.
		text := strings.Replace(string(content),
			"    {\"name\": \"test_case_3\", \"input\": \"not graded\", \"actualOutput\": \"\", \"order\": 3}\n", "    {}\n", 1)
		whole, err := Read(name, strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		for range 4000 {
			from := random.IntN(len(text))
			to := min(len(text), from+1+random.IntN(1+random.IntN(len(text))))
			got, err := Read(name, strings.NewReader(text[:from]+text[to:]))
			if err == nil && (got.Passed > whole.Passed || got.PassRate() > whole.PassRate()) {
				t.Errorf("%s without the bytes %d to %d, %q: %+v", name, from, to, text[from:to], got)
			}
		}
	}
}
