package examples_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// phaseByPhase adopts the record that exists, moves the domain forward and back, and forward again to the end, which is
// refused a minute before 48 hours have passed since the second cutover.
func phaseByPhase(t *testing.T, dir string, outputs map[string]any) {
	t.Helper()
	phase := func(name string) []byte {
		outdir := filepath.Join(t.TempDir(), "cdktf.out")
		settings := append(production("beanstalk-cutover", outputs), "FARGATEAI_ADOPT=A", "FARGATEAI_PHASE="+name)
		run(t, dir, outdir, append(settings, place...)...)
		return stack(t, outdir)
	}
	start := time.Now().UTC().Truncate(time.Second)
	clock := map[string]string{}
	at := func(since time.Duration) { clock["helpdesk_now"] = start.Add(since).Format(time.RFC3339) }
	at(0)
	terraform := testkit.NewTerraform(t, phase("Verify"), testkit.TerraformOptions{Vars: clock})
	if plan := testkit.Changes(terraform.Plan(t)); !slices.ContainsFunc(plan, func(change string) bool {
		return strings.HasPrefix(change, "update aws_route53_record.helpdesk_cutover_old")
	}) {
		t.Errorf("the record that exists is not adopted:\n%s", strings.Join(plan, "\n"))
	}
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	for i, step := range []struct{ phase, weights string }{
		{"Canary", "old 90 %, new 10 %"}, {"Half", "old 50 %, new 50 %"}, {"Cutover", "old 0 %, new 100 %"},
		{"Verify", "old 100 %, new 0 %"}, {"Cutover", "old 0 %, new 100 %"},
	} {
		at(time.Duration(i) * time.Hour)
		for _, change := range terraform.Update(t, phase(step.phase)) {
			if strings.HasPrefix(change, "delete aws_") {
				t.Errorf("%s deletes: %s", step.phase, change)
			}
		}
		terraform.AssertEmptyPlan(t)
		if got := terraform.Output(t)["helpdesk_cutover_weights"]; got != step.weights {
			t.Errorf("%s: got %v, want %s", step.phase, got, step.weights)
		}
	}
	terraform.Write(t, phase("Decommission"))
	at(4*time.Hour + 47*time.Hour + 59*time.Minute)
	if err := terraform.TryApply(t); err == nil || !strings.Contains(err.Error(), "stays for 48 hours") {
		t.Errorf("Decommission was not refused: %v", err)
	}
	at(4*time.Hour + 48*time.Hour)
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
}
