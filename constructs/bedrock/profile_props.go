package bedrock

import (
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// ApplicationInferenceProfileProps are the props of an [ApplicationInferenceProfile].
type ApplicationInferenceProfileProps struct {
	// Name of the profile, such as the service's. Required; at most 64 letters and digits, with single spaces, hyphens or
	// underscores between them. A change replaces the profile, and with it the id that calls state.
	Name string
	// Description for the console, at most 200 letters, digits, spaces, hyphens, underscores, colons and periods. Default:
	// none.
	Description string
	// Model of the stack's region to call. Required without Profile, and a mistake beside it.
	Model *Model
	// Profile of AWS to call, which routes to several regions. Required without Model.
	Profile *InferenceProfile
	// Tags by which the bill tells the service's tokens apart, once they are activated as cost allocation tags.
	Tags map[string]string
}

var (
	profileName        = regexp.MustCompile(`^([0-9a-zA-Z][ _-]?){1,64}$`)
	profileDescription = regexp.MustCompile(`^([0-9a-zA-Z:.][ _-]?){1,200}$`)
)

const maxProfileName, maxProfileDescription = 64, 200

// Validate returns every mistake in the props as one error, or nil, where the region of the stack is not known.
func (p *ApplicationInferenceProfileProps) Validate() error { return p.problems("").Err() }

func (p *ApplicationInferenceProfileProps) problems(region string) rules.Mistakes {
	p, ps := check.Given(p)
	if !token.Is(p.Name) && (!profileName.MatchString(p.Name) || len(p.Name) > maxProfileName) {
		ps.Break(check.Form(p.Name), "name", check.Quote(p.Name),
			"1 to 64 letters and digits, with single spaces, hyphens or underscores between them", "name it like the service")
	}
	if p.Description != "" && !token.Is(p.Description) &&
		(!profileDescription.MatchString(p.Description) || len(p.Description) > maxProfileDescription) {
		ps.Break(rules.Invalid, "description", check.Quote(p.Description),
			"at most 200 letters, digits, colons and periods, with single spaces, hyphens or underscores between them", "")
	}
	check.Exclusive(&ps, "profile", map[string]bool{"model": p.Model != nil, "profile": p.Profile != nil}, "")
	switch {
	case p.Model != nil:
		modelIDProblems(&ps, "model.id", p.Model.ID, "name it in profile, with its geo")
	case p.Profile == nil:
		ps.Break(rules.Required, "profile", "", "a profile of AWS, or a model", "")
	}
	if p.Profile != nil {
		p.Profile.problems(&ps, "profile", region)
	}
	return ps
}

// source is what the profile is copied from.
func (p ApplicationInferenceProfileProps) source() (geo Geo, modelID string) {
	if p.Model != nil {
		return "", p.Model.ID
	}
	return p.Profile.Geo, p.Profile.ModelID
}
