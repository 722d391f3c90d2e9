package evalgate

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// readJUnit reads JUnit XML element by element. What a suite declares about itself is no result, only a check: a file
// that has less of something than a suite declares is damaged, except that
//
//   - a case may be declared twice that passed and then broke its teardown, as pytest counts what it reports
//     (https://github.com/pytest-dev/pytest/issues/3850);
//   - a suite may declare failures and have no case at all, or a single one in the place of all, as of a file that
//     could not be loaded. How many cases it has is not known, so that it is a fault ([suite.unloaded]).
//
// More is no damage, as pytest writes a test that fails and then breaks its teardown as two cases.
//
// A case is told apart by its suites, class and name. A property of a case or suite that is a number, such as pytest's
// record_property("faithfulness", 0.93), is a value of a metric; that of a suite is of all of its cases.
func readJUnit(s *source) (Results, error) {
	r := junit{metrics: scores{}, lost: map[string]int{}, whole: scores{}}
	r.cases = newCases(&r.results)
	x := markup{source: s, visit: r.tag, text: r.text}
	if err := x.read(); err != nil {
		return Results{}, err
	}
	r.cases.done()
	r.results.Format, r.results.Metrics = JUnit, r.means()
	return r.results, nil
}

type junit struct {
	results Results
	cases   *cases
	metrics scores
	lost    map[string]int // texts in the place of numbers, by property of a case
	whole   scores         // properties of suites, for all of their cases
	open    []string       // names of the elements around
	suites  []suite        // of the elements around
	current testCase
	seen    tally // so far
	unknown int   // suites of which it is not known how many cases they have
}

// tally are numbers of elements. phases are how many cases may be declared without an element of their own: one for
// each with an error and nothing else, less what others have too many.
type tally struct{ cases, bad, phases, skipped, passed, disabled int }

func (t tally) less(b tally) tally {
	return tally{t.cases - b.cases, t.bad - b.bad, t.phases - b.phases, t.skipped - b.skipped, t.passed - b.passed,
		t.disabled - b.disabled}
}

// testCase is the case around.
type testCase struct {
	name, class, says string // says is its status or result
	ran
	marks      int  // elements that say how it ended
	collecting bool // pytest could not read its file
	panicked   panics
	properties
}

// tag takes names as they are meant: in whatever letters, and whatever their namespace is.
func (r *junit) tag(t tag) error {
	t.name = strings.ToLower(t.name)
	for i, a := range t.attributes {
		if !strings.HasPrefix(a.name, "xmlns") {
			t.attributes[i].name = strings.ToLower(local(a.name))
		}
	}
	if t.begins {
		if err := r.start(t); err != nil {
			return err
		}
		r.open = append(r.open, t.name)
	}
	if t.ends {
		r.open = r.open[:len(r.open)-1]
		return r.end(t.name)
	}
	return nil
}

func (r *junit) start(t tag) error {
	parent := ""
	if len(r.open) > 0 {
		parent = r.open[len(r.open)-1]
	}
	inSuite := parent == "testsuite" || parent == "testsuites"
	switch name := t.name; {
	case name == "testsuites" || name == "testsuite":
		if parent != "" && !inSuite {
			return fmt.Errorf("got <%s> inside <%s>, want it as the root or inside a suite", name, parent)
		}
		return r.suite(t.attributes)
	case parent == "":
		return fmt.Errorf("got the root element <%s>, want testsuites or testsuite of JUnit XML", name)
	case name == "testcase" && !inSuite:
		return fmt.Errorf("got <testcase> inside <%s>, want it inside a suite", parent)
	case name == "testcase":
		r.current = testCase{}
		for _, a := range t.attributes {
			switch a.name {
			case "name":
				r.current.name = a.value
			case "classname":
				r.current.class = a.value
			case "status", "result":
				r.current.says = worse(r.current.says, a.value)
			}
		}
		r.seen.cases++
	case name == "property" && parent == "properties":
		return r.property(t.attributes)
	case inSuite && (name == "error" || name == "failure"):
		r.results.Errored++ // a suite that could not be collected or set up
		r.seen.bad++
		r.suites[len(r.suites)-1].standIns++
		r.unloaded("an error of the suite as a whole")
	case parent == "testcase":
		r.inCase(t)
	case isMark(name) && !slices.ContainsFunc(r.open, isMark): // what a failure says may be anything
		return fmt.Errorf("got <%s> inside <%s>, want it inside a case or a suite", name, parent)
	}
	return nil
}

