package fargateai_test

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func gated(image fargateai.Image, file string) *fargateai.ServiceProps {
	return production(func(p *fargateai.ServiceProps) {
		p.Image, p.EvalGate = image, &fargateai.EvalGate{VerdictFile: file}
		p.Domain = nil // four services of one stack cannot share it
		p.LoadBalancer = &loadbalancer.Settings{CertificateARN: "arn:aws:acm:eu-west-1:210987654321:certificate/0a"}
	})
}

func TestEvalGateIsAConditionOfTheTaskDefinition(t *testing.T) {
	digest := "sha256:" + strings.Repeat("ab", 32)
	template := synth(t, func(stack *fargateai.Stack) {
		stated := cdktf.NewTerraformVariable(stack, jsii.String("digest"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("string")})
		fargateai.NewService(stack, "by-uri", gated(fargateai.Image{URI: "ghcr.io/acme/app@" + digest}, ""))
		strict := gated(fargateai.Image{Digest: digest}, "verdict.json")
		strict.EvalGate.MinPassRate, strict.EvalGate.MinCases = jsii.Number(0.9), jsii.Number(7)
		strict.EvalGate.MaxAgeDays, strict.EvalGate.MaxSkipped = jsii.Number(2), jsii.Number(0.1)
		strict.EvalGate.Metrics = map[string]float64{"answer relevancy": 0.8}
		strict.EvalGate.MaxMetrics = map[string]float64{"cost": 0.05}
		strict.EvalGate.PromptVersion = "v7"
		fargateai.NewService(stack, "by-digest", strict)
		fargateai.NewService(stack, "by-variable", gated(fargateai.Image{Digest: *stated.StringValue()}, ""))
		fargateai.NewService(stack, "nothing-yet", gated(fargateai.Image{}, ""))
	})
	for family, want := range map[string]string{
		"by-uri": `${var.by_uri_eval_verdict == "` + digest + `" || ` +
			`try(jsondecode(file(var.by_uri_eval_verdict)).gatePassed == true && ` +
			`jsondecode(file(var.by_uri_eval_verdict)).digest == "` + digest + `", false)}`,
		"by-digest":   `jsondecode(file(var.by_digest_eval_verdict)).digest == "` + digest + `", false)}`,
		"by-variable": `.digest == local.by-variable_eval-digest_`,
	} {
		var found bool
		for _, task := range template.Resources("aws_ecs_task_definition") {
			if task["family"] != family {
				continue
			}
			found = true
			condition := task["lifecycle"].(map[string]any)["precondition"].([]any)[0].(map[string]any)
			if !strings.Contains(condition["condition"].(string), want) ||
				!strings.Contains(condition["error_message"].(string), "eval-gate --output") {
				t.Errorf("%s: got %v", family, condition)
			}
		}
		if !found {
			t.Errorf("no task definition %s", family)
		}
	}
	for _, task := range template.Resources("aws_ecs_task_definition") {
		if task["family"] != "by-digest" {
			continue
		}
		conditions := task["lifecycle"].(map[string]any)["precondition"].([]any)
		want := []string{
			".gatePassed == true", ".errored) >= 7 && ", ".gate.minCases >= 7 && ", ".inputs[*].cases) == ",
			`"48h"), plantimestamp()) >= 0`, `.metrics["answer relevancy"] >= 0.8 && `,
			`.gate.maxMetrics["cost"] <= 0.05`, `i.promptVersion == "v7"`,
		}
		if len(conditions) != len(want) {
			t.Fatalf("got %v", conditions)
		}
		for i, part := range want {
			if text := conditions[i].(map[string]any)["condition"].(string); !strings.Contains(text, part) {
				t.Errorf("no %s in %s", part, text)
			}
		}
	}
	template.Has(t, "aws_ecs_task_definition", testkit.Object{"family": "nothing-yet", "lifecycle": testkit.Absent})
}
