package workflow

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const (
	before = "arn:aws:ecs:eu-west-1:210987654321:task-definition/llm-proxy:6"
	after  = "arn:aws:ecs:eu-west-1:210987654321:task-definition/llm-proxy:7"
)

var digest = "sha256:" + strings.Repeat("0f", 32)

// aws answers the calls of the steps from files in $STATE, and writes down what it was asked.
const aws = `#!/usr/bin/env bash
set -euo pipefail
echo "$*" >> "$STATE/calls"
case "$*" in
  *describe-services*PRIMARY*) # one line a call, the last one for ever
    head -n 1 "$STATE/rollout"
    if [[ $(wc -l < "$STATE/rollout") -gt 1 ]]; then sed -i.old 1d "$STATE/rollout"; fi ;;
  *describe-services*) cat "$STATE/runs" ;;
  *describe-task-definition*) cat "$STATE/newest.json" ;;
  *register-task-definition*)
    for word; do case "$word" in file://*) cp "${word#file://}" "$STATE/registered.json" ;; esac; done
    echo ` + after + ` ;;
  *update-service*) for word; do last=$word; case "$word" in arn:*) echo "$word" > "$STATE/runs" ;; esac; done; echo "$last" ;;
  *) echo "no answer to $*" >&2; exit 1 ;;
esac
`

// runner runs the steps of the deploy job as GitHub does: in order, an if of a failure only after one, outputs handed on.
type runner struct {
	state   string
	env     map[string]string
	outputs map[string]string // by step.name
	outcome map[string]string
	text    string // of all steps
}

