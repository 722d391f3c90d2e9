package codedeploy

import (
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

// site makes ARNs: *bridge.Site, or a stated one in tests.
type site interface {
	ARN(service, resource string) string
}

// statements are what AWS's AWSCodeDeployRoleForECS allows, for this service, the listeners that it is behind, its
// hooks and roles only (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html).
// An AppSpec is handed over in the request and alarms publish to topics of their own, so neither S3 nor SNS is in it.
func (c config) statements(at site, ruleARN func(listenerARN string) string) []policy.Statement {
	listeners := []string{c.ListenerARN}
	if c.TestListenerARN != "" {
		listeners = append(listeners, c.TestListenerARN)
	}
	var rules []string
	for _, listener := range listeners {
		rules = append(rules, ruleARN(listener))
	}
	service := c.ClusterName + "/" + c.ServiceName
	out := []policy.Statement{
		{
			Sid: "TaskSets", Actions: []string{"ecs:CreateTaskSet", "ecs:DeleteTaskSet", "ecs:DescribeServices",
				"ecs:UpdateServicePrimaryTaskSet"},
			Resources: []string{at.ARN("ecs", "service/"+service), at.ARN("ecs", "task-set/"+service+"/*")},
		},
		{
			Sid: "MoveRequests", Actions: []string{"elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule"},
			Resources: append(listeners, rules...),
		},
		{
			// AWS knows no resource for these.
			Sid: "FindListeners", Actions: []string{"elasticloadbalancing:DescribeListeners",
				"elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeTargetGroups"},
			Resources: []string{"*"},
		},
		{
			Sid: "PassTaskRoles", Actions: []string{"iam:PassRole"}, Resources: optional.Texts(c.TaskRoleARNs),
			Conditions: []policy.Condition{{Operator: "StringEquals", Key: "iam:PassedToService",
				Values: []string{"ecs-tasks.amazonaws.com"}}},
		},
	}
	if c.alarmed() {
		// A narrower resource hides composite alarms
		// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html).
		out = append(out, policy.Statement{Sid: "ReadAlarms", Actions: []string{"cloudwatch:DescribeAlarms"},
			Resources: []string{"*"}})
	}
	if functions := c.functions(); len(functions) > 0 {
		out = append(out, policy.Statement{Sid: "CallHooks", Actions: []string{"lambda:InvokeFunction"},
			Resources: functions})
	}
	return out
}

// functions of the hooks, each once.
func (c config) functions() []string {
	var out []string
	for _, hook := range sortedHooks(c.Hooks) {
		if function := c.Hooks[hook]; !slices.Contains(out, function) {
			out = append(out, function)
		}
	}
	return out
}
