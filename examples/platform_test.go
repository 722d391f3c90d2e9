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

// stackByStack applies the stacks of a program in the order that it prints, and destroys them in the reverse one. Each
// has a state of its own, which the others read.
func stackByStack(t *testing.T, dir string, settings ...string) {
	outdir := filepath.Join(t.TempDir(), "cdktf.out")
	printed := run(t, dir, outdir, append(settings, place...)...)
	texts := stacks(t, outdir)
	var order []*testkit.Terraform
	states := map[string]string{}
	for _, line := range next.FindAllStringSubmatch(printed, -1) {
		name := line[1]
		text := texts[name]
		for _, other := range []string{"110987654321", "310987654321"} { // the emulator has one account
			text = bytes.ReplaceAll(text, []byte(other), []byte("210987654321"))
		}
		stack := testkit.NewTerraform(t, withLocalStates(t, text, states), testkit.TerraformOptions{})
		states[name] = stack.StateFile()
		order = append(order, stack)
		stack.Apply(t)
		stack.AssertEmptyPlan(t)
	}
	if len(order) != len(texts) {
		t.Fatalf("%d of %d stacks are in what the program prints:\n%s", len(order), len(texts), printed)
	}
	for _, stack := range order {
		stack.AssertEmptyPlan(t) // nor did a later stack change what an earlier one made
	}
	slices.Reverse(order)
	for _, stack := range order {
		stack.Destroy(t)
	}
}

// withLocalStates lets a stack read the states that lie in files, where its own text names a bucket.
func withLocalStates(t *testing.T, text []byte, states map[string]string) []byte {
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
	}
	text, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
