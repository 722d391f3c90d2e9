package pipeline_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// The trust in GitHub that the roles need, once an account.
func ExampleNewGitHubProvider() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		pipeline.NewGitHubProvider(stack, "github", nil)
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_iam_openid_connect_provider.github_provider_BE3EB914
}

// A role that pushes images to one repository.
func ExampleNewPushRole() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		pipeline.NewPushRole(stack, "push", &pipeline.PushRoleProps{
			GitHub: pipeline.GitHub{
				GitHubRepository: pipeline.GitHubRepository{
					Repository: "acme/llm-proxy", OwnerID: "1342004", RepositoryID: "998877",
				},
				Environments: jsii.Strings("production"), EnvironmentBranches: jsii.Strings("main"),
			},
			RepositoryARN: "arn:aws:ecr:eu-west-1:210987654321:repository/llm-proxy",
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_iam_role.push_role_455C020A
	// aws_iam_role_policy.push_policy_3E9645E4
}

// A role that deploys one service, for jobs that somebody has approved.
func ExampleNewDeployRole() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		pipeline.NewDeployRole(stack, "deploy", &pipeline.DeployRoleProps{
			GitHub: pipeline.GitHub{
				GitHubRepository: pipeline.GitHubRepository{
					Repository: "acme/llm-proxy", OwnerID: "1342004", RepositoryID: "998877",
				},
				Environments: jsii.Strings("production"), EnvironmentBranches: jsii.Strings("main"),
			},
			ClusterName: "ai", ServiceName: "llm-proxy",
			ExecutionRoleARN: "arn:aws:iam::210987654321:role/llm-proxy-execution",
			TaskRoleARN:      "arn:aws:iam::210987654321:role/llm-proxy-task",
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_iam_role.deploy_role_528EF620
	// aws_iam_role_policy.deploy_policy_C16DC4E1
}

// A role that plans for pull requests: it reads one state.
func ExampleNewPlanRole() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		pipeline.NewPlanRole(stack, "plan", &pipeline.PlanRoleProps{
			GitHub:         pipeline.GitHubRepository{Repository: "acme/llm-proxy", OwnerID: "1342004", RepositoryID: "998877"},
			StateBucketARN: "arn:aws:s3:::acme-state", StateKey: "llm-proxy/terraform.tfstate",
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_iam_role.plan_role_4F38B07F
	// aws_iam_role_policy.plan_policy_A2DAF268
}

// A role that applies the stack that it stands in, and makes roles within a boundary only.
func ExampleNewApplyRole() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		queue.New(stack, "jobs", &queue.Props{Name: "llm-proxy-jobs"})
		pipeline.NewApplyRole(stack, "apply", &pipeline.ApplyRoleProps{
			GitHub: pipeline.GitHub{
				GitHubRepository: pipeline.GitHubRepository{
					Repository: "acme/llm-proxy", OwnerID: "1342004", RepositoryID: "998877",
				},
				Environments: jsii.Strings("production"), EnvironmentBranches: jsii.Strings("main"),
			},
			ResourceTypes: pipeline.ResourceTypes(stack), NamePrefixes: jsii.Strings("llm-proxy"),
			PermissionsBoundaryARN: "arn:aws:iam::210987654321:policy/ai-boundary",
			StateBucketARN:         "arn:aws:s3:::acme-state", StateKey: "llm-proxy/terraform.tfstate",
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_iam_policy.apply_monitoring_86BAFF4E
	// aws_iam_role.apply_role_AFD5BFD8
	// aws_iam_role_policy.apply_policy_DE10D4C7
	// aws_iam_role_policy_attachment.apply_monitoring-attachment_C160CB59
	// aws_sqs_queue.jobs_dead-letter_FECF5561
	// aws_sqs_queue.jobs_queue_1C1A0084
	// aws_sqs_queue_policy.jobs_dead-letter-policy_6D3927C7
	// aws_sqs_queue_policy.jobs_policy_A520B678
	// aws_sqs_queue_redrive_allow_policy.jobs_redrive-allow_52711760
}
