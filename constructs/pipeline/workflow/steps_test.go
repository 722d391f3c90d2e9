package workflow

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

const (
	before = "arn:aws:ecs:eu-west-1:210987654321:task-definition/llm-proxy:6"
	after  = "arn:aws:ecs:eu-west-1:210987654321:task-definition/llm-proxy:7"
)

var digest = "sha256:" + strings.Repeat("0f", 32)

// aws answers the calls of the steps from files in $STATE, and writes down what it was asked. Where $CLI is the real
// one, it must know the call.
const aws = `#!/usr/bin/env bash
set -euo pipefail
echo "$*" >> "$STATE/calls"
if [[ -z "${ROLE:-}" ]]; then echo "no credentials for $*" >&2; exit 253; fi
case "${CLI:-no} $*" in
  no*) ;;
  *run-task* | *" deploy "*) "$CLI" "$@" --generate-cli-skeleton output > /dev/null ;;
esac
next() { # a line a call, the last one for ever
  head -n 1 "$STATE/$1"
  if [[ $(wc -l < "$STATE/$1") -gt 1 ]]; then sed -i.old 1d "$STATE/$1"; fi
}
case "$*" in
  *describe-services*networkConfiguration*) cat "$STATE/network.json" ;;
  *describe-services*taskSets*) cat "$STATE/runs" ;;
  *describe-services*PRIMARY*) next rollout ;;
  *describe-services*) cat "$STATE/runs" ;;
  *describe-task-definition*--include\ TAGS*) jq '{taskDefinition: del(.tags), tags}' "$STATE/newest.json" ;;
  *register-task-definition*)
    for word; do case "$word" in file://*) cp "${word#file://}" "$STATE/registered.json" ;; esac; done
    echo ` + after + ` ;;
  *update-service*)
    for word; do last=$word; case "$word" in arn:*) echo "$word" > "$STATE/runs" ;; esac; done
    echo "$last" ;;
  *run-task*)
    for word; do case "$word" in file://*) cp "${word#file://}" "$STATE/run.json" ;; esac; done
    cat "$STATE/started.json" ;;
  *describe-tasks*) next tasks ;;
  *get-deployment-group*) cat "$STATE/ready-option" ;;
  *create-deployment*)
    for word; do case "$word" in file://*) cp "${word#file://}" "$STATE/deployment.json" ;; esac; done
    echo d-ABC ;;
  *get-deployment-target*)
    event=$(next events)
    if [[ "$event" == None ]]; then echo "DeploymentTargetDoesNotExistException" >&2; exit 254; fi
    if [[ "$event" == Succeeded ]]; then cp "$STATE/shifted" "$STATE/runs"; fi
    echo "$event" ;;
  *get-deployment*)
    read -r status message <<< "$(next deployment)"
    if [[ "$status" == Succeeded ]]; then cp "$STATE/shifted" "$STATE/runs"; fi
    jq -n --arg status "$status" --arg message "$message" \
      '{status: $status} + if $message == "" then {} else {errorInformation: {message: $message}} end' ;;
  *stop-deployment*)
    if [[ -e "$STATE/over" ]]; then echo DeploymentAlreadyCompletedException >&2; exit 254; fi
    echo Pending ;;
  *continue-deployment*) ;;
  *get-login-password*) echo password ;;
  *) echo "no answer to $*" >&2; exit 1 ;;
esac
`

// goInstall installs the companion.
const goInstall = `#!/usr/bin/env bash
set -euo pipefail
echo "$*" >> "$STATE/calls"
if [[ -n "${ROLE:-}" ]]; then echo "go runs with credentials" >&2; exit 1; fi
mkdir -p "$GOBIN"
cp "$STATE/fargateai" "$GOBIN/fargateai"
`

