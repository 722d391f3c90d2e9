package workflow

// Architecture of the task's processors.
type Architecture string

const (
	ARM64  Architecture = "ARM64"
	X86_64 Architecture = "X86_64" //nolint:revive // AWS's own spelling
)

// Props of the workflow that deploys a service. All values are texts of the workflow's file; ARNs and URLs may be
// variables of the repository instead, such as ${{ vars.DEPLOY_ROLE_ARN }}.
type Props struct {
	// Region of AWS, such as eu-west-1. Required.
	Region string
	// RoleARN of the role that deploys (pipeline.NewDeployRole). Required.
	RoleARN string
	// PushRoleARN of the role that pushes the image (pipeline.NewPushRole), which trusts the branch: an approval is asked
	// for once, after the evaluation. Default: RoleARN, which must be allowed to push; the push runs in the environment
	// as well, and awaits an approval of its own.
	PushRoleARN string
	// RepositoryURL of ECR, ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME, without a tag. Required.
	RepositoryURL string
	// Cluster and Service, by name. Required; the cluster may be a variable.
	Cluster, Service string
	// Family of the task definition. Default: Service.
	Family string
	// Container whose image is deployed. Default: app.
	Container string
	// TaskDefinitionFile in the repository: JSON as aws ecs register-task-definition takes it, of which the workflow sets
	// the image. Default: none; the family's newest revision is taken, so that what Terraform changed in it is deployed
	// with the next image.
	TaskDefinitionFile string
	// TaskDefinitionFree are members that this file may have otherwise than the family's newest revision, such as
	// environment or cpu; see taskdefinition.Free for those that can be. Default: none but the image of Container.
	TaskDefinitionFree []string

	// Architecture that the image is built for. Default: ARM64.
	Architecture Architecture
	// CodeDeploy shifts the traffic from blue to green, instead of ECS's own rolling deployment. Default: none.
	CodeDeploy *CodeDeploy

	// WaitMinutes that a rollout may take: more than deregistration delay, stop timeout, start of the tasks and bake time
	// of the alarms together; with CodeDeploy as much for green to be ready, and as much for the traffic to shift.
	// Default: 30; at most 350, since a job ends after six hours. Above 50, the minutes of tasks included, the role
	// must allow longer sessions than an hour (pipeline.DeployRoleProps.MaxSessionSeconds).
	WaitMinutes *float64

	Settings
}

// Settings say what the workflow does on its way. All have defaults.
type Settings struct {
	// Name of the workflow. Default: deploy.
	Name string
	// Branch whose pushes are deployed. Default: main.
	Branch string
	// Environment of GitHub that the deployment runs in, whose approvals it awaits. Default: none; the role must then
	// trust the branch.
	Environment string
	// Context folder of the build. Default: the repository.
	Context string
	// Dockerfile of the build. Default: Dockerfile in Context.
	Dockerfile string
	// BuildCache keeps layers in GitHub's cache, to which every job of the branch can write: a dependency of a test that
	// was taken over could then reach the image. Default: false; every image is built anew.
	BuildCache bool

	// TestCommand that must succeed before the build, run by bash -euo pipefail. Default: none.
	TestCommand string
	// Evaluation that must be good enough before the deployment, or with [CodeDeploySettings.TestURL] before traffic
	// shifts. Default: none.
	Evaluation *Evaluation

	// Migration that must end well before the service is touched. Default: none.
	Migration *Task
	// Backfill that must end well after the service was updated; it fails the workflow, and takes nothing back. Default:
	// none.
	Backfill *Task
	// SmokeURL that must answer with a status below 400 after the rollout. Default: none.
	SmokeURL string
}

// Defaults of [Props].
const (
	DefaultName        = "deploy"
	DefaultBranch      = "main"
	DefaultContainer   = "app"
	DefaultWaitMinutes = 30
	MaxWaitMinutes     = 350
)
