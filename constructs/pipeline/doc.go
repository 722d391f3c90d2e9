// Package pipeline lets a GitHub workflow deploy without a stored key: the identity provider of GitHub, and the roles
// that its jobs assume.
//
//	github := pipeline.NewGitHubProvider(stack, "github", nil)
//	deploy := pipeline.NewDeployRole(stack, "deploy", &pipeline.DeployRoleProps{
//		GitHub: pipeline.GitHub{
//			GitHubRepository: pipeline.GitHubRepository{
//				ProviderARN:  github.ARN(),
//				Repository:   "acme/llm-proxy",
//				OwnerID:      "1342004", // gh api repos/acme/llm-proxy --jq .owner.id
//				RepositoryID: "998877",  // gh api repos/acme/llm-proxy --jq .id
//			},
//			Environments:        jsii.Strings("production"),
//			EnvironmentBranches: jsii.Strings("main"),
//		},
//		ClusterName:      "ai",
//		ServiceName:      "llm-proxy",
//		ExecutionRoleARN: executionRoleARN,
//		TaskRoleARN:      taskRoleARN,
//	})
//
// # Who may assume a role
//
// GitHub signs a token for each job; its subject says from where the job runs: repo:OWNER/NAME:environment:production,
// or …:ref:refs/heads/main without an environment. A role here names the subjects in full and compares them with
// StringEquals, so that a wildcard has no meaning, and refuses one all the same: what looks like a pattern is a
// mistake. A pull request has a subject of its own, which everyone who may open one from the repository gets; only
// [NewPlanRole] trusts it.
//
// A repository created since July 2026 has a subject that holds the ids of its owner and itself,
// repo:OWNER@ID/NAME@ID:…, and a role that trusts the names alone never matches it
// (https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/). With the ids
// stated, only that form is trusted; a name that someone else registers later is then worth nothing.
//
// # What a role may do
//
//   - [NewPushRole]: push images to one repository of ECR. For the job that builds, which needs no approval.
//   - [NewDeployRole]: register task definitions of one family, pass the task's two roles to ECS and nothing else, and
//     deploy the family to one service; it may push, too, when the repository is stated. It changes no IAM, opens no
//     shell, gives no public address and passes no role that it was not given. What it can register is code that runs
//     with those two roles: whoever takes over the workflow can do in that service what the task role may do, and read
//     the secrets that the execution role may read. A container's image, command and environment are not to be told
//     by IAM; the workflow refuses a file that has more than those otherwise (see package taskdefinition).
//   - [NewPlanRole]: read one state file of Terraform, for terraform plan -refresh=false.
//   - [NewApplyRole]: apply one stack: the strongest role that there is, as narrow as the types that the stack holds.
//
// Each can be bound to one workflow file (Workflow of [GitHub]), so that another workflow of the repository, which
// fewer people look at, does not get it.
//
// The workflow that uses the roles is rendered by package workflow.
package pipeline