// companionAnswers is the companion, which says what the test wants.
const companionAnswers = `#!/usr/bin/env bash
set -euo pipefail
echo "fargateai $*" >> "$STATE/calls"
case "$1" in
  stack-check) exit "$(cat "$STATE/soundness")" ;;
  plan-review) cat "$STATE/risks.md"; exit "$(cat "$STATE/verdict")" ;;
  eval-gate) exit "$(cat "$STATE/verdict")" ;;
esac
`

// runner runs the steps of the deploy job as GitHub does: in order, an if of a failure only after one, outputs handed
// on.
type runner struct {
	state   string
	env     map[string]string
	outputs map[string]string // by step.name
	outcome map[string]string
	uploads int
	text    string // of all steps
}

func newRunner(t *testing.T, rollout ...string) *runner {
	t.Helper()
	for _, tool := range []string{"bash", "jq", "curl"} {
		testkit.Tool(t, tool)
	}
	r := &runner{state: t.TempDir(), outcome: map[string]string{}, env: map[string]string{}}
	r.outputs = map[string]string{"needs.build.outputs.digest": digest, "needs.push.outputs.digest": digest}
	for name, text := range map[string]string{
		"bin/aws": aws, "bin/sleep": "#!/bin/sh\n", "runs": before + "\n", "shifted": after + "\n",
		"bin/go": goInstall, "fargateai": companionAnswers, "verdict": "0", "soundness": "0", "risks.md": "",
		"ready-option": "STOP_DEPLOYMENT\n", "rollout": strings.Join(rollout, "\n") + "\n", "summary": "", "calls": "",
		"newest.json": `{"taskDefinitionArn": "` + before + `", "family": "llm-proxy", "revision": 6,
			"status": "ACTIVE", "cpu": "1024", "compatibilities": ["FARGATE"],
			"tags": [{"key": "Service", "value": "llm-proxy"}, {"key": "aws:of-aws", "value": "x"}],
			"requiresAttributes": [], "registeredAt": 1.5, "registeredBy": "x",
			"containerDefinitions": [{"name": "otel", "image": "o"}, {"name": "app", "image": "old", "cpu": 0}]}`,
	} {
		path := filepath.Join(r.state, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	maps.Copy(r.env, map[string]string{
		"PATH": filepath.Join(r.state, "bin") + ":" + os.Getenv("PATH"), "STATE": r.state,
		"RUNNER_TEMP": filepath.Join(r.state, "temp"), "HOME": r.state,
		"GITHUB_SHA": "abc", "GITHUB_RUN_ID": "17", "GITHUB_SERVER_URL": "https://github.com",
		"GITHUB_REPOSITORY": "acme/llm", "GITHUB_RUN_ATTEMPT": "1", "GITHUB_EVENT_NAME": "push",
		"GITHUB_STEP_SUMMARY": filepath.Join(r.state, "summary"),
	})
	return r
}

// github evaluates what stands in the workflow, at this point of the job.
func (r *runner) github() github {
	return github{failed: r.failed(), value: func(name string) string {
		switch name {
		case "runner.temp":
			return r.env["RUNNER_TEMP"]
		case "job.status":
			if r.failed() {
				return "failure"
			}
			return "success"
		case "github.event_name":
			return r.env["GITHUB_EVENT_NAME"]
		}
		if step, ok := strings.CutSuffix(strings.TrimPrefix(name, "steps."), ".outcome"); ok {
			return cmp.Or(r.outcome[step], "skipped")
		}
		for output, value := range r.outputs { // names of contexts have no case
			if strings.EqualFold(output, name) {
				return value
			}
		}
		return ""
	}}
}

func (r *runner) failed() bool {
	for _, outcome := range r.outcome {
		if outcome == "failure" {
			return true
		}
	}
	return false
}

// run runs the whole job of the deployment and tells whether it succeeded.
func (r *runner) run(t *testing.T, p Props, override map[string]string) bool {
	t.Helper()
	return r.job(t, render(t, p), "deploy", override)
}

// job runs one job as GitHub does, in a folder of its own, and tells whether it succeeded.
func (r *runner) job(t *testing.T, text []byte, id string, override map[string]string) bool {
	t.Helper()
	f := parse(t, text)
	shell := strings.Fields(f.Defaults.Run.Shell)
	r.outcome = map[string]string{}
	maps.DeleteFunc(r.outputs, func(name, _ string) bool { return strings.HasPrefix(name, "steps.") }) // of another job
	temp, workspace := filepath.Join(r.state, "temp"), filepath.Join(r.state, "empty")
	for _, dir := range []string{temp, workspace} {
		if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755)); err != nil {
			t.Fatal(err)
		}
	}
	delete(r.env, "ROLE")
	for i, s := range f.Jobs[id].Steps {
		if !r.github().holds(t, s.If) {
			continue
		}
		name := cmp.Or(s.ID, fmt.Sprint(i))
		if s.Run == "" {
			if strings.HasPrefix(s.Uses, "actions/checkout@") {
				workspace = r.state
			}
			r.outcome[name] = r.action(t, name, s)
			continue
		}
		script, output := filepath.Join(r.state, "script"), filepath.Join(r.state, "output")
		for path, text := range map[string]string{script: s.Run, output: ""} {
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		end, stop := context.WithTimeout(t.Context(), 10*time.Minute) // a loop that never ends
		command := exec.CommandContext(end, shell[0], append(append([]string{}, shell[1:len(shell)-1]...), script)...)
		command.Dir = filepath.Join(workspace, s.WorkingDirectory)
		env := map[string]string{}
		for _, more := range []map[string]string{r.env, f.Jobs[id].Env, s.Env,
			{"GITHUB_OUTPUT": output, "GITHUB_WORKSPACE": workspace}, override} {
			for name, value := range more {
				env[name] = r.github().text(t, value)
			}
		}
		for name, value := range env {
			command.Env = append(command.Env, name+"="+value)
		}
		command.WaitDelay = time.Second
		text, err := command.CombinedOutput()
		stop()
		r.text += string(text)
		r.outcome[name] = "success"
		if err != nil && s.ContinueOnError != "true" {
			r.outcome[name] = "failure"
		}
		r.keep(t, "steps."+name+".outputs.")
	}
	for name, value := range f.Jobs[id].Outputs {
		r.outputs["needs."+id+".outputs."+name] = r.github().text(t, value)
	}
	r.outputs["needs."+id+".result"] = "success"
	if r.failed() {
		r.outputs["needs."+id+".result"] = "failure"
	}
	return !r.failed()
}

// action does what a few actions do: files travel from job to job by the id that they got, and a role is a word in the
// environment. All others do nothing.
func (r *runner) action(t *testing.T, name string, s step) (outcome string) {
	t.Helper()
	with := func(key string) string { return r.github().text(t, s.With[key]) }
	action, _, _ := strings.Cut(s.Uses, "@")
	store := filepath.Join(r.state, "artifacts")
	switch action {
	case "actions/upload-artifact":
		r.uploads++
		id := fmt.Sprint(r.uploads)
		to := filepath.Join(store, id, filepath.Base(with("path")))
		text, err := os.ReadFile(with("path"))
		if err := errors.Join(err, os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, text, 0o644)); err != nil {
			r.text += err.Error()
			return "failure"
		}
		r.outputs["steps."+name+".outputs.artifact-id"] = id
	case "actions/download-artifact":
		id := with("artifact-ids")
		if id == "" {
			r.text += "no artifact"
			return "failure"
		}
		if err := os.CopyFS(with("path"), os.DirFS(filepath.Join(store, id))); err != nil {
			r.text += err.Error()
			return "failure"
		}
	case "aws-actions/configure-aws-credentials":
		r.env["ROLE"] = with("role-to-assume")
	}
	return "success"
}

