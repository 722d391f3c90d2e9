package redeploy_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

const secret = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:llm-proxy/openai-AbC123"

// everything watches one thing or more of each source.
func everything() *redeploy.Props {
	return &redeploy.Props{
		ClusterName: "ai",
		ServiceName: "llm-proxy",
		Settings: redeploy.Settings{
			Name:           "llm-proxy",
			SecretARNs:     jsii.Strings(secret),
			SecretNames:    jsii.Strings("llm-proxy/anthropic"),
			ParameterNames: jsii.Strings("/llm-proxy/model"),
			Objects: []redeploy.S3Object{{Bucket: "acme-config", Key: "litellm.yaml"},
				{Bucket: "acme-prompts", Key: "system.txt"}},
			Tags: map[string]string{"team": "ai"},
		},
	}
}

func TestNew(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) { redeploy.New(stack, "redeploy", everything()) })
	for name, pattern := range map[string]string{
		"llm-proxy-redeploy-secrets": `${jsonencode({"detail" = {"labelUpdated" = ["AWSCURRENT"]}, ` +
			`"detail-type" = ["Secret Label Updated"], ` +
			`"resources" = ["` + secret + `"], "source" = ["aws.secretsmanager"]})}`,
		"llm-proxy-redeploy-secret-names": `${jsonencode({"detail" = {"labelUpdated" = ["AWSCURRENT"], ` +
			`"name" = ["llm-proxy/anthropic"]}, ` +
			`"detail-type" = ["Secret Label Updated"], "source" = ["aws.secretsmanager"]})}`,
		"llm-proxy-redeploy-parameters": `${jsonencode({"detail" = {"name" = ["/llm-proxy/model"], ` +
			`"operation" = ["Create", "Update"]}, ` +
			`"detail-type" = ["Parameter Store Change"], "source" = ["aws.ssm"]})}`,
		"llm-proxy-redeploy-objects": `${jsonencode({"detail" = {"$or" = [{"bucket" = {"name" = ["acme-config"]}, ` +
			`"object" = {"key" = ["litellm.yaml"]}}, ` +
			`{"bucket" = {"name" = ["acme-prompts"]}, "object" = {"key" = ["system.txt"]}}]}, ` +
			`"detail-type" = ["Object Created"], "source" = ["aws.s3"]})}`,
	} {
		template.Has(t, "aws_cloudwatch_event_rule",
			testkit.Object{"name": name, "event_pattern": pattern, "tags": testkit.Object{"team": "ai"}})
	}
	template.Count(t, "aws_cloudwatch_event_rule", 4)
	template.Count(t, "aws_cloudwatch_event_target", 4)
	template.Golden(t, "everything.json")
}

