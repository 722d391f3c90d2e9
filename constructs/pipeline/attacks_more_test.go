package pipeline

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
)

// Other things to try with the deploy role, and other tokens, than those of the security reading.
func TestMoreAttacksOnTheDeployRole(t *testing.T) {
	props := validDeployRole()
	props.MigrationFamily = "llm-proxy-migrate"
	props.SubnetIDs = jsii.Strings("subnet-0000000a", "subnet-0000000b")
	props.MigrationSubnetIDs = jsii.Strings("subnet-0000000a", "subnet-0000000c")
	attack(t, 0, 28, `
		deny  ecs:RegisterTaskDefinition ecs:task-definition/LLM-PROXY:*
		deny  ecs:RegisterTaskDefinition ecs:task-definition/llm-proxy/x:1
		deny  ecs:RegisterContainerInstance ecs:cluster/ai
		deny  ecs:PutAccountSetting *
		deny  ecs:PutClusterCapacityProviders ecs:cluster/ai
		deny  ecs:StopServiceDeployment ecs:service-deployment/ai/llm-proxy/1
		deny  ecs:UpdateService ecs:service/ai/llm-proxy/..
		deny  ecs:UpdateService ecs:service/AI/llm-proxy
		deny  ecs:StopTask ecs:task/other/1
		deny  iam:PassRole iam:role/llm-proxy-task iam:PassedToService=ecs.amazonaws.com
		deny  iam:PassRole iam:role/llm-proxy-task iam:PassedToService=ecs-tasks.amazonaws.com.cn
		deny  iam:PassRole arn:aws:iam::555555555555:role/llm-proxy-task iam:PassedToService=ecs-tasks.amazonaws.com
		deny  iam:CreateServiceLinkedRole iam:role/aws-service-role/ecs.amazonaws.com/x
		deny  sts:AssumeRole *
		deny  sts:TagSession *
		deny  secretsmanager:GetSecretValue *
		deny  ssm:GetParameter *
		deny  ssm:StartSession *
		deny  logs:GetLogEvents *
		deny  ecr:PutImage arn:aws:ecr:eu-west-1:555555555555:repository/llm-proxy
		deny  ecr:CreateRepository *
		deny  ecr:BatchCheckLayerAvailability ecr:repository/other
		deny  ecr:PutRegistryPolicy *
		deny  elasticloadbalancing:ModifyRule *
		deny  application-autoscaling:RegisterScalableTarget *
		deny  s3:GetObject *
		deny  kms:Decrypt *
		deny  lambda:UpdateFunctionCode *
	`, props.resolve())
	g := validGitHub()
	g.Environments, g.Branches = nil, jsii.Strings("main")
	h := "repo:acme@1342004/llm-proxy@998877:"
	trustTable(t, &g.GitHubRepository, g.trusted(), strings.ReplaceAll(`
		in  sub=HEREref:refs/heads/main
		out sub=HEREref:refs/heads/main2
		out sub=HEREref:refs/heads/Main
		out sub=HEREref:refs/heads/main/x
		out sub=HEREref:refs/tags/main
		out sub=HEREpull_request
		out sub=HEREenvironment:main
		out sub=HEREref:refs/heads/main aud=sts.amazonaws.com.cn
		out sub=repo:acme@1342004/llm-proxy@998878:ref:refs/heads/main
		out sub=repo:acme@1342005/llm-proxy@998877:ref:refs/heads/main
		out sub=repo:acme/llm-proxy:ref:refs/heads/main
		out sub=repo:Acme@1342004/llm-proxy@998877:ref:refs/heads/main
	`, "HERE", h))
}
