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
		strict.EvalGate.MaxAgeDays = jsii.Number(2)
		fargateai.NewService(stack, "by-digest", strict)
		fargateai.NewService(stack, "by-variable", gated(fargateai.Image{Digest: *stated.StringValue()}, ""))
		fargateai.NewService(stack, "nothing-yet", gated(fargateai.Image{}, ""))
	})
	for family, want := range map[string]string{
		"by-uri": `${var.by_uri_eval_verdict == "` + digest + `" || ` +
			`try(jsondecode(file(var.by_uri_eval_verdict)).gatePassed, false) == true && ` +
			`try(jsondecode(file(var.by_uri_eval_verdict)).digest, "") == "` + digest + `"}`,
		"by-digest":   `try(jsondecode(file(var.by_digest_eval_verdict)).digest, "") == "` + digest + `"}`,
		"by-variable": `.digest, "") == local.by-variable_eval-digest_`,
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
		lifecycle, _ := task["lifecycle"].(map[string]any)
		if conditions, _ := lifecycle["precondition"].([]any); task["family"] == "by-digest" && (len(conditions) != 3 ||
			!strings.Contains(conditions[1].(map[string]any)["condition"].(string), ".errored) >= 7 && ") ||
			!strings.Contains(conditions[1].(map[string]any)["condition"].(string), ".passed >= 0.9 * ") ||
			!strings.Contains(conditions[2].(map[string]any)["condition"].(string), `"48h"), plantimestamp()) >= 0`)) {
			t.Errorf("got %v", conditions)
		}
	}
	template.Has(t, "aws_ecs_task_definition", testkit.Object{"family": "nothing-yet", "lifecycle": testkit.Absent})
}
