package workflow

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// judge reads a workflow as an attacker would, and tells each hole as "hole place". It knows nothing of the templates:
// what it reads is the YAML that GitHub reads.
type judge struct {
	t    testing.TB
	text string
	workflowFile
	holes []string
}

func holes(t testing.TB, text []byte) []string {
	t.Helper()
	j := &judge{t: t, text: string(text)}
	if err := yaml.Unmarshal(text, &j.workflowFile); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	j.whole()
	j.stated()
	j.asRendered()
	j.values()
	for id, job := range j.Jobs {
		j.job(id, job)
	}
	slices.Sort(j.holes)
	return slices.Compact(j.holes)
}

func (j *judge) hole(is bool, hole, format string, args ...any) {
	if is {
		j.holes = append(j.holes, hole+" "+fmt.Sprintf(format, args...))
	}
}

// whole judges what holds for all jobs.
func (j *judge) whole() {
	for event, filter := range j.On {
		// pull_request_target and workflow_run give code of strangers a token of the repository; a dispatch picks its branch
		j.hole(event != "push" && event != "pull_request", "event", "%s", event)
		branches, _ := filter.(map[string]any)
		list, _ := branches["branches"].([]any)
		j.hole(len(list) != 1 || strings.ContainsAny(fmt.Sprint(list), "*?!"), "every-branch", "%s", event)
	}
	j.hole(!strings.Contains(j.text, "\npermissions: {}"), "permissions", "workflow")
	j.hole(len(j.Env) > 0, "environment-of-all", "workflow")
	pull := j.On["pull_request"] != nil
	cancel := j.Concurrency.CancelInProgress
	ofPulls := pull && cancel == "${{ github.event_name == 'pull_request' }}"
	j.hole(j.Concurrency.Group == "" || cancel != "false" && !ofPulls,
		"concurrency", "workflow")
	j.hole(!strings.Contains(j.Defaults.Run.Shell, "-euo pipefail {0}"), "shell", "workflow")
}

var (
	pinnedAction = regexp.MustCompile(`^[a-z-]+/[a-z/-]+@[0-9a-f]{40}$`)
	exact        = regexp.MustCompile(`^v?\d+\.\d+\.\d+$`)
	// fetched is a program that a script brings along, with its version.
	fetched = regexp.MustCompile(`\bgo (?:install|run) (\S+)`)
	fixed   = regexp.MustCompile(`@(v\d+\.\d+\.\d+\S*|[0-9a-f]{12,40})$`)
	// repositoryCode is what runs code that lies in the repository, or that came with its dependencies.
	repositoryCode = regexp.MustCompile(`(?m)(?:^|[;&|(]|\b(?:if|then|do|exec|env|sudo)\s)\s*(?:` +
		`go (?:run \.|test|build|generate|vet)|npm|npx|yarn|pnpm|node|python3?|pip|uv|make|docker|bash|sh|source|eval|` +
		`\./\S*|"?\$GITHUB_WORKSPACE\S*)(?:\s|$)`)
	message    = regexp.MustCompile(`(?m)^\s*echo "::.*$`)
	fromTheNet = regexp.MustCompile(`(?:curl|wget)[^\n]*\|\s*(?:ba)?sh|apt-get|pip3? install|npm (?:i|install|ci)\b`)
	userText   = regexp.MustCompile(`github\.(?:event\.[a-z_.]+|head_ref|actor|triggering_actor)`)
	// runnerFiles and commands change what later steps run.
	runnerFiles = regexp.MustCompile(`GITHUB_(?:ENV|PATH)|ACTIONS_(?:ID|RUNTIME)_TOKEN|::(?:set-env|add-path)`)
	ignored     = regexp.MustCompile(
		`(?:eval-gate|plan-review|stack-check|sha256sum)[^\n]*\|\| (?:true|:|exit 0)`)
	// compared is a file that has the digest which was handed over, or the job ends. The digest is a text of a job that
	// ran code of the repository: sha256sum --check would take it for a list of files, and leave out a line with a #.
	compared = regexp.MustCompile(`(?m)^sum=\$\(sha256sum < "\$RUNNER_TEMP/[a-z./]+"\)\n` +
		`if \[\[ "\$\{sum%% \*\}" != "\$(?:DIGEST|SUM)" \]\]; then\n  echo "::error::[^\n]*\n  exit 1\nfi$`)
	oneSecret = regexp.MustCompile(`secrets\.([A-Za-z0-9_]+)|secrets\[|toJSON\(secrets\)|secrets: inherit`)
)

// What of an event a workflow may read: numbers and the name of a repository, outside of scripts.
var harmless = []string{"github.event.pull_request.number", "github.event.pull_request.head.repo.full_name"}

