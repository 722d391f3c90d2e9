package review

import (
	"slices"
	"strings"
)

// Change is what a plan does to a resource. A synthesized stack has none.
type Change struct {
	Address, Type string
	Actions       []string // create, update, delete; a replacement has two, in the order in which they happen
	Forced        []string // attributes that force a replacement; none where it was asked for
}

// Replaces tells that the resource is made anew.
func (c Change) Replaces() bool {
	return slices.Contains(c.Actions, "create") && slices.Contains(c.Actions, "delete")
}

// Interrupts tells that there is no such resource for a while: the old one goes before the new one comes.
func (c Change) Interrupts() bool { return c.Replaces() && c.Actions[0] == "delete" }

// String is the change on one line.
func (c Change) String() string {
	out := c.Address
	switch {
	case c.Interrupts():
		out += ": deleted, then created"
	case c.Replaces():
		out += ": created, then the old one deleted"
	default:
		out += ": " + strings.Join(c.Actions, ", ")
	}
	if len(c.Forced) > 0 {
		out += ", forced by " + strings.Join(c.Forced, ", ")
	}
	return out
}

// Replaced are the changes that make a resource anew.
func (in *Inventory) Replaced() []Change {
	var out []Change
	for _, c := range in.Changes {
		if c.Replaces() {
			out = append(out, c)
		}
	}
	return out
}

// interrupted are the types without which nothing answers, and what is gone meanwhile.
var interrupted = map[string]string{
	"aws_ecs_service": "the tasks of the service stop, and none answers until new ones have started",
	"aws_lb":          "the load balancer and its DNS name go, and nothing answers until clients know the new one",
	"aws_alb":         "the load balancer and its DNS name go, and nothing answers until clients know the new one",
}

// risk of a change: an attribute such as capacity_provider_strategy makes an outage of what looks like a setting.
func (c Change) risk() (Risk, bool) {
	what := interrupted[c.Type]
	if what == "" || !c.Interrupts() {
		return Risk{}, false
	}
	forced := ""
	if len(c.Forced) > 0 {
		forced = "; forced by " + strings.Join(c.Forced, ", ")
	}
	return Risk{
		ID: "interrupting-replacement", Address: c.Address, Severity: High, Text: what + forced,
		Remedy: "leave the attribute as it is, or make the new one beside the old one and move over",
	}, true
}
