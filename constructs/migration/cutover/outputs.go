package cutover

import (
	"fmt"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// outputName is the name of an output or variable of this move.
func (m *Move) outputName(name string) string {
	return strings.ReplaceAll(m.props.Name+"_"+name, "-", "_")
}

func (m *Move) newOutputs() {
	out := func(name, value, description string) {
		if value != "" {
			cdktf.NewTerraformOutput(m, jsii.String(m.outputName(name)), &cdktf.TerraformOutputConfig{
				Value: value, Description: jsii.String(description), StaticId: jsii.Bool(true),
			})
		}
	}
	out("cutover_weights", m.Weights(), "How the answers of "+m.props.Domain+" are divided")
	out("cutover_next_step", m.NextStep(), "What to do next")
	out("earliest_decommission", m.EarliestDecommission(), "Before it, a plan of the phase Decommission is refused")
}

// Weights say how answers are divided, such as "old 90 %, new 10 %"; "" when the props were refused.
func (m *Move) Weights() string {
	switch p := m.props; p.Phase {
	case "":
		return ""
	case Decommission:
		return "new 100 %, the old record is removed"
	default:
		return fmt.Sprintf("old %s %%, new %s %%", check.Number(100-p.percent()), check.Number(p.percent()))
	}
}

// EarliestDecommission returns the time before which a plan of Decommission is refused, known when Cutover was applied;
// "" before that phase.
func (m *Move) EarliestDecommission() string {
	if m.clock == nil {
		return ""
	}
	return "${try(" + m.clock.earliest(m.clock.applied) + ", \"unknown\")}"
}

// NextStep says what to do next; "" when the props were refused.
func (m *Move) NextStep() string {
	p := m.props
	hours := check.Number(optional.Or(p.RollbackHours, DefaultRollbackHours))
	switch p.Phase {
	case Verify:
		if p.VerificationName == "" {
			return "compare both sides with fargateai verify, then apply the phase Canary"
		}
		return "compare both sides with fargateai verify --url https://" + p.VerificationName +
			", then apply the phase Canary"
	case Canary:
		return "watch the alarms, then apply the phase Half; back: Verify"
	case Half:
		return "watch the alarms, then apply the phase Cutover; back: Verify"
	case Cutover:
		return "let the old side run for " + hours + " hours, then apply the phase Decommission; back: Verify"
	case Decommission:
		ttl := max(optional.Or(p.TTL, DefaultTTL), DefaultTTL) // of the old record, and of what resolvers hold
		back := "Verify"
		if len(p.Adopt) > 0 {
			back += " without Adopt, as the record that it names is gone"
		}
		return "wait " + check.Number(2*ttl) +
			" seconds for resolvers to forget the old record, then terminate the old side; until then back: " + back
	}
	return ""
}
