package fargateai

import (
	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// resolveBlueGreen comes after the load balancer and the guardrails, and before the service.
func (r *parts) resolveBlueGreen(p ServiceProps) {
	if p.BlueGreen == nil || r.workload.worker {
		return
	}
	b := *p.BlueGreen
	fill(&b.Name, r.name)
	for _, reference := range []*string{&b.ClusterName, &b.ServiceName, &b.ListenerARN, &b.TestListenerARN,
		&b.BlueTargetGroupName, &b.GreenTargetGroupName} {
		*reference = token.Unknown
	}
	b.TaskRoleARNs = jsii.Strings(token.Unknown)
	b.Tags = merge(r.tags, b.Tags)
	r.blueGreen = &b

	r.target.BlueGreen = jsii.Bool(true)
	if r.balancer != nil {
		if r.balancer.TestListener == nil {
			r.balancer.TestListener = &loadbalancer.TestListener{}
		}
		r.target.LoadBalancer.TestListenerARN = token.Unknown
	}
	if r.guardrails != nil && r.guardrails.TargetGroupARNSuffix != "" {
		fill(&r.guardrails.GreenTargetGroupARNSuffix, token.Unknown)
	}
}

func (p *ServiceProps) blueGreenProblems(ps *rules.Mistakes, r parts) {
	b := p.BlueGreen
	if b == nil {
		return
	}
	if r.blueGreen == nil {
		ps.Add("blueGreen", "blue/green for a worker", "nothing",
			"without a load balancer there is no traffic to move; ECS replaces its tasks a few at a time")
		return
	}
	for path, given := range map[string]bool{
		"clusterName": b.ClusterName != "", "serviceName": b.ServiceName != "", "listenerARN": b.ListenerARN != "",
		"testListenerARN":     b.TestListenerARN != "",
		"blueTargetGroupName": b.BlueTargetGroupName != "", "greenTargetGroupName": b.GreenTargetGroupName != "",
		"taskRoleARNs": b.TaskRoleARNs != nil,
	} {
		if given {
			ps.Add("blueGreen."+path, "a value", "nothing", "it follows from the parts of the service")
		}
	}
	if p.Scaling != nil && p.Scaling.RequestsPerTarget != nil {
		ps.Add("scaling.requestsPerTarget", "requests of one target group",
			"another signal, such as cpuUtilization or a metric of the service's own",
			"the tasks change between two groups, and Application Auto Scaling looks at one")
	}
	if p.Redeploy != nil {
		ps.Add("redeploy", "a redeployment by ECS", "nothing with blueGreen",
			"ECS refuses it; the next deployment of CodeDeploy reads the new value")
	}
	ps.Nested("blueGreen", r.blueGreen.Validate())
}

func (s *Service) makeBlueGreen(p ServiceProps, r parts) {
	if r.blueGreen == nil {
		return
	}
	b := *r.blueGreen
	b.ClusterName, b.ServiceName = s.cluster.Name, s.Service.Name()
	b.ListenerARN, b.TestListenerARN = s.Target.ListenerARN(), s.Target.TestListenerARN()
	b.BlueTargetGroupName, b.GreenTargetGroupName = s.Target.TargetGroupName(), s.Target.GreenTargetGroupName()
	b.TaskRoleARNs = jsii.Strings(s.TaskDefinition.ExecutionRoleARN(), s.TaskDefinition.TaskRoleARN())
	if s.Guardrails != nil && b.AlarmNames == nil {
		if names := s.Guardrails.RollbackAlarmNames(); len(*names) > 0 {
			b.AlarmNames = names
		}
	}
	s.DeploymentGroup = codedeploy.New(s, "deployment-group", &b)
	if p.Pipeline == nil && check.Known(p.Port) { // the workflow of a pipeline makes its own
		text := codedeploy.AppSpec("", r.name, *p.Port, b.Hooks)
		bridge.Attach(s, bridge.Artifact{Owner: r.name, Path: "appspec.json",
			Render: func([]byte) ([]byte, string) { return text, "" }})
	}
}

// controller is who replaces the tasks.
func (r *parts) controller(p ServiceProps) ecs.DeploymentController {
	if r.blueGreen != nil {
		return ecs.ControllerCodeDeploy
	}
	return optional.Value(p.Deployment).DeploymentController
}