// isMark tells whether an element says how a case ended.
func isMark(name string) bool {
	switch name {
	case "error", "failure", "skipped", "flakyfailure", "flakyerror", "rerunfailure", "rerunerror":
		return true
	}
	return false
}

// text is what stands in an element. That of a failure of Go may tell of a panic.
func (r *junit) text(part []byte) {
	if n := len(r.open); n > 1 && r.open[n-2] == "testcase" && (r.open[n-1] == "failure" || r.open[n-1] == "error") {
		r.current.panicked.look(part)
	}
}

// panics finds a panic of Go in a text that comes in parts: it ends the program, so that the tests after it do not run.
type panics struct {
	found int    // of panicWords
	last  []byte // bytes of the text, in which a word may have begun
}

var panicWords = [][]byte{[]byte("panic: "), []byte("goroutine "), []byte(" [running")}

func (p *panics) seen() bool { return p.found == len(panicWords) }

func (p *panics) look(part []byte) {
	text := append(p.last, part...)
	for !p.seen() {
		_, rest, found := bytes.Cut(text, panicWords[p.found])
		if !found {
			break
		}
		text = rest
		p.found++
	}
	const longest = 16
	p.last = bytes.Clone(text[max(len(text)-longest, 0):])
}

// inCase looks at an element of a case. The worst one is its outcome.
func (r *junit) inCase(t tag) {
	c := &r.current
	switch t.name {
	case "error":
		c.outcome = errored
		c.collecting = c.collecting || slices.Contains(t.attributes, attribute{"message", "collection failure"})
		r.seen.bad++
	case "failure":
		c.outcome = max(c.outcome, failed)
		r.seen.bad++
	case "skipped":
		c.outcome = max(c.outcome, skipped)
		r.seen.skipped++
	case "flakyfailure", "flakyerror", "rerunfailure", "rerunerror": // Surefire and Playwright: it ran again
		c.flaky = true
		return
	default:
		return
	}
	c.marks++
}

func (r *junit) end(name string) error {
	switch name {
	case "testcase":
		return r.endCase()
	case "testsuite", "testsuites":
		return r.endSuite(name)
	}
	return nil
}

func (r *junit) endCase() error {
	c, s := r.current, &r.suites[len(r.suites)-1]
	if c.marks == 0 {
		said, known := outcomeOf(c.says)
		if !known {
			r.results.fault("case %s: got the status %s and no element that says how it ended, want passed, failed or skipped",
				named(c.name), named(c.says))
		}
		c.outcome = said
	}
	switch {
	case c.outcome == passed:
		r.seen.passed++
	case c.outcome == errored && c.marks == 1:
		r.seen.phases++
	case c.marks > 1:
		r.seen.phases -= c.marks - 1
	}
	again, err := r.cases.add(identity(s.path, c.class, c.name), c.name, c.ran)
	if err != nil {
		return err
	}
	s.listed++
	if again && c.outcome.bad() {
		s.standIns++ // pytest counts a case once that fails and then breaks its teardown, but writes it twice
	}
	if c.outcome.bad() && c.inPlaceOf(s.name) {
		s.standIns++
		r.unloaded("the case %s in the place of its cases", named(c.name))
	}
	if c.outcome.bad() && c.panicked.seen() {
		r.unloaded("the panic of %s, which ends them all", named(c.name))
	}
	for name := range c.lost {
		if r.lost[name] > 0 || len(r.lost) < maxMetrics {
			r.lost[name]++
		}
	}
	return r.metrics.addCase(c.values)
}

// statuses are what writers say of a case in an attribute, in lower case.
var statuses = map[outcome][]string{
	passed: {"", "run", "completed", "passed", "pass", "success", "successful", "succeeded", "ok", "executed", "true"},
	skipped: {"notrun", "not run", "not_run", "skipped", "skip", "suppressed", "disabled", "ignored", "pending", "todo",
		"inconclusive", "notexecuted", "not executed", "filtered"},
	failed:  {"failed", "fail", "failure", "false"},
	errored: {"error", "errored", "broken", "timeout", "timedout", "aborted", "canceled", "cancelled", "interrupted"},
}

