package codedeploy_test

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

const listener = "arn:aws:elasticloadbalancing:eu-west-1:210987654321:" +
	"listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2"

func props(change func(*codedeploy.Props)) *codedeploy.Props {
	p := &codedeploy.Props{
		ClusterName:          "ai",
		ServiceName:          "llm-proxy",
		ListenerARN:          listener,
		TestListenerARN:      listener + "0",
		BlueTargetGroupName:  "llm-proxy-1",
		GreenTargetGroupName: "llm-proxy-green-1",
		TaskRoleARNs:         jsii.Strings("arn:aws:iam::210987654321:role/execution"),
		Settings: codedeploy.Settings{
			Name: "llm-proxy",
		},
	}
	if change != nil {
		change(p)
	}
	return p
}

func synth(t *testing.T, change func(*codedeploy.Props)) *testkit.Template {
	t.Helper()
	return testkit.Synth(t, func(stack cdktf.TerraformStack) { codedeploy.New(stack, "deployments", props(change)) })
}

func TestDefaults(t *testing.T) {
	template := synth(t, nil)
	template.Golden(t, "group.json")
	want := []string{
		"aws_codedeploy_app.deployments_application_1561D1D2", "aws_codedeploy_deployment_group.deployments_group_38CA14C2",
		"aws_iam_role.deployments_role_826B784E", "aws_iam_role_policy.deployments_policy_1211CB84",
	}
	if diff := cmp.Diff(want, template.Addresses()); diff != "" {
		t.Errorf("addresses (-want +got):\n%s", diff)
	}
	template.Has(t, "aws_codedeploy_app", testkit.Object{"compute_platform": "ECS"})
	template.Has(t, "aws_codedeploy_deployment_group", testkit.Object{
		"deployment_config_name": "CodeDeployDefault.ECSCanary10Percent5Minutes",
		"deployment_style": testkit.Object{"deployment_type": "BLUE_GREEN",
			"deployment_option": "WITH_TRAFFIC_CONTROL"},
		"blue_green_deployment_config": testkit.Object{
			"deployment_ready_option": testkit.Object{"action_on_timeout": "CONTINUE_DEPLOYMENT",
				"wait_time_in_minutes": testkit.Absent},
			"terminate_blue_instances_on_deployment_success": testkit.Object{"action": "TERMINATE",
				"termination_wait_time_in_minutes": 60},
		},
		"auto_rollback_configuration": testkit.Object{"enabled": true,
			"events": []string{"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"}},
		"alarm_configuration": testkit.Absent,
		"load_balancer_info": testkit.Object{"target_group_pair_info": testkit.Object{
			"prod_traffic_route": testkit.Object{"listener_arns": []string{listener}},
			"test_traffic_route": testkit.Object{"listener_arns": []string{listener + "0"}},
			"target_group":       []testkit.Object{{"name": "llm-proxy-1"}, {"name": "llm-proxy-green-1"}},
		}},
		"depends_on": []string{"aws_iam_role_policy.deployments_policy_1211CB84"},
	})
	_, role := template.One(t, "aws_iam_role")
	for _, want := range []string{"codedeploy.amazonaws.com", `"aws:SourceAccount" = "210987654321"`,
		"arn:aws:codedeploy:eu-west-1:210987654321:deploymentgroup:llm-proxy/llm-proxy"} {
		if !strings.Contains(role["assume_role_policy"].(string), want) {
			t.Errorf("%s is missing in %s", want, role["assume_role_policy"])
		}
	}
}

