package ecs_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"go.yaml.in/yaml/v3"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// What Terraform makes of the definition is what the collector reads: the YAML survives CDKTF's and Terraform's
// quoting, with references in it.
func TestSidecarsInTerraform(t *testing.T) {
	const group = "/ai/llm-proxy/metrics"
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		namespace := cdktf.NewTerraformVariable(stack, jsii.String("namespace"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("string")})
		ecs.NewTaskDefinition(stack, "task", task(func(p *ecs.TaskDefinitionProps) {
			p.Sidecars = []ecs.Sidecar{
				ecs.ADOTCollector(ecs.ADOTProps{ServiceName: "llm-proxy", MetricNamespace: *namespace.StringValue(),
					LogGroupName: group,
					LogGroupARN:  "arn:aws:logs:eu-west-1:210987654321:log-group:" + group, Models: []string{"gpt-5.1"}}),
				ecs.FireLens(ecs.FireLensProps{LogGroupName: "/ecs/llm-proxy", LogGroupARN: p.LogGroupARN, Region: "eu-west-1"}),
			}
		}))
	})
	text := evaluate(t, definition(t, template), map[string]cty.Value{"namespace": cty.StringVal("1e3")})
	var containers []struct {
		Name                  string
		Environment           []struct{ Name, Value string }
		FirelensConfiguration map[string]any
	}
	if err := json.Unmarshal([]byte(text), &containers); err != nil || len(containers) != 3 {
		t.Fatalf("%v in %s", err, text)
	}
	var collector struct {
		Exporters map[string]struct {
			Namespace          string `yaml:"namespace"`
			LogGroupName       string `yaml:"log_group_name"`
			MetricDeclarations []struct {
				LabelMatchers []struct{ Regex string } `yaml:"label_matchers"`
			} `yaml:"metric_declarations"`
		}
	}
	if err := yaml.Unmarshal([]byte(containers[1].Environment[0].Value), &collector); err != nil {
		t.Fatal(err)
	}
	emf := collector.Exporters["awsemf"]
	if emf.Namespace != "1e3" || emf.LogGroupName != group ||
		emf.MetricDeclarations[2].LabelMatchers[0].Regex != `^(gpt-5\.1)$$` {
		t.Errorf("got %+v", emf)
	}
	if containers[2].Name != "log_router" || containers[2].FirelensConfiguration["type"] != "fluentbit" {
		t.Errorf("got %+v", containers[2])
	}
	policies := ""
	for id, policy := range template.Resources("aws_iam_role_policy") {
		if strings.Contains(id, "task-policy") {
			policies = policy["policy"].(string)
		}
	}
	contains(
		t, policies, `"Resource" = "arn:aws:logs:eu-west-1:210987654321:log-group:/ai/llm-proxy/metrics:log-stream:*"`,
		`"xray:PutTraceSegments"`,
	)
	if n := strings.Count(policies, `"Resource" = "*"`); n != 1 {
		t.Errorf("%d statements on every resource, want only X-Ray's:\n%s", n, policies)
	}
}

// evaluate is what Terraform makes of a string with expressions in it.
func evaluate(t *testing.T, expression string, variables map[string]cty.Value) string {
	t.Helper()
	parsed, diagnostics := hclsyntax.ParseTemplate([]byte(expression), "", hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}
	value, diagnostics := parsed.Value(&hcl.EvalContext{
		Variables: map[string]cty.Value{"var": cty.ObjectVal(variables)},
		Functions: map[string]function.Function{"jsonencode": stdlib.JSONEncodeFunc},
	})
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}
	return value.AsString()
}
