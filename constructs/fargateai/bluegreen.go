package fargateai

import (
	"cmp"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func (p plan) blueGreenProblems(ms *rules.Mistakes, r references) {
	switch {
	case p.BlueGreen == nil:
		return
	case !p.balanced():
		ms.Break(blueGreenTraffic, "blueGreen", "blue/green with the exposure "+string(p.exposed()), "nothing",
			"without a load balancer there is no traffic to move; ECS replaces the tasks a few at a time")
		return
	}
	if p.Scaling != nil && p.Scaling.RequestsPerTarget != nil {
		ms.Break(blueGreenRequests, "scaling.requestsPerTarget", "requests of one target group",
			"another signal, such as cpuUtilization or a metric of the service's own",
			"the tasks change between two groups, and Application Auto Scaling looks at one")
	}
	if p.Redeploy != nil {
		ms.Break(blueGreenRedeploy, "redeploy", "a redeployment by ECS", "nothing with blueGreen",
			"ECS refuses it; the next deployment of CodeDeploy reads the new value")
	}
	ms.Nested("blueGreen", p.blueGreenProps(r).Validate())
}

// blueGreen reports that CodeDeploy replaces the tasks.
func (p plan) blueGreen() bool { return p.BlueGreen != nil && p.balanced() }

func (p plan) blueGreenProps(r references) *codedeploy.Props {
	b := codedeploy.Props{
		ClusterName: r.cluster.Name, ServiceName: r.service.name,
		ListenerARN: r.target.listenerARN, TestListenerARN: r.target.testListenerARN,
		BlueTargetGroupName: r.target.name, GreenTargetGroupName: r.target.greenName,
		TaskRoleARNs: jsii.Strings(r.task.executionRoleARN, r.task.taskRoleARN),
		Settings:     *p.BlueGreen,
	}
	b.Name = cmp.Or(b.Name, p.name)
	if b.AlarmNames == nil {
		b.AlarmNames = r.rollback
	}
	b.Tags = merge(p.tags, b.Tags)
	return &b
}

func (s *Service) newBlueGreen(p plan) {
	if !p.blueGreen() {
		return
	}
	props := p.blueGreenProps(s.refs)
	g := codedeploy.New(s, "deployment-group", props)
	s.DeploymentGroup = g
	s.refs.deployment = deploymentGroupReference{
		application: g.ApplicationName(), group: g.DeploymentGroupName(), configuration: g.DeploymentConfigName(),
	}
	if p.Pipeline == nil && check.Known(p.Port) { // the workflow of a pipeline makes its own
		s.attach(p, "appspec.json", codedeploy.AppSpec("", p.name, *p.Port, props.Hooks))
	}
}

// attach writes a file beside the stack.
func (s *Service) attach(p plan, path string, text []byte) {
	bridge.Attach(s, bridge.Artifact{Owner: p.name, Path: path,
		Render: func([]byte) ([]byte, string) { return text, "" }})
}
