package examples_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// next is a line of what a program prints, about one stack.
var next = regexp.MustCompile(`(?m)^(?:Next|Once .* applied): terraform -chdir=\S+/stacks/(\S+) init`)

// stackByStack applies the stacks of a program in the order that it prints, and destroys them in the reverse one; those
// that do not wait for each other side by side. Each has a state of its own, which the others read.
func stackByStack(t *testing.T, dir string, settings ...string) {
	outdir := filepath.Join(t.TempDir(), "cdktf.out")
	printed := run(t, dir, outdir, append(settings, place...)...)
	texts := stacks(t, outdir)
	var waves [][]platformStack
	wave, states := map[string]int{}, map[string]string{}
	for _, line := range next.FindAllStringSubmatch(printed, -1) {
		name := line[1]
		text := texts[name]
		for _, other := range []string{"110987654321", "310987654321"} { // the emulator has one account
			text = bytes.ReplaceAll(text, []byte(other), []byte("210987654321"))
		}
		text, reads := withLocalStates(t, text, states)
		for _, other := range reads {
			wave[name] = max(wave[name], wave[other]+1)
		}
		stack := testkit.NewTerraform(t, text, testkit.TerraformOptions{})
		states[name] = stack.StateFile()
		if wave[name] == len(waves) {
			waves = append(waves, nil)
		}
		waves[wave[name]] = append(waves[wave[name]], platformStack{name, stack})
	}
	if len(states) != len(texts) {
		t.Fatalf("%d of %d stacks are in what the program prints:\n%s", len(states), len(texts), printed)
	}
	for _, wave := range waves {
		sideBySide(t, "apply", wave, (*testkit.Terraform).Apply)
	}
	for _, wave := range waves { // now that all are there: nor did a later stack change what an earlier one made
		sideBySide(t, "plan", wave, (*testkit.Terraform).AssertEmptyPlan)
	}
	slices.Reverse(waves)
	for _, wave := range waves {
		sideBySide(t, "destroy", wave, (*testkit.Terraform).Destroy)
	}
}

type platformStack struct {
	name      string
	terraform *testkit.Terraform
}

// sideBySide does something with all stacks of a wave at a time, and ends the test when one fails.
func sideBySide(t *testing.T, what string, wave []platformStack, do func(*testkit.Terraform, testing.TB)) {
	t.Helper()
	good := t.Run(what, func(t *testing.T) {
		for _, stack := range wave {
			t.Run(stack.name, func(t *testing.T) {
				t.Parallel()
				do(stack.terraform, t)
			})
		}
	})
	if !good {
		t.FailNow()
	}
}

// withLocalStates lets a stack read the states that lie in files, where its own text names a bucket, and returns the
// names of those that it reads.
func withLocalStates(t *testing.T, text []byte, states map[string]string) (changed []byte, reads []string) {
	t.Helper()
	var document map[string]any
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	data, _ := document["data"].(map[string]any)
	remote, _ := data["terraform_remote_state"].(map[string]any)
	for id, body := range remote {
		name := strings.TrimPrefix(id, "cross-stack-reference-input-")
		config := body.(map[string]any)["config"].(map[string]any)
		if config["key"] != name+"/terraform.tfstate" || states[name] == "" {
			t.Fatalf("%s is read before it is there, or under another key: %v", name, config)
		}
		remote[id] = map[string]any{"backend": "local", "config": map[string]any{"path": states[name]}}
		reads = append(reads, name)
	}
	changed, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	return changed, reads
}
