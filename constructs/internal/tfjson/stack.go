package tfjson

import (
	"errors"
	"maps"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// ReadStack reads a synthesized cdk.tf.json, or any Terraform configuration in JSON.
func ReadStack(text []byte) (*Model, error) {
	document, err := Object(text, "a cdk.tf.json")
	if err != nil {
		return nil, err
	}
	if document["resource"] == nil && document["provider"] == nil && document["terraform"] == nil {
		return nil, errors.New("got neither resource nor provider nor terraform, want a cdk.tf.json")
	}
	s := stack{Model: newModel(Stack)}
	s.blocks("terraform", document["terraform"])
	for _, data := range []bool{false, true} {
		s.resources(document, data)
	}
	for _, locals := range s.blocks("locals", document["locals"]) {
		maps.Copy(s.Locals, locals)
	}
	s.named("variable", document["variable"], func(name string, body map[string]any) {
		s.Variables[name] = marked(body["default"], isTrue(body["sensitive"]))
		s.setting("variable", name, map[string]any{"default": s.Variables[name]})
	})
	s.named("output", document["output"], func(name string, body map[string]any) {
		s.Outputs[name] = marked(body["value"], isTrue(body["sensitive"]))
		s.setting("output", name, map[string]any{"value": s.Outputs[name]})
	})
	s.named("module", document["module"], func(name string, _ map[string]any) {
		s.Modules = append(s.Modules, "module."+shortened(name))
	})
	for _, removed := range s.blocks("removed", document["removed"]) {
		from, _ := removed["from"].(string)
		for _, lifecycle := range Blocks(removed["lifecycle"]) {
			if lifecycle["destroy"] == false {
				s.Removed = append(s.Removed, shortened(from))
			}
		}
	}
	for _, providers := range s.blocks("provider", document["provider"]) {
		for _, name := range check.SortedKeys(providers) {
			for _, body := range Blocks(providers[name]) {
				s.setting("provider", name, body)
			}
		}
		for _, aws := range s.blocks("provider.aws", providers["aws"]) {
			alias, _ := aws["alias"].(string)
			if _, taken := s.providers[alias]; !taken {
				s.providers[alias] = provider{aws["region"], aws["allowed_account_ids"], aws["default_tags"]}
			}
		}
	}
	if err := s.mistakes.Err(); err != nil {
		return nil, err
	}
	s.sort()
	s.Region = s.region()
	return s.Model, nil
}

type stack struct {
	*Model
	shape
}

// resources reads the blocks of the form {TYPE: {NAME: BODY}}.
func (s *stack) resources(document map[string]any, data bool) {
	section := "resource"
	if data {
		section = "data"
	}
	for _, kinds := range s.blocks(section, document[section]) {
		for _, kind := range check.SortedKeys(kinds) {
			s.named(section+"."+kind, kinds[kind], func(name string, body map[string]any) {
				metadata, _ := body["//"].(map[string]any)
				inner, _ := metadata["metadata"].(map[string]any)
				path, _ := inner["path"].(string)
				delete(body, "//")
				for _, provisioners := range Blocks(body["provisioner"]) {
					for _, program := range check.SortedKeys(provisioners) {
						s.Programs = append(s.Programs, Program{(&Resource{Type: kind, Name: name}).Block(), program})
					}
				}
				if data && (kind == "external" || kind == "http") {
					s.Programs = append(s.Programs, Program{"data." + kind + "." + name, kind})
				}
				r := &Resource{Data: data, Type: kind, Name: name, Path: path, Attributes: body}
				r.Address = r.Block()
				s.add(r, section+"."+kind+"."+name, &s.shape)
			})
		}
	}
}

// named reads blocks of the form {NAME: BODY}.
func (s *stack) named(path string, v any, add func(name string, body map[string]any)) {
	if strings.HasSuffix(path, ".//") { // a comment in Terraform's JSON
		return
	}
	for _, names := range s.blocks(path, v) {
		for _, name := range check.SortedKeys(names) {
			if name == "//" {
				continue
			}
			for _, body := range s.blocks(path+"."+name, names[name]) {
				add(name, body)
			}
		}
	}
}

// region of the provider without an alias. That of a variable is its default: right for most users, and for questions
// such as what it costs. What an apply registers needs more, see [Model.Value].
func (m *Model) region() string {
	switch region := m.Value(m.providers[""].region).(type) {
	case string:
		return region
	case Unknown:
		name := strings.TrimPrefix(region.Needs[0].Reference, "var.")
		if m.providers[""].region == "${var."+name+"}" {
			value, _ := m.Variables[name].(string)
			return value
		}
	}
	return ""
}

func isTrue(v any) bool { return v == true || v == "true" }
