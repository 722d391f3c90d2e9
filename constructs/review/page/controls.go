package page

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/review/controls"
)

// judged is how far the stack holds the controls, and what of them it does not hold.
func judged(card controls.Scorecard) []block {
	if card.Applicable() == 0 {
		return nil
	}
	counts := []string{fmt.Sprintf("%d fail", len(card.In(controls.Failed)))}
	for _, state := range []controls.State{controls.Unknown, controls.Waived} {
		if n := len(card.In(state)); n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, map[controls.State]string{
				controls.Unknown: "are known only after an apply", controls.Waived: "are waived"}[state]))
		}
	}
	hub := card.Answered(controls.SecurityHub)
	held, applicable := 0, 0
	for _, state := range hub {
		if state != controls.NotApplicable {
			applicable++
		}
		if state == controls.Held {
			held++
		}
	}
	out := []block{{paragraph: say(fmt.Sprintf("%d of %d controls that have something to look at here hold; %s. Of AWS "+
		"Security Hub's they answer %d, of which %d hold.", len(card.In(controls.Held)), card.Applicable(),
		strings.Join(counts, ", "), applicable, held))}}
	var off, production []text
	t := &table{caption: "What does not hold, and nothing says so", head: []string{"Control",
		"What must hold, and what is so", "Answers", "Where"}}
	for _, r := range card.In(controls.Failed) {
		name := codeOf(r.Control.ID).and(say(" (" + answers(r.Control) + ")"))
		if answers(r.Control) == "" {
			name = codeOf(r.Control.ID)
		}
		switch unsaid := r.Unsaid(); {
		case r.Control.Tier == controls.Production:
			production = append(production, name)
		case len(unsaid) == 0:
			off = append(off, name)
		default:
			t.rows = append(t.rows, []text{codeOf(r.Control.ID), say(r.Control.Holds + ". Here " + unsaid[0].What + ": " +
				r.Control.Remedy + "."), say(answers(r.Control)), wheres(unsaid)})
		}
	}
	for _, r := range card.Results {
		for _, f := range r.Waived {
			t.rows = append(t.rows, []text{codeOf(r.Control.ID), say("Waived: " + f.What + ". The reason given is: " + f.Reason +
				"."), say(answers(r.Control)), wheres([]controls.Finding{f})})
		}
	}
	if len(off) > 0 {
		out = append(out, block{paragraph: say("Turned off, as listed above: ").and(join(off, ", ")).and(say("."))})
	}
	if len(t.rows) > 0 {
		out = append(out, block{table: t})
	}
	if len(production) > 0 {
		out = append(out, block{paragraph: say("Asked of production only: ").and(join(production, ", ")).and(say("."))})
	}
	return out
}

// answers are the ids of Security Hub that a control answers, or else the first of another standard.
func answers(c controls.Control) string {
	if ids := c.Of(controls.SecurityHub); len(ids) > 0 {
		return strings.Join(ids, ", ")
	}
	for _, standard := range []string{controls.Checkov, controls.Trivy} {
		if ids := c.Of(standard); len(ids) > 0 {
			return ids[0]
		}
	}
	return ""
}

// wheres are where findings are: the constructs, or else the resources.
func wheres(all []controls.Finding) text {
	const most = 4
	var names []string
	for _, f := range all {
		_, where, _ := strings.Cut(path.Dir(f.Path), "/")
		if where = cmp.Or(where, f.Address); !slices.Contains(names, where) {
			names = append(names, where)
		}
	}
	var out []text
	for _, name := range names[:min(len(names), most)] {
		out = append(out, codeOf(name))
	}
	if len(names) > most {
		out = append(out, say(plural(len(names)-most, "other")))
	}
	return join(out, ", ")
}
