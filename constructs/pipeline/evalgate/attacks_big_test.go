package evalgate

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// Limits of a reader of results, whatever a file is made of. It is a small part of a job of CI.
const (
	mostMemory = 200 << 20
	mostTime   = 10 * time.Second
)

// bigAttack tells the child process, which this test starts for each of them, which file to read, and bigSize how
// large it is.
const bigAttack, bigSize = "EVALGATE_BIG_ATTACK", "EVALGATE_BIG_SIZE"

func TestMain(m *testing.M) {
	if name := os.Getenv(bigAttack); name != "" {
		os.Exit(judgeBig(name))
	}
	os.Exit(m.Run())
}

// judgeBig is what eval-gate does with a file.
func judgeBig(name string) (code int) {
	size, err := strconv.Atoi(os.Getenv(bigSize))
	text, ok := bigAttacks(size)[name]
	ok = ok && err == nil
	if !ok {
		return 3
	}
	if name == bigHistory {
		runs, err := readHistory("h", text())
		fmt.Println(len(runs), err)
		return 2
	}
	r, err := Read("r", text())
	if err != nil {
		fmt.Println(err)
		return 2
	}
	v := Evaluate(faithful, r)
	fmt.Print(v, v.Markdown())
	if v.Passed {
		return 0
	}
	return 1
}

// Nothing that is made to fill the memory does, takes long, or passes. With -short the files are small: they show that
// each of them is refused, and not what it costs.
func TestBigAttacks(t *testing.T) {
	size := 12 << 20
	if testing.Short() {
		size = 256 << 10
	}
	all := bigAttacks(size)
	var memory int64
	var longest time.Duration
	for _, name := range check.SortedKeys(all) {
		t.Run(name, func(t *testing.T) {
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), bigAttack+"="+name, bigSize+"="+strconv.Itoa(size))
			said, err := child.CombinedOutput()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() > 2 || strings.Contains(string(said), "goroutine ") {
				t.Fatalf("got %v: %.500s", err, said)
			}
			used := child.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
			took := child.ProcessState.UserTime() + child.ProcessState.SystemTime() // a shared machine makes others wait
			if runtime.GOOS != "darwin" {
				used <<= 10 // kilobytes elsewhere
			}
			t.Logf("%d MB, %v: %.100s", used>>20, took.Round(time.Millisecond), said)
			memory, longest = max(memory, used), max(longest, took)
			if used > mostMemory || took > mostTime {
				t.Errorf("took %d MB and %v", used>>20, took)
			}
			if len(said) > 64<<10 {
				t.Errorf("said %d bytes", len(said))
			}
		})
	}
	t.Logf("%d files, at most %d MB and %v", len(all), memory>>20, longest)
}

const bigHistory = "a history of a million lines"