// outcomeOf is that of a case without an element for it. A status that no writer is known for is no success.
func outcomeOf(status string) (o outcome, known bool) {
	status = strings.ToLower(strings.TrimSpace(status))
	for o, words := range statuses {
		if slices.Contains(words, status) {
			return o, true
		}
	}
	return errored, false
}

// worse is the one of two statuses that says less of a success: Google Test has status="run" with result="skipped".
func worse(a, b string) string {
	x, _ := outcomeOf(a)
	if y, _ := outcomeOf(b); y >= x {
		return b
	}
	return a
}

// suite is what a suite declares, and what was seen when it began.
type suite struct {
	name             string
	path             string // names of the suites around and its own
	declared, before tally
	told             bool // that it was not loaded
	listed           int  // cases directly in it
	standIns         int  // of those, and errors: what a writer does not count as a case
	nested           bool // there are suites in it
	counts           bool // it says how many cases it has
	properties            // for all of its cases
}

// inPlaceOf tells that a case that did not pass stands for all cases of its suite: it bears the name of the suite or of
// a file, as of Vitest and jest-junit; or that of Go's TestMain or build, of a class of JUnit, of a hook of Mocha.
func (c testCase) inPlaceOf(suite string) bool {
	name := strings.ToLower(c.name)
	switch name {
	case "":
		return c.class != ""
	case "testmain", "initializationerror", "classmethod", "executionerror", "beforeall", "beforeclass", "setupclass":
		return true
	case strings.ToLower(suite):
		return true
	}
	return c.collecting || wholeFile.MatchString(name) || strings.EqualFold(c.class, "Test suite failed to run") ||
		strings.HasSuffix(name, "[build failed]") || strings.HasSuffix(name, "[setup failed]") ||
		strings.Contains(name, `"before all" hook`) || strings.HasPrefix(name, "setupclass (")
}

// wholeFile is the name of a file rather than of a case.
var wholeFile = regexp.MustCompile(`^[^\s:]+\.(py|go|rb|java|kt|[cm]?[jt]sx?)$`)

// unloaded is the fault of a suite of which it is not known how many cases it has.
func (r *junit) unloaded(got string, values ...any) {
	s := &r.suites[len(r.suites)-1]
	if !s.told {
		r.unknown++
		r.results.fault("suite %s: got "+got+", want the cases; an unknown number of them did not run",
			append([]any{named(s.name)}, values...)...)
	}
	s.told = true
}

func (r *junit) endSuite(element string) error {
	s := r.suites[len(r.suites)-1]
	got, want := r.seen.less(s.before), s.declared
	switch {
	case got.cases == 0 && want.bad > got.bad:
		r.results.Errored++
		r.seen.bad += want.bad - got.bad
		r.seen.phases += want.cases // those around declare them too
		r.unloaded("a failure and no case")
	case element == "testsuite" && got.passed == 0 &&
		(got.bad > 0 && got.skipped > got.bad || got.cases == got.skipped && want.bad > got.bad):
		r.seen.bad = max(r.seen.bad, s.before.bad+want.bad)
		r.unloaded("failures of which all other cases were skipped")
	case got.cases == 0 && want.cases == 0 && element == "testsuite" && got == (tally{}) && len(r.suites) > 1:
		if wholeFile.MatchString(strings.ToLower(s.name)) { // a package may be without tests, a file of tests is not
			r.unloaded("a file without a case")
		}
	case element == "testsuites" && got.bad < want.bad && want.bad-got.bad <= r.unknown && got.cases >= want.cases:
		// gotestsum counts a build that failed once more
	case got.cases+max(got.phases, 0) < want.cases || got.bad < want.bad || got.skipped < want.skipped:
		return fmt.Errorf("got %d cases, %d failures and errors and %d skipped, want the %d, %d and %d that the <%s> "+
			"declares; the file is damaged, or has subtests of pytest, which it counts and does not list: parametrize them",
			got.cases, got.bad, got.skipped, want.cases, want.bad, want.skipped, element)
	}
	if want.disabled > got.cases-got.passed {
		return fmt.Errorf("got %d cases of which %d passed, want the %d that did not run that the <%s> declares", got.cases,
			got.passed, want.disabled, element)
	}
	r.unwritten(s)
	if err := r.ofSuite(s, got.cases); err != nil {
		return err
	}
	r.suites = r.suites[:len(r.suites)-1]
	return nil
}

