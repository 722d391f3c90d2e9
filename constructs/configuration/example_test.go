package configuration_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A file for the code, as a private object that the task may read.
func ExampleNew() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		files := configuration.New(stack, "configuration", &configuration.Props{Settings: configuration.Settings{
			Name: "llm-proxy",
			Files: []configuration.File{{
				Name: "config.yaml", Content: map[string]any{"model_list": []any{"gpt-5"}},
				BucketVariable: "CONFIG_BUCKET", KeyVariable: "CONFIG_KEY",
			}},
		}})
		fmt.Println(len(files.Environment()), "variables")
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// 2 variables
	// aws_s3_bucket.configuration_bucket_A4880231
	// aws_s3_bucket_lifecycle_configuration.configuration_lifecycle_715ECFAE
	// aws_s3_bucket_ownership_controls.configuration_ownership_30BCD658
	// aws_s3_bucket_policy.configuration_policy_02B8AFF1
	// aws_s3_bucket_public_access_block.configuration_public-access_7389390E
	// aws_s3_bucket_server_side_encryption_configuration.configuration_encryption_3F640686
	// aws_s3_bucket_versioning.configuration_versioning_4E8B1545
	// aws_s3_object.configuration_file-configyaml_C87E7979
}