// keep reads the outputs of a step, of one line or of several.
func (r *runner) keep(t *testing.T, prefix string) {
	t.Helper()
	rest := r.read(t, "output")
	for rest != "" {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		if name, end, ok := strings.Cut(line, "<<"); ok {
			var value string
			if value, rest, ok = strings.Cut(rest, "\n"+end+"\n"); !ok {
				t.Fatalf("the output %s does not end", name)
			}
			r.outputs[prefix+name] = value
			continue
		}
		name, value, _ := strings.Cut(line, "=")
		r.outputs[prefix+name] = value
	}
}

func (r *runner) read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(r.state, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// write changes what the services of the test answer.
func (r *runner) write(t *testing.T, name string, rows ...string) {
	t.Helper()
	path := filepath.Join(r.state, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Join(rows, "\n")+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
}

func (r *runner) wants(t *testing.T, where, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in the %s:\n%s", want, where, text)
		}
	}
}

func TestStepsDeploy(t *testing.T) {
	r := newRunner(t, before+"\tCOMPLETED\t2\t2", after+"\tIN_PROGRESS\t0\t2", after+"\tIN_PROGRESS\t1\t2",
		after+"\tCOMPLETED\t2\t2")
	if !r.run(t, least(), nil) {
		t.Fatalf("the deployment failed:\n%s", r.text)
	}
	var registered map[string]any
	if err := json.Unmarshal([]byte(r.read(t, "registered.json")), &registered); err != nil {
		t.Fatal(err)
	}
	got, _ := json.Marshal(registered)
	want := `{"containerDefinitions":[{"image":"o","name":"otel"},{"cpu":0,"image":"` + least().RepositoryURL + `@` +
		digest + `","name":"app"}],"cpu":"1024","family":"llm-proxy","tags":[{"key":"Service","value":"llm-proxy"}]}`
	if string(got) != want {
		t.Errorf("registered\n%s, want\n%s", got, want)
	}
	r.wants(t, "calls", r.read(t, "calls"),
		"ecs describe-task-definition --task-definition llm-proxy ",
		"ecs update-service --cluster ai --service llm-proxy --task-definition "+after)
	r.wants(t, "output", r.text, "IN_PROGRESS: 1 of 2 tasks of "+after)
	r.wants(t, "summary", r.read(t, "summary"), "### Deployment of llm-proxy: success\n\n| | |",
		"| revision | "+after+" |", "| before | "+before+" |", "@"+digest)
}

