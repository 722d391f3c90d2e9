// Package rooms tests that every package imports only what its place in the house allows.
package rooms

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/fargate-ai/fargate-ai-service/"

// imports are the packages that each package of constructs depends on, its tests left out.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Deps " "}}`, "./...")
	cmd.Dir = "../.." // constructs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	found := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		words := strings.Fields(line)
		found[strings.TrimPrefix(words[0], module+"constructs/")] = words[1:]
	}
	return found
}

var leaves = strings.Fields("bedrock codedeploy ecr ecs guardrails loadbalancer logs network pipeline queue redeploy scaling secrets")

func TestLeavesKnowNeitherEachOtherNorTheWhole(t *testing.T) {
	all := imports(t)
	for _, leaf := range leaves {
		if all[leaf] == nil {
			t.Fatalf("there is no package %s", leaf)
		}
		for _, dependency := range all[leaf] {
			name, ours := strings.CutPrefix(dependency, module+"constructs/")
			if ours && name != "rules" && !strings.HasPrefix(name, "internal/") {
				t.Errorf("%s imports %s; two leaves meet only in fargateai", leaf, name)
			}
		}
	}
}

// readers are the pure packages that users import.
var readers = strings.Fields("rules review pipeline/evalgate pipeline/taskdefinition pipeline/workflow")

func TestPurePackagesNeedNoNode(t *testing.T) {
	withNode := map[string]bool{"internal/bridge": true, "internal/kernel": true, "internal/synth": true,
		"internal/synthbench": true}
	for name, dependencies := range imports(t) {
		pure := strings.HasPrefix(name, "internal/") && !withNode[name] || slices.Contains(readers, name)
		if !pure {
			continue
		}
		for _, dependency := range dependencies {
			for _, node := range []string{"github.com/aws/jsii-runtime-go", "github.com/hashicorp/terraform-cdk-go",
				"github.com/cdktf/", "github.com/aws/constructs-go"} {
				if strings.HasPrefix(dependency, node) {
					t.Errorf("%s imports %s; rules and readers are pure Go", name, dependency)
				}
			}
		}
	}
}
