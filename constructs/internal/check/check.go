// Package check collects everything that is wrong with a set of props, so that a user hears of every mistake in one
// run.
//
// A [Problem] says four things: where (the path of props), what was given, what is allowed, what to change.
// Rules are plain functions that add to a [Problems]; they never stop at the first mistake and never panic. Values that
// Terraform computes (see package token) are not judged.
package check

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Problem is one mistake.
type Problem struct {
	Path string // props path, e.g. "containers[0].stopTimeout"
	Got  string // what was given, e.g. "180s"
	Want string // what is allowed, e.g. "at most 120s on Fargate"
	Fix  string // what to change; may be empty where Want says it
}

// String renders the problem on one line.
func (p Problem) String() string {
	s := p.Path + ": got " + p.Got + ", want " + p.Want
	if p.Fix != "" {
		s += "; " + p.Fix
	}
	return s
}

// Problems is a list of mistakes. The zero value is ready to use and means "nothing wrong".
type Problems []Problem

// Add records a mistake. An empty got is shown as "nothing".
func (ps *Problems) Add(path, got, want, fix string) {
	if got == "" {
		got = "nothing"
	}
	*ps = append(*ps, Problem{Path: path, Got: got, Want: want, Fix: fix})
}

// Under adds all problems of a nested value, their paths prefixed with "prefix.".
func (ps *Problems) Under(prefix string, nested Problems) {
	for _, p := range nested {
		p.Path = Join(prefix, p.Path)
		*ps = append(*ps, p)
	}
}

// Nested adds the problems that err, the result of a Validate method, carries, their paths prefixed with "prefix.".
func (ps *Problems) Nested(prefix string, err error) {
	var nested Problems
	switch {
	case errors.As(err, &nested):
		ps.Under(prefix, nested)
	case err != nil:
		ps.Add(prefix, err.Error(), "a valid value", "")
	}
}

// Join joins two parts of a props path.
func Join(prefix, path string) string {
	switch {
	case prefix == "":
		return path
	case path == "":
		return prefix
	case strings.HasPrefix(path, "["):
		return prefix + path
	default:
		return prefix + "." + path
	}
}

// Index names element i of the list at path.
func Index(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// Sorted returns the problems by path, without repetitions.
func (ps Problems) Sorted() Problems {
	out := append(Problems(nil), ps...)
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Path != out[j].Path {
			return out[i].Path < out[j].Path
		}
		return out[i].String() < out[j].String()
	})
	unique := out[:0]
	for i, p := range out {
		if i == 0 || p != out[i-1] {
			unique = append(unique, p)
		}
	}
	return unique
}

// Error renders all problems, one a line, sorted by path.
func (ps Problems) Error() string {
	lines := make([]string, 0, len(ps))
	for _, p := range ps.Sorted() {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

// Err returns the problems as an error, or nil when there are none.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps.Sorted()
}

// Words joins words to "a, b and c".
func Words(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
