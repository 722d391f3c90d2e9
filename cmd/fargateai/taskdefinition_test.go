package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const definitionFiles = "../../constructs/pipeline/taskdefinition/testdata/llm-proxy."

// altered is a file of the test data with replacements, in a new folder.
func altered(t *testing.T, name string, replacements ...string) string {
	t.Helper()
	text, err := os.ReadFile(definitionFiles + name)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, name, strings.NewReplacer(replacements...).Replace(string(text)))
}

func TestTaskDefinitionRender(t *testing.T) {
	want, err := os.ReadFile(definitionFiles + "task-definition.json")
	if err != nil {
		t.Fatal(err)
	}
	got := fargateai(t, "task-definition", "render", definitionFiles+"tf.json")
	got.expect(t, exitOK)
	if got.stdout != string(want) {
		t.Errorf("got\n%s", got.stdout)
	}
	output := filepath.Join(t.TempDir(), ".aws", "task-definition.json")
	fargateai(t, "task-definition", "render", "--family=litellm", "--output", output, definitionFiles+"tf.json").expect(t,
		exitOK)
	if text, err := os.ReadFile(output); err != nil || string(text) != string(want) {
		t.Errorf("got %v and\n%s", err, text)
	}
	quoted, err := json.Marshal(string(want))
	if err != nil {
		t.Fatal(err)
	}
	outputs := write(t, "outputs.json",
		`{"litellm_task_definition": {"sensitive": false, "type": "string", "value": `+string(quoted)+`}}`)
	if got := fargateai(t, "task-definition", "render", outputs); got.stdout != string(want) {
		t.Errorf("got\n%s\n%s", got.stdout, got.stderr)
	}
}

func TestTaskDefinitionRenderRefuses(t *testing.T) {
	output := filepath.Join(t.TempDir(), "td.json")
	loose := altered(t, "tf.json", `"name": "litellm-task"`, `"name_prefix": "litellm-task-"`)
	fargateai(t, "task-definition", "render", "--output", output, loose).expect(t, exitUnusable,
		loose+": taskRoleArn: got aws_iam_role.litellm_task_D4AAA4B4.arn, which is not known; give "+
			"aws_iam_role.litellm_task_D4AAA4B4 a fixed name")
	fargateai(t, "task-definition", "render", definitionFiles+"plan.json").expect(t, exitUnusable, "4 mistakes:",
		"executionRoleArn: got aws_iam_role.", "apply, then render from")
	if _, err := os.Stat(output); err == nil {
		t.Error("a file was written")
	}
	fargateai(t, "task-definition", "render", "--family=x", definitionFiles+"tf.json").expect(t, exitUnusable,
		"got no family x, want one of litellm")
	fargateai(t, "task-definition", "render", "nix.json").expect(t, exitUnusable,
		"nix.json: got no such file, want a task definition or a source of one")
	fargateai(t, "task-definition", "render").expect(t, exitUnusable, "FILE: got 0 files, want 1")
	fargateai(t, "task-definition", "render", write(t, "s.json", open)).expect(t, exitUnusable,
		"s.json: got no task definition, want one")
	const two = `{"resource": {"aws_ecs_task_definition": {"a": {"family": "a"}, "b": {"family": "%s"}}}}`
	fargateai(t, "task-definition", "render", write(t, "s.json", strings.Replace(two, "%s", "b", 1))).expect(t,
		exitUnusable, "--family: got nothing, want one of a, b")
	fargateai(t, "task-definition", "render", "--family=a",
		write(t, "s.json", strings.Replace(two, "%s", "a", 1))).expect(t, exitUnusable,
		"got 2 task definitions of the family a")
	fargateai(t, "task-definition").expect(t, exitUnusable,
		"fargateai task-definition: got no command, want render or diff")
	fargateai(t, "task-definition", "rendr").expect(t, exitUnusable, `unknown command "rendr"`)
}

func TestTaskDefinitionDiff(t *testing.T) {
	for _, from := range []string{"tf.json", "state.json", "task-definition.json"} {
		fargateai(t, "task-definition", "diff", definitionFiles+"task-definition.json", definitionFiles+from).expect(t,
			exitOK,
			"task-definition.json is what Terraform registers as litellm (the image of litellm is left to the pipeline)")
	}
	image := altered(t, "task-definition.json", "litellm:v1.63.2", "litellm@sha256:1")
	fargateai(t, "task-definition", "diff", image, definitionFiles+"tf.json").expect(t, exitOK)
	fargateai(t, "task-definition", "diff", "--images", image, definitionFiles+"tf.json").expect(t, exitRefused,
		"containerDefinitions[litellm].image  …mazonaws.com/litellm@sha256:1\"  …mazonaws.com/litellm:v1.63.2\"",
		"(all images compared)", "got 1 difference, want none")
	fargateai(t, "task-definition", "diff", "--images", "--json", image, definitionFiles+"tf.json").expect(t, exitRefused,
		`"path": "containerDefinitions[litellm].image"`, "got 1 difference, want none")
	if got := fargateai(t, "task-definition", "diff", "--json", image, definitionFiles+"tf.json"); got.stdout != "[]\n" {
		t.Errorf("got %+v", got)
	}
	fargateai(t, "task-definition", "diff", "--container=aws-otel-collector", image, definitionFiles+"tf.json").expect(t,
		exitRefused, "the image of aws-otel-collector is left")

	drifted := altered(t, "task-definition.json", `"cpu": "2048"`, `"cpu": "1024"`, `"LITELLM_LOG"`, `"LITELLM_LOGS"`,
		"limit_percentage: 80", "limit_percentage: 90")
	got := fargateai(t, "task-definition", "diff", drifted, definitionFiles+"state.json")
	got.expect(t, exitRefused, "WHERE ", "4 differences", "containerDefinitions[litellm].environment[LITELLM_LOG] ",
		`(none) `)
	line := ""
	for l := range strings.SplitSeq(got.stdout, "\n") {
		if strings.HasPrefix(l, "cpu ") {
			line = strings.Join(strings.Fields(l), " ")
		}
	}
	if line != `cpu "1024" "2048"` || !strings.Contains(got.stdout, "AOT_CONFIG_CONTENT") ||
		strings.Contains(got.stdout, "limit_percentage") {
		t.Errorf("got\n%s", got.stdout)
	}
}

