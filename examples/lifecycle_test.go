package examples_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/taskdefinition"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
	"github.com/fargate-ai/fargate-ai-service/examples/internal/providernames"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// production are the settings of examples that serve under a domain, which each has for itself.
func production(name string, outputs map[string]any) []string {
	return append(slices.Clone(providernames.Production), "FARGATEAI_DOMAIN="+name+".acme.dev",
		fmt.Sprint("FARGATEAI_HOSTED_ZONE_ID=", outputs["hosted_zone_id"]))
}

// variables are the values of Terraform variables that the example asks for, out of the account's outputs.
func variables(t *testing.T, text []byte, outputs map[string]any) map[string]string {
	t.Helper()
	var document struct {
		Variable map[string]struct {
			Default any `json:"default"`
		} `json:"variable"`
	}
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for name, variable := range document.Variable {
		value, ok := outputs[name]
		if !ok && variable.Default != nil {
			continue
		}
		if !ok {
			t.Fatalf("the account of the tests has no %s", name)
		}
		values[name] = assignment(t, value)
	}
	return values
}

// assignment is a value as the command line of Terraform takes it.
func assignment(t *testing.T, value any) string {
	t.Helper()
	if s, isString := value.(string); isString {
		return s
	}
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// registered compares the task definition's file that a program wrote, if any, with what Terraform registered.
func registered(t *testing.T, outdir string, outputs map[string]any) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(outdir, "artifacts", "*", "task-definition.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		written, err := taskdefinition.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		made, err :=
			taskdefinition.Parse(fmt.Append(nil, outputs[strings.ReplaceAll(written.Family(), "-", "_")+"_task_definition"]))
		if err != nil {
			t.Fatal(err)
		}
		differences, err := taskdefinition.Diff(written, made, taskdefinition.DiffOptions{Images: true})
		if err != nil || len(differences) > 0 {
			t.Errorf("%s and what Terraform registered differ: %v %v", file, differences, err)
		}
	}
}

func TestEveryProgramLives(t *testing.T) {
	t.Parallel() // beside the others that take minutes, most of which is waiting
	testkit.Heavy(t)
	aws := testkit.StartAWS(t)
	aws.Allow(t, "load-balancer-is-not-protected", "production is protected on purpose; users set Disposable before")
	platform := testkit.NewTerraform(t, testkit.Synth(t, account).Text(), testkit.TerraformOptions{})
	platform.Apply(t)
	outputs := platform.Output(t)
	before := map[string]bool{}
	for _, line := range aws.Leftovers(t) {
		before[line] = true
	}
	nothingNew := func(t *testing.T) {
		t.Helper()
		for _, line := range aws.Leftovers(t) {
			// earlier revisions stay registered, since a rollback needs them
			if !before[line] && !strings.Contains(line, " TaskDefinition ") {
				t.Errorf("left behind: %s", line)
			}
		}
	}
	lives := func(t *testing.T, dir string, settings ...string) {
		outdir := filepath.Join(t.TempDir(), "cdktf.out")
		run(t, dir, outdir, append(settings, place...)...)
		text := stack(t, outdir)
		terraform := testkit.NewTerraform(t, text, testkit.TerraformOptions{Vars: variables(t, text, outputs)})
		terraform.Apply(t)
		terraform.AssertEmptyPlan(t)
		registered(t, outdir, terraform.Output(t))
		terraform.Destroy(t)
	}
	t.Run("programs", func(t *testing.T) { // most of their time is the provider's waiting
		for name, dir := range programs(t) {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				switch dir {
				case "minimal":
					commandLine(t, aws, dir)
					return
				case "beanstalk-cutover":
					phaseByPhase(t, dir, outputs)
					return
				case moduleExample:
					moduleLives(t, outputs)
					return
				case "platform":
					stackByStack(t, dir, production("ai", outputs)...)
					return
				}
				lives(t, dir, production(name, outputs)...)
				if dir == ".." {
					lives(t, dir) // the demo, which has the same names
					upgrades(t, outputs)
				}
			})
		}
	})
	nothingNew(t)
	figure.Say(t, "programs-lived", len(programs(t)))
}
