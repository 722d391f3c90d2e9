package bedrock

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/bedrockinferenceprofile"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// ApplicationInferenceProfile is a name of the service's own for a model. Calls state its ARN in the place of the
// model's id; CloudWatch counts them under it (dimension ModelId), and the bill under its tags.
type ApplicationInferenceProfile struct {
	constructs.Construct
	profile bedrockinferenceprofile.BedrockInferenceProfile // nil when the props were refused
	access  ApplicationProfile
	id      string
}

// NewApplicationInferenceProfile makes a profile. Mistakes in props are reported together with those of all other
// constructs when the app is synthesized; nothing is created then.
func NewApplicationInferenceProfile(scope constructs.Construct, id string,
	props *ApplicationInferenceProfileProps) *ApplicationInferenceProfile {
	p := &ApplicationInferenceProfile{access: ApplicationProfile{ARN: token.Unknown, ModelID: token.Unknown},
		id: token.Unknown}
	bridge.Init(p, scope, id)
	if bridge.Refused(p, props.problems(bridge.SiteOf(p).Region()), props) {
		return p
	}
	geo, modelID := props.source()
	if notice := modelNotice(modelID, bridge.SiteOf(p).Region(), geo == ""); notice != "" {
		bridge.Tell(p, notice)
	}
	at := placeOf(p)
	p.profile = bedrockinferenceprofile.NewBedrockInferenceProfile(p, jsii.String("profile"),
		&bedrockinferenceprofile.BedrockInferenceProfileConfig{
			Name:        jsii.String(props.Name),
			Description: bridge.String(props.Description),
			ModelSource: []*bedrockinferenceprofile.BedrockInferenceProfileModelSource{{
				CopyFrom: jsii.String(at.source(geo, modelID)),
			}},
			Tags: bridge.Tags(props.Tags, ""),
		})
	p.access = ApplicationProfile{ARN: *p.profile.Arn(), Geo: geo, ModelID: modelID}
	p.id = *p.profile.Id()
	return p
}

// ARN returns the ARN of the profile, for the environment of the service that calls it.
func (p *ApplicationInferenceProfile) ARN() string { return p.access.ARN }

// ID returns the id of the profile, the end of its ARN.
func (p *ApplicationInferenceProfile) ID() string { return p.id }

// Access returns the profile as an element of Access.ApplicationProfiles.
func (p *ApplicationInferenceProfile) Access() ApplicationProfile { return p.access }

// Resource returns the underlying aws_bedrock_inference_profile, for overrides. It is nil when the props were refused.
func (p *ApplicationInferenceProfile) Resource() bedrockinferenceprofile.BedrockInferenceProfile {
	return p.profile
}
