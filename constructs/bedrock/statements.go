package bedrock

import (
	"strings"

	"github.com/aws/constructs-go/constructs/v10"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// place is where a stack is deployed; each part may be a reference.
type place struct{ partition, region, account string }

func placeOf(scope constructs.Construct) place {
	site := bridge.SiteOf(scope)
	return place{site.Partition(), site.Region(), site.Account()}
}

func (p place) arn(service, resource string) string {
	return p.in(p.region, p.account, service, resource)
}

// model is the ARN of a foundation model, which no account owns. The region may be "*", or empty for the model of a
// global profile.
func (p place) model(region, id string) string {
	return p.in(region, "", "bedrock", "foundation-model/"+id)
}

func (p place) in(region, account, service, resource string) string {
	return strings.Join([]string{"arn", p.partition, service, region, account, resource}, ":")
}

// source is the ARN of what an application's own profile is copied from: a profile of AWS, or a model without a geo.
func (p place) source(geo Geo, modelID string) string {
	if geo == "" {
		return p.model(p.region, modelID)
	}
	return p.profile(InferenceProfile{Geo: geo, ModelID: modelID})
}

func (p place) profile(profile InferenceProfile) string {
	return p.arn("bedrock", "inference-profile/"+profile.ID())
}

// Statements allow the access and nothing else, in the region and account of scope's stack. Converse and ConverseStream
// are allowed by the same two actions as InvokeModel. No statement has a wildcard for a model or a profile; where a
// model's region is one, the statement demands the profile.
func (a Access) Statements(scope constructs.Construct) []Statement {
	bridge.Require(scope, "bedrock.Access.Statements")
	for _, notice := range a.notices(bridge.SiteOf(scope).Region()) {
		bridge.Tell(scope, notice)
	}
	return a.statements(placeOf(scope))
}

func (a Access) statements(at place) []Statement {
	var out []Statement
	allow := func(sid string, actions, resources []string, conditions ...Condition) {
		if len(resources) > 0 {
			out = append(out, Statement{Sid: sid, Actions: actions, Resources: resources, Conditions: conditions})
		}
	}
	invoke := []string{"bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"}
	guarded := a.Guardrail.conditions(at)

	var direct set
	for _, m := range a.Models {
		direct.add(at.model(at.region, m.ID))
	}
	direct.add(a.ModelARNs...)
	allow("BedrockModels", invoke, direct.values, guarded...)

	var profiles, models, anywhere, globalProfiles set
	through := func(arn string, geo Geo, modelID string) {
		profiles.add(arn)
		for _, region := range geo.regions(at.region) {
			models.add(at.model(region, modelID))
		}
		if geo == GeoGlobal {
			globalProfiles.add(arn)
			anywhere.add(at.model("", modelID))
		}
	}
	for _, p := range a.Profiles {
		through(at.profile(p), p.Geo, p.ModelID)
	}
	for _, p := range a.ApplicationProfiles {
		through(p.ARN, p.Geo, p.ModelID)
	}
	// A profile routes to its own model only, so one statement for all of them allows no more than one for each would.
	allow("BedrockProfiles", invoke, profiles.values, guarded...)
	allow("BedrockProfileModels", invoke, models.values, append([]Condition{throughProfiles(profiles)}, guarded...)...)
	// A global profile picks a region after IAM was asked, with neither a region in the ARN nor one in the request
	// (https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html).
	allow("BedrockGlobalModels", invoke, anywhere.values, append([]Condition{
		{Operator: "StringEquals", Key: "aws:RequestedRegion", Values: []string{"unspecified"}},
		throughProfiles(globalProfiles),
	}, guarded...)...)

	if a.Guardrail != nil {
		allow("BedrockGuardrail", []string{"bedrock:ApplyGuardrail"}, []string{a.Guardrail.arn(at)})
	}
	var bases, endpoints set
	for _, k := range a.KnowledgeBases {
		bases.add(at.arn("bedrock", "knowledge-base/"+k.ID))
	}
	allow("BedrockKnowledgeBases", []string{"bedrock:Retrieve"}, bases.values)
	for _, e := range a.Endpoints {
		endpoints.add(at.arn("sagemaker", "endpoint/"+e.arnName()))
	}
	allow("SageMakerEndpoints", []string{"sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"},
		endpoints.values)
	return out
}

func throughProfiles(profiles set) Condition {
	return Condition{Operator: "StringEquals", Key: "bedrock:InferenceProfileArn", Values: profiles.values}
}

// arnName is the endpoint's name as its ARN has it: SageMaker keeps the case in the name only.
func (e Endpoint) arnName() string {
	if token.Is(e.Name) {
		return e.Name
	}
	return strings.ToLower(e.Name)
}

func (g *Guardrail) arn(at place) string { return at.arn("bedrock", "guardrail/"+g.ID) }

// conditions demand that a call names the guardrail. The draft has no version in its ARN
// (https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html).
func (g *Guardrail) conditions(at place) []Condition {
	if g == nil || !optional.Or(g.Enforce, true) {
		return nil
	}
	c := Condition{Operator: "StringEquals", Key: "bedrock:GuardrailIdentifier"}
	switch g.Version {
	case "":
		c.Operator, c.Values = "StringLike", []string{g.arn(at) + ":*"}
	case workingDraft:
		c.Values = []string{g.arn(at)}
	default:
		c.Values = []string{g.arn(at) + ":" + g.Version}
	}
	return []Condition{c}
}

// set keeps values in the order in which they came, once each.
type set struct{ values []string }

func (s *set) add(values ...string) {
	for _, value := range values {
		known := false
		for _, v := range s.values {
			known = known || v == value
		}
		if !known {
			s.values = append(s.values, value)
		}
	}
}
