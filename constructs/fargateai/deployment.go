package fargateai

import (
	"cmp"
	"slices"
	"strings"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// balancerRule names the security group rule that lets the load balancer in.
const balancerRule = "load-balancer"

// longestSpotNotice is how many seconds before it takes a Spot task back AWS says so.
const longestSpotNotice = 120

func (p plan) deploymentProblems(ms *rules.Mistakes, r references) {
	p.countProblems(ms)
	d := optional.Value(p.Deployment)
	for i, c := range d.CapacityProviders {
		if c.Name == ecs.FargateSpot && optional.Or(c.Weight, 1) != 0 && p.spotCutsStreams() {
			ms.Break(spotCutsStreams, rules.Index("deployment.capacityProviders", i),
				c.Name+" for streams of "+check.Number(p.stream())+"s", ecs.Fargate,
				"AWS takes Spot tasks back with two minutes' notice, and their streams end; use it for workers, in a demo, or for "+
					"streams of up to 120 s")
		}
	}
	if a := d.DeploymentAlarms; a != nil && !token.IsList(a.AlarmNames) {
		for i, name := range optional.Texts(a.AlarmNames) {
			kind, own := strings.CutPrefix(name, p.name+"-")
			if k := guardrails.AlarmKind(kind); own && k.Known() && !k.MayRollBack() {
				ms.Break(rollbackByRelease, rules.Index("deployment.deploymentAlarms.alarmNames", i), check.Quote(name),
					"an alarm that speaks of the release", "traffic, callers, money or a model's provider would roll back a good one")
			}
		}
	}
	offered := len(optional.Value(d.ServiceConnect).Services)
	moved := map[string]string{
		"deployment.desiredCount": "desiredCount", "deployment.imageOwner": "image.owner",
		rules.Index("deployment.targets", len(d.Targets)) + ".containerPort":     "port",
		rules.Index("deployment.ingress", len(d.Ingress)) + ".port":              "port",
		rules.Index("deployment.serviceConnect.services", offered) + ".port":     "port",
		rules.Index("deployment.serviceConnect.services", offered) + ".portName": "port",
	}
	if p.ExistingCluster != nil && p.wantsNamespace() {
		moved["deployment.serviceConnect.namespaceARN"] = "existingCluster.serviceConnectNamespaceARN"
	}
	props := p.deploymentProps(r)
	if p.bootstrap { // judged as it will run
		p.bootstrap = false
		props.DesiredCount = p.desiredCount()
	}
	ms.Moved(props.Validate(), "deployment", moved)
}

// countProblems are about the number of tasks that a service starts with.
func (p plan) countProblems(ms *rules.Mistakes) {
	if !check.Known(p.DesiredCount) {
		return
	}
	if !p.demo && p.called() && *p.DesiredCount == 1 {
		ms.Break(productionCount, "desiredCount", "1", "at least 2 in the production profile",
			"one task is one zone and no rolling restart; choose ProfileDemo for a single task")
	}
	least, most := p.minCapacity(), p.maxCapacity()
	if check.Known(least) && *p.DesiredCount < *least || check.Known(most) && *p.DesiredCount > *most {
		text := references{}.text
		ms.Break(countWithinScaling, "desiredCount", check.Number(*p.DesiredCount),
			"a number between scaling's minimum and maximum, "+text(*least)+" and "+text(*most),
			"scaling would change it at once")
	}
}

func (p plan) spotCutsStreams() bool {
	stream := p.stream()
	return !p.demo && p.called() && !token.IsNumber(stream) && stream > longestSpotNotice
}

// serviceName as it is stated; see clusterName.
func (p plan) serviceName() string { return cmp.Or(optional.Value(p.Deployment).Name, p.name) }

// controller is who replaces the tasks.
func (p plan) controller() ecs.DeploymentController {
	if p.blueGreen() {
		return ecs.ControllerCodeDeploy
	}
	return optional.Value(p.Deployment).DeploymentController
}

func (p plan) deploymentProps(r references) *ecs.ServiceProps {
	d := ecs.ServiceProps{
		Cluster: r.cluster, TaskDefinitionARN: r.task.arn, ImageOwner: p.imageOwner(), VPCID: r.network.VPCID,
		SubnetIDs: r.network.TaskSubnetIDs, AssignPublicIP: r.network.AssignPublicIP, DesiredCount: p.desiredCount(),
		Autoscaled: jsii.Bool(true), EnableExecute: p.EnableExecute, Namespace: r.namespace, IPv6: r.network.IPv6,
		TaskPorts: p.taskProps(r).TaskPorts(), ServiceSettings: optional.Value(p.Deployment),
	}
	d.Name = p.serviceName()
	d.DeploymentController = p.controller()
	if p.workload.worker && d.CapacityProviders == nil { // a job that is interrupted goes back to the queue
		d.CapacityProviders = []ecs.CapacityProvider{{Name: ecs.Fargate, Base: jsii.Number(1)},
			{Name: ecs.FargateSpot, Weight: jsii.Number(4)}}
	}
	if p.balanced() {
		d.Targets = slices.Concat(d.Targets,
			[]ecs.LoadBalancerTarget{{TargetGroupARN: r.target.arn, ContainerName: p.name, ContainerPort: p.Port}})
		d.Ingress = slices.Concat(d.Ingress,
			[]ecs.Ingress{{Name: balancerRule, SecurityGroupID: r.balancer.SecurityGroupID, Port: p.Port}})
		d.HealthCheckGracePeriod = p.grace()
	}
	p.completeEgress(&d, r.network)
	d.ServiceConnect = p.serviceConnect(r)
	if d.DeploymentTimeoutMinutes == nil {
		d.DeploymentTimeoutMinutes = p.deploymentMinutes()
	}
	if d.DeploymentAlarms == nil && d.DeploymentController != ecs.ControllerCodeDeploy && r.rollback != nil {
		d.DeploymentAlarms = &ecs.DeploymentAlarms{AlarmNames: r.rollback}
	}
	d.DependsOn = slices.Concat(d.DependsOn, r.needed)
	d.Tags = merge(p.tags, d.Tags)
	return &d
}

func (p plan) desiredCount() *float64 {
	switch {
	case p.bootstrap:
		return jsii.Number(0)
	case p.DesiredCount != nil:
		return p.DesiredCount
	}
	return p.minCapacity()
}

func (s *Service) newDeployment(p plan) {
	s.Service = ecs.NewService(s, "service", p.deploymentProps(s.refs))
	s.refs.service = serviceReference{name: s.Service.Name(), securityGroupID: s.Service.SecurityGroupID(),
		dnsName: s.Service.DNSName()}
	s.port, s.address = p.Port, p.address(s.refs)
	if s.Target != nil {
		s.Target.AllowTo(s.refs.service.securityGroupID)
	}
}
