package ecs

import (
	"fmt"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func (p *ServiceProps) controllerProblems(ps *rules.Mistakes) {
	const path = "deploymentController"
	check.OneOf(ps, path, p.DeploymentController, ControllerECS, ControllerCodeDeploy)
	if token.Is(string(p.DeploymentController)) {
		ps.Break(rules.KnownValue, path, "a controller that Terraform computes", "one that is stated",
			"what Terraform ignores depends on it")
	}
	if p.codeDeploy() {
		p.codeDeployProblems(ps)
	}
}

// codeDeployProblems are what a service cannot have that CodeDeploy deploys
// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html).
func (p *ServiceProps) codeDeployProblems(ps *rules.Mistakes) {
	if n := len(p.Targets); n != 1 {
		ps.Break(codeDeployTarget, "targets", fmt.Sprint(n)+" with ControllerCodeDeploy", "exactly one",
			"hand over the first target group of the pair; CodeDeploy knows the other")
	}
	for _, forbidden := range []struct {
		path  string
		given bool
		fix   string
	}{
		{"availabilityZoneRebalancing", p.AvailabilityZoneRebalancing == RebalancingEnabled,
			"ECS must not move tasks between the two sets of a deployment"},
		{"circuitBreaker", p.CircuitBreaker != nil, "CodeDeploy rolls back a deployment whose tasks do not become healthy"},
		{"deploymentAlarms", p.DeploymentAlarms != nil, "give the alarms to codedeploy.Props.AlarmNames"},
		{"maxHealthyPercent", p.MaxHealthyPercent != nil, "CodeDeploy runs all old and all new tasks side by side"},
		{"minHealthyPercent", p.MinHealthyPercent != nil, "CodeDeploy runs all old and all new tasks side by side"},
		{"redeployTriggers", len(p.RedeployTriggers) > 0,
			"AWS lets only CodeDeploy start a deployment: let the pipeline begin one"},
		{"serviceConnect", p.ServiceConnect != nil,
			"it works with rolling deployments only; leave it out or keep ControllerECS"},
	} {
		if forbidden.given {
			ps.Break(codeDeploySettings, forbidden.path, "a value with ControllerCodeDeploy", "nothing", forbidden.fix)
		}
	}
	if p.ImageOwner != "" && p.ImageOwner != ImageOwnedByPipeline && !token.Is(string(p.ImageOwner)) {
		ps.Break(codeDeployImage, "imageOwner", check.Quote(string(p.ImageOwner))+" with ControllerCodeDeploy",
			string(ImageOwnedByPipeline),
			"AWS refuses a new revision that Terraform deploys; leave imageOwner out and let the pipeline begin a deployment")
	}
	if p.ImageOwner != ImageOwnedByPipeline && optional.Value(p.WaitForSteadyState) {
		ps.Break(steadyStateWait, "waitForSteadyState", "true with ControllerCodeDeploy", "false",
			"the pipeline waits for its own deployments; Terraform does not see them")
	}
}
