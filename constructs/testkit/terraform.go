package testkit

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-exec/tfexec"
	tfjson "github.com/hashicorp/terraform-json"
)

// TerraformOptions are the options of [NewTerraform]. The zero value runs against the emulator of [StartAWS].
type TerraformOptions struct {
	Env  map[string]string // more environment variables, which win over the test kit's. Default: none
	Vars map[string]string // values of Terraform variables. Default: none
}

// Terraform runs one stack with the real CLI and the real AWS provider, against the emulator. Its methods fail the test
// on any error.
//
// The stack's backend is left out: the state lies in a folder of the test.
type Terraform struct {
	cli      *tfexec.Terraform
	dir      string
	vars     map[string]string
	provider tfexec.ReattachInfo // nil where Terraform starts its own
	files    *stackFiles         // what tells whose a request was
	current  bool                // the state has been compared with what is there, and nothing was done since
}

// NewTerraform prepares a stack, given as the text of its cdk.tf.json. Nothing that it runs can reach a real AWS
// account: the credentials and settings of the caller are kept from it.
func NewTerraform(t testing.TB, text []byte, options TerraformOptions) *Terraform {
	t.Helper()
	providers, err := providersOfJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	aws := inUse(t)
	env := map[string]string{endpointVariable: aws.URL}
	maps.Copy(env, options.Env)
	r := &Terraform{dir: t.TempDir(), vars: options.Vars}
	r.files = aws.judging.runs(t, r.dir)
	space, err := workspace(t.Context(), r.dir, providers, env)
	if err != nil {
		t.Fatal(err)
	}
	r.cli = space.cli
	if len(options.Env) == 0 && !hasAliases(text) {
		r.provider = serveProvider(t, space.initialized, space.env)
	}
	r.write(t, text)
	return r
}

// Apply creates or changes everything that the stack says.
func (r *Terraform) Apply(t testing.TB) {
	t.Helper()
	if err := r.TryApply(t); err != nil {
		t.Fatalf("terraform apply: %v", err)
	}
}

// TryApply is [Terraform.Apply]; what Terraform refuses comes back as an error.
func (r *Terraform) TryApply(t testing.TB) error {
	r.current = false
	options := []tfexec.ApplyOption{tfexec.Reattach(r.provider)}
	for _, v := range r.assignments() {
		options = append(options, v)
	}
	return r.cli.Apply(t.Context(), options...)
}

// Plan returns what an apply would do.
func (r *Terraform) Plan(t testing.TB) *tfjson.Plan {
	t.Helper()
	r.plan(t)
	plan, err := r.cli.ShowPlanFile(t.Context(), r.planFile(), tfexec.Reattach(r.provider))
	if err != nil {
		t.Fatalf("terraform show: %v", err)
	}
	return plan
}

// plan writes planFile and reports whether it changes anything.
func (r *Terraform) plan(t testing.TB) bool {
	t.Helper()
	options := []tfexec.PlanOption{tfexec.Out(r.planFile()), tfexec.Reattach(r.provider)}
	for _, v := range r.assignments() {
		options = append(options, v)
	}
	changed, err := r.cli.Plan(t.Context(), options...)
	if err != nil {
		t.Fatalf("terraform plan: %v", err)
	}
	return changed
}

func (r *Terraform) planFile() string { return filepath.Join(r.dir, "test.plan") }

// AssertEmptyPlan fails the test when an apply would still change something; the message names resources and
// attributes.
func (r *Terraform) AssertEmptyPlan(t testing.TB) {
	t.Helper()
	r.current = !r.plan(t)
	if !r.current {
		t.Errorf("the plan after an apply is not empty:\n%s", strings.Join(Changes(r.Plan(t)), "\n"))
	}
}

// StateFile is where the state lies, for a stack that reads it.
func (r *Terraform) StateFile() string { return filepath.Join(r.dir, "terraform.tfstate") }

// Write replaces the stack; the next Plan or Apply sees the new one.
func (r *Terraform) Write(t testing.TB, text []byte) {
	t.Helper()
	r.write(t, text)
}

// Update replaces the stack, applies it and returns what that changed, as [Changes] writes it.
func (r *Terraform) Update(t testing.TB, text []byte) []string {
	t.Helper()
	r.write(t, text)
	changes := Changes(r.Plan(t))
	r.current = false
	if err := r.cli.Apply(t.Context(), tfexec.DirOrPlan(r.planFile()), tfexec.Reattach(r.provider)); err != nil {
		t.Fatalf("terraform apply of\n%s\n%v", strings.Join(changes, "\n"), err)
	}
	return changes
}

// Destroy deletes everything that the stack made. After [Terraform.AssertEmptyPlan] it takes the state as it is: a
// refresh would read everything once more.
func (r *Terraform) Destroy(t testing.TB) {
	t.Helper()
	options := []tfexec.DestroyOption{tfexec.Reattach(r.provider), tfexec.Refresh(!r.current)}
	for _, v := range r.assignments() {
		options = append(options, v)
	}
	if err := r.cli.Destroy(t.Context(), options...); err != nil {
		t.Fatalf("terraform destroy: %v", err)
	}
}

// Output returns the stack's outputs by name, sensitive ones too.
func (r *Terraform) Output(t testing.TB) map[string]any {
	t.Helper()
	meta, err := r.cli.Output(t.Context())
	if err != nil {
		t.Fatalf("terraform output: %v", err)
	}
	outputs := make(map[string]any, len(meta))
	for name, output := range meta {
		var value any
		if err := json.Unmarshal(output.Value, &value); err != nil {
			t.Fatalf("output %s: %v", name, err)
		}
		outputs[name] = value
	}
	return outputs
}

// State returns what Terraform knows about the resources that it made.
func (r *Terraform) State(t testing.TB) *tfjson.State {
	t.Helper()
	state, err := r.cli.Show(t.Context(), tfexec.Reattach(r.provider))
	if err != nil {
		t.Fatalf("terraform show: %v", err)
	}
	return state
}

func (r *Terraform) assignments() []*tfexec.VarOption {
	var out []*tfexec.VarOption
	for _, name := range sortedKeys(r.vars) {
		out = append(out, tfexec.Var(name+"="+r.vars[name]))
	}
	return out
}

// write puts the stack into the runner's folder, without its backend.
func (r *Terraform) write(t testing.TB, text []byte) {
	t.Helper()
	document, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if settings, ok := document["terraform"].(map[string]any); ok {
		delete(settings, "backend")
		delete(settings, "cloud")
	}
	if text, err = json.Marshal(document); err != nil {
		t.Fatal(err)
	}
	r.files.texts = append(r.files.texts, text)
	if err := os.WriteFile(filepath.Join(r.dir, "cdk.tf.json"), text, 0o644); err != nil {
		t.Fatal(err)
	}
}
