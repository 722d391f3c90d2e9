package ecs

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Registration returns the task definition as aws ecs register-task-definition --cli-input-json takes it, a reference
// that Terraform computes: give it to an output, for a pipeline that registers revisions itself.
//
// Its containers are those that this program states. To those that AWS answers with it adds what nobody said, so that
// they would differ in the plan after every change.
func (t *TaskDefinition) Registration() string {
	if t.task == nil {
		return token.Unknown // the props were refused
	}
	if t.registration != "" {
		return t.registration
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
		"containerDefinitions": t.containers,
	}
	if size := t.config.EphemeralStorageGiB; size != nil {
		input["ephemeralStorage"] = map[string]any{"sizeInGiB": *size}
	}
	if volumes := t.config.volumeInput(); volumes != nil {
		input["volumes"] = volumes
	}
	// With those that the provider puts on everything; CDKTF has no function that turns a map into such a list.
	input["tags"] = cdktf.NewTerraformLocal(t, jsii.String("registered-tags"),
		"${[for key, value in "+*t.task.Fqn()+".tags_all : {key = key, value = value}]}").AsString()
	t.registration = *bridge.JSON(input)
	return t.registration
}
