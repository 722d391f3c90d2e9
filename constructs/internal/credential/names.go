package credential

import (
	"regexp"
	"slices"
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

// MayBe reports whether a name may be that of a credential. It finds more than [Find], for those whom a false alarm
// costs less than a credential in plain text.
func MayBe(name string) bool {
	words := strings.FieldsFunc(strings.ToUpper(snake(name)), func(r rune) bool {
		return r == '_' || r == '-' || r == '.'
	})
	for len(words) > 1 && (isNumber(words[len(words)-1]) || suffixes[words[len(words)-1]]) { // DB_PASSWORD_PROD
		words = words[:len(words)-1]
	}
	if len(words) == 0 || slices.ContainsFunc(words, func(word string) bool { return unlikely[word] }) {
		return false
	}
	last := strings.TrimRight(words[len(words)-1], "0123456789")
	switch {
	case last == "TOKEN" && len(words) > 1 && modelTokens[words[len(words)-2]], last == "BYPASS", last == "COMPASS":
		return false
	case telltale[last] || further[last], strings.HasSuffix(last, "KEY"), strings.HasSuffix(last, "PASS"),
		strings.HasSuffix(strings.Join(words, "_"), "CONNECTION_STRING"):
		return true
	}
	return slices.ContainsFunc(words, func(word string) bool { return always.MatchString(word) })
}

var (
	// always are words that name a credential wherever they stand in a name.
	always = regexp.MustCompile(`PASSW|PASSPHRASE|^SECRETS?$|SECRET$|CREDENTIAL|APIKEY|TOKENS?$`)
	// further are last words that a credential may have, and much else.
	further = set("CREDS CRED PW SALT PEPPER SEED PIN OTP SIGNATURE WEBHOOK LICENSE")
	// suffixes say which one of several it is.
	suffixes = set("PROD PRODUCTION STAGING STAGE TEST DEV DEVELOPMENT LIVE CURRENT PREVIOUS NEXT OLD NEW DEFAULT " +
		"BASE BASE64 B64 HEX PRIMARY SECONDARY READ WRITE RO RW VALUE PRIVATE")
)

var (
	telltale = set("KEY KEYS APIKEY TOKEN SECRET PASSWORD PASSWD PASS PWD PW PASSCODE AUTH CREDENTIAL CREDENTIALS CRED " +
		"CREDS BEARER JWT PAT DSN SALT PEPPER VERIFY")
	unlikely = set("PUBLIC PUBLISHABLE CACHE PARTITION SORT PRIMARY FOREIGN OBJECT KMS DEDUPLICATION IDEMPOTENCY " +
		"RANGE STATE FILE PATH NAME NAMES ARN URL URI HOST HASH DIGEST CHECKSUM SHA256 VERSION REVISION COMMIT " +
		"ETAG TAG FINGERPRINT THUMBPRINT ISSUER AUDIENCE HEADER PREFIX MODEL IMAGE REGION " +
		"PARAMETER BUCKET INTEGRITY")
)

// ofPassword reports whether a name ends in that of a password, which any word may be.
func ofPassword(name string) bool {
	return hasSuffix(strings.ToUpper(name), ofPasswords)
}

var ofPasswords = slices.Concat([]string{"PASSWORD", "PASSWD", "PASSPHRASE", "_PASS", "-PASS", "PWD", "_PW", "-PW"},
	joined("PASS"))

// joined are names without a separator before their last word. Not all are credentials that end so: BYPASS, OLDPWD.
func joined(last string) (names []string) {
	for before := range strings.FieldsSeq("STORE KEY USER DB REQUIRE ROOT ADMIN SQL PG BIND SMTP MAIL FTP AUTH HTTP " +
		"REDIS LOGIN MONGO DATABASE") {
		names = append(names, before+last)
	}
	return names
}

// types are words that stand behind the name of a password where a form or a schema is described.
var types = set("string text password secret hidden bool boolean number integer object array input field " +
	"required optional missing wrong invalid expired changed authentication reset policy rotation protected " +
	"passwort kennwort contraseña senha wachtwoord parola hasło lösenord")

// secretName reports whether the last words of a name are those of a credential.
func secretName(name string) bool {
	words := strings.FieldsFunc(strings.ToUpper(name), func(r rune) bool { return r == '_' || r == '-' || r == '.' })
	for len(words) > 1 && (isNumber(words[len(words)-1]) || suffixes[words[len(words)-1]]) { // OPENAI_API_KEY_2_PROD
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
	case last == "PWD" || last == "PASS" || last == "PW":
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
	exactly = set("ECS_ENGINE_AUTH_DATA AWS_BEARER_TOKEN_BEDROCK DOCKER_AUTH_CONFIG REDISCLI_AUTH NEO4J_AUTH " +
		"PASSWORD_PEPPER")
	// endings need no word of their own: PGPASSWORD, CLIENTSECRET.
	endings = slices.Concat([]string{"PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "CREDENTIAL", "CREDENTIALS",
		"APIKEY", "API_KEYS", "SECRETKEY", "ACCESSKEY", "PRIVATEKEY", "ACCESS_KEY_ID", "ERLANG_COOKIE", "MNEMONIC",
		"SEED_PHRASE", "RECOVERY_PHRASE"}, joined("PASS"), joined("PWD"))
	// keys are the words that make the KEY after them a secret; a CACHE_KEY or PARTITION_KEY is none.
	keys = set("API SECRET PRIVATE ACCESS MASTER ENCRYPTION SIGNING LICENSE AUTH SHARED ACCOUNT SERVICE " +
		"ADMIN APP SALT HMAC JWT SUBSCRIPTION FERNET INGESTION")
	// modelTokens are the words before a TOKEN that a language model reads.
	modelTokens = set("PAD EOS BOS UNK MASK SEP CLS STOP START END PER MAX MIN SPECIAL NEXT IMAGE PREFIX " +
		"SUFFIX MIDDLE FIRST LAST USE ADD")
)
