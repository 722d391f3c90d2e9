package examples_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// commandLine goes the way of the README with the published cdktf CLI: synth, deploy, diff, destroy.
func commandLine(t *testing.T, aws *testkit.AWS, example string) {
	dir := t.TempDir()
	config, err := os.ReadFile(filepath.Join(example, "cdktf.json"))
	if err != nil {
		t.Fatal(err)
	}
	// state and output belong into the test's folder
	config = []byte(strings.Replace(string(config), "go run .", built(t, example), 1))
	if err := os.WriteFile(filepath.Join(dir, "cdktf.json"), config, 0o644); err != nil {
		t.Fatal(err)
	}
	environment := append(aws.Environ(t), append(place, "CI=1", "FORCE_COLOR=0")...)
	cdktf := func(args ...string) string {
		t.Helper()
		cmd := exec.Command("npx", append([]string{"--yes", "cdktf-cli@0.21.0"}, args...)...)
		cmd.Dir, cmd.Env = dir, environment
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("cdktf %s: %v\n%s", strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	cdktf("synth")
	testkit.Parse(t, stack(t, filepath.Join(dir, "cdktf.out"))).Count(t, "aws_ecs_service", 1)
	if said := cdktf("deploy", "--skip-provider-lock", "--auto-approve"); !strings.Contains(said, "Apply complete!") ||
		!strings.Contains(said, "hello_url") {
		t.Errorf("cdktf deploy does not say what it made:\n%s", said)
	}
	if _, err := os.Stat(filepath.Join(dir, "terraform.minimal.tfstate")); err != nil {
		t.Errorf("the state is not where plain Terraform would look for it: %v", err)
	}
	if said := cdktf("diff", "--skip-provider-lock"); !strings.Contains(said, "No changes.") {
		t.Errorf("cdktf diff still sees something to do:\n%s", said)
	}
	cdktf("destroy", "--skip-provider-lock", "--auto-approve")
}
