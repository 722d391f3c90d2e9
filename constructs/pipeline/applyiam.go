package pipeline

import (
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

// passedTo and linked are the services to which a role is passed, and those whose service-linked role AWS makes, with
// the first resource of a type.
var (
	passedTo = map[string]string{
		"aws_budgets_budget_action":       "budgets.amazonaws.com",
		"aws_cloudwatch_event_target":     "events.amazonaws.com",
		"aws_codedeploy_deployment_group": "codedeploy.amazonaws.com",
		"aws_ecs_task_definition":         "ecs-tasks.amazonaws.com",
		"aws_flow_log":                    "vpc-flow-logs.amazonaws.com",
		"aws_scheduler_schedule":          "scheduler.amazonaws.com",
		"aws_sfn_state_machine":           "states.amazonaws.com",
	}
	linked = map[string]string{
		"aws_appautoscaling_target": "ecs.application-autoscaling.amazonaws.com",
		"aws_ecs_cluster":           "ecs.amazonaws.com",
		"aws_lb":                    "elasticloadbalancing.amazonaws.com",
		"aws_wafv2_web_acl_logging_configuration": "wafv2.amazonaws.com",
	}
)

// githubRoles is how the names begin of the roles that jobs of GitHub assume; no prefix of a stack begins so.
const githubRoles = "github-"

// onIAM are the statements on roles and policies: of the stack's names and path, with the boundary, and never on what
// holds this role itself. The keys of each action:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
func (p ApplyRoleProps) onIAM(at applySite, types, prefixes []string) []policy.Statement {
	path := p.path()
	var roles, policies, own []string
	for _, prefix := range prefixes {
		roles = append(roles, at.arn("iam", "role"+path+prefix+"*"))
		policies = append(policies, at.arn("iam", "policy"+path+prefix+"*"))
	}
	for _, form := range []string{"oidc-provider/*", "policy/" + githubRoles + "*", "policy/*/" + githubRoles + "*",
		"role/" + githubRoles + "*", "role/*/" + githubRoles + "*"} {
		own = append(own, at.arn("iam", form))
	}
	bounded := []policy.Condition{{Operator: "StringEquals", Key: "iam:PermissionsBoundary",
		Values: []string{p.PermissionsBoundaryARN}}}
	var out []policy.Statement
	if slices.ContainsFunc(iamTypes, func(kind string) bool { return slices.Contains(types, kind) }) {
		out = append(out,
			policy.Statement{Sid: "ReadIAM", Resources: slices.Concat(roles, policies, own),
				Actions: []string{"iam:GetOpenIDConnectProvider", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:GetRole",
					"iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListInstanceProfilesForRole",
					"iam:ListPolicyVersions", "iam:ListRolePolicies"}},
			policy.Statement{Sid: "MakeBoundedRoles", Resources: roles, Conditions: bounded, Actions: []string{
				"iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy",
				"iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"}},
			policy.Statement{Sid: "ChangeRoles", Resources: roles, Actions: []string{"iam:DeleteRole", "iam:TagRole",
				"iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription"}})
	}
	if slices.Contains(types, "aws_iam_policy") {
		out = append(out, policy.Statement{Sid: "MakePolicies", Resources: policies, Actions: []string{
			"iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:TagPolicy",
			"iam:UntagPolicy"}})
	}
	if services := of(types, passedTo); len(services) > 0 {
		out = append(out, policy.Statement{Sid: "PassRoles", Actions: []string{"iam:PassRole"}, Resources: roles,
			Conditions: []policy.Condition{{Operator: "StringEquals", Key: "iam:PassedToService", Values: services}}})
	}
	if services := of(types, linked); len(services) > 0 {
		out = append(out, policy.Statement{Sid: "MakeServiceLinkedRoles",
			Actions:   []string{"iam:CreateServiceLinkedRole"},
			Resources: []string{at.arn("iam", "role/aws-service-role/*")},
			Conditions: []policy.Condition{
				{Operator: "StringEquals", Key: "iam:AWSServiceName", Values: services}}})
	}
	return append(out, policy.Statement{Sid: "NeverItself", Deny: true, NotActions: []string{"iam:Get*", "iam:List*"},
		Resources: append(own, p.PermissionsBoundaryARN)})
}

// of are the values of a map for types, sorted, each once.
func of(types []string, values map[string]string) []string {
	var out []string
	for _, kind := range types {
		if value := values[kind]; value != "" {
			out = append(out, value)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
