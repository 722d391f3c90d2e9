package fargateai_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	unknown "github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/cutover"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

// refusable is a construct of one kind: with props that are mistaken, and with none.
type refusable struct {
	mistaken, blank func(scope constructs.Construct, id string) constructs.Construct
}

// kind is a refusable of a constructor; no props at all are a mistake where none are given.
func kind[P any, C constructs.Construct](construct func(constructs.Construct, string, *P) C, mistaken *P) refusable {
	with := func(props *P) func(constructs.Construct, string) constructs.Construct {
		return func(scope constructs.Construct, id string) constructs.Construct { return construct(scope, id, props) }
	}
	return refusable{mistaken: with(mistaken), blank: with(nil)}
}

var allKinds = []refusable{
	kind(network.New, &network.Props{CIDR: "none"}),
	kind(loadbalancer.New, nil),
	kind(loadbalancer.NewTarget, nil),
	kind(ecs.NewCluster, nil),
	kind(ecs.NewNamespace, nil),
	kind(ecs.NewTaskDefinition, nil),
	kind(ecs.NewService, nil),
	kind(ecs.NewNamespace, nil),
	kind(ecr.New, nil),
	kind(logs.New, nil),
	kind(secrets.New, nil),
	kind(scaling.New, nil),
	kind(guardrails.New, nil),
	kind(bedrock.NewApplicationInferenceProfile, nil),
	kind(pipeline.NewDeployRole, nil),
	kind(pipeline.NewPlanRole, nil),
	kind(pipeline.NewPushRole, nil),
	kind(pipeline.NewGitHubProvider, &pipeline.ProviderProps{ExistingARN: "none"}),
	kind(codedeploy.New, nil),
	kind(redeploy.New, nil),
	kind(scheduledtask.New, nil),
	kind(queue.New, nil),
	kind(configuration.New, nil),
	kind(killswitch.New, nil),
	kind(cutover.New, nil),
	kind(fargateai.NewService, nil),
}

// TestARefusedConstructIsSafeToTouch calls every method of every construct that was refused, because of its own props
// and because it lies below a shadow. None fails, makes a resource or reports a mistake of its own.
func TestARefusedConstructIsSafeToTouch(t *testing.T) {
	app := bridge.NewApp(&cdktf.AppConfig{Outdir: jsii.String(t.TempDir())})
	stack := cdktf.NewTerraformStack(app, jsii.String("app"))
	shadow := bridge.Shadow(stack, "shadow")
	for i, k := range allKinds {
		id := fmt.Sprint("a", i)
		before := len(follows(app))
		mistaken := k.mistaken(stack, id)
		name := strings.TrimPrefix(reflect.TypeOf(mistaken).String(), "*")
		if len(follows(app)) == before {
			t.Errorf("%s is not refused", name)
		}
		before = len(follows(app))
		for where, c := range map[string]constructs.Construct{"mistaken": mistaken, "shadow": k.blank(shadow, id)} {
			t.Run(name+"/"+where, func(t *testing.T) {
				touch(t, reflect.ValueOf(c), stack)
				for _, inner := range *c.Node().FindAll(constructs.ConstructOrder_PREORDER) {
					if _, ok := inner.(cdktf.TerraformElement); ok {
						t.Errorf("%s was made", *inner.Node().Path())
					}
				}
			})
		}
		if ms := follows(app); len(ms) != before {
			t.Errorf("%s reports follow-up mistakes:\n%v", name, ms)
		}
	}
}

// follows are the mistakes of an app, but those in what AllowTo is given: that is the user's own.
func follows(app *bridge.App) rules.Mistakes {
	return slices.DeleteFunc(app.Mistakes(), func(m rules.Mistake) bool { return strings.Contains(m.Path, ".allowTo") })
}

// touch calls each method of a construct twice, with blank arguments and with plausible ones, and judges what it
// returns.
func touch(t *testing.T, c reflect.Value, scope constructs.Construct) {
	t.Helper()
	for i := range c.NumMethod() {
		method := c.Type().Method(i)
		for _, plausible := range []bool{false, true} {
			var arguments []reflect.Value
			for j := 1; j < method.Type.NumIn(); j++ {
				arguments = append(arguments, argument(method.Type.In(j), scope, plausible))
			}
			func() {
				defer func() {
					if r := recover(); r != nil {
						t.Errorf("%s(%v) fails: %v", method.Name, arguments, r)
					}
				}()
				call := c.Method(i).Call
				if method.Type.IsVariadic() {
					call = c.Method(i).CallSlice
				}
				results := call(arguments)
				if _, own := reflect.TypeFor[constructs.Construct]().MethodByName(method.Name); own {
					return // constructs' own
				}
				for _, result := range results {
					harmless(t, method.Name, result)
				}
			}()
		}
	}
}

