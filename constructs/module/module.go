package module

import (
	"cmp"
	"regexp"
	"slices"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Props are the props of a [Module].
type Props struct {
	// Description is the first paragraph of the README. Required.
	Description string
	// Folder that is written beside the output folder. Default: dist. A program of several modules gives each its own.
	Folder string
	// Source of the module in the README's example. Default: ./FOLDER.
	Source string
}

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems().Err() }

var folderForm = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$`)

func (p *Props) problems() rules.Mistakes {
	p, ms := check.Given(p)
	check.Required(&ms, "description", p.Description, "what the module makes, in a sentence", "")
	if p.Folder != "" && !folderForm.MatchString(p.Folder) {
		ms.Break(rules.Invalid, "folder", check.Quote(p.Folder), "a folder beside the output folder, such as dist", "")
	}
	return ms
}

func (p *Props) resolve() Props {
	c := optional.Value(p)
	c.Folder = cmp.Or(c.Folder, "dist")
	c.Source = cmp.Or(c.Source, "./"+c.Folder)
	return c
}

// Module is a stack whose values are variables. Its constructs are made below it.
type Module struct {
	cdktf.TerraformStack
	props     Props
	variables []*variable
	rendered  map[string][]byte // the files, once all is synthesized
}

// New makes a module; its id is its name. Mistakes in props are reported by fargateai.Run.
//
// Region, account and zones are asked from AWS where the module is called: what is configured for the program says
// nothing of its callers.
func New(scope constructs.Construct, id string, props *Props) *Module {
	bridge.Require(scope, id)
	m := &Module{props: props.resolve()}
	cdktf.NewTerraformStack_Override(m, scope, jsii.String(id))
	for _, key := range []string{bridge.ContextRegion, bridge.ContextAccount} {
		m.Node().SetContext(jsii.String(key), "")
	}
	m.Node().SetContext(jsii.String(bridge.ContextZones), []any{})
	provider.NewAwsProvider(m, jsii.String("aws-provider"), nil) // which CDKTF asks for, and the files are without
	m.AddOverride(jsii.String("terraform.required_version"), bridge.TerraformVersion)
	m.AddOverride(jsii.String("terraform.required_providers.aws.version"), bridge.AWSProviderVersion)
	if bridge.Refused(m, props.problems()) {
		return m
	}
	for _, file := range files {
		bridge.Attach(m, bridge.Artifact{Folder: m.props.Folder, Path: file, Render: m.file(file)})
	}
	m.state()
	return m
}

// state tells what the module asks for.
func (m *Module) state() {
	var inputs []string
	for _, v := range m.variables {
		if v.required() {
			inputs = append(inputs, v.name)
		}
	}
	bridge.StateModule(m, bridge.Module{Folder: m.props.Folder, Inputs: inputs, Judge: m.render})
}

// Set gives an attribute of a resource the value of an expression, such as that of [Module.Flag]: what no prop takes.
//
//	m.Set(service.LoadBalancer.Resource(), "enable_deletion_protection", protected)
func (m *Module) Set(resource cdktf.TerraformResource, attribute string, expression string) {
	if resource != nil { // a construct that was refused has none
		resource.AddOverride(jsii.String(attribute), jsii.String(expression))
	}
}

// Require adds preconditions to a resource: nothing of it is planned while they do not hold.
func (m *Module) Require(resource cdktf.TerraformResource, conditions ...Condition) {
	if resource == nil {
		return
	}
	lifecycle := optional.Value(resource.Lifecycle())
	all := slices.Clone(optional.Value(lifecycle.Precondition))
	for _, c := range conditions {
		all = append(all, &cdktf.Precondition{Condition: "${" + c.condition + "}",
			ErrorMessage: jsii.String(c.message.template())})
	}
	lifecycle.Precondition = &all
	resource.SetLifecycle(&lifecycle)
}

func (m *Module) broken(path string, ms rules.Mistakes) {
	var under rules.Mistakes
	under.Under(path, ms)
	bridge.Refused(m, under)
}

// reserved are arguments of a module's block.
var reserved = []string{"count", "depends_on", "for_each", "lifecycle", "locals", "providers", "source", "version"}
