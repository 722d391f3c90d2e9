package fargateai_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	unknown "github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/cutover"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/verify"
	"github.com/fargate-ai/fargate-ai-service/constructs/module"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/evalgate"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// allProps are blank props of every kind that has a Validate method.
var allProps = []any{
	&network.Props{}, &network.Ref{},
	&loadbalancer.Props{}, &loadbalancer.TargetProps{}, &loadbalancer.Ref{},
	&ecs.ClusterProps{}, &ecs.ClusterRef{}, &ecs.NamespaceProps{}, &ecs.NamespaceRef{},
	&ecs.TaskDefinitionProps{}, &ecs.ServiceProps{},
	&ecs.ADOTProps{}, &ecs.CloudWatchAgentProps{}, &ecs.DatadogProps{}, &ecs.FireLensProps{},
	&ecr.Props{}, &ecr.Ref{},
	&logs.Props{}, &logs.Ref{},
	&configuration.Props{}, &killswitch.Props{},
	&cutover.Props{}, &module.Props{}, &verify.Options{},
	&secrets.Props{}, &secrets.Reference{},
	&scaling.Props{},
	&guardrails.Props{},
	&bedrock.ApplicationInferenceProfileProps{}, &bedrock.Access{},
	&pipeline.ApplyRoleProps{}, &pipeline.DeployRoleProps{}, &pipeline.PlanRoleProps{}, &pipeline.PushRoleProps{},
	&pipeline.ProviderProps{},
	&workflow.Props{}, &workflow.InfrastructureProps{},
	&evalgate.Gate{},
	&codedeploy.Props{},
	&redeploy.Props{},
	&scheduledtask.Props{},
	&queue.Props{}, &queue.Ref{},
	&fargateai.ServiceProps{}, &fargateai.StackProps{},
}

func TestNoPropsAreMissingHere(t *testing.T) {
	var here, there []string
	for _, props := range allProps {
		here = append(here, strings.TrimPrefix(reflect.TypeOf(props).String(), "*"))
	}
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, declaration := range file.Decls {
			method, ok := declaration.(*ast.FuncDecl)
			if !ok || method.Recv == nil || method.Name.Name != "Validate" || method.Type.Results == nil ||
				types(method.Type.Results)[0] != "error" {
				continue
			}
			there = append(there, file.Name.Name+"."+types(method.Recv)[0])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(here)
	slices.Sort(there)
	if !reflect.DeepEqual(here, there) {
		t.Errorf("allProps has\n%s\nbut a method Validate have\n%s", strings.Join(here, "\n"), strings.Join(there, "\n"))
	}
}

// types are the names of the types of a list of parameters, without a star.
func types(list *ast.FieldList) (names []string) {
	for _, field := range list.List {
		kind := field.Type
		if star, ok := kind.(*ast.StarExpr); ok {
			kind = star.X
		}
		name := ""
		if ident, ok := kind.(*ast.Ident); ok {
			name = ident.Name
		}
		names = append(names, name)
	}
	return names
}

// TestANilInAnyListIsAMistake puts a nil into each list of all props, one at a time.
func TestANilInAnyListIsAMistake(t *testing.T) {
	lists := 0
	for _, blank := range allProps {
		kind := reflect.TypeOf(blank).Elem()
		t.Run(kind.String(), func(t *testing.T) {
			for _, spoilt := range withNil(kind, "", nil) {
				lists++
				props := reflect.New(kind)
				props.Elem().Set(spoilt.value)
				t.Run(spoilt.path, func(t *testing.T) {
					nilIsReported(t, props.Interface(), spoilt.path)
				})
			}
		})
	}
	if lists < 60 {
		t.Errorf("only %d lists were found", lists)
	}
}

// TestANilInAStackIsAMistake is the same for the props of a stack, which are judged when it is made.
func TestANilInAStackIsAMistake(t *testing.T) {
	kind := reflect.TypeFor[fargateai.StackProps]()
	for _, spoilt := range withNil(kind, "", nil) {
		t.Run(spoilt.path, func(t *testing.T) {
			props := spoilt.value.Interface().(fargateai.StackProps)
			_, err := testkit.SynthApp(t, nil, func(app cdktf.App) { fargateai.NewStack(app, "demo", &props) })
			reportsNil(t, err, "demo."+spoilt.path)
		})
	}
}

func nilIsReported(t *testing.T, props any, path string) {
	t.Helper()
	var err error
	switch p := props.(type) {
	case interface{ Validate() error }:
		err = p.Validate()
	case interface{ Validate(id string) error }:
		err = p.Validate("llm-proxy")
	default:
		t.Fatal("no Validate")
	}
	reportsNil(t, err, path)
}

func reportsNil(t *testing.T, err error, path string) {
	t.Helper()
	var ms rules.Mistakes
	errors.As(err, &ms)
	for _, m := range ms {
		switch {
		case m.Rule != rules.NilElement.ID && (m.Path == path || strings.Contains(m.Got, unknown.Unknown)):
			t.Errorf("the nil is judged as a value: %s", m)
		case m.Rule == rules.NilElement.ID && m.Path == path:
			path = "" // found
		}
	}
	if path != "" {
		t.Errorf("no mistake at %s in:\n%v", path, err)
	}
}

// spoilt is a value with a nil in a list at path.
type spoilt struct {
	path  string
	value reflect.Value
}

// withNil makes values of type t, each with a nil in another list. Within says what types t lies in, to end at one that
// contains itself.
func withNil(t reflect.Type, path string, within []reflect.Type) (all []spoilt) {
	if slices.Contains(within, t) {
		return nil
	}
	within = append(slices.Clip(within), t)
	wrap := func(inner []spoilt, around func(reflect.Value) reflect.Value) {
		for _, s := range inner {
			all = append(all, spoilt{s.path, around(s.value)})
		}
	}
	switch t.Kind() {
	case reflect.Pointer:
		wrap(withNil(t.Elem(), path, within), func(v reflect.Value) reflect.Value {
			pointer := reflect.New(t.Elem())
			pointer.Elem().Set(v)
			return pointer
		})
	case reflect.Struct:
		for i := range t.NumField() {
			field := t.Field(i)
			if !field.IsExported() {
				continue
			}
			at := path
			if !field.Anonymous {
				at = rules.Join(path, check.PropName(field.Name))
			}
			wrap(withNil(field.Type, at, within), func(v reflect.Value) reflect.Value {
				whole := reflect.New(t).Elem()
				whole.Field(i).Set(v)
				return whole
			})
		}
	case reflect.Slice:
		one := func(v reflect.Value) reflect.Value { return reflect.Append(reflect.MakeSlice(t, 0, 1), v) }
		if kind := t.Elem().Kind(); kind == reflect.Pointer || kind == reflect.Interface {
			all = append(all, spoilt{rules.Index(path, 0), one(reflect.Zero(t.Elem()))})
		}
		wrap(withNil(t.Elem(), rules.Index(path, 0), within), one)
	case reflect.Map:
		wrap(withNil(t.Elem(), rules.Join(path, "key"), within), func(v reflect.Value) reflect.Value {
			one := reflect.MakeMap(t)
			one.SetMapIndex(reflect.ValueOf("key").Convert(t.Key()), v)
			return one
		})
	}
	return all
}