// unwritten takes cases for skipped that a suite lists and does not count: jest-junit does so with tests that are still
// to be written (test.todo), which bear no mark.
func (r *junit) unwritten(s suite) {
	n := min(s.listed-s.standIns-s.declared.cases, r.results.Passed)
	if s.nested || !s.counts || n <= 0 {
		return
	}
	r.results.add(passed, -n)
	r.results.add(skipped, n)
	r.results.Notes = append(r.results.Notes, fmt.Sprintf("suite %s lists more cases than it counts: %d, which are taken "+
		"for skipped", check.Quote(s.name), n))
}

// ofSuite counts the properties of a suite for its cases.
func (r *junit) ofSuite(s suite, cases int) error {
	for _, name := range check.SortedKeys(s.values) {
		value := s.values[name].Mean
		if s.values[name].Lost > 0 {
			value = math.NaN()
		}
		if err := r.whole.addTimes(name, value, cases); err != nil {
			return err
		}
	}
	for name := range s.lost {
		if r.whole[name] != nil {
			_ = r.whole.addTimes(name, math.NaN(), cases) // it is there already
		}
	}
	return nil
}

func (r *junit) suite(attributes []attribute) error {
	s := suite{before: r.seen}
	for _, a := range attributes {
		declared := &s.declared.bad
		switch a.name {
		case "name":
			s.name = a.value
			continue
		case "tests":
			declared, s.counts = &s.declared.cases, true
		case "failures", "errors":
		case "skipped":
			declared = &s.declared.skipped
		case "disabled": // of Google Test and CTest, which list them
			declared = &s.declared.disabled
		default:
			continue
		}
		n, err := strconv.Atoi(strings.TrimSpace(a.value))
		if err != nil || n < 0 || n > mostCases {
			return fmt.Errorf("%s: got %s, want a number of cases", a.name, check.Quote(a.value))
		}
		*declared += n
	}
	s.path = s.name
	if tool := junitTools[s.name]; tool != "" && r.results.Tool == "" {
		r.results.Tool = tool
	}
	if len(r.suites) > 0 {
		around := &r.suites[len(r.suites)-1]
		around.nested = true
		s.path = short(around.path + "/" + s.name)
	}
	r.suites = append(r.suites, s)
	return nil
}

// junitTools are writers by the name that they give to the whole of a file.
var junitTools = map[string]string{
	"promptfoo": "promptfoo", "pytest": "pytest", "vitest tests": "Vitest", "jest tests": "Jest",
}

// short keeps the path of a suite that is deep in others within bounds.
func short(path string) string { return path[max(len(path)-maxText, 0):] }

func (r *junit) property(attributes []attribute) error {
	var name, value string
	for _, a := range attributes {
		switch a.name {
		case "name":
			name = a.value
		case "value":
			value = a.value
		}
	}
	if of := r.stated(name); of != nil {
		if *of != "" && *of != value && name == "digest" {
			r.results.fault("property digest: got %s after %s, want one image", named(value), named(*of))
		}
		*of = value
		return nil
	}
	of := &r.suites[len(r.suites)-1].properties
	if r.open[len(r.open)-2] == "testcase" {
		of = &r.current.properties
	}
	number, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil {
		of.noNumber(name)
		return nil
	}
	return of.number(name, number)
}

// stated is what a property says of the run as a whole.
func (r *junit) stated(name string) *string {
	switch name {
	case "digest":
		return &r.results.Digest
	case "tool", "go.version":
		return &r.results.Tool
	case "model":
		return &r.results.Model
	case "promptVersion":
		return &r.results.Prompt
	}
	return nil
}

// properties of a case or a suite.
type properties struct {
	values scores
	lost   map[string]bool // those that are no number
}

func (p *properties) number(name string, value float64) error {
	if p.values == nil {
		p.values = scores{}
	}
	return p.values.add(name, value)
}

func (p *properties) noNumber(name string) {
	if p.lost == nil {
		p.lost = map[string]bool{}
	}
	if len(p.lost) < maxMetrics {
		p.lost[name] = true
	}
}

// means are the metrics. A property that is a number somewhere was not computed where it is a text. What cases say of
// themselves holds over what their suites say of all.
func (r *junit) means() map[string]Metric {
	for name, n := range r.lost {
		if r.metrics[name] != nil {
			_ = r.metrics.addTimes(name, math.NaN(), n) // it is there already
		}
	}
	return merged(r.whole.metrics(), r.metrics.metrics())
}
