package taskdefinition_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/taskdefinition"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func read(t *testing.T, text []byte) taskdefinition.Definition {
	t.Helper()
	all, err := taskdefinition.Read(text)
	if err != nil || len(all) != 1 {
		t.Fatalf("got %d definitions and %v, want one", len(all), err)
	}
	return all[0]
}

func noDrift(t *testing.T, what string, file, terraform taskdefinition.Definition) {
	t.Helper()
	differences, err := taskdefinition.Diff(file, terraform, taskdefinition.DiffOptions{Images: true})
	if err != nil || len(differences) > 0 {
		t.Errorf("%s: got the differences %v, %v", what, differences, err)
	}
}

// What is evaluated without AWS is what Terraform registers, and the AWS CLI registers the file as it is.
func TestFileIsWhatTerraformRegisters(t *testing.T) {
	testkit.Heavy(t)
	emulator := testkit.StartAWS(t)
	stack, err := os.ReadFile("testdata/llm-proxy.tf.json")
	if err != nil {
		t.Fatal(err)
	}
	definition := read(t, stack)
	file, err := definition.JSON()
	if err != nil {
		t.Fatal(err)
	}
	marshal := func(v any) []byte {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}

	terraform := testkit.NewTerraform(t, stack, testkit.TerraformOptions{})
	before := read(t, marshal(terraform.Plan(t)))
	if _, err := before.JSON(); err == nil {
		t.Error("a plan before the first apply has a file")
	}
	terraform.Apply(t)
	noDrift(t, "the state", definition, read(t, marshal(terraform.State(t))))
	noDrift(t, "the plan after the apply", definition, read(t, marshal(terraform.Plan(t))))

	cli := testkit.AWSCLI(t)
	call := func(args ...string) []byte {
		t.Helper()
		command := exec.Command(cli, args...)
		command.Env = append(emulator.Environ(t), "AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1",
			"AWS_EC2_METADATA_DISABLED=true", "AWS_PAGER=")
		out, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("aws %v: %v\n%s", args, err, out)
		}
		return out
	}
	describe := []string{"ecs", "describe-task-definition", "--task-definition", "litellm", "--include", "TAGS"}
	noDrift(t, "what Terraform registered", read(t, call(describe...)), definition)
	path := filepath.Join(t.TempDir(), "task-definition.json")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	call("ecs", "register-task-definition", "--cli-input-json", "file://"+path)
	noDrift(t, "what the file registered", read(t, call(describe...)), definition)
	terraform.Destroy(t)
}
