// Package credential finds credentials that are about to be written in plain text, where every plan, state file,
// console page and describe call shows them. What it says never contains a part of the value.
package credential

import (
	"regexp"

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
	if value = WithoutWaived(value); harmless(value) || !secretName(name) && !(hints(name) && underHint(name, value)) {
		return "", false
	}
	if token.Is(value) {
		return "a reference, which ends up in plain text, under the name of a credential", true
	}
	return "plain text under the name of a credential", true
}

// passwordInURL is a reference in the place of a URL's password.
var passwordInURL = regexp.MustCompile(`(?i)\b[a-z][a-z0-9+.-]*://[^\s/?#@:]*:[^\s/?#@]*\$\{[^}]*\}[^\s/?#@]*@`)
