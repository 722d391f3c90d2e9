package module

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// provided is a provider that a caller passes.
type provided struct {
	name, Source, Version string
	aliases               []string // of more configurations than one, such as those of other regions
}

// providersOf are the providers that a stack asks for.
func providersOf(document map[string]any) (all []provided) {
	settings, _ := document["terraform"].(map[string]any)
	required, _ := settings["required_providers"].(map[string]any)
	configured, _ := document["provider"].(map[string]any)
	for _, name := range check.SortedKeys(required) {
		said, _ := required[name].(map[string]any)
		p := provided{name: name}
		p.Source, _ = said["source"].(string)
		if p.Version, _ = said["version"].(string); !strings.Contains(p.Source, "/") {
			p.Source = "hashicorp/" + p.Source
		}
		list, _ := configured[name].([]any)
		for _, c := range list {
			settings, _ := c.(map[string]any)
			if alias, ok := settings["alias"].(string); ok {
				p.aliases = append(p.aliases, name+"."+alias)
			}
		}
		slices.Sort(p.aliases)
		all = append(all, p)
	}
	return all
}

func versionsFile(providers []provided) []byte {
	var out strings.Builder
	fmt.Fprintf(&out, "terraform {\nrequired_version = %s\n\nrequired_providers {\n", quoted(bridge.TerraformVersion))
	for _, p := range providers {
		fmt.Fprintf(&out, "%s = {\nsource = %s\nversion = %s\n", p.name, quoted(p.Source), quoted(p.Version))
		if len(p.aliases) > 0 {
			fmt.Fprintf(&out, "configuration_aliases = [%s]\n", strings.Join(p.aliases, ", "))
		}
		out.WriteString("}\n")
	}
	out.WriteString("}\n}\n")
	return hclwrite.Format([]byte(out.String()))
}

// passed are the configurations that a call has to pass by name: all of them, as soon as there is an alias, since
// Terraform then hands none on by itself.
func passed(providers []provided) (names []string) {
	if !slices.ContainsFunc(providers, func(p provided) bool { return len(p.aliases) > 0 }) {
		return nil
	}
	for _, p := range providers {
		names = append(append(names, p.name), p.aliases...)
	}
	return names
}
