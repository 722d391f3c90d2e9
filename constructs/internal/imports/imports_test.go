// Package imports tests what packages may import: single constructs neither each other nor the whole service, and
// packages that need no Node nothing that does.
package imports

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const (
	module     = "github.com/fargate-ai/fargate-ai-service/"
	constructs = module + "constructs/"
)

// single are the packages of single constructs: each can be used without the others.
var single = strings.Fields(`bedrock codedeploy ecr ecs guardrails loadbalancer logs migration/cutover network pipeline
	queue redeploy scaling secrets`)

// pure are the packages for users that need no Node. All internal ones are pure as well, but for withNode.
var pure = strings.Fields(`dockerfile migration migration/apprunner migration/beanstalk migration/copilot
	migration/internal/reader migration/verify review review/page rules pipeline/evalgate pipeline/stackcheck
	pipeline/taskdefinition pipeline/workflow`)

var withNode = strings.Fields("internal/bridge internal/kernel internal/synth internal/program")

// node are the beginnings of import paths of what needs Node.
var node = []string{"github.com/aws/jsii-runtime-go", "github.com/aws/constructs-go",
	"github.com/hashicorp/terraform-cdk-go", "github.com/cdktf/"}

// dependencies are the packages that each package depends on, directly or not, its tests left out.
func dependencies(t *testing.T) map[string][]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Deps " "}}`, "./constructs/...", "./cmd/...")
	cmd.Dir = "../../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	found := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		found[words[0]] = words[1:]
	}
	return found
}

func TestSingleConstructsStandAlone(t *testing.T) {
	all := dependencies(t)
	for _, name := range single {
		if all[constructs+name] == nil {
			t.Fatalf("there is no package %s", name)
		}
		for _, dependency := range all[constructs+name] {
			other, ours := strings.CutPrefix(dependency, constructs)
			if ours && other != "rules" && !strings.HasPrefix(other, "internal/") {
				t.Errorf("%s imports %s; single constructs meet only in fargateai", name, other)
			}
		}
	}
}

func TestPurePackagesNeedNoNode(t *testing.T) {
	all := dependencies(t)
	for _, name := range slices.Concat(pure, withNode) {
		if all[constructs+name] == nil {
			t.Fatalf("there is no package %s", name)
		}
	}
	for path, imported := range all {
		name := strings.TrimPrefix(path, constructs)
		isInternal := strings.HasPrefix(name, "internal/") && !slices.Contains(withNode, name)
		if !isInternal && !slices.Contains(pure, name) && path != module+"cmd/fargateai" {
			continue
		}
		for _, dependency := range imported {
			if slices.ContainsFunc(node, func(start string) bool { return strings.HasPrefix(dependency, start) }) {
				t.Errorf("%s imports %s, which needs Node", strings.TrimPrefix(path, module), dependency)
			}
		}
	}
}
