package bedrock_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

const sonnet = "anthropic.claude-sonnet-4-5-20250929-v1:0"

func TestMain(m *testing.M) { testkit.Main(m) }

func profiles(stack cdktf.TerraformStack) (*bedrock.ApplicationInferenceProfile, *bedrock.ApplicationInferenceProfile) {
	eu := bedrock.NewApplicationInferenceProfile(stack, "sonnet", &bedrock.ApplicationInferenceProfileProps{
		Name: "llm-proxy sonnet", Description: "llm-proxy: calls of Claude Sonnet 4.5",
		Profile: &bedrock.InferenceProfile{Geo: bedrock.GeoEU, ModelID: sonnet},
		Tags:    map[string]string{"service": "llm-proxy"},
	})
	local := bedrock.NewApplicationInferenceProfile(stack, "embed", &bedrock.ApplicationInferenceProfileProps{
		Name: "llm-proxy-embed", Model: &bedrock.Model{ID: "amazon.titan-embed-text-v2:0"},
	})
	return eu, local
}

func TestApplicationInferenceProfile(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		eu, local := profiles(stack)
		access := bedrock.Access{ApplicationProfiles: []bedrock.ApplicationProfile{eu.Access(), local.Access()}}
		if err := access.ValidateIn("eu-west-1"); err != nil {
			t.Errorf("its own reference: %v", err)
		}
		statements := access.Statements(stack)
		if len(statements) != 2 || len(statements[0].Resources) != 2 || statements[0].Resources[0] != eu.ARN() ||
			len(statements[1].Resources) != 9 {
			t.Errorf("got the statements %+v", statements)
		}
		if !token.Is(eu.ID()) || eu.Resource() == nil {
			t.Error("the profile is not handed out")
		}
	})
	template.Has(t, "aws_bedrock_inference_profile", testkit.Object{
		"name": "llm-proxy sonnet", "tags": testkit.Object{"service": "llm-proxy"},
		"description": "llm-proxy: calls of Claude Sonnet 4.5",
		"model_source": []testkit.Object{{"copy_from": "arn:aws:bedrock:eu-west-1:210987654321:inference-profile/eu." +
			sonnet}},
	})
	template.Has(t, "aws_bedrock_inference_profile", testkit.Object{
		"name": "llm-proxy-embed", "tags": testkit.Absent, "description": testkit.Absent,
		"model_source": []testkit.Object{
			{"copy_from": "arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0"},
		},
	})
}

func TestProfileOfAnotherPartOfTheWorldIsRefused(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		p := bedrock.NewApplicationInferenceProfile(stack, "sonnet", &bedrock.ApplicationInferenceProfileProps{
			Name: "llm-proxy", Profile: &bedrock.InferenceProfile{Geo: bedrock.GeoUS, ModelID: sonnet},
		})
		if p.Resource() != nil || p.ARN() != token.Unknown {
			t.Error("a refused profile was made")
		}
	})
	if want := `sonnet.profile.geo: got "us" in the region eu-west-1, want`; !strings.HasPrefix(fmt.Sprint(err), want) {
		t.Errorf("got %v, want %s…", err, want)
	}
}

func TestProfilesLive(t *testing.T) {
	testkit.Heavy(t)
	aws := testkit.StartAWS(t)
	text := testkit.Synth(t, func(stack cdktf.TerraformStack) { profiles(stack) }).Text()
	testkit.ValidateStack(t, text)
	terraform := testkit.NewTerraform(t, text, testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
	aws.AssertEmpty(t)
}
