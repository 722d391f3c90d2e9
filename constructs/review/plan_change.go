package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// Action is what becomes of a resource.
type Action string

// The actions, the gravest first.
const (
	Replaced  Action = "replaced"
	Destroyed Action = "destroyed"
	Forgotten Action = "forgotten" // it goes on to exist, and Terraform does not manage it any more
	Created   Action = "created"
	Updated   Action = "updated"
	Revised   Action = "revised"  // a new revision takes its place, and nothing that runs is replaced
	Imported  Action = "imported" // it exists, and Terraform manages it from now on
	Moved     Action = "moved"    // it has another address in Terraform, and stays as it is
	Deferred  Action = "deferred" // it waits for a later plan
	Reading   Action = "read"     // a data source, during the apply
)

var actions = []Action{Replaced, Destroyed, Forgotten, Created, Updated, Revised, Imported, Moved, Deferred, Reading}

// Change is what a plan does to a resource. A synthesized stack has none.
type Change struct {
	Address string   `json:"address"`
	Type    string   `json:"type"`
	Action  Action   `json:"action"`
	Actions []string `json:"actions"` // as Terraform has them; a replacement has two, in the order in which they happen
	// Forced are the attributes that force a replacement; none where it was asked for.
	Forced []string `json:"forced,omitempty"`
	Reason string   `json:"reason,omitempty"` // Terraform's, in words
	// Consequence is what follows from it, in words; "" where nothing more can be said.
	Consequence string `json:"consequence,omitempty"`
	// Attributes that become others, but for what a replacement or a creation makes.
	Attributes []AttributeChange `json:"attributes,omitempty"`
	// Unknown are attributes of which only the apply tells whether they change.
	Unknown  []string `json:"unknown,omitempty"`
	Previous string   `json:"previousAddress,omitempty"` // where it has moved
	Imported bool     `json:"imported,omitempty"`        // it is taken over, whatever else is done
	Deposed  bool     `json:"deposed,omitempty"`         // what is left of an earlier replacement
}

// AttributeChange is an attribute that becomes another, as text to read.
type AttributeChange struct {
	Path   string `json:"path"`
	Before string `json:"before"`
	After  string `json:"after"`
	Note   string `json:"note,omitempty"` // such as "only its order"
}

// String returns "path: before → after".
func (a AttributeChange) String() string {
	if a.Note != "" {
		return a.Path + ": " + a.Note
	}
	return a.Path + ": " + a.Before + " → " + a.After
}

// Replaces reports whether the resource is made anew.
func (c Change) Replaces() bool {
	return slices.Contains(c.Actions, "create") && len(c.Actions) > 1
}

// Interrupts reports whether there is no such resource for a while, as the old one goes before the new one comes.
func (c Change) Interrupts() bool { return c.Replaces() && c.Actions[0] == "delete" }

// String returns the change on one line.
func (c Change) String() string { return c.Address + ": " + c.Summary() }

// Summary returns what happens, and why.
func (c Change) Summary() string {
	out := string(c.Action)
	switch {
	case c.Deposed:
		out = "what is left of an earlier replacement is destroyed"
	case c.Action == Revised:
		out = "a new revision"
	case c.Interrupts():
		out += ", the old one first"
	case c.Replaces():
		out += ", the new one first"
	}
	if len(c.Forced) > 0 {
		out += ", forced by " + strings.Join(c.Forced, ", ")
	}
	if c.Previous != "" {
		out += ", was " + c.Previous
	}
	if c.Imported && c.Action != Imported {
		out += ", imported"
	}
	if c.Reason != "" && len(c.Forced) == 0 {
		out += ": " + c.Reason
	}
	if c.Consequence != "" {
		out += "; " + c.Consequence
	}
	return out
}

// forcing say why an attribute cannot become another in place, by "TYPE ATTRIBUTE".
var forcing = map[string]string{
	"aws_ecs_service capacity_provider_strategy": "capacity providers cannot be added to a service that runs, or taken " +
		"from it, in place",
	"aws_ecs_service launch_type":           "a service that runs cannot change how its tasks are launched",
	"aws_ecs_service deployment_controller": "who deploys a service cannot change while it runs",
	"aws_lb internal":                       "a load balancer is public or private for life",
	"aws_lb name":                           "AWS knows a load balancer by its name",
	"aws_lb_target_group port":              "a target group has one port for life",
	"aws_lb_target_group protocol":          "a target group has one protocol for life",
	"aws_lb_target_group target_type":       "a target group has one kind of targets for life",
	"aws_subnet cidr_block":                 "a subnet has one block for life",
	"aws_vpc cidr_block":                    "a network has one first block for life",
	"aws_sqs_queue name":                    "a queue's URL has its name",
	"aws_sqs_queue fifo_queue":              "a queue is FIFO or not for life",
}

// actionOf is what a change is for a reader; "" for what stays as it is.
func actionOf(c tfjson.Change) Action {
	has := func(action string) bool { return slices.Contains(c.Actions, action) }
	switch {
	case c.Deferred != "":
		return Deferred
	case c.Replaces() && revisions[c.Type]:
		return Revised
	case c.Replaces():
		return Replaced
	case has("delete"):
		return Destroyed
	case has("forget"):
		return Forgotten
	case has("create"):
		return Created
	case has("update"):
		return Updated
	case has("read"):
		return Reading
	case c.Imports:
		return Imported
	case c.Previous != "" && c.Previous != c.Address:
		return Moved
	}
	return ""
}

