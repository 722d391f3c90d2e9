package controls

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// state of one resource.
type state int

const (
	skipped state = iota // it is none of those that the control is about
	passes
	fails
	unknown
	waived
)

// answer of a control about one resource.
type answer struct {
	state  state
	what   string // is there
	reason string
}

// judge looks at one resource.
type judge func(v *view, r review.Resource) answer

func fail(format string, args ...any) answer {
	return answer{state: fails, what: fmt.Sprintf(format, args...)}
}
func open(format string, args ...any) answer {
	return answer{state: unknown, what: fmt.Sprintf(format, args...)}
}

var (
	pass = answer{state: passes}
	skip = answer{state: skipped}
)

// view is an inventory with what several controls ask of it.
type view struct {
	*review.Inventory
	byType   map[string][]review.Resource
	risks    map[string][]review.Risk
	unjudged map[string][]review.Unjudged
	optOuts  map[string]map[string]string // by the protection and the address: what is so without it
	openings map[string][]review.Opening
}

func newView(in *review.Inventory) *view {
	v := &view{Inventory: in, byType: map[string][]review.Resource{}, risks: map[string][]review.Risk{},
		unjudged: map[string][]review.Unjudged{}, optOuts: map[string]map[string]string{},
		openings: map[string][]review.Opening{}}
	for _, r := range in.Resources {
		v.byType[r.Type] = append(v.byType[r.Type], r)
	}
	for _, risk := range in.Findings() {
		v.risks[risk.Address] = append(v.risks[risk.Address], risk)
	}
	for _, u := range in.Unjudged() {
		v.unjudged[u.Address] = append(v.unjudged[u.Address], u)
	}
	for _, o := range review.OptOuts(in) {
		if v.optOuts[o.ID] == nil {
			v.optOuts[o.ID] = map[string]string{}
		}
		v.optOuts[o.ID][o.Address] = o.Text
	}
	for _, o := range in.Openings() {
		v.openings[o.Address] = append(v.openings[o.Address], o)
	}
	return v
}

// risk judges by the rules of package review with the ids.
func risk(ids ...string) judge {
	return func(v *view, r review.Resource) answer {
		out := pass
		if all := v.unjudged[r.Address]; len(all) > 0 {
			out = open("%s: %s", all[0].Attribute, all[0].Why)
		}
		for _, found := range v.risks[r.Address] {
			if !slices.Contains(ids, found.ID) {
				continue
			}
			what, reason, given := strings.Cut(found.Text, review.ReasonGiven)
			if !given {
				return fail("%s", found.Text)
			}
			out = answer{state: waived, what: what, reason: reason}
		}
		return out
	}
}

// protected judges by a protection of [review.OptOuts]. Where it is not off, an attribute that is not known may still
// turn it off.
func protected(id string, attributes ...string) judge {
	return func(v *view, r review.Resource) answer {
		if without, off := v.optOuts[id][r.Address]; off {
			return fail("%s", without)
		}
		for _, path := range attributes {
			if values := r.At(path); len(values) == 0 || slices.ContainsFunc(values, isReference) {
				return open("%s is known only after an apply", path)
			}
		}
		return pass
	}
}

// demand is what a value must be.
type demand func(v any) (holds, known bool)

// attribute holds every value at a path against a demand.
func attribute(path string, is demand) judge {
	return func(_ *view, r review.Resource) answer {
		values, out := r.At(path), pass
		if len(values) == 0 {
			return open("%s is known only after an apply", path)
		}
		for _, value := range values {
			switch holds, known := is(value); {
			case !known:
				out = open("%s is known only after an apply", path)
			case !holds:
				return fail("%s is %s", path, shown(value))
			}
		}
		return out
	}
}

// where applies a judge to some resources, and skips the rest.
func where(is func(v *view, r review.Resource) bool, then judge) judge {
	return func(v *view, r review.Resource) answer {
		if !is(v, r) {
			return skip
		}
		return then(v, r)
	}
}

