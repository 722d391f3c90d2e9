package testkit_test

import (
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A test of a stack, given as its cdk.tf.json. It fails at its end when AWS itself would have refused one of the
// requests that the emulator accepted, but for a rule that it allows to be broken.
func ExampleAWS_Allow() {
	test := func(t *testing.T, stack []byte) {
		aws := testkit.StartAWS(t)
		aws.Allow(t, "load-balancer-is-not-protected", "production is protected; an operator frees it before it goes")
		terraform := testkit.NewTerraform(t, stack, testkit.TerraformOptions{})
		terraform.Apply(t)
		terraform.AssertEmptyPlan(t)
		terraform.Destroy(t)
		aws.AssertEmpty(t)
	}
	_ = test // go test runs it as func TestStack(t *testing.T)
}
