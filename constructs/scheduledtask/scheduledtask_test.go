package scheduledtask_test

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/subnet"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpc"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// everything states every setting.
func everything() *scheduledtask.Props {
	return &scheduledtask.Props{
		ClusterARN: "arn:aws:ecs:eu-west-1:210987654321:cluster/ai", Family: "retrieval",
		TaskDefinitionARN: "arn:aws:ecs:eu-west-1:210987654321:task-definition/retrieval:7", ContainerName: "retrieval",
		ExecutionRoleARN: "arn:aws:iam::210987654321:role/retrieval-execution",
		TaskRoleARN:      "arn:aws:iam::210987654321:role/retrieval-task",
		SubnetIDs:        jsii.Strings("subnet-0a1b2c3d4e5f67890"), SecurityGroupIDs: jsii.Strings("sg-0a1b2c3d4e5f67890"),
		AssignPublicIP: jsii.Bool(true),
		Settings: scheduledtask.Settings{
			Name: "evaluation", Expression: "cron(0 2 * * ? *)", TimeZone: "Europe/Dublin",
			StartDate: "2040-01-01T01:00:00+01:00", FlexibleMinutes: jsii.Number(15),
			Command: jsii.Strings("python", "-m", "evaluation", `--note="${HOME}"`), Environment: map[string]string{"SUITE": "nightly"},
			OtherContainers: []scheduledtask.ContainerOverride{{Name: "otel", Environment: map[string]string{"LEVEL": "debug"}}},
			TaskCount:       jsii.Number(2),
			CapacityProviders: []scheduledtask.CapacityProvider{{Name: "FARGATE", Base: jsii.Number(1)},
				{Name: "FARGATE_SPOT", Weight: jsii.Number(4)}},
			RetryAttempts: jsii.Number(3), MaxEventAgeSeconds: jsii.Number(600), MissedAfterHours: jsii.Number(30),
			Topic:     &scheduledtask.Topic{Emails: jsii.Strings("oncall@acme.dev")},
			KMSKeyARN: "arn:aws:kms:eu-west-1:210987654321:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
			Tags:      map[string]string{"team": "ai"},
		},
	}
}

// least states what is required.
func least() *scheduledtask.Props {
	p := everything()
	p.TaskDefinitionARN, p.TaskRoleARN, p.AssignPublicIP = "", "", nil
	p.Settings = scheduledtask.Settings{Name: "evaluation", Expression: "rate(1 day)"}
	return p
}

func synth(t *testing.T, p *scheduledtask.Props) *testkit.Template {
	t.Helper()
	return testkit.Synth(t, func(stack cdktf.TerraformStack) { scheduledtask.New(stack, "evaluation", p) })
}

func TestNew(t *testing.T) {
	template := synth(t, everything())
	template.Golden(t, "everything.json")
	template.Has(t, "aws_scheduler_schedule", testkit.Object{"start_date": "2040-01-01T00:00:00Z", "state": "ENABLED"})
	template.Has(t, "aws_cloudwatch_event_rule", testkit.Object{"name": "evaluation-failed",
		"event_pattern": `${jsonencode({"detail" = {"$or" = [{"containers" = {"exitCode" = [{"anything-but" = [0]}], ` +
			`"name" = ["retrieval"]}}, {"stopCode" = [{"anything-but" = ["EssentialContainerExited"]}]}], ` +
			`"clusterArn" = ["arn:aws:ecs:eu-west-1:210987654321:cluster/ai"], "group" = ["schedule:evaluation"], ` +
			`"lastStatus" = ["STOPPED"]}, "detail-type" = ["ECS Task State Change"], "source" = ["aws.ecs"]})}`})
}

func TestLeast(t *testing.T) {
	template := synth(t, least())
	template.Golden(t, "least.json")
	template.Count(t, "aws_sqs_queue", 1)
	template.Count(t, "aws_cloudwatch_metric_alarm", 1)
	template.Count(t, "aws_sns_topic", 0)
	if text := string(template.Text()); !strings.Contains(text, "task-definition/retrieval\"") {
		t.Error("the newest revision is named by the family alone")
	}
}

