package controls

import (
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// Tier says of whom a control is asked.
type Tier string

const (
	Must       Tier = "must"       // of every stack; no prop turns it off
	Default    Tier = "default"    // of every stack, unless the prop that it names turns it off
	Production Tier = "production" // of the production profile, where it is worth what it costs
)

// Control is one thing that must hold of a stack.
type Control struct {
	ID       string          `json:"id"` // stable, such as ecs-private-tasks
	Tier     Tier            `json:"tier"`
	Severity review.Severity `json:"severity"`
	Holds    string          `json:"holds"`  // what must hold
	Remedy   string          `json:"remedy"` // what to change where it does not
	Source   string          `json:"source"` // the page that says so
	// Answers are the ids of others that ask the same, such as ECS.2, CKV_AWS_333 or AWS-0034; see [Standard].
	Answers []string `json:"answers,omitempty"`
	Types   []string `json:"types"` // of the resources that it looks at
	// OptOut is the id of the protection in [review.OptOuts], and Prop what turns it off, such as
	// ecs.ServiceProps.AssignPublicIP. A control that must hold has none.
	OptOut string `json:"optOut,omitempty"`
	Prop   string `json:"prop,omitempty"`

	judge judge
}

// All returns every control, in the order of the table.
func All() []Control {
	out := slices.Clone(table)
	for i := range out {
		out[i].Answers, out[i].Types = slices.Clone(out[i].Answers), slices.Clone(out[i].Types)
	}
	return out
}

// Find returns the control with an id, its own or one that it answers.
func Find(id string) (Control, bool) {
	for _, c := range All() {
		if c.ID == id || slices.Contains(c.Answers, id) {
			return c, true
		}
	}
	return Control{}, false
}
