package bedrock

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

const (
	reference = "${TfToken[TOKEN.1]}"
	sonnet    = "anthropic.claude-sonnet-4-5-20250929-v1:0"
	ownARN    = "arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/a1b2c3d4e5f6"
)

var ireland = place{"aws", "eu-west-1", "210987654321"}

// access is what the cases run on: an access in a region.
type access struct {
	Access
	region string
}

func TestProblems(t *testing.T) {
	valid := func() access { return access{Access: Access{Models: []Model{{ID: "amazon.nova-lite-v1:0"}}}} }
	model := func(id string) func(*access) { return func(a *access) { a.Models = []Model{{ID: id}} } }
	profile := func(geo Geo, id, region string) func(*access) {
		return func(a *access) { a.Profiles, a.region = []InferenceProfile{{Geo: geo, ModelID: id}}, region }
	}
	arns := func(values ...string) func(*access) { return func(a *access) { a.ModelARNs = values } }
	cases := []checktest.Case[access]{
		{Name: "one model", Change: func(*access) {}},
		{Name: "nothing", Change: func(a *access) { a.Access = Access{} },
			Want: []string{"models required"}},
		{Name: "only a guardrail", Change: func(a *access) { a.Access = Access{Guardrail: &Guardrail{ID: "abc123"}} },
			Want: []string{"models required"}},
		{Name: "references", Change: func(a *access) {
			a.Access = Access{
				Models: []Model{{reference}, {reference}}, Profiles: []InferenceProfile{{reference, reference}},
				ModelARNs:           []string{reference, reference},
				ApplicationProfiles: []ApplicationProfile{{reference, reference, reference}},
				KnowledgeBases:      []KnowledgeBase{{reference}, {reference}},
				Endpoints:           []Endpoint{{reference}}, Guardrail: &Guardrail{ID: reference, Version: reference},
			}
			a.region = reference
		}},
		{Name: "reference as region", Change: profile(GeoEU, sonnet, reference)},

		{Name: "no id", Change: model(""), Want: []string{"models[0].id required"}},
		{Name: "no provider", Change: model("nova-lite"), Want: []string{"models[0].id invalid"}},
		{Name: "spaces", Change: model("amazon.nova lite"), Want: []string{"models[0].id invalid"}},
		{Name: "wildcard", Change: model("anthropic.*"),
			Want: []string{
				"models[0].id bedrock-wildcard",
			}},
		{Name: "question mark", Change: model("amazon.nova-?-v1:0"), Want: []string{"models[0].id bedrock-wildcard"}},
		{Name: "ARN as id", Change: model("arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0"),
			Want: []string{"models[0].id invalid"}},
		{Name: "profile as model", Change: model("eu." + sonnet),
			Want: []string{`models[0].id: got "eu.` + sonnet + `", want the id without the prefix eu.; name it in profiles`}},
		{Name: "the same model", Change: func(a *access) { a.Models = append(a.Models, a.Models[0]) },
			Want: []string{"models[1] unique"}},

		{Name: "no geo", Change: profile("", sonnet, ""), Want: []string{"profiles[0].geo required"}},
		{Name: "other geo", Change: profile("mars", sonnet, "eu-west-1"),
			Want: []string{"profiles[0].geo one-of"}},
		{Name: "prefix twice", Change: profile(GeoEU, "eu."+sonnet, ""), Want: []string{
			"profiles[0].modelID bedrock-model-prefix"}},
		{Name: "profile of all models", Change: profile(GeoEU, "*", ""), Want: []string{
			"profiles[0].modelID bedrock-wildcard"}},
		{Name: "same profile", Change: func(a *access) {
			a.Profiles = []InferenceProfile{{GeoEU, sonnet}, {GeoUS, sonnet}, {GeoEU, sonnet}}
		}, Want: []string{`profiles[2]: got "eu.` + sonnet + `" again`}},
		{Name: "eu from America", Change: profile(GeoEU, sonnet, "us-east-1"),
			Want: []string{
				"profiles[0].geo bedrock-profile-region",
			}},
		{Name: "eu from Europe", Change: profile(GeoEU, sonnet, "eu-west-1")},
		{Name: "us from Canada", Change: profile(GeoUS, sonnet, "ca-central-1")},
		{Name: "us from GovCloud", Change: profile(GeoUS, sonnet, "us-gov-west-1"),
			Want: []string{"profiles[0].geo bedrock-profile-region"}},
		{Name: "gov from GovCloud", Change: profile(GeoUSGov, sonnet, "us-gov-west-1")},
		{Name: "jp from Sydney", Change: profile(GeoJapan, sonnet, "ap-southeast-2"),
			Want: []string{"profiles[0].geo bedrock-profile-region"}},
		{Name: "global from anywhere", Change: profile(GeoGlobal, sonnet, "sa-east-1")},
		{Name: "global from GovCloud", Change: profile(GeoGlobal, sonnet, "us-gov-east-1"),
			Want: []string{"profiles[0].geo bedrock-profile-region"}},

		{Name: "application profile",
			Change: func(a *access) { a.ApplicationProfiles = []ApplicationProfile{{ARN: ownARN, ModelID: sonnet}} }},
		{Name: "application profile without parts",
			Change: func(a *access) { a.ApplicationProfiles = []ApplicationProfile{{}} },
			Want:   []string{"applicationProfiles[0].arn required", "applicationProfiles[0].modelID required"}},
		{Name: "application profile of AWS", Change: func(a *access) {
			a.ApplicationProfiles = []ApplicationProfile{{ARN: "arn:aws:bedrock:eu-west-1:210987654321:inference-profile/eu." +
				sonnet, ModelID: sonnet}}
		}, Want: []string{"applicationProfiles[0].arn invalid"}},
		{Name: "all application profiles", Change: func(a *access) {
			a.ApplicationProfiles =
				[]ApplicationProfile{{ARN: "arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/*",
					ModelID: sonnet}}
		}, Want: []string{"applicationProfiles[0].arn bedrock-wildcard"}},
		{Name: "application profile elsewhere", Change: func(a *access) {
			a.ApplicationProfiles, a.region = []ApplicationProfile{{ownARN, GeoAU, sonnet}, {ownARN, "", sonnet}}, "eu-west-1"
		}, Want: []string{"applicationProfiles[0].geo bedrock-profile-region", "applicationProfiles[1] unique"}},

		{Name: "model ARNs", Change: arns("arn:aws:bedrock:eu-west-1:210987654321:provisioned-model/a1",
			"arn:aws:bedrock:eu-west-1:210987654321:imported-model/b2")},
		{Name: "no model ARN", Change: arns(""), Want: []string{"modelARNs[0] required"}},
		{Name: "foundation model ARN", Change: arns("arn:aws:bedrock:eu-west-1::foundation-model/x.y"),
			Want: []string{"modelARNs[0] bedrock-arn-kind"}},
		{Name: "profile ARN", Change: arns("arn:aws:bedrock:eu-west-1:210987654321:inference-profile/eu.x"),
			Want: []string{"modelARNs[0] bedrock-arn-kind"}},
		{Name: "application profile ARN", Change: arns(ownARN), Want: []string{"modelARNs[0] bedrock-arn-kind"}},
		{Name: "other service", Change: arns("arn:aws:s3:::bucket"), Want: []string{"modelARNs[0] invalid"}},
		{Name: "every model of a kind", Change: arns("arn:aws:bedrock:eu-west-1:210987654321:provisioned-model/*"),
			Want: []string{"modelARNs[0] bedrock-wildcard"}},
		{Name: "kind without id", Change: arns("arn:aws:bedrock:eu-west-1:210987654321:provisioned-model/"),
			Want: []string{"modelARNs[0] invalid"}},
		{Name: "same model ARN", Change: arns("arn:aws:bedrock:eu-west-1:210987654321:imported-model/b",
			"arn:aws:bedrock:eu-west-1:210987654321:imported-model/b"), Want: []string{"modelARNs[1] unique"}},

		{Name: "knowledge base", Change: func(a *access) {
			a.KnowledgeBases = []KnowledgeBase{{"ABCDEFGHIJ"}, {"docs"},
				{"ABCDEFGHIJ"}}
		},
			Want: []string{"knowledgeBases[1].id invalid", "knowledgeBases[2] unique"}},
		{Name: "endpoint", Change: func(a *access) { a.Endpoints = []Endpoint{{"rerank"}, {"*"}, {"rerank"}} },
			Want: []string{"endpoints[1].name invalid", "endpoints[2] unique"}},
		{Name: "guardrail", Change: func(a *access) { a.Guardrail = &Guardrail{ID: "arn:x", Version: "v1"} },
			Want: []string{"guardrail.id invalid", "guardrail.version invalid"}},
		{Name: "guardrail draft", Change: func(a *access) { a.Guardrail = &Guardrail{ID: "abc123", Version: "DRAFT"} }},
	}
	for _, id := range []string{"anthropic.claude-3-5-sonnet-20241022-v2:0", "anthropic.claude-sonnet-4-6",
		"openai.gpt-oss-120b-1:0", "ai21.jamba-1-5-large-v1:0",
		"amazon.titan-embed-text-v2:0:8k", "meta.llama3-1-70b-instruct-v1:0", "zai.glm-4.7", "deepseek.r1-v1:0"} {
		cases = append(cases, checktest.Case[access]{Name: id, Change: model(id)})
	}
	checktest.Run(t, valid, func(a *access) error {
		if a.region == "" {
			return a.Validate()
		}
		return a.ValidateIn(a.region)
	}, cases)
}