// events that may reach a job, as the values that its condition reads.
var events = map[string]map[string]string{
	"push":                   {"github.event_name": "push", "github.ref": "refs/heads/BRANCH"},
	"push of another branch": {"github.event_name": "push", "github.ref": "refs/heads/other"},
	"pull request": {"github.event_name": "pull_request", "github.ref": "refs/pull/1/merge",
		"github.event.pull_request.head.repo.full_name": "acme/llm"},
	"fork": {"github.event_name": "pull_request", "github.ref": "refs/pull/2/merge",
		"github.event.pull_request.head.repo.full_name": "mallory/llm"},
}

// reaches tells whether an event gets a job to run, when all before it went well.
func (j *judge) reaches(job job, event string) bool {
	if kind := events[event]["github.event_name"]; j.On[kind] == nil {
		return false
	}
	for _, need := range job.Needs {
		if !j.reaches(j.Jobs[need], event) && !strings.Contains(job.If, "always()") {
			return false
		}
	}
	return github{value: func(name string) string {
		if value, ok := events[event][name]; ok {
			branches, _ := j.On["push"].(map[string]any)
			list, _ := branches["branches"].([]any)
			return strings.ReplaceAll(value, "BRANCH", fmt.Sprint(append(list, "")[0]))
		}
		switch {
		case name == "github.repository":
			return "acme/llm"
		case strings.HasSuffix(name, ".result"):
			return "success"
		case strings.HasSuffix(name, ".changes"):
			return "true"
		}
		return ""
	}}.holds(j.t, job.If)
}

func (j *judge) job(id string, job job) {
	token := job.Permissions["id-token"] == "write"
	assumes, code, checkout := false, "", false
	for _, s := range job.Steps {
		assumes = assumes || strings.HasPrefix(s.Uses, "aws-actions/configure-aws-credentials@")
		checkout = checkout || strings.HasPrefix(s.Uses, "actions/checkout@")
		if strings.HasPrefix(s.Uses, "docker/build-push-action@") || strings.HasPrefix(s.Uses, "./") ||
			repositoryCode.MatchString(message.ReplaceAllString(s.Run, "")) {
			code = s.Name + s.Uses
		}
	}
	j.hole(job.Permissions == nil, "permissions", "%s", id)
	for scope, access := range job.Permissions {
		commenting := scope == "pull-requests" && code == "" && !checkout && !token
		j.hole(scope != "id-token" && !(scope == "contents" && access == "read") && !commenting, "permission", "%s %s", id,
			scope)
	}
	j.hole(token != assumes, "token-without-need", "%s", id)
	j.hole(token && code != "", "token-beside-code", "%s %s", id, code)
	j.hole(job.Timeout == 0 || job.Timeout > 360, "timeout", "%s", id)
	j.hole(token && !strings.HasPrefix(job.RunsOn, "ubuntu-24.04"), "runner", "%s", id)
	j.hole(token && (job.Container != nil || job.Services != nil), "container", "%s", id)
	for event := range events {
		j.hole(token && event == "fork" && j.reaches(job, event), "reached-by", "%s %s", id, event)
		j.hole((job.Environment != "" || id == "apply") && event != "push" && j.On["pull_request"] != nil && j.reaches(job,
			event),
			"reached-by", "%s %s", id, event)
	}
	j.hole(id == "apply" && job.Environment == "", "no-approval", "%s", id)
	j.hole(!strings.Contains(job.If, "always()") && strings.Contains(job.If, "failure()"), "after-failure", "%s", id)
	for _, value := range append(valuesOf(job.Env), valuesOf(job.Outputs)...) {
		j.hole(oneSecret.MatchString(value) || strings.Contains(value, "github.token"), "secret", "%s", id)
		j.userText(id, value)
	}
	j.needs(id, job)
	j.order(id, job, token)
	for _, s := range job.Steps {
		j.step(id, s, token, code)
	}
}

// needs judges that what decides comes before what acts.
func (j *judge) needs(id string, job job) {
	need := func(other string) {
		j.hole(j.Jobs[other].Steps != nil && !slices.Contains(job.Needs, other), "needs", "%s %s", id, other)
	}
	switch id {
	case "deploy":
		need("push")
		if j.Jobs["promote"].Steps == nil {
			need("evaluate")
		}
	case "promote":
		need("evaluate")
		need("deploy")
		j.hole(job.If != "always() && needs.deploy.result == 'success'", "needs", "%s if", id)
	case "build":
		need("test")
	case "plan", "fork":
		need("synthesize")
	case "apply":
		need("plan")
		j.hole(!strings.Contains(job.Name, "needs.plan.outputs.digest"), "approval-of-what", "%s", id)
	}
}

