package taskdefinition

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Difference is one value that a file and Terraform have differently.
type Difference struct {
	Path      string `json:"path"`                // such as containerDefinitions[app].environment[LOG_LEVEL].value
	File      string `json:"file,omitempty"`      // the value in the file, as JSON; empty when it has none
	Terraform string `json:"terraform,omitempty"` // the value that Terraform registers, as JSON; empty when it has none
	// Values of environment variables, and what looks like a credential, are not in either.
}

// DiffOptions are the options of [Diff].
type DiffOptions struct {
	// Rendered are the containers whose image the pipeline renders, so that it is no difference. Default: [Definition.App]
	// of Terraform's.
	Rendered []string
	// Images compares the images of those as well. Default: false.
	Images bool
	// Free are members of the definition and its containers that may differ, of [Free]. Default: none.
	Free []string
}

// App returns the container whose image a pipeline renders when nothing else is said: the one named as the family, else
// the first essential one, else the first. It is "" for a definition without containers.
func (d Definition) App() string {
	names := d.Containers()
	if family := d.Family(); slices.Contains(names, family) {
		return family
	}
	for _, container := range objects(d.input["containerDefinitions"]) {
		if name, ok := container["name"].(string); ok && container["essential"] != false {
			return name
		}
	}
	if len(names) > 0 {
		return names[0]
	}
	return ""
}

// Diff returns what differs between a file and what Terraform registers, by path. What ECS fills in, the order of what
// has none, and an empty list in the place of none are no differences. A container, variable or other element that one
// side lacks is one difference. Tags are compared only where both sides tell about them: an output without tags and a
// described task definition do not.
//
// It returns an error that lists the unresolved values of either, except images that are not compared.
func Diff(file, terraform Definition, options DiffOptions) ([]Difference, error) {
	rendered := options.Rendered
	switch {
	case options.Images:
		rendered = nil
	case len(rendered) == 0:
		rendered = []string{terraform.App()}
	}
	var unknown []Unresolved
	for _, u := range slices.Concat(file.Unresolved, terraform.Unresolved) {
		if !slices.ContainsFunc(rendered,
			func(name string) bool { return u.Path == "containerDefinitions["+name+"].image" }) {
			unknown = append(unknown, u)
		}
	}
	if err := unresolved(unknown); err != nil {
		return nil, err
	}
	a, b := file.normalized(), terraform.normalized()
	if file.untagged || terraform.untagged {
		delete(a, "tags")
		delete(b, "tags")
	}
	for _, side := range []map[string]any{a, b} {
		for _, name := range options.Free {
			delete(side, name)
		}
		containers, _ := side["containerDefinitions"].(keyed)
		for _, name := range rendered {
			if container, ok := containers[name].(map[string]any); ok {
				delete(container, "image")
			}
		}
		for _, container := range containers {
			for _, name := range options.Free {
				if members, ok := container.(map[string]any); ok {
					delete(members, name)
				}
			}
		}
	}
	out := compare(nil, "", a, b)
	for i := range out {
		out[i].Path = credential.Redact(out[i].Path)
	}
	return out, nil
}

func compare(out []Difference, path string, a, b any) []Difference {
	if reflect.DeepEqual(a, b) {
		return out
	}
	switch a := a.(type) {
	case map[string]any:
		if b, ok := b.(map[string]any); ok {
			for _, name := range both(a, b) {
				out = compare(out, rules.Join(path, name), a[name], b[name])
			}
			return out
		}
	case keyed:
		if b, ok := b.(keyed); ok {
			for _, name := range both(a, b) {
				out = compare(out, fmt.Sprintf("%s[%s]", path, name), a[name], b[name])
			}
			return out
		}
	}
	// What one side lacks as a whole is one difference, but for lists with names: there each element is.
	if list, ok := b.(keyed); ok && a == nil {
		for _, name := range check.SortedKeys(list) {
			out = compare(out, fmt.Sprintf("%s[%s]", path, name), nil, list[name])
		}
		return out
	}
	if list, ok := a.(keyed); ok && b == nil {
		for _, name := range check.SortedKeys(list) {
			out = compare(out, fmt.Sprintf("%s[%s]", path, name), list[name], nil)
		}
		return out
	}
	return append(out, difference(path, a, b))
}

// both are the names that either has, sorted.
func both[M ~map[string]any](a, b M) []string {
	all := make(map[string]any, len(a)+len(b))
	for _, side := range []M{a, b} {
		for name := range side {
			all[name] = nil
		}
	}
	return check.SortedKeys(all)
}

// shown is a value as JSON, "" for none.
func shown(v any) string {
	if v == nil {
		return ""
	}
	var out bytes.Buffer
	var anything *shape
	if err := anything.encode(&out, plain(v)); err != nil {
		return fmt.Sprint(v)
	}
	return out.String()
}

// plain is a normal value as JSON has it.
func plain(v any) any {
	switch v := v.(type) {
	case keyed:
		out := make([]any, 0, len(v))
		for _, name := range check.SortedKeys(v) {
			out = append(out, plain(v[name]))
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = plain(element)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			out[name] = plain(member)
		}
		return out
	}
	return v
}
