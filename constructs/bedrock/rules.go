package bedrock

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

const workingDraft = "DRAFT" // of a guardrail, in the place of a version

var (
	modelForm         = regexp.MustCompile(`^[a-z0-9-]+\.[a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]+(:[0-9a-z]+)?)?$`)
	knowledgeBaseForm = regexp.MustCompile(`^[0-9A-Za-z]{10}$`)
	endpointForm      = regexp.MustCompile(`^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$`)
	guardrailForm     = regexp.MustCompile(`^[a-z0-9]{1,64}$`)
	versionForm       = regexp.MustCompile(`^([1-9][0-9]{0,7}|` + workingDraft + `)$`)
	modelKinds        = []string{"provisioned-model/", "imported-model/", "custom-model-deployment/", "prompt-router/",
		"default-prompt-router/"}
)

// Validate returns every mistake in the access as one error, or nil, where the region of the stack is not known.
func (a Access) Validate() error { return a.ValidateIn("") }

// ValidateIn is Validate for a stack in that region, which may be a reference: profiles of another part of the world
// cannot be called from it.
func (a Access) ValidateIn(region string) error { return a.problems(region).Err() }

func (a Access) problems(region string) rules.Mistakes {
	given, ps := check.Given(&a)
	a = *given
	if len(a.Models)+len(a.Profiles)+len(a.ApplicationProfiles)+len(a.ModelARNs)+len(a.KnowledgeBases)+
		len(a.Endpoints) == 0 {
		ps.Break(rules.Required, "models", "", "at least one model, profile, knowledge base or endpoint",
			"leave the access out where the service calls none")
	}
	a.modelProblems(&ps)
	a.profileProblems(&ps, region)
	a.otherProblems(&ps)
	if a.Guardrail != nil {
		ps.Under("guardrail", a.Guardrail.problems())
	}
	return ps
}

func (a Access) modelProblems(ps *rules.Mistakes) {
	ids := make([]string, len(a.Models))
	for i, m := range a.Models {
		ids[i] = m.ID
		modelIDProblems(ps, rules.Index("models", i)+".id", m.ID, "name it in profiles, with its geo")
	}
	check.Unique(ps, "models", ids, "")
	for i, value := range a.ModelARNs {
		modelARNProblems(ps, rules.Index("modelARNs", i), value)
	}
	check.Unique(ps, "modelARNs", a.ModelARNs, "")
}

func (a Access) profileProblems(ps *rules.Mistakes, region string) {
	ids := make([]string, len(a.Profiles))
	for i, p := range a.Profiles {
		at := rules.Index("profiles", i)
		ids[i] = p.ID()
		p.problems(ps, at, region)
	}
	check.Unique(ps, "profiles", ids, "")
	arns := make([]string, len(a.ApplicationProfiles))
	for i, p := range a.ApplicationProfiles {
		at := rules.Index("applicationProfiles", i)
		arns[i] = p.ARN
		check.Required(ps, at+".arn", p.ARN, "the profile's ARN", "hand over ApplicationInferenceProfile.Access()")
		arnProblems(ps, at+".arn", p.ARN, "application-inference-profile/")
		modelIDProblems(ps, at+".modelID", p.ModelID, "give the prefix in geo")
		geoProblems(ps, at+".geo", p.Geo, region)
	}
	check.Unique(ps, "applicationProfiles", arns, "")
}

func (a Access) otherProblems(ps *rules.Mistakes) {
	bases := make([]string, len(a.KnowledgeBases))
	for i, k := range a.KnowledgeBases {
		bases[i] = k.ID
		if !token.Is(k.ID) && !knowledgeBaseForm.MatchString(k.ID) {
			ps.Break(check.Form(k.ID), rules.Index("knowledgeBases", i)+".id", check.Quote(k.ID), "ten letters and digits",
				"find it with aws bedrock-agent list-knowledge-bases")
		}
	}
	check.Unique(ps, "knowledgeBases", bases, "")
	names := make([]string, len(a.Endpoints))
	for i, e := range a.Endpoints {
		names[i] = e.Name
		if !token.Is(e.Name) && !endpointForm.MatchString(e.Name) {
			ps.Break(check.Form(e.Name), rules.Index("endpoints", i)+".name", check.Quote(e.Name),
				"at most 63 letters, digits and hyphens", "give the endpoint's name, not its ARN")
		}
	}
	check.Unique(ps, "endpoints", names, "")
}

