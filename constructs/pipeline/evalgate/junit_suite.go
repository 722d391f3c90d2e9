package evalgate

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

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
// a file, as of Vitest and jest-junit; or that of Go's TestMain or build, of a class of JUnit, of a hook of Mocha after
// which it leaves out the rest, or of pytest itself, which has given up.
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
		mochaHook.MatchString(name) || c.class == "pytest" && name == "internal" || strings.HasPrefix(name, "setupclass (")
}

// mochaHook is the name of a hook, with or without the title of the case that it is for.
var mochaHook = regexp.MustCompile(`"(?:before all|before each|after each)" hook`)

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
