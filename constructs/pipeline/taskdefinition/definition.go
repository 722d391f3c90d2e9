package taskdefinition

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// Definition is a task definition as aws ecs register-task-definition --cli-input-json takes it.
type Definition struct {
	// in Terraform, such as aws_ecs_task_definition.task; empty for one that was read from a file or an output
	Address    string
	Unresolved []Unresolved // what is not known, by reference and path; while there is any, the definition has no JSON

	input    map[string]any
	untagged bool // the source tells nothing about tags, so they are not compared
}

// Unresolved is a value of a definition that is not known.
type Unresolved struct {
	Path      string // where in the definition, such as containerDefinitions[app].environment[MODEL_ID].value
	Reference string // what Terraform has there, such as aws_iam_role.task.arn
	Remedy    string // what makes it known
}

// String renders it on one line.
func (u Unresolved) String() string {
	return fmt.Sprintf("%s: got %s, which is not known; %s", u.Path, u.Reference, u.Remedy)
}

// Family returns the family of the definition, or "" where it is not known.
func (d Definition) Family() string {
	family, _ := d.input["family"].(string)
	return family
}

// String returns the family, for a message.
func (d Definition) String() string { return credential.Redact(d.Family()) }

// Containers returns the names of the containers, in their order.
func (d Definition) Containers() []string {
	var out []string
	for _, container := range objects(d.input["containerDefinitions"]) {
		if name, ok := container["name"].(string); ok {
			out = append(out, name)
		}
	}
	return out
}

// Err lists what is unresolved, one a line; nil when nothing is.
func (d Definition) Err() error { return unresolved(d.Unresolved) }

func unresolved(all []Unresolved) error {
	var lines []error
	for _, u := range all {
		lines = append(lines, errors.New(u.String()))
	}
	return errors.Join(lines...)
}

// JSON returns the input of aws ecs register-task-definition --cli-input-json, its members in the order of the API,
// with a line feed at the end. A definition with unresolved values has none, nor has one without a family or
// containers.
func (d Definition) JSON() ([]byte, error) {
	if err := d.Err(); err != nil {
		return nil, err
	}
	if err := d.usable(); err != nil {
		return nil, err
	}
	var compact, out bytes.Buffer
	if err := skeleton.encode(&compact, d.input); err != nil {
		return nil, err
	}
	if err := json.Indent(&out, compact.Bytes(), "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// newDefinition collects what is not known in an input: each reference at each place once, with all its remedies.
func newDefinition(address string, input map[string]any) Definition {
	d := Definition{Address: address, input: input}
	visitUnknown("", "", input, func(path string, u tfjson.Unknown) {
		remedies := map[string][]string{}
		for _, n := range u.Needs {
			remedies[n.Reference] = append(remedies[n.Reference], remedy(n))
		}
		for _, reference := range check.SortedKeys(remedies) {
			d.Unresolved = append(d.Unresolved,
				Unresolved{Path: path, Reference: reference, Remedy: check.Words(remedies[reference])})
		}
	})
	// the visit is by path
	slices.SortStableFunc(d.Unresolved, func(a, b Unresolved) int { return strings.Compare(a.Reference, b.Reference) })
	return d
}
