package pipeline_test

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

const role = "arn:aws:iam::210987654321:role/"

// everything is one of each construct.
func everything(stack cdktf.TerraformStack) {
	provider := pipeline.NewGitHubProvider(stack, "github", nil)
	github := pipeline.GitHub{
		Environments:        jsii.Strings("production"),
		EnvironmentBranches: jsii.Strings("main"),
		GitHubRepository: pipeline.GitHubRepository{
			ProviderARN:  provider.ARN(),
			Repository:   "acme/llm-proxy",
			OwnerID:      "1342004",
			RepositoryID: "998877",
		},
	}
	pipeline.NewDeployRole(stack, "deploy", &pipeline.DeployRoleProps{
		GitHub: github, ClusterName: "ai", ServiceName: "llm-proxy",
		ExecutionRoleARN: role + "llm-proxy-execution", TaskRoleARN: role + "llm-proxy-task",
		MigrationFamily:   "llm-proxy-migrate",
		MaxSessionSeconds: jsii.Number(7200), Tags: map[string]string{"team": "ai"},
	})
	push := github
	push.Environments, push.EnvironmentBranches, push.Branches = nil, nil, jsii.Strings("main")
	push.Workflow = ".github/workflows/deploy.yml"
	pipeline.NewPushRole(stack, "push",
		&pipeline.PushRoleProps{GitHub: push, RepositoryARN: "arn:aws:ecr:eu-west-1:210987654321:repository/llm-proxy"})
	pipeline.NewPlanRole(stack, "plan",
		&pipeline.PlanRoleProps{GitHub: github.GitHubRepository, StateBucketARN: "arn:aws:s3:::acme-state",
			StateKey: "llm-proxy/terraform.tfstate"})
	pipeline.NewApplyRole(stack, "apply", &pipeline.ApplyRoleProps{
		GitHub: github, NamePrefixes: jsii.Strings("llm-proxy"),
		ResourceTypes:          jsii.Strings("aws_ecs_service", "aws_ecs_task_definition", "aws_iam_role", "aws_sqs_queue"),
		PermissionsBoundaryARN: "arn:aws:iam::210987654321:policy/ai-boundary",
		StateBucketARN:         "arn:aws:s3:::acme-state", StateKey: "llm-proxy/terraform.tfstate",
	})
}

func TestEverything(t *testing.T) {
	template := testkit.Synth(t, everything)
	template.Count(t, "aws_iam_openid_connect_provider", 1)
	template.Count(t, "aws_iam_role", 4)
	template.Has(t, "aws_iam_openid_connect_provider", testkit.Object{
		"url": "https://token.actions.githubusercontent.com", "client_id_list": []string{"sts.amazonaws.com"},
		"thumbprint_list": testkit.Absent,
	})
	template.Has(t, "aws_iam_role",
		testkit.Object{"name_prefix": "github-deploy-", "max_session_duration": 7200, "tags": testkit.Object{"team": "ai"}})
	template.Has(t, "aws_iam_role",
		testkit.Object{"name_prefix": "github-push-", "max_session_duration": testkit.Absent, "tags": testkit.Absent})
	template.Golden(t, "everything.json")
	template.GoldenAddresses(t, "addresses.txt")
	if len(template.Notices) != 0 {
		t.Errorf("got notices %v", template.Notices)
	}
}

func TestAdoptedProvider(t *testing.T) {
	const arn = "arn:aws:iam::210987654321:oidc-provider/token.actions.githubusercontent.com"
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		provider := pipeline.NewGitHubProvider(stack, "github", &pipeline.ProviderProps{ExistingARN: arn})
		if provider.ARN() != arn || provider.Resource() != nil {
			t.Errorf("got %s, %v", provider.ARN(), provider.Resource())
		}
		r := pipeline.NewPushRole(stack, "push", &pipeline.PushRoleProps{
			GitHub: pipeline.GitHub{
				Branches: jsii.Strings("main"),
				GitHubRepository: pipeline.GitHubRepository{
					ProviderARN: provider.ARN(),
					Repository:  "acme/llm-proxy",
				},
			},
			RepositoryARN: "arn:aws:ecr:eu-west-1:210987654321:repository/llm-proxy",
		})
		if r.Resource() == nil || r.Policy() == nil || !strings.Contains(r.ARN(), "TfToken") ||
			!strings.Contains(r.Name(), "TfToken") {
			t.Error("the role is not handed out")
		}
	})
	template.Count(t, "aws_iam_openid_connect_provider", 0)
	_, made := template.One(t, "aws_iam_role")
	if trust, _ := made["assume_role_policy"].(string); !strings.Contains(trust,
		`:sub" = "repo:acme/llm-proxy:ref:refs/heads/main"`) || !strings.Contains(trust, arn) {
		t.Errorf("got the trust %s", trust)
	}
	if len(template.Notices) != 1 || !strings.Contains(template.Notices[0].Text, "trusts acme/llm-proxy by name") {
		t.Errorf("got the notices %v", template.Notices)
	}
}

