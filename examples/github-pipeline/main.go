// A service that a push to GitHub deploys: roles without keys, two workflows, a task definition that is versioned with
// the code, and an evaluation that fails the build like a unit test.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
)

func main() { fargateai.Run(build) }

// version of the library whose eval-gate, stack-check and plan-review the workflows run: a commit, as the examples are
// part of the library. Leave it out where go.mod requires a release.
const version = "ce98aa260ac3"

func build(app cdktf.App) {
	boundary := fargateai.Setting(app, "permissionsBoundary")
	stack := fargateai.NewStack(app, "github-pipeline", &fargateai.StackProps{
		Backend:        state(app),
		Infrastructure: &workflow.InfrastructureProps{Version: version},
		Roles:          fargateai.Roles{PermissionsBoundaryARN: boundary},
	})
	domain, profile := fargateai.DomainSetting(stack)
	// an account has one: leave it out where another stack makes it
	github := pipeline.NewGitHubProvider(stack, "github", nil)
	repository := pipeline.GitHubRepository{
		ProviderARN:  github.ARN(),
		Repository:   "acme/desk",
		OwnerID:      "1342004",
		RepositoryID: "998877",
	}
	planRole(stack, repository)
	fargateai.NewRetrievalAPI(stack, "desk", &fargateai.ServiceProps{
		Profile:      profile,
		Domain:       domain,
		Port:         jsii.Number(8080),
		Image:        fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
		HealthCheck:  &loadbalancer.HealthCheck{Path: "/healthz"},
		LoadBalancer: &loadbalancer.Settings{WAF: firewall(profile)},
		Pipeline: &fargateai.Pipeline{
			GitHub: repository,
			Workflow: workflow.Settings{
				TestCommand: "go vet ./... && go test ./app/...",
				Evaluation: &workflow.Evaluation{
					Command:   "bash evals/run.sh",
					Results:   []string{"evals/results.json"},
					GoldenSet: []string{"evals/"},
					Version:   version,
					History:   true,
				},
			},
			TaskDefinitionFile: "task-definition.json",
		},
	})
	apply(stack, repository, boundary)
}

// firewall in front of what serves in production; a demo is not worth its price.
func firewall(profile fargateai.Profile) *loadbalancer.WAF {
	if profile == fargateai.ProfileDemo {
		return nil
	}
	return &loadbalancer.WAF{
		AllowCIDRs: jsii.Strings("192.0.2.0/24"), // the call centre: all of it behind few addresses, which no limit may stop
	}
}

// stateKey of the state in its bucket.
const stateKey = "desk/terraform.tfstate"

// state keeps Terraform's state where the workflows find it, when the setting stateBucket names a bucket.
func state(app cdktf.App) *fargateai.S3Backend {
	bucket := fargateai.Setting(app, "stateBucket")
	if bucket == "" {
		return nil
	}
	return &fargateai.S3Backend{Bucket: bucket, Key: stateKey}
}

// planRole lets pull requests read the state for a plan. Everyone who may open a pull request from the repository can
// then read it.
func planRole(stack *fargateai.Stack, repository pipeline.GitHubRepository) {
	bucket := fargateai.Setting(stack, "stateBucket")
	if bucket == "" {
		return
	}
	role := pipeline.NewPlanRole(stack, "plan-role",
		&pipeline.PlanRoleProps{GitHub: repository, Branches: jsii.Strings(workflow.DefaultBranch),
			StateBucketARN: "arn:aws:s3:::" + bucket, StateKey: stateKey})
	cdktf.NewTerraformOutput(stack, jsii.String("plan_role_arn"),
		&cdktf.TerraformOutputConfig{Value: role.ARN(), StaticId: jsii.Bool(true)})
}

// apply lets the workflow apply what was approved, when the settings stateBucket and permissionsBoundary are there. It
// comes last, as it asks what the stack holds.
func apply(stack *fargateai.Stack, repository pipeline.GitHubRepository, boundary string) {
	bucket := fargateai.Setting(stack, "stateBucket")
	if bucket == "" || boundary == "" {
		return
	}
	role := pipeline.NewApplyRole(stack, "apply-role", &pipeline.ApplyRoleProps{
		GitHub: pipeline.GitHub{
			GitHubRepository:    repository,
			Environments:        jsii.Strings(fargateai.DefaultEnvironment),
			EnvironmentBranches: jsii.Strings(workflow.DefaultBranch),
			Workflow:            ".github/workflows/infrastructure.yml",
		},
		ResourceTypes:          pipeline.ResourceTypes(stack),
		NamePrefixes:           jsii.Strings("desk"),
		PermissionsBoundaryARN: boundary,
		StateBucketARN:         "arn:aws:s3:::" + bucket,
		StateKey:               stateKey,
	})
	cdktf.NewTerraformOutput(stack, jsii.String("apply_role_arn"),
		&cdktf.TerraformOutputConfig{Value: role.ARN(), StaticId: jsii.Bool(true)})
}
