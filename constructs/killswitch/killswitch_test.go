package killswitch_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

const topic = "arn:aws:sns:eu-west-1:210987654321:llm-proxy-guardrails"

func automatic() *killswitch.Props {
	return &killswitch.Props{
		ClusterName: "ai", ServiceName: "llm-proxy", TopicARN: topic,
		Scaling: &killswitch.Scaling{MinCapacity: jsii.Number(2), MaxCapacity: jsii.Number(20),
			Scheduled: jsii.Bool(true)},
		Settings: killswitch.Settings{Name: "llm-proxy", Mode: killswitch.Automatic,
			AlarmNames: jsii.Strings("llm-proxy-spend-per-hour"), Tags: map[string]string{"team": "ai"},
			TopicKMSKeyARN: "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab"},
	}
}

func manual() *killswitch.Props {
	return &killswitch.Props{ClusterName: "ai", ServiceName: "llm-proxy", TopicARN: topic,
		DesiredCount: jsii.Number(3), Settings: killswitch.Settings{Name: "llm-proxy"}}
}

func TestNew(t *testing.T) {
	for name, props := range map[string]*killswitch.Props{"automatic.json": automatic(), "manual.json": manual()} {
		template := testkit.Synth(t, func(stack cdktf.TerraformStack) { killswitch.New(stack, "kill-switch", props) })
		template.Golden(t, name)
	}
}

func TestCommands(t *testing.T) {
	testkit.Synth(t, func(stack cdktf.TerraformStack) {
		for _, test := range []struct {
			props *killswitch.Props
			want  string
		}{
			{automatic(), "aws application-autoscaling register-scalable-target --region eu-west-1 --service-namespace ecs " +
				"--scalable-dimension ecs:service:DesiredCount --resource-id service/ai/llm-proxy --min-capacity 2 " +
				"--max-capacity 20 --suspended-state DynamicScalingInSuspended=false,DynamicScalingOutSuspended=false," +
				"ScheduledScalingSuspended=false"},
			{manual(), "aws ecs update-service --region eu-west-1 --cluster ai --service llm-proxy --desired-count 3"},
		} {
			test.props.Name += string(test.props.Mode) // two machines of one stack cannot share it
			k := killswitch.New(stack, "switch-"+string(test.props.Mode), test.props)
			if diff := cmp.Diff(test.want, k.RestoreCommand()); diff != "" {
				t.Error(diff)
			}
			if !strings.HasPrefix(k.Command(), "aws stepfunctions start-execution --region eu-west-1 --state-machine-arn ${") {
				t.Errorf("got %q", k.Command())
			}
			isAutomatic := test.props.Mode == killswitch.Automatic
			if k.StateMachine() == nil || k.StateMachineRole() == nil || (k.Rule() != nil) != isAutomatic ||
				(k.EventsRole() != nil) != isAutomatic || (k.Target() != nil) != isAutomatic {
				t.Errorf("mode %q: a resource is out of reach, or one too many", test.props.Mode)
			}
		}
	})
}

// The machine's role stops one service and the tasks of one cluster, and nothing else.
func TestRoles(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) { killswitch.New(stack, "kill-switch", manual()) })
	template.Count(t, "aws_iam_role", 1)
	template.Count(t, "aws_cloudwatch_event_rule", 0)
	template.Has(t, "aws_iam_role_policy", testkit.Object{"policy": `${jsonencode({"Statement" = [` +
		`{"Action" = ["ecs:DescribeServices", "ecs:UpdateService"], "Effect" = "Allow", ` +
		`"Resource" = "arn:aws:ecs:eu-west-1:210987654321:service/ai/llm-proxy", "Sid" = "StopService"}, ` +
		`{"Action" = "ecs:ListTasks", "Condition" = {"ArnEquals" = {"ecs:cluster" = ` +
		`"arn:aws:ecs:eu-west-1:210987654321:cluster/ai"}}, "Effect" = "Allow", "Resource" = "*", "Sid" = "ListTasks"}, ` +
		`{"Action" = "ecs:StopTask", "Effect" = "Allow", "Resource" = "arn:aws:ecs:eu-west-1:210987654321:task/ai/*", ` +
		`"Sid" = "StopTasks"}, {"Action" = "sns:Publish", "Effect" = "Allow", "Resource" = "` + topic +
		`", "Sid" = "Tell"}], "Version" = "2012-10-17"})}`})
}

// referring knows every name only as a reference, and neither region nor account.
func referring(stack cdktf.TerraformStack) {
	text := func(name string) string {
		return *cdktf.NewTerraformVariable(stack, jsii.String(name),
			&cdktf.TerraformVariableConfig{Type: jsii.String("string"), Default: name}).StringValue()
	}
	most := cdktf.NewTerraformVariable(stack, jsii.String("most"),
		&cdktf.TerraformVariableConfig{Type: jsii.String("number"), Default: 5}).NumberValue()
	killswitch.New(stack, "kill-switch", &killswitch.Props{
		ClusterName: text("cluster"), ServiceName: text("service"), TopicARN: text("topic"),
		Scaling: &killswitch.Scaling{MinCapacity: jsii.Number(1), MaxCapacity: most},
		Settings: killswitch.Settings{Name: text("name"), Mode: killswitch.Automatic,
			AlarmNames: jsii.Strings(text("alarm")), TopicKMSKeyARN: text("key")},
	})
}

func TestNewReportsAllMistakes(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		k := killswitch.New(stack, "kill-switch", &killswitch.Props{ClusterName: "ai", TopicARN: topic,
			Settings: killswitch.Settings{Name: "llm", Mode: killswitch.Automatic}})
		if k.StateMachine() != nil || k.Rule() != nil || k.Command() == "" || k.RestoreCommand() == "" {
			t.Error("a refused kill switch was made")
		}
	})
	want := "kill-switch.alarmNames: got nothing, want the alarm that pulls the switch, or several; name those that " +
		"mean money; or choose Manual\n" +
		`kill-switch.serviceName: got "", want 1 to 255 letters, digits, hyphens and underscores; give the name, not the ARN`
	if diff := cmp.Diff(want, fmt.Sprint(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
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
	stack := func(alarms ...string) []byte {
		return testkit.Synth(t, func(stack cdktf.TerraformStack) {
			props := automatic()
			props.AlarmNames = jsii.Strings(alarms...)
			killswitch.New(stack, "kill-switch", props)
		}).Text()
	}
	aws := testkit.StartAWS(t)
	terraform := testkit.NewTerraform(t, stack("llm-proxy-spend-per-hour"), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	changes := terraform.Update(t, stack("llm-proxy-spend-per-hour", "llm-proxy-tokens-per-minute"))
	if len(changes) != 1 || !strings.HasPrefix(changes[0], "update aws_cloudwatch_event_rule.kill-switch_rule_") {
		t.Errorf("another alarm changes more than the rule:\n%s", strings.Join(changes, "\n"))
	}
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
	aws.AssertEmpty(t)
}
