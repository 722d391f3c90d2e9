package synth

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/placeholder"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// leftovers finds placeholders and credentials in everything that was synthesized, wherever it came from: props,
// overrides, raw resources, aspects, outputs, the backend, ids. In HCL a placeholder is told by its line; whether a
// text is a credential, the document says, which is the same stack as JSON: there a text is in one piece, under its
// name.
func leftovers(stack Stack, document map[string]any) (problems rules.Mistakes) {
	var written map[string]any
	isJSON := json.Unmarshal(stack.Text, &written) == nil
	if isJSON {
		document = written
	} else {
		for i, line := range strings.Split(string(stack.Text), "\n") {
			at := fmt.Sprintf("%s line %d", stack.Name, i+1)
			reportPlaceholder(&problems, at, line)
			if document == nil {
				reportCredential(&problems, at, credential.In(line))
			}
		}
	}
	var found rules.Mistakes
	walk(&found, stack.Name, "", document)
	for _, m := range found {
		if isJSON || m.Rule == rules.Credential.ID {
			problems = append(problems, m)
		}
	}
	return problems
}

// walk judges a value under a name: that of its attribute, or of the list it is in.
func walk(problems *rules.Mistakes, path, name string, value any) {
	switch v := value.(type) {
	case string:
		report(problems, path, name, v)
	case []any:
		for i, x := range v {
			if text, ok := x.(string); ok && i > 0 && credential.In(text) == "" {
				reportCredential(problems, rules.Index(path, i), credential.Flagged(v[i-1], text))
			}
			walk(problems, rules.Index(path, i), name, x)
		}
	case map[string]any:
		pair(problems, path, name, v)
		if attribute, what := credential.Compared(name, v); what != "" {
			reportCredential(problems, rules.Join(path, attribute), what)
		}
		if text, ok := v["value"].(string); ok && v["type"] == "SecureString" { // of Parameter Store
			reportCredential(problems, rules.Join(path, "value"), credential.Of("secret_string", text))
		}
		for _, key := range check.SortedKeys(v) {
			at := rules.Join(path, key)
			if key == "//" { // what CDKTF says of it, and whatever else: names of outputs and paths are anyone's words
				forms(problems, at, v[key])
				continue
			}
			if what := credential.In(key); what != "" {
				at = rules.Join(path, credential.Redacted)
				reportCredential(problems, at, what)
			}
			if text, ok := v[key].(string); ok && credential.OfSettings(name) {
				if what, found := credential.Find(key, text); found {
					reportCredential(problems, at, what)
					continue
				}
			}
			walk(problems, at, key, v[key])
		}
	}
}

// pair judges a value that stands beside its name, such as the variable of a container.
func pair(problems *rules.Mistakes, path, name string, object map[string]any) {
	switch member(object, "type") {
	case "PARAMETER_STORE", "SECRETS_MANAGER": // where the value lies
		return
	}
	variable, _ := member(object, "name").(string)
	if variable == "" {
		variable, _ = member(object, "key").(string)
	}
	for _, attribute := range []string{"value", "insecure_value"} {
		text, ok := member(object, attribute).(string)
		if !ok || variable == "" {
			continue
		}
		what := credential.Named(variable, text)
		if strings.EqualFold(name, "environment") { // which rules on props judge in the same way
			what, _ = credential.Find(variable, text)
		}
		reportCredential(problems, rules.Join(path, attribute), what)
	}
}

// forms finds credentials in a value by their form alone.
func forms(problems *rules.Mistakes, path string, value any) {
	switch v := value.(type) {
	case string:
		reportCredential(problems, path, credential.In(v))
	case []any:
		for i, x := range v {
			forms(problems, rules.Index(path, i), x)
		}
	case map[string]any:
		for _, key := range check.SortedKeys(v) {
			reportCredential(problems, rules.Join(path, credential.Redacted), credential.In(key))
			forms(problems, rules.Join(path, key), v[key])
		}
	}
}

// member is one of an object. The AWS provider reads the names of containers' members in capitals, too.
func member(object map[string]any, name string) any {
	for _, key := range check.SortedKeys(object) {
		if strings.EqualFold(key, name) {
			return object[key]
		}
	}
	return nil
}

func report(problems *rules.Mistakes, path, name, text string) {
	reportPlaceholder(problems, path, text)
	what := credential.Of(name, text)
	if parts := strings.Split(path, "."); what == "" && len(parts) > 3 && credential.OfType(parts[len(parts)-3], name) {
		what = credential.Of("api_key", text)
	}
	reportCredential(problems, path, what)
	if what == "" { // such as the containers of a raw resource
		walk(problems, path, "", tfjson.Document(credential.WithoutWaived(text)))
	}
}

func reportPlaceholder(problems *rules.Mistakes, path, text string) {
	if found := placeholder.Find(text); found != "" {
		problems.Break(rules.Placeholder, path, "the placeholder "+check.Quote(found), "a real value",
			"replace it before anything is synthesized")
	}
}

func reportCredential(problems *rules.Mistakes, path, what string) {
	if what != "" {
		check.BreakCredential(problems, path, what)
	}
}
