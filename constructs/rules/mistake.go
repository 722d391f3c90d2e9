package rules

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Mistake is one thing that is wrong with a set of props. Rule and Path are stable and may be relied on; the texts are
// for people and may change.
type Mistake struct {
	Rule string // id of the rule, such as "ecs-deployment-room"; see [Catalog]
	Path string // of the prop, such as "containers[0].stopTimeout"
	Got  string // what was given, such as "180s"
	Want string // what is allowed, such as "at most 120s on Fargate"
	Fix  string // what to change; may be empty where Want says it
}

// String renders the mistake on one line, without its rule.
func (m Mistake) String() string {
	s := m.Path + ": got " + m.Got + ", want " + m.Want
	if m.Fix != "" {
		s += "; " + m.Fix
	}
	return s
}

// Mistakes are everything that is wrong with a set of props. The zero value is ready to use and means that nothing is.
// As an error it lists all of them; callers read them with errors.As.
type Mistakes []Mistake

// Break records that the value at path breaks the rule. An empty got is shown as "nothing".
func (ms *Mistakes) Break(rule Rule, path, got, want, fix string) {
	if got == "" {
		got = "nothing"
	}
	*ms = append(*ms, Mistake{Rule: rule.ID, Path: path, Got: got, Want: want, Fix: fix})
}

// Under adds all mistakes of a nested value, their paths prefixed with "prefix.".
func (ms *Mistakes) Under(prefix string, nested Mistakes) {
	for _, m := range nested {
		m.Path = Join(prefix, m.Path)
		*ms = append(*ms, m)
	}
}

// Nested adds the mistakes that err, the result of a Validate method, carries, their paths prefixed with "prefix.".
func (ms *Mistakes) Nested(prefix string, err error) {
	var nested Mistakes
	switch {
	case errors.As(err, &nested):
		ms.Under(prefix, nested)
	case err != nil:
		ms.Break(Invalid, prefix, err.Error(), "a valid value", "")
	}
}

// Moved adds the mistakes of err under prefix, and from there to where renames, of which the longest that fits counts,
// says: a part's prop may stand elsewhere in the whole.
func (ms *Mistakes) Moved(err error, prefix string, renames map[string]string) {
	var nested Mistakes
	nested.Nested(prefix, err)
	for _, m := range nested {
		longest := ""
		for from := range renames {
			rest, fits := strings.CutPrefix(m.Path, from)
			if fits && len(from) > len(longest) && (rest == "" || rest[0] == '.' || rest[0] == '[') {
				longest = from
			}
		}
		if longest != "" {
			rest := strings.TrimPrefix(m.Path, longest)
			m.Path = Join(renames[longest], strings.TrimPrefix(rest, "."))
		}
		*ms = append(*ms, m)
	}
}

// Join joins two parts of a path.
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

// Index is the path of element i of the list at path.
func Index(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// Sorted returns the mistakes by path, without repetitions.
func (ms Mistakes) Sorted() Mistakes {
	out := append(Mistakes(nil), ms...)
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Path != out[j].Path {
			return out[i].Path < out[j].Path
		}
		return out[i].String() < out[j].String()
	})
	unique := out[:0]
	for i, m := range out {
		if i == 0 || m.String() != out[i-1].String() {
			unique = append(unique, m)
		}
	}
	return unique
}

// Error renders all mistakes, one a line, sorted by path.
func (ms Mistakes) Error() string {
	lines := make([]string, 0, len(ms))
	for _, m := range ms.Sorted() {
		lines = append(lines, m.String())
	}
	return strings.Join(lines, "\n")
}

// Err returns the mistakes as an error, sorted by path, or nil when there are none.
func (ms Mistakes) Err() error {
	if len(ms) == 0 {
		return nil
	}
	return ms.Sorted()
}
