package codedeploy

import (
	"fmt"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
)

type here struct{}

func (here) ARN(service, resource string) string {
	return "arn:aws:" + service + ":eu-west-1:210987654321:" + resource
}

func lines(p Props) []string {
	var out []string
	for _, s := range p.resolve().statements(here{}, ruleARN) {
		for _, r := range s.Resources {
			out = append(out, fmt.Sprint(s.Sid, s.Actions, r, s.Conditions))
		}
	}
	return out
}

func TestCodeDeployMayDoItsPartOnly(t *testing.T) {
	p := valid()
	p.TestListenerARN = ""
	const (
		balancer = "arn:aws:elasticloadbalancing:eu-west-1:210987654321:"
		path     = "app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2"
		tasks    = "[ecs:CreateTaskSet ecs:DeleteTaskSet ecs:DescribeServices ecs:UpdateServicePrimaryTaskSet]"
		move     = "[elasticloadbalancing:ModifyListener elasticloadbalancing:ModifyRule]"
	)
	want := []string{
		"TaskSets" + tasks + "arn:aws:ecs:eu-west-1:210987654321:service/ai/llm-proxy[]",
		"TaskSets" + tasks + "arn:aws:ecs:eu-west-1:210987654321:task-set/ai/llm-proxy/*[]",
		"MoveRequests" + move + balancer + "listener/" + path + "[]",
		"MoveRequests" + move + balancer + "listener-rule/" + path + "/*[]",
		"FindListeners[elasticloadbalancing:DescribeListeners elasticloadbalancing:DescribeRules " +
			"elasticloadbalancing:DescribeTargetGroups]*[]",
		"PassTaskRoles[iam:PassRole]arn:aws:iam::210987654321:role/execution[{StringEquals iam:PassedToService " +
			"[ecs-tasks.amazonaws.com]}]",
	}
	if diff := cmp.Diff(want, lines(p)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	p = valid()
	p.AlarmNames, p.Hooks = jsii.Strings("5xx"), map[Hook]string{AfterInstall: function, BeforeAllowTraffic: function}
	want = append(want, "ReadAlarms[cloudwatch:DescribeAlarms]*[]", "CallHooks[lambda:InvokeFunction]"+function+"[]",
		"MoveRequests"+move+balancer+"listener/"+path+"0[]", "MoveRequests"+move+balancer+"listener-rule/"+path+"0/*[]")
	if diff := cmp.Diff(sorted(want), sorted(lines(p))); diff != "" {
		t.Errorf("with a test listener, alarms and hooks (-want +got):\n%s", diff)
	}
}
