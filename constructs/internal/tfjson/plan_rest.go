package tfjson

import (
	"encoding/json"
	"slices"
	"strings"
)

// unplanned adds what only resource_changes has, so that a plan that says less in one place is not judged by it.
func (p *plan) unplanned(changes []*plannedChange) {
	for _, c := range changes {
		if c == nil || c.Deposed != "" || c.Change.After == nil || p.byAddress[c.Address] != nil || c.Address == "" {
			continue
		}
		p.add(&Resource{
			Data: c.Mode == "data", Type: c.Type, Name: c.Name, Module: c.ModuleAddress, Address: c.Address,
			Attributes: c.Change.After,
		}, "resource_changes", &p.shape)
	}
}

// created takes what is planned for created, in a plan that does not say what it changes.
func (p *plan) created() {
	for _, r := range p.Managed("") {
		p.Changes = append(p.Changes, Change{Address: r.Address, Type: r.Type, Name: r.Name, Module: r.Module,
			Actions: []string{"create"}, After: map[string]any{}})
	}
}

// readData adds the data sources that were read while planning, which a plan has in its prior state. They say more of
// what is planned; a plan without them is judged all the same.
func (p *plan) readData(members map[string]json.RawMessage) {
	var prior struct {
		Values struct {
			RootModule *priorModule `json:"root_module"`
		}
	}
	if part(members, "prior_state", &prior) == nil {
		p.dataOf(prior.Values.RootModule)
	}
}

func (p *plan) dataOf(m *priorModule) {
	if m == nil {
		return
	}
	for _, from := range m.Resources {
		if from == nil || from.Mode != "data" || p.byAddress[from.Address] != nil {
			continue
		}
		r := &Resource{Data: true, Type: from.Type, Name: from.Name, Module: m.Address, Address: from.Address}
		if part(map[string]json.RawMessage{"values": from.Values}, "values", &r.Attributes) == nil {
			marked(r.Attributes, from.SensitiveValues)
			p.add(r, "prior_state", &p.shape)
		}
	}
	for _, child := range m.ChildModules {
		p.dataOf(child)
	}
}

type priorModule struct {
	Address   string
	Resources []*struct {
		Address, Mode, Type, Name string
		Values                    json.RawMessage
		SensitiveValues           any `json:"sensitive_values"`
	}
	ChildModules []*priorModule `json:"child_modules"`
}

// setting notes what is stated beside resources.
func (m *Model) setting(kind, name string, attributes map[string]any) {
	if kind == "provider" { // what it has is either public or a key
		attributes, _ = allMarked(Reveal(attributes)).(map[string]any) // of a copy
	}
	m.Settings = append(m.Settings, &Resource{
		Address: kind + "." + shortened(name), Type: kind, Name: shortened(name), Attributes: attributes,
	})
}

// constants are the values that the configuration itself has of a block.
func constants(expressions map[string]any) map[string]any {
	out := map[string]any{}
	for name, expression := range expressions {
		switch expression := expression.(type) {
		case map[string]any:
			if value, there := expression["constant_value"]; there {
				out[name] = value
			} else if inner := constants(expression); len(inner) > 0 {
				out[name] = inner
			}
		case []any:
			var blocks []any
			for _, block := range expression {
				if block, ok := block.(map[string]any); ok {
					blocks = append(blocks, constants(block))
				}
			}
			if len(blocks) > 0 {
				out[name] = blocks
			}
		}
	}
	return out
}

// referred are the names of expressions that have references.
func referred(expressions map[string]any) map[string]bool {
	var out map[string]bool
	for name, expression := range expressions {
		if len(references(expression)) > 0 {
			if out == nil {
				out = map[string]bool{}
			}
			out[name] = true
		}
	}
	return out
}

func (m *Model) sortRest() {
	slices.SortFunc(m.Settings, func(a, b *Resource) int { return strings.Compare(a.Address, b.Address) })
	slices.SortFunc(m.Programs, func(a, b Program) int {
		return strings.Compare(a.Address+" "+a.Kind,
			b.Address+" "+b.Kind)
	})
}
