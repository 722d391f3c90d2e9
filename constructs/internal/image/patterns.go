package image

import (
	"regexp"
	"slices"
	"strings"
)

// Patterns of a whole reference, for Terraform where only that knows it. A reference is sound when it has the Form, and
// a digest, or a tag that in lower case does not move: it fits not Latest, and not both Moving and Loose. Tag has the
// tag as its group.
var (
	Form = `^(?:(?:(?:localhost|` + hostLabel + `(?:\.` + hostLabel + `)+)(?::[0-9]{1,5})?|` + hostLabel +
		`:[0-9]{1,5})/)?` +
		strip(repositoryForm) + `(?::` + strip(tagForm) + `)?(?:@` + strip(digestForm) + `)?$`
	Tag    = `^(?:[^@]*/)?[^@:/]+:([^@]+)$`
	Latest = `(?:^|[-_.])latest(?:[-_.]|$)`
	Moving = `(?:^|[-_.])(?:` + alternatives(moving) + `)(?:[-_.]|$)`
	Loose  = `^[-_.]*(?:` + alternatives(moving, variants) + `)(?:[-_.]+(?:` + alternatives(moving, variants) +
		`))*[-_.]*$`
)

func alternatives(sets ...map[string]bool) string {
	var all []string
	for _, set := range sets {
		for word := range set {
			all = append(all, word)
		}
	}
	slices.Sort(all)
	return strings.Join(all, "|")
}

func strip(form *regexp.Regexp) string {
	return strings.TrimSuffix(strings.TrimPrefix(form.String(), "^"), "$")
}
