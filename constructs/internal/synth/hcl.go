package synth

import (
	"os"
	"path"
	"path/filepath"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/hcltext"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/whole"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// mendHCL repairs the HCL files below staging, and finds what they lack; synthesized are the stacks as JSON.
func mendHCL(app *bridge.App, staging string, synthesized []whole.Stack) (ms rules.Mistakes, err error) {
	files, err := filepath.Glob(filepath.Join(staging, "stacks", "*", "cdk.tf"))
	if err != nil || len(files) == 0 {
		return nil, err
	}
	tree := map[string]cdktf.TerraformStack{}
	for _, stack := range stacks(app) {
		tree[*stack.Node().Id()] = stack
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		name := filepath.Base(filepath.Dir(file))
		if text, err = hcltext.Mend(text, file, versionOf(synthesized, name), bridge.IsBlock(tree[name])); err != nil {
			return nil, err
		}
		lost, err := bridge.LostInHCL(name, text, documentOf(synthesized, name))
		if err != nil {
			return nil, err
		}
		ms = append(ms, lost...)
		if err := os.WriteFile(file, text, 0o644); err != nil {
			return nil, err
		}
	}
	return ms, nil
}

// versionOf is the version of Terraform that the stack of a name asks for.
func versionOf(synthesized []whole.Stack, name string) string {
	terraform, _ := documentOf(synthesized, name)["terraform"].(map[string]any)
	if version, ok := terraform["required_version"].(string); ok {
		return version
	}
	return bridge.TerraformVersion
}

// documentOf is the stack of a name as JSON, or nil.
func documentOf(synthesized []whole.Stack, name string) map[string]any {
	for _, stack := range synthesized {
		if path.Base(stack.Path) == name {
			return stack.Document
		}
	}
	return nil
}
