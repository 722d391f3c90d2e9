package taskdefinition

import (
	"errors"
	"fmt"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// answeredByECS are the members of a described task definition that are no input.
var answeredByECS = []string{
	"taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities",
	"registeredAt", "registeredBy", "deregisteredAt", "deleteRequestedAt",
}

// Parse reads a task-definition file: the input of aws ecs register-task-definition, or the output of aws ecs
// describe-task-definition, without what ECS added to it. Members that the API does not have (yet) are kept. It takes
// more than ECS does: null is no value, and "512" and 512 are the same. For a file that is registered as it is, see
// [ParseInput].
func Parse(text []byte) (Definition, error) {
	const want = "a task definition as aws ecs register-task-definition takes it"
	document, err := tfjson.Object(text, want)
	if err != nil {
		return Definition{}, err
	}
	for _, other := range []string{"resource", "planned_values", "format_version"} {
		if document[other] != nil {
			return Definition{}, fmt.Errorf("got a stack of Terraform (it has %s), want %s", other, want)
		}
	}
	described := document
	if inner, ok := document["taskDefinition"].(map[string]any); ok {
		described = inner
		if tags := document["tags"]; tags != nil { // they stand beside it, and only with --include TAGS
			described["tags"] = tags
		}
	}
	untagged := described["taskDefinitionArn"] != nil && described["tags"] == nil
	for _, name := range answeredByECS {
		delete(described, name)
	}
	d := newDefinition("", skeleton.canonical(described).(map[string]any))
	d.untagged = untagged
	return d, d.usable()
}

// usable finds what a file cannot be without.
func (d Definition) usable() error {
	var mistakes []error
	if d.Family() == "" {
		mistakes = append(mistakes, errors.New("family: got nothing, want the name of the task definition's family"))
	}
	containers, _ := d.input["containerDefinitions"].([]any)
	if len(containers) == 0 {
		mistakes = append(mistakes, errors.New("containerDefinitions: got nothing, want a list of at least one container"))
	} else if len(d.Containers()) != len(containers) {
		mistakes = append(mistakes, errors.New("containerDefinitions: got a container without a name, want one for each"))
	}
	return errors.Join(mistakes...)
}