func TestStepsFail(t *testing.T) {
	testkit.Heavy(t)
	tests := []struct {
		name     string
		rollout  []string
		change   func(r *runner, override map[string]string)
		want     string
		summary  string
		untilReg bool // fails before anything is registered
	}{
		{name: "rolled back by ECS", rollout: []string{after + "\tIN_PROGRESS\t0\t2", before + "\tIN_PROGRESS\t2\t2"},
			want: "::error::ECS rolled the deployment back to " + before, summary: "| revision | " + after},
		{name: "rolled back before it is seen", rollout: []string{before + "\tCOMPLETED\t2\t2"},
			want: "::error::ECS rolled the deployment back to " + before},
		{name: "failed without a rollback", rollout: []string{after + "\tFAILED\t0\t2"}, want: "::error::the rollout failed"},
		{name: "takes too long", rollout: []string{after + "\tIN_PROGRESS\t0\t2"},
			change: func(_ *runner, override map[string]string) { override["WAIT_MINUTES"] = "0" },
			want:   "::error::the rollout took more than 0 minutes"},
		{name: "no service", change: func(r *runner,
			_ map[string]string) {
			_ = os.WriteFile(r.state+"/runs", []byte("None\n"), 0o644)
		},
			want: "::error::there is no service llm-proxy in the cluster ai", summary: "| revision | not registered |",
			untilReg: true},
		{name: "no digest", change: func(_ *runner, override map[string]string) { override["IMAGE"] = "llm-proxy:latest" },
			want: "::error::got the image llm-proxy:latest, want one with a digest", summary: "| before | unknown |",
			untilReg: true},
		{name: "a digest that holds a command", change: func(_ *runner, override map[string]string) {
			override["IMAGE"] = `x@sha256:0"; touch "$STATE/taken`
		}, want: "want one with a digest", untilReg: true},
		{name: "no container", change: func(_ *runner, override map[string]string) { override["CONTAINER"] = "proxy" },
			want: "no container proxy in the task definition", untilReg: true},
		{name: "AWS refuses", change: func(r *runner, _ map[string]string) { _ = os.Remove(r.state + "/newest.json") },
			want: "newest.json", untilReg: true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := newRunner(t, test.rollout...)
			override := map[string]string{}
			if test.change != nil {
				test.change(r, override)
			}
			if r.run(t, least(), override) {
				t.Errorf("the job succeeded:\n%s", r.text)
			}
			r.wants(t, "output", r.text, test.want)
			r.wants(t, "summary", r.read(t, "summary"), ": failure", test.summary)
			if _, err := os.Stat(r.state + "/registered.json"); (err != nil) != test.untilReg {
				t.Errorf("the registered task definition: %v", err)
			}
			if _, err := os.Stat(r.state + "/taken"); err == nil {
				t.Error("a text was run as a command")
			}
		})
	}
}

