package logs_test

import (
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
	if diff := cmp.Diff([]string{"non-blocking", "25m", "eu-west-1"}, []string{options["mode"], options["max-buffer-size"], options["awslogs-region"]}); diff != "" {
		t.Errorf("options (-want +got):\n%s", diff)
	}
}

func TestNewReportsAllMistakes(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		logs.New(stack, "logs", &logs.Props{RetentionDays: jsii.Number(31)})
	})
	want := "logs.name: got \"\", want 1 to 512 of the characters a–z, A–Z, 0–9, _ - / . #; name the group like /ecs/llm-proxy\n" +
		"logs.retentionDays: got 31 days, want one of 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653"
	if err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
}
