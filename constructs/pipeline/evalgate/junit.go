package evalgate

import (
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
// A property of a case or suite that is a number, such as pytest's record_property("faithfulness", 0.93), is a value of
// a metric.
func readJUnit(s *source) (Results, error) {
	r := junit{metrics: scores{}, lost: map[string]int{}, whole: map[string]bool{}}
	x := markup{source: s, visit: r.tag}
	if err := x.read(); err != nil {
		return Results{}, err
	}
	r.results.Format, r.results.Metrics = JUnit, r.means()
	if r.empty > 0 && r.seen.cases > 0 {
		r.results.Notes = append(r.results.Notes, fmt.Sprintf("suites without a case: %d, such as %s; did their files load?",
			r.empty, check.Quote(r.emptySuite)))
	}
	return r.results, nil
}

type junit struct {
	results    Results
	metrics    scores
	lost       map[string]int  // texts in the place of numbers, by property
	whole      map[string]bool // properties of a suite rather than of a case
	open       []string        // names of the elements around
	suites     []suite         // of the elements around
	current    testCase
	seen       tally // so far
	empty      int   // suites without anything in them
	emptySuite string
}

// tally are numbers of elements. phases are how many cases may be declared without an element of their own: one for
// each with an error and nothing else, less what others have too many.
type tally struct{ cases, bad, phases, skipped, passed int }

func (t tally) less(b tally) tally {
	return tally{t.cases - b.cases, t.bad - b.bad, t.phases - b.phases, t.skipped - b.skipped, t.passed - b.passed}
}

// testCase is the case around.
type testCase struct {
	name, class, says string // says is its status or result
	outcome           outcome
	marks             int  // elements that say how it ended
	collecting        bool // pytest could not read its file
}

func (r *junit) tag(t tag) error {
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
		r.results.count(errored) // a suite that could not be collected or set up
		r.seen.bad++
		r.unloaded("an error of the suite as a whole")
	case parent == "testcase":
		r.inCase(t)
	}
	return nil
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
	default:
		return
	}
	c.marks++
}

func (r *junit) end(name string) error {
	switch name {
	case "testcase":
		r.endCase()
	case "testsuite", "testsuites":
		return r.endSuite(name)
	}
	return nil
}

func (r *junit) endCase() {
	c := r.current
	if c.marks == 0 {
		said, known := outcomeOf(c.says)
		if !known {
			r.results.fault("case %s: got the status %s and no element that says how it ended, want passed, failed or skipped",
				check.Quote(c.name), check.Quote(c.says))
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
	r.results.count(c.outcome)
	if c.outcome != passed && c.outcome != skipped {
		if s := &r.suites[len(r.suites)-1]; c.inPlaceOf(s.name) {
			r.unloaded("the case " + check.Quote(c.name) + " in the place of its cases")
		}
	}
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
	declared, before tally
	told             bool // that it was not loaded
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
func (r *junit) unloaded(got string) {
	s := &r.suites[len(r.suites)-1]
	if !s.told {
		r.results.fault("suite %s: got %s, want the cases; an unknown number of them did not run", check.Quote(s.name), got)
	}
	s.told = true
}

func (r *junit) endSuite(element string) error {
	s := r.suites[len(r.suites)-1]
	got, want := r.seen.less(s.before), s.declared
	switch {
	case got.cases == 0 && want.bad > got.bad:
		r.results.count(errored)
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
		} else if r.empty++; r.empty == 1 {
			r.emptySuite = s.name
		}
	case got.cases+max(got.phases, 0) < want.cases || got.bad < want.bad || got.skipped < want.skipped:
		return fmt.Errorf("got %d cases, %d failures and errors and %d skipped, want the %d, %d and %d that the <%s> "+
			"declares; the file is damaged",
			got.cases, got.bad, got.skipped, want.cases, want.bad, want.skipped, element)
	}
	r.suites = r.suites[:len(r.suites)-1]
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
			declared = &s.declared.cases
		case "failures", "errors":
		case "skipped":
			declared = &s.declared.skipped
		default:
			continue
		}
		n, err := strconv.Atoi(strings.TrimSpace(a.value))
		if err != nil || n < 0 || n > mostCases {
			return fmt.Errorf("%s: got %s, want a number of cases", a.name, check.Quote(a.value))
		}
		*declared += n
	}
	r.suites = append(r.suites, s)
	return nil
}

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
	if name == "digest" {
		r.results.Digest = value
		return nil
	}
	if len(r.open) > 1 && r.open[len(r.open)-2] != "testcase" && len(r.whole) < maxMetrics {
		r.whole[name] = true
	}
	number, err := strconv.ParseFloat(value, 64)
	switch {
	case err == nil:
		return r.metrics.add(name, number)
	case r.lost[name] > 0 || len(r.lost) < maxMetrics:
		r.lost[name]++
	}
	return nil
}

// means are the metrics. A property that is a number somewhere was not computed where it is a text.
func (r *junit) means() map[string]Metric {
	for name, n := range r.lost {
		for range n {
			if r.metrics[name] != nil {
				_ = r.metrics.add(name, math.NaN()) // it is there already
			}
		}
	}
	metrics := r.metrics.metrics()
	for name := range r.whole {
		if m := metrics[name]; m.Cases > 0 && m.Lost == 0 {
			m.Cases = 0
			metrics[name] = m
		}
	}
	return metrics
}
