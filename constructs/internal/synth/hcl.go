package synth

import (
	"os"
	"path"
	"path/filepath"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/hcltext"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/whole"
)

// mendHCL repairs the HCL files below staging; synthesized are the stacks as JSON.
func mendHCL(staging string, synthesized []whole.Stack) error {
	files, err := filepath.Glob(filepath.Join(staging, "stacks", "*", "cdk.tf"))
	if err != nil {
		return err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if text, err = hcltext.Mend(text, file, versionOf(synthesized, filepath.Base(filepath.Dir(file)))); err != nil {
			return err
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			return err
		}
	}
	return nil
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
