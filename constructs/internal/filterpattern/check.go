package filterpattern

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	term  = regexp.MustCompile(`^([-?]?)([A-Za-z0-9_]+|"[^"]*")(\s+|$)`)
	regex = regexp.MustCompile(`^%([^%]*)%$`)
)

// Check reports what is wrong with a filter pattern of any kind: JSON in braces, fields in brackets, a regular
// expression in percent signs, or terms. Of fields only the brackets are looked at.
func Check(pattern string) error {
	pattern = strings.TrimSpace(pattern)
	if n := utf8.RuneCountInString(pattern); n > maxLength {
		return fmt.Errorf("%d characters are more than %d", n, maxLength)
	}
	if strings.HasPrefix(pattern, "{") {
		_, err := Parse(pattern)
		return err
	}
	if strings.HasPrefix(pattern, "[") {
		if !strings.HasSuffix(pattern, "]") {
			return fmt.Errorf("no closing bracket")
		}
		return nil
	}
	if m := regex.FindStringSubmatch(pattern); m != nil {
		return checkRegex(m[1])
	}
	optional, other := false, false
	for rest := pattern; rest != ""; {
		m := term.FindStringSubmatch(rest)
		if m == nil {
			return fmt.Errorf(
				"no term at %q; quote a term that has more than letters, digits and _, and put conditions on JSON fields into "+
					"braces", rest,
			)
		}
		optional, other = optional || m[1] == "?", other || m[1] != "?"
		rest = rest[len(m[0]):]
	}
	if optional && other {
		return fmt.Errorf("terms with and without ?, of which AWS ignores those with ?")
	}
	return nil
}
