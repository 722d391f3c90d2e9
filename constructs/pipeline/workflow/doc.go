// Package workflow renders the GitHub Actions workflows of a service on ECS: one that takes a push to the running
// service, and one that plans and applies its infrastructure.
//
//	text, err := workflow.GitHub(&workflow.Props{
//		Region:        "eu-west-1",
//		RepositoryURL: "210987654321.dkr.ecr.eu-west-1.amazonaws.com/llm-proxy",
//		Cluster:       "ai",
//		Service:       "llm-proxy",
//		RoleARN:       "${{ vars.DEPLOY_ROLE_ARN }}",
//		Settings: workflow.Settings{
//			Environment: "production",
//			TestCommand: "go test ./...",
//			Evaluation:  &workflow.Evaluation{Command: "npm run eval", Results: []string{"results.json"}, Version: "v0.3.0"},
//			SmokeURL:    "https://llm.acme.dev/health",
//		},
//	})
//
// Write it to .github/workflows/deploy.yml and keep it in the repository, where a review sees what a change of it does.
//
// # What a push goes through
//
// test → build the image for the task's architecture, on a runner of that architecture, and push it → judge the
// evaluation with fargateai eval-gate → register a task definition that names the image by its digest → run the
// migration → update the service → wait for the rollout → make sure that ECS did not roll it back → call the service →
// run the backfill; both are a [Task]. The last word is in the job's summary.
//
// A rollout that ECS takes back looks like success to a client that only waits for a stable service: it is stable, on
// the old revision. The workflow fails then, and says so. When the service answers badly after a rollout that
// succeeded, the workflow itself puts the old revision back.
//
// With [CodeDeploy] the traffic shifts from blue to green instead. With [CodeDeploySettings.TestURL] three jobs do it:
// the first starts green and waits until it is ready, the second tests and evaluates it and has no credentials of AWS,
// the third shifts the traffic, or stops the deployment and rolls it back.
//
// # What a change of the infrastructure goes through
//
// [Infrastructure] plans a stack on every pull request, with a role that can read the state and nothing else, and tells
// changes, risks and costs in one comment, which it keeps up to date. After the merge it plans again, behind the
// environment's approval, and applies that very plan in the same job: a plan may hold secrets, so that it is never
// stored. A pull request from a fork gets no credentials, and a notice that says so.
//
// # What it is safe from
//
//   - An action that changes under its tag: every action is pinned by commit.
//   - Text of others in a shell: no step's script holds an expression. What a step needs comes in its environment,
//     where a shell does not read it as a command, and no text of a pull request, an issue or a commit's message is
//     used at all.
//   - More rights than needed: the workflow has none, each job states its own, and only the jobs that call AWS may ask
//     for a token. The tests and the evaluation, which run the code of dependencies, get no credentials of AWS; the job
//     that comments runs no code of a pull request. They share GitHub's cache with the build, and the infrastructure
//     workflow runs the app in the job that may assume its role: a dependency that is taken over can reach that far.
//   - Two deployments at once: the second waits for the first.
//   - A step that fails in silence: scripts run with bash -euo pipefail.
//
// The package is pure Go: it starts no Node and needs no AWS.
package workflow
