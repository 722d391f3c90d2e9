package workflow

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// The same steps with Terraform, a state of its own and the real plan-review: plan, comment, apply, and a second plan
// that is empty.
func TestInfrastructureStepsWithTerraform(t *testing.T) {
	testkit.Heavy(t)
	var state []byte
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		switch {
		case request.Method == http.MethodPost:
			state, _ = io.ReadAll(request.Body)
		case state == nil:
			w.WriteHeader(http.StatusNotFound)
		default:
			_, _ = w.Write(state)
		}
	}))
	defer server.Close()

	r := plannedStack(t)
	companion := filepath.Join(r.state, "fargateai")
	if out, err := exec.Command("go", "build", "-p", "1", "-o", companion,
		"github.com/fargate-ai/fargate-ai-service/cmd/fargateai").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	terraform := filepath.Join(r.state, "bin", "terraform")
	if err := os.Remove(terraform); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(testkit.TerraformCLI(t), terraform); err != nil {
		t.Fatal(err)
	}
	r.write(t, "bin/go", "#!/usr/bin/env bash", "set -euo pipefail",
		`out=cdktf.out/stacks/llm-proxy`,
		`if [[ "$2" == . ]]; then mkdir -p "$out"; cp "$STATE/stack.json" "$out/cdk.tf.json"; exit; fi`,
		`exec "$STATE/fargateai" "${@:3}"`)
	r.write(t, "stack.json", `{"terraform": {"backend": {"http": {}}}, "resource": {"terraform_data": {
		"a": {"input": "hunter2"}, "b": {"triggers_replace": ["1"]}}}}`)
	p := leastInfrastructure()
	p.Backend = map[string]string{"address": server.URL + "/state"}
	text := infrastructureText(t, p)

	if !r.job(t, text, "plan", nil) || !r.job(t, text, "comment", nil) {
		t.Fatalf("the plan failed:\n%s", r.text)
	}
	r.wants(t, "comment", r.comment(t),
		"### Plan of llm-proxy: 2 changes\n\n    create terraform_data.a\n    create terraform_data.b\n\n### 0 "+
			"risks\n\n### Cost\n")
	if state != nil || strings.Contains(r.comment(t), "hunter2") {
		t.Errorf("the plan wrote a state, or told a value:\n%s\n%s", state, r.comment(t))
	}
	if !r.job(t, text, "apply", nil) || !strings.Contains(string(state), "hunter2") {
		t.Fatalf("the apply failed, with the state %s:\n%s", state, r.text)
	}
	if !r.job(t, text, "plan", nil) || !r.job(t, text, "comment", nil) {
		t.Fatalf("the second plan failed:\n%s", r.text)
	}
	r.wants(t, "comment", r.comment(t), "### Plan of llm-proxy: 0 changes\n")
	r.write(t, "stack.json", `{"terraform": {"backend": {"http": {}}}, "resource": {"terraform_data": {
		"b": {"triggers_replace": ["2"]}}}}`)
	if !r.job(t, text, "plan", nil) || !r.job(t, text, "comment", nil) {
		t.Fatalf("the third plan failed:\n%s", r.text)
	}
	r.wants(t, "comment", r.comment(t), "    delete terraform_data.a\n    delete, then create terraform_data.b\n")
}