// all is the worst of several answers.
func all(judges ...judge) judge {
	return func(v *view, r review.Resource) answer {
		out := pass
		for _, j := range judges {
			switch a := j(v, r); {
			case a.state == fails:
				return a
			case a.state == unknown || a.state == waived && out.state == passes:
				out = a
			}
		}
		return out
	}
}

func isReference(v any) bool { return strings.Contains(review.Text(v), "${") }

// shown is a value in words.
func shown(v any) string {
	switch {
	case unset(v):
		return "not set"
	case len(tfjson.Blocks(v)) > 0:
		return "set"
	}
	return fmt.Sprint(tfjson.Reveal(v))
}

func unset(v any) bool {
	list, isList := v.([]any)
	return v == nil || v == "" || isList && len(list) == 0
}

// on is true where it is stated.
func on(v any) (holds, known bool) { return review.Boolean(v) }

// off is false, or not stated.
func off(v any) (holds, known bool) {
	b, known := review.Boolean(v)
	return !b, known
}

// onByDefault is not false.
func onByDefault(v any) (holds, known bool) {
	if v == nil {
		return true, true
	}
	return on(v)
}

// given is stated, whatever it is.
func given(v any) (holds, known bool) { return !unset(v), true }

// oneOf is one of the texts; "" is a value that is not stated.
func oneOf(texts ...string) demand {
	return func(v any) (holds, known bool) {
		if unset(v) {
			return slices.Contains(texts, ""), true
		}
		text := fmt.Sprint(tfjson.Reveal(v))
		return slices.ContainsFunc(texts, func(t string) bool { return strings.EqualFold(t, text) }), !isReference(v)
	}
}

// between is a number within limits; what is not stated is taken for a number, which AWS takes.
func between(least, most, otherwise float64) demand {
	return func(v any) (holds, known bool) {
		if unset(v) {
			return least <= otherwise && otherwise <= most, true
		}
		n, known := review.Number(v)
		return known && least <= n && n <= most, known
	}
}

// companion requires a resource of a kind that means this one in an attribute.
func companion(kind, attribute, missing string, says judge) judge {
	return func(v *view, r review.Resource) answer {
		out := fail("%s", missing)
		for _, other := range v.byType[kind] {
			value := other.Attributes[attribute]
			linked := v.means(other, value, r)
			if !linked && (other.Module != r.Module || !v.leadsNowhere(other, value)) {
				continue
			}
			a := says(v, other)
			switch {
			case linked && a.state == passes:
				return pass
			case linked && out.state != unknown:
				out = a
			case a.state != fails:
				out = open("whether %s is about it is known only after an apply", other.Address)
			}
		}
		return v.elsewhere(out)
	}
}

// elsewhere is an answer about something that is missing. It may be in a module that the stack does not show.
func (v *view) elsewhere(a answer) answer {
	if modules := v.Unexpanded(); a.state == fails && len(modules) > 0 {
		return open("%s, unless %s has it", a.what, modules[0])
	}
	return a
}

// means tells whether a value of a resource means another one.
func (v *view) means(from review.Resource, value any, to review.Resource) bool {
	return slices.ContainsFunc(v.Referred(from, value, to.Type), func(r review.Resource) bool {
		return r.Name == to.Name && r.Module == to.Module
	})
}

// leadsNowhere tells that a value refers to something that is not known here.
func (v *view) leadsNowhere(from review.Resource, value any) bool {
	return (isReference(value) || value == nil) && len(v.Referred(from, value, "")) == 0
}

func present(*view, review.Resource) answer { return pass }

func blocks(v any) []map[string]any { return tfjson.Blocks(v) }

// block is the first nested block; empty when there is none.
func block(v any) map[string]any {
	if all := blocks(v); len(all) > 0 {
		return all[0]
	}
	return map[string]any{}
}

func list(v any) []any { return check.List(v) }