func TestWaitsAlarmsAndNoTestListener(t *testing.T) {
	synth(t, func(p *codedeploy.Props) {
		p.Strategy, p.BakeMinutes, p.ApprovalMinutes, p.AlarmNames = codedeploy.AllAtOnce, jsii.Number(0), jsii.Number(45),
			jsii.Strings("5xx", "slow")
	}).Has(t, "aws_codedeploy_deployment_group", testkit.Object{
		"deployment_config_name": "CodeDeployDefault.ECSAllAtOnce",
		"blue_green_deployment_config": testkit.Object{
			"deployment_ready_option": testkit.Object{"action_on_timeout": "STOP_DEPLOYMENT",
				"wait_time_in_minutes": 45},
			"terminate_blue_instances_on_deployment_success": testkit.Object{"termination_wait_time_in_minutes": 0},
		},
		"auto_rollback_configuration": testkit.Object{"events": []string{"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST",
			"DEPLOYMENT_STOP_ON_ALARM"}},
		"alarm_configuration": testkit.Object{"enabled": true, "alarms": []string{"5xx", "slow"}},
	})
	synth(t, func(p *codedeploy.Props) { p.TestListenerARN, p.AlarmNames = "", jsii.Strings() }).Has(t,
		"aws_codedeploy_deployment_group", testkit.Object{
			"load_balancer_info": testkit.Object{
				"target_group_pair_info": testkit.Object{"test_traffic_route": testkit.Absent},
			},
			"alarm_configuration": testkit.Absent,
		})
}

// A configuration cannot be changed: other steps are another name.
func TestOwnSteps(t *testing.T) {
	template := synth(t, func(p *codedeploy.Props) {
		p.Canary = &codedeploy.Shift{Percentage: jsii.Number(5), Minutes: jsii.Number(30)}
	})
	address, _ := template.One(t, "aws_codedeploy_deployment_config")
	template.Has(t, "aws_codedeploy_deployment_config", testkit.Object{
		"deployment_config_name": "llm-proxy-canary-5-percent-30-minutes", "compute_platform": "ECS",
		"lifecycle": testkit.Object{"create_before_destroy": true},
		"traffic_routing_config": testkit.Object{"type": "TimeBasedCanary",
			"time_based_canary": testkit.Object{"percentage": 5, "interval": 30}, "time_based_linear": testkit.Absent},
	})
	template.Has(t, "aws_codedeploy_deployment_group",
		testkit.Object{"deployment_config_name": "${" + address + ".deployment_config_name}"})
	template = testkit.Synth(t, func(stack cdktf.TerraformStack) {
		minutes := cdktf.NewTerraformVariable(stack, jsii.String("minutes"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("number")})
		codedeploy.New(stack, "deployments", props(func(p *codedeploy.Props) {
			p.Linear = &codedeploy.Shift{Percentage: jsii.Number(20), Minutes: minutes.NumberValue()}
		}))
	})
	template.Has(t, "aws_codedeploy_deployment_config", testkit.Object{
		"deployment_config_name": "llm-proxy-linear-20-percent-${tostring(var.minutes)}-minutes",
		"traffic_routing_config": testkit.Object{"type": "TimeBasedLinear",
			"time_based_linear": testkit.Object{"percentage": 20, "interval": "${var.minutes}"},
			"time_based_canary": testkit.Absent},
	})
}

func TestNewReportsAllMistakes(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		g := codedeploy.New(stack, "deployments", props(func(p *codedeploy.Props) { p.Name, p.TaskRoleARNs = "a b", nil }))
		if g.Resource() != nil || g.Application() != nil || g.Role() != nil || g.Configuration() != nil {
			t.Error("a refused group was made")
		}
		for _, handedOut := range []string{g.ApplicationName(), g.DeploymentGroupName(), g.DeploymentConfigName(),
			g.RoleARN()} {
			if handedOut != token.Unknown {
				t.Errorf("a refused group hands out %q", handedOut)
			}
		}
	})
	const want = `deployments.name: got "a b", want 1 to 64 letters, digits and . _ + = , @ -; ` +
		"name it like the service, e.g. llm-proxy\n" +
		"deployments.taskRoleARNs: got nothing, want the roles that the tasks start and run with; hand over the task " +
		"definition's ExecutionRoleARN() and TaskRoleARN()"
	if err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
}
