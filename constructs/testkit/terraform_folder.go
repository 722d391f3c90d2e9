package testkit

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-exec/tfexec"
)

// NewTerraformFolder is [NewTerraform] for a root module of HCL, which may call modules that lie beside it. A copy of
// tree is used; root is the folder of the root module in it, "." for tree itself. What the root requires of providers
// stands in its main.tf. Modules of a registry are not fetched.
func NewTerraformFolder(t testing.TB, tree, root string, options TerraformOptions) *Terraform {
	t.Helper()
	work := t.TempDir()
	if err := os.CopyFS(work, os.DirFS(tree)); err != nil {
		t.Fatal(err)
	}
	r := &Terraform{dir: filepath.Join(work, root), vars: options.Vars}
	main := filepath.Join(r.dir, "main.tf")
	providers, err := providersOfHCL(main)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(main)
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
	if len(options.Env) == 0 && !bytes.Contains(text, []byte("alias")) {
		r.provider = serveProvider(t, space.initialized, space.env)
	}
	return r
}

// TryPlan is [Terraform.Plan] without its result; what Terraform refuses comes back as an error.
func (r *Terraform) TryPlan(t testing.TB) error {
	options := []tfexec.PlanOption{tfexec.Reattach(r.provider)}
	for _, v := range r.assignments() {
		options = append(options, v)
	}
	_, err := r.cli.Plan(t.Context(), options...)
	return err
}
