package cutover

import (
	"fmt"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// clock is the time of the cutover, in Terraform's state.
type clock struct {
	now     string // expressions of Terraform, as the rest: the time of the plan
	planned string // when the cutover was planned: known in every plan, also in one that would begin it
	applied string // when it was applied: known only if that is over
	hours   string
}

// earliest time of Decommission after a recorded time.
func (c clock) earliest(since string) string { return fmt.Sprintf("timeadd(%s, %q)", since, c.hours) }

// newClock records when all answers began to lead to the new side. It exists from then until the phase is left, so that
// each cutover begins it anew, and so does another name, zone or new side.
func (m *Move) newClock() {
	p, name := m.props, m.outputName("now")
	cdktf.NewTerraformVariable(m, jsii.String("now"), &cdktf.TerraformVariableConfig{
		Type: jsii.String("string"), Default: "",
		Description: jsii.String("The time of the plan, such as 2006-01-02T15:04:05Z. For tests; leave it out."),
	}).OverrideLogicalId(jsii.String(name))
	if p.Phase != Cutover && p.Phase != Decommission {
		return
	}
	at := func(time string) string { return fmt.Sprintf("coalesce(var.%s, %s())", name, time) }
	data := cdktf.NewDataResource(m, jsii.String("clock"), &cdktf.DataConfig{
		Input: &map[string]any{
			"planned": "${" + at("plantimestamp") + "}",
			"applied": "${" + at("timestamp") + "}",
		},
		TriggersReplace: &map[string]any{"zone": p.HostedZoneID, "domain": p.Domain, "new": p.New.Host},
		Lifecycle:       &cdktf.TerraformResourceLifecycle{IgnoreChanges: jsii.Strings("input")},
		DependsOn:       after(m.new),
	})
	input := *data.Fqn() + ".input."
	m.clock = &clock{now: at("plantimestamp"), planned: input + "planned", applied: input + "applied",
		hours: check.Number(optional.Or(p.RollbackHours, DefaultRollbackHours)) + "h"}
	if p.Phase == Decommission {
		m.newGuard()
	}
}

// newGuard refuses the plan while it is too early. Both times count: without a cutover the first is that of this plan,
// so that the plan is refused, and does not wait for its apply.
func (m *Move) newGuard() {
	c := *m.clock
	condition := func(since string) *cdktf.Precondition {
		return &cdktf.Precondition{
			Condition: fmt.Sprintf("${try(timecmp(%s, %s) >= 0, false)}", c.now, c.earliest(since)),
			ErrorMessage: jsii.String(fmt.Sprintf("The old side of %s stays for %s after the cutover. Terraform has recorded "+
				"it at ${try(formatdate(\"YYYY-MM-DD hh:mm:ss ZZZ\", %s), \"no time that can be read\")}; if that is the time of "+
				"this plan, none is recorded: apply the phase Cutover first. The way back is the phase Verify.",
				m.props.Domain, strings.Replace(c.hours, "h", " hours", 1), since)),
		}
	}
	cdktf.NewDataResource(m, jsii.String("guard"), &cdktf.DataConfig{
		Lifecycle: &cdktf.TerraformResourceLifecycle{
			Precondition: &[]*cdktf.Precondition{condition(c.planned), condition(c.applied)},
		},
	})
}
