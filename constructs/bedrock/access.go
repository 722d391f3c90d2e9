package bedrock

// Access is what a service may call. At least one of its lists is not empty.
type Access struct {
	// Models that are called in the stack's own region, by their id. Default: none.
	Models []Model
	// Profiles of AWS that route calls to several regions. Recent models can be called only through one. Default: none.
	Profiles []InferenceProfile
	// ApplicationProfiles of the service's own. Their models can be called only through them, unless Models or Profiles
	// name them too. Default: none.
	ApplicationProfiles []ApplicationProfile
	// ModelARNs of what has an ARN of its own: provisioned-model, imported-model, custom-model-deployment, prompt-router,
	// default-prompt-router. Default: none.
	ModelARNs []string
	// KnowledgeBases that are searched (bedrock:Retrieve). Default: none.
	KnowledgeBases []KnowledgeBase
	// Endpoints of SageMaker that are called. Default: none.
	Endpoints []Endpoint
	// Guardrail without which no model can be called. Default: none.
	Guardrail *Guardrail
}

// Model is a foundation model.
type Model struct {
	// ID such as amazon.titan-embed-text-v2:0, without a geographic prefix
	// (https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html). Required.
	ID string
}

// InferenceProfile is a profile that AWS defines, called GEO.MODELID.
type InferenceProfile struct {
	Geo     Geo    // required
	ModelID string // required; without the geographic prefix
}

// ID returns the id of the profile, which a call states in the place of the model's.
func (p InferenceProfile) ID() string { return string(p.Geo) + "." + p.ModelID }

// ApplicationProfile is an application inference profile: what [ApplicationInferenceProfile.Access] hands out, or one
// that exists.
type ApplicationProfile struct {
	ARN string // required
	// Geo and ModelID of what the profile was copied from. Default: "", a model of one region.
	Geo     Geo
	ModelID string // required
}

// KnowledgeBase is a knowledge base of Bedrock.
type KnowledgeBase struct {
	ID string // required; ten letters and digits
}

// Endpoint is an endpoint of SageMaker in the stack's account and region.
type Endpoint struct {
	Name string // required
}

// Guardrail filters what goes into and comes out of models.
type Guardrail struct {
	ID string // required; letters and digits, not the ARN
	// Version, 1 to 8 digits, or DRAFT. Default: any published version.
	Version string
	// Enforce refuses calls that do not name the guardrail. Default: true; false only allows to use it.
	Enforce *bool
}

// Statement allows actions on resources. It has the fields of ecs.PolicyStatement.
type Statement struct {
	Sid        string
	Actions    []string
	Resources  []string
	Conditions []Condition
}

// Condition is a condition of a statement. It has the fields of ecs.PolicyCondition.
type Condition struct {
	Operator, Key string
	Values        []string
}

// RequiredEndpoints returns the interface endpoints, by the name that follows com.amazonaws.REGION., that a network
// without a way to the internet needs for the access.
func (a Access) RequiredEndpoints() []string {
	var out []string
	if len(a.KnowledgeBases) > 0 {
		out = append(out, "bedrock-agent-runtime")
	}
	if len(a.Models)+len(a.Profiles)+len(a.ApplicationProfiles)+len(a.ModelARNs) > 0 || a.Guardrail != nil {
		out = append(out, "bedrock-runtime")
	}
	if len(a.Endpoints) > 0 {
		out = append(out, "sagemaker.runtime")
	}
	return out
}
