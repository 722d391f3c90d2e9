package credential

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// kinds are the forms in which providers hand out keys, wherever in a value they stand, e.g. in a JSON document.
var kinds = []struct {
	what string
	form *regexp.Regexp
}{
	{"what looks like an Anthropic API key", regexp.MustCompile(`\bsk-ant-[A-Za-z0-9_-]{16,}`)},
	{"what looks like an API key (sk-…)",
		regexp.MustCompile(`\bsk-(?:(?:proj|svcacct|admin|or|lf)-[A-Za-z0-9_-]{16,}|[A-Za-z0-9]{20,})`)},
	{"what looks like an AWS access key id", regexp.MustCompile(`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`)},
	{"what looks like a Bedrock API key",
		regexp.MustCompile(`\bABSK[A-Za-z0-9+/=]{40,}|\bbedrock-api-key-[A-Za-z0-9+/=]{20,}`)},
	{"what looks like a GitHub token",
		regexp.MustCompile(`\b(?:gh[opsur]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})`)},
	{"what looks like a GitLab token", regexp.MustCompile(`\bglpat-[A-Za-z0-9_-]{20,}`)},
	{"what looks like a Slack token", regexp.MustCompile(`\bxox[abeoprs]-[A-Za-z0-9-]{10,}`)},
	{"what looks like a Slack webhook",
		regexp.MustCompile(`\bhooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/]{20,}`)},
	{"what looks like a Google API key", regexp.MustCompile(`\bAIza[A-Za-z0-9_-]{35}`)},
	{"what looks like a Hugging Face token", regexp.MustCompile(`\bhf_[A-Za-z0-9]{20,}`)},
	{"what looks like the API key of a model provider",
		regexp.MustCompile(`\b(?:gsk_|xai-|pplx-|r8_|pcsk_|lsv2_pt_|lsv2_sk_)[A-Za-z0-9_]{20,}`)},
	{"what looks like a Stripe key", regexp.MustCompile(`\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}`)},
	{"what looks like a JSON Web Token",
		regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*`)},
	{"a private key", regexp.MustCompile(`-----BEGIN [A-Z0-9 ]*PRIVATE KEY`)},
	{"a connection string with a key", regexp.MustCompile(`\b(?:AccountKey|SharedAccessKey)=[^;\s]{8,}`)},
	{"a header with a credential",
		regexp.MustCompile(
			`(?i)\b(?:authorization|x-api-key|api-key|dd-api-key|x-honeycomb-team)\s*[=:]\s*` +
				`(?:(?:Bearer|Basic)(?:\s+|%20))?[^\s,;]{16,}`,
		)},
}

// userinfo is the user:password@ of a URL.
var userinfo = regexp.MustCompile(`(?i)\b[a-z][a-z0-9+.-]*://[^\s/?#@:]*:([^\s/?#@]+)@`)

// stub is a password that something else fills in.
var stub = regexp.MustCompile(`^(?:\$\(?[A-Za-z_][A-Za-z0-9_]*\)?|\{+[A-Za-z0-9_. ]+\}+|%[A-Za-z0-9_]+%|\*+)$`)

func kindOf(value string) string {
	for _, kind := range kinds {
		if kind.form.MatchString(value) {
			return kind.what
		}
	}
	for _, m := range userinfo.FindAllStringSubmatch(value, -1) {
		if !stub.MatchString(m[1]) {
			return "a URL with a password"
		}
	}
	return ""
}

var (
	// nothings are switches, and what servers without authentication are given because their clients insist on a key.
	nothings = set("true false yes no on off 0 1 none null nil na n/a - empty dummy unused disabled enabled " +
		"optional required not-needed not_needed no-key no-key-required sk-no-key-required ollama")
	file = regexp.MustCompile(`^(?:file://)?/` +
		`(?:app|data|etc|home|mnt|opt|root|run|secrets|srv|tmp|usr|var)/[A-Za-z0-9._/-]+$`)
	link = regexp.MustCompile(`^https?://[^?#@\s]+$`)
)

// harmless reports whether a value is no credential whatever its variable is called: a switch, a file, a plain URL or
// an ARN.
func harmless(value string) bool {
	if token.Is(value) {
		return strings.HasPrefix(value, "arn:")
	}
	trimmed := strings.TrimSpace(value)
	return trimmed == "" || nothings[strings.ToLower(trimmed)] || strings.HasPrefix(trimmed, "arn:") ||
		file.MatchString(trimmed) || link.MatchString(trimmed)
}
