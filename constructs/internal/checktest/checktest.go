// Package checktest runs table tests of validation rules.
package checktest

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// Case changes valid props and says which mistakes must be reported then. No Want means that the props stay valid.
//
// An element of Want is the path and the rule of a mistake, such as "minHealthyPercent ecs-deployment-room". Where all
// are, their order does not matter.
//
// Any other element, such as "minHealthyPercent: got 100", is what the line that reports a mistake starts with, and
// stands where the line does. It is for tests of the text itself; what is wrong is better told by rule, as texts may
// change.
type Case[P any] struct {
	Name   string
	Change func(*P)
	Want   []string
}

// Run runs the cases.
func Run[P any](t *testing.T, valid func() P, validate func(*P) error, cases []Case[P]) {
	t.Helper()
	figure.Say(t, "invalid-inputs", refused(cases))
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			props := valid()
			c.Change(&props)
			err := validate(&props)
			incomplete(t, err)
			got := reported(err)
			if difference := compare(got, c.Want); difference != "" {
				t.Fatal(difference)
			}
		})
	}
}

// refused is how many cases say which mistakes there must be.
func refused[P any](cases []Case[P]) (n int) {
	for _, c := range cases {
		if len(c.Want) > 0 {
			n++
		}
	}
	return n
}

// Told are the path and rule of each mistake that err tells, as in [Case.Want]: some mistakes only a synthesis shows.
func Told(err error) []string {
	var out []string
	for _, m := range reported(err) {
		out = append(out, m.rule)
	}
	return out
}

// incomplete fails for a mistake that does not say what is wrong, or what to do. The path of a whole value is empty.
func incomplete(t *testing.T, err error) {
	t.Helper()
	var mistakes rules.Mistakes
	errors.As(err, &mistakes)
	for _, m := range mistakes {
		if _, known := rules.Find(m.Rule); !known || m.Got == "" || m.Want == "" || m.Fix == "" {
			t.Errorf("a mistake without all of rule, got, want and fix: %+v", m)
		}
	}
}

// A mistake as it is reported, and as its path and rule.
type mistake struct {
	line, rule string
}

// reported are the mistakes that err tells, in the order of its lines.
func reported(err error) (got []mistake) {
	var mistakes rules.Mistakes
	switch {
	case errors.As(err, &mistakes):
		for _, m := range mistakes.Sorted() {
			got = append(got, mistake{m.String(), m.Path + " " + m.Rule})
		}
	case err != nil:
		for line := range strings.SplitSeq(err.Error(), "\n") {
			got = append(got, mistake{line: line})
		}
	}
	return got
}

// pathAndRule is how an element of Want names a mistake; any other is the start of a line.
var pathAndRule = regexp.MustCompile(`^.* [a-z0-9-]+$`)

func isText(want string) bool { return strings.Contains(want, ": ") || !pathAndRule.MatchString(want) }

// compare tells how the mistakes are not those that are wanted, or "".
func compare(got []mistake, want []string) string {
	if !slices.ContainsFunc(want, isText) {
		want = slices.Sorted(slices.Values(want))
		got = slices.SortedFunc(slices.Values(got), func(a, b mistake) int { return cmp.Compare(a.rule, b.rule) })
	}
	same := len(got) == len(want)
	for i := 0; same && i < len(got); i++ {
		if isText(want[i]) {
			same = strings.HasPrefix(got[i].line, want[i])
		} else {
			same = got[i].rule == want[i]
		}
	}
	if same {
		return ""
	}
	var out strings.Builder
	out.WriteString("got")
	for _, m := range got {
		out.WriteString("\n\t" + m.rule + "\n\t\t" + m.line)
	}
	out.WriteString("\nwant")
	for _, w := range want {
		out.WriteString("\n\t" + w)
	}
	return out.String()
}
