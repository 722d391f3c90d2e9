package fargateai_test

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// What a platform team owns is used as it is, and it is told what that must allow.
func TestRolesAndLogGroupOfAnotherTeam(t *testing.T) {
	const role, group = "arn:aws:iam::210987654321:role/acme/", "arn:aws:logs:eu-west-1:210987654321:log-group:/acme/ai"
	var service *fargateai.Service
	template := synth(t, func(stack *fargateai.Stack) {
		service = fargateai.NewService(stack, "llm-proxy", production(func(p *fargateai.ServiceProps) {
			p.ExistingLogGroup = &logs.Ref{Name: "/acme/ai", ARN: group}
			p.Task = &ecs.TaskSettings{ExecutionRoleARN: role + "execution", TaskRoleARN: role + "task"}
			p.Models = &bedrock.Access{Models: []bedrock.Model{{ID: "amazon.titan-embed-text-v2:0"}}}
		}))
	})
	if service.Logs != nil || service.TaskDefinition.TaskRole() != nil {
		t.Error("a log group or a role was made")
	}
	template.Has(t, "aws_ecs_task_definition",
		testkit.Object{"execution_role_arn": role + "execution", "task_role_arn": role + "task"})
	_, task := template.One(t, "aws_ecs_task_definition")
	text := task["container_definitions"].(string)
	for _, want := range []string{`"awslogs-group" = "/acme/ai"`, `"awslogs-region" = "eu-west-1"`,
		`"mode" = "non-blocking"`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing in\n%s", want, text)
		}
	}
	var told strings.Builder
	for _, n := range template.Notices {
		told.WriteString(n.Text + "\n")
	}
	for _, want := range []string{"the execution role " + role + "execution", group + ":log-stream:*",
		"the task role " + role + "task", "bedrock:InvokeModel", "foundation-model/amazon.titan-embed-text-v2:0"} {
		if !strings.Contains(told.String(), want) {
			t.Errorf("%s is missing in\n%s", want, told.String())
		}
	}
}

func TestMainContainerIsOpen(t *testing.T) {
	template := synth(t, func(stack *fargateai.Stack) {
		fargateai.NewService(stack, "llm-proxy", production(func(p *fargateai.ServiceProps) {
			p.Volumes = []ecs.Volume{{Name: "models", EFS: &ecs.EFSVolume{FileSystemID: "fs-0123abcd",
				SecurityGroupID: "sg-0a1b2c3d4e5f67890"}}}
			p.Container = &ecs.ContainerSettings{
				User: "1000", WorkingDirectory: "/app", EnvironmentFiles: jsii.Strings("arn:aws:s3:::acme-config/app.env"),
				Mounts: []ecs.Mount{{VolumeName: "models", ContainerPath: "/models", ReadOnly: jsii.Bool(true)}},
				Tmpfs:  []ecs.Tmpfs{{ContainerPath: "/tmp", SizeMiB: jsii.Number(64), UserID: jsii.Number(1000)}},
			}
			p.Task = &ecs.TaskSettings{EphemeralStorageGiB: jsii.Number(30), TaskRoleName: "llm-proxy",
				ContainerOverrides: map[string]map[string]any{"llm-proxy": {"interactive": true}}}
		}))
	})
	template.Has(t, "aws_ecs_task_definition", testkit.Object{
		"ephemeral_storage": testkit.Object{"size_in_gib": 30},
		"volume":            []testkit.Object{{"name": "models"}}, // /tmp is memory and needs none
	})
	template.Has(t, "aws_iam_role", testkit.Object{"name": "llm-proxy"})
	_, task := template.One(t, "aws_ecs_task_definition")
	text := task["container_definitions"].(string)
	for _, want := range []string{`"user" = "1000"`, `"workingDirectory" = "/app"`, `"containerPath" = "/models"`,
		`"uid=1000"`, `"interactive" = true`, `"value" = "arn:aws:s3:::acme-config/app.env"`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing in\n%s", want, text)
		}
	}
}
