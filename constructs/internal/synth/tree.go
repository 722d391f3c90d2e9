package synth

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/whole"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// stacks below scope, apart from those within another stack.
func stacks(scope constructs.IConstruct) (all []cdktf.TerraformStack) {
	for _, child := range *scope.Node().Children() {
		if stack, is := child.(cdktf.TerraformStack); is {
			all = append(all, stack)
		} else {
			all = append(all, stacks(child)...)
		}
	}
	return all
}

// treeProblems are mistakes that the tree of constructs shows, and that no stack's text would show any more.
func treeProblems(app *bridge.App) (ms rules.Mistakes) {
	all := stacks(app)
	aspectProblems(&ms, app)
	first := map[string]string{}
	for _, stack := range all {
		aspectProblems(&ms, stack)
		if len(all) == 1 {
			break
		}
		at := *stack.Node().Path()
		name := path.Base(at)
		folder := strings.ToLower(name) // macOS and Windows have one folder for both
		if other := first[folder]; other != "" {
			ms.Break(rules.Unique, at, "the id "+check.Quote(name)+" again",
				"an id that "+other+" does not have, in any letters",
				"a stack's id is the name of its folder, whatever it lies in")
			continue
		}
		first[folder] = at
	}
	return ms
}

// aspectProblems judges Aspects without fields. Go gives all values without a size one address, by which jsii tells
// objects apart: it takes the second one for the first, and never runs it.
func aspectProblems(ms *rules.Mistakes, scope constructs.IConstruct) {
	seen := map[any]bool{}
	for _, aspect := range *cdktf.Aspects_Of(scope).All() {
		kind := reflect.TypeOf(aspect)
		if kind.Kind() != reflect.Pointer || kind.Elem().Size() > 0 {
			continue
		}
		if seen[aspect] {
			ms.Break(rules.Unique, path.Join(*scope.Node().Path(), "aspects"), "several Aspects without fields",
				"Aspects that have a field each", "add one, such as a name; without, only "+kind.Elem().Name()+" would run")
			return
		}
		seen[aspect] = true
	}
}

// documents are the stacks of a synthesized app as Terraform's JSON, from staging or, where that holds HCL, from CDKTF.
func documents(app *bridge.App, staging string) (all []whole.Stack, err error) {
	m, err := readManifest(staging)
	if err != nil {
		return nil, err
	}
	for _, name := range check.SortedKeys(m.Stacks) {
		entry := m.Stacks[name]
		if filepath.Ext(entry.Path) != ".json" {
			return rendered(app), nil
		}
		text, err := os.ReadFile(filepath.Join(staging, entry.Path))
		if err != nil {
			return nil, fmt.Errorf("read stack %s: %w", name, err)
		}
		stack := whole.Stack{Path: entry.ConstructPath}
		if err := json.Unmarshal(text, &stack.Document); err != nil {
			return nil, fmt.Errorf("read stack %s: %w", name, err)
		}
		all = append(all, stack)
	}
	return all, nil
}

func rendered(app *bridge.App) (all []whole.Stack) {
	for _, stack := range stacks(app) {
		if document, ok := stack.ToTerraform().(map[string]any); ok {
			all = append(all, whole.Stack{Path: *stack.Node().Path(), Document: document})
		}
	}
	return all
}

// unfinished are the stacks of an app that has mistakes, so that what the rest of it does wrong is told with them. None
// where CDKTF cannot render what is there.
func unfinished(app *bridge.App) (all []whole.Stack) {
	defer func() {
		if recover() != nil {
			all = nil
		}
	}()
	for _, stack := range stacks(app) {
		stack.PrepareStack()
	}
	return rendered(app)
}

var circle = regexp.MustCompile(`Cannot add dependency (\S+) to (\S+), because it would cause a circular dependency`)

// circular is the mistake that two stacks take values from each other, where that is what CDKTF fails with.
func circular(failure any) (ms rules.Mistakes) {
	m := circle.FindStringSubmatch(fmt.Sprint(failure))
	if m == nil {
		return nil
	}
	ms.Break(rules.Circle, m[2], "values of "+m[1]+", which takes values of "+m[2], "values of stacks that come before it",
		"neither could be applied first; move what both need into a third stack")
	return ms
}