// The machine's role updates the one service and is the one machine's; EventBridge's role starts the one machine and is
// the rules'.
func TestRolesMayDoNothingElse(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		redeploy.New(stack, "redeploy",
			&redeploy.Props{
				ClusterName: "ai",
				ServiceName: "llm",
				Settings: redeploy.Settings{
					Name:           "llm-proxy",
					SecretNames:    jsii.Strings("a"),
					ParameterNames: jsii.Strings("b"),
				},
			})
	})
	template.Count(t, "aws_iam_role", 2)
	template.Count(t, "aws_iam_role_policy", 2)
	for _, policy := range []string{
		`${jsonencode({"Statement" = [{"Action" = "ecs:UpdateService", "Effect" = "Allow", ` +
			`"Resource" = "arn:aws:ecs:eu-west-1:210987654321:service/ai/llm", ` +
			`"Sid" = "UpdateService"}], "Version" = "2012-10-17"})}`,
		`${jsonencode({"Statement" = [{"Action" = "states:StartExecution", "Effect" = "Allow", ` +
			`"Resource" = aws_sfn_state_machine.redeploy_machine_3A0CD164.arn, ` +
			`"Sid" = "StartExecution"}], "Version" = "2012-10-17"})}`,
	} {
		template.Has(t, "aws_iam_role_policy", testkit.Object{"policy": policy})
	}
	for _, trust := range []string{
		`${jsonencode({"Statement" = [{"Action" = "sts:AssumeRole", "Condition" = {"ArnLike" = {"aws:SourceArn" = ` +
			`"arn:aws:states:eu-west-1:210987654321:stateMachine:llm-proxy-redeploy"}, ` +
			`"StringEquals" = {"aws:SourceAccount" = "210987654321"}}, ` +
			`"Effect" = "Allow", "Principal" = {"Service" = "states.amazonaws.com"}}], "Version" = "2012-10-17"})}`,
		`${jsonencode({"Statement" = [{"Action" = "sts:AssumeRole", "Condition" = {"ArnEquals" = {"aws:SourceArn" = [` +
			`aws_cloudwatch_event_rule.redeploy_rule-secret-names_C6764447.arn, ` +
			`aws_cloudwatch_event_rule.redeploy_rule-parameters_01D8404C.arn]}, ` +
			`"StringEquals" = {"aws:SourceAccount" = "210987654321"}}, "Effect" = "Allow", ` +
			`"Principal" = {"Service" = "events.amazonaws.com"}}], ` +
			`"Version" = "2012-10-17"})}`,
	} {
		template.Has(t, "aws_iam_role", testkit.Object{"assume_role_policy": trust, "name_prefix": "llm-proxy-redeploy-"})
	}
	_, machine := template.One(t, "aws_sfn_state_machine")
	want :=
		`${jsonencode({"Comment" = "Deploys the service anew, so that its tasks read what has changed", ` +
			`"StartAt" = "UpdateService", "States" = {"UpdateService" = ` +
			`{"End" = true, "Parameters" = {"Cluster" = "ai", "ForceNewDeployment" = true, "Service" = "llm"}, ` +
			`"Resource" = "arn:aws:states:::aws-sdk:ecs:updateService", ` +
			`"Retry" = [{"BackoffRate" = 2, "ErrorEquals" = ["States.ALL"], "IntervalSeconds" = 5, ` +
			`"JitterStrategy" = "FULL", "MaxAttempts" = 6}], ` +
			`"TimeoutSeconds" = 60, "Type" = "Task"}}})}`
	if diff := cmp.Diff(want, machine["definition"]); diff != "" {
		t.Errorf("definition (-want +got):\n%s", diff)
	}
}

// referring knows every name only as a reference, and neither region nor account.
func referring(stack cdktf.TerraformStack) {
	text := func(name string) string {
		return *cdktf.NewTerraformVariable(stack, jsii.String(name),
			&cdktf.TerraformVariableConfig{Type: jsii.String("string"), Default: name}).StringValue()
	}
	names := cdktf.NewTerraformVariable(stack, jsii.String("names"),
		&cdktf.TerraformVariableConfig{Type: jsii.String("list(string)"), Default: []string{"a"}})
	redeploy.New(stack, "redeploy", &redeploy.Props{
		ClusterName: text("cluster"),
		ServiceName: text("service"),
		Settings: redeploy.Settings{
			Name:           text("proxy"),
			SecretARNs:     jsii.Strings(text("secret")),
			SecretNames:    names.ListValue(),
			ParameterNames: jsii.Strings(text("parameter")),
			Objects:        []redeploy.S3Object{{Bucket: text("bucket"), Key: text("key")}},
		},
	})
}

