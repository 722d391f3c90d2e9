package check

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Number renders a number as a user wrote it: no exponent, no trailing zeros.
func Number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// Quote renders a string for a message, shortened when it is long. What looks like a credential is left out first: cut
// in two it would no longer look like one.
func Quote(s string) string {
	s = credential.Redact(s)
	if r := []rune(s); len(r) > 60 {
		s = string(r[:57]) + "..."
	}
	return strconv.Quote(s)
}

// Known reports whether n is set and not a reference.
func Known(n *float64) bool { return n != nil && !token.IsNumber(*n) }

// WholeNumber requires a whole number of the unit between least and most, when one is given.
func WholeNumber(ps *rules.Mistakes, path string, n *float64, least, most float64, unit, fix string) {
	if !Known(n) {
		return
	}
	if *n < least || *n > most || *n != math.Trunc(*n) {
		if s := *n / 1000; unit == "s" && *n > most && s == math.Trunc(s) && s >= least && s <= most {
			fix = "state seconds, not milliseconds: " + Number(s)
		}
		ps.Break(rules.Range, path, Number(*n)+unit,
			fmt.Sprintf("a whole number from %s to %s%s", Number(least), Number(most), unit), fix)
	}
}

// MostPort is the greatest TCP port; the least is 1.
const MostPort = 65535

// Port requires a TCP port, when one is given.
func Port(ps *rules.Mistakes, path string, n *float64) {
	WholeNumber(ps, path, n, 1, MostPort, "", "use the TCP port that the application listens on")
}

// OneOf requires one of the allowed words, when one is given.
func OneOf[T ~string](ps *rules.Mistakes, path string, got T, allowed ...T) {
	if got == "" || token.Is(string(got)) {
		return
	}
	words := make([]string, len(allowed))
	for i, a := range allowed {
		if a == got {
			return
		}
		words[i] = string(a)
	}
	fix := "use the package's typed constant"
	if meant := Nearest(string(got), words); meant != "" {
		fix = "did you mean " + meant + "?"
	}
	ps.Break(rules.OneOf, path, Quote(string(got)), "one of "+strings.Join(words, ", "), fix)
}

// OneOfNumbers requires one of the allowed numbers, when one is given.
func OneOfNumbers(ps *rules.Mistakes, path string, n *float64, unit string, allowed ...float64) {
	if !Known(n) {
		return
	}
	words := make([]string, len(allowed))
	for i, a := range allowed {
		if a == *n {
			return
		}
		words[i] = Number(a)
	}
	ps.Break(rules.OneOf, path, Number(*n)+unit, "one of "+strings.Join(words, ", "), "")
}

// Required requires a non-empty string.
func Required(ps *rules.Mistakes, path, got, want, fix string) {
	if strings.TrimSpace(got) == "" {
		ps.Break(rules.Required, path, "nothing", want, fix)
	}
}

// Exclusive requires that at most one of the named props is set.
func Exclusive(ps *rules.Mistakes, path string, set map[string]bool, fix string) {
	var given []string
	for _, name := range SortedKeys(set) {
		if set[name] {
			given = append(given, name)
		}
	}
	if len(given) > 1 {
		ps.Break(rules.Exclusive, path, strings.Join(given, " and "), "only one of them", fix)
	}
}

// Unique requires that no two of the values are equal; values[i] stands at path[i]. References are not compared.
func Unique(ps *rules.Mistakes, path string, values []string, fix string) {
	first := map[string]int{}
	for i, v := range values {
		if v == "" || token.Is(v) {
			continue
		}
		if j, seen := first[v]; seen {
			ps.Break(rules.Unique, rules.Index(path, i), Quote(v)+" again",
				fmt.Sprintf("a value different from %s", rules.Index(path, j)), fix)
			continue
		}
		first[v] = i
	}
}
