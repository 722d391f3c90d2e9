package bridge

import (
	"sync"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	_ "github.com/fargate-ai/fargate-ai-service/constructs/internal/tempfolder" // before the bindings
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/whole"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// App is a CDKTF app that keeps what its constructs have to say beside Terraform's JSON. It is the root of their tree:
// they find it from wherever they are, it lives as long as they do, and two apps share nothing.
//
// In an app of another type, made by cdktf.NewApp, mistakes and notices reach the user through CDKTF's own validations
// and annotations alone, and artifacts are not written.
type App struct {
	cdktf.App
	guard      sync.Mutex // for the lists below; jsii itself serves one goroutine at a time
	mistakes   rules.Mistakes
	refusals   []refusal
	twins      map[string]bool         // ids that several constructs have
	late       []func() rules.Mistakes // see Complete
	notices    []Notice
	artifacts  []Artifact
	applyRoles []whole.ApplyRole
	modules    map[string]Module // by the names of their stacks
}

// Module is a stack that is written for other programs of Terraform, not to be applied itself.
type Module struct {
	Folder string   // beside the output folder
	Inputs []string // that have no default
	// Judge finds mistakes in what is written, given what CDKTF makes of the stack.
	Judge func(document map[string]any) (rules.Mistakes, error)
}

// StateModule says that the stack of c is a module.
func StateModule(c constructs.Construct, m Module) {
	record(c, func(app *App) {
		if app.modules == nil {
			app.modules = map[string]Module{}
		}
		app.modules[*c.Node().Id()] = m
	})
}

// Modules are the stacks that are modules, by their names.
func (a *App) Modules() map[string]Module { return a.modules }

// NewApp makes an app.
func NewApp(config *cdktf.AppConfig) *App {
	a := &App{}
	cdktf.NewApp_Override(a, config)
	return a
}

// Mistakes that forbid to synthesize the app, sorted by path.
func (a *App) Mistakes() rules.Mistakes {
	a.guard.Lock()
	defer a.guard.Unlock()
	return append(a.refused(), a.mistakes...).Sorted()
}

// Complete adds the mistakes that show only once the whole tree is there. It asks the kernel.
func (a *App) Complete() {
	for _, judge := range a.late {
		a.mistakes = append(a.mistakes, judge()...)
	}
	a.findTwins()
}

// Notices in the order in which constructs told them.
func (a *App) Notices() []Notice {
	a.guard.Lock()
	defer a.guard.Unlock()
	return append([]Notice(nil), a.notices...)
}

// Artifacts in the order in which constructs attached them.
func (a *App) Artifacts() []Artifact {
	a.guard.Lock()
	defer a.guard.Unlock()
	return append([]Artifact(nil), a.artifacts...)
}

// ApplyRoles in the order in which they were made.
func (a *App) ApplyRoles() []whole.ApplyRole {
	a.guard.Lock()
	defer a.guard.Unlock()
	return append([]whole.ApplyRole(nil), a.applyRoles...)
}

// Applies records a role that applies a stack; whether it can is judged when all stacks are there.
func Applies(c constructs.Construct, role whole.ApplyRole) {
	role.Path = *c.Node().Path()
	record(c, func(app *App) { app.applyRoles = append(app.applyRoles, role) })
}

// record calls keep with the app of c, and reports whether that is one that keeps anything.
func record(c constructs.IConstruct, keep func(*App)) bool {
	a, ok := c.Node().Root().(*App)
	if ok {
		a.guard.Lock()
		defer a.guard.Unlock()
		keep(a)
	}
	return ok
}
