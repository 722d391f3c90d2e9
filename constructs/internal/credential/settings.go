package credential

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// settings are how a text gives a name its value.
var settings = []struct {
	mark string
	form *regexp.Regexp
}{
	// --api-key=VALUE, "export TOKEN=VALUE", Password=VALUE;, aws_secret_access_key = VALUE
	{"=", regexp.MustCompile(`(?:^|[\s;,&?"'({\[|=/#:])(?:-{1,2}|\$env:` +
		`|/p:)?["']?(_?[A-Za-z][A-Za-z0-9_.-]*)["']?\s{0,3}:?=>?\s{0,3}` + value)},
	// {"apiKey": "VALUE"}, password: VALUE
	{":", regexp.MustCompile(`(?:^|[\s;,={("'\\-])["'\\]*([A-Za-z][A-Za-z0-9_.-]*)["'\\]*\s{0,3}:\s{0,3}` + value)},
	// --api-key VALUE, -Password "VALUE"
	{"-", regexp.MustCompile(`(?:^|[\s"'])--?([A-Za-z][A-Za-z0-9_.-]*)["']?,?\s+` + value)},
	// <password>VALUE</password>
	{"</", regexp.MustCompile(`<([A-Za-z][A-Za-z0-9_.-]*)>\s*([^\s<>]{6,})\s*</`)},
	// {"name": "TOKEN", "value": "VALUE"}, <add key="Token" value="VALUE"/>
	{"alue", regexp.MustCompile(`(?i:\b(?:name|key))["'\\]*\s{0,3}[:=]\s{0,3}["'\\]*([A-Za-z][A-Za-z0-9_.-]*)["'\\]*` +
		`(?:[\s,]|\\+n){1,40}["'\\]*(?i:value)["'\\]*\s{0,3}[:=]\s{0,3}` + value)},
	// define('TOKEN', 'VALUE'), os.Setenv("TOKEN", "VALUE")
	{"(", regexp.MustCompile(`(?i:(?:define|setenv|putenv|setdefault|setproperty|set)\s?\(\s?)["'\\]+` +
		`([A-Za-z][A-Za-z0-9_.-]*)["'\\]+\s?,\s?` + value)},
	// os.environ["TOKEN"] = "VALUE"
	{"]", regexp.MustCompile(`\[\s?["'\\]+([A-Za-z][A-Za-z0-9_.-]*)["'\\]+\s?\]\s?=\s?` + value)},
	// setx TOKEN VALUE, ENV TOKEN VALUE, set_config('token', 'VALUE')
	{" ", regexp.MustCompile(`(?i:\b(?:setx|env|set|put)\s+)([A-Za-z][A-Za-z0-9_.-]*)\s+` + value)},
	// a line of Fluent Bit, Redis or SSH: http_passwd VALUE
	{"\n", regexp.MustCompile(`(?m)^[ \t]*([A-Za-z][A-Za-z0-9_.-]*)[ \t]+` + value + `["']?[ \t]*$`)},
}

const value = `(?:(?i:bearer|basic|token)\s+)?["'\\]*([^\s;,&"'()\\<>|{}\[\]` + "`" + `]{6,})`

// tellingParts are in every name that tells of a credential.
var tellingParts = []string{"key", "token", "secret", "pass", "pwd", "auth", "credential", "bearer", "jwt", "pat",
	"dsn"}

// Setting is what is said of the value of a setting, whatever form it has.
const Setting = "a setting that is called like a credential"

// findSettings calls found with the values of settings that are called like a credential.
func findSettings(text string, found func(kind string, start, end int) bool) {
	if !containsAny(strings.ToLower(text), tellingParts) {
		return
	}
	for _, s := range settings {
		if !strings.Contains(text, s.mark) {
			continue
		}
		for from := 0; ; {
			at := s.form.FindStringSubmatchIndex(text[from:])
			if at == nil {
				break
			}
			name, start, end := text[from+at[2]:from+at[3]], from+at[4], from+at[5]
			prose := s.mark == ":" && inProse(text, from+at[2], start, end)
			if telling(name, text[start:end]) && !prose && !found(Setting, start, end) {
				return
			}
			from = start - 1 // the value of a setting may be another one
		}
	}
}

// inProse reports whether the setting with a colon from name to end is a part of a sentence: "forgot the password: ask
// us". Its value is a word, and other words stand around it.
func inProse(text string, name, value, end int) bool {
	return word.MatchString(text[value:end]) && (wordBefore.MatchString(text[:name]) || wordAfter.MatchString(text[end:]))
}

var (
	word       = regexp.MustCompile(`^[A-Za-z]?[a-z]+[.!?]?$`)
	wordBefore = regexp.MustCompile(`[a-z]{2,} $`)
	wordAfter  = regexp.MustCompile(`^ [A-Za-z][a-z]* [a-z]`)
)

// telling reports whether a setting is a credential by its name, or by its name and how much its value looks random.
func telling(name, value string) bool {
	switch {
	case strings.EqualFold(name, "pwd"): // of a connection string; the variable is the folder that one is in
		return random(value) && !strings.HasPrefix(value, "/")
	case names(name):
		return random(value) || (ofPassword(name) || strings.HasPrefix(value, "sk-")) && password(value)
	case strings.EqualFold(name, "secret"):
		return noise(value) || onlyUUID.MatchString(value)
	case hints(name):
		return underHint(name, value)
	}
	return false
}

// underHint reports whether a value under a name that hints at a credential is one.
func underHint(name, value string) bool {
	return noise(value) || login.MatchString(name) && issued(value) || prefixed.MatchString(value)
}

// login is a name of a user with a password, or of what stands for both.
var login = regexp.MustCompile(`(?i)(?:AUTH|CREDS?|LOGIN|CREDENTIALS?)$`)

// names reports whether a setting is called like a credential. A bare "secret" is as often the name of one.
func names(setting string) bool {
	switch strings.ToUpper(setting) {
	case "SECRET", "SECRETS", "CREDENTIAL", "CREDENTIALS":
		return false
	}
	return secretName(snake(setting))
}

// Named says why a value under a name, such as that of an option, looks like a credential, or "". The value of an
// option that is called like a credential is one, unless it is a reference, a stub or a switch.
func Named(name, value string) string {
	if what := In(value); what != "" {
		return what
	}
	if value = WithoutWaived(value); token.Is(value) || harmless(value) {
		return ""
	}
	if len(value) >= 6 && names(name) || hints(name) && underHint(name, value) {
		return "plain text under the name of a credential"
	}
	return ""
}

// Beside says the same of a value in a map whose keys are anyone's words, such as the triggers of a deployment: only
// one that looks random is a credential there.
func Beside(name, value string) string {
	if what := In(value); what != "" {
		return what
	}
	if value = WithoutWaived(value); !token.Is(value) && (names(name) || hints(name)) && noise(value) {
		return "a random text under the name of a credential"
	}
	return ""
}
