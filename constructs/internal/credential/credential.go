// Package credential finds credentials that are about to be written in plain text, where every plan, state file,
// console page and describe call shows them. What it says never contains a part of the value.
package credential

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Find says why an environment variable looks like a credential in plain text; it reports false when it does not.
//
// A value that Terraform computes is judged too, by the name of its variable: whatever it refers to ends up in plain
// text, in the state as well as in the task definition. A name that ends in _ARN, _NAME, _FILE or _URL holds no
// credential, and neither does a value that only points to one.
func Find(name, value string) (why string, found bool) {
	if value == "" || value == token.Unknown {
		return "", false
	}
	if what := In(value); what != "" {
		return what, true
	}
	if token.Is(value) && passwordInURL.MatchString(value) {
		return "a URL with a password", true
	}
	if !secretName(name) || harmless(value) {
		return "", false
	}
	if token.Is(value) {
		return "a reference, which ends up in plain text, under the name of a credential", true
	}
	return "plain text under the name of a credential", true
}

// passwordInURL is a reference in the place of a URL's password.
var passwordInURL = regexp.MustCompile(`(?i)\b[a-z][a-z0-9+.-]*://[^\s/?#@:]*:[^\s/?#@]*\$\{[^}]*\}[^\s/?#@]*@`)

// secretName reports whether the last words of a name are those of a credential.
func secretName(name string) bool {
	words := strings.FieldsFunc(strings.ToUpper(name), func(r rune) bool { return r == '_' || r == '-' || r == '.' })
	for len(words) > 1 && isNumber(words[len(words)-1]) { // OPENAI_API_KEY_2
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return false
	}
	for _, word := range words {
		if word == "PUBLIC" || word == "PUBLISHABLE" {
			return false
		}
	}
	joined := strings.Join(words, "_")
	if exactly[joined] || hasSuffix(joined, endings) {
		return true
	}
	last, before := words[len(words)-1], ""
	if len(words) > 1 {
		before = words[len(words)-2]
	}
	switch {
	case last == "PWD" || last == "PASS":
		return before != ""
	case last == "KEY":
		return keys[before]
	case strings.HasSuffix(last, "TOKEN"):
		return !modelTokens[before]
	}
	return false
}

func isNumber(word string) bool {
	digits := strings.TrimPrefix(word, "V")
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}

func hasSuffix(s string, suffixes []string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(s, suffix) {
			return true
		}
	}
	return false
}

func set(list string) map[string]bool {
	out := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		out[word] = true
	}
	return out
}

var (
	// exactly are names whose ends do not tell.
	exactly = set("ECS_ENGINE_AUTH_DATA AWS_BEARER_TOKEN_BEDROCK DOCKER_AUTH_CONFIG REDISCLI_AUTH")
	// endings need no word of their own: PGPASSWORD, CLIENTSECRET.
	endings = []string{"PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "CREDENTIAL", "CREDENTIALS", "APIKEY", "API_KEYS",
		"SECRETKEY", "ACCESSKEY", "PRIVATEKEY", "ACCESS_KEY_ID"}
	// keys are the words that make the KEY after them a secret; a CACHE_KEY or PARTITION_KEY is none.
	keys = set("API SECRET PRIVATE ACCESS MASTER ENCRYPTION SIGNING LICENSE AUTH SHARED ACCOUNT SERVICE " +
		"ADMIN APP SALT HMAC JWT SUBSCRIPTION")
	// modelTokens are the words before a TOKEN that a language model reads.
	modelTokens = set("PAD EOS BOS UNK MASK SEP CLS STOP START END PER MAX MIN SPECIAL NEXT IMAGE PREFIX " +
		"SUFFIX MIDDLE FIRST LAST USE ADD")
)
