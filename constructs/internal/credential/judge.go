package credential

import (
	"encoding/base64"
	"math"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// stub is what something else replaces with the value when the time comes: $KEY, `cat key`, {key}, <key>, %KEY%,
// %(key)s, the tag !secret of YAML, and %20, behind which it is another way to read the text that tells. A password may
// begin with the same characters.
var stub = regexp.MustCompile("^(?:[$`{<].*|%[A-Za-z_][A-Za-z0-9_]*%.*|%[({<].*|%[a-z]|%[0-9A-Fa-f]{2}.*" +
	"|!{1,2}[A-Za-z_]+|\\[redacted\\]|\\*+|(?:" +
	"os\\.environ/|env[:.]|ENV\\[|vault:|ref\\+|op://|secret://).*)$")

// literal reports whether a text in the place of a credential is one, and no stub for it.
func literal(value string) bool { return !stub.MatchString(value) && !sample(value) }

// literalInURL is literal for a part of a URL, which may begin with %40 for an @.
func literalInURL(value string) bool { return literal(escaped.ReplaceAllStringFunc(value, unescape)) }

// random reports whether a text where a credential may stand looks like one, and not like a word or a switch.
func random(value string) bool {
	return literal(value) && !harmless(value) && (strings.ContainsAny(value, "0123456789!#^") || scrambled(value))
}

// scrambled reports whether a text is of letters alone, about as many of them capitals as not: a name in camel case has
// one capital a word.
func scrambled(value string) bool {
	capitals := 0
	for _, r := range value {
		switch {
		case between('A', 'Z')(r):
			capitals++
		case !between('a', 'z')(r):
			return false
		}
	}
	return len(value) >= 16 && 10*capitals >= 3*len(value) && 10*capitals <= 7*len(value)
}

// inHeader is random for a header's value, before which the name of its scheme may stand.
func inHeader(value string) bool {
	return random(scheme.ReplaceAllString(value, "")) && len(scheme.ReplaceAllString(value, "")) >= 8
}

var scheme = regexp.MustCompile(`(?i)^\+?(?:bearer|basic|token|key)(?:[+: ]|%20)`)

// password reports whether a text in the place of a password is one: any word may be.
func password(value string) bool {
	return literal(value) && !harmless(value) && !types[strings.ToLower(strings.Trim(value, ".:!?"))]
}

// mixed reports whether a text has capitals, small letters and digits, as random ones have and words have not.
func mixed(value string) bool {
	return literal(value) && strings.ContainsFunc(value, between('A', 'Z')) &&
		strings.ContainsFunc(value, between('a', 'z')) &&
		strings.ContainsFunc(value, between('0', '9')) && !sample(value)
}

func between(low, high rune) func(rune) bool {
	return func(r rune) bool { return low <= r && r <= high }
}

// pair reports whether a text is a user and a password in base64.
func pair(value string) bool {
	user, secret, ok := strings.Cut(decoded(value), ":")
	return ok && user+secret != "" && len(secret) >= 3 && literal(secret)
}

// decoded is what a text in base64 says, or "" where it says nothing that one can read.
func decoded(text string) string {
	text = strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(text, "="))
	out, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return ""
	}
	return printable(out)
}

// printable is a text that one can read, or "".
func printable(text []byte) string {
	for _, b := range text {
		if (b < ' ' || b > '~') && b != '\n' && b != '\r' && b != '\t' {
			return ""
		}
	}
	return string(text)
}

// unnoisy are random texts that are no credentials: identifiers, digests, addresses of things.
var unnoisy = regexp.MustCompile(`^(?:` + uuid + `|sha(?:1|256|384|512)[:-].*` +
	`|(?:vpc|subnet|sg|eni|i|ami|vol|vpce|igw|rtb|nat|fs)-[0-9a-f]+` +
	`|https?://.*|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[:/].*)?|[A-Za-z_-]*[/:.].*)$`)

// noise reports whether a text looks random: it is long, of letters and digits, and says more a
// character than words do.
func noise(value string) bool {
	const least = 20
	if len(value) < least || !random(value) || unnoisy.MatchString(value) && !padded(value) || sample(value) ||
		strings.ContainsAny(strings.TrimRight(value, "="), " ,;=") || publicKey.MatchString(value) {
		return false
	}
	if !strings.ContainsFunc(value, between('0', '9')) {
		return false
	}
	hexadecimal := strings.Trim(value, "0123456789abcdefABCDEF") == ""
	digits := len(value) - len(strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return -1
		}
		return r
	}, value))
	if hexadecimal {
		return entropy(value) > 3 && digits < len(value)
	}
	// Words with a number or two, such as llm-proxy-v2-prod, have few digits.
	return entropy(value) > 3.5 && (mixed(value) || digits*8 >= len(value)) && !wordy(value)
}

