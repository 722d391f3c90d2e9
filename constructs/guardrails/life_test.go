package guardrails_test

import (
	"sort"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamrole"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// Everything is created, stays as it is, changes in place and goes away, with the real provider against the emulator.
func TestLife(t *testing.T) {
	testkit.Heavy(t)
	stack := func(change func(*guardrails.Props)) []byte {
		return testkit.Synth(t, func(stack cdktf.TerraformStack) {
			// as fargateai.NewStack; the binding pins one release
			stack.AddOverride(jsii.String("terraform.required_providers.aws.version"), "~> 5.99")
			role := iamrole.NewIamRole(stack, jsii.String("task"), &iamrole.IamRoleConfig{
				Name: jsii.String("task"), Path: jsii.String("/services/"),
				AssumeRolePolicy: jsii.String(
					`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",` +
						`"Principal":{"Service":"ecs-tasks.amazonaws.com"}}]}`,
				),
			})
			props := full()
			props.CostTag.Activate = jsii.Bool(false) // the emulator has no cost allocation tags
			props.TaskRoleARN = *role.Arn()
			change(props)
			guardrails.New(stack, "guardrails", props)
		}).Text()
	}
	first := stack(func(*guardrails.Props) {})
	aws := testkit.StartAWS(t)
	terraform := testkit.NewTerraform(t, first, testkit.TerraformOptions{})
	terraform.Apply(t)
	for _, resource := range terraform.State(t).Values.RootModule.Resources {
		if resource.Type == "aws_budgets_budget_action" {
			definition := resource.AttributeValues["definition"].([]any)[0].(map[string]any)
			action := definition["iam_action_definition"].([]any)[0].(map[string]any)
			if roles := action["roles"].([]any); len(roles) != 1 || roles[0] != "task" {
				t.Errorf("the kill switch acts on %v, want the role task", roles)
			}
		}
	}

	// What is not in this list stayed as it is, as in an empty plan.
	var changed []string
	for _, change := range terraform.Update(t, stack(func(p *guardrails.Props) {
		p.Alarms.TokensPerMinute = jsii.Number(300_000)
		p.KillSwitch.Mode = guardrails.KillSwitchAutomatic
	})) {
		header, _, _ := strings.Cut(change, "\n")
		changed = append(changed, header)
	}
	sort.Strings(changed)
	if diff := cmp.Diff([]string{
		"update aws_budgets_budget_action.guardrails_kill-switch_6192B1B2",
		"update aws_cloudwatch_dashboard.guardrails_dashboard_2D54C420",
		"update aws_cloudwatch_metric_alarm.guardrails_alarm-tokens-per-minute_AB3B8159",
	}, changed); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	terraform.AssertEmptyPlan(t)

	terraform.Write(t, stack(func(p *guardrails.Props) { p.CostTag.Value = "llm" }))
	if err := terraform.TryApply(t); err == nil ||
		!strings.Contains(err.Error(), "The anomaly monitor watches another tag") {
		t.Errorf("a new tag left the anomaly monitor alone: %v", err)
	}

	terraform.Destroy(t)
	aws.AssertEmpty(t)
}
