package filterpattern

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Selector points at a field of a JSON line: $.usage.total_tokens, $.choices[0].index, $.['gen_ai.usage.input_tokens'],
// $.calls[*].tokens.
type Selector struct{ steps []step }

// step goes from an object to a field, or from an array to an element.
type step struct {
	name    string // of a field
	index   int    // of an element, where array is set
	array   bool
	anyOne  bool // all fields, or all elements
	literal bool // a name that only brackets can write
}

var (
	plainName = regexp.MustCompile(`^[A-Za-z0-9_-]+`)
	digits    = regexp.MustCompile(`^[0-9]{1,9}`)
)

// ParseSelector reads a selector.
func ParseSelector(text string) (Selector, error) {
	s, rest, err := selector(text)
	if err == nil && rest != "" {
		err = fmt.Errorf("%q after the selector %s", rest, s)
	}
	return s, err
}

// selector reads the selector at the start of text and returns what follows it.
func selector(text string) (Selector, string, error) {
	var s Selector
	rest, ok := strings.CutPrefix(text, "$")
	if !ok {
		return s, text, fmt.Errorf("no selector such as $.usage.total_tokens at %q", text)
	}
	for {
		next, following, err := readStep(rest, len(s.steps) == 0)
		if err != nil {
			return s, rest, fmt.Errorf("%w in the selector %q", err, text[:len(text)-len(rest)])
		}
		if following == rest {
			break
		}
		s.steps, rest = append(s.steps, next), following
	}
	if len(s.steps) == 0 {
		return s, rest, fmt.Errorf("no field after $ at %q", text)
	}
	if s.wildcards() > 1 {
		return s, rest, fmt.Errorf("more than one wildcard in the selector %s", s)
	}
	return s, rest, nil
}

// readStep reads one step; where there is none, all of text is returned.
func readStep(text string, first bool) (step, string, error) {
	switch {
	case strings.HasPrefix(text, ".['"):
		name, rest, ok := strings.Cut(text[3:], "']")
		if !ok || name == "" || strings.Contains(name, "'") {
			return step{}, text, fmt.Errorf("no name between [' and ']")
		}
		return step{name: name, literal: plainName.FindString(name) != name}, rest, nil
	case strings.HasPrefix(text, ".*"):
		return step{anyOne: true}, text[2:], nil
	case strings.HasPrefix(text, "."):
		name := plainName.FindString(text[1:])
		if name == "" {
			return step{}, text, fmt.Errorf("no name of letters, digits, - and _ after the period")
		}
		return step{name: name}, text[1+len(name):], nil
	case strings.HasPrefix(text, "[") && !first:
		inside, rest, ok := strings.Cut(text[1:], "]")
		if ok && inside == "*" {
			return step{array: true, anyOne: true}, rest, nil
		}
		if !ok || inside == "" || digits.FindString(inside) != inside {
			return step{}, text, fmt.Errorf("no element number between [ and ]")
		}
		index, err := strconv.Atoi(inside)
		return step{array: true, index: index}, rest, err
	}
	return step{}, text, nil
}

// String writes the selector as CloudWatch Logs reads it.
func (s Selector) String() string {
	var b strings.Builder
	b.WriteByte('$')
	for _, step := range s.steps {
		switch {
		case step.array && step.anyOne:
			b.WriteString("[*]")
		case step.array:
			fmt.Fprintf(&b, "[%d]", step.index)
		case step.anyOne:
			b.WriteString(".*")
		case step.literal:
			b.WriteString(".['" + step.name + "']")
		default:
			b.WriteString("." + step.name)
		}
	}
	return b.String()
}

func (s Selector) wildcards() int {
	n := 0
	for _, step := range s.steps {
		if step.anyOne {
			n++
		}
	}
	return n
}

// Wildcard reports whether the selector may point at several values.
func (s Selector) Wildcard() bool { return s.wildcards() > 0 }

// find returns everything that the selector points at: one value, none, or with a wildcard several in no particular
// order.
func (s Selector) find(line any) []any {
	found := []any{line}
	for _, step := range s.steps {
		var next []any
		for _, value := range found {
			next = append(next, step.from(value)...)
		}
		found = next
	}
	return found
}

func (s step) from(value any) []any {
	switch v := value.(type) {
	case map[string]any:
		if s.array {
			return nil
		}
		if s.anyOne {
			var fields []any
			for _, field := range v {
				fields = append(fields, field)
			}
			return fields
		}
		if field, ok := v[s.name]; ok {
			return []any{field}
		}
	case []any:
		switch {
		case !s.array:
		case s.anyOne:
			return v
		case s.index < len(v):
			return v[s.index : s.index+1]
		}
	}
	return nil
}
