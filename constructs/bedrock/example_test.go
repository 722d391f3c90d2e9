package bedrock_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A profile of the service's own, so that the bill and CloudWatch know its tokens.
func ExampleNewApplicationInferenceProfile() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		bedrock.NewApplicationInferenceProfile(stack, "sonnet", &bedrock.ApplicationInferenceProfileProps{
			Name: "llm-proxy-sonnet",
			Profile: &bedrock.InferenceProfile{
				Geo: bedrock.GeoEU, ModelID: "anthropic.claude-sonnet-4-5-20250929-v1:0",
			},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_bedrock_inference_profile.sonnet_profile_9FDFCACC
}