func argument(t reflect.Type, scope constructs.Construct, plausible bool) reflect.Value {
	switch {
	case reflect.TypeOf(scope).AssignableTo(t): // a nil scope is a mistake of its own
		return reflect.ValueOf(scope)
	case plausible && t.Kind() == reflect.String:
		return reflect.ValueOf("cpu").Convert(t)
	case plausible && t == reflect.TypeFor[[]string]():
		return reflect.ValueOf([]string{"cpu"})
	default:
		return reflect.Zero(t)
	}
}

// harmless judges what a refused construct answers: what rules are silent about, and no nil but a resource.
func harmless(t *testing.T, method string, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		if v.String() != "" && !unknown.Is(v.String()) {
			t.Errorf("%s returns %q", method, v.String())
		}
	case reflect.Pointer:
		if v.IsNil() {
			t.Errorf("%s returns a nil %s", method, v.Type())
		}
	case reflect.Interface:
		if !v.IsNil() {
			t.Errorf("%s returns a resource that was not made: %v", method, v)
		}
	case reflect.Struct:
		if judged, ok := v.Interface().(interface{ Validate() error }); ok {
			if err := judged.Validate(); err != nil {
				t.Errorf("%s returns what is refused in its turn:\n%v", method, err)
			}
		}
	}
}

// TestPartsOfARefusedServiceAreSafeToTouch: a program that is right in all but one prop reads the parts of its service.
func TestPartsOfARefusedServiceAreSafeToTouch(t *testing.T) {
	app := bridge.NewApp(&cdktf.AppConfig{Outdir: jsii.String(t.TempDir())})
	stack := cdktf.NewTerraformStack(app, jsii.String("app"))
	service := fargateai.NewService(stack, "refused", nil)
	if service.Service == nil {
		t.Fatal("a refused service has no parts to touch")
	}
	before := app.Mistakes()
	parts := reflect.ValueOf(service).Elem()
	for i := range parts.NumField() {
		field := parts.Type().Field(i)
		if !field.IsExported() || field.Anonymous || field.Type.Kind() != reflect.Pointer {
			continue
		}
		t.Run(field.Name, func(t *testing.T) {
			if parts.Field(i).IsNil() {
				t.Fatal("it is nil")
			}
			touch(t, parts.Field(i), stack)
		})
	}
	if after := app.Mistakes(); !reflect.DeepEqual(after, before) {
		t.Errorf("there are follow-up mistakes:\n%v", after)
	}
}

