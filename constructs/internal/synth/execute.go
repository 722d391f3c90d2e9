package synth

import (
	"fmt"
	"path"
	"path/filepath"
	"reflect"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/kernel"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/whole"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// execute builds and synthesizes an app.
func execute(outdir string, context map[string]any, build func(cdktf.App)) (app *bridge.App, err error) {
	defer func() {
		if failure := recover(); failure != nil {
			err = explain(app, failure)
		}
	}()
	if err := kernel.Load(); err != nil {
		return nil, err
	}
	app = bridge.NewApp(&cdktf.AppConfig{
		Outdir:      jsii.String(outdir),
		StackTraces: jsii.Bool(false), // they would point into the Node kernel
		Context:     &context,
	})
	build(app)
	app.Complete()
	mistakes := append(app.Mistakes(), treeProblems(app)...)
	if len(mistakes) > 0 {
		return app, append(mistakes, beside(mistakes, whole.Problems(unfinished(app), app.ApplyRoles()...))...).Err()
	}
	app.Synth()
	return app, app.Mistakes().Err() // which Aspects find
}

// beside are the mistakes that several stacks show, apart from those of constructs that have mistakes of their own:
// what comes of those is not known yet.
func beside(own, shown rules.Mistakes) (out rules.Mistakes) {
	mistaken := map[string]bool{}
	for _, m := range own {
		id, _, _ := strings.Cut(m.Path, ".")
		mistaken[path.Base(id)] = true
	}
	for _, m := range shown {
		construct, _, _ := strings.Cut(m.Path, ".")
		if !mistaken[path.Base(construct)] {
			out = append(out, m)
		}
	}
	return out
}

// explain turns a panic into an error: jsii reports everything that goes wrong in CDKTF as a panic. The mistakes that
// were found before come first, because what follows a mistake explains less than the mistake itself.
func explain(app *bridge.App, failure any) error {
	var mistakes rules.Mistakes
	if app != nil {
		mistakes = app.Mistakes()
	}
	if last, ok := failure.(rules.Mistakes); ok {
		mistakes = append(mistakes, last...)
	}
	if len(mistakes) > 0 {
		return mistakes.Err()
	}
	if circle := circular(failure); circle != nil {
		return circle.Err()
	}
	if failure, ok := failure.(runtime.Error); ok {
		if at := userFrame(); at != "" {
			return fmt.Errorf("the program failed at %s: %w", at, failure)
		}
		return fmt.Errorf("an Aspect of the program failed: %w", failure)
	}
	if kernel.Ended(failure) && (app == nil || !alive(app)) {
		return kernel.ErrEnded
	}
	return kernel.Explain(failure)
}

// alive reports whether the kernel still answers.
func alive(app *bridge.App) (yes bool) {
	defer func() { yes = recover() == nil }()
	app.Node().Path()
	return
}

// userFrame names the line of the user's program that led to the panic that is being recovered. It is "" for what Node
// called, such as an Aspect: the jsii client recovers such a panic, and panics again elsewhere.
func userFrame() string {
	entry := runtime.FuncForPC(reflect.ValueOf(execute).Pointer()).Name()
	pc := make([]uintptr, 256)
	frames := runtime.CallersFrames(pc[:runtime.Callers(1, pc)])
	var own func(frame runtime.Frame) bool // Go's, known once its panic was met
	for {
		frame, more := frames.Next()
		switch {
		case frame.Function == "runtime.gopanic":
			own = ofGo(frame.File)
		case own != nil && own(frame):
		case frame.Function == entry:
			return ""
		case !library(frame.Function) || strings.HasSuffix(frame.File, "_test.go"):
			return fmt.Sprintf("%s:%d", filepath.Base(frame.File), frame.Line)
		}
		if !more {
			return ""
		}
	}
}

// ofGo tells frames of Go's own packages by where the file of its panic lies. Built with -trimpath it has no folder:
// there a file is named by its import path, of which Go's own have no domain. Neither have some main modules.
func ofGo(panics string) func(runtime.Frame) bool {
	goroot := strings.TrimSuffix(filepath.ToSlash(panics), "runtime/panic.go")
	if goroot != "" {
		return func(frame runtime.Frame) bool { return strings.HasPrefix(filepath.ToSlash(frame.File), goroot) }
	}
	main := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		main = info.Main.Path + "/"
	}
	return func(frame runtime.Frame) bool {
		first, _, _ := strings.Cut(frame.File, "/")
		return !strings.Contains(first, ".") && !strings.HasPrefix(frame.Function, "main.") &&
			!strings.HasPrefix(frame.File, main)
	}
}

// libraries are the import paths of code that is not the user's; each stands for all packages below it. Examples and
// commands lie in this module too, but are users of its constructs.
var libraries = []string{
	strings.TrimSuffix(reflect.TypeFor[Options]().PkgPath(), "internal/synth"),
	"runtime.", "internal/runtime/", "reflect.",
	"github.com/aws/jsii-runtime-go",
	"github.com/aws/constructs-go/",
	"github.com/hashicorp/terraform-cdk-go/",
	"github.com/cdktf/cdktf-provider-aws-go/",
}

// library reports whether a function, named with its import path, is not the user's.
func library(function string) bool {
	for _, path := range libraries {
		if strings.HasPrefix(function, path) {
			return true
		}
	}
	return false
}
