package main

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/evalgate"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
)

// deployed are the least flags of a workflow.
var deployed = []string{
	"workflow", "--region=eu-west-1", "--cluster=ai", "--service=llm-proxy", "--role-arn=${{ vars.ROLE }}",
	"--repository-url=${{ vars.REPOSITORY }}",
}

func TestWorkflow(t *testing.T) {
	want, err := workflow.GitHub(&workflow.Props{
		Region: "eu-west-1", Cluster: "ai", Service: "llm-proxy", RoleARN: "${{ vars.ROLE }}",
		RepositoryURL: "${{ vars.REPOSITORY }}",
	})
	if err != nil {
		t.Fatal(err)
	}
	got := fargateai(t, deployed...)
	got.expect(t, exitOK)
	if got.stdout != string(want) {
		t.Errorf("got\n%s", got.stdout)
	}
	if long := fargateai(t, append([]string{"workflow", "deploy"}, deployed[1:]...)...); long != got {
		t.Errorf("workflow deploy is not workflow: got\n%s\n%s", long.stdout, long.stderr)
	}
	output := filepath.Join(t.TempDir(), ".github", "workflows", "deploy.yml")
	written := fargateai(t, append(slices.Clone(deployed), "--output", output)...)
	written.expect(t, exitOK)
	if text, err := os.ReadFile(output); err != nil || string(text) != string(want) || written.stdout != "" {
		t.Errorf("got %v, %q and\n%s", err, written.stdout, text)
	}
}

