// Package synth runs a CDKTF program from start to finish: it starts the kernel, builds the app, collects every mistake,
// synthesizes into a staging folder and moves the result into place only when all of it is right.
package synth

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/kernel"
)

// Options of a run. The zero value is what `go run .` uses.
type Options struct {
	Outdir  string         // output folder; default: CDKTF_OUTDIR, else "cdktf.out"
	Context map[string]any // context; default: CDKTF_CONTEXT_JSON, else the context of ./cdktf.json
	Last    bool           // the program ends after it; see kernel.Hush
}

// Stack is one synthesized stack.
type Stack struct {
	Name string
	File string // path of cdk.tf.json, or cdk.tf when HCL was asked for
	Text []byte
}

// Result is what a run made.
type Result struct {
	Outdir  string
	Stacks  []Stack
	Files   []string // written beside the stacks, see bridge.Artifact
	Notices []bridge.Notice
}

// Once runs build in a kernel of its own. Errors are check.Problems for mistakes in props.
func Once(options Options, build func(cdktf.App)) (*Result, error) {
	stop, err := kernel.Start()
	if err != nil {
		return nil, err
	}
	defer stop()
	if options.Last {
		defer kernel.Hush()
	}
	return In(options, build)
}

// In runs build in the kernel that is already there.
func In(options Options, build func(cdktf.App)) (*Result, error) {
	outdir := options.Outdir
	if outdir == "" {
		outdir = os.Getenv("CDKTF_OUTDIR")
	}
	if outdir == "" {
		outdir = "cdktf.out"
	}
	context, err := contextOf(options)
	if err != nil {
		return nil, err
	}
	parent := filepath.Dir(filepath.Clean(outdir))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, fmt.Errorf("prepare the output folder: %w", err)
	}
	staging, err := os.MkdirTemp(parent, ".cdktf.out.*")
	if err != nil {
		return nil, fmt.Errorf("prepare the output folder: %w", err)
	}
	defer os.RemoveAll(staging)

	bridge.Pending()
	bridge.Notices()
	bridge.Artifacts()
	if err := protect(func() { execute(staging, context, build) }); err != nil {
		return nil, err
	}
	if err := mendHCL(staging); err != nil {
		return nil, err
	}
	result := &Result{Outdir: outdir, Notices: bridge.Notices()}
	if result.Stacks, err = read(staging, outdir); err != nil {
		return nil, err
	}
	var problems check.Problems
	for _, s := range result.Stacks {
		problems = append(problems, leftovers(s)...)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	files, notices, err := attach(staging, outdir, result.Stacks, bridge.Artifacts())
	if err != nil {
		return nil, err
	}
	result.Files, result.Notices = files, append(result.Notices, notices...)
	if err := prune(staging, outdir, result.Stacks); err != nil {
		return nil, err
	}
	return result, publish(staging, outdir)
}

func execute(outdir string, context map[string]any, build func(cdktf.App)) {
	app := cdktf.NewApp(&cdktf.AppConfig{
		Outdir:      jsii.String(outdir),
		StackTraces: jsii.Bool(false), // they would point into the Node kernel
		Context:     &context,
	})
	build(app)
	if problems := bridge.Pending(); len(problems) > 0 {
		panic(problems)
	}
	app.Synth()
}

// protect runs f and turns a panic into an error: jsii reports everything that goes wrong in CDKTF as a panic.
func protect(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case check.Problems:
			err = r.Err()
		case runtime.Error:
			err = fmt.Errorf("the program failed at %s: %w", userFrame(), r)
		default:
			problems := bridge.Pending() // mistakes found before the kernel failed explain the failure better
			if len(problems) > 0 {
				err = problems.Err()
				return
			}
			err = kernel.Explain(r)
		}
	}()
	f()
	return nil
}

// userFrame names the source line at which a Go runtime error happened.
func userFrame() string {
	pc := make([]uintptr, 64)
	frames := runtime.CallersFrames(pc[:runtime.Callers(3, pc)])
	for {
		frame, more := frames.Next()
		if !strings.HasPrefix(frame.Function, "runtime.") && !strings.Contains(frame.Function, "internal/synth.") {
			return fmt.Sprintf("%s:%d", filepath.Base(frame.File), frame.Line)
		}
		if !more {
			return "an unknown place"
		}
	}
}

// contextOf follows CDKTF's own order; `go run .` alone has no CLI that reads cdktf.json, so it is read here.
func contextOf(options Options) (map[string]any, error) {
	if options.Context != nil {
		return options.Context, nil
	}
	context := map[string]any{}
	if os.Getenv("CDKTF_CONTEXT_JSON") != "" {
		return context, nil // the App reads it itself
	}
	text, err := os.ReadFile("cdktf.json")
	if errors.Is(err, fs.ErrNotExist) {
		return context, nil
	}
	if err != nil {
		return nil, err
	}
	var file struct {
		Context map[string]any `json:"context"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, fmt.Errorf("cdktf.json: %w; repair the JSON", err)
	}
	if file.Context != nil {
		context = file.Context
	}
	return context, nil
}