func TestHeldAndDisabled(t *testing.T) {
	for name, change := range map[string]func(*scheduledtask.Props){
		"held":     func(p *scheduledtask.Props) { p.Held = jsii.Bool(true) },
		"disabled": func(p *scheduledtask.Props) { p.Disabled = jsii.Bool(true) },
	} {
		p := everything()
		change(p)
		template := synth(t, p)
		template.Has(t, "aws_scheduler_schedule", testkit.Object{"state": "DISABLED"})
		template.Count(t, "aws_cloudwatch_metric_alarm", 1) // a schedule that is off misses nothing
		if t.Failed() {
			t.Fatal(name)
		}
	}
}

func TestExistingGroupAndTopic(t *testing.T) {
	p := least()
	p.ExistingGroupName, p.ExistingTopicARN = "nightly", "arn:aws:sns:eu-west-1:210987654321:oncall"
	template := synth(t, p)
	template.Count(t, "aws_scheduler_schedule_group", 0)
	template.Has(t, "aws_scheduler_schedule", testkit.Object{"group_name": "nightly"})
	template.Has(t, "aws_cloudwatch_metric_alarm", testkit.Object{"alarm_actions": []any{p.ExistingTopicARN}})
}

func TestRefused(t *testing.T) {
	_, err := testkit.TrySynth(t, nil, func(stack cdktf.TerraformStack) {
		task := scheduledtask.New(stack, "evaluation", nil)
		if task.Schedule() != nil || task.Group() != nil || task.Role() != nil || task.FailedQueue() != nil ||
			task.FailedRule() != nil || task.FailedAlarm() != nil || task.MissedAlarm() != nil || task.Topic() != nil ||
			task.TopicPolicy() != nil || task.TopicARN() == "" {
			t.Error("a refused task has parts")
		}
	})
	if err == nil || !strings.Contains(err.Error(), "evaluation.expression") {
		t.Errorf("got %v", err)
	}
}

// stack is a cluster and a task definition in a network of their own, and a schedule for them.
func stack(change func(*scheduledtask.Props)) func(cdktf.TerraformStack) {
	return func(stack cdktf.TerraformStack) {
		network := vpc.NewVpc(stack, jsii.String("vpc"), &vpc.VpcConfig{CidrBlock: jsii.String("10.0.0.0/16")})
		zone := subnet.NewSubnet(stack, jsii.String("subnet"), &subnet.SubnetConfig{
			VpcId: network.Id(), AvailabilityZone: jsii.String("eu-west-1a"), CidrBlock: jsii.String("10.0.0.0/24")})
		cluster := ecs.NewCluster(stack, "cluster", &ecs.ClusterProps{Name: "ai"})
		task := ecs.NewTaskDefinition(stack, "task", &ecs.TaskDefinitionProps{
			Family:      "retrieval",
			LogOptions:  map[string]string{"awslogs-group": "/ecs/retrieval", "awslogs-region": "eu-west-1"},
			LogGroupARN: "arn:aws:logs:eu-west-1:210987654321:log-group:/ecs/retrieval",
			Containers:  []ecs.Container{{Name: "retrieval", Image: "ghcr.io/acme/retrieval:v1"}},
		})
		p := everything()
		p.ClusterARN, p.TaskDefinitionARN, p.SubnetIDs = cluster.Ref().ARN, task.ARN(), &[]*string{zone.Id()}
		p.SecurityGroupIDs = &[]*string{network.DefaultSecurityGroupId()}
		p.ExecutionRoleARN, p.TaskRoleARN = task.ExecutionRoleARN(), task.TaskRoleARN()
		change(p)
		scheduledtask.New(stack, "evaluation", p)
	}
}

// A life: made, planned again, changed in everything that may change, and destroyed.
func TestLife(t *testing.T) {
	testkit.Heavy(t)
	aws := testkit.StartAWS(t)
	before := len(aws.Leftovers(t))
	terraform := testkit.NewTerraform(t, testkit.Synth(t, stack(func(*scheduledtask.Props) {})).Text(),
		testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	terraform.Update(t, testkit.Synth(t, stack(func(p *scheduledtask.Props) {
		p.TaskDefinitionARN, p.Disabled, p.CapacityProviders = "", jsii.Bool(true), nil
		p.Expression, p.StartDate, p.FlexibleMinutes, p.MissedAfterHours = "rate(1 day)", "", nil, nil
		p.Command, p.Environment, p.OtherContainers, p.KMSKeyARN = nil, nil, nil, ""
	})).Text())
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
	for _, line := range aws.Leftovers(t)[before:] {
		if !strings.Contains(line, " TaskDefinition ") {
			t.Errorf("left behind: %s", line)
		}
	}
}
