package evalgate

import (
	"fmt"
	"slices"
	"strings"
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
			case "status", "result", "outcome":
				r.current.says = worse(r.current.says, a.value)
			case "success", "passed": // a number of assertions, in some
				if strings.EqualFold(a.value, "false") {
					r.current.says = worse(r.current.says, "failed")
				}
			case "executed":
				if strings.EqualFold(a.value, "false") {
					r.current.says = worse(r.current.says, "notexecuted")
				}
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

// text is what stands in an element. That of a failure of Go may tell of a panic.
func (r *junit) text(part []byte) {
	if n := len(r.open); n > 1 && r.open[n-2] == "testcase" && (r.open[n-1] == "failure" || r.open[n-1] == "error") {
		r.current.panicked.look(part)
	}
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

// junitTools are writers by the name that they give to the whole of a file.
var junitTools = map[string]string{
	"promptfoo": "promptfoo", "pytest": "pytest", "vitest tests": "Vitest", "jest tests": "Jest",
}

// short keeps the path of a suite that is deep in others within bounds.
func short(path string) string { return path[max(len(path)-maxText, 0):] }
