package tfjson

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Change is what a plan does to a resource, or would do.
type Change struct {
	Address, Type, Name string
	Module              string // address of the module; "" for the root
	Data                bool   // a data source, which is read
	Deposed             string // the key of an old object that a replacement left behind; "" for the resource itself
	// as Terraform has them: no-op, create, read, update, delete, forget; a replacement has two
	Actions []string
	// Forced are the attributes that force a replacement, such as capacity_provider_strategy or tags.Name; none where
	// somebody asked for it (-replace, replace_triggered_by) or the resource is tainted.
	Forced   []string
	Reason   string // Terraform's action_reason; "" when there is none
	Previous string // the address that it had before; "" where it has not moved
	Imports  bool   // it exists, and is taken into the state
	Deferred string // why it waits for a later plan; "" for what the plan does
	// Before are the attributes of what is changed, and After those that are known of it; nil where there is none.
	Before, After map[string]any

	unknown, sensitiveBefore, sensitiveAfter any // trees of marks
}

// Replaces tells that the resource is made anew.
func (c Change) Replaces() bool {
	return slices.Contains(c.Actions, "create") && (slices.Contains(c.Actions, "delete") ||
		slices.Contains(c.Actions, "forget"))
}

// Touches tells that the plan does something to a managed resource, and not only to what the state says of it.
func (c Change) Touches() bool {
	return !c.Data && c.Deposed == "" && c.Deferred == "" &&
		slices.ContainsFunc(c.Actions, func(action string) bool { return action != "no-op" && action != "read" })
}

// combinations are the actions that Terraform plans together:
// https://developer.hashicorp.com/terraform/internals/json-format#change-representation.
var combinations = []string{
	"no-op", "create", "read", "update", "delete", "forget", "delete,create", "create,delete", "create,forget",
}

// changed collects what is done.
func (p *plan) changed(path string, changes []*plannedChange) []Change {
	var out []Change
	for i, c := range changes {
		if c == nil {
			continue
		}
		if actions := strings.Join(c.Change.Actions, ","); !slices.Contains(combinations, actions) {
			p.wrong(rules.Index(path, i)+".change.actions", strconv.Quote(shortened(actions)),
				"what Terraform plans, such as update")
			continue
		}
		if c.Address == "" || c.Type == "" || len(c.Address) > MaxName {
			p.wrong(rules.Index(path, i)+".address", fmt.Sprintf("an address of %d bytes", len(c.Address)),
				fmt.Sprintf("an address of at most %d, and a type", MaxName))
			continue
		}
		if c.Mode == "data" && (slices.Contains(c.Change.Actions, "create") || slices.Contains(c.Change.Actions, "update")) {
			p.wrong(rules.Index(path, i)+".change.actions", "a data source that is made or changed", "read")
			continue
		}
		change := Change{
			Address: c.Address, Type: c.Type, Name: c.Name, Actions: c.Change.Actions,
			Reason: c.ActionReason, Module: c.ModuleAddress,
			Data: c.Mode == "data", Deposed: c.Deposed, Previous: c.PreviousAddress,
			Imports: c.Change.Importing != nil, Before: c.Change.Before, After: c.Change.After,
			unknown: c.Change.AfterUnknown, sensitiveBefore: c.Change.BeforeSensitive,
			sensitiveAfter: c.Change.AfterSensitive,
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
		out = append(out, change)
	}
	slices.SortStableFunc(out, func(a, b Change) int { return strings.Compare(a.Address, b.Address) })
	return out
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

// SecretNames are the names in objects that are marked as sensitive as a whole: those of a map are as much as its
// values. The names of the resource's own attributes are none.
func (c Change) SecretNames() []string {
	var out []string
	under := func(marks, step any) any {
		if isMarked(marks) {
			return marks
		}
		return below(marks, step)
	}
	var look func(v, marks any, own bool)
	look = func(v, marks any, own bool) {
		switch v := v.(type) {
		case map[string]any:
			for name, member := range v {
				if isMarked(marks) && !own {
					out = append(out, name)
				}
				look(member, under(marks, name), false)
			}
		case []any:
			for i, element := range v {
				look(element, under(marks, json.Number(strconv.Itoa(i))), false)
			}
		}
	}
	look(c.Before, c.sensitiveBefore, true)
	look(c.After, c.sensitiveAfter, true)
	return out
}

func isMarked(mark any) bool { marked, _ := mark.(bool); return marked }
