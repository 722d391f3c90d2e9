package ecs_test

import (
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/efsfilesystem"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// The registration is what a pipeline reads: it must not differ from one plan to the next, whatever AWS adds to what it
// was told.
func TestTaskDefinitionLives(t *testing.T) {
	testkit.Heavy(t)
	aws := testkit.StartAWS(t)
	stack := func(change func(*ecs.TaskDefinitionProps)) []byte {
		return testkit.Synth(t, func(stack cdktf.TerraformStack) {
			files := efsfilesystem.NewEfsFileSystem(stack, jsii.String("models"), &efsfilesystem.EfsFileSystemConfig{})
			d := ecs.NewTaskDefinition(stack, "task", task(func(p *ecs.TaskDefinitionProps) {
				p.EphemeralStorageGiB = jsii.Number(40)
				p.Volumes = []ecs.Volume{{Name: "models", EFS: &ecs.EFSVolume{FileSystemID: *files.Id()}}}
				p.ContainerOverrides = map[string]map[string]any{"app": {"interactive": true}}
				c := &p.Containers[0]
				c.Mounts = []ecs.Mount{{VolumeName: "models", ContainerPath: "/models", ReadOnly: jsii.Bool(true)}}
				c.Tmpfs = []ecs.Tmpfs{{ContainerPath: "/cache", SizeMiB: jsii.Number(64), UserID: jsii.Number(1000)}}
				c.RepositoryCredentials = &ecs.Secret{
					ValueFrom: "arn:aws:secretsmanager:eu-west-1:210987654321:secret:ghcr-a1b2c3",
					GrantARN:  "arn:aws:secretsmanager:eu-west-1:210987654321:secret:ghcr-a1b2c3"}
				c.User, c.WorkingDirectory = "1000", "/srv"
				change(p)
			}))
			cdktf.NewTerraformOutput(stack, jsii.String("registration"),
				&cdktf.TerraformOutputConfig{Value: d.Registration(), StaticId: jsii.Bool(true)})
		}).Text()
	}
	terraform := testkit.NewTerraform(t, stack(func(*ecs.TaskDefinitionProps) {}), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	for _, change := range []func(*ecs.TaskDefinitionProps){
		func(p *ecs.TaskDefinitionProps) { p.Containers[0].Image = "ghcr.io/acme/app:v2" },
		func(p *ecs.TaskDefinitionProps) { p.Containers[0].User = "1001" },
		func(p *ecs.TaskDefinitionProps) { p.Tags = map[string]string{"team": "ai"} },
	} {
		terraform.Update(t, stack(change))
		terraform.AssertEmptyPlan(t)
	}
	terraform.Destroy(t)
	aws.AssertEmpty(t, "TaskDefinition") // earlier revisions stay registered, since a rollback needs them
}
