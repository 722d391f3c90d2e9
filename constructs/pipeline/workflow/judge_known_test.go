package workflow

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// What a workflow may state. Another key, such as a matrix, a container or a shell of one job, another input of an
// action and another program beside a role are holes, whatever they do: nobody has thought them through.
var (
	keysOf = map[string]string{
		"workflow": "name on permissions concurrency defaults jobs",
		"event":    "branches paths",
		"job":      "name needs if runs-on timeout-minutes permissions outputs environment env steps",
		"step":     "name id if uses with env run working-directory continue-on-error",
	}
	inputsOf = map[string]string{
		"actions/cache/restore":                 "path key restore-keys",
		"actions/cache/save":                    "path key",
		"actions/checkout":                      "persist-credentials",
		"actions/download-artifact":             "artifact-ids path",
		"actions/setup-go":                      "go-version cache",
		"actions/setup-node":                    "node-version package-manager-cache",
		"actions/upload-artifact":               "name path if-no-files-found retention-days compression-level",
		"aws-actions/configure-aws-credentials": "aws-region role-to-assume role-duration-seconds",
		"docker/build-push-action":              "context file platforms outputs provenance cache-from cache-to",
		"docker/setup-buildx-action":            "version driver-opts",
		"hashicorp/setup-terraform":             "terraform_version terraform_wrapper",
	}
	besideARole = strings.Fields(`aws break case cat cd code curl cp done echo elif else esac exit fi find for gh head if
		jq local mkdir mv openssl printf read rm sleep tar terraform until while { } ( ) ;; GOBIN=`)
	settingsOfTools = regexp.MustCompile(`^(?:ACTIONS_|AWS_|BASH|CURL_|DYLD_|GIT_|GO[A-Z]+$|HOME$|HTTPS?_PROXY|IFS$|JQ_|` +
		`LD_|NODE_|OPENSSL_|PATH$|SSL_|TAR_|TF_(?:CLI|DATA|LOG|PLUGIN|REATTACH|VAR|WORKSPACE))`)
	// oneStatus are conditions that let a step or a job run although something before it failed, by what it does then.
	oneStatus   = regexp.MustCompile(`\b(?:always|failure|cancelled)\(\)`)
	tellsAnyway = regexp.MustCompile(`^(?:Summary|Hand over the review|Put the previous revision back|` +
		`Give up green|Take the traffic back)$`)
	label    = regexp.MustCompile(`^(?:"[a-zA-Z ]+"|[A-Za-z0-9 |*]+)\)`)
	assigned = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*(?:\[[^]]*\])?\+?=`)
	program  = regexp.MustCompile(`(?s)'\{?\n.*?\n\s*\}?'`)
)

// stated judges that nothing is stated but what is known.
func (j *judge) stated() {
	var all map[string]any
	if err := yaml.Unmarshal([]byte(j.text), &all); err != nil {
		j.t.Fatal(err)
	}
	j.known("workflow", "all", all)
	for event, filter := range all["on"].(map[string]any) {
		j.known("event", event, filter)
	}
	j.hole(regexp.MustCompile(`github\.(?:run|sha|ref|actor)`).MatchString(j.Concurrency.Group), "concurrency", "by run")
	for id, stated := range all["jobs"].(map[string]any) {
		j.known("job", id, stated)
		for _, step := range stated.(map[string]any)["steps"].([]any) {
			j.known("step", id, step)
		}
	}
	for id, job := range j.Jobs {
		j.statedIn(id, job)
		j.forms(id, job)
	}
}

func (j *judge) known(kind, where string, stated any) {
	members, _ := stated.(map[string]any)
	for key := range members {
		j.hole(!slices.Contains(strings.Fields(keysOf[kind]), key), "unknown-key", "%s %s", where, key)
	}
}

func (j *judge) statedIn(id string, job job) {
	token := job.Permissions["id-token"] == "write"
	after := map[string]string{"comment": "always() && ", "promote": "always() && needs.deploy.result == 'success'"}
	j.hole(oneStatus.MatchString(job.If) && (after[id] == "" || !strings.HasPrefix(job.If, after[id])), "after-failure",
		"%s", id)
	j.hole(strings.Contains(job.RunsOn, "latest"), "unpinned", "%s runner", id)
	for _, name := range keysIn(job.Env) {
		j.hole(token && settingsOfTools.MatchString(name), "tool-settings", "%s %s", id, name)
	}
	for _, s := range job.Steps {
		at := id + " " + s.Name + strings.Split(s.Uses, "@")[0]
		for _, name := range keysIn(s.Env) {
			j.hole(token && settingsOfTools.MatchString(name), "tool-settings", "%s %s", at, name)
		}
		if action, commit, is := strings.Cut(s.Uses, "@"); is {
			j.hole(actions[action].commit != commit, "unpinned", "%s", at)
			for _, input := range keysIn(s.With) {
				j.hole(!slices.Contains(strings.Fields(inputsOf[action]), input), "unknown-input", "%s %s", at, input)
			}
		}
		j.statuses(at, s)
		if token || id == "comment" {
			j.programs(at, s.Run)
		}
	}
}

// statuses judges that only what tells, or takes back, runs after a failure.
func (j *judge) statuses(at string, s step) {
	tells := s.Uses == "" && tellsAnyway.MatchString(s.Name) ||
		strings.HasPrefix(s.Uses, "actions/cache/save@") ||
		strings.HasPrefix(at, "promote ") && (s.Name == "Shift the traffic" || s.If == "always()")
	j.hole(oneStatus.MatchString(s.If) && !tells, "after-failure", "%s", at)
}

// programs judges what a script beside a role starts, a line at a time.
func (j *judge) programs(at, run string) {
	prints := strings.Contains(run, `terraform -chdir="$RUNNER_TEMP/stack" `) &&
		regexp.MustCompile(`stack" (?:init|validate|plan|apply) `).MatchString(run)
	j.hole(prints && !strings.Contains(run, `echo "::stop-commands::$(od -An -N16 -tx8 /dev/urandom`), "stack-commands",
		"%s", at)
	for line := range strings.Lines(strings.ReplaceAll(program.ReplaceAllString(run, "''"), "\\\n", " ")) {
		line = strings.TrimSpace(label.ReplaceAllString(strings.TrimSpace(line), ""))
		word, _, _ := strings.Cut(line, " ")
		j.call(at, line)
		switch {
		case line == "", strings.HasPrefix(word, "#"), assigned.MatchString(word), strings.HasPrefix(word, "--"),
			strings.HasPrefix(line, `"$RUNNER_TEMP/bin/`), slices.Contains(besideARole, word),
			strings.HasPrefix(word, `"`), strings.HasPrefix(word, `'`):
		default:
			j.hole(true, "unknown-program", "%s %s", at, word)
		}
	}
}

func keysIn(m map[string]string) []string {
	var out []string
	for key := range m {
		out = append(out, key)
	}
	slices.Sort(out)
	return out
}
