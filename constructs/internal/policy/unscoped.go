package policy

import (
	"fmt"
	"strings"
	"unicode"
)

// A statement has no comment. Why it cannot name a resource is written into its Sid, the only text of one's own that
// reaches a plan, the review of it and whoever reads the policy in the account.

const (
	unscoped = "Unscoped"
	maxSid   = 128
)

// WithReason is a Sid that says why the statement is on every resource: that of the statement, if it has one, with the
// reason's words.
func WithReason(sid, reason string) string {
	var out strings.Builder
	out.WriteString(sid + unscoped)
	for _, word := range strings.FieldsFunc(strings.ToLower(reason), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9')
	}) {
		if out.Len()+len(word) > maxSid {
			break
		}
		out.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return out.String()
}

// Reason is that of a Sid, in lower case, if it has one.
func Reason(sid string) (reason string, ok bool) {
	_, camel, ok := strings.Cut(sid, unscoped)
	if !ok || camel == "" {
		return "", false
	}
	var words strings.Builder
	for i, r := range camel {
		if i > 0 && unicode.IsUpper(r) {
			words.WriteByte(' ')
		}
		words.WriteRune(unicode.ToLower(r))
	}
	return words.String(), true
}

// distinct are the Sids of statements: a policy has each once, and two statements may have one reason.
func distinct(statements []Statement) []Statement {
	seen := map[string]int{}
	out := make([]Statement, 0, len(statements))
	for _, s := range statements {
		if _, derived := Reason(s.Sid); derived {
			if seen[s.Sid]++; seen[s.Sid] > 1 {
				s.Sid = fmt.Sprintf("%s%d", s.Sid, seen[s.Sid])
			}
		}
		out = append(out, s)
	}
	return out
}
