// Package check helps to judge props: it has the rules of form that many props share, and renders values for messages.
//
// Rules are plain functions that add to a [rules.Mistakes]; they never stop at the first mistake and never panic.
// Values that Terraform computes (see package token) are not judged.
package check

import "strings"

// Words joins words to "a, b and c".
func Words(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
