package bridge

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// OverriddenText is broken by an override of a part of a text, which synthesis finds too.
var OverriddenText = rules.Rule{
	ID:     "override-in-text",
	Judges: "AddOverride does not reach into an attribute that holds a text of JSON, such as containers or a policy.",
	Why:    "A text has no parts for Terraform: all of it would be replaced, by a value that AWS refuses.",
}

// RefuseOverrides refuses overrides of a resource's attribute that holds a text, even of all of it: it would not be
// judged. prop is where the parts of the text can be stated.
func RefuseOverrides(c constructs.Construct, resource cdktf.TerraformResource, attribute, prop string) {
	judge := func() rules.Mistakes {
		overrides, _ := resource.RawOverrides().(map[string]any)
		if _, given := overrides[attribute]; !given {
			return nil
		}
		var ms rules.Mistakes
		ms.Break(OverriddenText, rules.Join(*c.Node().Path(), prop), "AddOverride of "+attribute, "the prop "+prop,
			"what it states is merged into the text and judged")
		return ms
	}
	if !record(c, func(app *App) { app.late = append(app.late, judge) }) {
		c.Node().AddValidation(&lateValidation{judge: judge})
	}
}

// lateValidation hands mistakes that show only in a complete tree to CDKTF's own validation.
type lateValidation struct{ judge func() rules.Mistakes }

// Validate implements constructs.IValidation.
func (v *lateValidation) Validate() *[]*string {
	var lines []string
	for _, m := range v.judge() {
		lines = append(lines, m.String())
	}
	return jsii.Strings(lines...)
}
