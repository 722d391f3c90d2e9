package fargateai

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
)

// parts are the props of the parts of a service, as the rules see them.
type parts struct {
	plan
	network    *network.Props
	balancer   *loadbalancer.Props
	target     *loadbalancer.TargetProps
	task       *ecs.TaskDefinitionProps
	guardrails *guardrails.Props
	service    *ecs.ServiceProps
	scaling    *scaling.Props
	redeploy   *redeploy.Props
	flow       *workflow.Props
	push       *pipeline.PushRoleProps
	deploy     *pipeline.DeployRoleProps
}

func partsOf(props ServiceProps, id string) parts {
	p := props.resolve(id, "eu-west-1")
	r := p.unknownReferences()
	out := parts{plan: p, network: p.networkProps(), balancer: p.loadBalancerProps(r), target: p.targetProps(r),
		task: p.taskProps(r), service: p.deploymentProps(r), scaling: p.scalingProps(r)}
	if p.guarded() {
		out.guardrails = p.guardrailsProps(r)
	}
	if p.Redeploy != nil {
		out.redeploy = p.redeployProps(r)
	}
	if p.Pipeline != nil {
		out.flow, out.push, out.deploy = p.workflowProps(), p.pushRoleProps(r), p.deployRoleProps(r)
	}
	return out
}
