package testkit_test

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// The judge judged: sound requests have no finding, each planted mistake is found, and each rule finds one.
func TestJudgeFindsWhatIsPlanted(t *testing.T) {
	testkit.Heavy(t)
	command := exec.Command(testkit.PythonWithMoto(t), "-B", "-m", "emulator.strict.selftest")
	text, err := command.CombinedOutput()
	t.Log(string(text))
	if err != nil {
		t.Errorf("%v", err)
	}
}

// inner is a test within the test: what fails it is kept, and its cleanups run when it is over.
type inner struct {
	testing.TB
	failure  string
	cleanups []func()
}

func (i *inner) Helper()          {}
func (i *inner) Cleanup(f func()) { i.cleanups = append(i.cleanups, f) }
func (i *inner) Error(args ...any) {
	for _, text := range args {
		i.failure += text.(string) + "\n"
	}
}

func (i *inner) Errorf(format string, args ...any) { i.failure += fmt.Sprintf(format, args...) + "\n" }

func (i *inner) end() string {
	for _, cleanup := range slices.Backward(i.cleanups) {
		cleanup()
	}
	return i.failure
}

func TestRefusedRequestsFailTheTest(t *testing.T) {
	testkit.Heavy(t)
	judged := &inner{TB: t}
	testkit.StartAWS(judged)
	terraform := testkit.NewTerraform(t, stack(t, "refused.tf.json"), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.Destroy(t)
	testkit.Golden(t, "refused.golden", []byte(judged.end()))

	allowing := &inner{TB: t}
	aws := testkit.StartAWS(allowing)
	aws.Allow(allowing, "log-retention", "nothing breaks it")
	if got := allowing.end(); !strings.Contains(got, "take aws.Allow out") {
		t.Errorf("an allowance that nothing needs is %q", got)
	}
}
