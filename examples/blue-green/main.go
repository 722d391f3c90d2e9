// Blue/green deployments of an agent runtime: new tasks start beside the old ones, answer the golden set on a test
// listener, and take over a twentieth of the requests before they take all. For 48 hours the way back takes seconds.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "blue-green", nil)
	domain, profile := fargateai.DomainSetting(stack)
	test := &loadbalancer.TestListener{}
	// the runners that evaluate new tasks; nobody else reaches the test listener
	if runners := fargateai.Setting(stack, "runnerCIDR"); runners != "" {
		test.IngressCIDRs = jsii.Strings(runners)
	}
	fargateai.NewAgentRuntime(stack, "concierge", &fargateai.ServiceProps{
		Profile:      profile,
		Domain:       domain,
		Port:         jsii.Number(8080),
		Image:        fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
		HealthCheck:  &loadbalancer.HealthCheck{Path: "/healthz"},
		LoadBalancer: &loadbalancer.Settings{TestListener: test},
		BlueGreen: &codedeploy.Settings{
			// long enough for a hundred conversations to end
			Canary:          &codedeploy.Shift{Percentage: jsii.Number(5), Minutes: jsii.Number(30)},
			ApprovalMinutes: jsii.Number(60),
			BakeMinutes:     jsii.Number(48 * 60),
		},
		Pipeline: &fargateai.Pipeline{
			GitHub: pipeline.GitHubRepository{Repository: "acme/concierge", OwnerID: "1342004", RepositoryID: "887766"},
			Workflow: workflow.Settings{
				TestCommand: "make test",
				Evaluation: &workflow.Evaluation{
					Command: "make evaluate URL=\"$TEST_URL\"",
					Results: []string{"evals/results.junit.xml"},
					Version: "ce98aa260ac3", // a commit, as the example is part of the library
				},
			},
			CodeDeploy: &workflow.CodeDeploySettings{Runner: "vpc-runners"},
		},
	})
}
