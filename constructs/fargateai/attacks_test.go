package fargateai_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamtest"
	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
)

// What the roles of a service's own parts may do, and what somebody who has taken over the part tries with them.
func TestAttacksOnTheRolesOfAService(t *testing.T) {
	template := synth(t, func(stack *fargateai.Stack) {
		fargateai.NewLLMProxy(stack, "desk", production(func(p *fargateai.ServiceProps) {
			p.TaskProtection, p.Redeploy = jsii.Bool(true), &redeploy.Settings{}
			p.Guardrails = &guardrails.Settings{Alarms: guardrails.Alarms{TokensPerDay: jsii.Number(1_000_000)}}
			p.KillSwitch = &killswitch.Settings{Mode: killswitch.Automatic}
			p.ScheduledTasks = map[string]fargateai.ScheduledTask{"evaluation": {Settings: scheduledtask.Settings{
				Expression: "rate(1 day)"}}}
		}))
		fargateai.NewLLMProxy(stack, "green", production(func(p *fargateai.ServiceProps) {
			p.BlueGreen, p.Domain.Name = &codedeploy.Settings{}, "green.acme.dev"
		}))
	})
	stack := iamtest.ReadStack(t, template.Text())
	allowed, denied := 0, 0
	var tabled []string
	for _, test := range []struct{ role, table string }{
		{"desk_task_task-policy", `
			allow ecs:UpdateTaskProtection ecs:task/desk/1 aws:ResourceTag/aws:ecs:serviceName=desk
			allow ecs:GetTaskProtection ecs:task/desk/1 aws:ResourceTag/aws:ecs:serviceName=desk
			deny  ecs:UpdateTaskProtection ecs:task/desk/1 aws:ResourceTag/aws:ecs:serviceName=billing # S12
			deny  ecs:UpdateTaskProtection ecs:task/desk/1                         # S12: a task of no service
			deny  ecs:UpdateTaskProtection ecs:task/other/1 aws:ResourceTag/aws:ecs:serviceName=desk
			deny  ecs:TagResource ecs:task/desk/1                                  # S12: the tag itself
			deny  ecs:StopTask ecs:task/desk/1
			deny  ecs:ExecuteCommand ecs:task/desk/1
			deny  ecs:UpdateService ecs:service/desk/desk
			deny  ssmmessages:OpenDataChannel *
			deny  secretsmanager:GetSecretValue secretsmanager:secret:llm-proxy/openai-AbCdEf # the execution role's
			deny  iam:PassRole iam:role/desk-task iam:PassedToService=ecs-tasks.amazonaws.com
			deny  sts:AssumeRole iam:role/github-apply-1`},
		{"desk_task_execution-policy", `
			allow ecr:GetAuthorizationToken *
			deny  ecr:PutImage ecr:repository/desk
			deny  secretsmanager:GetSecretValue secretsmanager:secret:billing
			deny  secretsmanager:PutSecretValue secretsmanager:secret:llm-proxy/openai-AbCdEf
			deny  ssm:GetParameters ssm:parameter/billing
			deny  ssm:PutParameter ssm:parameter/llm-proxy/salt
			deny  logs:DeleteLogGroup logs:log-group:/ecs/desk
			deny  logs:PutLogEvents logs:log-group:/ecs/billing:log-stream:x
			deny  kms:Decrypt kms:key/1`},
		{"desk_kill-switch", `
			allow ecs:UpdateService ecs:service/desk/desk
			allow ecs:ListTasks * ecs:cluster=@ecs:cluster/desk
			deny  ecs:UpdateService ecs:service/desk/billing
			deny  ecs:UpdateService ecs:service/other/desk
			deny  ecs:DeleteService ecs:service/desk/desk
			deny  ecs:ListTasks * ecs:cluster=@ecs:cluster/other
			deny  ecs:StopTask ecs:task/other/1
			deny  ecs:RunTask ecs:task-definition/desk:1 ecs:cluster=@ecs:cluster/desk
			deny  sns:Publish sns:billing
			deny  states:StartExecution states:stateMachine:billing
			deny  iam:PassRole iam:role/desk-task iam:PassedToService=ecs-tasks.amazonaws.com`},
		{"desk_redeploy", `
			allow ecs:UpdateService ecs:service/desk/desk
			deny  ecs:UpdateService ecs:service/desk/billing
			deny  ecs:RegisterTaskDefinition ecs:task-definition/desk:*
			deny  ecs:StopTask ecs:task/desk/1
			deny  states:StartExecution states:stateMachine:billing
			deny  iam:PassRole iam:role/desk-task iam:PassedToService=ecs-tasks.amazonaws.com`},
		{"desk_scheduled", `
			allow ecs:TagResource ecs:task/desk/1 ecs:CreateAction=RunTask
			deny  ecs:RunTask ecs:task-definition/desk-evaluation:1 ecs:cluster=@ecs:cluster/other
			deny  ecs:RunTask ecs:task-definition/billing:1 ecs:cluster=@ecs:cluster/desk
			deny  ecs:RunTask ecs:task-definition/desk-evaluation:1
			deny  ecs:TagResource ecs:task/desk/1                                  # tags that others ask for
			deny  ecs:UpdateService ecs:service/desk/desk
			deny  iam:PassRole iam:role/admin iam:PassedToService=ecs-tasks.amazonaws.com
			deny  sqs:SendMessage sqs:billing
			deny  sqs:ReceiveMessage sqs:desk-evaluation`},
		{"flow-log-delivery", `
			deny  logs:CreateLogGroup logs:log-group:/vpc/desk
			deny  logs:DeleteLogGroup logs:log-group:/vpc/desk
			deny  logs:PutLogEvents logs:log-group:/ecs/desk:log-stream:x          # what the service says
			deny  logs:PutLogEvents logs:log-group:/vpc/billing:log-stream:x
			deny  logs:GetLogEvents logs:log-group:/vpc/desk:log-stream:x
			deny  logs:PutRetentionPolicy logs:log-group:/vpc/desk
			deny  ec2:DeleteFlowLogs *
			deny  iam:PassRole iam:role/desk-task iam:PassedToService=ecs-tasks.amazonaws.com`},
		{"green_task_execution-policy", `
			allow ecr:GetAuthorizationToken *
			deny  ecr:PutImage ecr:repository/green
			deny  secretsmanager:GetSecretValue secretsmanager:secret:billing
			deny  logs:PutLogEvents logs:log-group:/ecs/desk:log-stream:x          # of the service beside it
			deny  kms:Decrypt kms:key/1`},
		{"green_deployment-group", `
			allow ecs:CreateTaskSet ecs:service/green/green
			deny  ecs:CreateTaskSet ecs:service/green/billing
			deny  ecs:UpdateService ecs:service/green/green
			deny  ecs:DeleteService ecs:service/green/green
			deny  elasticloadbalancing:ModifyListener elasticloadbalancing:listener/app/billing/1/2
			deny  elasticloadbalancing:DeleteLoadBalancer elasticloadbalancing:loadbalancer/app/green/1
			deny  lambda:InvokeFunction lambda:function:billing
			deny  iam:PassRole iam:role/admin iam:PassedToService=ecs-tasks.amazonaws.com
			deny  s3:GetObject s3:acme-state/desk/terraform.tfstate`},
	} {
		tabled = append(tabled, test.role)
		t.Run(test.role, func(t *testing.T) {
			a, d := iamtest.Table(t, test.table, stack.Of(t, test.role)...)
			allowed, denied = allowed+a, denied+d
		})
	}
	if allowed < 8 || denied < 49 {
		t.Errorf("got %d lines that are allowed and %d that are denied", allowed, denied)
	}
	for name := range stack.Policies {
		if !slices.ContainsFunc(tabled, func(role string) bool { return strings.Contains(name, role) }) {
			t.Errorf("no table tells what %s must not do", name)
		}
	}
	for name, trust := range stack.Trust {
		t.Run(name, func(t *testing.T) {
			iamtest.Table(t, `
				deny sts:AssumeRole * aws:SourceAccount=555555555555 # the confused deputy
				deny sts:AssumeRole *
				deny sts:AssumeRoleWithWebIdentity *
			`, trust)
		})
	}
}