// What a role may do follows from what is in the stacks.
func TestResourceTypes(t *testing.T) {
	testkit.Synth(t, func(stack cdktf.TerraformStack) {
		if got := pipeline.ResourceTypes(stack); len(*got) != 0 {
			t.Errorf("an empty stack holds %d", len(*got))
		}
		queue.New(stack, "jobs", &queue.Props{Name: "jobs", VisibilityTimeout: jsii.Number(30)})
		pipeline.NewPlanRole(stack, "plan", &pipeline.PlanRoleProps{
			GitHub:         pipeline.GitHubRepository{Repository: "acme/a", OwnerID: "1", RepositoryID: "2"},
			StateBucketARN: "arn:aws:s3:::acme-state", StateKey: "a",
		})
		var got []string
		types := pipeline.ResourceTypes(stack, stack)
		for _, kind := range *types {
			got = append(got, *kind)
			if !pipeline.CanApply(*kind) {
				t.Errorf("%s is not known", *kind)
			}
		}
		want := "aws_iam_role aws_iam_role_policy aws_sqs_queue"
		if text := strings.Join(got, " "); !strings.HasPrefix(text, want) {
			t.Errorf("got %s", text)
		}
	})
}

// The stack of whose state the role is the writer is held against it; what lies in another state is not.
func TestApplyRoleThatCannotApply(t *testing.T) {
	build := func(key string) error {
		_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
			cdktf.NewS3Backend(stack, &cdktf.S3BackendConfig{Bucket: jsii.String("acme-state"), Key: jsii.String(key)})
			queue.New(stack, "jobs", &queue.Props{Name: "jobs", VisibilityTimeout: jsii.Number(30)})
			everything(stack)
		})
		return err
	}
	if err := build("other/terraform.tfstate"); err != nil {
		t.Error(err)
	}
	err := build("llm-proxy/terraform.tfstate")
	if err == nil || !strings.Contains(err.Error(), `apply.namePrefixes: got aws_sqs_queue "jobs"`) {
		t.Errorf("got %v", err)
	}
}

func TestMistakesOfAllConstructsAtOnce(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		provider := pipeline.NewGitHubProvider(stack, "github", &pipeline.ProviderProps{ExistingARN: "github"})
		github := pipeline.GitHub{GitHubRepository: pipeline.GitHubRepository{ProviderARN: provider.ARN(),
			Repository: "acme/*"}}
		r := pipeline.NewDeployRole(stack, "deploy",
			&pipeline.DeployRoleProps{GitHub: github, ClusterName: "ai", ServiceName: "a", ExecutionRoleARN: role + "e"})
		if r.Resource() != nil || r.Policy() != nil || r.ARN() == "" || r.Name() == "" {
			t.Error("a refused role was made")
		}
		pipeline.NewPushRole(stack, "push", nil)
		pipeline.NewPlanRole(stack, "plan", nil)
		pipeline.NewApplyRole(stack, "apply", nil)
	})
	if err == nil {
		t.Fatal("got no error")
	}
	for _, want := range []string{`github.existingARN: got "github"`, `deploy.gitHub.repository: got "acme/*"`,
		"deploy.gitHub.environments:", "push.repositoryARN:", "plan.stateKey:",
		"apply.resourceTypes:"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in\n%v", want, err)
		}
	}
}

func TestRolesLive(t *testing.T) {
	testkit.Heavy(t)
	aws := testkit.StartAWS(t)
	text := testkit.Synth(t, everything).Text()
	testkit.ValidateStack(t, text)
	terraform := testkit.NewTerraform(t, text, testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
	aws.AssertEmpty(t)
}
