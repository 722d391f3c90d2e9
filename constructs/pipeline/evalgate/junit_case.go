package evalgate

import (
	"regexp"
	"slices"
	"strings"
)

// testCase is the case around.
type testCase struct {
	name, class, says string // says is its status or result
	ran
	marks      int  // elements that say how it ended
	collecting bool // pytest could not read its file
	panicked   panics
	properties
}

// isMark tells whether an element says how a case ended.
func isMark(name string) bool {
	switch name {
	case "error", "failure", "skipped", "flakyfailure", "flakyerror", "rerunfailure", "rerunerror":
		return true
	}
	return false
}

// tellsOfFailure is an element whose name says that a case did not pass.
var tellsOfFailure = regexp.MustCompile(`^(?:fail|failed|failures?|errors?|errored|broken|crash(?:ed)?|abort(?:ed)?|` +
	`time(?:d-?)?-?out|exception)$`)

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
		if !tellsOfFailure.MatchString(t.name) {
			return
		}
		c.outcome = errored // a word of no writer that is known, but a plain one
		r.seen.bad++
	}
	c.marks++
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
