package bridge

import (
	"reflect"
	"slices"
	"sync/atomic"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/place"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Refused reports whether c must create nothing: because of problems, which it records for c, because the props name
// things that lie where its stack cannot use them, or because c lies below a [Shadow]. [App.Mistakes] hands the
// problems to fargateai.Run, and a plain app.Synth() fails with them.
func Refused(c constructs.Construct, problems rules.Mistakes, props ...any) bool {
	if inShadow(c) {
		return true
	}
	for _, p := range props {
		for _, m := range displaced(c, p) {
			if !slices.ContainsFunc(problems, func(other rules.Mistake) bool { return other.Path == m.Path }) {
				problems = append(problems, m) // a prop that is refused for a nearer reason says no more
			}
		}
	}
	if len(problems) == 0 {
		return false
	}
	node := c.Node()
	var under rules.Mistakes
	under.Under(*node.Id(), problems)
	lines := make([]string, len(under))
	for i, p := range under.Sorted() {
		lines[i] = p.String()
	}
	path := *node.Path()
	record(c, func(app *App) { app.refusals = append(app.refusals, refusal{path, under}) })
	node.AddValidation(&validation{lines: lines})
	return true
}

// displaced are the mistakes of place in the props. The site is asked for only where the props name a place.
func displaced(c constructs.Construct, props any) (ms rules.Mistakes) {
	things := place.Things(props)
	if things == nil {
		return nil
	}
	at := SiteOf(c)
	site := place.Site{Region: at.StatedRegion(), Account: at.StatedAccount()}
	for _, thing := range things {
		thing.Problems(&ms, site)
	}
	return ms
}

// validation hands the mistakes of a construct to CDKTF's own validation.
type validation struct{ lines []string }

// Validate implements constructs.IValidation.
func (v *validation) Validate() *[]*string { return jsii.Strings(v.lines...) }

// shadowed is the context key that marks everything below a shadow.
const shadowed = "fargateai:shadowed"

// shadows tells whether there ever was a shadow in this process. It says nothing about any app: while there is none, it
// spares every construct the two round trips to the kernel that the question costs.
var shadows atomic.Bool

func inShadow(c constructs.Construct) bool {
	return shadows.Load() && c.Node().TryGetContext(jsii.String(shadowed)) != nil
}

// Shadow makes a construct below which constructs of ours create nothing and report nothing. A construct whose own
// props were refused makes its parts below one: they answer all questions, and the user is told of one mistake instead
// of all that follow from it.
func Shadow(scope constructs.Construct, id string) constructs.Construct {
	Require(scope, id)
	shadows.Store(true)
	shadow := constructs.NewConstruct(scope, jsii.String(id))
	shadow.Node().SetContext(jsii.String(shadowed), true)
	return shadow
}

// Require stops the program where a construct named id has no scope: there is no tree on which its mistake could hang.
// synth.In reports it together with the mistakes found so far.
func Require(scope constructs.Construct, id string) {
	got := "a nil scope"
	if value := reflect.ValueOf(scope); value.IsValid() && !(value.Kind() == reflect.Pointer && value.IsNil()) {
		if made(value) {
			return
		}
		got = "a scope that was not made by its constructor"
	}
	var ms rules.Mistakes
	ms.Break(rules.Required, id, got, "a stack, or a construct below one", "make the scope first, with its New function")
	panic(ms)
}

// made reports whether a construct exists in the kernel, as far as Go can tell: what embeds one has it set.
func made(construct reflect.Value) bool {
	if construct.Kind() != reflect.Pointer || construct.Elem().Kind() != reflect.Struct {
		return true
	}
	for i := range construct.Elem().NumField() {
		field := construct.Elem().Type().Field(i)
		if field.Anonymous && field.Type.Kind() == reflect.Interface && construct.Elem().Field(i).IsNil() {
			return false
		}
	}
	return true
}

// Break records a mistake of a user's own rule at the path of a construct.
func Break(c constructs.IConstruct, rule rules.Rule, got, want, fix string) {
	var ms rules.Mistakes
	ms.Break(rule, *c.Node().Path(), got, want, fix)
	if !record(c, func(app *App) { app.mistakes = append(app.mistakes, ms...) }) {
		cdktf.Annotations_Of(c).AddError(jsii.String(ms[0].String()))
	}
}
