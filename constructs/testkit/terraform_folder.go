package testkit

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-exec/tfexec"
)

// NewTerraformFolder is [NewTerraform] for a root module of HCL, which may call modules that lie beside it. A copy of
// tree is used; root is the folder of the root module in it, "." for tree itself. Modules of a registry are not
// fetched.
func NewTerraformFolder(t testing.TB, tree, root string, options TerraformOptions) *Terraform {
	t.Helper()
	work := t.TempDir()
	if err := os.CopyFS(work, os.DirFS(tree)); err != nil {
		t.Fatal(err)
	}
	r := &Terraform{dir: filepath.Join(work, root), vars: options.Vars}
	providers, err := providersOfHCL(r.dir)
	if err != nil {
		t.Fatal(err)
	}
	aws := inUse(t)
	r.files = aws.judging.runs(t, r.dir)
	env := map[string]string{endpointVariable: aws.URL}
	maps.Copy(env, options.Env)
	space, err := workspace(t.Context(), r.dir, providers, env)
	if err != nil {
		t.Fatal(err)
	}
	// Which module lies where is written into the data folder: this one has its own, with the providers of all.
	data := t.TempDir()
	if err := os.Symlink(filepath.Join(space.initialized, ".terraform", "providers"),
		filepath.Join(data, "providers")); err != nil {
		t.Fatal(err)
	}
	space.env["TF_DATA_DIR"] = data
	if err := space.cli.SetEnv(space.env); err != nil {
		t.Fatal(err)
	}
	r.cli = space.cli
	if err := r.cli.Get(t.Context()); err != nil {
		t.Fatalf("terraform get: %v", err)
	}
	if len(options.Env) == 0 && !configuresTwice(r.dir) {
		r.provider = serveProvider(t, space.initialized, space.env)
	}
	return r
}

// configuresTwice tells whether a root module has several configurations of a provider: one that runs already has one.
func configuresTwice(dir string) bool {
	files, _ := filepath.Glob(filepath.Join(dir, "*.tf"))
	return slices.ContainsFunc(files, func(file string) bool {
		text, err := os.ReadFile(file)
		return err == nil && alias.Match(text)
	})
}

var alias = regexp.MustCompile(`(?m)^\s*(configuration_)?alias(es)?\s*=`)

// TryPlan is [Terraform.Plan] without its result; what Terraform refuses comes back as an error.
func (r *Terraform) TryPlan(t testing.TB) error {
	options := []tfexec.PlanOption{tfexec.Reattach(r.provider)}
	for _, v := range r.assignments() {
		options = append(options, v)
	}
	_, err := r.cli.Plan(t.Context(), options...)
	return err
}

// Test runs `terraform test`, that is tests/*.tftest.hcl of the folder, and fails the test with what fails there. It
// returns how many runs passed.
func (r *Terraform) Test(t testing.TB) int {
	t.Helper()
	var said bytes.Buffer
	err := r.cli.Test(t.Context(), &said)
	r.cli.SetStdout(io.Discard)
	passed, failed := 0, []string{}
	for line := range strings.Lines(said.String()) {
		var message struct {
			Text       string                  `json:"@message"`
			Level      string                  `json:"@level"`
			Run        struct{ Status string } `json:"test_run"`
			Diagnostic struct{ Detail string }
		}
		if json.Unmarshal([]byte(line), &message) != nil {
			continue
		}
		switch {
		case message.Run.Status == "pass":
			passed++
		case message.Level == "error", message.Run.Status == "fail", message.Run.Status == "error":
			failed = append(failed, strings.TrimSpace(message.Text+"\n"+message.Diagnostic.Detail))
		}
	}
	if err != nil || len(failed) > 0 {
		t.Errorf("terraform test: %v\n%s", err, strings.Join(failed, "\n"))
	}
	return passed
}
