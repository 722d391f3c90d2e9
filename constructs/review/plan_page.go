package review

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

// section of the page: what belongs together, the important first.
type section struct {
	title string
	items []item
	// folded sections are details: Markdown shows them when a reader opens them.
	folded bool
	note   string // below the title
}

// item is one line, what it is about, and what there is to say of it.
type item struct {
	address string // "" where it is about nothing in particular
	text    string
	more    []string
}

// sections of the page, in its order.
func (p *PlanReview) sections() []section {
	var out []section
	add := func(s section) {
		if len(s.items) > 0 {
			out = append(out, s)
		}
	}
	if !p.Plan {
		add(p.riskSection("Risks", false, func(PlanRisk) bool { return true }))
		add(p.unjudgedSection())
		return out
	}
	var grave, rest, still section
	grave = section{title: "Replaced, destroyed and forgotten"}
	rest = section{title: "Created and updated", folded: true}
	still = section{title: "Moved, imported, read and deferred", folded: true}
	var tags []string
	for _, c := range p.Changes {
		if c.Consequence == onlyTagsWords && c.Action == Updated && !c.Imported && c.Previous == "" {
			tags = append(tags, c.Address)
			continue
		}
		i := item{address: c.Address, text: c.Summary()}
		for _, a := range c.Attributes {
			i.more = append(i.more, a.String())
		}
		if len(c.Unknown) > 0 && c.Action != Created {
			i.more = append(i.more, "known after the apply: "+few(c.Unknown))
		}
		switch c.Action {
		case Replaced, Destroyed, Forgotten:
			grave.items = append(grave.items, i)
		case Created, Updated, Revised:
			rest.items = append(rest.items, i)
		default:
			still.items = append(still.items, i)
		}
	}
	switch len(tags) {
	case 0:
	case 1:
		rest.items = append(rest.items, item{address: tags[0], text: "updated; " + onlyTagsWords})
	default:
		rest.items = append(rest.items, item{text: fmt.Sprintf("only the tags change of %d: %s", len(tags),
			strings.Join(tags, ", "))})
	}
	add(p.riskSection("New risks", false, func(r PlanRisk) bool { return r.New }))
	add(grave)
	add(effectSection("Permissions", p.Permissions))
	add(effectSection("Exposure", p.Exposure))
	add(effectSection("What runs", p.Code))
	add(p.timerSection())
	drift := section{title: "Changed behind Terraform's back"}
	for _, d := range p.Drift {
		drift.items = append(drift.items, item{address: d.Address, text: strings.TrimPrefix(d.String(), d.Address+": ")})
	}
	add(drift)
	add(textSection("Checks that do not hold", p.Checks))
	add(textSection("Actions that the apply runs", p.Invocations))
	add(p.costSection())
	add(rest)
	add(textSection("Outputs", p.Outputs))
	add(still)
	add(p.riskSection("Risks that stay", true, func(r PlanRisk) bool { return !r.New }))
	add(p.unjudgedSection())
	return out
}

func textSection(title string, all []string) section {
	s := section{title: title}
	for _, text := range all {
		s.items = append(s.items, item{text: text})
	}
	return s
}

func (p *PlanReview) riskSection(title string, folded bool, which func(PlanRisk) bool) section {
	s := section{title: title, folded: folded}
	for _, r := range p.Risks {
		if which(r) {
			s.items = append(s.items, item{address: r.Address, text: string(r.Severity) + " " + r.ID + ": " + r.Text,
				more: []string{r.Remedy}})
		}
	}
	if folded && slices.ContainsFunc(p.Risks, func(r PlanRisk) bool {
		return which(r) && (r.Severity == Critical || r.Severity == High)
	}) {
		s.folded = false
	}
	return s
}

func (p *PlanReview) unjudgedSection() section {
	s := section{title: "Not judged"}
	for _, u := range p.Unjudged {
		s.items = append(s.items, item{address: u.Address, text: u.Attribute + ": " + u.Why})
	}
	return s
}

// effectSection has what is more first.
func effectSection(title string, all []Effect) section {
	s := section{title: title}
	for _, directions := range [][]Direction{{More}, {Another, Unclear}, {Less}} {
		for _, e := range all {
			if slices.Contains(directions, e.Direction) {
				s.items = append(s.items, item{address: e.Address, text: e.Kind + ": " + e.Text})
			}
		}
	}
	return s
}

