package credential

import (
	"regexp"
	"slices"
)

// kind is a form in which credentials are handed out.
type kind struct {
	what    string
	form    *regexp.Regexp
	hints   []string                // one of which every text with the credential has: looking for them is cheap
	anyCase bool                    // the hints are in lower case, the text may not be
	counts  func(group string) bool // whether what stands in the form's group is a credential; nil where the form says it
}

// kinds of credentials, wherever in a text they stand. The forms are those that the vendors document or that GitHub
// looks for (https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns).
var kinds = slices.Concat(vendorKinds, keyKinds, databaseKinds, commandKinds, commonKinds)

// vendorKinds tell by themselves, whatever stands around them.
var vendorKinds = slices.Concat(modelKinds, cloudKinds, codeKinds, chatKinds, serviceKinds)

func of(what, form string, hints ...string) kind {
	return kind{what: what, form: regexp.MustCompile(form), hints: hints}
}

func (k kind) inAnyCase() kind { k.anyCase = true; return k }

func (k kind) where(counts func(string) bool) kind { k.counts = counts; return k }
