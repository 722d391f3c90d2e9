package fargateai_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// The stack that reads another one's state does so as its backend says.
func TestTheBackendOfAStack(t *testing.T) {
	stacks, err := testkit.SynthApp(t, nil, func(app cdktf.App) {
		backend := &fargateai.S3Backend{Bucket: "acme-state", AssumeRoleARN: "arn:aws:iam::310987654321:role/state",
			KMSKeyARN: "arn:aws:kms:eu-west-1:310987654321:key/0a", Profile: "state"}
		one := fargateai.NewStack(app, "network", &fargateai.StackProps{Region: "eu-west-1", Backend: backend})
		net := network.New(one, "network", &network.Props{Egress: network.EgressPublicIP}).Ref()
		two := fargateai.NewStack(app, "edge", &fargateai.StackProps{Region: "eu-west-1",
			Backend: &fargateai.S3Backend{Bucket: "acme-state", UseLockfile: jsii.Bool(false), DynamoDBTable: "locks"}})
		loadbalancer.New(two, "edge", &loadbalancer.Props{VPCID: net.VPCID, SubnetIDs: net.PublicSubnetIDs,
			Settings: loadbalancer.Settings{Name: "edge", AllowPlaintextHTTP: jsii.Bool(true)}})
	})
	if err != nil {
		t.Fatal(err)
	}
	type object = map[string]any
	read := func(stack string) (terraform, data object) {
		var document struct{ Terraform, Data object }
		if err := json.Unmarshal(stacks[stack].Text(), &document); err != nil {
			t.Fatal(err)
		}
		delete(document.Terraform, "required_providers")
		return document.Terraform, document.Data
	}
	network, _ := read("network")
	shared := object{"bucket": "acme-state", "key": "network/terraform.tfstate", "region": "eu-west-1", "encrypt": true,
		"kms_key_id": "arn:aws:kms:eu-west-1:310987654321:key/0a", "profile": "state",
		"assume_role": object{"role_arn": "arn:aws:iam::310987654321:role/state"}}
	locked := object{"use_lockfile": true}
	maps.Copy(locked, shared)
	if diff := cmp.Diff(object{"required_version": ">= 1.10", "backend": object{"s3": locked}}, network); diff != "" {
		t.Error(diff)
	}
	edge, data := read("edge")
	if diff := cmp.Diff(object{"required_version": ">= 1.5", "backend": object{"s3": object{"bucket": "acme-state",
		"key": "edge/terraform.tfstate", "region": "eu-west-1", "encrypt": true, "dynamodb_table": "locks"}}},
		edge); diff != "" {
		t.Error(diff)
	}
	state := data["terraform_remote_state"].(object)["cross-stack-reference-input-network"].(object)
	if diff := cmp.Diff(shared, state["config"]); diff != "" || state["backend"] != "s3" {
		t.Error(state["backend"], diff)
	}
}

// everything is a stack that holds every role that the constructs make.
func everything(t *testing.T, roles fargateai.Roles) *testkit.Template {
	t.Helper()
	stacks, err := testkit.SynthApp(t, testkit.Site, func(app cdktf.App) {
		stack := fargateai.NewStack(app, "test", &fargateai.StackProps{Roles: roles})
		fargateai.NewLLMProxy(stack, "proxy", production(func(p *fargateai.ServiceProps) {
			p.Models = &bedrock.Access{Models: []bedrock.Model{{ID: "amazon.nova-lite-v1:0"}}}
			p.EnableExecute, p.Redeploy = jsii.Bool(true), &redeploy.Settings{}
			p.Guardrails = &guardrails.Settings{Budget: &guardrails.Budget{MonthlyUSD: jsii.Number(100)},
				KillSwitch: &guardrails.KillSwitch{}}
			p.KillSwitch = &killswitch.Settings{}
			nightly := scheduledtask.Settings{Expression: "cron(0 2 * * ? *)", Command: jsii.Strings("evaluate")}
			p.ScheduledTasks = map[string]fargateai.ScheduledTask{"evaluation": {Settings: nightly},
				"index": {Settings: nightly, TaskDefinition: &fargateai.ScheduledTaskDefinition{}}}
		}))
		fargateai.NewService(stack, "green", production(func(p *fargateai.ServiceProps) {
			p.BlueGreen, p.Domain.Name = &codedeploy.Settings{}, "green.acme.dev"
			p.Pipeline = &fargateai.Pipeline{GitHub: pipeline.GitHubRepository{Repository: "acme/green"}}
		}))
		pipeline.NewPlanRole(stack, "plan", &pipeline.PlanRoleProps{
			GitHub:         pipeline.GitHubRepository{Repository: "acme/infra"},
			StateBucketARN: "arn:aws:s3:::acme-state", StateKey: "test/terraform.tfstate"})
	})
	if err != nil {
		t.Fatal(err)
	}
	return stacks["test"]
}

func TestEveryRoleOfAStackHasItsBoundaryAndPath(t *testing.T) {
	const boundary = "arn:aws:iam::210987654321:policy/boundary"
	template := everything(t, fargateai.Roles{PermissionsBoundaryARN: boundary, Path: "/ai/"})
	roles := template.Resources("aws_iam_role")
	if len(roles) < 15 {
		t.Errorf("only %d roles", len(roles))
	}
	for address, role := range roles {
		if role["permissions_boundary"] != boundary || role["path"] != "/ai/" {
			t.Errorf("%s has the boundary %v and the path %v", address, role["permissions_boundary"], role["path"])
		}
	}
	for address, policy := range template.Resources("aws_iam_policy") {
		if policy["path"] != "/ai/" {
			t.Errorf("%s has the path %v", address, policy["path"])
		}
	}
	for address, policy := range template.Resources("aws_iam_role_policy") {
		if text, _ := policy["policy"].(string); strings.Contains(text, ":role/") {
			t.Errorf("%s names a role without its path: %s", address, text)
		}
	}
	for address, role := range everything(t, fargateai.Roles{}).Resources("aws_iam_role") {
		if role["permissions_boundary"] != nil || role["path"] != nil {
			t.Errorf("%s has a boundary or path that nobody stated", address)
		}
	}
}
