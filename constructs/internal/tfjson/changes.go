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
	// Before are the attributes of what is changed, and After those that are known of it; nil where there is none.
	Before, After map[string]any
	Module        string // address of the module; "" for the root
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
		change := Change{
			Address: c.Address, Type: c.Type, Actions: c.Change.Actions, Reason: c.ActionReason, Module: c.ModuleAddress,
			Before: c.Change.Before, After: c.Change.After,
		}
		marked(change.Before, c.Change.BeforeSensitive)
		marked(change.After, c.Change.AfterSensitive)
		if change.Replaces() {
			for _, path := range c.Change.ReplacePaths {
				if name := attributePath(path, c.Change.BeforeSensitive, c.Change.AfterSensitive); name != "" &&
					!slices.Contains(change.Forced, name) {
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

// attributePath is a path such as ["ingress", 0, "cidr"] as ingress[0].cidr. It ends where a mark says that what is
// below is sensitive: the name of a key may be as much as its value.
func attributePath(path []any, marks ...any) string {
	var out strings.Builder
	for _, step := range path {
		if slices.ContainsFunc(marks, isMarked) {
			break
		}
		for i := range marks {
			marks[i] = below(marks[i], step)
		}
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

// below is the part of a tree of marks that a step leads to.
func below(marks, step any) any {
	switch marks := marks.(type) {
	case map[string]any:
		name, _ := step.(string)
		return marks[name]
	case []any:
		number, _ := step.(json.Number)
		if i, err := number.Int64(); err == nil && i >= 0 && i < int64(len(marks)) {
			return marks[i]
		}
	}
	return nil
}

func isMarked(mark any) bool { marked, _ := mark.(bool); return marked }
