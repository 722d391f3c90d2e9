package controls

import (
	"cmp"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// State is the state of a control in a stack.
type State string

const (
	Held          State = "held"
	Failed        State = "failed"
	Waived        State = "waived"         // nothing fails but what a reason is given for
	Unknown       State = "unknown"        // nothing fails, and something is known only after an apply
	NotApplicable State = "not applicable" // there is no resource that it looks at
)

// Finding is a resource that fails a control, or of which it is not known whether it does.
type Finding struct {
	Address string `json:"address"`          // of the resource
	Path    string `json:"path,omitempty"`   // of its construct; "" in a plan
	What    string `json:"what"`             // is there
	Reason  string `json:"reason,omitempty"` // that the stack gives, or what is so without a protection that is off
}

// Result is what a control says of a stack.
type Result struct {
	Control                Control
	Passes                 []string // addresses
	Fails, Waived, Unknown []Finding
}

// Unsaid returns the resources that fail without the stack saying that a protection is off.
func (r Result) Unsaid() []Finding {
	return slices.DeleteFunc(slices.Clone(r.Fails), func(f Finding) bool { return f.Reason != "" })
}

// State returns the worst state of what the control looks at.
func (r Result) State() State {
	switch {
	case len(r.Fails) > 0:
		return Failed
	case len(r.Unknown) > 0:
		return Unknown
	case len(r.Waived) > 0:
		return Waived
	case len(r.Passes) > 0:
		return Held
	}
	return NotApplicable
}

// Scorecard is what all controls say of a stack, in the order of the table.
type Scorecard struct{ Results []Result }

// Judge holds a stack against every control.
func Judge(in *review.Inventory) Scorecard {
	v := newView(in)
	var card Scorecard
	for _, c := range All() {
		card.Results = append(card.Results, v.result(c))
	}
	return card
}

func (v *view) result(c Control) Result {
	out := Result{Control: c}
	for _, kind := range c.Types {
		for _, r := range v.byType[kind] {
			answer := c.judge(v, r)
			f := Finding{Address: r.Address, Path: r.Path, What: credential.Redact(r.Redact(answer.what))}
			switch answer.state {
			case passes:
				out.Passes = append(out.Passes, r.Address)
			case unknown:
				out.Unknown = append(out.Unknown, f)
			case waived:
				f.Reason = credential.Redact(r.Redact(answer.reason))
				out.Waived = append(out.Waived, f)
			case fails:
				f.Reason = v.optOuts[c.OptOut][r.Address]
				out.Fails = append(out.Fails, f)
			}
		}
	}
	for _, all := range [][]Finding{out.Fails, out.Waived, out.Unknown} {
		slices.SortFunc(all, func(a, b Finding) int { return cmp.Compare(a.Address, b.Address) })
	}
	return out
}

// In returns the results that are in a state.
func (s Scorecard) In(state State) []Result {
	return slices.DeleteFunc(slices.Clone(s.Results), func(r Result) bool { return r.State() != state })
}

// Applicable returns how many controls have something to look at.
func (s Scorecard) Applicable() int { return len(s.Results) - len(s.In(NotApplicable)) }

// Answered returns, for each id of a standard that the controls answer, the worst state that one of them is in.
func (s Scorecard) Answered(standard string) map[string]State {
	order := []State{Failed, Unknown, Waived, Held, NotApplicable}
	out := map[string]State{}
	for _, r := range s.Results {
		for _, id := range r.Control.Of(standard) {
			old, known := out[id]
			if !known || slices.Index(order, r.State()) < slices.Index(order, old) {
				out[id] = r.State()
			}
		}
	}
	return out
}
