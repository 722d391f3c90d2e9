package ecs

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Registration is the task definition as aws ecs register-task-definition --cli-input-json takes it, a reference that
// Terraform computes: give it to an output, for a pipeline that registers revisions itself.
func (t *TaskDefinition) Registration() string {
	if t.task == nil {
		return token.Unknown // the props were refused
	}
	input := map[string]any{
		"family":                  t.family,
		"executionRoleArn":        t.executionRoleARN,
		"taskRoleArn":             t.taskRoleARN,
		"networkMode":             "awsvpc",
		"requiresCompatibilities": []string{Fargate},
		"cpu":                     *t.task.Cpu(),
		"memory":                  *t.task.Memory(),
		"runtimePlatform": map[string]any{"cpuArchitecture": string(t.config.architecture),
			"operatingSystemFamily": "LINUX"},
		"containerDefinitions": cdktf.Fn_Jsondecode(t.task.ContainerDefinitions()),
	}
	if size := t.config.EphemeralStorageGiB; size != nil {
		input["ephemeralStorage"] = map[string]any{"sizeInGiB": size}
	}
	if volumes := t.config.volumeInput(); volumes != nil {
		input["volumes"] = volumes
	}
	// With those that the provider puts on everything; CDKTF has no function that turns a map into such a list.
	input["tags"] = cdktf.NewTerraformLocal(t, jsii.String("registered-tags"),
		"${[for key, value in "+*t.task.Fqn()+".tags_all : {key = key, value = value}]}").AsString()
	return *bridge.JSON(input)
}