// bigAttacks are files of a size by name; those that have more than is read are six times as large.
func bigAttacks(size int) map[string]func() io.Reader {
	flood := 6 * size
	row := `{"success": true, "testIdx": 1, "promptIdx": 1, "x": `
	suite := `<testsuite name="s">`
	of := func(begin, repeat string) func() io.Reader {
		return func() io.Reader { return endless(size, begin, repeat) }
	}
	different := func(size int, begin, format string) func() io.Reader {
		return func() io.Reader {
			return io.MultiReader(strings.NewReader(begin), many(size, func(i int) string {
				return strings.ReplaceAll(format, "#", fmt.Sprint(i))
			}))
		}
	}
	each := func(begin, format string) func() io.Reader { return different(size, begin, format) }
	all := func(begin, format string) func() io.Reader { return different(flood, begin, format) } // more than are read
	long := strings.Repeat("n", 4000)
	event := func(action, test string) string {
		return `{"Action":"` + action + `","Package":"p","Test":"` + test + `"}` + "\n"
	}
	return map[string]func() io.Reader{
		"nested lists":             of(`{"x": `, "["),
		"nested objects":           of("", `{"a":`),
		"nested objects in a case": of(`{"results": {"results": [{"namedScores": `, `{"a":`),
		"nested vars of a case":    of(`{"results": {"results": [{"vars": `, `{"a":`),
		"a text":                   of(`{"x": "`, "x"),
		"escapes":                  of(`{"x": "`, `\u00e9`),
		"halves of characters":     of(`{"x": "`, `\ud83d`),
		"a name":                   of(`{"`, "x"),
		"a number":                 of(`{"total": `, "1"),
		"a fraction":               of(`{"total": 0.`, "1"),
		"an exponent":              of(`{"total": 1e`, "9"),
		"white space":              of(`{"total": 1`, " "),
		"lines":                    of("", "\n"),
		"a digest":                 of(`{"digest": "`, "a"),
		"vars":                     of(`{"results": {"results": [{"vars": {"q": "`, "a"),
		"a description":            of(`{"results": {"results": [{"testCase": {"description": "`, "a"),
		"zeros":                    of("", "\x00"),
		"members":                  each("{", `"member #": 1, `),
		"members of vars":          each(`{"results": {"results": [{"vars": {`, `"member #": 1, `),
		"metrics":                  each(`{"results": {"results": [`, `{"success": true, "namedScores": {"metric #": 1}}, `),
		"metrics of a case":        each(`{"results": {"results": [{"namedScores": {`, `"metric #": 1, `),
		"rows":                     each(`{"results": {"results": [`, `{"success": true, "vars": {"q": "#"}}, `),
		"rows that contradict": each(`{"results": {"results": [`,
			`{"success": true, "failureReason": 1, "vars": {"q": "#"}}, `),
		"rows with long names": each(`{"results": {"results": [`, `{"success": true, "failureReason": 1, "testCase": `+
			`{"description": "`+long+`#"}}, `),
		"lines of promptfoo":  all("", `{"success": true, "testIdx": #, "promptIdx": 1}`+"\n"),
		"a line of promptfoo": of(row, `{"a":`),
		"prompts":             of(`{"results": {"prompts": [`, `{"metrics": {"testPassCount": 1000000000}}, `),
		"cases of DeepEval":   each(`{"testCases": [`, `{"name": "#", "success": true, "metricsData": []}, `),
		"metrics of DeepEval": each(`{"testCases": [`,
			`{"success": true, "metricsData": [{"name": "#", "success": true, "score": 1}]}, `),
		"metrics of a case of it": each(`{"testCases": [{"success": true, "metricsData": [`,
			`{"name": "#", "success": false, "score": 1}, `),
		"sums of DeepEval":   each(`{"metricsScores": [`, `{"metric": "#", "fails": 1}, `),
		"criteria of OpenAI": each(`{"per_testing_criteria_results": [`, `{"testing_criteria": "#", "passed": 1}, `),
		"cases of Jest": all(`{"testResults": [{"assertionResults": [`,
			`{"fullName": "#", "status": "passed"}, `),
		"files of Jest":             each(`{"testResults": [`, `{"name": "#", "status": "failed", "assertionResults": []}, `),
		"messages of Jest":          of(`{"testResults": [{"assertionResults": [{"failureMessages": [`, `"x",`),
		"tests of go":               all("", event("run", "T#")),
		"tests of go that failed":   each("", event("fail", "T#")),
		"tests of go in others":     each("", event("run", strings.Repeat("a/", 2000)+"#")),
		"tests of go with one name": of("", event("run", "T")+event("pass", "T")),
		"packages of go":            each("", `{"Action":"start","Package":"p#"}`+"\n"),
		"packages of go that broke": each("", `{"Action":"fail","Package":"p"}`+"\n"),
		"builds of go that failed":  each("", `{"Action":"build-fail","ImportPath":"p#"}`+"\n"),
		"elements":                  of("", "<testsuite>"),
		"elements of a case":        of("<testsuite><testcase>", "<a>"),
		"what a test prints":        of("<testsuite><system-out>", "x"),
		"data":                      of("<testsuite><system-out><![CDATA[", "]"),
		"a comment":                 of("<testsuite><!--", "-"),
		"an instruction":            of("<?xml", "?"),
		"an element's name":         of("<", "x"),
		"an attribute":              of(`<testsuite name="`, "x"),
		"entities":                  of(`<testsuite name="`, "&#x41;"),
		"an attribute's name":       of("<testsuite ", "x"),
		"attributes":                each("<testsuite ", `a#="1" `),
		"properties":                each("<testsuite><properties>", `<property name="p#" value="1"/>`),
		"properties of a case":      each("<testsuite><testcase><properties>", `<property name="p#" value="x"/>`),
		"properties of cases": each("<testsuite>",
			`<testcase name="c#"><properties><property name="p#" value="x"/></properties></testcase>`),
		"texts of properties": each("<testsuite><properties>", `<property name="p#" value="x"/>`),
		"suites":              of("<testsuites>", `<testsuite errors="1"/>`),
		"suites with long names": of("<testsuites>", `<testsuite name="`+
			long+`"><testcase name="a"><failure/></testcase></testsuite>`),
		"suites in suites":      of("", `<testsuite name="`+long+`">`),
		"cases":                 each(suite, `<testcase name="#"/>`),
		"cases with long names": each(suite, `<testcase name="`+long+`#"><failure/></testcase>`),
		"cases with a status":   each(suite, `<testcase name="#" status="`+long+`"/>`),
		"copies of a case":      of(suite, `<testcase name="a"/>`),
		"spaces":                of("<testsuite ", " "),
		"an entity":             of("<testsuite>&", "a"),
		bigHistory: of("",
			`{"gatePassed":true,"time":"2026-11-24T12:00:00Z","total":1,"passed":1,"metrics":{"f":1}}`+"\n"),
	}
}

// endless repeats a text after a beginning, up to a size.
func endless(size int, begin, repeat string) io.Reader {
	block := []byte(strings.Repeat(repeat, 1+64<<10/len(repeat)))
	return io.MultiReader(strings.NewReader(begin), io.LimitReader(&ring{of: block}, int64(size)))
}

type ring struct {
	of []byte
	at int
}

func (r *ring) Read(p []byte) (int, error) {
	n := copy(p, r.of[r.at:])
	r.at = (r.at + n) % len(r.of)
	return n, nil
}

// many are texts that are all different, up to a size.
func many(size int, text func(i int) string) io.Reader {
	read, write := io.Pipe()
	go func() {
		block := strings.Builder{}
		for i, written := 0, 0; written < size; i++ {
			block.WriteString(text(i))
			if block.Len() > 64<<10 {
				n, err := write.Write([]byte(block.String()))
				if err != nil {
					return
				}
				written += n
				block.Reset()
			}
		}
		write.Close()
	}()
	return read
}
