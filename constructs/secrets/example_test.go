package secrets_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// An empty secret: somebody who may see the value puts it in.
func ExampleNew() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		secrets.New(stack, "openai", &secrets.Props{Name: "llm-proxy/openai"})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_secretsmanager_secret.openai_secret_EB193566
}