// changes are all that a plan does, the gravest first.
func (c *comparison) changes() []Change {
	var out []Change
	for _, from := range c.planned() {
		action := actionOf(from)
		if action == "" {
			continue
		}
		out = append(out, c.change(from, action))
	}
	slices.SortStableFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(slices.Index(actions, a.Action), slices.Index(actions, b.Action)),
			cmp.Compare(weight(a), weight(b)), strings.Compare(a.Address, b.Address))
	})
	return out
}

// weight puts first what people notice: what does not answer, then what is lost, then what does not watch.
func weight(c Change) int {
	switch {
	case interrupted[typeOf(c.Type)] != "":
		return 0
	case stateful[c.Type]:
		return 1
	case guards[c.Type]:
		return 2
	}
	return 3
}

func (c *comparison) change(from tfjson.Change, action Action) Change {
	out := Change{
		Address: c.show.text(from.Address), Type: c.show.text(from.Type), Action: action, Actions: from.Actions,
		Imported: from.Imports, Deposed: from.Deposed != "", Reason: reasonOf(from),
	}
	for _, name := range from.Forced {
		out.Forced = append(out.Forced, c.show.text(name))
	}
	if from.Previous != "" && from.Previous != from.Address {
		out.Previous = c.show.text(from.Previous)
	}
	if from.Before != nil && from.After != nil {
		c.attributes(&out, from)
	}
	out.Consequence = c.consequence(out, from)
	for _, name := range from.Forced {
		if why := forcing[typeOf(from.Type)+" "+strings.SplitN(name, "[", 2)[0]]; why != "" {
			out.Consequence = why + "; " + out.Consequence
		}
	}
	return out
}

func reasonOf(from tfjson.Change) string {
	reason := cmp.Or(from.Deferred, from.Reason)
	if words, ok := reasons[reason]; ok || reason == "" {
		return words
	}
	return "Terraform's reason is " + strings.ReplaceAll(line(reason), "_", " ")
}

// attributes notes what becomes another. What AWS alone answers, such as a revision, is left out where it is unknown.
func (c *comparison) attributes(out *Change, from tfjson.Change) {
	r, _ := c.after.at(from.Address)
	for _, d := range from.Differences() {
		name, _, _ := strings.Cut(d.Path, ".")
		name, _, _ = strings.Cut(name, "[")
		switch {
		case d.Kind == tfjson.Unknowing:
			if stated(r, name) && d.In(r.Attributes) != nil && !slices.Contains(out.Unknown, c.show.text(d.Path)) {
				out.Unknown = append(out.Unknown, c.show.text(d.Path))
			}
		case out.Action != Updated && !stated(r, name) && !forces(from, name):
			// what is made anew has what AWS answers only afterwards
		case name == "tags_all" && len(from.Differences()) > 1 && tagged(from):
		default:
			out.Attributes = append(out.Attributes, c.show.attribute(from.Type, d))
		}
	}
}

// forces tells that an attribute forces the replacement.
func forces(from tfjson.Change, name string) bool {
	return slices.ContainsFunc(from.Forced, func(path string) bool { return strings.HasPrefix(path, name) })
}

// tagged tells that the tags change, so that tags_all, which has them and the provider's own, says it a second time.
func tagged(from tfjson.Change) bool {
	return slices.ContainsFunc(from.Differences(), func(d tfjson.Difference) bool {
		return strings.HasPrefix(d.Path, "tags.") || d.Path == "tags"
	})
}

// stated tells that the configuration says something of an attribute.
func stated(r Resource, name string) bool {
	_, constant := r.constants[name]
	return constant || r.referred[name] || isReference(text(r.Attributes[name]))
}

func (in *Inventory) at(address string) (Resource, bool) {
	for _, r := range in.Resources[in.byAddress[address]:min(in.byAddress[address]+1, len(in.Resources))] {
		if r.Address == address {
			return r, true
		}
	}
	return Resource{}, false
}

// consequence is what follows from a change.
func (c *comparison) consequence(out Change, from tfjson.Change) string {
	is := "is"
	words, known := typesInWords[typeOf(from.Type)]
	if !known {
		words = typeWords{what: "it", replaced: "what depends on it may break in between, and its id may change",
			destroyed: "what depends on it may break"}
	}
	if strings.HasPrefix(words.what, "the rules") || strings.HasPrefix(words.what, "the scaling limits") {
		is = "are"
	}
	switch out.Action {
	case Revised:
		return words.replaced
	case Replaced:
		if out.Interrupts() {
			return fmt.Sprintf("%s %s replaced: %s; there is none until the new one is made", words.what, is, words.replaced)
		}
		if slices.Contains(from.Actions, "forget") {
			return words.what + " " + is + " made anew, and the old one goes on to exist"
		}
		return fmt.Sprintf("%s %s replaced: %s", words.what, is, words.replaced)
	case Destroyed:
		if out.Deposed {
			return ""
		}
		return fmt.Sprintf("%s %s destroyed: %s", words.what, is, words.destroyed)
	case Forgotten:
		if is == "are" {
			return words.what + " go on to exist; nobody manages them"
		}
		return words.what + " goes on to exist, and to cost; nobody manages it"
	case Deferred:
		return "this plan does not do it; plan again afterwards"
	case Updated:
		return c.updated(out, from)
	}
	return ""
}