// Values of variables are told to differ, and are not printed.
func TestTaskDefinitionDiffPrintsNoEnvironmentValues(t *testing.T) {
	file := write(t, "f.json", `{"family": "f", "containerDefinitions": [{"name": "app", "image": "i", "environment": [
		{"name": "SAME", "value": "hunter0"}, {"name": "TOKEN", "value": "hunter2"}, {"name": "GONE", "value": "hunter3"}],
		"logConfiguration": {"logDriver": "splunk", "options": {"splunk-token": "hunter4"}}}]}`)
	from := write(t, "g.json", `{"family": "f", "containerDefinitions": [{"name": "app", "image": "i", "environment": [
		{"name": "SAME", "value": "hunter0"}, {"name": "TOKEN", "value": "hunter5"}]},
		{"name": "more", "image": "i", "environment": [{"name": "NEW", "value": "hunter6"}]}]}`)
	got := fargateai(t, "task-definition", "diff", file, from)
	got.expect(t, exitRefused, "containerDefinitions[app].environment[TOKEN].value", "(a value, not shown)",
		"(another value, not shown)", "containerDefinitions[app].environment[GONE]", "containerDefinitions[more]")
	if strings.Contains(got.stdout+got.stderr, "hunter") {
		t.Errorf("a value is printed:\n%s%s", got.stdout, got.stderr)
	}
}

func TestTaskDefinitionDiffRefuses(t *testing.T) {
	fargateai(t, "task-definition", "diff", definitionFiles+"tf.json", "nix.json").expect(t, exitUnusable,
		"2 mistakes:", "tf.json: got a stack of Terraform (it has resource), want a task definition",
		"nix.json: got no such file")
	fargateai(t, "task-definition", "diff", definitionFiles+"task-definition.json", definitionFiles+"plan.json").expect(t,
		exitUnusable, "taskRoleArn: got aws_iam_role.")
	fargateai(t, "task-definition", "diff", "--container=app", definitionFiles+"task-definition.json",
		definitionFiles+"tf.json").expect(t, exitUnusable,
		`--container: got "app", want one of litellm, aws-otel-collector`)
	wrapped := write(t, "w.json",
		`{"taskDefinition": {"family": "litellm", "containerDefinitions": [{"name": "litellm"}]}}`)
	fargateai(t, "task-definition", "diff", wrapped, definitionFiles+"tf.json").expect(t, exitUnusable,
		"taskDefinition: got a definition inside of it, as the console and describe-task-definition write it")
	loose := write(t, "l.json", `{"family": "litellm", "cpu": 512, "containerDefinitions": [{"name": "litellm",
		"image": "i", "command": null}]}`)
	fargateai(t, "task-definition", "diff", loose, definitionFiles+"tf.json").expect(t, exitUnusable, "2 mistakes:",
		loose+`: cpu: got 512, want the text "512"; task-definition render writes it so`,
		"containerDefinitions[0].command: got null, want a list, or no such member")
	fargateai(t, "task-definition", "diff", "x").expect(t, exitUnusable, "FILE: got 1 file, want 2")
	const two = `{"resource": {"aws_ecs_task_definition": {"a": {"family": "a"}, "b": {"family": "b"}}}}`
	fargateai(t, "task-definition", "diff", definitionFiles+"task-definition.json", write(t, "s.json", two)).expect(t,
		exitUnusable, "got no family litellm, want one of a, b")
}

// What a team leaves to the file is no difference; a role cannot be left to it.
func TestTaskDefinitionDiffOfWhatIsFree(t *testing.T) {
	file := altered(t, "task-definition.json", `"cpu": "`, `"cpu": "1`)
	from := definitionFiles + "tf.json"
	fargateai(t, "task-definition", "diff", file, from).expect(t, exitRefused, "cpu ")
	fargateai(t, "task-definition", "diff", "--free=cpu", "--free=environment", file, from).expect(t, exitOK)
	fargateai(t, "task-definition", "diff", "--free=taskRoleArn", file, from).expect(t, exitUnusable,
		`--free: got "taskRoleArn", want one of command, cpu, `)
}
