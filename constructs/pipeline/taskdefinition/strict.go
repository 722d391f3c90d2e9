package taskdefinition

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// ParseInput reads the file that a pipeline registers. It takes what aws ecs register-task-definition --cli-input-json
// and the workflow before it take, and no more: where [Parse] unwraps, drops and converts, it is a mistake, as the
// registration would fail. All mistakes are told at once.
func ParseInput(text []byte) (Definition, error) {
	document, err := tfjson.Object(text, "a task definition as aws ecs register-task-definition takes it")
	if err != nil {
		return Definition{}, err
	}
	if document["taskDefinition"] != nil {
		return Definition{}, errors.New("taskDefinition: got a definition inside of it, as the console and " +
			"describe-task-definition write it, want its members at the top; task-definition render writes them so")
	}
	var mistakes rules.Mistakes
	for _, name := range deletedByWorkflow {
		delete(document, name)
	}
	skeleton.strict("", document, &mistakes)
	if err := mistakes.Err(); err != nil {
		return Definition{}, err
	}
	return Parse(text)
}

// deletedByWorkflow are the answers of ECS that the workflow takes out of a file.
var deletedByWorkflow = []string{
	"taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy",
}

const renders = "task-definition render writes it so"

// strict notes what the AWS CLI does not take. A member that it does not have (yet) is left to it.
func (s *shape) strict(path string, v any, ms *rules.Mistakes) {
	if s == nil {
		return
	}
	at := path
	if at == "" {
		at = "file"
	}
	wrong := func() { ms.Break(inputKind, at, kindOf(v), s.wanted(), renders) }
	switch s.kind {
	case objectKind, mapKind:
		members, ok := v.(map[string]any)
		if !ok {
			wrong()
			return
		}
		for _, given := range check.SortedKeys(members) {
			if s.kind == mapKind {
				anyText.strict(rules.Join(path, given), members[given], ms)
				continue
			}
			name, member := s.member(given)
			inner := rules.Join(path, given)
			switch {
			case path == "" && slices.Contains(answeredByECS, given):
				ms.Break(inputKind, inner, "what ECS answers", "only what it takes", renders)
			case member != nil && name != given:
				ms.Break(inputKind, inner, "the name "+check.Quote(given), check.Quote(name), renders)
			case member == nil && members[given] == nil:
				ms.Break(inputKind, inner, "null", "a value, or no such member", renders)
			default:
				member.strict(inner, members[given], ms)
			}
		}
	case listKind:
		elements, ok := v.([]any)
		if !ok {
			wrong()
			return
		}
		for i, element := range elements {
			s.element.strict(rules.Index(path, i), element, ms)
		}
	case numberKind:
		if n, ok := v.(json.Number); !ok || !decimal.MatchString(n.String()) {
			wrong()
		}
	case booleanKind:
		if _, ok := v.(bool); !ok {
			wrong()
		}
	case textKind:
		switch v := v.(type) {
		case string:
		case json.Number, bool:
			ms.Break(inputKind, at, kindOf(v), fmt.Sprintf(`the text "%v"`, v), renders)
		default:
			wrong()
		}
	}
}

func (s *shape) wanted() string {
	return map[kind]string{textKind: "a text", numberKind: "a whole number", booleanKind: "true or false",
		listKind: "a list", mapKind: "an object", objectKind: "an object"}[s.kind] + ", or no such member"
}

// kindOf is what a value is. A text is not shown: it may be anything.
func kindOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return "a text"
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	default:
		return fmt.Sprint(v)
	}
}
