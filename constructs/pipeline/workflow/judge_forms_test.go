package workflow

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// formOf is how a program may be called beside a role. Another option is another program.
var formOf = map[string]*regexp.Regexp{
	"terraform": regexp.MustCompile(`^terraform -chdir="\$RUNNER_TEMP/stack" (?:` +
		`init -input=false -lockfile=readonly "\$\{settings\[@\]\}"|validate|` +
		`state pull > "\$RUNNER_TEMP/(?:planned/)?state\.json"|` +
		`plan -input=false -lock=false -refresh="\$refresh" -detailed-exitcode ` +
		`-out="\$RUNNER_TEMP/planned/plan" \|\| code=\$\?|` +
		`show -json "\$RUNNER_TEMP/planned/plan" > "\$RUNNER_TEMP/plan\.json"|` +
		`apply -input=false -lock-timeout=5m "\$RUNNER_TEMP/planned/plan")$`),
	"tar": regexp.MustCompile(`^tar (?:--extract --file "\$RUNNER_TEMP/handed/[a-z]+\.tar" ` +
		`--directory "\$RUNNER_TEMP/[a-z]+" --no-same-owner --no-same-permissions|` +
		`--(?:create|extract) --file "\$RUNNER_TEMP/plan\.tar" --directory "\$RUNNER_TEMP/planned" -- plan state\.json)$`),
	"mkdir": regexp.MustCompile(`^mkdir "\$RUNNER_TEMP/[a-z]+"`),
	"cp":    regexp.MustCompile(`^cp -- "\$FILE" "\$RUNNER_TEMP/base\.json"$`),
	"cat":   regexp.MustCompile(`^cat "\$RUNNER_TEMP/[a-z]+\.md"(?: >> "\$GITHUB_STEP_SUMMARY")?$`),
	"curl": regexp.MustCompile(`^curl --fail --silent --show-error --output /dev/null --max-time 10 --retry 10 ` +
		`--retry-delay 3 --retry-all-errors --proto =http,https --url "\$[A-Z_]+"$`),
	"gh": regexp.MustCompile(`^gh api (?:--paginate|--silent --method (?:PATCH|POST)) "repos/\$GITHUB_REPOSITORY/issues/`),
	"aws": regexp.MustCompile(`^aws (?:ecs (?:describe-services|describe-task-definition|update-service|describe-tasks)|` +
		`deploy (?:get-deployment|continue-deployment|stop-deployment)|ecr get-login-password) `),
	"GOBIN": regexp.MustCompile(`^GOBIN="\$RUNNER_TEMP/bin" go install \S+$`),
}

var (
	ownTool   = regexp.MustCompile(`^"\$RUNNER_TEMP/bin/fargateai" `)
	elsewhere = regexp.MustCompile(`\|\s*(?:xargs|sh|bash|sudo|tee|env)\b|--(?:endpoint-url|no-verify-ssl|profile|` +
		`enable-execute-command|absolute-names|to-command|insecure)\b|"\$KEY" >`)
	prefixed = regexp.MustCompile(`^[A-Za-z_]+=(?:'[^']*'|"[^"]*"|[^\s"'$(]*) +[A-Za-z"]`)
)

// call judges one line of a script beside a role.
func (j *judge) call(at, line string) {
	line, _, _ = strings.Cut(line, " # ")
	name := regexp.MustCompile(`^[^\s=]*`).FindString(line)
	if form, ok := formOf[name]; ok {
		j.hole(!form.MatchString(line), "another-call", "%s %s", at, name)
	}
	j.hole(strings.HasPrefix(line, `"$RUNNER_TEMP/`) && !ownTool.MatchString(line), "another-call", "%s", at)
	j.hole(elsewhere.MatchString(line) || name != "GOBIN" && prefixed.MatchString(line), "another-call", "%s", at)
}

