package fargateai

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func blueGreen() ServiceProps {
	p := delivered()
	p.BlueGreen = &codedeploy.Settings{ApprovalMinutes: jsii.Number(30)}
	return p
}

func TestBlueGreenProblems(t *testing.T) {
	checktest.Run(t, blueGreen, func(p *ServiceProps) error { return p.problems("llm-proxy", "eu-west-1").Err() },
		[]checktest.Case[ServiceProps]{
			{Name: "defaults", Change: func(*ServiceProps) {}},
			{Name: "no pipeline", Change: func(p *ServiceProps) { p.Pipeline = nil }},
			{Name: "a rule of the group", Change: func(p *ServiceProps) { p.BlueGreen.BakeMinutes = jsii.Number(3000) },
				Want: []string{"blueGreen.bakeMinutes range"}},
			{Name: "requests per target", Change: func(p *ServiceProps) {
				p.Scaling = &scaling.Settings{RequestsPerTarget: &scaling.TargetTracking{TargetValue: jsii.Number(100)}}
			}, Want: []string{"scaling.requestsPerTarget service-blue-green-requests"}},
			{Name: "redeploy", Change: func(p *ServiceProps) {
				p.Secrets, p.Redeploy = map[string]secrets.Reference{"KEY": {SecretName: "llm/openai"}}, &redeploy.Settings{}
			}, Want: []string{"redeploy service-blue-green-redeploy"}},
			{Name: "Terraform's image", Change: func(p *ServiceProps) {
				p.Pipeline, p.Image = nil, Image{Tag: "v1", Owner: ecs.ImageOwnedByTerraform}
			}, Want: []string{"image.owner ecs-codedeploy-image"}},
			{Name: "a circuit breaker",
				Change: func(p *ServiceProps) {
					p.Deployment = &ecs.ServiceSettings{CircuitBreaker: &ecs.CircuitBreaker{}}
				},
				Want: []string{"deployment.circuitBreaker ecs-codedeploy-settings"}},
			{Name: "a test that nobody waits for", Change: func(p *ServiceProps) {
				p.BlueGreen.ApprovalMinutes = nil
				p.Pipeline.CodeDeploy = &workflow.CodeDeploySettings{TestURL: "https://llm.acme.dev:8443"}
			}, Want: []string{"pipeline.codeDeploy.testURL service-pipeline-tests-green"}},
			{Name: "CodeDeploy without blue/green", Change: func(p *ServiceProps) {
				p.BlueGreen, p.Pipeline.CodeDeploy = nil, &workflow.CodeDeploySettings{}
			}, Want: []string{"pipeline.codeDeploy service-pipeline-tests-green"}},
			{Name: "a balancer without a test listener", Change: func(p *ServiceProps) {
				p.Domain = nil
				p.Rule = &loadbalancer.Rule{Priority: jsii.Number(1), Paths: jsii.Strings("/llm")}
				p.ExistingLoadBalancer = &loadbalancer.Ref{
					ARN: token.Unknown, ARNSuffix: token.Unknown, ListenerARN: token.Unknown, SecurityGroupID: token.Unknown,
					DNSName: token.Unknown, ZoneID: token.Unknown, URL: "https://llm.acme.dev",
				}
			}, Want: []string{"blueGreen load-balancer-blue-green-listener"}},
		})
	worker := worker()
	worker.BlueGreen = &codedeploy.Settings{}
	checktest.Run(t, func() ServiceProps { return worker }, func(p *ServiceProps) error { return p.Validate("evals") },
		[]checktest.Case[ServiceProps]{
			{Name: "worker", Change: func(*ServiceProps) {}, Want: []string{"blueGreen service-blue-green-traffic"}},
		})
}

func TestBlueGreenFollowsFromTheService(t *testing.T) {
	p := blueGreen()
	p.Workload = WorkloadRetrievalAPI // scales on requests otherwise
	p.BlueGreen.Hooks =
		map[codedeploy.Hook]string{codedeploy.AfterAllowTestTraffic: "arn:aws:lambda:eu-west-1:210987654321:function:golden"}
	p.BlueGreen.Linear = &codedeploy.Shift{Percentage: jsii.Number(20), Minutes: jsii.Number(10)}
	r := partsOf(p, "llm-proxy")
	if r.service.DeploymentController != ecs.ControllerCodeDeploy || r.service.ImageOwner != ecs.ImageOwnedByPipeline ||
		r.scaling.RequestsPerTarget != nil || r.scaling.CPUUtilization == nil {
		t.Errorf("got the controller %s, the owner %s, the scaling %+v", r.service.DeploymentController, r.service.ImageOwner,
			r.scaling)
	}
	if got, want := *r.flow.WaitMinutes, *r.service.DeploymentTimeoutMinutes+4*10; got != want {
		t.Errorf("the workflow waits %v minutes, want %v: five steps take 40", got, want)
	}
	if r.balancer.TestListener == nil || r.guardrails.GreenTargetGroupARNSuffix != token.Unknown {
		t.Error("no test listener, or alarms that see one target group")
	}
	want := workflow.CodeDeploy{
		Application:     "llm-proxy",
		DeploymentGroup: "llm-proxy",
		Port:            p.Port,
		Hooks:           map[string]string{"AfterAllowTestTraffic": "arn:aws:lambda:eu-west-1:210987654321:function:golden"},
		CodeDeploySettings: workflow.CodeDeploySettings{
			TestURL: "${{ vars.LLM_PROXY_TEST_URL }}",
		},
	}
	if got := *r.flow.CodeDeploy; got.Application != want.Application ||
		got.DeploymentGroup != want.DeploymentGroup || got.Port != want.Port || got.TestURL != want.TestURL ||
		got.Hooks["AfterAllowTestTraffic"] != want.Hooks["AfterAllowTestTraffic"] {
		t.Errorf("got %+v", got)
	}
	if p.Pipeline.Environments != nil || p.BlueGreen.Name != "" || p.Pipeline.CodeDeploy != nil {
		t.Error("the props of the program were changed")
	}
}
