package testkit_test

import (
	"os"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func stack(t *testing.T, name string, replacements ...string) []byte {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	replaced := strings.NewReplacer(replacements...).Replace(string(text))
	if len(replacements) > 0 && replaced == string(text) {
		t.Fatalf("%s holds none of what is to be replaced", name)
	}
	return []byte(replaced)
}

func TestServiceLivesThroughItsLife(t *testing.T) {
	testkit.Heavy(t)
	text := stack(t, "service.tf.json")
	testkit.ValidateStack(t, text)
	aws := testkit.StartAWS(t)
	terraform := testkit.NewTerraform(t, text, testkit.TerraformOptions{Vars: map[string]string{"image_tag": "v2"}})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	if got := terraform.Output(t); got["service"] != "llm" || got["secret"] != "s3cret" {
		t.Errorf("got the outputs %v", got)
	}
	if left := strings.Join(aws.Leftovers(t), "\n"); !strings.Contains(left,
		"ecs Service arn:aws:ecs:eu-west-1:210987654321:service/llm/llm") {
		t.Errorf("the service is not listed:\n%s", left)
	}

	changes := terraform.Update(t,
		stack(t, "service.tf.json", `"desired_count": 2`, `"desired_count": 3`, `"rollback": true}`, `"rollback": false}`))
	if len(changes) != 1 || !strings.HasPrefix(changes[0], "update aws_ecs_service.service\n") ||
		!strings.Contains(changes[0], "desired_count: 2 -> 3") {
		t.Errorf("got the changes %q", changes)
	}
	terraform.AssertEmptyPlan(t)
	for _, resource := range terraform.State(t).Values.RootModule.Resources {
		if resource.Address == "aws_ecs_service.service" &&
			resource.AttributeValues["desired_count"].(interface{ String() string }).String() != "3" {
			t.Errorf("got %v tasks in the state", resource.AttributeValues["desired_count"])
		}
	}

	terraform.Destroy(t)
	aws.AssertEmpty(t)
}

func TestRolledBackDeploymentFailsItsPostcondition(t *testing.T) {
	testkit.Heavy(t)
	testkit.StartAWS(t)
	terraform := testkit.NewTerraform(t, stack(t, "service.tf.json"), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.Write(t, stack(t, "service.tf.json", "llm:${var.image_tag}", "bad-image"))
	if err := terraform.TryApply(t); err == nil || !strings.Contains(err.Error(), "ECS rolled the deployment back") {
		t.Errorf("got %v", err)
	}
	terraform.Write(t, stack(t, "service.tf.json", `"default": "v1"`, `"default": "v2"`))
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
}

func TestGuardrailsThatMotoLacks(t *testing.T) {
	testkit.Heavy(t)
	aws := testkit.StartAWS(t)
	terraform := testkit.NewTerraform(t, stack(t, "guardrails.tf.json"), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)

	changes := terraform.Update(t,
		stack(t, "guardrails.tf.json", `"100"`, `"200"`, "oncall@", "night@", `"stack": "guardrails"`, `"stack": "other"`,
			`"Errors"`, `"More errors"`, "EmailAddress", "IpAddress", `"ENABLED"`, `"DISABLED"`, `"action_threshold_value": 100`,
			`"action_threshold_value": 120`))
	for _, kind := range []string{"budgets_budget", "budgets_budget_action", "ce_anomaly_subscription",
		"cloudwatch_composite_alarm",
		"cloudwatch_log_data_protection_policy", "efs_backup_policy", "bedrock_inference_profile", "ce_anomaly_monitor"} {
		if !strings.Contains(strings.Join(changes, "\n"), "update aws_"+kind+".") {
			t.Errorf("%s was not updated in place:\n%s", kind, strings.Join(changes, "\n"))
		}
	}
	terraform.AssertEmptyPlan(t)

	terraform.Destroy(t)
	aws.AssertEmpty(t)
}

func TestGapOfTheEmulatorIsNamedAtOnce(t *testing.T) {
	testkit.Heavy(t)
	testkit.StartAWS(t)
	terraform := testkit.NewTerraform(t, []byte(`{
		"terraform": {"required_providers": {"aws": {"source": "aws", "version": "~> 5.99"}}},
		"resource": {"aws_cloudwatch_query_definition": {"q": {"name": "q", "query_string": "fields @message"}}}
	}`), testkit.TerraformOptions{})
	if err := terraform.TryApply(t); err == nil ||
		!strings.Contains(err.Error(), "the emulator has no logs:PutQueryDefinition") {
		t.Errorf("got %v", err)
	}
}