// order judges what a job with a token does before it has credentials: tools first, then data, then that it is the
// data that was made and that it is sound, and only then the role.
func (j *judge) order(id string, job job, token bool) {
	at := func(fits func(step) bool) int { return slices.IndexFunc(job.Steps, fits) }
	uses := func(action string) func(step) bool {
		return func(s step) bool { return strings.HasPrefix(s.Uses, action+"@") }
	}
	runs := func(text string) func(step) bool {
		return func(s step) bool { return strings.Contains(s.Run, text) }
	}
	download, role := at(uses("actions/download-artifact")), at(uses("aws-actions/configure-aws-credentials"))
	for i, s := range job.Steps {
		tool := uses("actions/setup-go")(s) || uses("hashicorp/setup-terraform")(s) || runs("go install ")(s)
		j.hole(token && tool && download >= 0 && i > download, "tool-after-data", "%s %s", id, s.Name+s.Uses)
		j.hole(tool && role >= 0 && i > role, "tool-after-role", "%s %s", id, s.Name+s.Uses)
		if uses("actions/download-artifact")(s) {
			verified := i+1 < len(job.Steps) && compared.MatchString(job.Steps[i+1].Run)
			j.hole(!verified, "not-verified", "%s", id)
			j.hole(role >= 0 && role < i, "role-before-data", "%s", id)
			from := strings.TrimPrefix(strings.TrimSuffix(s.With["artifact-ids"], " }}"), "${{ needs.")
			j.hole(!strings.HasPrefix(s.With["artifact-ids"], "${{ needs.") || s.With["name"] != "" || s.With["pattern"] != "" ||
				s.With["run-id"] != "" || s.With["github-token"] != "", "artifact-of-whom", "%s", id)
			producer, _, _ := strings.Cut(from, ".")
			sum := ""
			if i+1 < len(job.Steps) {
				sum = job.Steps[i+1].Env["DIGEST"] + job.Steps[i+1].Env["SUM"]
			}
			theirs := strings.HasPrefix(sum, "${{ needs."+producer+".outputs.") ||
				strings.HasPrefix(sum, "${{ needs.plan.outputs.") // which verified the stack itself
			j.hole(!theirs, "digest-of-whom", "%s", id)
			j.hole(!strings.HasPrefix(s.With["path"], "${{ runner.temp }}/"), "artifact-place", "%s", id)
		}
	}
	terraform, checked := at(runs("terraform -chdir")), at(runs("fargateai\" stack-check"))
	if id == "plan" {
		j.hole(terraform >= 0 && (checked < 0 || checked > terraform || checked > role), "not-checked", "%s", id)
	}
	if id == "apply" {
		apply, compare := at(runs(" apply ")), at(runs("the state moved from serial"))
		j.hole(compare < 0 || compare > apply, "stale", "%s", id)
		j.hole(at(uses("actions/setup-go")) >= 0 || at(uses("actions/checkout")) >= 0, "needless-tool", "%s", id)
	}
	if evaluates := j.Jobs["evaluate"].Outputs["results"] != ""; evaluates {
		last := "deploy"
		if j.Jobs["promote"].Steps != nil {
			last = "promote"
		}
		again := at(runs("fargateai\" eval-gate"))
		j.hole(id == last && (again < 0 || again > role), "not-judged-again", "%s", id)
	}
}

func (j *judge) step(id string, s step, token bool, code string) {
	at := id + " " + s.Name + strings.Split(s.Uses, "@")[0]
	j.hole(strings.Contains(s.Run, "${{"), "expression-in-script", "%s", at)
	j.hole(s.Shell != "", "shell", "%s", at)
	j.hole(runnerFiles.MatchString(s.Run), "runner-files", "%s", at)
	for name, value := range s.Env {
		j.hole(regexp.MustCompile(`^(?:PATH$|TF_CLI|GO[A-Z]+$|BASH_ENV$|LD_|ACTIONS_)`).MatchString(name), "tool-settings",
			"%s %s", at, name)
		j.secret(at, value, s, token, code)
		j.hole(strings.Contains(value, "github.token") && (id != "comment" || code != ""), "github-token", "%s", at)
	}
	for _, value := range valuesOf(s.With) {
		j.hole(oneSecret.MatchString(value), "secret", "%s", at)
	}
	for _, value := range append(append(valuesOf(s.With), valuesOf(s.Env)...), s.If, s.Run) {
		j.userText(at, value)
	}
	j.hole(s.ContinueOnError != "" && s.Name != "Evaluate", "failure-ignored", "%s", at)
	j.hole(ignored.MatchString(s.Run), "failure-ignored", "%s", at)
	j.hole(strings.Contains(s.Run, "plan-review") && !strings.Contains(s.Run, `exit "$code"`), "failure-ignored", "%s", at)
	for _, found := range fetched.FindAllStringSubmatch(s.Run, -1) {
		if !strings.HasPrefix(found[1], ".") {
			j.hole(!fixed.MatchString(found[1]), "unpinned", "%s %s", at, found[1])
		}
	}
	j.hole(token && fromTheNet.MatchString(s.Run), "unpinned", "%s", at)
	j.terraform(at, s)
	if s.Uses != "" {
		j.action(at, id, s, token)
	}
}

