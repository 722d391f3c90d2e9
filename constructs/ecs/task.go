package ecs

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ecstaskdefinition"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamrole"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamrolepolicy"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// TaskDefinition is a Fargate task definition with its execution role and task role.
type TaskDefinition struct {
	constructs.Construct
	task                          ecstaskdefinition.EcsTaskDefinition // nil when the props were refused
	executionRole, taskRole       iamrole.IamRole                     // nil when adopted
	policies                      []iamrolepolicy.IamRolePolicy
	arn, family                   string
	executionRoleARN, taskRoleARN string
	config                        taskConfig
	containers                    []any // in the shape of ECS's API
	registration                  string
}

// NewTaskDefinition makes a task definition and its two roles, unless they exist. A Service takes its ARN and
// TaskPorts. Mistakes in props are reported together with those of all other constructs when the app is synthesized;
// nothing is created then.
func NewTaskDefinition(scope constructs.Construct, id string, props *TaskDefinitionProps) *TaskDefinition {
	t := &TaskDefinition{arn: token.Unknown, family: token.Unknown, executionRoleARN: token.Unknown,
		taskRoleARN: token.Unknown}
	bridge.Init(t, scope, id)
	if bridge.Refused(t, props.problems(), props) {
		return t
	}
	c := props.resolve()
	t.config = c
	t.newRoles(c)
	t.containers = c.definitions()
	t.task = ecstaskdefinition.NewEcsTaskDefinition(t, jsii.String("task-definition"),
		&ecstaskdefinition.EcsTaskDefinitionConfig{
			Family:                  jsii.String(c.Family),
			RequiresCompatibilities: jsii.Strings(Fargate),
			NetworkMode:             jsii.String("awsvpc"),
			Cpu:                     bridge.NumberString(c.cpu),
			Memory:                  bridge.NumberString(c.memory),
			RuntimePlatform: &ecstaskdefinition.EcsTaskDefinitionRuntimePlatform{
				CpuArchitecture: jsii.String(string(c.architecture)), OperatingSystemFamily: jsii.String("LINUX"),
			},
			EphemeralStorage:     c.ephemeralStorage(),
			Volume:               c.volumeBlocks(),
			ContainerDefinitions: bridge.JSON(t.containers),
			ExecutionRoleArn:     jsii.String(t.executionRoleARN),
			TaskRoleArn:          jsii.String(t.taskRoleARN),
			SkipDestroy:          jsii.Bool(true), // a rollback needs the earlier revisions
			Tags:                 bridge.Tags(c.Tags, ""),
			Lifecycle:            c.lifecycle(),
		})
	t.arn, t.family = *t.task.Arn(), *t.task.Family()
	bridge.RefuseOverrides(t, t.task, "container_definitions", "containerOverrides")
	return t
}

func (t *TaskDefinition) newRoles(c taskConfig) {
	site := bridge.SiteOf(t)
	role := func(id, description, adopted, name, prefix string, statements []policy.Statement) (iamrole.IamRole, string) {
		if adopted != "" {
			t.tellNeeds(id, adopted, statements)
			return nil, adopted
		}
		made := bridge.NewRole(t, id, bridge.RoleProps{
			NamePrefix:  prefix,
			Name:        name,
			Description: description + " " + c.Family,
			Trust:       policy.ServiceTrust("ecs-tasks.amazonaws.com", site.Account(), site.ARN("ecs", "*")),
			Tags:        c.Tags,
		})
		if granted := bridge.Grant(t, id+"-policy", made, statements...); granted != nil {
			t.policies = append(t.policies, granted)
		}
		return made, *made.Arn()
	}
	t.executionRole, t.executionRoleARN = role("execution", "ECS starts the tasks with it:", c.ExecutionRoleARN,
		c.ExecutionRoleName, c.executionPrefix, c.executionStatements(site))
	t.taskRole, t.taskRoleARN = role("task", "The code of the tasks runs with it:", c.TaskRoleARN, c.TaskRoleName,
		c.taskPrefix, c.taskStatements(site))
}

func (c taskConfig) lifecycle() *cdktf.TerraformResourceLifecycle {
	if len(c.Preconditions) == 0 {
		return nil
	}
	conditions := make([]*cdktf.Precondition, len(c.Preconditions))
	for i, p := range c.Preconditions {
		conditions[i] = &cdktf.Precondition{Condition: p.Condition, ErrorMessage: jsii.String(p.ErrorMessage)}
	}
	return &cdktf.TerraformResourceLifecycle{Precondition: &conditions}
}

func (c taskConfig) ephemeralStorage() *ecstaskdefinition.EcsTaskDefinitionEphemeralStorage {
	if c.EphemeralStorageGiB == nil {
		return nil
	}
	return &ecstaskdefinition.EcsTaskDefinitionEphemeralStorage{SizeInGib: c.EphemeralStorageGiB}
}

// ARN returns the ARN of the revision that this program describes.
func (t *TaskDefinition) ARN() string { return t.arn }

// Family returns the family of the revisions.
func (t *TaskDefinition) Family() string { return t.family }

// ExecutionRoleARN returns the ARN of the role that ECS starts tasks with.
func (t *TaskDefinition) ExecutionRoleARN() string { return t.executionRoleARN }

// TaskRoleARN returns the ARN of the role that the code runs with.
func (t *TaskDefinition) TaskRoleARN() string { return t.taskRoleARN }

// ExecutionRole returns the execution role that was made. It is nil when one was adopted or the props were refused.
func (t *TaskDefinition) ExecutionRole() iamrole.IamRole { return t.executionRole }

// TaskRole returns the task role that was made, to grant more. It is nil when one was adopted or the props were
// refused.
func (t *TaskDefinition) TaskRole() iamrole.IamRole { return t.taskRole }

// Policies returns the policies of the roles that were made. A service depends on them, so that its tasks are never
// without their permissions.
func (t *TaskDefinition) Policies() []iamrolepolicy.IamRolePolicy { return t.policies }

// Resource returns the underlying aws_ecs_task_definition, for overrides. It is nil when the props were refused.
func (t *TaskDefinition) Resource() ecstaskdefinition.EcsTaskDefinition { return t.task }