func TestWorkflowFlags(t *testing.T) {
	all := append(slices.Clone(deployed), "--push-role-arn=${{ vars.PUSH }}", "--environment=production",
		"--branch=release", "--name=ship", "--family=fam",
		"--container=proxy", "--task-definition=td.json", "--architecture=X86_64", "--context=services/proxy",
		"--dockerfile=Dockerfile.prod", "--test-command=make test",
		"--eval-command=make eval", "--eval-result=a.json", "--eval-result=b.xml", "--eval-version=v1.2.3",
		"--min-pass-rate=0.9", "--min-cases=7",
		"--metric=a=0.5", "--metric=b=2", "--max-metric=c=2.5", "--metric-range=b=1..5", "--max-flaky=0.02",
		"--baseline=main.json", "--eval-secret=OPENAI_API_KEY", "--wait-minutes=45",
		"--smoke-url=https://llm.acme.dev/",
		"--history", "--max-regression=0.01", "--max-skipped=0.3", "--max-fewer=0.4", "--min-metric-share=0.6",
		"--migration-command=npm", "--migration-command=run it",
		"--migration-container=db", "--migration-subnet=${{ vars.SUBNETS }}",
		"--migration-security-group=sg-01234567", "--migration-public-ip", "--migration-minutes=12",
		"--backfill-command=backfill", "--backfill-container=db", "--backfill-minutes=7",
		"--codedeploy-application=apps", "--codedeploy-group=group", "--codedeploy-port=4000",
		"--codedeploy-test-url=https://test.acme.dev/", "--codedeploy-environment=traffic",
		"--codedeploy-hook=AfterInstall=${{ vars.HOOK }}")
	number := func(n float64) *float64 { return &n }
	want, err := workflow.GitHub(&workflow.Props{
		Region:             "eu-west-1",
		Cluster:            "ai",
		Service:            "llm-proxy",
		RoleARN:            "${{ vars.ROLE }}",
		RepositoryURL:      "${{ vars.REPOSITORY }}",
		PushRoleARN:        "${{ vars.PUSH }}",
		Family:             "fam",
		Container:          "proxy",
		TaskDefinitionFile: "td.json",
		Architecture:       workflow.X86_64,
		WaitMinutes:        number(45),
		CodeDeploy: &workflow.CodeDeploy{
			Application:     "apps",
			DeploymentGroup: "group",
			Port:            number(4000),
			Hooks:           map[string]string{"AfterInstall": "${{ vars.HOOK }}"},
			CodeDeploySettings: workflow.CodeDeploySettings{
				TestURL:     "https://test.acme.dev/",
				Environment: "traffic",
			},
		},
		Settings: workflow.Settings{
			Environment: "production",
			Branch:      "release",
			Name:        "ship",
			Context:     "services/proxy",
			Dockerfile:  "Dockerfile.prod",
			TestCommand: "make test",
			SmokeURL:    "https://llm.acme.dev/",
			Evaluation: &workflow.Evaluation{
				Command: "make eval", Results: []string{"a.json", "b.xml"}, Version: "v1.2.3", MinPassRate: number(0.9),
				MinCases: number(7),
				Metrics:  map[string]float64{"a": 0.5, "b": 2}, MaxMetrics: map[string]float64{"c": 2.5},
				Ranges: map[string]evalgate.Range{"b": {Low: 1, High: 5}}, MaxFlaky: number(0.02),
				Baseline: "main.json", Secrets: []string{"OPENAI_API_KEY"},
				History: true, MaxRegression: number(0.01), MaxSkipped: number(0.3), MaxFewer: number(0.4),
				MinMetricShare: number(0.6),
			},
			Backfill: &workflow.Task{Command: []string{"backfill"}, Container: "db", TimeoutMinutes: number(7)},
			Migration: &workflow.Task{
				Command: []string{"npm", "run it"}, Container: "db", Subnets: []string{"${{ vars.SUBNETS }}"},
				SecurityGroups: []string{"sg-01234567"}, AssignPublicIP: true,
				TimeoutMinutes: number(12),
			},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := fargateai(t, all...); got.stdout != string(want) {
		t.Errorf("got\n%s\n%s", got.stdout, got.stderr)
	}
}

func TestWorkflowTellsAllMistakesAtOnce(t *testing.T) {
	output := filepath.Join(t.TempDir(), "deploy.yml")
	fargateai(t, "workflow", "--region=Ireland", "--wait-minutes=long", "--metric=f", "--metric=g=", "--metric=h'=1",
		"--metric=i=1", "--metric=i=2", "--min-cases=0", "--eval-version=latest",
		"--smoke-url=acme.dev", "--test-command=echo ${{ github.event.issue.title }}", "--output", output).expect(t,
		exitUnusable,
		"fargateai workflow: 16 mistakes:",
		`--wait-minutes: got "long", want a number`, `--metric: got "f", want NAME=MIN`, "--metric g: got no minimum",
		"--metric i: got a second minimum", `--metric h': got "h'", want at most`,
		`--region: got "Ireland"`, `--cluster: got ""`, `--service: got ""`, `--role-arn: got ""`, `--repository-url: got ""`,
		`--smoke-url: got "acme.dev"`,
		"--test-command: got", "--min-cases: got 0", `--eval-version: got "latest"`, "--eval-command: got nothing",
		"--eval-result: got nothing",
	)
	if _, err := os.Stat(output); err == nil {
		t.Error("a workflow was written")
	}
	fargateai(t, append(slices.Clone(deployed), "x")...).expect(t, exitUnusable, `unknown command "x"`)
	fargateai(t, append(slices.Clone(deployed), "--codedeploy-runner=vpc")...).expect(t, exitUnusable,
		`--codedeploy-application: got ""`)
	fargateai(t, append(slices.Clone(deployed), "--metric=f=0.9")...).expect(t, exitUnusable,
		"--eval-command: got nothing")
	for _, flag := range []string{"--max-metric=c=2", "--max-flaky=0.1"} { // each asks for an evaluation
		fargateai(t, append(slices.Clone(deployed), flag)...).expect(t, exitUnusable, "--eval-command: got nothing")
	}
	fargateai(t, append(slices.Clone(deployed), "--metric-range=m=5", "--metric-range=n=5..1")...).expect(t, exitUnusable,
		`--metric-range: got "m=5", want NAME=LOW..HIGH`, "--metric-range n: got 5 to 1", "--eval-command: got nothing")
	fargateai(t, append(slices.Clone(deployed), "--migration-public-ip", "--codedeploy-port=http", "--codedeploy-hook=x",
		"--codedeploy-hook=Install=y")...).expect(t, exitUnusable,
		"--migration-command: got nothing", "--migration-public-ip: got true", `--codedeploy-port: got "http"`,
		`--codedeploy-hook: got "x"`, "--codedeploy-hook Install: got", `--codedeploy-application: got ""`)
}

// Every prop that can be wrong is named by a flag.
func TestWorkflowFlagsNameAllProps(t *testing.T) {
	command := newWorkflow()
	check := func(prefix string, of reflect.Type) {
		for _, field := range reflect.VisibleFields(of) {
			name := field.Name
			if field.Anonymous {
				continue
			}
			if of == reflect.TypeFor[workflow.Props]() &&
				slices.Contains([]string{"Evaluation", "Migration", "Backfill", "CodeDeploy"}, name) {
				continue
			}
			letters := []rune(name)
			letters[0] = unicode.ToLower(letters[0])
			line := workflowFlag(prefix + string(letters) + ": got x")
			flag, _, _ := strings.Cut(strings.TrimPrefix(line, "--"), ":")
			if !strings.HasPrefix(line, "--") || command.Flags().Lookup(flag) == nil {
				t.Errorf("%s%s is named %s", prefix, name, line)
			}
		}
	}
	check("", reflect.TypeFor[workflow.Props]())
	check("evaluation.", reflect.TypeFor[workflow.Evaluation]())
	check("migration.", reflect.TypeFor[workflow.Task]())
	check("backfill.", reflect.TypeFor[workflow.Task]())
	check("codeDeploy.", reflect.TypeFor[workflow.CodeDeploy]())
}