func (p *PlanReview) timerSection() section {
	s := section{title: "Timers, from the client to the model"}
	for _, t := range p.Timers {
		text := t.Stage + ": " + t.Name + ": " + t.After
		if t.Changed {
			text = t.Stage + ": " + t.Name + ": " + t.Before + " → " + t.After
		}
		s.items = append(s.items, item{address: t.Address, text: text})
	}
	return s
}

func (p *PlanReview) costSection() section {
	s := section{title: "Cost of a month, before and after"}
	if len(p.Cost.Lines)+len(p.Cost.NotCounted) == 0 {
		return s
	}
	s.note = p.costLine()
	for _, l := range p.Cost.Lines {
		s.items = append(s.items, item{text: fmt.Sprintf("%s: %s → %s USD", l.Item, usd(l.Before.Expected),
			usd(l.After.Expected))})
	}
	for _, text := range p.Cost.NotCounted {
		s.items = append(s.items, item{text: "not counted: " + text})
	}
	return s
}

// costLine is the difference on one line.
func (p *PlanReview) costLine() string {
	c := p.Cost
	difference := c.After.Expected - c.Before.Expected
	sign := "+"
	if difference < 0 {
		sign, difference = "−", -difference
	}
	out := fmt.Sprintf("%s → %s USD expected (%s%s", usd(c.Before.Expected), usd(c.After.Expected), sign,
		usd(difference))
	if c.Percent != nil {
		out += strings.Replace(fmt.Sprintf(", %+.1f %%", *c.Percent), "-", "−", 1)
	}
	return out + fmt.Sprintf("), at most %s → %s USD", usd(c.Before.Maximum), usd(c.After.Maximum))
}

// headline is what the plan does, on one line.
func (p *PlanReview) headline() string {
	if !p.Plan {
		return plural(float64(len(p.Risks)), "risk") + " in a synthesized stack"
	}
	var parts []string
	for _, action := range actions {
		if n := p.Count(action); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, action))
		}
	}
	switch {
	case p.RefreshOnly:
		return "no change but of the state, which takes what was changed behind Terraform's back"
	case p.Empty():
		return "no changes"
	case len(parts) == 0:
		return "no change of a resource"
	}
	return strings.Join(parts, ", ")
}

// notes are what holds for the whole plan.
func (p *PlanReview) notes() []string {
	var out []string
	if !p.Complete {
		out = append(out, "The plan is not complete: it does not do everything that there is to do, because of -target or "+
			"because something waits.")
	}
	if v := p.Verdict; v != nil {
		switch {
		case v.Passed && v.FailOn != "":
			out = append(out, "Passed --fail-on "+cutAt(v.FailOn, 200)+".")
		case !v.Passed:
			out = append(out, "Failed: "+strings.Join(v.Failed, "; ")+".")
		}
	}
	return out
}

// String returns the review as a page for a terminal.
func (p *PlanReview) String() string { return p.Text(terminal.Unlimited) }

// Text returns the review for a terminal of so many columns.
func (p *PlanReview) Text(columns int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Plan review: %s\n", p.headline())
	if p.Plan && !p.Empty() {
		fmt.Fprintf(&b, "Cost of a month: %s\n", p.costLine())
	}
	for _, note := range p.notes() {
		b.WriteString(note + "\n")
	}
	for _, s := range p.sections() {
		fmt.Fprintf(&b, "\n%s: %d\n", s.title, len(s.items))
		for _, i := range s.items {
			if i.address != "" {
				fmt.Fprintf(&b, "\n  %s\n    %s\n", i.address, i.text)
			} else {
				fmt.Fprintf(&b, "  %s\n", i.text)
			}
			for _, more := range i.more {
				fmt.Fprintf(&b, "      %s\n", more)
			}
		}
	}
	b.WriteString("\n")
	return terminal.Terminal{Columns: columns}.Lines(b.String()) + p.estimate.Text(columns)
}

// WriteTo writes the page for a terminal; see [io.WriterTo].
func (p *PlanReview) WriteTo(w io.Writer) (int64, error) {
	n, err := io.WriteString(w, p.String())
	return int64(n), err
}
