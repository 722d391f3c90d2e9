package module

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/hcltext"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// files of a module, by the names that Terraform's own structure gives them
// (https://developer.hashicorp.com/terraform/language/modules/develop/structure).
var files = []string{"README.md", "main.tf", "outputs.tf", testFile, "variables.tf", "versions.tf"}

// file is one of them, once all are rendered.
func (m *Module) file(name string) func([]byte) ([]byte, string) {
	return func([]byte) ([]byte, string) { return m.rendered[name], "" }
}

// render writes all of them from what CDKTF makes of the tree as HCL, and says what that lacks of its JSON.
func (m *Module) render(document map[string]any) (rules.Mistakes, error) {
	text, _ := (*m.ToHclTerraform())["hcl"].(string)
	mended, err := hcltext.Mend([]byte(text), "main.tf", bridge.TerraformVersion, bridge.IsBlock(m))
	if err != nil {
		return nil, err
	}
	lost, err := bridge.LostInHCL(*m.Node().Id(), mended, document)
	if err != nil {
		return nil, err
	}
	pretty, err := hcltext.Pretty(mended, "main.tf")
	if err != nil {
		return nil, err
	}
	blocks, err := hcltext.Blocks(pretty, "main.tf")
	if err != nil {
		return nil, err
	}
	var main, outputs [][]byte
	for _, b := range blocks {
		switch b.Type {
		case "terraform", "provider", "variable":
		case "output":
			outputs = append(outputs, b.Text)
		default:
			main = append(main, b.Text)
		}
	}
	readme, err := m.readme(blocks, providersOf(document))
	if err != nil {
		return nil, err
	}
	m.rendered = map[string][]byte{
		"README.md":    readme,
		"main.tf":      joined(main),
		"outputs.tf":   joined(outputs),
		"variables.tf": m.variablesFile(),
		testFile:       m.tests(document),
		"versions.tf":  versionsFile(providersOf(document)),
	}
	return lost, nil
}

func joined(blocks [][]byte) []byte { return append(bytes.Join(blocks, []byte("\n\n")), '\n') }

func (m *Module) variablesFile() []byte {
	blocks := make([][]byte, len(m.variables))
	for i, v := range m.variables {
		blocks[i] = v.hcl()
	}
	return joined(blocks)
}

func (v *variable) hcl() []byte {
	var out strings.Builder
	fmt.Fprintf(&out, "variable %s {\ndescription = %s\ntype = %s\n", quoted(v.name), quoted(v.Description), v.kind)
	if !v.required() {
		fmt.Fprintf(&out, "default = %s\n", literal(v.Default))
	}
	out.WriteString("nullable = false\n")
	if v.Sensitive {
		out.WriteString("sensitive = true\n")
	}
	for _, c := range v.validations() {
		fmt.Fprintf(&out, "\nvalidation {\ncondition = %s\nerror_message = %s\n}\n", c.condition, c.message.hcl())
	}
	out.WriteString("}")
	return hclwrite.Format([]byte(out.String()))
}