func TestStatements(t *testing.T) {
	invoke := []string{"bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"}
	via := func(arns ...string) Condition { return Condition{"StringEquals", "bedrock:InferenceProfileArn", arns} }
	const us, global = "arn:aws:bedrock:us-west-2:210987654321:inference-profile/us." + sonnet,
		"arn:aws:bedrock:eu-west-1:210987654321:inference-profile/global." + sonnet
	guardrail := Condition{"StringEquals", "bedrock:GuardrailIdentifier",
		[]string{"arn:aws:bedrock:eu-west-1:210987654321:guardrail/abc123:7"}}
	nova := "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0"
	tests := []struct {
		name   string
		access Access
		at     place
		want   []Statement
	}{
		{"models", Access{Models: []Model{{"amazon.nova-lite-v1:0"}}, ModelARNs: []string{"own"}}, ireland, []Statement{
			{"BedrockModels", invoke, []string{nova, "own"}, nil},
		}},
		{"us profile", Access{Profiles: []InferenceProfile{{GeoUS, sonnet}}}, place{"aws", "us-west-2", "210987654321"},
			[]Statement{
				{"BedrockProfiles", invoke, []string{us}, nil},
				{"BedrockProfileModels", invoke, []string{
					"arn:aws:bedrock:us-east-1::foundation-model/" + sonnet, "arn:aws:bedrock:us-east-2::foundation-model/" + sonnet,
					"arn:aws:bedrock:us-west-1::foundation-model/" + sonnet, "arn:aws:bedrock:us-west-2::foundation-model/" + sonnet,
				}, []Condition{via(us)}},
			}},
		{"apac profile", Access{Profiles: []InferenceProfile{{GeoAPAC, sonnet}}}, place{"aws", "ap-south-1", "210987654321"},
			[]Statement{
				{"BedrockProfiles", invoke, []string{"arn:aws:bedrock:ap-south-1:210987654321:inference-profile/apac." + sonnet},
					nil},
				{"BedrockProfileModels", invoke, []string{"arn:aws:bedrock:*::foundation-model/" + sonnet},
					[]Condition{via("arn:aws:bedrock:ap-south-1:210987654321:inference-profile/apac." + sonnet)}},
			}},
		{"global profile", Access{Profiles: []InferenceProfile{{GeoGlobal, sonnet}}}, ireland, []Statement{
			{"BedrockProfiles", invoke, []string{global}, nil},
			{"BedrockProfileModels", invoke, []string{"arn:aws:bedrock:eu-west-1::foundation-model/" + sonnet},
				[]Condition{via(global)}},
			{"BedrockGlobalModels", invoke, []string{"arn:aws:bedrock:::foundation-model/" + sonnet},
				[]Condition{{"StringEquals", "aws:RequestedRegion", []string{"unspecified"}}, via(global)}},
		}},
		{"own profile of one region",
			Access{ApplicationProfiles: []ApplicationProfile{{ownARN, "", "amazon.nova-lite-v1:0"}}}, ireland, []Statement{
				{"BedrockProfiles", invoke, []string{ownARN}, nil},
				{"BedrockProfileModels", invoke, []string{nova}, []Condition{via(ownARN)}},
			}},
		{"guardrail", Access{Models: []Model{{"amazon.nova-lite-v1:0"}}, Guardrail: &Guardrail{ID: "abc123", Version: "7"},
			ApplicationProfiles: []ApplicationProfile{{ownARN, "", "amazon.nova-lite-v1:0"}}}, ireland, []Statement{
			{"BedrockModels", invoke, []string{nova}, []Condition{guardrail}},
			{"BedrockProfiles", invoke, []string{ownARN}, []Condition{guardrail}},
			{"BedrockProfileModels", invoke, []string{nova}, []Condition{via(ownARN), guardrail}},
			{"BedrockGuardrail", []string{"bedrock:ApplyGuardrail"},
				[]string{"arn:aws:bedrock:eu-west-1:210987654321:guardrail/abc123"}, nil},
		}},
		{"others", Access{KnowledgeBases: []KnowledgeBase{{"ABCDEFGHIJ"}}, Endpoints: []Endpoint{{"Rerank"}}},
			place{"aws-us-gov", "us-gov-west-1", "210987654321"}, []Statement{
				{"BedrockKnowledgeBases", []string{"bedrock:Retrieve"},
					[]string{"arn:aws-us-gov:bedrock:us-gov-west-1:210987654321:knowledge-base/ABCDEFGHIJ"}, nil},
				{"SageMakerEndpoints", []string{"sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"},
					[]string{"arn:aws-us-gov:sagemaker:us-gov-west-1:210987654321:endpoint/rerank"}, nil},
			}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.access.statements(test.at)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestGuardrailVersions(t *testing.T) {
	const arn = "arn:aws:bedrock:eu-west-1:210987654321:guardrail/abc123"
	for version, want := range map[string]Condition{
		"":      {"StringLike", "bedrock:GuardrailIdentifier", []string{arn + ":*"}},
		"DRAFT": {"StringEquals", "bedrock:GuardrailIdentifier", []string{arn}},
		"12":    {"StringEquals", "bedrock:GuardrailIdentifier", []string{arn + ":12"}},
	} {
		got := (&Guardrail{ID: "abc123", Version: version}).conditions(ireland)
		if diff := cmp.Diff([]Condition{want}, got); diff != "" {
			t.Errorf("version %q (-want +got):\n%s", version, diff)
		}
	}
	if got := (&Guardrail{ID: "abc123", Enforce: jsii.Bool(false)}).conditions(ireland); got != nil {
		t.Errorf("not enforced: got %v", got)
	}
}

// Whatever the access, no statement allows a whole service or a model that was not named, and a model in any region
// only through a profile.
func TestStatementsAreNarrow(t *testing.T) {
	for geo := range geographies {
		a := Access{Profiles: []InferenceProfile{{geo, sonnet}},
			ApplicationProfiles: []ApplicationProfile{{ownARN, geo, sonnet}}}
		statements := a.statements(ireland)
		all := map[string]bool{}
		for _, s := range statements {
			for _, action := range s.Actions {
				if strings.Contains(action, "*") {
					t.Errorf("%s: %s allows %s", geo, s.Sid, action)
				}
			}
			for _, r := range s.Resources {
				all[r] = true
				named := strings.HasSuffix(r, sonnet) || r == ownARN
				conditional := len(s.Conditions) > 0 && s.Conditions[len(s.Conditions)-1].Key == "bedrock:InferenceProfileArn"
				if !named || strings.Contains(r, ":foundation-model/") && !conditional {
					t.Errorf("%s: %s allows %s", geo, s.Sid, r)
				}
			}
		}
		if here := "arn:aws:bedrock:eu-west-1::foundation-model/" + sonnet; !all[here] &&
			!all[strings.Replace(here, "eu-west-1", "*", 1)] {
			t.Errorf("%s: the model is not allowed in the region that calls: %v", geo, statements)
		}
	}
}

func TestRequiredEndpoints(t *testing.T) {
	for _, test := range []struct {
		access Access
		want   []string
	}{
		{Access{}, nil},
		{Access{Models: []Model{{sonnet}}}, []string{"bedrock-runtime"}},
		{Access{ApplicationProfiles: []ApplicationProfile{{}}}, []string{"bedrock-runtime"}},
		{Access{KnowledgeBases: []KnowledgeBase{{}}}, []string{"bedrock-agent-runtime"}},
		{Access{KnowledgeBases: []KnowledgeBase{{}}, Endpoints: []Endpoint{{}}, Guardrail: &Guardrail{}},
			[]string{"bedrock-agent-runtime", "bedrock-runtime", "sagemaker.runtime"}},
	} {
		if diff := cmp.Diff(test.want, test.access.RequiredEndpoints()); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", test.access, diff)
		}
	}
}

func TestProfileProblems(t *testing.T) {
	valid := func() ApplicationInferenceProfileProps {
		return ApplicationInferenceProfileProps{Name: "llm-proxy", Profile: &InferenceProfile{GeoEU, sonnet}}
	}
	checktest.Run(t, valid, func(p *ApplicationInferenceProfileProps) error { return p.Validate() },
		[]checktest.Case[ApplicationInferenceProfileProps]{
			{Name: "defaults", Change: func(*ApplicationInferenceProfileProps) {}},
			{Name: "references", Change: func(p *ApplicationInferenceProfileProps) {
				*p = ApplicationInferenceProfileProps{Name: reference, Description: reference, Model: &Model{reference}}
			}},
			{Name: "nothing", Change: func(p *ApplicationInferenceProfileProps) { *p = ApplicationInferenceProfileProps{} },
				Want: []string{"name required", "profile required"}},
			{Name: "both", Change: func(p *ApplicationInferenceProfileProps) { p.Model = &Model{sonnet} },
				Want: []string{"profile exclusive"}},
			{Name: "name", Change: func(p *ApplicationInferenceProfileProps) { p.Name = "llm--proxy" },
				Want: []string{"name invalid"}},
			{Name: "long name", Change: func(p *ApplicationInferenceProfileProps) { p.Name = strings.Repeat("a-", 32) + "b" },
				Want: []string{"name invalid"}},
			{Name: "description", Change: func(p *ApplicationInferenceProfileProps) { p.Description = "what?" },
				Want: []string{"description invalid"}},
			{Name: "model", Change: func(p *ApplicationInferenceProfileProps) {
				p.Model, p.Profile = &Model{"eu." + sonnet},
					nil
			}, Want: []string{"model.id bedrock-model-prefix"}},
			{Name: "profile", Change: func(p *ApplicationInferenceProfileProps) { p.Profile = &InferenceProfile{"x", "*"} },
				Want: []string{"profile.geo one-of", "profile.modelID bedrock-wildcard"}},
		})
}