// TestWhatRefusedConstructsHandOutBreaksNoRule: the user hears of the mistake, and of none that follows from it.
func TestWhatRefusedConstructsHandOutBreaksNoRule(t *testing.T) {
	app := bridge.NewApp(&cdktf.AppConfig{Outdir: jsii.String(t.TempDir())})
	stack := cdktf.NewTerraformStack(app, jsii.String("app"))
	s := bridge.Shadow(stack, "shadow")
	vpc, group, cluster := network.New(s, "network", nil), logs.New(s, "logs", nil), ecs.NewCluster(s, "cluster", nil)
	balancer, target := loadbalancer.New(s, "balancer", nil), loadbalancer.NewTarget(s, "target", nil)
	task, service := ecs.NewTaskDefinition(s, "task", nil), ecs.NewService(s, "service", nil)
	images, alarms := ecr.New(s, "images", nil), guardrails.New(s, "alarms", nil)
	key := secrets.Resolve(stack, secrets.New(s, "key", nil).Reference("key"))
	made := map[string]interface{ Validate() error }{
		"network": vpc.Ref(), "cluster": cluster.Ref(), "load balancer": balancer.Ref(),
		"images": images.Ref(), "queue": queue.New(s, "queue", nil).Ref(),
		"load balancer's props": &loadbalancer.Props{VPCID: vpc.Ref().VPCID, SubnetIDs: vpc.Ref().PublicSubnetIDs,
			Settings: loadbalancer.Settings{Name: "llm", AllowPlaintextHTTP: jsii.Bool(true)}},
		"target's props": &loadbalancer.TargetProps{VPCID: vpc.Ref().VPCID, LoadBalancer: balancer.Ref(),
			Port: jsii.Number(8080), TargetSettings: loadbalancer.TargetSettings{Name: "llm"}},
		"task definition's props": &ecs.TaskDefinitionProps{Family: "llm", LogOptions: group.Options(),
			LogGroupARN: group.ARN(), RepositoryARNs: jsii.Strings(images.ARN()), Containers: []ecs.Container{{Name: "llm",
				Image: images.URL() + ":v1", Secrets: map[string]ecs.Secret{"KEY": ecs.Secret(key)}}}},
		"service's props": &ecs.ServiceProps{Cluster: cluster.Ref(), TaskDefinitionARN: task.ARN(),
			VPCID: vpc.Ref().VPCID, SubnetIDs: vpc.IsolatedSubnetIDs(), ServiceSettings: ecs.ServiceSettings{Name: "llm",
				DeploymentAlarms: &ecs.DeploymentAlarms{AlarmNames: alarms.RollbackAlarmNames()},
				DependsOn:        []constructs.IConstruct{task, target, balancer},
				Targets: []ecs.LoadBalancerTarget{{TargetGroupARN: target.TargetGroupARN(), ContainerName: "llm",
					ContainerPort: jsii.Number(8080)}}}},
		"scaling's props": &scaling.Props{ClusterName: cluster.Ref().Name, ServiceName: service.Name(),
			LoadBalancerARNSuffix: balancer.Ref().ARNSuffix, TargetGroupARNSuffix: target.ARNSuffix(),
			Settings: scaling.Settings{CPUUtilization: &scaling.TargetTracking{TargetValue: jsii.Number(60)}}},
		"guardrails' props": &guardrails.Props{ClusterName: cluster.Ref().Name, ServiceName: service.Name(),
			LoadBalancerARNSuffix: balancer.Ref().ARNSuffix, TargetGroupARNSuffix: target.ARNSuffix(),
			TaskRoleARN: task.TaskRoleARN(), Settings: guardrails.Settings{Name: "llm"}},
		"deployment group's props": &codedeploy.Props{ClusterName: cluster.Ref().Name, ServiceName: service.Name(),
			ListenerARN: target.ListenerARN(), TestListenerARN: target.TestListenerARN(),
			BlueTargetGroupName: target.TargetGroupName(), GreenTargetGroupName: target.GreenTargetGroupName(),
			TaskRoleARNs: jsii.Strings(task.ExecutionRoleARN(), task.TaskRoleARN()),
			Settings:     codedeploy.Settings{Name: "llm", AlarmNames: alarms.RollbackAlarmNames()}},
		"deploy role's props": &pipeline.DeployRoleProps{ClusterName: cluster.Ref().Name, ServiceName: service.Name(),
			ExecutionRoleARN: task.ExecutionRoleARN(), TaskRoleARN: task.TaskRoleARN(), RepositoryARN: images.ARN(),
			GitHub: pipeline.GitHub{Environments: jsii.Strings("production"),
				GitHubRepository: pipeline.GitHubRepository{Repository: "acme/llm"}}},
	}
	for name, props := range made {
		if err := props.Validate(); err != nil {
			t.Errorf("%s:\n%v", name, err)
		}
	}
}

// TestEveryConstructWantsAScope: a nil scope is a mistake with the construct's id.
func TestEveryConstructWantsAScope(t *testing.T) {
	for _, k := range allKinds {
		func() {
			defer func() {
				r := recover()
				err, ok := r.(error)
				if !ok || !strings.HasPrefix(err.Error(), "logs: got a nil scope, want a stack") {
					t.Errorf("got %v", r)
				}
			}()
			k.blank(nil, "logs")
		}()
	}
}

// TestNoKindIsMissingHere finds constructs by what they embed.
func TestNoKindIsMissingHere(t *testing.T) {
	app := cdktf.NewApp(&cdktf.AppConfig{Outdir: jsii.String(t.TempDir())})
	stack := cdktf.NewTerraformStack(app, jsii.String("app"))
	var here, there []string
	for i, k := range allKinds {
		here = append(here, strings.TrimPrefix(reflect.TypeOf(k.mistaken(stack, fmt.Sprint("a", i))).String(), "*"))
	}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if entry.IsDir() && entry.Name() == "internal" {
			return fs.SkipDir
		}
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			spec, ok := node.(*ast.TypeSpec)
			if !ok || !spec.Name.IsExported() {
				return true
			}
			if parts, ok := spec.Type.(*ast.StructType); ok && slices.ContainsFunc(parts.Fields.List, embedsConstruct) {
				there = append(there, file.Name.Name+"."+spec.Name.Name)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(here)
	slices.Sort(there)
	if here = slices.Compact(here); !reflect.DeepEqual(here, there) {
		t.Errorf("allKinds has\n%s\nbut constructs are\n%s", strings.Join(here, "\n"), strings.Join(there, "\n"))
	}
}

func embedsConstruct(field *ast.Field) bool {
	selector, ok := field.Type.(*ast.SelectorExpr)
	return ok && len(field.Names) == 0 && selector.Sel.Name == "Construct"
}
