package tfjson

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Change is what a plan does to a resource.
type Change struct {
	Address, Type string
	Actions       []string // as Terraform has them: create, update, delete; a replacement has two
	// Forced are the attributes that force a replacement, such as capacity_provider_strategy or tags.Name; none where
	// somebody asked for it (-replace, replace_triggered_by) or the resource is tainted.
	Forced []string
	Reason string // Terraform's action_reason; "" when there is none
}

// Replaces tells that the resource is made anew.
func (c Change) Replaces() bool {
	return slices.Contains(c.Actions, "create") && slices.Contains(c.Actions, "delete")
}

// changed collects what is done to managed resources.
func (p *plan) changed(changes []*plannedChange) {
	for _, c := range changes {
		if c == nil || c.Deposed != "" || c.Mode == "data" || !c.touches() {
			continue
		}
		change := Change{Address: c.Address, Type: c.Type, Actions: c.Change.Actions, Reason: c.ActionReason}
		if change.Replaces() {
			for _, path := range c.Change.ReplacePaths {
				if name := attributePath(path); name != "" && !slices.Contains(change.Forced, name) {
					change.Forced = append(change.Forced, name)
				}
			}
		}
		p.Changes = append(p.Changes, change)
	}
	slices.SortFunc(p.Changes, func(a, b Change) int { return strings.Compare(a.Address, b.Address) })
}

func (c *plannedChange) touches() bool {
	return slices.ContainsFunc(c.Change.Actions, func(action string) bool { return action != "no-op" && action != "read" })
}

// attributePath is a path such as ["ingress", 0, "cidr"] as ingress[0].cidr.
func attributePath(path []any) string {
	var out strings.Builder
	for _, step := range path {
		switch step := step.(type) {
		case string:
			if out.Len() > 0 {
				out.WriteByte('.')
			}
			out.WriteString(step)
		case json.Number:
			fmt.Fprintf(&out, "[%s]", step)
		}
	}
	return shortened(out.String())
}
