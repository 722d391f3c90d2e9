package testkit

import (
	"bytes"
	"io"
	"testing"

	"github.com/hashicorp/terraform-exec/tfexec"
)

// PlanJSON replaces the stack, plans it and returns the text that `terraform show -json` writes of the plan. Without
// refresh, Terraform takes the state as it is and does not ask what there really is, which is faster.
func (r *Terraform) PlanJSON(t testing.TB, text []byte, refresh bool) []byte {
	t.Helper()
	r.write(t, text)
	options := []tfexec.PlanOption{
		tfexec.Out(r.planFile()), tfexec.Reattach(r.provider), tfexec.Refresh(refresh), tfexec.Lock(false),
	}
	for _, v := range r.assignments() {
		options = append(options, v)
	}
	if _, err := r.cli.Plan(t.Context(), options...); err != nil {
		t.Fatalf("terraform plan: %v", err)
	}
	if _, _, err := r.cli.Version(t.Context(), false); err != nil { // else it is asked, and told, in between
		t.Fatalf("terraform version: %v", err)
	}
	var shown bytes.Buffer
	r.cli.SetStdout(&shown)
	defer r.cli.SetStdout(io.Discard)
	if _, err := r.cli.ShowPlanFile(t.Context(), r.planFile(), tfexec.Reattach(r.provider)); err != nil {
		t.Fatalf("terraform show: %v", err)
	}
	return shown.Bytes()
}
