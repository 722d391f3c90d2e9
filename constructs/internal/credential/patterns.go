package credential

import (
	"regexp"
	"slices"
	"strings"
)

// Patterns of what [Find] goes by, for Terraform, which knows the variables of a module before Go does. Name and
// NotName are for a name in upper case; a variable holds a credential when its name fits Name and not NotName and its
// value is not Harmless, or when its value holds a ModelKey.
var (
	Name = `(?:^(?:` + alternatives(exactly) + `)|(?:` + spread(strings.Join(endings, "|")) +
		`)|[^_.-][_.-]+(?:PWD|PASS|PW)|` +
		`(?:^|[_.-])(?:` + alternatives(keys) + `)[_.-]+KEY|TOKEN)(?:[_.-]+V?[0-9]+)*[_.-]*$`
	NotName = `(?:^|[_.-])(?:PUBLIC|PUBLISHABLE)(?:[_.-]|$)|` +
		`(?:^|[_.-])(?:` + alternatives(modelTokens) + `)[_.-]+[^_.-]*TOKEN(?:[_.-]+V?[0-9]+)*[_.-]*$`
	Harmless = `^\s*(?:|(?i:` + quotedAlternatives(nothings) + `)|arn:(?s:.*)|` +
		strings.Join([]string{inner(file), inner(link), inner(other)}, "|") + `)\s*$`
	ModelKey = modelKeys()
)

func alternatives(words map[string]bool) string { return spread(quotedAlternatives(words)) }

func quotedAlternatives(words map[string]bool) string {
	var out []string
	for word := range words {
		out = append(out, regexp.QuoteMeta(word))
	}
	slices.Sort(out)
	return strings.Join(out, "|")
}

// spread lets any separator stand between the words of a name.
func spread(names string) string { return strings.ReplaceAll(names, "_", "[_.-]+") }

// inner is a form without its anchors.
func inner(form *regexp.Regexp) string {
	return strings.TrimSuffix(strings.TrimPrefix(form.String(), "^"), "$")
}

func modelKeys() string {
	var forms []string
	for _, k := range modelKinds {
		if k.counts == nil {
			forms = append(forms, k.form.String())
		}
	}
	return strings.Join(forms, "|")
}