func newRunner(t *testing.T, rollout ...string) *runner {
	t.Helper()
	for _, tool := range []string{"bash", "jq", "curl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("the steps need %s", tool)
		}
	}
	r := &runner{state: t.TempDir(), outputs: map[string]string{}, outcome: map[string]string{}, env: map[string]string{}}
	for name, text := range map[string]string{
		"bin/aws": aws, "bin/sleep": "#!/bin/sh\n", "runs": before + "\n", "rollout": strings.Join(rollout, "\n") + "\n", "summary": "", "calls": "",
		"newest.json": `{"taskDefinitionArn": "` + before + `", "family": "llm-proxy", "revision": 6, "status": "ACTIVE", "cpu": "1024", "compatibilities": ["FARGATE"],
			"requiresAttributes": [], "registeredAt": 1.5, "registeredBy": "x", "containerDefinitions": [{"name": "otel", "image": "o"}, {"name": "app", "image": "old", "cpu": 0}]}`,
	} {
		path := filepath.Join(r.state, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, value := range map[string]string{
		"PATH": filepath.Join(r.state, "bin") + ":" + os.Getenv("PATH"), "STATE": r.state, "RUNNER_TEMP": r.state, "GITHUB_SHA": "abc",
		"GITHUB_STEP_SUMMARY": filepath.Join(r.state, "summary"),
	} {
		r.env[name] = value
	}
	return r
}

var expression = regexp.MustCompile(`\$\{\{ ([a-z_.]+) \}\}`)

func (r *runner) value(text string) string {
	return expression.ReplaceAllStringFunc(text, func(found string) string {
		name := expression.FindStringSubmatch(found)[1]
		switch name {
		case "needs.build.outputs.digest":
			return digest
		case "job.status":
			if r.failed() {
				return "failure"
			}
			return "success"
		}
		return r.outputs[name]
	})
}

func (r *runner) failed() bool {
	for _, outcome := range r.outcome {
		if outcome == "failure" {
			return true
		}
	}
	return false
}

// run runs the whole job and tells whether it succeeded.
func (r *runner) run(t *testing.T, p Props, override map[string]string) bool {
	t.Helper()
	f := parse(t, render(t, p))
	shell := strings.Fields(f.Defaults.Run.Shell)
	for i, s := range f.Jobs["deploy"].Steps {
		runs := !r.failed()
		switch s.If {
		case "":
		case "always()":
			runs = true
		case "failure() && steps.smoke.outcome == 'failure'":
			runs = r.outcome["smoke"] == "failure"
		default:
			t.Fatalf("the test knows no %s", s.If)
		}
		if s.Run == "" || !runs {
			continue
		}
		script, output := filepath.Join(r.state, "script"), filepath.Join(r.state, "output")
		for path, text := range map[string]string{script: s.Run, output: ""} {
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		command := exec.Command(shell[0], append(append([]string{}, shell[1:len(shell)-1]...), script)...)
		command.Dir = r.state
		for _, env := range []map[string]string{r.env, f.Jobs["deploy"].Env, s.Env, {"GITHUB_OUTPUT": output}, override} {
			for name, value := range env {
				command.Env = append(command.Env, name+"="+r.value(value))
			}
		}
		text, err := command.CombinedOutput()
		r.text += string(text)
		id := s.ID
		if id == "" {
			id = fmt.Sprint(i)
		}
		r.outcome[id] = "success"
		if err != nil {
			r.outcome[id] = "failure"
		}
		for line := range strings.Lines(r.read(t, "output")) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
			r.outputs["steps."+id+".outputs."+name] = value
		}
	}
	return !r.failed()
}

func (r *runner) read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(r.state, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
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
	r := newRunner(t, before+"\tCOMPLETED\t2\t2", after+"\tIN_PROGRESS\t0\t2", after+"\tIN_PROGRESS\t1\t2", after+"\tCOMPLETED\t2\t2")
	if !r.run(t, least(), nil) {
		t.Fatalf("the deployment failed:\n%s", r.text)
	}
	var registered map[string]any
	if err := json.Unmarshal([]byte(r.read(t, "registered.json")), &registered); err != nil {
		t.Fatal(err)
	}
	got, _ := json.Marshal(registered)
	want := `{"containerDefinitions":[{"image":"o","name":"otel"},{"cpu":0,"image":"` + least().RepositoryURL + `@` + digest + `","name":"app"}],"cpu":"1024","family":"llm-proxy"}`
	if string(got) != want {
		t.Errorf("registered\n%s, want\n%s", got, want)
	}
	r.wants(t, "calls", r.read(t, "calls"),
		"ecs describe-task-definition --task-definition llm-proxy ", "ecs update-service --cluster ai --service llm-proxy --task-definition "+after)
	r.wants(t, "output", r.text, "IN_PROGRESS: 1 of 2 tasks of "+after)
	r.wants(t, "summary", r.read(t, "summary"), "### Deployment of llm-proxy: success\n\n| | |", "| revision | "+after+" |", "| before | "+before+" |", "@"+digest)
}

func TestStepsFail(t *testing.T) {
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
		{name: "rolled back before it is seen", rollout: []string{before + "\tCOMPLETED\t2\t2"}, want: "::error::ECS rolled the deployment back to " + before},
		{name: "failed without a rollback", rollout: []string{after + "\tFAILED\t0\t2"}, want: "::error::the rollout failed"},
		{name: "takes too long", rollout: []string{after + "\tIN_PROGRESS\t0\t2"},
			change: func(_ *runner, override map[string]string) { override["WAIT_MINUTES"] = "0" }, want: "::error::the rollout took more than 0 minutes"},
		{name: "no service", change: func(r *runner, _ map[string]string) { _ = os.WriteFile(r.state+"/runs", []byte("None\n"), 0o644) },
			want: "::error::there is no service llm-proxy in the cluster ai", summary: "| revision | not registered |", untilReg: true},
		{name: "no digest", change: func(_ *runner, override map[string]string) { override["IMAGE"] = "llm-proxy:latest" },
			want: "::error::got the image llm-proxy:latest, want one with a digest", summary: "| before | unknown |", untilReg: true},
		{name: "a digest that holds a command", change: func(_ *runner, override map[string]string) {
			override["IMAGE"] = `x@sha256:0"; touch "$STATE/taken`
		}, want: "want one with a digest", untilReg: true},
		{name: "no container", change: func(_ *runner, override map[string]string) { override["CONTAINER"] = "proxy" },
			want: "no container proxy in the task definition", untilReg: true},
		{name: "AWS refuses", change: func(r *runner, _ map[string]string) { _ = os.Remove(r.state + "/newest.json") }, want: "newest.json", untilReg: true},
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
	script := "#!/usr/bin/env bash\nexec " + curl + " \"${@/--retry-all-errors/--no-progress-meter}\" --retry 0\n" // no waiting between attempts
	if err := os.WriteFile(r.state+"/bin/curl", []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	if r.run(t, p, nil) || strings.TrimSpace(r.read(t, "runs")) != before {
		t.Errorf("a bad answer did not put the previous revision back:\n%s", r.text)
	}
	r.wants(t, "output", r.text, "503", "::error::the service answered badly; "+before+" is being put back")
}

func TestStepsTakeTheFile(t *testing.T) {
	p := least()
	p.TaskDefinitionFile = "task.json"
	r := newRunner(t, after+"\tCOMPLETED\t1\t1")
	if err := os.WriteFile(r.state+"/task.json", []byte(`{"family": "llm-proxy", "memory": "2048", "containerDefinitions": [{"name": "app"}]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if !r.run(t, p, nil) {
		t.Fatalf("the deployment failed:\n%s", r.text)
	}
	r.wants(t, "registered task definition", r.read(t, "registered.json"), `"memory": "2048"`, digest)
	if strings.Contains(r.read(t, "calls"), "describe-task-definition") {
		t.Error("it asked for the newest revision")
	}
}
