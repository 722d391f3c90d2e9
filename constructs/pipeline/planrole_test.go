package pipeline_test

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// What is applied is planned from the branch, before the approval.
func TestPlanRoleOfABranch(t *testing.T) {
	const provider = "arn:aws:iam::210987654321:oidc-provider/token.actions.githubusercontent.com"
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		pipeline.NewPlanRole(stack, "plan", &pipeline.PlanRoleProps{
			GitHub:         pipeline.GitHubRepository{ProviderARN: provider, Repository: "acme/llm"},
			Branches:       jsii.Strings("main"),
			StateBucketARN: "arn:aws:s3:::acme-state", StateKey: "llm/terraform.tfstate",
		})
	})
	_, made := template.One(t, "aws_iam_role")
	const want = `:sub" = ["repo:acme/llm:pull_request", "repo:acme/llm:ref:refs/heads/main"]`
	if trust, _ := made["assume_role_policy"].(string); !strings.Contains(trust, want) {
		t.Errorf("got the trust %s", trust)
	}
}
