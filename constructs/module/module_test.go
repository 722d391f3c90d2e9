package module_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchloggroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lb"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/module"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func TestRules(t *testing.T) {
	checktest.Run(t, func() module.Props { return module.Props{Description: "A log group."} }, (*module.Props).Validate,
		[]checktest.Case[module.Props]{
			{Name: "sound", Change: func(p *module.Props) { p.Folder = "modules/logs-2.0" }},
			{Name: "no description", Change: func(p *module.Props) { p.Description = "" },
				Want: []string{"description required"}},
			{Name: "above", Change: func(p *module.Props) { p.Folder = "../x" }, Want: []string{"folder invalid"}},
			{Name: "absolute", Change: func(p *module.Props) { p.Folder = "/x" }, Want: []string{"folder invalid"}},
		})
}

// made synthesizes a module and returns the folder that its own lies in.
func made(t *testing.T, build func(m *module.Module)) (string, error) {
	t.Helper()
	folder := t.TempDir()
	_, err := synth.In(synth.Options{Outdir: filepath.Join(folder, "cdktf.out"),
		Context: map[string]any{"region": "eu-west-1", "account": "210987654321"}}, func(app cdktf.App) {
		build(module.New(app, "lines", &module.Props{Description: "A log group."}))
	})
	return folder, err
}

