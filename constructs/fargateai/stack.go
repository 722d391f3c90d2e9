package fargateai

import (
	"cmp"
	"os"
	"regexp"
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/place"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Versions that a stack asks for in its terraform block, as constraints such as ">= 1.5".
const (
	TerraformVersion   = bridge.TerraformVersion
	AWSProviderVersion = bridge.AWSProviderVersion
)

// StackProps are the props of a [Stack]. All have defaults, and nil is fine. State Region, Account and
// AvailabilityZones for what is deployed: the plan is then the same wherever it is made.
type StackProps struct {
	// Region to deploy to, such as eu-west-1, not a zone. Default: the setting "region" (see [Setting]), else the AWS
	// provider's own (AWS_REGION, profile), which a data source then answers. A service with a Pipeline needs it stated. A
	// change makes everything anew in the other region.
	Region string
	// Account id, twelve digits. Default: the setting "account", else a data source, and any account whose credentials are
	// found. When stated, the provider refuses every other account.
	Account string
	// AvailabilityZones by name, of Region, such as eu-west-1a; a network takes the first ones. Default: the context's
	// "availabilityZones", else a data source. Stating them keeps them from moving when AWS opens another zone.
	AvailabilityZones *[]*string
	// Tags on every resource, at most 128 characters of key and 256 of value, no key that starts with aws:. Default:
	// ManagedBy (fargate-ai-service) and Stack (the id); yours are added and win.
	Tags map[string]string
	// Infrastructure is a workflow of GitHub that plans the stack on pull requests and applies it from a branch. It is
	// written to artifacts/STACK/github/infrastructure.yml in the output folder. Region and Stack follow from the stack;
	// the roles are by default the variables PLAN_ROLE_ARN and APPLY_ROLE_ARN of the repository. The stack needs a
	// Backend, which keeps its state between runs, and the repository a lock file of its providers. Default: none, and no
	// workflow is written.
	Infrastructure *workflow.InfrastructureProps
	// Backend that keeps Terraform's state. Stacks that take values of this one read them there. Default: a file
	// terraform.STACK.tfstate in the working directory; for other kinds make one of CDKTF's backends in the stack.
	Backend *S3Backend
	// Roles of the stack: a permissions boundary and a path. Default: neither.
	Roles Roles
}

// Stack is a Terraform stack with the AWS provider: one state, one region, one cdk.tf.json. Make it with [NewStack]. It
// holds any number of services.
type Stack struct {
	cdktf.TerraformStack
	provider provider.AwsProvider
}

// NewStack makes a stack; its id is its name and that of its folder. props may be nil. Where its place is stated
// (region, account, zones), a plan reads nothing from AWS. Ids of stacks differ in the whole app, whatever they lie in.
// Mistakes in props are reported by [Run].
//
// An Aspect that is added to a stack or app needs a field: Go gives all values without a size one address, and jsii
// takes the second one for the first.
func NewStack(scope constructs.Construct, id string, props *StackProps) *Stack {
	bridge.Require(scope, id)
	s := &Stack{}
	cdktf.NewTerraformStack_Override(s, scope, jsii.String(id))
	c := props.resolve(scope, id)
	refused := bridge.Refused(s, c.problems())
	if refused { // what was refused is not known below, so that nothing there reports what follows from it
		c = StackProps{Region: token.Unknown}
	}
	for key, value := range map[string]string{bridge.ContextRegion: c.Region, bridge.ContextAccount: c.Account} {
		if value != "" && (refused || !token.Is(value)) {
			s.Node().SetContext(jsii.String(key), value)
		}
	}
	if c.AvailabilityZones != nil {
		s.Node().SetContext(jsii.String(bridge.ContextZones), c.AvailabilityZones)
	}
	if c.Roles != (Roles{}) {
		bridge.StateRoles(s, bridge.Roles{Boundary: c.Roles.PermissionsBoundaryARN, Path: c.Roles.Path})
	}
	s.provider = provider.NewAwsProvider(s, jsii.String("aws-provider"), &provider.AwsProviderConfig{
		Region:            bridge.String(c.Region),
		AllowedAccountIds: bridge.Strings(optional.Stated(c.Account)...),
		DefaultTags:       []*provider.AwsProviderDefaultTags{{Tags: bridge.Tags(c.Tags, "")}},
	})
	c.Backend.attach(s)
	s.AddOverride(jsii.String("terraform.required_version"), c.Backend.terraformVersion())
	s.AddOverride(jsii.String("terraform.required_providers.aws.version"), AWSProviderVersion)
	if c.Infrastructure != nil {
		text, err := workflow.Infrastructure(c.Infrastructure)
		if err != nil { // the rules have passed, so this is a mistake of the library
			panic(err)
		}
		bridge.Attach(s, bridge.Artifact{Path: "github/infrastructure.yml",
			Render: func([]byte) ([]byte, string) { return text, "" }})
	}
	return s
}

// Provider returns the stack's AWS provider, for what takes one explicitly. Resources in the stack use it by
// themselves.
func (s *Stack) Provider() provider.AwsProvider { return s.provider }

func (p *StackProps) resolve(scope constructs.Construct, id string) StackProps {
	c := optional.Value(p)
	c.Region = cmp.Or(c.Region, Setting(scope, bridge.ContextRegion))
	c.Account = cmp.Or(c.Account, Setting(scope, bridge.ContextAccount))
	c.Backend = c.Backend.resolve(id, c.Region)
	c.Tags = merge(map[string]string{"ManagedBy": "fargate-ai-service", "Stack": id}, c.Tags)
	if c.Infrastructure != nil {
		flow := *c.Infrastructure
		flow.Region = cmp.Or(flow.Region, c.Region)
		flow.Stack = cmp.Or(flow.Stack, id)
		flow.PlanRoleARN = cmp.Or(flow.PlanRoleARN, "${{ vars.PLAN_ROLE_ARN }}")
		flow.ApplyRoleARN = cmp.Or(flow.ApplyRoleARN, "${{ vars.APPLY_ROLE_ARN }}")
		c.Infrastructure = &flow
	}
	return c
}

var (
	settingName = regexp.MustCompile(`([a-z0-9])([A-Z])`)
)

// Validate reports everything that is wrong with the props. [NewStack] does the same.
func (p *StackProps) Validate() error { return p.problems().Err() }

func (p *StackProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	regionKnown := p.Region != "" && !token.Is(p.Region)
	if regionKnown && !partition.IsRegion(p.Region) {
		regionKnown = false
		ps.Break(rules.Invalid, "region", check.Quote(p.Region), "a region such as eu-west-1",
			"give the region, not one of its zones")
	}
	form.Account.CheckStated(&ps, "account", p.Account)
	if p.AvailabilityZones != nil && !token.IsList(p.AvailabilityZones) {
		for i, z := range *p.AvailabilityZones {
			if regionKnown && !token.Is(*z) && !partition.IsZone(*z, p.Region) {
				ps.Break(zoneOfRegion, rules.Index("availabilityZones", i), check.Quote(*z), "a zone of "+p.Region, "")
			}
		}
	}
	if p.Backend != nil {
		ps.Under("backend", p.Backend.problems())
	}
	ps.Under("roles", p.Roles.problems(place.Site{Region: p.Region, Account: p.Account}))
	if p.Infrastructure != nil {
		ps.Nested("infrastructure", p.Infrastructure.Validate())
		p.Backend.problemsOf(p.Infrastructure, &ps)
	}
	return ps
}

// Setting returns a text that the user of a program configures without touching its code: the environment variable
// FARGATEAI_ and the key in upper case (hostedZoneID: FARGATEAI_HOSTED_ZONE_ID), else the CDKTF context (cdktf.json)
// under the key, else "". A variable that is set but empty counts: it is "" too. What is no text in the context, such
// as a number, is "". scope is the app, a stack or anything in it. Keys of your own work like those that are built in
// (region, account, domain, hostedZoneID).
func Setting(scope constructs.Construct, key string) string {
	variable := "FARGATEAI_" + strings.ToUpper(settingName.ReplaceAllString(key, "${1}_${2}"))
	if value, ok := os.LookupEnv(variable); ok {
		return value
	}
	value, _ := scope.Node().TryGetContext(jsii.String(key)).(string)
	return value
}

// DomainSetting returns the domain of the settings "domain" and "hostedZoneID", and the profile that goes with it:
// ProfileProduction, or without a domain nil and ProfileDemo. It lets one program be tried without configuration and
// deployed with it. A domain without hostedZoneID is reported as a mistake of the service. See [Setting].
//
//	domain, profile := fargateai.DomainSetting(stack)
//	fargateai.NewService(stack, "llm-proxy", &fargateai.ServiceProps{
//		Domain: domain, Profile: profile, Port: jsii.Number(4000),
//	})
func DomainSetting(scope constructs.Construct) (*loadbalancer.Domain, Profile) {
	name := Setting(scope, "domain")
	if name == "" {
		return nil, ProfileDemo
	}
	return &loadbalancer.Domain{Name: name, HostedZoneID: Setting(scope, "hostedZoneID")}, ProfileProduction
}
