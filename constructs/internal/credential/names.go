package credential

import (
	"regexp"
	"strings"
)

// snake is a name with an underscore between the words of clientSecret.
func snake(name string) string { return camel.ReplaceAllString(name, "${1}_$2") }

var camel = regexp.MustCompile(`([a-z0-9])([A-Z])`)

// hints reports whether a name may be that of a credential, so that a random value under it is one.
func hints(name string) bool {
	words := strings.FieldsFunc(strings.ToUpper(snake(name)), func(r rune) bool {
		return r == '_' || r == '-' ||
			r == '.'
	})
	hint := false
	for i, word := range words {
		if unlikely[word] || i > 0 && word == "ID" {
			return false
		}
		hint = hint || telltale[word]
	}
	return hint
}

var (
	telltale = set("KEY KEYS APIKEY TOKEN SECRET PASSWORD PASSWD PASS PWD AUTH CREDENTIAL CREDENTIALS BEARER JWT PAT DSN")
	unlikely = set("PUBLIC PUBLISHABLE CACHE PARTITION SORT PRIMARY FOREIGN OBJECT KMS DEDUPLICATION IDEMPOTENCY " +
		"ROUTING RANGE STATE FILE PATH NAME NAMES ARN URL URI HOST HASH DIGEST CHECKSUM SHA256 VERSION REVISION COMMIT " +
		"ETAG TAG FINGERPRINT THUMBPRINT ISSUER AUDIENCE HEADER PREFIX MODEL IMAGE REGION SSH " +
		"PARAMETER BUCKET INTEGRITY")
)

// ofPassword reports whether a name ends in that of a password, which any word may be.
func ofPassword(name string) bool {
	return hasSuffix(strings.ToUpper(name), []string{"PASSWORD", "PASSWD", "PASSPHRASE", "_PASS", "_PWD", "PWD"})
}

// types are words that stand behind the name of a password where a form or a schema is described.
var types = set("string text password secret hidden bool boolean number integer object array input field " +
	"required optional missing wrong invalid expired changed authentication reset policy rotation protected")

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
