package check

import (
	"reflect"
	"strings"
	"unicode"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// freely are the fields that hold words of a language or of a shell, where spaces and empty words mean something.
var freely = map[string]bool{"Command": true, "EntryPoint": true, "TestCommand": true, "SynthCommand": true, "Text": true,
	"Description": true, "Label": true, "UnscopedReason": true, "Pattern": true, "Regex": true, "Content": true,
	"Contents": true, "Input": true}

// free reports whether the place is, or lies right in, a field of free text or the environment of a container.
func (at *place) free() bool {
	for ; at != nil; at = at.parent {
		if at.field == "" { // an element of a list
			continue
		}
		if !at.key {
			return freely[at.field]
		}
		if at.parent != nil && environments[at.parent.field] {
			return true
		}
	}
	return false
}

// wellTyped says how a value should have been written that somebody copied with too much around it, and by which rule;
// want is "" for any other.
func wellTyped(text string) (rule rules.Rule, want string) {
	trimmed := strings.TrimSpace(text)
	switch {
	case trimmed == "":
		return rules.Required, "more than spaces"
	case trimmed != text && !strings.Contains(trimmed, "\n"): // a text of several lines may well end with one
		return rules.Invalid, "no spaces around it"
	case strings.ContainsFunc(text, invisible):
		return rules.Invalid, "no invisible characters"
	}
	return rules.Rule{}, ""
}

// invisible are characters that one cannot see and that make two names which look the same differ.
func invisible(r rune) bool {
	return r > unicode.MaxLatin1 && unicode.In(r, unicode.Cf, unicode.Zs) || r == '\u00a0'
}

func isEmptyText(v reflect.Value) bool {
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return v.Kind() == reflect.String && v.Len() == 0
}
