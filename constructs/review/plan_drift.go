package review

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// Drift is what was changed behind Terraform's back.
type Drift struct {
	Address    string            `json:"address"`
	Gone       bool              `json:"gone,omitempty"` // somebody deleted it
	Attributes []AttributeChange `json:"attributes,omitempty"`
	Answer     string            `json:"answer"` // what the plan does about it
}

// String returns the drift on one line.
func (d Drift) String() string {
	out := d.Address + ": "
	if d.Gone {
		return out + "somebody deleted it; " + d.Answer
	}
	var parts []string
	for _, a := range d.Attributes {
		parts = append(parts, a.String())
	}
	return out + few(parts) + "; " + d.Answer
}

// refreshOnly tells that the plan only takes what there is into the state. Terraform does not say so; such a plan
// can be
// applied, and yet changes nothing.
func (c *comparison) refreshOnly() bool {
	return c.after.planned && c.after.around.Applicable && len(c.after.around.Drift) > 0 &&
		!slices.ContainsFunc(c.after.all, func(change tfjson.Change) bool { return actionOf(change) != "" })
}

// drift is what was changed elsewhere and matters to the plan, as Terraform tells it: what the plan changes, and what
// its relevant_attributes name. A plan that only refreshes takes all of it.
func (c *comparison) drift(refreshOnly bool) []Drift {
	var out []Drift
	for _, from := range c.after.around.Drift {
		change, changed := c.byAddress[from.Address]
		relevant := c.after.around.Relevant[from.Address]
		if !refreshOnly && !changed && len(relevant) == 0 {
			continue
		}
		d := Drift{Address: c.show.text(from.Address), Gone: from.After == nil && from.Before != nil}
		for _, difference := range from.Differences() {
			if difference.Kind == tfjson.Unknowing {
				continue
			}
			if matters := refreshOnly || changed || slices.ContainsFunc(relevant, func(path string) bool {
				return path == "" || strings.HasPrefix(difference.Path, path) || strings.HasPrefix(path, difference.Path)
			}); matters {
				d.Attributes = append(d.Attributes, c.show.attribute(from.Type, difference))
			}
		}
		if !d.Gone && len(d.Attributes) == 0 {
			continue // it only has another address
		}
		switch {
		case refreshOnly:
			d.Answer = "the state takes it as it is"
		case !changed:
			d.Answer = "the plan leaves it so, and something else depends on it"
		default:
			d.Answer = "the plan: " + string(actionOf(change))
		}
		out = append(out, d)
	}
	return out
}
