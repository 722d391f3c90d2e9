package module

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/hcltext"
)

//go:embed readme.md.tmpl
var readmeText string

var readmeTemplate = template.Must(template.New("README.md").Parse(readmeText))

// row is one of a table.
type row struct{ Name, Description, Type, Default, Checks string }

// readme is written from the variables that were declared and the blocks that were rendered.
func (m *Module) readme(blocks []hcltext.Block, providers []provided) ([]byte, error) {
	kinds := map[string]int{}
	var outputs []row
	for _, b := range blocks {
		labels, attributes, err := read(b)
		if err != nil {
			return nil, err
		}
		switch b.Type {
		case "resource":
			kinds[labels[0]]++
		case "output":
			outputs = append(outputs, row{Name: labels[0], Description: cell(attributes["description"])})
		}
	}
	slices.SortFunc(outputs, func(a, b row) int { return strings.Compare(a.Name, b.Name) })
	var required, optional []row
	for _, v := range m.variables {
		r := v.row()
		if v.required() {
			required = append(required, r)
		} else {
			optional = append(optional, r)
		}
	}
	total := 0
	words := make([]string, 0, len(kinds))
	for _, kind := range check.SortedKeys(kinds) {
		total += kinds[kind]
		words = append(words, fmt.Sprintf("%s ×%d", kind, kinds[kind]))
	}
	var out bytes.Buffer
	err := readmeTemplate.Execute(&out, map[string]any{
		"Name": *m.Node().Id(), "Description": m.props.Description, "Usage": m.usage(passed(providers)), "Required": required,
		"Optional": optional, "Outputs": outputs, "Total": total, "Resources": strings.Join(words, ", "), "Test": testFile,
		"Terraform": bridge.TerraformVersion, "Providers": providers,
	})
	return out.Bytes(), err
}

// read takes a block's labels and those of its attributes that are plain texts.
func read(b hcltext.Block) (labels []string, attributes map[string]string, err error) {
	parsed, diagnostics := hclsyntax.ParseConfig(b.Text, "main.tf", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil, nil, fmt.Errorf("read the rendered HCL: %w", diagnostics)
	}
	block := parsed.Body.(*hclsyntax.Body).Blocks[0]
	attributes = map[string]string{}
	for name, attribute := range block.Body.Attributes {
		if value, diagnostics := attribute.Expr.Value(nil); !diagnostics.HasErrors() &&
			value.Type().FriendlyName() == "string" {
			attributes[name] = value.AsString()
		}
	}
	return block.Labels, attributes, nil
}

func (v *variable) row() row {
	r := row{Name: v.name, Description: cell(v.Description), Type: v.kind}
	if !v.required() {
		r.Default = cell("`" + strings.Join(strings.Fields(literal(v.Default)), " ") + "`")
	}
	var wants []string
	for _, c := range v.validations() {
		if want := cell(strings.ReplaceAll(c.message.mistake.Want, "\x01", "")); !slices.Contains(wants, want) {
			wants = append(wants, want)
		}
	}
	r.Checks = strings.Join(wants, "; ")
	return r
}

// cell is a text that keeps to its cell of a table.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ").Replace(text)
}

// usage is a block that calls the module with an example of everything that it asks for.
func (m *Module) usage(providers []string) string {
	var out strings.Builder
	fmt.Fprintf(&out, "module %s {\nsource = %s\n\n", quoted(strings.ReplaceAll(*m.Node().Id(), "-", "_")),
		quoted(m.props.Source))
	if len(providers) > 0 {
		out.WriteString("providers = {\n")
		for _, name := range providers {
			fmt.Fprintf(&out, "%s = %s\n", name, name)
		}
		out.WriteString("}\n\n")
	}
	for _, v := range m.variables {
		if v.Example != nil {
			fmt.Fprintf(&out, "%s = %s\n", v.name, literal(v.Example))
		}
	}
	out.WriteString("}")
	return string(hclwrite.Format([]byte(out.String())))
}