// padded reports whether a text is one in base64 that a path cannot be.
func padded(value string) bool {
	return base64Form.MatchString(value) && strings.ContainsAny(value, "+=") && mixed(value)
}

var (
	base64Form = regexp.MustCompile(`^[A-Za-z0-9+/]{28,}={0,2}$`)
	// publicKey is how one of SSH begins, and one of X.509.
	publicKey = regexp.MustCompile(`^AAAA[A-Z][0-9]Nz|^AAAAE2VjZHNh|^MI[A-Za-z0-9+/]{4,}BgkqhkiG9w0BAQEFAAOC`)
)

// issued reports whether a text is one that only an issuer of credentials makes: a random one, a UUID with a word
// before it (LaunchDarkly's api-…), a user and a password, or both in base64. What it is, its name has to say.
func issued(value string) bool {
	if noise(value) || prefixed.MatchString(value) || pair(value) && literal(value) {
		return true
	}
	login := userAndPassword.FindStringSubmatch(value)
	return login != nil && random(login[1]) && strings.Trim(login[1], "0123456789") != ""
}

var (
	prefixed        = regexp.MustCompile(`^(?:api|mob|sdk|rel|key|sk|secret|token|pat)-` + uuid + `$`)
	userAndPassword = regexp.MustCompile(`^[A-Za-z0-9@_-]+:([^\s/:,;]{6,})$`)
	onlyUUID        = regexp.MustCompile(`^` + uuid + `$`)
)

// wordy reports whether a text is words with hyphens or underscores between them.
func wordy(value string) bool {
	words := strings.FieldsFunc(value, func(r rune) bool { return r == '-' || r == '_' || r == '.' || r == '/' })
	long := 0
	for _, word := range words {
		if len(word) > 12 && strings.ContainsFunc(word, between('0', '9')) {
			return false
		}
		long = max(long, len(word))
	}
	return len(words) > 2 && long <= 12
}

// entropy in bits a character.
func entropy(text string) (bits float64) {
	counts := map[byte]float64{}
	for i := range len(text) {
		counts[text[i]]++
	}
	for _, n := range counts {
		p := n / float64(len(text))
		bits -= p * math.Log2(p)
	}
	return bits
}

// sample reports whether a text is one that documentation shows in the place of a credential: one that says so at its
// end, or a body of one character over and over.
func sample(text string) bool {
	upper := strings.ToUpper(text)
	if strings.HasSuffix(upper, "EXAMPLE") || strings.HasSuffix(upper, "EXAMPLEKEY") ||
		strings.Contains(upper, "XXXXXXXX") ||
		strings.Contains(upper, "00000000000000000000") || strings.Contains(text, "................") ||
		strings.Contains(text, "****") {
		return true
	}
	return false
}

var (
	// nothings are switches, and what servers without authentication are given because their clients insist on a key.
	nothings = set("true false yes no on off 0 1 none null nil na n/a - * empty dummy unused disabled enabled " +
		"optional required not-needed not_needed no-key no-key-required sk-no-key-required ollama " +
		"lm-studio sk-local sk-dummy sk-fake placeholder " +
		"seconds minutes hours days")
	file = regexp.MustCompile(`^(?:file://)?/` +
		`(?:app|data|etc|home|mnt|opt|root|run|secrets|srv|tmp|usr|var)/[A-Za-z0-9._/-]+$`)
	link = regexp.MustCompile(`^https?://[^?#@\s]+$`)
	// other is another variable, which the program reads: $KEY, ${KEY} without its braces, {KEY}, os.environ/KEY.
	// <from the console> and your-api-key-here are what documentation has in its place.
	other = regexp.MustCompile(`^(?:\$\(?[A-Za-z_][A-Za-z0-9_.]*\)?|\{+[A-Za-z0-9_. :/-]+\}+|%[A-Za-z0-9_]+%|\*+` +
		`|os\.environ/[A-Za-z0-9_]+|<[^<>]+>|(?i:your[-_ ][a-z_ -]*(?:key|token|secret|password)(?:[-_ ]here)?))$`)
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
