package evalgate

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// readJUnit reads JUnit XML element by element. What a suite declares about itself is no result, only a check: a file
// that has less of something than a suite declares is damaged. More is no damage, as pytest writes a test that fails
// and then breaks its teardown as two cases.
//
// A property of a case or suite that is a number, such as pytest's record_property("faithfulness", 0.93), is a value of
// a metric.
func readJUnit(text io.Reader) (Results, error) {
	r := junit{decoder: xml.NewDecoder(text), metrics: scores{}}
	if err := r.read(); err != nil {
		line, column := r.decoder.InputPos()
		if syntax := (*xml.SyntaxError)(nil); errors.As(err, &syntax) {
			err = errors.New(syntax.Msg)
			if strings.Contains(syntax.Msg, "unexpected EOF") {
				err = errTruncated
			}
		}
		return Results{}, positioned{line: line, column: column, err: err}
	}
	r.results.Format, r.results.Metrics = JUnit, r.metrics.means()
	return r.results, nil
}

type junit struct {
	decoder *xml.Decoder
	results Results
	metrics scores
	ended   bool     // whether the root element has been read
	open    []string // names of the elements around
	suites  []suite  // of the elements around
	outcome outcome  // of the case around
	seen    elements // so far
}

// elements are numbers of elements: cases, failures and errors, skipped.
type elements struct{ cases, bad, skipped int }

// suite is what a suite declares, and what was seen when it began.
type suite struct{ declared, before elements }

func (r *junit) read() error {
	for {
		token, err := r.decoder.Token()
		switch {
		case errors.Is(err, io.EOF) && r.ended:
			return nil
		case errors.Is(err, io.EOF):
			return errTruncated
		case err != nil:
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := r.start(t); err != nil {
				return err
			}
			r.open = append(r.open, t.Name.Local)
		case xml.EndElement:
			r.open = r.open[:len(r.open)-1]
			if err := r.end(t.Name.Local); err != nil {
				return err
			}
			r.ended = len(r.open) == 0
		case xml.CharData:
			if r.ended && strings.TrimSpace(string(t)) != "" {
				return errors.New("got text after the root element, want the end of the file")
			}
		}
	}
}

func (r *junit) start(e xml.StartElement) error {
	name, parent := e.Name.Local, ""
	if len(r.open) > 0 {
		parent = r.open[len(r.open)-1]
	}
	inSuite := parent == "testsuite" || parent == "testsuites"
	switch {
	case r.ended:
		return fmt.Errorf("got a second root element <%s>, want one; was a file appended to another?", name)
	case name == "testsuites" || name == "testsuite":
		if parent != "" && !inSuite {
			return fmt.Errorf("got <%s> inside <%s>, want it as the root or inside a suite", name, parent)
		}
		return r.suite(e.Attr)
	case parent == "":
		return fmt.Errorf("got the root element <%s>, want testsuites or testsuite of JUnit XML", name)
	case name == "testcase" && !inSuite:
		return fmt.Errorf("got <testcase> inside <%s>, want it inside a suite", parent)
	case name == "testcase":
		r.outcome = passed
		r.seen.cases++
	case name == "property" && parent == "properties":
		r.property(e.Attr)
	case inSuite && (name == "error" || name == "failure"):
		r.results.count(errored) // a suite that could not be collected or set up
		r.seen.bad++
	case parent == "testcase":
		r.inCase(name)
	}
	return nil
}

// inCase looks at an element of a case. The worst one is its outcome.
func (r *junit) inCase(name string) {
	switch name {
	case "error":
		r.outcome = errored
		r.seen.bad++
	case "failure":
		if r.outcome != errored {
			r.outcome = failed
		}
		r.seen.bad++
	case "skipped":
		if r.outcome == passed {
			r.outcome = skipped
		}
		r.seen.skipped++
	}
}

func (r *junit) end(name string) error {
	switch name {
	case "testcase":
		r.results.count(r.outcome)
	case "testsuite", "testsuites":
		s := r.suites[len(r.suites)-1]
		r.suites = r.suites[:len(r.suites)-1]
		cases, bad, skipped := r.seen.cases-s.before.cases, r.seen.bad-s.before.bad, r.seen.skipped-s.before.skipped
		if cases < s.declared.cases || bad < s.declared.bad || skipped < s.declared.skipped {
			return fmt.Errorf("got %d cases, %d failures and errors and %d skipped, want the %d, %d and %d that the <%s> "+
				"declares; the file is damaged",
				cases, bad, skipped, s.declared.cases, s.declared.bad, s.declared.skipped, name)
		}
	}
	return nil
}

func (r *junit) suite(attributes []xml.Attr) error {
	s := suite{before: r.seen}
	for _, a := range attributes {
		declared := map[string]*int{
			"tests": &s.declared.cases, "failures": &s.declared.bad, "errors": &s.declared.bad, "skipped": &s.declared.skipped,
		}[a.Name.Local]
		if declared == nil {
			continue
		}
		n, err := strconv.Atoi(strings.TrimSpace(a.Value))
		if err != nil || n < 0 || n > mostCases {
			return fmt.Errorf("%s: got %s, want a number of cases", a.Name.Local, check.Quote(a.Value))
		}
		*declared += n
	}
	r.suites = append(r.suites, s)
	return nil
}

func (r *junit) property(attributes []xml.Attr) {
	var name, value string
	for _, a := range attributes {
		switch a.Name.Local {
		case "name":
			name = a.Value
		case "value":
			value = a.Value
		}
	}
	if name == "digest" {
		r.results.Digest = value
	} else if number, err := strconv.ParseFloat(value, 64); err == nil {
		r.metrics.add(name, number)
	}
}
