package main

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// applied are the least flags of an infrastructure workflow.
var applied = []string{
	"workflow", "infrastructure", "--region=eu-west-1", "--stack=llm-proxy", "--plan-role-arn=${{ vars.PLAN }}",
	"--apply-role-arn=${{ vars.APPLY }}", "--version=v1.2.3",
}

func TestWorkflowInfrastructure(t *testing.T) {
	props := workflow.InfrastructureProps{
		Region: "eu-west-1", Stack: "llm-proxy", PlanRoleARN: "${{ vars.PLAN }}", ApplyRoleARN: "${{ vars.APPLY }}",
		Version: "v1.2.3",
	}
	want, err := workflow.Infrastructure(&props)
	if err != nil {
		t.Fatal(err)
	}
	if got := fargateai(t, applied...); got.stdout != string(want) {
		t.Errorf("got\n%s\n%s", got.stdout, got.stderr)
	}
	output := filepath.Join(t.TempDir(), ".github", "workflows", "infrastructure.yml")
	all := append(slices.Clone(applied), "--environment=production", "--branch=release", "--name=ship", "--path=infra/**",
		"--path=!infra/*.md", "--folder=infra",
		"--synth-command=make synth", "--backend=bucket=state", "--backend=key=a=b", "--terraform-version=1.12.0",
		"--fail-on=critical", "--apply-minutes=90", "--refresh-role-arn=${{ vars.REFRESH }}", "--lock-file=infra/lock.hcl",
		"--provider=hashicorp/aws", "--provider=hashicorp/random", "--backend-type=http", "--output", output)
	minutes := 90.0
	props.Environment, props.Branch, props.Name, props.Paths, props.Folder = "production", "release", "ship",
		[]string{"infra/**", "!infra/*.md"}, "infra"
	props.SynthCommand, props.Backend, props.TerraformVersion = "make synth",
		map[string]string{"bucket": "state", "key": "a=b"}, "1.12.0"
	props.FailOn, props.ApplyMinutes = review.Critical, &minutes
	props.RefreshRoleARN, props.LockFile, props.BackendType = "${{ vars.REFRESH }}", "infra/lock.hcl", "http"
	props.Providers = []string{"hashicorp/aws", "hashicorp/random"}
	if want, err = workflow.Infrastructure(&props); err != nil {
		t.Fatal(err)
	}
	fargateai(t, all...).expect(t, exitOK)
	if text, err := os.ReadFile(output); err != nil || string(text) != string(want) {
		t.Errorf("got %v and\n%s", err, text)
	}
}

func TestWorkflowInfrastructureTellsAllMistakesAtOnce(t *testing.T) {
	fargateai(t, "workflow", "infrastructure", "--region=Ireland", "--backend=bucket", "--backend=key=a",
		"--backend=key=b", "--backend=token=c", "--apply-minutes=long", "--fail-on=bad",
		"--path=/a b").expect(t, exitUnusable,
		"fargateai workflow infrastructure: 11 mistakes:", `--backend: got "bucket", want NAME=VALUE, each once`,
		`--backend: got "key=b"`, "--backend token: got a credential",
		`--apply-minutes: got "long", want a number`, `--fail-on: got "bad"`, `--region: got "Ireland"`, `--path: got "/a b"`,
		`--plan-role-arn: got ""`, `--apply-role-arn: got ""`, `--stack: got ""`, `--version: got ""`)
	fargateai(t, append(slices.Clone(applied), "x")...).expect(t, exitUnusable, `got the argument "x"`)
}

func TestInfrastructureFlagsNameAllProps(t *testing.T) {
	command := newWorkflowInfrastructure()
	for i := range reflect.TypeFor[workflow.InfrastructureProps]().NumField() {
		letters := []rune(reflect.TypeFor[workflow.InfrastructureProps]().Field(i).Name)
		letters[0] = unicode.ToLower(letters[0])
		line := infrastructureFlag(string(letters) + ": got x")
		if flag, _, _ := strings.Cut(strings.TrimPrefix(line, "--"), ":"); !strings.HasPrefix(line, "--") ||
			command.Flags().Lookup(flag) == nil {
			t.Errorf("%s is named %s", string(letters), line)
		}
	}
}
