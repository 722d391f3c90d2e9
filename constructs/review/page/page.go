package page

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
	"github.com/fargate-ai/fargate-ai-service/constructs/review/controls"
)

// Options are the options of a page.
type Options struct {
	// Name of the stack. Default: that of the constructs' paths.
	Name string
	// Estimate are the options of the estimate of its cost. Default: those of review.NewEstimate.
	Estimate review.Options
}

// Page is a review on one page.
type Page struct {
	name     string
	glance   [][2]text // label and what is so
	picture  *picture
	sections []section
}

// New reads the inventory. It never fails: what it cannot read it leaves out.
func New(in *review.Inventory, o Options) *Page {
	v := newView(in)
	p := &Page{name: clean(o.Name), picture: v.picture()}
	if p.name == "" {
		p.name = v.name()
	}
	estimate := review.NewEstimate(in, o.Estimate)
	risks, optOuts := review.Risks(in), review.OptOuts(in)
	exposure := v.exposure()
	p.glance = v.glance(estimate, risks, optOuts)
	for _, s := range []section{
		{"warnings", "Warnings", warnings(risks, in.Unjudged())},
		{"exposure", "Who can reach it", exposure},
		{"goes-without", "What it goes without", without(optOuts)},
		{"controls", "Controls", judged(controls.Judge(in))},
		{"permissions", "Who may do what", v.permissions()},
		{"timers", "Timers and limits", v.timers()},
		{"alarms", "Alarms and budgets", v.alarms()},
		{"cost", "Cost a month", cost(estimate)},
		{"inventory", "Inventory", v.inventory()},
	} {
		if len(s.blocks) > 0 {
			p.sections = append(p.sections, s)
		}
	}
	return p
}

// view is an inventory with the questions of this page, of which several sections ask the same.
type view struct {
	*review.Inventory
	links     map[string][]review.Resource
	documents map[string][]review.Policy
	tasks     map[string][]map[string]any
	rules     []opening
	groups    map[string][]review.Resource
}

func newView(in *review.Inventory) *view {
	v := &view{Inventory: in, links: map[string][]review.Resource{}, documents: map[string][]review.Policy{},
		tasks: map[string][]map[string]any{}}
	v.rules = v.allOpenings()
	v.groups = v.holders()
	return v
}

// Referred is that of the inventory, remembered.
func (v *view) Referred(from review.Resource, value any, kind string) []review.Resource {
	s, isText := value.(string)
	if !isText {
		return v.Inventory.Referred(from, value, kind)
	}
	key := from.Module + "\x00" + kind + "\x00" + s
	found, known := v.links[key]
	if !known {
		found = v.Inventory.Referred(from, value, kind)
		v.links[key] = found
	}
	return found
}

// Policies are those of the inventory, remembered.
func (v *view) Policies(r review.Resource) []review.Policy {
	found, known := v.documents[r.Address]
	if !known {
		found = v.Inventory.Policies(r)
		v.documents[r.Address] = found
	}
	return found
}

// containers of a task definition.
func (v *view) containers(definition review.Resource) []map[string]any {
	found, known := v.tasks[definition.Address]
	if !known {
		found = blocks(review.Document(definition.Attributes["container_definitions"]))
		v.tasks[definition.Address] = found
	}
	return found
}

// name is the stack's, with which the paths of its constructs begin.
func (v *view) name() string {
	for _, r := range v.Resources {
		if name, _, ok := strings.Cut(r.Path, "/"); ok {
			return clean(name)
		}
	}
	return "stack"
}
