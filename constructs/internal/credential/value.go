package credential

import (
	"regexp"
	"strings"
)

// plainJSON writes what JSON made safe for HTML as it was.
var plainJSON = strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">", `\u0027`, "'", `\u003d`, "=")

// In says what a text holds that looks like a credential, by its form alone, or "". References hold none.
func In(text string) string {
	if !worthALook(text) {
		return ""
	}
	return looked.of(text, func(text string) string {
		return within(WithoutWaived(plainJSON.Replace(text)), 3)
	})
}

// within looks also at what the text wraps, so many times.
func within(text string, depth int) string {
	around, expressions := withoutReferences(text)
	if what := first(around); what != "" || depth == 0 {
		return what
	}
	others := expressions
	if len(around) != len(text) {
		others = append(others, expanded(text)) // ${KEY} may be the shell's
	}
	for _, w := range wrapped(around) {
		others = append(others, w.text)
	}
	for _, other := range others {
		if what := within(WithoutWaived(other), depth-1); what != "" {
			return what
		}
	}
	return inPieces(around)
}

// inPieces says what the texts of a list are together: join("", ["ghp_", "…"]).
func inPieces(text string) (what string) {
	if joined := pieces.ReplaceAllString(text, ""); len(joined) < len(text) {
		findForms(vendorKinds, WithoutWaived(joined), func(kind string, _, _ int) bool { what = kind; return false })
	}
	return what
}

// pieces is what stands between the texts of a list, or of a sum.
var pieces = regexp.MustCompile(`\\?["']\s*[,.&+}{]{1,2}\s*\\?["']`)

func first(text string) (what string) {
	find(text, func(kind string, _, _ int) bool { what = kind; return false })
	return what
}

// Redacted stands in the place of a credential.
const Redacted = "[redacted]"

// Redact is the text with everything that looks like a credential replaced.
func Redact(text string) string {
	if !worthALook(text) {
		return text
	}
	return redacted.of(text, redact)
}

func redact(text string) string {
	text = plainJSON.Replace(text)
	var out strings.Builder
	done := 0
	for done < len(text) {
		start, end := -1, 0
		find(text[done:], func(_ string, s, e int) bool {
			if start < 0 || s < start || s == start && e > end {
				start, end = s, e
			}
			return true
		})
		if start < 0 {
			break
		}
		out.WriteString(text[done:done+start] + Redacted)
		done += end
	}
	out.WriteString(text[done:])
	text = out.String()
	for _, w := range wrapped(text) {
		if In(w.text) != "" {
			text = strings.ReplaceAll(text, w.within, Redacted)
		}
	}
	if inPieces(text) != "" {
		return Redacted
	}
	return text
}

// worthALook spares most texts all further looks: a shorter one holds at most a password, behind one of the marks.
func worthALook(text string) bool {
	return len(text) >= 20 || len(text) >= 8 && strings.ContainsAny(text, "@=:")
}

// find calls found with each credential in the text, and where it begins and ends, until found returns false.
func find(text string, found func(kind string, start, end int) bool) {
	if findForms(kinds, text, found) {
		findSettings(text, found)
	}
}

// findForms does so for some kinds of credentials. It reports whether found never returned false.
func findForms(kinds []kind, text string, found func(kind string, start, end int) bool) bool {
	lower := ""
	for _, k := range kinds {
		hinted := text
		if k.anyCase {
			if lower == "" {
				lower = strings.ToLower(text)
			}
			hinted = lower
		}
		if !containsAny(hinted, k.hints) {
			continue
		}
		for _, at := range k.form.FindAllStringSubmatchIndex(text, -1) {
			start, end := at[0], at[1]
			if len(at) > 2 && at[2] >= 0 {
				start, end = at[2], at[3]
			}
			if k.counts != nil && !k.counts(text[start:end]) || k.counts == nil && sample(text[start:end]) {
				continue
			}
			if !found(k.what, start, end) {
				return false
			}
		}
	}
	return true
}

func containsAny(text string, words []string) bool {
	for _, word := range words {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