func TestReferences(t *testing.T) {
	template, err := testkit.TrySynth(t, nil, referring)
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{
		`${jsonencode({"detail" = {"labelUpdated" = ["AWSCURRENT"]}, "detail-type" = ["Secret Label Updated"], ` +
			`"resources" = [var.secret], "source" = ["aws.secretsmanager"]})}`,
		`${jsonencode({"detail" = {"labelUpdated" = ["AWSCURRENT"], "name" = var.names}, ` +
			`"detail-type" = ["Secret Label Updated"], "source" = ["aws.secretsmanager"]})}`,
		`${jsonencode({"detail" = {"name" = [var.parameter], "operation" = ["Create", "Update"]}, ` +
			`"detail-type" = ["Parameter Store Change"], "source" = ["aws.ssm"]})}`,
		`${jsonencode({"detail" = {"bucket" = {"name" = [var.bucket]}, "object" = {"key" = [var.key]}}, ` +
			`"detail-type" = ["Object Created"], "source" = ["aws.s3"]})}`,
	} {
		template.Has(t, "aws_cloudwatch_event_rule", testkit.Object{"event_pattern": pattern})
	}
	template.Has(t, "aws_iam_role", testkit.Object{"name_prefix": "redeploy-"})
}

func TestNewReportsAllMistakes(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		r := redeploy.New(stack, "redeploy", &redeploy.Props{
			ClusterName: "ai",
			Settings: redeploy.Settings{
				Name:       "llm-proxy",
				SecretARNs: jsii.Strings("arn:aws:secretsmanager:us-east-1:210987654321:secret:openai-AbC123"),
			},
		})
		if r.StateMachine() != nil || r.StateMachineRole() != nil || r.EventsRole() != nil ||
			r.Rule(redeploy.SecretARNs) != nil || r.Target(redeploy.SecretARNs) != nil {
			t.Error("a refused redeploy was made")
		}
	})
	want :=
		`redeploy.secretARNs[0]: got "arn:aws:secretsmanager:us-east-1:210987654321:secret:open...", ` +
			`want a secret in eu-west-1; ` +
			"EventBridge hears nothing of other regions; replicate the secret, or leave it out\n" +
			`redeploy.serviceName: got "", want 1 to 255 letters, digits, hyphens and underscores; give the name, not the ARN`
	if diff := cmp.Diff(want, fmt.Sprint(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAccessors(t *testing.T) {
	testkit.Synth(t, func(stack cdktf.TerraformStack) {
		r := redeploy.New(stack, "redeploy",
			&redeploy.Props{ClusterName: "ai", ServiceName: "a",
				Settings: redeploy.Settings{Name: "a", SecretNames: jsii.Strings("a")}})
		if r.StateMachine() == nil || r.StateMachineRole() == nil || r.EventsRole() == nil ||
			r.Rule(redeploy.SecretNames) == nil || r.Target(redeploy.SecretNames) == nil {
			t.Error("a resource is out of reach")
		}
		if r.Rule(redeploy.Objects) != nil || r.Target(redeploy.Objects) != nil {
			t.Error("a rule for no objects")
		}
	})
}

func TestTerraformAcceptsReferences(t *testing.T) {
	testkit.Heavy(t)
	template, err := testkit.TrySynth(t, nil, referring)
	if err != nil {
		t.Fatal(err)
	}
	testkit.ValidateStack(t, template.Text())
}

// Everything is created, stays as it is, changes in place and goes away, with the real provider against the emulator.
func TestLife(t *testing.T) {
	testkit.Heavy(t)
	stack := func(change func(*redeploy.Props)) []byte {
		return testkit.Synth(t, func(stack cdktf.TerraformStack) {
			props := everything()
			change(props)
			redeploy.New(stack, "redeploy", props)
		}).Text()
	}
	aws := testkit.StartAWS(t)
	terraform := testkit.NewTerraform(t, stack(func(*redeploy.Props) {}), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	changes := terraform.Update(t, stack(func(p *redeploy.Props) {
		p.SecretNames = jsii.Strings("llm-proxy/anthropic", "llm-proxy/mistral")
	}))
	if len(changes) != 1 || !strings.HasPrefix(changes[0],
		"update aws_cloudwatch_event_rule.redeploy_rule-secret-names_C6764447") {
		t.Errorf("another secret changes more than its rule:\n%s", strings.Join(changes, "\n"))
	}
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
	aws.AssertEmpty(t)
}
