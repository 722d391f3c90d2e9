package examples_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
	"github.com/fargate-ai/fargate-ai-service/internal/earlier"
)

// upgrades applies what the last release made of the app and then what this one makes. Nothing is deleted or replaced
// but what stands in the changelog by its address; a task definition is replaced by its next revision.
func upgrades(t *testing.T, outputs map[string]any) {
	t.Helper()
	const golden = "testdata/production.json"
	release, err := earlier.Last("..")
	if err != nil {
		t.Fatal(err)
	}
	before, err := release.File(golden)
	if err != nil {
		t.Fatal(err)
	}
	now, err := os.ReadFile(filepath.Join("..", golden))
	if err != nil {
		t.Fatal(err)
	}
	changelog, err := os.ReadFile(filepath.Join("..", "CHANGELOG.md"))
	if err != nil {
		t.Fatal(err)
	}
	told, err := release.File("CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	impacts := strings.Join(earlier.Impacts(string(told), string(changelog)), "\n")
	here := func(text []byte) []byte { // the zone of the golden is in no account
		return []byte(strings.ReplaceAll(string(text), "Z0123456789ABCDEFGHIJ", fmt.Sprint(outputs["hosted_zone_id"])))
	}
	terraform := testkit.NewTerraform(t, here(before), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.Write(t, here(now))
	for _, change := range terraform.Plan(t).ResourceChanges {
		lost := change.Change.Actions.Delete() || change.Change.Actions.Replace()
		if lost && change.Type != "aws_ecs_task_definition" && !earlier.Names(impacts, change.Address) {
			t.Errorf("%s: %v by an upgrade of an unchanged program: keep it, or state this address under \"Plan impact\" in "+
				"CHANGELOG.md", change.Address, change.Change.Actions)
		}
	}
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
}