func TestVariablesAreJudged(t *testing.T) {
	folder, err := made(t, func(m *module.Module) {
		text := func(name string, v module.Variable) {
			v.Description = "A text."
			m.Text(name, v)
		}
		text("sound", module.Variable{Default: ""})
		text("sound", module.Variable{Default: ""})
		text("source", module.Variable{Default: ""})
		text("Name", module.Variable{Default: ""})
		text("shown", module.Variable{})
		text("typed", module.Variable{Default: 1})
		text("checked", module.Variable{Default: "LLM", Example: "internal-a", Checks: []module.Check{module.ServiceName()}})
		m.Number("described", module.Variable{Default: 1})
	})
	var ms rules.Mistakes
	if !errors.As(err, &ms) {
		t.Fatal(err)
	}
	var got []string
	for _, m := range ms {
		got = append(got, m.Path+" "+m.Rule)
	}
	want := []string{
		"lines.variables.Name module-variable-name", "lines.variables.checked.default invalid",
		"lines.variables.checked.example module-internal-name", "lines.variables.described.description required",
		"lines.variables.shown.example module-variable-example", "lines.variables.sound unique",
		"lines.variables.source module-variable-name", "lines.variables.typed.default invalid",
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if _, err := os.Stat(filepath.Join(folder, "dist")); !errors.Is(err, os.ErrNotExist) {
		t.Error("something was written")
	}
}

// A condition of several variables says by which rule it refuses, in the words of a mistake.
func TestConditionsOfAModule(t *testing.T) {
	folder, err := made(t, func(m *module.Module) {
		for _, name := range []string{"least", "most"} {
			m.Number(name, module.Variable{Description: "A number.", Default: 1})
		}
		for _, name := range []string{"environment", "secrets"} {
			m.Map(name, module.Variable{Description: "A map.", Default: map[string]string{}})
		}
		group := logs.New(m, "group", &logs.Props{Name: "/acme/a"})
		m.Require(group.Resource(), module.InOrder("least", "most"), module.Disjoint("environment", "secrets"))
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "dist", "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	for condition, refusal := range map[string]string{
		"var.least <= var.most":                           "least and most: module-order",
		"keys(var.environment), keys(var.secrets))) == 0": "environment and secrets: module-variable-source",
	} {
		paths, rule, _ := strings.Cut(refusal, ": ")
		if !strings.Contains(string(text), condition) || !strings.Contains(string(text), paths+": got ") ||
			!strings.Contains(string(text), "(rule "+rule+").") {
			t.Errorf("main.tf does not refuse by %s what breaks %s:\n%s", rule, condition, text)
		}
	}
}

func TestFilesOfAModule(t *testing.T) {
	folder, err := made(t, func(m *module.Module) {
		group := logs.New(m, "group", &logs.Props{
			Name: m.Text("name", module.Variable{Description: `A "name".`, Example: "/acme/a", Sensitive: true}),
			RetentionDays: m.Number("days", module.Variable{Description: "Days.", Default: 30,
				Checks: []module.Check{module.LogRetention()}}),
			Tags: m.Map("tags", module.Variable{Description: "Tags.", Default: map[string]string{"a": "b"}}),
		})
		m.Set(group.Resource(), "skip_destroy",
			module.Not(m.Flag("ends", module.Variable{Description: "Ends.", Default: true})))
		cdktf.NewTerraformOutput(m, jsii.String("arn"), &cdktf.TerraformOutputConfig{Value: group.ARN(),
			Description: jsii.String("Its | ARN")})
		m.Require(group.Resource(), module.InOrder("days", "days"))
	})
	if err != nil {
		t.Fatal(err)
	}
	for file, parts := range map[string][]string{
		"main.tf": {`resource "aws_cloudwatch_log_group" "group" {`, "name              = var.name\n",
			"tags              = var.tags\n", "skip_destroy = !var.ends\n", "precondition {"},
		"variables.tf": {"variable \"name\" {\n  description = \"A \\\"name\\\".\"\n  type        = string\n  nullable    " +
			"= false\n" +
			"  sensitive   = true\n}\n", "  default = {\n    \"a\" = \"b\"\n  }", "(rule one-of).\""},
		"outputs.tf":  {"value       = aws_cloudwatch_log_group.group.arn"},
		"versions.tf": {`version = ">= 5.99, < 7.0"`},
		"README.md": {"| `name` | `string` |", `Its \| ARN`, "1 resources: aws_cloudwatch_log_group ×1.",
			`name = "/acme/a"`},
	} {
		text, err := os.ReadFile(filepath.Join(folder, "dist", file))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range parts {
			if !strings.Contains(string(text), part) {
				t.Errorf("%s lacks %q:\n%s", file, part, text)
			}
		}
	}
}

// What AddOverride adds is a block, attribute or map as the provider has it; what HCL would lose is refused.
func TestOverridesInAModule(t *testing.T) {
	folder, err := made(t, func(m *module.Module) {
		balancer := lb.NewLb(m, jsii.String("lb"), &lb.LbConfig{Name: jsii.String("a")})
		balancer.AddOverride(jsii.String("subnet_mapping"), []any{map[string]any{"subnet_id": "subnet-0a1b2c3d"}})
		balancer.AddOverride(jsii.String("access_logs"), map[string]any{"bucket": "logs", "enabled": true})
		balancer.AddOverride(jsii.String("timeouts.create"), "5m")
		balancer.AddOverride(jsii.String("tags"), map[string]any{"Team": "a"})
		balancer.AddOverride(jsii.String("idle_timeout"), 90)
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "dist", "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"  subnet_mapping {\n    subnet_id = ", "  access_logs {\n    bucket  = ",
		"  timeouts {\n    create = ", "  tags = {\n    Team = ", "  idle_timeout = 90\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("main.tf lacks %q:\n%s", want, text)
		}
	}
	_, err = made(t, func(m *module.Module) {
		logs := &lb.LbAccessLogs{Bucket: jsii.String("logs")}
		balancer := lb.NewLb(m, jsii.String("lb"), &lb.LbConfig{Name: jsii.String("a"), AccessLogs: logs})
		balancer.AddOverride(jsii.String("access_logs.prefix"), "a")
		m.AddOverride(jsii.String("moved"), []any{map[string]any{"from": "aws_lb.old", "to": "aws_lb.lb"}})
	})
	var ms rules.Mistakes
	if !errors.As(err, &ms) || len(ms) != 2 || ms[0].Path != "lines.aws_lb.lb.access_logs.prefix" ||
		ms[0].Rule != "override-in-hcl" || ms[1].Path != "lines.moved" {
		t.Errorf("got %v", err)
	}
}

// Providers of other regions come from whoever calls the module.
func TestProvidersOfAModule(t *testing.T) {
	folder, err := made(t, func(m *module.Module) {
		virginia := provider.NewAwsProvider(m, jsii.String("virginia"), &provider.AwsProviderConfig{
			Alias: jsii.String("virginia"), Region: jsii.String("us-east-1"),
		})
		cloudwatchloggroup.NewCloudwatchLogGroup(m, jsii.String("there"),
			&cloudwatchloggroup.CloudwatchLogGroupConfig{Name: jsii.String("/acme/a"), Provider: virginia})
		m.Number("days", module.Variable{Description: "Days.", Default: 30,
			Checks: []module.Check{module.LogRetention()}})
	})
	if err != nil {
		t.Fatal(err)
	}
	for file, parts := range map[string][]string{
		"main.tf":     {"provider = aws.virginia\n"},
		"versions.tf": {"configuration_aliases = [aws.virginia]\n"},
		"README.md":   {"  providers = {\n    aws          = aws\n    aws.virginia = aws.virginia\n  }\n"},
		"tests/variables.tftest.hcl": {"mock_provider \"aws\" {\n  alias = \"virginia\"\n",
			"run \"refused_1\" {\n  command = plan\n  variables {\n    # one-of\n    days = -1\n  }\n" +
				"  expect_failures = [\n    var.days,\n  ]\n"},
	} {
		text, err := os.ReadFile(filepath.Join(folder, "dist", file))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range parts {
			if !strings.Contains(string(text), part) {
				t.Errorf("%s lacks %q:\n%s", file, part, text)
			}
		}
	}
}
