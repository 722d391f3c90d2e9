package taskdefinition

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// OutputSuffix is what the name of an output ends with whose value is a task definition.
const OutputSuffix = "task_definition"

// Read reads the task definitions of any source, which it recognizes by its content: a synthesized cdk.tf.json
// ([FromStack]), a plan or a state ([FromPlan]), terraform output -json ([FromOutputs]), one output's value, or a task
// definition as ECS has it ([Parse]).
func Read(text []byte) ([]Definition, error) {
	const want = "a cdk.tf.json, or the output of terraform show -json or terraform output -json"
	another := errors.New("got JSON of another kind, want " + want)
	members, err := tfjson.Members(text, want)
	var no *tfjson.NoObjectError
	if errors.As(err, &no) {
		value, _ := tfjson.Decode(text)
		if inner, ok := value.(string); ok { // terraform output -json NAME
			return one(Parse([]byte(inner)))
		}
		return nil, another
	}
	if err != nil {
		return nil, err
	}
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return members[name] != nil })
	}
	switch {
	case len(members) == 0:
		return nil, errors.New("got an empty object, want the outputs of a stack that is applied")
	case has("format_version"):
		return FromPlan(text)
	case has("resource", "provider", "terraform"):
		return FromStack(text)
	case has("taskDefinition", "family", "containerDefinitions"):
		return one(Parse(text))
	case outputs(members):
		return FromOutputs(text)
	}
	return nil, another
}

func one(d Definition, err error) ([]Definition, error) {
	if err != nil {
		return nil, err
	}
	return []Definition{d}, nil
}

// outputs tells that an object is terraform output -json.
func outputs(members map[string]json.RawMessage) bool {
	for _, member := range members {
		var output struct{ Type, Value json.RawMessage }
		if json.Unmarshal(member, &output) != nil || output.Type == nil || output.Value == nil {
			return false
		}
	}
	return true
}

// FromOutputs reads what terraform output -json prints, and returns the task definitions that its outputs hold by name:
// those whose name ends with [OutputSuffix]. An output without tags tells nothing about them.
func FromOutputs(text []byte) ([]Definition, error) {
	document, err := tfjson.Object(text, "the output of terraform output -json")
	if err != nil {
		return nil, err
	}
	var out []Definition
	var mistakes []error
	for _, name := range check.SortedKeys(document) {
		if !strings.HasSuffix(name, OutputSuffix) {
			continue
		}
		output, _ := document[name].(map[string]any)
		inner := []byte(nil)
		if value, ok := output["value"].(string); ok {
			inner = []byte(value)
		} else if inner, err = json.Marshal(output["value"]); err != nil {
			return nil, err
		}
		d, err := Parse(inner)
		if err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				mistakes = append(mistakes, fmt.Errorf("output %s: %s", name, line))
			}
			continue
		}
		d.Address = "output." + name
		d.untagged = d.input["tags"] == nil
		out = append(out, d)
	}
	if len(out)+len(mistakes) == 0 {
		return nil, fmt.Errorf("got no output whose name ends with %s, want one that holds a task definition as JSON",
			OutputSuffix)
	}
	return out, errors.Join(mistakes...)
}
