package examples_test

import (
	"go/ast"
	"go/types"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// unstated are the fields that no program states, by why. The packages' own tests use them all.
var unstated = map[string][]string{
	"a program shows another choice of the same kind": {
		"bedrock.Access.Endpoints", "bedrock.Access.ModelARNs", "bedrock.Access.Profiles", "codedeploy.Settings.Linear",
		"codedeploy.Settings.Strategy", "configuration.Settings.BucketName", "configuration.Settings.ExistingBucket",
		"configuration.Settings.KMSKeyARN", "ecs.ServiceSettings.Ingress", "fargateai.ServiceProps.AppProtocol",
		"fargateai.ServiceProps.CPUArchitecture", "fargateai.ServiceProps.EntryPoint",
		"killswitch.Settings.TopicKMSKeyARN", "loadbalancer.Login.Cognito",
		"loadbalancer.Rule.Methods", "loadbalancer.Rule.QueryStrings", "loadbalancer.Rule.SourceCIDRs",
		"loadbalancer.Settings.IPAddressType", "loadbalancer.Settings.IngressCIDRs",
		"loadbalancer.TargetSettings.Algorithm", "loadbalancer.TargetSettings.ProtocolVersion", "logs.Props.Class",
		"logs.Props.Mode", "queue.Props.ContentBasedDeduplication", "queue.Props.FIFO", "queue.Props.KMSKeyARN",
		"scheduledtask.Settings.KMSKeyARN", "secrets.Reference.KMSKeyARN", "secrets.Reference.ParameterARN",
		"secrets.Reference.ParameterName", "secrets.Reference.SecretARN", "secrets.Reference.VersionID",
		"secrets.Reference.VersionStage",
	},
	"the service states it for its parts": {
		"codedeploy.Settings.AlarmNames", "ecs.ContainerSettings.SystemControls", "ecs.NamespaceProps.VPCID",
		"ecs.ServiceSettings.CapacityProviders", "ecs.ServiceSettings.DeploymentAlarms",
		"ecs.ServiceSettings.DeploymentController", "ecs.ServiceSettings.RedeployTriggers", "ecs.ServiceSettings.Targets",
		"ecs.TaskSettings.ExecutionRoleName", "ecs.TaskSettings.TaskRoleName",
		"fargateai.ServiceProps.Workload", "guardrails.Settings.FirstByteOfModel",
		"guardrails.Settings.MetricNamespace", "loadbalancer.Settings.LoginEgressCIDRs",
		"migration/cutover.Settings.Domain", "migration/cutover.Settings.HostedZoneID",
		"migration/cutover.Settings.Provider", "redeploy.Settings.Objects",
		"redeploy.Settings.ParameterNames", "redeploy.Settings.SecretARNs", "redeploy.Settings.SecretNames",
		"scaling.Settings.CPUUtilization", "scaling.Settings.MemoryUtilization", "scaling.Settings.Metrics",
		"scaling.Settings.RequestsPerTarget", "scaling.Settings.Steps", "scheduledtask.Settings.ExistingTopicARN",
		"scheduledtask.Settings.Topic",
	},
	"ADOTCollector and its like state it": {
		"ecs.ContainerSettings.DependsOn", "ecs.ContainerSettings.Logging",
		"ecs.Sidecar.DependsOn", "ecs.Sidecar.Logging", "ecs.Sidecar.TaskPolicies",
	},
	"it gives up what is safe or usual, and an example would teach that": {
		"configuration.Settings.ForceDestroy", "ecs.ContainerSettings.InitProcess",
		"ecs.ContainerSettings.ReadonlyRootFilesystem", "ecs.PolicyStatement.UnlistedReason",
		"ecs.PolicyStatement.UnscopedReason", "ecs.ServiceSettings.AvailabilityZoneRebalancing",
		"ecs.ServiceSettings.CircuitBreaker", "ecs.ServiceSettings.ForceDelete", "ecs.ServiceSettings.PlatformVersion",
		"ecs.ServiceSettings.WaitForSteadyState", "ecs.TaskSettings.SkipDestroy", "fargateai.S3Backend.DynamoDBTable",
		"fargateai.S3Backend.Encrypt", "fargateai.S3Backend.UseLockfile", "fargateai.ServiceProps.Disposable",
		"guardrails.Settings.Dashboard", "loadbalancer.Domain.AliasRecord", "loadbalancer.Login.OnUnauthenticated",
		"loadbalancer.Settings.DeletionProtection", "loadbalancer.Settings.TLSPolicy", "logs.Props.RetainOnDestroy",
		"scheduledtask.Settings.Disabled",
	},
	"it is a text, date or place that differs from reader to reader, with a default that serves": {
		"codedeploy.Settings.Hooks", "ecs.ClusterProps.CapacityProviders", "ecs.ClusterProps.DefaultCapacityProviders",
		"ecs.ClusterProps.ExecuteLogging", "ecs.ClusterProps.ServiceConnectNamespaceARN", "ecs.PolicyStatement.Conditions",
		"fargateai.EvalGate.PromptVersion", "fargateai.EvalGate.VerdictFile", "fargateai.Pipeline.TaskDefinitionFree",
		"fargateai.Pipeline.WorkflowFile", "fargateai.Image.ParameterName", "fargateai.ModelProvider.APIKeyVariable",
		"fargateai.ModelProvider.APIVersion", "fargateai.ModelProvider.BaseURL", "fargateai.ModelProvider.BaseURLVariable",
		"fargateai.Pipeline.EnvironmentBranches", "fargateai.Pipeline.Environments", "fargateai.S3Backend.AssumeRoleARN",
		"fargateai.S3Backend.KMSKeyARN", "fargateai.S3Backend.Profile", "fargateai.S3Backend.Region",
		"fargateai.TokenBudget.Variables", "loadbalancer.HealthCheck.Matcher", "loadbalancer.Login.ExtraParameters",
		"loadbalancer.Login.SessionCookieName", "network.Props.AvailabilityZones", "network.Props.CIDR",
		"scheduledtask.Settings.CapacityProviders", "scheduledtask.Settings.EndDate",
		"scheduledtask.Settings.ExistingGroupName", "scheduledtask.Settings.OtherContainers",
		"scheduledtask.Settings.StartDate",
	},
}

// What somebody can say of a service is said by some program, so that readers find an example and nothing is there that
// was never used with the rest. Numbers are left out, as they only tune, and so are names and tags of parts, which
// follow from the service's. A reference is made by the part that it refers to, and a workflow has a package of its
// own.
func TestEveryPropIsStatedByAProgram(t *testing.T) {
	programs, err := packages.Load(&packages.Config{Dir: "..", Mode: packages.NeedName | packages.NeedImports |
		packages.NeedDeps | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo}, ".", "./examples/...")
	if err != nil {
		t.Fatal(err)
	}
	var library *types.Package
	stated := map[string][]string{} // programs by the fields that they state
	for _, program := range programs {
		for _, e := range program.Errors {
			t.Fatal(e)
		}
		if imported, ok := program.Imports[constructs+"fargateai"]; ok && program.Name == "main" {
			library = imported.Types
			for field := range statedBy(program) {
				stated[field] = append(stated[field], path.Base(program.PkgPath))
			}
		}
	}
	known := map[string]bool{}
	for _, of := range []string{"ServiceProps", "StackProps"} {
		fieldsOf(library.Scope().Lookup(of).Type(), 2, known)
	}
	listed := map[string]bool{}
	for why, fields := range unstated {
		for _, field := range fields {
			listed[field] = true
			switch {
			case !known[field]:
				t.Errorf("there is no field %s any more (%s)", field, why)
			case stated[field] != nil:
				t.Errorf("%s is stated by %v: take it from the list", field, stated[field])
			}
		}
	}
	for _, field := range slices.Sorted(maps.Keys(known)) {
		if stated[field] == nil && !listed[field] {
			t.Errorf("no program states %s", field)
		}
		t.Logf("%s: %s", field, strings.Join(stated[field], ", "))
	}
}

const constructs = "github.com/fargate-ai/fargate-ai-service/constructs/"

// statedBy are the fields that a program gives a value, in a literal or by an assignment.
func statedBy(program *packages.Package) map[string]bool {
	out := map[string]bool{}
	for _, file := range program.Syntax {
		ast.Inspect(file, func(node ast.Node) bool {
			switch n := node.(type) {
			case *ast.CompositeLit:
				for _, element := range n.Elts {
					if pair, ok := element.(*ast.KeyValueExpr); ok {
						if key, ok := pair.Key.(*ast.Ident); ok {
							out[nameOf(program.TypesInfo.TypeOf(n))+"."+key.Name] = true
						}
					}
				}
			case *ast.AssignStmt:
				for _, target := range n.Lhs {
					if field, ok := target.(*ast.SelectorExpr); ok {
						out[nameOf(program.TypesInfo.TypeOf(field.X))+"."+field.Sel.Name] = true
					}
				}
			}
			return true
		})
	}
	return out
}

// fieldsOf collects the fields of props, and those of the settings in them, that many levels deep.
func fieldsOf(of types.Type, levels int, out map[string]bool) {
	name := nameOf(of)
	fields, isStruct := elementOf(of).Underlying().(*types.Struct)
	if !isStruct || name == "" || levels == 0 || strings.HasSuffix(name, "Ref") ||
		strings.HasPrefix(name, "pipeline/") {
		return
	}
	for field := range fields.Fields() {
		switch {
		case field.Embedded():
			fieldsOf(field.Type(), levels, out)
			continue
		case !field.Exported() || isNumber(field.Type()):
			continue
		case levels == 1 && (field.Name() == "Name" || field.Name() == "Tags"):
			continue
		}
		out[name+"."+field.Name()] = true
		fieldsOf(field.Type(), levels-1, out)
	}
}

// elementOf is the type of what a pointer, list or map leads to.
func elementOf(t types.Type) types.Type {
	for {
		container, ok := types.Unalias(t).(interface{ Elem() types.Type })
		if !ok {
			return types.Unalias(t)
		}
		t = container.Elem()
	}
}

// nameOf is PACKAGE.TYPE for a type of the constructs, or "".
func nameOf(t types.Type) string {
	named, ok := elementOf(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return ""
	}
	in, ok := strings.CutPrefix(named.Obj().Pkg().Path(), constructs)
	if !ok {
		return ""
	}
	return in + "." + named.Obj().Name()
}

func isNumber(t types.Type) bool {
	basic, ok := elementOf(t).Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsNumeric != 0
}
