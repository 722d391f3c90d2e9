package taskdefinition

import (
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

// What is registered as it is must be what the AWS CLI takes: https://github.com/aws/aws-cli/issues/3622.
func TestParseInputTellsTheRule(t *testing.T) {
	_, err := ParseInput([]byte(`{"family": null, "cpu": 512, "containerDefinitions": [{"name": "a"}]}`))
	want := []string{"cpu task-definition-input", "family task-definition-input"}
	if got := checktest.Told(err); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestParseInputIsNoLaxerThanTheConsumer(t *testing.T) {
	with := func(members string) string {
		return `{"family": "f", "containerDefinitions": [{"name": "a", "image": "i"` + members + `}]}`
	}
	for text, want := range map[string]string{
		with(`, "command": null`): "containerDefinitions[0].command: got null, want a list, or no such member",
		with(`, "newer": null`):   "containerDefinitions[0].newer: got null",
		with(`, "cpu": "512"`):    "containerDefinitions[0].cpu: got a text, want a whole number",
		with(`, "cpu": 0.5`):      "containerDefinitions[0].cpu: got 0.5, want a whole number",
		with(`, "Essential": true`): `containerDefinitions[0].Essential: got the name "Essential", want "essential"; ` +
			"task-definition render writes it so",
		with(`, "essential": "true"`):     "containerDefinitions[0].essential: got a text, want true or false",
		with(`, "command": "sh"`):         "containerDefinitions[0].command: got a text, want a list",
		with(`, "command": ["a", null]`):  "containerDefinitions[0].command[1]: got null, want a text",
		with(`, "command": [1]`):          `containerDefinitions[0].command[0]: got 1, want the text "1"`,
		with(`, "environment": {"A": 1}`): "containerDefinitions[0].environment: got an object, want a list",
		with(`, "environment": [{"name": "A", "value": true}]`): "containerDefinitions[0].environment[0].value: got true, " +
			`want the text "true"`,
		with(`, "logConfiguration": {"logDriver": "awslogs", "options": {"a": 5}}`): "containerDefinitions[0]." +
			`logConfiguration.options.a: got 5, want the text "5"`,
		with(`, "healthCheck": []`): "containerDefinitions[0].healthCheck: got a list, want an object",
		`{"family": "f", "cpu": 512, "containerDefinitions": [{"name": "a"}]}`: `cpu: got 512, want the text "512"`,
		`{"taskDefinition": ` + with("") +
			`}`: "taskDefinition: got a definition inside of it",
		`{"taskDefinition": ` + with("") +
			`, "tags": []}`: "taskDefinition: got a definition inside of it",
		`{"family": "f", "deregisteredAt": 1, "containerDefinitions": [{"name": "a"}]}`: "deregisteredAt: got what ECS " +
			"answers",
		`{"family": null, "containerDefinitions": [{"name": "a"}]}`: "family: got null",
		`{"family": "f", "containerDefinitions": [null]}`:           "containerDefinitions[0]: got null, want an object",
		`{"family": "f", "containerDefinitions": {"name": "a"}}`:    "containerDefinitions: got an object, want a list",
		`{"family": "f"}`: "containerDefinitions: got nothing",
		`[]`:              "got JSON that is no object",
	} {
		if _, err := ParseInput([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
	if _, err := ParseInput([]byte(with(`, "command": null, "cpu": "1"`))); err == nil ||
		strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("got %v, want both mistakes", err)
	}
}

// What ECS adds to a definition and the workflow takes out, and empty values, are sound.
func TestParseInputTakesWhatTheConsumerTakes(t *testing.T) {
	for _, text := range []string{
		least,
		`{"family": "f", "volumesFrom": [], "containerDefinitions": [{"name": "a", "volumesFrom": [], "mountPoints": [],
			"systemControls": [], "environment": [], "cpu": 0, "newMember": {"a": 1}}], "placementConstraints": [],
			"taskDefinitionArn": "arn", "revision": 3, "status": "ACTIVE", "requiresAttributes": [],
			"compatibilities": ["FARGATE"], "registeredAt": "x", "registeredBy": "y"}`,
		string(file(t, "testdata/llm-proxy.task-definition.json")),
	} {
		d, err := ParseInput([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		same(t, d, parsed(t, text))
	}
}

// Whatever is rendered is registered as it is.
func TestRenderedIsInput(t *testing.T) {
	for _, text := range []string{
		`{"taskDefinition": {"family": "f", "cpu": 512, "memory": null, "containerDefinitions": [{"Name": "a",
			"command": null, "cpu": "10", "volumesFrom": []}]}, "tags": [{"key": "k", "value": "v"}]}`,
		least,
	} {
		if _, err := ParseInput([]byte(rendered(t, parsed(t, text)))); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}