func (j *judge) userText(at, value string) {
	for _, used := range userText.FindAllString(value, -1) {
		j.hole(!slices.Contains(harmless, used), "user-text", "%s %s", at, used)
	}
}

func valuesOf(m map[string]string) (out []string) {
	for _, value := range m {
		out = append(out, value)
	}
	return out
}

// secret judges where a secret goes: to the evaluation, which is told so, and to what opens an approved plan.
func (j *judge) secret(at, value string, s step, token bool, code string) {
	for _, found := range oneSecret.FindAllStringSubmatch(value, -1) {
		evaluates := s.Name == "Evaluate" && !token && value == "${{ secrets."+found[1]+" }}" && found[1] != "GITHUB_TOKEN"
		opens := s.Name == "Open the plan" && found[1] == "PLAN_KEY" && code == ""
		j.hole(!evaluates && !opens, "secret", "%s %s", at, found[0])
	}
}

// terraform judges the command lines of Terraform.
func (j *judge) terraform(at string, s step) {
	for line := range strings.Lines(s.Run) {
		command, ok := strings.CutPrefix(strings.TrimSpace(line), `terraform -chdir="$RUNNER_TEMP/stack" `)
		if !ok {
			j.hole(strings.HasPrefix(strings.TrimSpace(line), "terraform "), "terraform-elsewhere", "%s", at)
			continue
		}
		switch verb, _, _ := strings.Cut(command, " "); verb {
		case "init":
			j.hole(!strings.Contains(command, " -lockfile=readonly "), "lock-file", "%s", at)
			j.hole(strings.Contains(command, "-plugin-dir") || strings.Contains(command, "-upgrade") ||
				strings.Contains(command, "-reconfigure"), "lock-file", "%s", at)
		case "apply":
			j.hole(!strings.HasSuffix(strings.TrimSpace(command), ` "$RUNNER_TEMP/planned/plan"`) ||
				strings.Contains(command, "auto-approve") || strings.Contains(command, "-lock=false"), "another-plan", "%s", at)
		}
	}
}

func (j *judge) action(at, id string, s step, token bool) {
	name, _, _ := strings.Cut(s.Uses, "@")
	_, known := actions[name]
	j.hole(!pinnedAction.MatchString(s.Uses) || !known, "unpinned", "%s", at)
	versions := map[string]string{"actions/setup-go": "go-version", "actions/setup-node": "node-version",
		"hashicorp/setup-terraform": "terraform_version", "docker/setup-buildx-action": "version"}
	if input, ok := versions[name]; ok {
		j.hole(!exact.MatchString(s.With[input]), "unpinned", "%s %s", at, s.With[input])
	}
	with := func(key string) string { return s.With[key] }
	switch name {
	case "actions/checkout":
		j.hole(with("persist-credentials") != "false", "persist-credentials", "%s", at)
		j.hole(with("ref")+with("repository")+with("token")+with("submodules") != "", "other-code", "%s", at)
	case "actions/setup-go":
		j.hole(with("cache") != "false", "cache", "%s", at)
		j.hole(with("go-version-file") != "", "unpinned", "%s", at)
	case "actions/setup-node":
		j.hole(with("package-manager-cache") != "false" || with("cache")+with("registry-url") != "", "cache", "%s", at)
	case "actions/cache/restore", "actions/cache/save":
		j.hole(token || id != "evaluate", "cache", "%s", at)
	case "docker/setup-buildx-action":
		j.hole(!regexp.MustCompile(`^image=\S+@sha256:[0-9a-f]{64}$`).MatchString(with("driver-opts")), "unpinned", "%s", at)
	case "docker/build-push-action":
		j.hole(with("push")+with("secrets")+with("allow")+with("network") != "", "build-reaches-out", "%s", at)
	case "hashicorp/setup-terraform":
		j.hole(with("terraform_wrapper") != "false" || with("cli_config_credentials_token") != "", "wrapper", "%s", at)
	case "actions/upload-artifact":
		j.hole(with("retention-days") == "", "kept", "%s", at)
		plain := strings.Contains(with("path"), "plan") && !strings.HasSuffix(with("path"), ".cms") ||
			strings.Contains(with("path"), "*") || strings.HasSuffix(with("path"), "runner.temp }}")
		j.hole(plain, "plan-in-the-open", "%s", at)
	case "aws-actions/configure-aws-credentials":
		role := with("role-to-assume")
		j.hole(role == "" || strings.Contains(role, "secrets.") || with("aws-access-key-id") != "", "keys", "%s", at)
	}
}
