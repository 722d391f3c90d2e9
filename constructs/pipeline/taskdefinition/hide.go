package taskdefinition

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// notShown stands in the place of a value that may be a credential. A job's log is read by many.
const notShown = "(not shown)"

var (
	environmentValue = regexp.MustCompile(`\.environment\[.*\]\.value$`)
	named            = regexp.MustCompile(`\[([^][]*)\]\.value$`)
)

// hidden is a value without what a difference does not show: the values of environment variables, and whatever looks
// like a credential elsewhere.
func hidden(path string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			out[name] = hidden(rules.Join(path, name), member)
		}
		return out
	case keyed:
		out := make(keyed, len(v))
		for name, element := range v {
			out[name] = hidden(path+"["+name+"]", element)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = hidden(path+"[]", element)
		}
		return out
	case nil:
		return nil
	}
	text, _ := tfjson.Text(v).(string)
	name := path[strings.LastIndexByte(path, '.')+1:]
	if of := named.FindStringSubmatch(path); of != nil {
		name = of[1] // of a tag, say
	}
	if _, found := credential.Find(name, text); found || environmentValue.MatchString(path) {
		return notShown
	}
	return v
}

// difference is one of two values at a path. Two that are both hidden are told apart.
func difference(path string, file, terraform any) Difference {
	d := Difference{path, shown(hidden(path, file)), shown(hidden(path, terraform))}
	if d.File == d.Terraform {
		d.File, d.Terraform = "(a value, not shown)", "(another value, not shown)"
	}
	return d
}
