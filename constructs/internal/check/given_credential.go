package check

import (
	"reflect"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// The maps in which a key says what its value is, as far as credentials go. In the other maps, such as that of
// triggers, a key may well be called like a credential: there the value has to look like one, too.
var (
	environments = map[string]bool{"Environment": true} // have a rule of their own
	options      = map[string]bool{"Options": true, "LogOptions": true, "DockerLabels": true, "Headers": true,
		"QueryStrings": true, "Tags": true}
	// compared are those with which requests are compared.
	compared = map[string]bool{"Headers": true, "QueryStrings": true}
)

// ofSidecar reports whether the place is a field right in a sidecar: what it adds to other containers is reported
// there, where nobody stated it.
func (at *place) ofSidecar() bool {
	element := at.parent
	return element != nil && element.parent != nil && element.parent.field == "Sidecars"
}

// BreakCredential records what a text holds that looks like a credential.
func BreakCredential(ms *rules.Mistakes, path, what string) {
	ms.Break(rules.Credential, path, what, "no credential in plain text",
		"keep it in Secrets Manager or Parameter Store and refer to it; "+
			"if it is none, say why with secrets.NotACredential")
}

// credential says what a text at the place holds that looks like a credential, or "".
func (at *place) credential(text string) string {
	if at == nil || !at.key {
		return credential.In(text)
	}
	switch of := at.parent; {
	case of != nil && environments[of.field] && !of.ofSidecar():
		return ""
	case of != nil && options[of.field]:
		if what := credential.Named(at.field, text); what != "" || !compared[of.field] {
			return what
		}
		return credential.Random(text)
	default:
		return credential.Beside(at.field, text)
	}
}

// flagged says what element i of a list of words, such as a command, holds by the flag before it, or "".
func flagged(list reflect.Value, i int) string {
	if i == 0 {
		return ""
	}
	return credential.Flagged(textOf(list.Index(i-1)), textOf(list.Index(i)))
}

func textOf(v reflect.Value) string {
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if v.Kind() != reflect.String {
		return ""
	}
	return v.String()
}
