package ecs

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func TestCodeDeployProblems(t *testing.T) {
	target := LoadBalancerTarget{TargetGroupARN: "arn:aws:elasticloadbalancing:eu-west-1:210987654321:targetgroup/a/1",
		ContainerName: "app", ContainerPort: jsii.Number(4000)}
	valid := func() ServiceProps {
		p := validService()
		p.DeploymentController, p.Targets = ControllerCodeDeploy, []LoadBalancerTarget{target}
		return p
	}
	checktest.Run(t, valid, func(p *ServiceProps) error { return p.Validate() }, []checktest.Case[ServiceProps]{
		{Name: "valid", Change: func(*ServiceProps) {}},
		{Name: "what goes with it", Change: func(p *ServiceProps) {
			p.ImageOwner, p.Autoscaled, p.WaitForSteadyState, p.HealthCheckGracePeriod = ImageOwnedByPipeline, jsii.Bool(true),
				jsii.Bool(false), jsii.Number(90)
			p.CapacityProviders, p.Namespace = []CapacityProvider{{Name: FargateSpot}}, NamespaceRef{ID: "ns-abc"}
			p.AvailabilityZoneRebalancing = RebalancingDisabled
		}},
		{Name: "all that does not", Change: func(p *ServiceProps) {
			p.CircuitBreaker, p.DeploymentAlarms, p.ServiceConnect = &CircuitBreaker{},
				&DeploymentAlarms{AlarmNames: jsii.Strings("5xx")}, &ServiceConnect{}
			p.MinHealthyPercent, p.MaxHealthyPercent, p.AvailabilityZoneRebalancing = jsii.Number(50), jsii.Number(200),
				RebalancingEnabled
			p.RedeployTriggers, p.WaitForSteadyState, p.ImageOwner = map[string]string{"secret": "v2"}, jsii.Bool(true),
				ImageOwnedByTerraform
		}, Want: []string{
			"availabilityZoneRebalancing ecs-codedeploy-settings",
			"circuitBreaker ecs-codedeploy-settings", "deploymentAlarms ecs-codedeploy-settings",
			"imageOwner ecs-codedeploy-image",
			"maxHealthyPercent ecs-codedeploy-settings",
			"minHealthyPercent ecs-codedeploy-settings",
			"redeployTriggers ecs-codedeploy-settings", "serviceConnect ecs-codedeploy-settings",
			"waitForSteadyState ecs-steady-state-wait",
		}},
		{Name: "image of a parameter", Change: func(p *ServiceProps) { p.ImageOwner = ImageOwnedByParameter },
			Want: []string{"imageOwner ecs-codedeploy-image"}},
		{Name: "waiting for the pipeline",
			Change: func(p *ServiceProps) { p.ImageOwner, p.WaitForSteadyState = ImageOwnedByPipeline, jsii.Bool(true) },
			Want:   []string{"waitForSteadyState ecs-steady-state-wait"}},
		{Name: "no target", Change: func(p *ServiceProps) { p.Targets = nil },
			Want: []string{"targets ecs-codedeploy-target"}},
		{Name: "both targets", Change: func(p *ServiceProps) { p.Targets = append(p.Targets, target) },
			Want: []string{"targets ecs-codedeploy-target"}},
	})
}
