// Package placeholder recognizes values that were copied from documentation and never replaced.
package placeholder

import (
	"regexp"
	"slices"
	"strings"
)

// Most of these stand in AWS's own documentation and in every tutorial; reserved domains are those of RFC 2606.
var patterns = regexp.MustCompile(`(?i)` +
	`\b(123456789012|111122223333|444455556666|000000000000|999999999999)\b` +
	`|\b(REPLACE[-_ ]?ME|CHANGE[-_ ]?ME|FIX[-_ ]?ME|FILL[-_ ]?ME|TODO|INSERT[-_ ][A-Z]+[-_ ]HERE` +
	`|YOUR[-_][A-Z0-9]+(?:[-_][A-Z0-9]+)*|X{4,})\b` +
	`|^[^\s<>]*<[A-Za-z][A-Za-z0-9_. -]{1,40}>[^\s<>]*$` + // in a value of its own: prompts and templates hold <tags> too
	`|\b(?:[a-z0-9-]+\.)*example\.(?:com|org|net)\b`)

// signs are what every placeholder holds one of, in lower case. Looking for them is much quicker than the pattern, and
// every text of every prop is looked at.
var signs = []string{"123456789012", "111122223333", "444455556666", "000000000000", "999999999999", "replace",
	"change", "fix", "fill", "todo", "insert", "your", "xxxx", "<", "example."}

// Find returns the first placeholder in text, or "".
func Find(text string) string {
	lower := strings.ToLower(text)
	if !slices.ContainsFunc(signs, func(sign string) bool { return strings.Contains(lower, sign) }) {
		return ""
	}
	return patterns.FindString(text)
}
