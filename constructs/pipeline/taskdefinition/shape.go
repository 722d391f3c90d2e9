package taskdefinition

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// skeletonText is what the AWS CLI takes: aws ecs register-task-definition --generate-cli-skeleton > skeleton.json
//
//go:embed skeleton.json
var skeletonText []byte

var skeleton = readShape()

type kind int

const (
	textKind kind = iota
	numberKind
	booleanKind
	listKind
	mapKind
	objectKind
)

// shape is the type of a value of the API. A nil shape is that of a member which the API did not have yet: its value
// stays as it is.
type shape struct {
	kind    kind
	names   []string          // of an object, in their order
	members map[string]*shape // of an object, by name in lower case
	element *shape            // of a list
}

func readShape() *shape {
	decoder := json.NewDecoder(bytes.NewReader(skeletonText))
	next := func() json.Token {
		token, err := decoder.Token()
		if err != nil {
			panic("skeleton.json: " + err.Error()) // it is part of the program
		}
		return token
	}
	var read func() *shape
	read = func() *shape {
		s := &shape{}
		switch token := next().(type) {
		case float64:
			s.kind = numberKind
		case bool:
			s.kind = booleanKind
		case json.Delim:
			if token == '[' {
				s.kind, s.element = listKind, read()
				next()
				break
			}
			s.kind, s.members = objectKind, map[string]*shape{}
			for decoder.More() {
				name := next().(string)
				s.names = append(s.names, name)
				s.members[strings.ToLower(name)] = read()
			}
			next()
			if slices.Equal(s.names, []string{"KeyName"}) {
				s.kind = mapKind
			}
		}
		return s
	}
	return read()
}

// member is one of an object's, by its name in any case: Terraform and ECS take any.
func (s *shape) member(name string) (string, *shape) {
	if s == nil || s.kind != objectKind {
		return name, nil
	}
	found := s.members[strings.ToLower(name)]
	if found == nil {
		return name, nil
	}
	i := slices.IndexFunc(s.names, func(known string) bool { return strings.EqualFold(known, name) })
	return s.names[i], found
}

// canonical is a value with the names and types of the API, and without nulls.
func (s *shape) canonical(v any) any {
	if s == nil || v == nil {
		return v
	}
	switch s.kind {
	case objectKind:
		members, ok := v.(map[string]any)
		if !ok {
			return v
		}
		out := make(map[string]any, len(members))
		for _, given := range check.SortedKeys(members) {
			name, member := s.member(given)
			if value := member.canonical(members[given]); value != nil {
				out[name] = value
			}
		}
		return out
	case mapKind:
		entries, ok := v.(map[string]any)
		if !ok {
			return v
		}
		out := make(map[string]any, len(entries))
		for name, value := range entries {
			if value != nil {
				out[name] = tfjson.Text(value)
			}
		}
		return out
	case listKind:
		elements, ok := v.([]any)
		if !ok {
			return v
		}
		out := make([]any, 0, len(elements))
		for _, element := range elements {
			if element != nil {
				out = append(out, s.element.canonical(element))
			}
		}
		return out
	case numberKind:
		return asNumber(v)
	case booleanKind:
		if text, ok := v.(string); ok && (text == "true" || text == "false") {
			return text == "true"
		}
		return v
	}
	return tfjson.Text(v)
}

var decimal = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,17})$`)

// asNumber is a text that is a whole number as that number; the API has no other numbers.
func asNumber(v any) any {
	if text, ok := v.(string); ok && decimal.MatchString(text) {
		return json.Number(text)
	}
	return v
}

// encode writes a value as JSON, its members in the order of the API and those that the API does not have at the end.
func (s *shape) encode(out *bytes.Buffer, v any) error {
	switch v := v.(type) {
	case map[string]any:
		names := check.SortedKeys(v)
		if s != nil && s.kind == objectKind {
			slices.SortStableFunc(names, func(a, b string) int { return s.place(a) - s.place(b) })
		}
		out.WriteByte('{')
		for i, name := range names {
			if i > 0 {
				out.WriteByte(',')
			}
			if err := encodeScalar(out, name); err != nil {
				return err
			}
			out.WriteByte(':')
			_, member := s.member(name)
			if err := member.encode(out, v[name]); err != nil {
				return err
			}
		}
		out.WriteByte('}')
		return nil
	case []any:
		var element *shape
		if s != nil {
			element = s.element
		}
		out.WriteByte('[')
		for i, value := range v {
			if i > 0 {
				out.WriteByte(',')
			}
			if err := element.encode(out, value); err != nil {
				return err
			}
		}
		out.WriteByte(']')
		return nil
	}
	return encodeScalar(out, v)
}

func (s *shape) place(name string) int {
	if i := slices.Index(s.names, name); i >= 0 {
		return i
	}
	return len(s.names)
}

// encodeScalar leaves <, > and & as they are: commands are full of them.
func encodeScalar(out *bytes.Buffer, v any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return err
	}
	out.Truncate(out.Len() - 1) // the line feed
	return nil
}
