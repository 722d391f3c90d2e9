package module

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/hcltext"
)

// files of a module, by the names that Terraform's own structure gives them
// (https://developer.hashicorp.com/terraform/language/modules/develop/structure).
var files = []string{"README.md", "main.tf", "outputs.tf", "variables.tf", "versions.tf"}

// file renders one of them.
func (m *Module) file(name string) func([]byte) ([]byte, string) {
	return func([]byte) ([]byte, string) {
		if m.rendered == nil {
			if err := m.render(); err != nil {
				return nil, err.Error()
			}
		}
		return m.rendered[name], ""
	}
}

// render writes all of them from what CDKTF makes of the tree as HCL.
func (m *Module) render() error {
	text, _ := (*m.ToHclTerraform())["hcl"].(string)
	mended, err := hcltext.Mend([]byte(text), "main.tf", bridge.TerraformVersion)
	if err != nil {
		return err
	}
	pretty, err := hcltext.Pretty(mended, "main.tf")
	if err != nil {
		return err
	}
	blocks, err := hcltext.Blocks(pretty, "main.tf")
	if err != nil {
		return err
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
	readme, err := m.readme(blocks)
	if err != nil {
		return err
	}
	m.rendered = map[string][]byte{
		"README.md":    readme,
		"main.tf":      joined(main),
		"outputs.tf":   joined(outputs),
		"variables.tf": m.variablesFile(),
		"versions.tf":  versionsFile(),
	}
	return nil
}

func joined(blocks [][]byte) []byte { return append(bytes.Join(blocks, []byte("\n\n")), '\n') }

func versionsFile() []byte {
	return hclwrite.Format(fmt.Appendf(nil, "terraform {\nrequired_version = %s\n\nrequired_providers {\naws = {\n"+
		"source = \"hashicorp/aws\"\nversion = %s\n}\n}\n}\n", quoted(bridge.TerraformVersion),
		quoted(bridge.AWSProviderVersion)))
}

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