// Someone else's deployment, or a rollback after the rollout was complete.
func TestStepsDetectARollback(t *testing.T) {
	r := newRunner(t, after+"\tCOMPLETED\t2\t2")
	script := strings.Replace(aws, `echo "$word" > "$STATE/runs"`, `true`, 1) // the service never runs the new revision
	if err := os.WriteFile(r.state+"/bin/aws", []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	if r.run(t, least(), nil) {
		t.Error("the job succeeded")
	}
	r.wants(t, "output", r.text, "::error::the service runs "+before+", not "+after)
}

func TestStepsSmokeTest(t *testing.T) {
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	defer server.Close()
	p := least()
	p.SmokeURL = server.URL + "/health"
	r := newRunner(t, after+"\tCOMPLETED\t2\t2")
	if !r.run(t, p, nil) || strings.TrimSpace(r.read(t, "runs")) != after {
		t.Errorf("a good answer failed the job:\n%s", r.text)
	}
	status = http.StatusServiceUnavailable
	r = newRunner(t, after+"\tCOMPLETED\t2\t2")
	curl, _ := exec.LookPath("curl")
	// no waiting between attempts
	script := "#!/usr/bin/env bash\nexec " + curl + " \"${@/--retry-all-errors/--no-progress-meter}\" --retry 0\n"
	if err := os.WriteFile(r.state+"/bin/curl", []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	if r.run(t, p, nil) || strings.TrimSpace(r.read(t, "runs")) != before {
		t.Errorf("a bad answer did not put the previous revision back:\n%s", r.text)
	}
	r.wants(t, "output", r.text, "503", "::error::the service answered badly; "+before+" is being put back")

	// of who may set a variable
	for _, address := range []string{"--version", "file:///etc/hostname", "-K/etc/hostname", ""} {
		status, p.SmokeURL = http.StatusOK, "${{ vars.URL }}"
		r = newRunner(t, after+"\tCOMPLETED\t2\t2")
		if err := os.WriteFile(r.state+"/bin/curl", []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
		r.outputs["vars.URL"] = address
		if r.run(t, p, nil) || strings.TrimSpace(r.read(t, "runs")) != before {
			t.Errorf("the address %q passed for an answer:\n%s", address, r.text)
		}
	}
	p.SmokeURL = server.URL + "/health"

	r = newRunner(t, after+"\tCOMPLETED\t0\t0") // the first image, before Terraform may start tasks of it
	if !r.run(t, p, nil) || strings.TrimSpace(r.read(t, "runs")) != after {
		t.Errorf("a service without tasks was asked for an answer:\n%s", r.text)
	}
	r.wants(t, "output", r.text, "::warning::the service has no tasks")
}

func TestStepsTakeTheFile(t *testing.T) {
	p := least()
	p.TaskDefinitionFile, p.TaskDefinitionFree = "task.json", []string{"memory", "environment"}
	const roles = `"taskRoleArn": "arn:aws:iam::210987654321:role/task",
		"executionRoleArn": "arn:aws:iam::210987654321:role/x"`
	const tags = `"tags": [{"key": "team", "value": "ai"}]`
	run := func(file string) (bool, *runner) {
		r := newRunner(t, after+"\tCOMPLETED\t1\t1")
		r.write(t, "newest.json", `{"family": "llm-proxy", "cpu": "1024", `+roles+`, "status": "ACTIVE", `+tags+`,
			"containerDefinitions": [{"name": "otel", "image": "o", "cpu": 0, "environment": []}, {"name": "app",
				"image": "i"}]}`)
		r.write(t, "task.json", file)
		return r.run(t, p, nil), r
	}
	const head = `{"family": "llm-proxy", "cpu": "1024", ` + tags + `, `
	const containers = `"containerDefinitions": [{"name": "app"}, {"name": "otel", "image": "o"}]`
	ok, r := run(head + `"memory": "2048", ` + roles + `, ` + containers + `}`)
	if !ok {
		t.Fatalf("the deployment failed:\n%s", r.text)
	}
	r.wants(t, "registered task definition", r.read(t, "registered.json"), `"memory": "2048"`, digest)
	for name, test := range map[string]struct{ file, want string }{
		"another family": {strings.Replace(head, "llm-proxy", "billing", 1) + roles + `, ` + containers + `}`,
			"first: family"},
		"no family": {strings.Replace(head, `"family": "llm-proxy", `, "", 1) + roles + `, ` + containers + `}`,
			"first: family"},
		"another task role": {head + strings.Replace(roles, "role/task", "role/admin", 1) + `, ` + containers + `}`,
			"first: taskRoleArn"},
		"another execution role": {head + strings.Replace(roles, "role/x", "role/y", 1) + `, ` + containers + `}`,
			"first: executionRoleArn"},
		"no roles": {head + containers + `}`, "first: executionRoleArn taskRoleArn"},
		"a further container": {head + roles + `, "containerDefinitions": [{"name": "app"}, {"name": "otel", "image": "o"},
			{"name": "miner"}]}`, "first: containers miner.name"},
		"a container twice": {head + roles + `, "containerDefinitions": [{"name": "app"}, {"name": "app"},
			{"name": "otel", "image": "o"}]}`, "first: containers"},
		"another sidecar": {head + roles + `, "containerDefinitions": [{"name": "app"}, {"name": "otel", "image": "evil"}]}`,
			"first: otel.image"},
		"a tag of others": {strings.Replace(head, `"ai"`, `"billing"`, 1) + roles + `, ` + containers + `}`, "first: tags"},
		"a secret": {head + roles + `, "containerDefinitions": [{"name": "app", "secrets": [{"name": "K",
			"valueFrom": "arn:of-somebody-else"}]}, {"name": "otel", "image": "o"}]}`, "first: app.secrets"},
		"a command of the runner": {head + roles + `, "x\n::stop-commands::y": 1, ` + containers + `}`,
			"first: x ::stop-commands::y"},
		"the console's wrapper": {`{"taskDefinition": {"family": "llm-proxy"}}`, "family otel.image"},
		"two definitions":       {head + roles + `, ` + containers + `}{}`, "one task definition is wanted"},
		"no JSON":               {`{`, "jq: "},
	} {
		ok, r := run(test.file)
		if _, err := os.Stat(r.state + "/registered.json"); ok || err == nil {
			t.Errorf("%s: it was registered:\n%s", name, r.text)
		}
		r.wants(t, name, r.text, test.want)
		if strings.Contains(r.text, "of-somebody-else") {
			t.Errorf("%s: a value was printed", name)
		}
	}
}
