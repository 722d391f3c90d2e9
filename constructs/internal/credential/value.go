package credential

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// reference is a value that Terraform computes. What it stands for is not known.
var reference = regexp.MustCompile(`\$\{[^{}]*\}`)

// In says what a text holds that looks like a credential, by its form alone, or "". References hold none.
func In(text string) string {
	if !worthALook(text) {
		return ""
	}
	if token.Is(text) {
		text = reference.ReplaceAllString(text, " ")
	}
	what := ""
	find(text, func(kind string, _, _ int) bool { what = kind; return false })
	return what
}

// Redact is the text with everything that looks like a credential replaced.
func Redact(text string) string {
	if !worthALook(text) {
		return text
	}
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
		out.WriteString(text[done:done+start] + "[redacted]")
		done += end
	}
	out.WriteString(text[done:])
	return out.String()
}

// worthALook spares most texts all further looks: a shorter one holds at most a password, behind one of two marks.
func worthALook(text string) bool { return len(text) >= 20 || strings.ContainsAny(text, "@=") }

// find calls found with each credential in the text, and where it begins and ends, until found returns false.
func find(text string, found func(kind string, start, end int) bool) {
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
			if k.counts != nil {
				start, end = at[2], at[3]
				if !k.counts(text[start:end]) {
					continue
				}
			}
			if !found(k.what, start, end) {
				return
			}
		}
	}
	if !strings.Contains(text, "=") {
		return
	}
	for _, at := range assignment.FindAllStringSubmatchIndex(text, -1) {
		name, value := text[at[2]:at[3]], text[at[4]:at[5]]
		if names(name) && random(value) && !found("a setting that is called like a credential", at[4], at[5]) {
			return
		}
	}
}

func containsAny(text string, words []string) bool {
	for _, word := range words {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// assignment is a setting in a command line, such as --api-key=VALUE, "export TOKEN=VALUE" or Password=VALUE;.
var assignment = regexp.MustCompile(`(?:^|[\s;&?"'])-{0,2}([A-Za-z][A-Za-z0-9_.-]*)=["']?([^\s;&"']{6,})`)

// names reports whether a setting is called like a credential. A bare "secret" is as often the name of one.
func names(setting string) bool {
	switch strings.ToUpper(setting) {
	case "SECRET", "SECRETS", "CREDENTIAL", "CREDENTIALS":
		return false
	}
	return secretName(setting)
}

// stub is what something else replaces with the value when the time comes.
var stub = regexp.MustCompile("^(?:[$`{<%].*|\\[redacted\\]|\\*+|os\\.environ/.*)$")

// literal reports whether a text in the place of a credential is one, and no stub for it.
func literal(value string) bool { return !stub.MatchString(value) }

// random reports whether a text where a credential may stand looks like one, and not like a word or a switch.
func random(value string) bool {
	return literal(value) && !harmless(value) && strings.ContainsAny(value, "0123456789!#%^+")
}

// Named says why a value under a name, such as that of an option, looks like a credential, or "". The value of an
// option that is called like a credential is one, unless it is a reference, a stub or a switch.
func Named(name, value string) string {
	if what := In(value); what != "" {
		return what
	}
	if len(value) >= 6 && names(name) && !token.Is(value) && !harmless(value) {
		return "plain text under the name of a credential"
	}
	return ""
}

var (
	// nothings are switches, and what servers without authentication are given because their clients insist on a key.
	nothings = set("true false yes no on off 0 1 none null nil na n/a - * empty dummy unused disabled enabled " +
		"optional required not-needed not_needed no-key no-key-required sk-no-key-required ollama")
	file = regexp.MustCompile(`^(?:file://)?/` +
		`(?:app|data|etc|home|mnt|opt|root|run|secrets|srv|tmp|usr|var)/[A-Za-z0-9._/-]+$`)
	link = regexp.MustCompile(`^https?://[^?#@\s]+$`)
	// other is another variable, which the program reads: $KEY, ${KEY} without its braces, {KEY}, os.environ/KEY.
	other = regexp.MustCompile(`^(?:\$\(?[A-Za-z_][A-Za-z0-9_.]*\)?|\{+[A-Za-z0-9_. :/-]+\}+|%[A-Za-z0-9_]+%|\*+` +
		`|os\.environ/[A-Za-z0-9_]+)$`)
)

// harmless reports whether a value is no credential whatever its variable is called: a switch, a file, a plain URL,
// another variable or an ARN.
func harmless(value string) bool {
	if token.Is(value) {
		return strings.HasPrefix(value, "arn:")
	}
	trimmed := strings.TrimSpace(value)
	return trimmed == "" || nothings[strings.ToLower(trimmed)] || strings.HasPrefix(trimmed, "arn:") ||
		file.MatchString(trimmed) || link.MatchString(trimmed) || other.MatchString(trimmed)
}
