package logs_test

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestNew(t *testing.T) {
	var options map[string]string
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		options = logs.New(stack, "logs", &logs.Props{Name: "/ecs/llm-proxy"}).Options()
	})
	template.Has(t, "aws_cloudwatch_log_group", testkit.Object{
		"name": "/ecs/llm-proxy", "retention_in_days": 30, "log_group_class": testkit.Absent, "kms_key_id": testkit.Absent,
	})
	if diff := cmp.Diff([]string{"non-blocking", "25m", "eu-west-1"},
		[]string{options["mode"], options["max-buffer-size"], options["awslogs-region"]}); diff != "" {
		t.Errorf("options (-want +got):\n%s", diff)
	}
}

// watched is a group with everything that reads its lines.
func watched(stack cdktf.TerraformStack) *logs.Group {
	return logs.New(stack, "logs", &logs.Props{
		Name: "/ecs/llm-proxy",
		TokenFilters: []logs.TokenFilter{
			{Format: logs.TokenLogOpenAIChat},
			{Name: "claude", Format: logs.TokenLogAnthropic, Condition: `$.route = "a\"b" || $.cached IS FALSE`,
				Dimensions: map[string]string{"Model": "$.model"}},
		},
		MetricFilters: []logs.MetricFilter{{Name: "errors", Pattern: `"rate limit" -debug`, MetricName: "RateLimits",
			Unit: "Count", DefaultValue: jsii.Number(0)}},
		DataProtection: &logs.DataProtection{FindingsBucketName: "findings"},
	})
}

func TestFilters(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		g := watched(stack)
		if got := g.TokenNamespace(); got != "AIService/llm-proxy" {
			t.Errorf("got the namespace %q", got)
		}
		if g.Filter("tokens-total") == nil || g.Filter("claude-total-input") == nil || g.Filter("claude-total") != nil ||
			g.DataProtectionPolicy() == nil {
			t.Error("the filters and the policy are not handed out")
		}
	})
	template.Count(t, "aws_cloudwatch_log_metric_filter", 8)
	template.Has(t, "aws_cloudwatch_log_metric_filter", testkit.Object{
		"name": "tokens-total", "log_group_name": "${aws_cloudwatch_log_group.logs_group_F4848128.name}",
		"pattern": "{ $.usage.total_tokens = * }",
		"metric_transformation": testkit.Object{
			"name": "TotalTokens", "namespace": "AIService/llm-proxy", "value": "$.usage.total_tokens", "unit": "Count",
			"default_value": "0", "dimensions": testkit.Absent,
		},
	})
	template.Has(t, "aws_cloudwatch_log_metric_filter", testkit.Object{
		"name":    "claude-total-output",
		"pattern": `{ $.usage.output_tokens = * && $.model = * && ($.route = "a\"b" || $.cached IS FALSE) }`,
		"metric_transformation": testkit.Object{
			"name": "TotalTokens", "value": "$.usage.output_tokens", "default_value": testkit.Absent,
			"dimensions": testkit.Object{"Model": "$.model"},
		},
	})
	template.Has(t, "aws_cloudwatch_log_metric_filter", testkit.Object{
		"name": "errors", "pattern": `"rate limit" -debug`,
		"metric_transformation": testkit.Object{"name": "RateLimits", "namespace": "AIService/llm-proxy", "value": "1",
			"default_value": "0"},
	})
	template.Golden(t, "watched.json")
}

func TestDataProtection(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) { watched(stack) })
	_, policy := template.One(t, "aws_cloudwatch_log_data_protection_policy")
	document, _ := policy["policy_document"].(string)
	for _, want := range []string{
		`"FindingsDestination" = {"S3" = {"Bucket" = "findings"}}`, `"Deidentify" = {"MaskConfig" = {}}`,
		`"Version" = "2021-06-01"`,
		`"CustomDataIdentifier" = [{"Name" = "ModelProviderKey", "Regex" = "sk-[A-Za-z0-9_-]{20,}|ABSK[A-Za-z0-9+/=]{40,}"}]`,
		`"DataIdentifier" = ["arn:aws:dataprotection::aws:data-identifier/AwsSecretKey"`, `"ModelProviderKey"], "Operation"`,
	} {
		if !strings.Contains(document, want) {
			t.Errorf("%s is missing in\n%s", want, document)
		}
	}
}

func TestWatchedGroupLives(t *testing.T) {
	testkit.Heavy(t)
	aws := testkit.StartAWS(t)
	text := testkit.Synth(t, func(stack cdktf.TerraformStack) { watched(stack) }).Text()
	testkit.ValidateStack(t, text)
	terraform := testkit.NewTerraform(t, text, testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
	aws.AssertEmpty(t)
}

func TestNewReportsAllMistakes(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		logs.New(stack, "logs", &logs.Props{RetentionDays: jsii.Number(31)})
	})
	want :=
		"logs.name: got \"\", want 1 to 512 of the characters a–z, A–Z, 0–9, _ - / . #; name the group like " +
			"/ecs/llm-proxy\n" +
			"logs.retentionDays: got 31 days, want one of 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, " +
			"1096, 1827, 2192, 2557, 2922, 3288, 3653"
	if err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
}
