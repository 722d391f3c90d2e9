package review

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// PlanReviewVersion is the version of the JSON of a [PlanReview]. It changes when a member goes or means something
// else, not when there is one more.
const PlanReviewVersion = 1

// PlanReview is what a plan changes, and what is risky and what costs afterwards. Its JSON is for tools, and stable:
// see [PlanReviewVersion]. Nothing in it shows what Terraform marks as sensitive.
type PlanReview struct {
	Version          int    `json:"version"`
	TerraformVersion string `json:"terraformVersion,omitempty"`
	// Plan is false for a synthesized stack, which has no changes.
	Plan bool `json:"plan"`
	// Complete is false for a plan that does not do everything that there is to do, such as one with -target.
	Complete bool `json:"complete"`
	// RefreshOnly plans take what was changed behind Terraform's back into the state, and change nothing else.
	RefreshOnly bool `json:"refreshOnly,omitempty"`

	Changes     []Change       `json:"changes"`     // the gravest first
	Permissions []Effect       `json:"permissions"` // who may do more or less than before
	Exposure    []Effect       `json:"exposure"`    // what is reached by more or by fewer than before
	Code        []Effect       `json:"code"`        // what other programs run than before, or talk to others
	Timers      []Timer        `json:"timers"`      // those of every scale on which one changes
	Outputs     []string       `json:"outputs,omitempty"`
	Checks      []string       `json:"checks,omitempty"`      // conditions of the configuration that do not hold
	Invocations []string       `json:"invocations,omitempty"` // actions that an apply runs
	Drift       []Drift        `json:"drift"`
	Cost        CostDifference `json:"cost"`
	Risks       []PlanRisk     `json:"risks"` // the worst first, new ones before those that were there
	Unjudged    []Unjudged     `json:"unjudged"`
	Verdict     *Verdict       `json:"verdict,omitempty"` // of [FailOn]

	estimate *Estimate
}

// PlanRisk is a [Risk], and whether it was there before.
type PlanRisk struct {
	Risk
	New bool `json:"new"`
}

// NewPlanReview reviews a plan, or a synthesized stack.
func NewPlanReview(in *Inventory, o Options) *PlanReview {
	p := &PlanReview{
		Version: PlanReviewVersion, TerraformVersion: line(in.around.Version), Plan: in.planned, Complete: in.complete,
		Changes: []Change{}, Permissions: []Effect{}, Exposure: []Effect{}, Code: []Effect{}, Timers: []Timer{},
		Drift: []Drift{}, Risks: []PlanRisk{}, Unjudged: []Unjudged{},
	}
	before := in.before()
	c := &comparison{before: before, after: in, show: newShower(in)}
	c.index()
	p.Changes = append(p.Changes, c.changes()...)
	if in.planned {
		p.Permissions = append(p.Permissions, c.permissions()...)
		p.Exposure = append(p.Exposure, c.exposure()...)
		p.Code = append(p.Code, c.code()...)
		p.Timers = append(p.Timers, c.timers()...)
		p.Outputs, p.Checks, p.Invocations = c.outputs(), c.checks(), c.invocations()
	}
	p.RefreshOnly = c.refreshOnly()
	p.Drift = append(p.Drift, c.drift(p.RefreshOnly)...)
	estimate := NewEstimate(in, o)
	p.Cost, p.estimate = c.cost(estimate, o), c.show.estimate(estimate)
	p.risks(c)
	for _, u := range in.Unjudged() {
		p.Unjudged = append(p.Unjudged, Unjudged{c.show.text(u.Address), c.show.text(u.Attribute), c.show.text(u.Why)})
	}
	return p
}

// Estimate returns the cost of the stack as it will be.
func (p *PlanReview) Estimate() *Estimate { return p.estimate }

// Empty reports whether a plan does nothing at all.
func (p *PlanReview) Empty() bool {
	return p.Plan && len(p.Changes)+len(p.Outputs)+len(p.Checks)+len(p.Invocations)+len(p.Drift) == 0
}

// Count returns the number of changes of an action.
func (p *PlanReview) Count(action Action) int {
	n := 0
	for _, c := range p.Changes {
		if c.Action == action {
			n++
		}
	}
	return n
}

// risks are those of the stack, new ones first. Whether a credential was there before is not asked: it is as bad.
func (p *PlanReview) risks(c *comparison) {
	there := map[string]bool{}
	if c.after.planned {
		for _, r := range c.before.risksOf(c.touched) {
			there[r.ID+" "+r.Address] = true
		}
	}
	for _, r := range Risks(c.after) {
		changed := c.touched[r.Address] || strings.HasPrefix(r.Address, "output.")
		isNew := c.after.planned && changed && !there[r.ID+" "+r.Address] && r.ID != "plaintext-secret" &&
			r.ID != "waived-credential"
		r.Address, r.Text = c.show.text(r.Address), c.show.text(r.Text)
		p.Risks = append(p.Risks, PlanRisk{r, isNew})
	}
	slices.SortStableFunc(p.Risks, func(a, b PlanRisk) int {
		return cmp.Or(cmp.Compare(slices.Index(severities, a.Severity), slices.Index(severities, b.Severity)),
			cmp.Compare(rank(!a.New), rank(!b.New)))
	})
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// comparison is what there is before a plan and after it.
type comparison struct {
	before, after *Inventory
	show          shower
	touched       map[string]bool          // addresses that something happens to, as they are and as risks have them
	byAddress     map[string]tfjson.Change // what happens to them
}

// index notes what happens to which address: to the address itself, and not to what a reader is shown of it, from which
// a sensitive text is taken out.
func (c *comparison) index() {
	c.touched, c.byAddress = map[string]bool{}, map[string]tfjson.Change{}
	for _, change := range c.planned() {
		if action := actionOf(change); action != "" && action != Moved && action != Reading {
			c.touched[change.Address], c.touched[line(change.Address)] = true, true
		}
	}
	for _, change := range c.after.changes {
		c.byAddress[change.Address] = change
	}
}

// planned are all changes, with those that wait.
func (c *comparison) planned() []tfjson.Change {
	return slices.Concat(c.after.all, c.after.around.Deferred)
}

// before are the resources as they are before a plan: what it changes as it was, without what it creates, with what it
// deletes. What a plan only lets go of is in neither: it goes on to be as it is.
func (in *Inventory) before() *Inventory {
	m := &tfjson.Model{Kind: tfjson.State, Region: in.Region, Locals: in.locals}
	change := map[string]tfjson.Change{}
	for _, c := range in.changes {
		change[c.Address] = c
	}
	add := func(address, kind, name, module string, attributes map[string]any) {
		m.Resources = append(m.Resources, &tfjson.Resource{Address: address, Type: kind, Name: name, Module: module,
			Attributes: attributes})
	}
	for _, r := range in.Resources {
		switch c, changes := change[r.Address]; {
		case !changes:
			add(r.Address, r.Type, r.Name, r.Module, r.Attributes)
		case c.Before != nil:
			add(r.Address, r.Type, r.Name, r.Module, c.Before)
		}
		delete(change, r.Address)
	}
	for _, c := range in.changes {
		if _, gone := change[c.Address]; gone && c.Before != nil && !slices.Contains(c.Actions, "forget") {
			add(c.Address, c.Type, c.Name, c.Module, c.Before)
		}
	}
	slices.SortFunc(m.Resources, func(a, b *tfjson.Resource) int { return strings.Compare(a.Address, b.Address) })
	before := newInventory(m)
	before.data, before.settings = in.data, in.settings
	before.locate()
	return before
}
