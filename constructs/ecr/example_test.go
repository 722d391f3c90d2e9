package ecr_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A repository whose tags are never moved, and whose lifecycle keeps what may still run.
func ExampleNew() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		ecr.New(stack, "repository", &ecr.Props{Name: "llm-proxy", KeepImages: jsii.Number(200)})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_ecr_lifecycle_policy.repository_lifecycle_E10FE1C4
	// aws_ecr_repository.repository_5D02F86B
}
