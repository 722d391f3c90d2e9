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
//			Evaluation:  &workflow.Evaluation{Command: "npm run eval", Results: []string{"results.json"}},
//			SmokeURL:    "https://llm.acme.dev/health",
//		},
//	})
//
// Write it to .github/workflows/deploy.yml and keep it in the repository, where a review sees what a change of it does.
//
// # What a push goes through
//
// test → build the image for the task's architecture, on a runner of that architecture → judge the evaluation with
// fargateai eval-gate → push the image → judge the evaluation again → register a task definition that names the image
// by its digest → run the migration → update the service → wait for the rollout → make sure that ECS did not roll it
// back → call the service → run the backfill; both are a [Task]. The last word is in the job's summary.
//
// A rollout that ECS takes back looks like success to a client that only waits for a stable service: it is stable, on
// the old revision. The workflow fails then, and says so. When the service answers badly after a rollout that
// succeeded, the workflow itself puts the old revision back.
//
// With [CodeDeploy] the traffic shifts from blue to green instead. With [CodeDeploySettings.TestURL] three jobs do it:
// the first starts green and waits until it is ready, the second tests and evaluates it and has no credentials of AWS,
// the third judges the results again and shifts the traffic, or stops the deployment and rolls it back.
//
// # What a change of the infrastructure goes through
//
// [Infrastructure] synthesizes a stack in a job without a role, and plans it in another one. On a pull request the role
// reads the state and nothing else; changes, risks and costs are told in one comment, which is kept up to date. A pull
// request from a fork gets no role: the stack's JSON is reviewed, and there is no plan.
//
// After the merge the plan is made before anybody is asked: its SHA-256 stands in the summary and in the name of the
// job that waits for the environment's approval, and that job applies this plan or nothing. When the state has moved
// since, it says so, and which resources changed; a re-run of all jobs plans anew.
//
// A plan holds secrets of the state, and has to wait somewhere for its approval. It waits as an artifact that is
// encrypted for the key which the environment gives to the approved job alone. A bucket would have meant a right to
// write for the role that every pull request gets; an artifact as it is can be read by whoever can read the repository.
//
//	openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj /CN=plan -keyout plan.key -out plan.crt
//	gh variable set PLAN_CERTIFICATE < plan.crt
//	gh secret set PLAN_KEY --env production < plan.key
//
// The providers are pinned by a lock file in the repository, which is read and never written:
//
//	terraform -chdir=cdktf.out/stacks/llm-proxy providers lock -platform=linux_amd64
//	cp cdktf.out/stacks/llm-proxy/.terraform.lock.hcl .
//
// # What it is safe from
//
//   - Code of the repository, and of what it depends on, beside a role: synthesis, tests, the build and the evaluation
//     run in jobs that may read the repository and nothing else. What they make reaches the other jobs as a file whose
//     SHA-256 is an output; those jobs check out nothing that they run, bring their tools before the file, and ask for
//     the role last. Package stackcheck refuses JSON that would make Terraform run a program or read a file.
//   - An action or a tool that changes under its name: actions are pinned by commit, Go, Node, Terraform, buildx, crane
//     and the companion by version, BuildKit and the providers by digest.
//   - Text of others in a shell: no step's script holds an expression. What a step needs comes in its environment,
//     where a shell does not read it as a command, and no text of a pull request, an issue or a commit's message is
//     used at all.
//   - A variable of the repository, which more people may change than the branch: each is one value on one line, and
//     the password of the registry goes to ECR alone.
//   - More rights than needed: the workflow has none, each job states its own. Secrets of an evaluation reach its
//     command alone, the key of a plan the job that was approved.
//   - Two deployments or applies at once: the second waits for the first.
//   - A step that fails in silence: scripts run with bash -euo pipefail.
//
// # What it is not
//
// Who may push to the repository can change a workflow in a branch of his own; what such a job gets is what the roles
// trust, so that they name an environment and a branch (see package pipeline). Who may merge can change the workflow
// itself, its thresholds and the golden set: each file begins with the lines of CODEOWNERS that guard them. The results
// of an evaluation are what its command says; that the digest is right means that nobody changed them afterwards. And
// GitHub's runners, its artifacts and its approvals are believed.
//
// The package is pure Go: it starts no Node and needs no AWS.
package workflow
