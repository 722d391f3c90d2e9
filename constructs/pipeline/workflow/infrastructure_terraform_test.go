package workflow

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// stateServer keeps one state, as Terraform's http backend asks for.
type stateServer struct {
	sync.Mutex
	state []byte
}

func (s *stateServer) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	s.Lock()
	defer s.Unlock()
	switch {
	case request.Method == http.MethodPost:
		s.state, _ = io.ReadAll(request.Body)
	case s.state == nil:
		w.WriteHeader(http.StatusNotFound)
	default:
		_, _ = w.Write(s.state)
	}
}

// realStack is plannedStack with Terraform and the companion themselves.
func realStack(t *testing.T) (*runner, *stateServer, InfrastructureProps) {
	t.Helper()
	r := plannedStack(t)
	companion := filepath.Join(r.state, "fargateai")
	if err := os.Remove(companion); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "build", "-p", "1", "-o", companion,
		"github.com/fargate-ai/fargate-ai-service/cmd/fargateai").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	r.write(t, "bin/terraform", "#!/usr/bin/env bash", `printf '%s\n' "$*" >> "$STATE/calls"`,
		`exec `+testkit.TerraformCLI(t)+` "$@"`)
	state := &stateServer{}
	server := httptest.NewServer(state)
	t.Cleanup(server.Close)
	p := leastInfrastructure()
	p.BackendType, p.Backend = "http", map[string]string{"address": server.URL + "/state"}
	return r, state, p
}

const (
	firstStack = `{"terraform": {"backend": {"http": {}}}, "resource": {"terraform_data": {
		"a": {"input": "hunter2"}, "b": {"triggers_replace": ["1"]}}}}`
	secondStack = `{"terraform": {"backend": {"http": {}}}, "resource": {"terraform_data": {
		"b": {"triggers_replace": ["2"]}}}}`
)

// The same steps with Terraform, a state of its own and the real companion: plan, comment, the approved plan applied,
// a second plan that is empty, and a plan that is too old.
func TestInfrastructureStepsWithTerraform(t *testing.T) {
	testkit.Heavy(t)
	r, server, p := realStack(t)
	text := infrastructureText(t, p)
	r.write(t, "stack.json", firstStack)

	if !r.planned(t, text, "pull_request") || !r.job(t, text, "comment", nil) {
		t.Fatalf("the plan failed:\n%s", r.text)
	}
	r.wants(t, "comment", r.comment(t),
		"### Plan of llm-proxy\n\nThe plan has the SHA-256 `"+r.outputs["needs.plan.outputs.digest"]+
			"`.\n\n### Plan review: 2 created\n", "* `terraform_data.a` created\n* `terraform_data.b` created\n")
	if server.state != nil || strings.Contains(r.comment(t)+r.read(t, "summary"), "hunter2") {
		t.Errorf("the plan wrote a state, or told a value:\n%s\n%s", server.state, r.comment(t))
	}
	if !r.planned(t, text, "push") || !r.job(t, text, "apply", nil) || !strings.Contains(string(server.state), "hunter2") {
		t.Fatalf("the apply failed, with the state %s:\n%s", server.state, r.text)
	}
	if !r.planned(t, text, "push") || r.outputs["needs.plan.outputs.changes"] != "false" {
		t.Fatalf("the second plan is not empty:\n%s", r.text)
	}

	r.write(t, "stack.json", secondStack)
	if !r.planned(t, text, "push") {
		t.Fatalf("the third plan failed:\n%s", r.text)
	}
	r.wants(t, "summary", r.read(t, "summary"), "* `terraform_data.a` destroyed", "* `terraform_data.b` a new revision")
	old := r.outputs["needs.plan.outputs.sealed"]
	oldDigest := r.outputs["needs.plan.outputs.digest"]
	if !r.job(t, text, "apply", nil) || strings.Contains(string(server.state), "hunter2") {
		t.Fatalf("the apply failed, with the state %s:\n%s", server.state, r.text)
	}
	// The same plan again, as GitHub runs it when somebody re-runs the job.
	r.outputs["needs.plan.outputs.sealed"], r.outputs["needs.plan.outputs.digest"] = old, oldDigest
	applied := string(server.state)
	if r.job(t, text, "apply", nil) || string(server.state) != applied {
		t.Errorf("an old plan was applied:\n%s", r.text)
	}
	r.wants(t, "output", r.text, "::error::the state moved from serial ",
		" since the plan was made; changed since: terraform_data.a, terraform_data.b; nothing is applied: re-run all jobs")
}

// A stack that would run something when it is planned is refused before Terraform reads it, and before there is a role.
func TestStepsRefuseWhatRunsPrograms(t *testing.T) {
	testkit.Heavy(t)
	r, server, p := realStack(t)
	text := infrastructureText(t, p)
	const backend = `"terraform": {"backend": {"http": {}}}`
	for name, stack := range map[string]string{
		"a provisioner": `{` + backend + `, "resource": {"terraform_data": {"a": {"provisioner": {"local-exec": {
			"command": "touch taken"}}}}}}`,
		"a data source that runs a program": `{` + backend +
			`, "data": {"external": {"a": {"program": ["touch", "taken"]}}}}`,
		"a provider of somebody": `{"terraform": {"backend": {"http": {}}, "required_providers": {
			"tools": {"source": "mallory/tools"}}}}`,
		"a module":          `{` + backend + `, "module": {"m": {"source": "./assets/m"}}}`,
		"a file":            `{` + backend + `, "output": {"o": {"value": "${file(\"/proc/self/environ\")}"}}}`,
		"another backend":   `{"terraform": {"backend": {"local": {}}}, "resource": {"terraform_data": {"a": {}}}}`,
		"no backend":        `{"resource": {"terraform_data": {"a": {}}}}`,
		"a name twice":      `{` + backend + `, "resource": {"null_resource": {"a": {}}}, "resource": {}}`,
		"no JSON of anyone": `{` + backend,
	} {
		t.Run(name, func(t *testing.T) {
			r.write(t, "stack.json", stack)
			r.write(t, "calls")
			r.text = ""
			if r.planned(t, text, "push") || r.job(t, text, "fork", nil) {
				t.Errorf("the job succeeded:\n%s", r.text)
			}
			r.wants(t, "output", r.text, "stack check failed: got ")
			if calls := r.read(t, "calls"); strings.Contains(calls, "-chdir") || r.env["ROLE"] != "" {
				t.Errorf("Terraform ran, or there was a role:\n%s", calls)
			}
			if _, err := os.Stat(filepath.Join(r.state, "taken")); err == nil || server.state != nil {
				t.Error("a program ran, or there is a state")
			}
		})
	}
}