// checks are lines without which a step does less than it says.
var checks = map[string][]string{
	"Push": {`if [[ "$pushed" != "$REPOSITORY@$DIGEST" ]]; then`,
		`if [[ ! "${REPOSITORY%%/*}" =~ $registry ]]; then`},
	"Register the task definition":   {`if [[ ! "$IMAGE" =~ @sha256:[0-9a-f]{64}$ ]]; then`},
	"Detect a rollback":              {`if [[ "$runs" != "$REGISTERED" ]]; then`},
	"Plan":                           {`*) exit "$code" ;;`},
	"Judge the evaluation again":     {`--digest "$IMAGE_DIGEST"`, `find "$RUNNER_TEMP/evaluation" ! -type f ! -type d`},
	"Evaluate":                       {`rm -f -- '`},
	"Comment on the pull request":    {`.user.login == "github-actions[bot]" and`},
	"Hand over the review":           {`end=$(od -An -N16 -tx8 /dev/urandom`, `echo "comment<<$end"`},
	"Open the plan":                  {`-- plan state.json`},
	"Unpack the image":               {`mkdir "$RUNNER_TEMP/image"`},
	"Unpack the stack":               {`mkdir "$RUNNER_TEMP/stack"`},
	"Put the previous revision back": {`--task-definition "$PREVIOUS"`},
}

// forms judges what stands in the steps of one job, and when the job runs.
func (j *judge) forms(id string, job job) {
	token := job.Permissions["id-token"] == "write"
	branches, _ := j.On["push"].(map[string]any)
	list, _ := branches["branches"].([]any)
	branch := ""
	if len(list) == 1 {
		branch, _ = list[0].(string)
		branch = strings.ReplaceAll(branch, `\+`, "+") // in a pattern it stands for one or more
	}
	const same = "github.event.pull_request.head.repo.full_name == github.repository"
	push := "github.event_name == 'push' && github.ref == 'refs/heads/" + branch + "'"
	when := map[string]string{
		"plan":  "(" + push + ") || (github.event_name == 'pull_request' && " + same + ")",
		"fork":  "github.event_name == 'pull_request' && " + strings.Replace(same, "==", "!=", 1),
		"apply": push + " && needs.plan.outputs.changes == 'true'",
	}
	j.hole(when[id] != "" && job.If != when[id], "when", "%s", id)
	j.hole(id == "fork" && len(job.Permissions) > 0, "permission", "fork")
	j.hole(id == "push" && j.Jobs["evaluate"].Steps != nil && j.Jobs["promote"].Steps == nil &&
		!slices.Contains(job.Needs, "evaluate"), "needs", "push evaluate")
	if image := job.Env["IMAGE"]; image != "" {
		j.hole(!strings.HasSuffix(image, "@${{ needs.push.outputs.digest }}"), "image-of-whom", "%s", id)
	}
	for _, s := range job.Steps {
		at := id + " " + s.Name
		for _, line := range checks[s.Name] {
			j.hole(!strings.Contains(s.Run, line), "check-gone", "%s", at)
		}
		j.hole(strings.Contains(s.Run, "RUNNER_TEMP/refused") &&
			!strings.Contains(s.Run, `if [[ -s "$RUNNER_TEMP/refused" ]]; then`), "check-gone", "%s", at)
		j.hole(checks[s.Name] != nil && token && s.If != "" && !oneStatus.MatchString(s.If), "check-gone", "%s if", at)
		seconds, _ := strconv.Atoi(s.With["role-duration-seconds"])
		j.hole(seconds > max(leastSession, 60*job.Timeout), "role-for-long", "%s", id)
		action, _, _ := strings.Cut(s.Uses, "@")
		j.hole(token && action == "actions/upload-artifact" && s.With["path"] != "${{ runner.temp }}/plan.cms",
			"plan-in-the-open", "%s", id)
		j.hole(action == "actions/download-artifact" && s.With["path"] != "${{ runner.temp }}/handed" &&
			s.With["path"] != "${{ runner.temp }}/sealed", "artifact-place", "%s", id)
		j.hole(strings.HasPrefix(action, "actions/cache/") && s.With["path"] != historyFile, "cache", "%s", id)
	}
	j.sameGate(id, job)
}

// sameGate judges that who judges again asks for no less.
func (j *judge) sameGate(id string, job job) {
	for gate, first := range map[string]string{"eval-gate": "evaluate", "plan-review": "plan", "stack-check": "plan"} {
		asks := func(steps []step) string {
			for _, s := range steps {
				if _, options, is := strings.Cut(s.Run, `fargateai" `+gate); is {
					options, _, _ = strings.Cut(strings.ReplaceAll(options, `"$GITHUB_WORKSPACE"/`, ""), `"$RUNNER_TEMP`)
					return options
				}
			}
			return ""
		}
		again := asks(job.Steps)
		j.hole(again != "" && again != asks(j.Jobs[first].Steps), "another-gate", "%s %s", id, gate)
	}
}
