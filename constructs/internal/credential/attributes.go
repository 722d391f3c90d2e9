package credential

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Of says why the value of an attribute of a resource looks like a credential, or "". An attribute that holds nothing
// but a credential, such as the password of a database, has one whatever it looks like.
func Of(attribute, value string) string {
	if Stated(attribute, value) {
		if what := Named("password", value); what != "" {
			return what
		}
	}
	return Beside(attribute, value)
}

// Confidential reports whether an attribute of a resource, a provider or a backend holds nothing but a credential.
func Confidential(attribute string) bool { return meaning.of(attribute, meaningOf) == confidential }

// What the name of an attribute says of its value.
const (
	confidential = "a credential"
	tokenLike    = "a token"
)

// meaning of names: a plan has few of them, and each many times.
var meaning known

func meaningOf(attribute string) string {
	name := strings.TrimSuffix(attribute, "_wo") // written, and not kept in the state
	switch {
	case attributes[name] || ofPassword(name):
		return confidential
	case tokens.MatchString(attribute):
		return tokenLike
	}
	return ""
}

// attributes are those whose values are credentials, beside passwords.
var attributes = set("secret_string secret_binary secret_key access_key auth_token oauth_token client_secret " +
	"shared_secret private_key shared_credentials api_key passwords platform_credential secret_token")

// OfType reports whether an attribute that is called like any other holds nothing but a credential in resources of a
// type.
func OfType(kind, attribute string) bool { return ofType[kind+"."+attribute] }

var ofType = set("aws_api_gateway_api_key.value")

// Stated reports whether the value of an attribute is a credential: it is [Confidential], or it is called like a token
// or a key and its value is no word: that of a token may also say how it is counted.
func Stated(attribute, value string) bool {
	is := meaning.of(attribute, meaningOf)
	return is == confidential || is == tokenLike && len(value) >= 8 && random(value)
}

var tokens = regexp.MustCompile(
	`^token$|(?:^|_)(?:access|api|secret|auth|oauth|bearer|refresh|service|bot|user)_token$` +
		`|(?:^|_)(?:preshared|auth|account|application|app|subscription|license|integration|ingest|routing)_key$`)

// OfSettings reports whether an attribute is a map of settings, whose names say what their values are.
func OfSettings(attribute string) bool { return settingsOf[attribute] }

var settingsOf = set("variables environment environment_variables runtime_environment_variables default_arguments " +
	"environment_variable options")

// Compared says why an object that says with what requests are compared, or what they are sent with, holds a
// credential: the random value of a header is what the other side knows the sender by, whatever the header is called.
func Compared(name string, object map[string]any) (attribute, what string) {
	found := func(value any) bool {
		text, _ := value.(string)
		what = Random(text)
		return what != ""
	}
	if found(object["search_string"]) {
		return "search_string", what
	}
	if name == "custom_header" && found(object["value"]) {
		return "value", what
	}
	values, _ := object["values"].([]any)
	if object["http_header_name"] != nil && slices.ContainsFunc(values, found) {
		return "values", what
	}
	return "", ""
}

// Random says so of the value that a header of a request is compared with, or "".
func Random(value string) string {
	if !token.Is(value) && noise(WithoutWaived(value)) {
		return "a random text, which whoever reads it can send"
	}
	return ""
}

// Flagged says what a word of a command holds by the flag before it, or "".
func Flagged(before any, word string) string {
	if flag, ok := before.(string); ok && strings.HasPrefix(flag, "-") && !strings.HasPrefix(word, "-") {
		return Named(flag, word)
	}
	return ""
}
