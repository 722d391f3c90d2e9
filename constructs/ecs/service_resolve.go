package ecs

import (
	"cmp"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Defaults of [ServiceProps].
const (
	DefaultDesiredCount             = 1
	DefaultMinHealthyPercent        = 100
	DefaultMaxHealthyPercent        = 200
	DefaultHealthCheckGracePeriod   = 60 // seconds
	DefaultDeploymentTimeoutMinutes = 30
	DefaultCloudMapTTL              = 10 // seconds
)

const defaultPlatform = "LATEST"

// serviceConfig is the props with every default filled in and every dependent choice made.
type serviceConfig struct {
	ServiceProps
	desired, minHealthy, maxHealthy float64
	breaker, rollback               bool
	grace                           *float64 // nil without a load balancer
	rebalancing                     AvailabilityZoneRebalancing
	platform                        string // "" leaves it to AWS
	egress                          []Egress
	ignore                          []string
	wait                            bool // and check afterwards that the deployed revision is the one that runs
	timeout                         string
	redeploy                        bool
	launchType                      string // "" where capacity providers decide
}

func (p ServiceProps) resolve() serviceConfig {
	c := serviceConfig{
		ServiceProps: p,
		desired:      optional.Or(p.DesiredCount, DefaultDesiredCount),
		minHealthy:   optional.Or(p.MinHealthyPercent, DefaultMinHealthyPercent),
		maxHealthy:   optional.Or(p.MaxHealthyPercent, DefaultMaxHealthyPercent),
		breaker:      true,
		rollback:     true,
		rebalancing:  p.AvailabilityZoneRebalancing,
		platform:     cmp.Or(p.PlatformVersion, defaultPlatform),
		timeout:      check.Number(optional.Or(p.DeploymentTimeoutMinutes, DefaultDeploymentTimeoutMinutes)) + "m",
		// The provider refuses a change of capacity providers, and ignores triggers, unless it may start a deployment.
		redeploy: !p.codeDeploy() && (len(p.RedeployTriggers) > 0 || len(p.CapacityProviders) > 0),
	}
	c.EnableExecute = jsii.Bool(optional.Value(p.EnableExecute))
	c.AssignPublicIP = jsii.Bool(optional.Value(p.AssignPublicIP))
	if len(p.CapacityProviders) == 0 {
		c.launchType = Fargate
	}
	c.CapacityProviders = resolveAll(p.CapacityProviders, CapacityProvider.resolve)
	c.DeploymentAlarms, c.CloudMap = p.DeploymentAlarms.resolve(), p.resolveCloudMap()
	c.ServiceConnect = p.ServiceConnect.resolve(p.TaskPorts)
	if b := p.CircuitBreaker; b != nil {
		c.breaker = optional.Or(b.Enable, true)
		c.rollback = c.breaker && optional.Or(b.Rollback, true)
	}
	if len(p.Targets) > 0 {
		grace := optional.Or(p.HealthCheckGracePeriod, DefaultHealthCheckGracePeriod)
		c.grace = &grace
	}
	if c.rebalancing == "" {
		c.rebalancing = RebalancingEnabled
		if p.codeDeploy() || c.maxHealthy <= 100 && !token.IsNumber(c.maxHealthy) {
			c.rebalancing = RebalancingDisabled
		}
	}
	if p.codeDeploy() && c.platform == defaultPlatform {
		// AWS calls the latest one by its number then, which Terraform would try to change back and AWS refuse
		// (https://github.com/aws/containers-roadmap/issues/2840).
		c.platform = ""
	}
	c.Ingress, c.egress = resolveAll(p.Ingress, Ingress.resolve), p.resolveEgress()
	if optional.Or(p.Autoscaled, false) {
		c.ignore = append(c.ignore, "desired_count")
	}
	switch {
	case p.codeDeploy():
		// CodeDeploy changes both. The provider waits for deployments, of which a service made of task sets has none: it
		// would wait for ever.
		c.ignore = append(c.ignore, "task_definition", "load_balancer")
	case p.ImageOwner == ImageOwnedByPipeline:
		c.ignore = append(c.ignore, "task_definition")
	default:
		c.wait = optional.Or(p.WaitForSteadyState, true)
	}
	return c
}

func (p CapacityProvider) resolve() CapacityProvider {
	p.Base, p.Weight = jsii.Number(optional.Or(p.Base, 0)), jsii.Number(optional.Or(p.Weight, 1))
	return p
}

func (a *DeploymentAlarms) resolve() *DeploymentAlarms {
	if a == nil {
		return nil
	}
	return &DeploymentAlarms{AlarmNames: a.AlarmNames, Rollback: jsii.Bool(optional.Or(a.Rollback, true))}
}

func (p ServiceProps) codeDeploy() bool { return p.DeploymentController == ControllerCodeDeploy }