func (p InferenceProfile) problems(ps *rules.Mistakes, at, region string) {
	if p.Geo == "" {
		ps.Break(rules.Required, at+".geo", "", "the part of the world that the profile routes within",
			"a model of one region goes into models")
	}
	geoProblems(ps, at+".geo", p.Geo, region)
	modelIDProblems(ps, at+".modelID", p.ModelID, "give the prefix in geo")
}

func geoProblems(ps *rules.Mistakes, path string, geo Geo, region string) {
	check.OneOf(ps, path, geo, geos()...)
	if _, known := geographies[geo]; known && region != "" && !token.Is(region) && !geo.callableFrom(region) {
		ps.Break(profileRegion, path, check.Quote(string(geo))+" in the region "+region,
			"a profile that can be called from "+region,
			"use another geo, or deploy where "+string(geo)+". profiles can be called")
	}
}

func modelIDProblems(ps *rules.Mistakes, path, id, prefixFix string) {
	const want = "a model's id such as amazon.nova-lite-v1:0"
	switch {
	case token.Is(id):
	case strings.ContainsAny(id, "*?"):
		ps.Break(wildcard, path, check.Quote(id), want,
			"a wildcard grants every model that it matches, also the dearest and those of tomorrow")
	case strings.HasPrefix(id, "arn:"):
		ps.Break(rules.Invalid, path, check.Quote(id), want,
			"give only what follows foundation-model/, or the whole ARN in modelARNs")
	case prefix(id) != "":
		ps.Break(modelPrefix, path, check.Quote(id), "the id without the prefix "+string(prefix(id))+".", prefixFix)
	case !modelForm.MatchString(id):
		ps.Break(check.Form(id), path, check.Quote(id), want, "find it with aws bedrock list-foundation-models")
	default:
		providerProblems(ps, path, id)
	}
}

// modelARNProblems refuses what belongs into another field, where its other permissions are known.
func modelARNProblems(ps *rules.Mistakes, path, value string) {
	check.Required(ps, path, value, "an ARN", "")
	switch a, _ := arn.Parse(value); {
	case token.Is(value):
	case strings.HasPrefix(a.Resource, "foundation-model/"):
		ps.Break(arnKind, path, check.Quote(value), "a model of your own", "give the model's id in models")
	case strings.HasPrefix(a.Resource, "inference-profile/"):
		ps.Break(arnKind, path, check.Quote(value), "a model of your own",
			"name it in profiles, which also grants the models that it routes to")
	case strings.HasPrefix(a.Resource, "application-inference-profile/"):
		ps.Break(arnKind, path, check.Quote(value), "a model of your own",
			"name it in applicationProfiles, which also grants the models that it routes to")
	default:
		arnProblems(ps, path, value, modelKinds...)
	}
}

func arnProblems(ps *rules.Mistakes, path, value string, kinds ...string) {
	if value == "" || token.Is(value) {
		return
	}
	want := "an ARN of Bedrock (arn:PARTITION:bedrock:REGION:ACCOUNT:" + kinds[0] + "ID)"
	a, ok := arn.Parse(value)
	if strings.ContainsAny(value, "*?") {
		ps.Break(wildcard, path, check.Quote(value), want, "a wildcard grants everything that it matches")
		return
	}
	for _, kind := range kinds {
		if ok && a.Service == "bedrock" && strings.HasPrefix(a.Resource, kind) && a.Resource != kind {
			return
		}
	}
	if len(kinds) > 1 {
		want = "an ARN of Bedrock whose resource starts with one of " + strings.Join(kinds, ", ")
	}
	ps.Break(rules.Invalid, path, check.Quote(value), want, "")
}

func (g *Guardrail) problems() rules.Mistakes {
	var ps rules.Mistakes
	if !token.Is(g.ID) && !guardrailForm.MatchString(g.ID) {
		ps.Break(check.Form(g.ID), "id", check.Quote(g.ID), "at most 64 lower-case letters and digits",
			"give the guardrail's id, not its name or ARN")
	}
	if g.Version != "" && !token.Is(g.Version) && !versionForm.MatchString(g.Version) {
		ps.Break(rules.Invalid, "version", check.Quote(g.Version), "a version number, or "+workingDraft,
			"leave it out to allow every published version")
	}
	return ps
}
