package ecs

import (
	"fmt"
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

var (
	serviceRuleName  = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)
	servicePlatform  = regexp.MustCompile(`^(LATEST|1\.[0-9]+\.[0-9]+)$`)
	serviceNamespace = regexp.MustCompile(`^ns-[a-z0-9]+$`)
)

func (p *ServiceProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	naming.CheckECS(&ps, "name", p.Name, "name the service like llm-proxy")
	ps.Nested("cluster", p.Cluster.Validate())
	check.Required(&ps, "taskDefinitionARN", p.TaskDefinitionARN, "a task definition's ARN",
		"hand over TaskDefinition.ARN()")
	arn.Check(&ps, "taskDefinitionARN", p.TaskDefinitionARN, "ecs", "hand over TaskDefinition.ARN()")
	check.OneOf(&ps, "imageOwner", p.ImageOwner, ImageOwnedByTerraform, ImageOwnedByPipeline, ImageOwnedByParameter)
	p.networkProblems(&ps)
	p.targetProblems(&ps)
	p.deploymentProblems(&ps)
	capacityProblems(&ps, "capacityProviders", p.CapacityProviders)
	p.Cluster.offers(&ps, p.CapacityProviders)
	p.discoveryProblems(&ps)
	p.controllerProblems(&ps)
	return ps
}

func (p *ServiceProps) networkProblems(ps *rules.Mistakes) {
	check.Required(ps, "vpcID", p.VPCID, "the VPC's id", "hand over the network's VPCID")
	if p.SubnetIDs == nil || len(*p.SubnetIDs) == 0 {
		ps.Break(rules.Required, "subnetIDs", "", "the ids of at least one subnet", "hand over the network's TaskSubnetIDs")
	}
	if p.SecurityGroupIDs != nil && !token.IsList(p.SecurityGroupIDs) && len(*p.SecurityGroupIDs) > 4 {
		ps.Break(rules.Range, "securityGroupIDs", fmt.Sprint(len(*p.SecurityGroupIDs)),
			"at most 4 besides the service's own", "AWS allows five groups on a task")
	}
	names := map[string]bool{}
	for i, in := range p.Ingress {
		path := rules.Index("ingress", i)
		serviceRuleProblems(ps, path, names, in.Name, in.Port,
			map[string]string{"securityGroupID": in.SecurityGroupID, "cidr": in.CIDR})
		if in.CIDR == "0.0.0.0/0" {
			ps.Break(ingressInternet, path+".cidr", check.Quote(in.CIDR), "a block that is not the whole internet",
				"put a load balancer in front of the tasks and name its security group")
		}
	}
	names = map[string]bool{}
	for i, out := range p.Egress {
		serviceRuleProblems(ps, rules.Index("egress", i), names, out.Name, out.Port,
			map[string]string{"securityGroupID": out.SecurityGroupID, "cidr": out.CIDR, "prefixListID": out.PrefixListID})
	}
	if p.RestrictEgress != nil && *p.RestrictEgress && len(p.Egress) == 0 {
		ps.Break(restrictedEgress, "restrictEgress", "true without egress", "at least one egress rule",
			"a task that reaches nothing cannot even pull its image; allow the VPC endpoints' security group on port 443")
	}
}

func serviceRuleProblems(ps *rules.Mistakes, path string, names map[string]bool, name string, port *float64,
	ends map[string]string) {
	switch {
	case !serviceRuleName.MatchString(name):
		ps.Break(check.Form(name), path+".name", check.Quote(name), "lower-case letters, digits and hyphens",
			"the name becomes part of the Terraform address")
	case names[name]:
		ps.Break(rules.Unique, path+".name", check.Quote(name)+" again", "a name of its own", "")
	}
	names[name] = true
	if port == nil {
		ps.Break(rules.Required, path+".port", "", "a TCP port", "")
	}
	check.Port(ps, path+".port", port)
	given := 0
	for _, end := range ends {
		if end != "" {
			given++
		}
	}
	if given != 1 {
		rule := rules.Exclusive
		if given == 0 {
			rule = rules.Required
		}
		ps.Break(rule, path, fmt.Sprintf("%d ends", given), "exactly one of "+check.Words(check.SortedKeys(ends)), "")
	}
	check.CIDR(ps, path+".cidr", ends["cidr"])
}

func (p *ServiceProps) targetProblems(ps *rules.Mistakes) {
	if len(p.Targets) > 5 {
		ps.Break(rules.Range, "targets", fmt.Sprint(len(p.Targets)), "at most 5", "ECS allows five target groups a service")
	}
	for i, target := range p.Targets {
		path := rules.Index("targets", i)
		check.Required(ps, path+".targetGroupARN", target.TargetGroupARN, "a target group's ARN", "")
		arn.Check(ps, path+".targetGroupARN", target.TargetGroupARN, "elasticloadbalancing", "")
		check.Required(ps, path+".containerName", target.ContainerName, "the name of a container", "")
		if target.ContainerPort == nil {
			ps.Break(rules.Required, path+".containerPort", "", "the port that the container listens on", "")
		}
		check.Port(ps, path+".containerPort", target.ContainerPort)
	}
	if p.HealthCheckGracePeriod != nil && len(p.Targets) == 0 {
		ps.Break(gracePeriod, "healthCheckGracePeriod", "a value without targets", "none",
			"it only delays load balancer checks")
	}
	check.WholeNumber(ps, "healthCheckGracePeriod", p.HealthCheckGracePeriod, 0, 2147483647, "s", "")
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

func (p *ServiceProps) discoveryProblems(ps *rules.Mistakes) {
	if c := p.CloudMap; c != nil {
		if !token.Is(c.NamespaceID) && !serviceNamespace.MatchString(c.NamespaceID) {
			ps.Break(check.Form(c.NamespaceID), "cloudMap.namespaceID", check.Quote(c.NamespaceID),
				"a namespace's id such as ns-abc123", "")
		}
		check.WholeNumber(ps, "cloudMap.ttl", c.TTL, 0, 2147483647, "s", "")
	}
	if p.ServiceConnect == nil {
		return
	}
	arn.Check(ps, "serviceConnect.namespaceARN", p.ServiceConnect.NamespaceARN, "servicediscovery", "")
	ports := make([]string, len(p.ServiceConnect.Services))
	for i, s := range p.ServiceConnect.Services {
		path := rules.Index("serviceConnect.services", i)
		ports[i] = s.PortName
		check.Required(ps, path+".portName", s.PortName, "the name of a port in the task definition", "name the port there")
		if s.Port == nil {
			ps.Break(rules.Required, path+".port", "", "the port that clients call", "")
		}
		check.Port(ps, path+".port", s.Port)
		check.WholeNumber(ps, path+".perRequestTimeout", s.PerRequestTimeout, 0, 2147483647, "s", "")
		check.WholeNumber(ps, path+".idleTimeout", s.IdleTimeout, 0, 2147483647, "s", "")
	}
	check.Unique(ps, "serviceConnect.services", ports, "offer a port once")
}
