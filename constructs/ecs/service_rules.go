package ecs

import (
	"fmt"
	"math"
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Validate returns every mistake in the props as one error, or nil.
func (p *ServiceProps) Validate() error { return p.problems().Err() }

var servicePlatform = regexp.MustCompile(`^(LATEST|1\.[0-9]+\.[0-9]+)$`)

func (p *ServiceProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	naming.CheckECS(&ps, "name", p.Name, "name the service like llm-proxy")
	ps.Nested("cluster", p.Cluster.Validate())
	check.Required(&ps, "taskDefinitionARN", p.TaskDefinitionARN, "a task definition's ARN",
		"hand over TaskDefinition.ARN()")
	arn.Check(&ps, "taskDefinitionARN", p.TaskDefinitionARN, "ecs", "hand over TaskDefinition.ARN()")
	check.Choice(&ps, "imageOwner", p.ImageOwner, ImageOwnedByTerraform, ImageOwnedByPipeline, ImageOwnedByParameter)
	p.networkProblems(&ps)
	p.targetProblems(&ps)
	p.deploymentProblems(&ps)
	capacityProblems(&ps, "capacityProviders", p.CapacityProviders)
	p.cloudMapProblems(&ps)
	p.serviceConnectProblems(&ps)
	p.Cluster.offers(&ps, p.CapacityProviders)
	p.controllerProblems(&ps)
	return ps
}

func (p *ServiceProps) targetProblems(ps *rules.Mistakes) {
	if len(p.Targets) > 5 {
		ps.Break(rules.Range, "targets", fmt.Sprint(len(p.Targets)), "at most 5", "ECS allows five target groups a service")
	}
	groups := make([]string, len(p.Targets))
	for i, target := range p.Targets {
		path := rules.Index("targets", i)
		groups[i] = target.TargetGroupARN
		check.Required(ps, path+".targetGroupARN", target.TargetGroupARN, "a target group's ARN", "")
		arn.Check(ps, path+".targetGroupARN", target.TargetGroupARN, "elasticloadbalancing", "")
		check.Required(ps, path+".containerName", target.ContainerName, "the name of a container", "")
		if target.ContainerPort == nil {
			ps.Break(rules.Required, path+".containerPort", "", "the port that the container listens on", "")
		}
		check.Port(ps, path+".containerPort", target.ContainerPort)
		p.targetPortProblem(ps, path, target)
	}
	if !p.codeDeploy() { // which has one target at most
		check.Unique(ps, "targets", groups, "a task joins a target group once")
	}
	if p.HealthCheckGracePeriod != nil && len(p.Targets) == 0 {
		ps.Break(gracePeriod, "healthCheckGracePeriod", "a value without targets", "none",
			"it only delays load balancer checks")
	}
	check.WholeNumber(ps, "healthCheckGracePeriod", p.HealthCheckGracePeriod, 0, 2147483647, "s", "")
}

// targetPortProblem judges a target whose container and port are known, where the ports of the task are.
func (p *ServiceProps) targetPortProblem(ps *rules.Mistakes, path string, target LoadBalancerTarget) {
	if p.TaskPorts == nil || target.ContainerName == "" || token.Is(target.ContainerName) ||
		!check.Known(target.ContainerPort) {
		return
	}
	var listens []string
	for _, port := range p.TaskPorts {
		if port.ContainerName != target.ContainerName && !token.Is(port.ContainerName) {
			continue
		}
		if !check.Known(port.ContainerPort) || *port.ContainerPort == *target.ContainerPort {
			return
		}
		listens = append(listens, check.Number(*port.ContainerPort))
	}
	if listens == nil {
		ps.Break(targetPort, path+".containerName", check.Quote(target.ContainerName),
			"a container of the task that has a port", "name one of the task definition's containers")
		return
	}
	ps.Break(targetPort, path+".containerPort", check.Number(*target.ContainerPort),
		"a port of "+check.Quote(target.ContainerName)+": "+check.Words(listens), "state it in the task definition's ports")
}

func (p *ServiceProps) deploymentProblems(ps *rules.Mistakes) {
	check.WholeNumber(ps, "desiredCount", p.DesiredCount, 0, 5000, " tasks", "5000 is ECS's quota for a service")
	check.WholeNumber(ps, "minHealthyPercent", p.MinHealthyPercent, 0, 100, " %", "")
	check.WholeNumber(ps, "maxHealthyPercent", p.MaxHealthyPercent, 100, 400, " %", "")
	least := optional.Or(p.MinHealthyPercent, DefaultMinHealthyPercent)
	most := optional.Or(p.MaxHealthyPercent, DefaultMaxHealthyPercent)
	if least == 100 && most == 100 {
		ps.Break(deploymentRoom, "maxHealthyPercent", "100 % with minHealthyPercent 100 %", "room for a deployment",
			"raise maxHealthyPercent or lower minHealthyPercent")
	}
	p.roomProblem(ps, least, most)
	if p.AvailabilityZoneRebalancing == RebalancingEnabled && most == 100 {
		ps.Break(zoneRebalancing, "availabilityZoneRebalancing", "ENABLED with maxHealthyPercent 100 %",
			"maxHealthyPercent above 100 %", "ECS starts the new task before it stops the old one")
	}
	check.OneOf(ps, "availabilityZoneRebalancing", p.AvailabilityZoneRebalancing, RebalancingEnabled, RebalancingDisabled)
	if b := p.CircuitBreaker; b != nil && b.Enable != nil && !*b.Enable && b.Rollback != nil && *b.Rollback {
		ps.Break(breakerRollback, "circuitBreaker.rollback", "true with enable false", "enable true",
			"only an enabled breaker rolls back")
	}
	if a := p.DeploymentAlarms; a != nil && (a.AlarmNames == nil || len(*a.AlarmNames) == 0) {
		ps.Break(rules.Required, "deploymentAlarms.alarmNames", "", "at least one alarm's name",
			"or leave deploymentAlarms out")
	} else if a != nil && !token.IsList(a.AlarmNames) {
		for i, name := range optional.Texts(a.AlarmNames) {
			naming.CheckAlarm(ps, rules.Index("deploymentAlarms.alarmNames", i), name)
		}
	}
	if p.PlatformVersion != "" && !token.Is(p.PlatformVersion) && !servicePlatform.MatchString(p.PlatformVersion) {
		ps.Break(rules.Invalid, "platformVersion", check.Quote(p.PlatformVersion),
			"LATEST or a version such as 1.4.0", "")
	}
	check.WholeNumber(ps, "deploymentTimeoutMinutes", p.DeploymentTimeoutMinutes, 1, 1440, " minutes", "")
	if p.ImageOwner == ImageOwnedByPipeline && p.WaitForSteadyState != nil && *p.WaitForSteadyState {
		ps.Break(steadyStateWait, "waitForSteadyState", "true with imageOwner pipeline", "false",
			"the pipeline waits for its own deployments; Terraform does not see them")
	}
}

// roomProblem judges percentages that leave no room only because of the number of tasks: ECS rounds the least number of
// them up and the most down.
func (p *ServiceProps) roomProblem(ps *rules.Mistakes, least, most float64) {
	count := optional.Or(p.DesiredCount, DefaultDesiredCount)
	if optional.Value(p.Autoscaled) && count == 0 {
		count = 1 // the first that scaling asks for
	}
	if token.IsNumber(count) || token.IsNumber(least) || token.IsNumber(most) || count < 1 || least > 100 || most < 100 ||
		least == 100 && most == 100 {
		return
	}
	floor, ceiling := math.Ceil(count*least/100), math.Floor(count*most/100)
	if floor < count || ceiling > count {
		return
	}
	got := fmt.Sprintf("%s to %s %% of %s", check.Number(least), check.Number(most), tasks(count))
	ps.Break(deploymentRoom, "maxHealthyPercent", got, "room for a deployment",
		fmt.Sprintf("at least and at most %s then run: AWS rounds the least up and the most down; raise "+
			"maxHealthyPercent to %s or more", tasks(count), check.Number(math.Ceil((count+1)*100/count))))
}

func tasks(n float64) string {
	if n == 1 {
		return "1 task"
	}
	return check.Number(n) + " tasks"
}

// capacityProblems are the rules of a strategy, of a service or of a cluster.
func capacityProblems(ps *rules.Mistakes, at string, strategy []CapacityProvider) {
	names := make([]string, len(strategy))
	bases, weights := 0, 0.0
	for i, c := range strategy {
		path := rules.Index(at, i)
		names[i] = c.Name
		if c.Name == "" {
			ps.Break(rules.Required, path+".name", "", "FARGATE or FARGATE_SPOT", "")
		}
		check.OneOf(ps, path+".name", c.Name, Fargate, FargateSpot)
		check.WholeNumber(ps, path+".base", c.Base, 0, 100000, " tasks", "")
		check.WholeNumber(ps, path+".weight", c.Weight, 0, 1000, "", "")
		share := c.resolve()
		if *share.Base != 0 {
			bases++
		}
		weights += *share.Weight
	}
	check.Unique(ps, at, names, "merge them into one")
	if bases > 1 {
		ps.Break(capacityBase, at, fmt.Sprintf("%d with a base", bases), "at most one with a base",
			"AWS accepts a base on one provider only")
	}
	if len(strategy) > 0 && weights == 0 {
		ps.Break(capacityWeight, at, "only weights of 0", "at least one weight above 0",
			"tasks beyond the base would never start")
	}
}
