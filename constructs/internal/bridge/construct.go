// Package bridge is the one place that knows how Go and the jsii kernel meet: how a Go struct becomes a construct, how
// mistakes and notices reach the user, how JSON is handed to Terraform, and where region and account come from.
package bridge

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Init makes self, a pointer to a struct that embeds constructs.Construct and has an exported pointer method, a
// construct named id under scope. It then is usable as a scope and dependency, and Aspects are handed the struct
// itself.
func Init(self constructs.Construct, scope constructs.Construct, id string) {
	constructs.NewConstruct_Override(self, scope, jsii.String(id))
}

// Refused reports whether problems forbid to create anything, after recording them for c: [Pending] returns them to
// fargateai.Run, and a plain app.Synth() fails with them.
func Refused(c constructs.Construct, problems rules.Mistakes) bool {
	if len(problems) == 0 {
		return false
	}
	id := *c.Node().Id()
	var under rules.Mistakes
	under.Under(id, problems)
	lines := make([]string, len(under))
	for i, p := range under.Sorted() {
		lines[i] = p.String()
	}
	pending = append(pending, under...)
	c.Node().AddValidation(&validation{lines: lines})
	return true
}

// Dependables are the resources that are, or lie below, the given constructs, for a resource's DependsOn. CDKTF itself
// ignores Node().AddDependency. Nil for none.
func Dependables(on ...constructs.IConstruct) *[]cdktf.ITerraformDependable {
	var out []cdktf.ITerraformDependable
	for _, construct := range on {
		if single, ok := construct.(cdktf.TerraformResource); ok {
			out = append(out, single)
			continue
		}
		for _, child := range *construct.Node().FindAll(constructs.ConstructOrder_PREORDER) {
			if inner, ok := child.(cdktf.TerraformResource); ok {
				out = append(out, inner)
			}
		}
	}
	if out == nil {
		return nil
	}
	return &out
}

// validation hands the mistakes of a construct to CDKTF's own validation.
type validation struct{ lines []string }

// Validate implements constructs.IValidation.
func (v *validation) Validate() *[]*string { return jsii.Strings(v.lines...) }

var (
	pending rules.Mistakes
	notices []Notice
)

// Pending returns all problems recorded since the last call and forgets them.
func Pending() rules.Mistakes {
	ps := pending
	pending = nil
	return ps.Sorted()
}

// Notice is something that the user should know although synthesis succeeds.
type Notice struct {
	Path string // the construct's path
	Text string
}

// Tell records a notice: fargateai.Run prints it, and the cdktf CLI shows it as a warning.
func Tell(c constructs.Construct, text string) {
	cdktf.Annotations_Of(c).AddWarning(jsii.String(text))
	notices = append(notices, Notice{Path: *c.Node().Path(), Text: text})
}

// Notices returns all notices recorded since the last call and forgets them.
func Notices() []Notice {
	ns := notices
	notices = nil
	return ns
}
