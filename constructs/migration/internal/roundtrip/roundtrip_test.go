package roundtrip

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// applied are samples that are applied, too: of each source one, and of Copilot the one with its four kinds.
var applied = map[string]bool{"docker-single": true, "shop-prod": true, "front": true, "source": true}

func TestRoundTrips(t *testing.T) {
	testkit.Heavy(t)
	programs := t.TempDir()
	args := []string{"build", "-ldflags", "-s -w", "-o", programs + string(filepath.Separator)}
	for _, source := range []string{"apprunner", "beanstalk", "copilot"} {
		args = append(args, "../../"+source+"/testdata/golden/...")
	}
	if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	entries, err := os.ReadDir(programs)
	if err != nil {
		t.Fatal(err)
	}
	lived := 0
	for _, e := range entries {
		t.Run(e.Name(), func(t *testing.T) {
			text := synthesized(t, filepath.Join(programs, e.Name()))
			testkit.ValidateStack(t, text)
			if !applied[e.Name()] {
				return
			}
			lived++
			aws := testkit.StartAWS(t)
			if e.Name() == "shop-prod" {
				aws.Allow(t, "deployment-alarms-exist", "the alarm is the application's own, and stays")
			}
			prerequisites := testkit.NewTerraform(t, secretsStack(t, text), testkit.TerraformOptions{})
			prerequisites.Apply(t)
			stack := testkit.NewTerraform(t, text, testkit.TerraformOptions{})
			stack.Apply(t)
			stack.AssertEmptyPlan(t)
			stack.Destroy(t)
		})
	}
	if lived != len(applied) || 3*lived < len(entries) {
		t.Errorf("%d of %d were applied", lived, len(entries))
	}
}

func synthesized(t *testing.T, program string) []byte {
	t.Helper()
	out := t.TempDir()
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), "CDKTF_OUTDIR="+out)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("synthesize: %v\n%s", err, said)
	}
	files, err := filepath.Glob(filepath.Join(out, "stacks", "*", "cdk.tf.json"))
	if err != nil || len(files) != 1 {
		t.Fatalf("got the stacks %v, %v", files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// secretsStack makes the secrets that a stack looks up by their names, as its README tells its user to.
func secretsStack(t *testing.T, text []byte) []byte {
	t.Helper()
	var stack struct {
		Terraform, Provider any
		Data                map[string]map[string]struct{ Name string }
	}
	if err := json.Unmarshal(text, &stack); err != nil {
		t.Fatal(err)
	}
	made := map[string]any{}
	for key, secret := range stack.Data["aws_secretsmanager_secret"] {
		made[key] = map[string]any{"name": secret.Name}
	}
	made["other"] = map[string]any{"name": fmt.Sprint("unused-", len(made))}
	out, err := json.Marshal(map[string]any{"terraform": stack.Terraform, "provider": stack.Provider,
		"resource": map[string]any{"aws_secretsmanager_secret": made}})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
