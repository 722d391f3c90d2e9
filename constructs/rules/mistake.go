package rules

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

// Mistake is one thing that is wrong with a set of props. Rule and Path are stable and may be relied on; the texts are
// for people and may change. Every mistake stops the synthesis: there are no warnings among them.
type Mistake struct {
	Rule string `json:"rule"` // id of the rule, such as "ecs-deployment-room"; see [Catalog]
	// of the prop, such as "containers[0].stopTimeout"; after a synthesis below the construct's id
	Path string `json:"path"`
	Got  string `json:"got"`  // what was given, such as "180s"
	Want string `json:"want"` // what is allowed, such as "at most 120s on Fargate"
	Fix  string `json:"fix"`  // what to change, such as "state at most 120s on Fargate"
}

// String renders the mistake on one line, without its rule: "port: got 0, want 1 to 65535; state it once". A fix that
// only repeats what is wanted is left out.
func (m Mistake) String() string {
	s := m.Path + ": got " + m.Got + ", want " + m.Want
	if m.Fix != "" && m.Fix != remedy(m.Want) {
		s += "; " + m.Fix
	}
	return s
}

// Mistakes are everything that is wrong with a set of props. The zero value is ready to use and means that nothing is.
// As an error it lists all of them; callers read them with errors.As. Return [Mistakes.Err], not the value itself: an
// empty list in a variable of type error is not nil.
type Mistakes []Mistake

// Break records that the value at path breaks the rule. want and fix end up in one sentence, separated by a semicolon.
// An empty got is shown as "nothing"; an empty fix is to state what is wanted. What looks like a credential is left
// out, in the path too: it may be the key of a map or the id of a construct.
func (ms *Mistakes) Break(rule Rule, path, got, want, fix string) {
	if got == "" {
		got = "nothing"
	}
	if fix == "" {
		fix = remedy(want)
	}
	*ms = append(*ms, Mistake{Rule: rule.ID, Path: credential.Redact(path), Got: credential.Redact(got),
		Want: credential.Redact(want), Fix: credential.Redact(fix)})
}

// remedy is the fix where a rule has no other.
func remedy(want string) string { return "state " + want }

// Under adds all mistakes of a nested value, their paths prefixed with "prefix."; an element such as "[0]" follows
// without the dot, and an empty prefix leaves the paths as they are.
func (ms *Mistakes) Under(prefix string, nested Mistakes) {
	prefix = credential.Redact(prefix)
	for _, m := range nested {
		m.Path = Join(prefix, m.Path)
		*ms = append(*ms, m)
	}
}

// Nested adds the mistakes that err, the result of a Validate method, carries, their paths prefixed with "prefix.". nil
// adds nothing; an error of another kind becomes one mistake at prefix, of the rule [Invalid].
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

// Join joins two parts of a path with a dot: "scaling" and "minCapacity" are "scaling.minCapacity", "containers" and
// "[0].port" are "containers[0].port". Where one is empty it is the other.
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

// Index returns the path of element i, from 0, of the list at path: "sidecars[2]".
func Index(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// Sorted returns a copy of the mistakes by path, without those that read the same as another, and without those that
// follow from another: what was refused is unknown from then on.
func (ms Mistakes) Sorted() Mistakes {
	out := append(Mistakes(nil), ms...)
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Path != out[j].Path {
			return out[i].Path < out[j].Path
		}
		return out[i].String() < out[j].String()
	})
	refused := map[string]bool{}
	for _, m := range out {
		refused[m.Path] = refused[m.Path] || m.Rule != KnownValue.ID
	}
	unique := out[:0]
	last := ""
	for _, m := range out {
		if line := m.String(); line != last && !(m.Rule == KnownValue.ID && refused[m.Path]) {
			unique, last = append(unique, m), line
		}
	}
	return unique
}

// Error renders all mistakes, one a line, sorted by path, without their rules.
func (ms Mistakes) Error() string {
	lines := make([]string, 0, len(ms))
	for _, m := range ms.Sorted() {
		lines = append(lines, m.String())
	}
	return strings.Join(lines, "\n")
}

// Err returns the mistakes as an error, sorted by path and without repetitions, or nil when there are none.
func (ms Mistakes) Err() error {
	if len(ms) == 0 {
		return nil
	}
	return ms.Sorted()
}
