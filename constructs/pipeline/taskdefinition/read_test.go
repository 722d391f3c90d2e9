package taskdefinition

import (
	"encoding/json"
	"strings"
	"testing"
)

const least = `{"family": "f", "containerDefinitions": [{"name": "app", "image": "i"}]}`

func TestParse(t *testing.T) {
	d := parsed(t, `{"taskDefinition": {"taskDefinitionArn": "arn:x", "family": "f", "revision": 3,
		"status": "ACTIVE", "requiresAttributes": [{"name": "x"}],
		"compatibilities": ["EC2"], "registeredAt": 1.5, "registeredBy": "me", "deregisteredAt": 1,
			"newMember": {"a": [1]}, "cpu": 256, "placementConstraints": [],
		"containerDefinitions": [{"image": "i", "name": "app", "Essential": "false", "newer": null,
			"portMappings": [{"containerPort": "80"}]}]}, "tags": [{"value": "v", "key": "k"}]}`)
	const want = `{"family":"f","containerDefinitions":[{"name":"app","image":"i",` +
		`"portMappings":[{"containerPort":80}],"essential":false}],` +
		`"placementConstraints":[],"cpu":"256","tags":[{"key":"k","value":"v"}],"newMember":{"a":[1]}}`
	if got := strings.Join(strings.Fields(rendered(t, d)), ""); got != want {
		t.Errorf("got\n%s, want\n%s", got, want)
	}
	if text := rendered(t, parsed(t,
		`{"family": "f", "containerDefinitions": [{"name": "a", "command": ["a && b > c"]}]}`)); !strings.Contains(text,
		"a && b > c") {
		t.Errorf("a command is escaped:\n%s", text)
	}
}

func TestRead(t *testing.T) {
	quoted, err := json.Marshal(least)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		least, "\xef\xbb\xbf" + least, string(quoted), `{"taskDefinition": ` + least + `}`,
		`{"a_task_definition": {"sensitive": false, "type": "string", "value": ` + string(quoted) +
			`}, "url": {"type": "string", "value": "u"}}`,
		`{"task_definition": {"type": ["object", {}], "value": ` + least + `}}`,
		`{"resource": {"aws_ecs_task_definition": {"t": {"family": "f", "container_definitions": "[{\"name\": \"app\", ` +
			`\"image\": \"i\"}]"}}}}`,
		`{"format_version": "1.0", "values": {"root_module": {"resources": [{"address": "aws_ecs_task_definition.t", ` +
			`"type": "aws_ecs_task_definition", "values": {"family": "f", "container_definitions": "[{\"name\": \"app\", ` +
			`\"image\": \"i\"}]"}}]}}}`,
	} {
		all, err := Read([]byte(text))
		same(t, parsed(t, least), only(t, all, err))
	}
}

func TestReadRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "got an empty file, want JSON",
		"{\n  \"family\": x}":   "got no JSON: line 2, column 13",
		`{"family": "f"`:        "got JSON that ends in the middle; was the file cut off?",
		least + least:           "got something after the first JSON value",
		`[]`:                    "got JSON of another kind, want a cdk.tf.json",
		`{"a": 1}`:              "got JSON of another kind",
		`{}`:                    "got an empty object",
		`"x"`:                   "got no JSON",
		`{"format_version": 1}`: "format_version: got no text, want 0.x or 1.x",
		`{"url": {"type": "string", "value": "u"}}`:                "got no output whose name ends with task_definition",
		`{"x_task_definition": {"type": "string", "value": "{}"}}`: "output x_task_definition: family: got nothing",
		`{"x_task_definition": {"type": "string", ` +
			`"value": null}}`: "output x_task_definition: got JSON that is no object",
		`{"family": "f", "containerDefinitions": {}}`: "containerDefinitions: got nothing, want a list",
		`{"family": "f", "containerDefinitions": [{"image": "i"}, ` +
			`1]}`: "containerDefinitions: got a container without a name",
		`{"containerDefinitions": [{"name": "a"}]}`: "family: got nothing",
	} {
		all, err := Read([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %d and %v, want %s", text, len(all), err, want)
		}
	}
	if _, err := Parse(file(t, fixture)); err == nil || !strings.Contains(err.Error(), "got a stack of Terraform") {
		t.Errorf("got %v", err)
	}
	if _, err := FromStack([]byte(`{"family": "f"}`)); err == nil ||
		!strings.Contains(err.Error(), "got neither resource nor provider nor terraform") {
		t.Errorf("got %v", err)
	}
}
