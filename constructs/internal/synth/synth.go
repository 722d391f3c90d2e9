// Package synth runs a CDKTF program from start to finish: it starts the kernel, builds the app, collects every
// mistake, synthesizes into a staging folder and moves the result into place only when all of it is right.
package synth

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/kernel"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/whole"
	"github.com/fargate-ai/fargate-ai-service/internal/interrupt"
)

// Options of a run. The zero value is what `go run .` uses.
type Options struct {
	Outdir  string         // output folder; default: CDKTF_OUTDIR, else "cdktf.out"
	Context map[string]any // context; default: CDKTF_CONTEXT_JSON, else the context of ./cdktf.json
	Last    bool           // the program ends after it; see kernel.Hush
	// Pages are the files about a stack, by their names, that are written beside it from its JSON. Default: none.
	Pages func(stack string, document []byte) map[string][]byte
	// Published is called when the output is in its place. Default: nothing.
	Published func()
}

// Stack is one synthesized stack.
type Stack struct {
	Name string
	File string // path of cdk.tf.json, or cdk.tf when HCL was asked for
	Text []byte
	JSON []byte // the same as Terraform's JSON, where Text is HCL
	// After are the names of the stacks that it takes values from, and that so have to be applied before it.
	After []string
	// Module is set for a stack that other programs of Terraform use.
	Module *bridge.Module
}

// Result is what a run made.
type Result struct {
	Outdir  string
	Stacks  []Stack  // each after those that it takes values from
	Files   []string // written beside the stacks, see bridge.Artifact
	Notices []bridge.Notice
}

// turn is held by the run that uses the kernel. A process has one, whose client (jsii-runtime-go 1.139) writes requests
// and reads answers without a lock: of two goroutines that call it at once, each may get the other's answer. So runs
// take turns, and whoever calls CDKTF outside of a run must not do so during one.
var turn sync.Mutex

// Once runs build in a kernel of its own. Errors are rules.Mistakes for mistakes in props. Runs at the same time wait
// for each other, so build must not start another one.
func Once(options Options, build func(cdktf.App)) (*Result, error) {
	if inRun() {
		return nil, errInRun
	}
	turn.Lock()
	defer turn.Unlock()
	stop, err := kernel.Start()
	if err != nil {
		return nil, err
	}
	defer interrupt.Clear(stop)()
	if options.Last {
		defer kernel.Hush()
	}
	return run(options, build)
}

// In is [Once] in the kernel that is already there.
func In(options Options, build func(cdktf.App)) (*Result, error) {
	if inRun() {
		return nil, errInRun
	}
	turn.Lock()
	defer turn.Unlock()
	return run(options, build)
}

func run(options Options, build func(cdktf.App)) (*Result, error) {
	credential.Forget()       // what was waived outside of a run
	defer credential.Forget() // and what this app waives
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
	place, err := hold(outdir)
	if err != nil {
		return nil, err
	}
	defer interrupt.Clear(place.release)()
	app, err := execute(place.staging, context, withRelativeState(outdir, build))
	if err != nil {
		return nil, err
	}
	var result *Result
	err = interrupt.Whole(func() (err error) {
		result, err = finish(app, place, options)
		return err
	})
	return result, err
}

// finish judges what was synthesized, adds what goes with it, and moves it into its place.
func finish(app *bridge.App, place *folder, options Options) (*Result, error) {
	outdir, staging, parent := place.path, place.staging, filepath.Dir(filepath.Clean(place.path))
	result := &Result{Outdir: outdir, Notices: app.Notices()}
	synthesized, err := documents(app, staging)
	if err != nil {
		return nil, err
	}
	lost, err := mendHCL(app, staging, synthesized)
	if err != nil {
		return nil, err
	}
	if result.Stacks, err = read(staging, outdir); err != nil {
		return nil, err
	}
	for i, s := range result.Stacks {
		if m, ok := app.Modules()[s.Name]; ok {
			m.Folder = filepath.Join(parent, m.Folder)
			result.Stacks[i].Module = &m
		}
	}
	problems := append(lost, whole.Problems(synthesized, app.ApplyRoles()...)...)
	for i, s := range result.Stacks {
		document := documentOf(synthesized, s.Name)
		if result.Stacks[i].JSON = s.Text; !json.Valid(s.Text) {
			if result.Stacks[i].JSON, err = json.Marshal(document); err != nil {
				return nil, fmt.Errorf("write stack %s as JSON: %w", s.Name, err)
			}
		}
		problems = append(problems, leftovers(s, document)...)
		problems = append(problems, lostOverrides(s.Name, document)...)
		if m := result.Stacks[i].Module; m != nil {
			found, err := m.Judge(document)
			if err != nil {
				return nil, fmt.Errorf("write module %s: %w", s.Name, err)
			}
			problems = append(problems, found...)
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	files, notices, err := attach(staging, outdir, result.Stacks, app.Artifacts())
	if err != nil {
		return nil, err
	}
	result.Files, result.Notices = files, append(result.Notices, notices...)
	if err := writePages(options, staging, result.Stacks); err != nil {
		return nil, err
	}
	p := &publication{staging: staging}
	err = errors.Join(p.all(filepath.Join(staging, besideFolder), parent), p.all(staging, outdir),
		p.prune(outdir, result.Stacks))
	if err != nil {
		return nil, err
	}
	if interrupt.Stopping() {
		return nil, interrupt.ErrStopped
	}
	if err := p.publish(); err != nil {
		return nil, fmt.Errorf("the output folder %s: %w", outdir, err)
	}
	if options.Published != nil {
		options.Published()
	}
	return result, nil
}

// contextVariable is how the cdktf CLI hands the context over.
const contextVariable = "CDKTF_CONTEXT_JSON"

// contextOf follows CDKTF's own order; `go run .` alone has no CLI that reads cdktf.json, so it is read here.
func contextOf(options Options) (map[string]any, error) {
	if options.Context != nil {
		return options.Context, nil
	}
	context := map[string]any{}
	if given := os.Getenv(contextVariable); given != "" { // the App reads it itself
		var object map[string]any
		if err := json.Unmarshal([]byte(given), &object); err != nil || object == nil {
			return nil, fmt.Errorf("the environment variable %s is no object of JSON, such as {\"region\": \"eu-west-1\"}; "+
				"repair or unset it", contextVariable)
		}
		return context, nil
	}
	if info, err := os.Stat("cdktf.json"); err == nil && !info.Mode().IsRegular() { // reading a pipe would wait for ever
		return nil, errors.New("cdktf.json is no file; move it away")
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
	var kind *json.UnmarshalTypeError
	if err := json.Unmarshal(text, &file); errors.As(err, &kind) {
		return nil, fmt.Errorf("cdktf.json: got %s, want an object with the object \"context\"; repair the JSON", kind.Value)
	} else if err != nil {
		return nil, fmt.Errorf("cdktf.json: %w; repair the JSON", err)
	}
	if file.Context != nil {
		context = file.Context
	}
	return context, nil
}
