package ecs

import (
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

// serviceConfig is the props with every default filled in and every dependent choice made.
type serviceConfig struct {
	ServiceProps
	desired, minHealthy, maxHealthy float64
	breaker, rollback               bool
	grace                           *float64 // nil without a load balancer
	rebalancing                     AvailabilityZoneRebalancing
	platform                        string
	egress                          []Egress
	ignore                          []string
	wait                            bool // and check afterwards that the deployed revision is the one that runs
	timeout                         string
	redeploy                        bool
}

func (p ServiceProps) resolveService() serviceConfig {
	c := serviceConfig{
		ServiceProps: p,
		desired:      optional.Or(p.DesiredCount, DefaultDesiredCount),
		minHealthy:   optional.Or(p.MinHealthyPercent, DefaultMinHealthyPercent),
		maxHealthy:   optional.Or(p.MaxHealthyPercent, DefaultMaxHealthyPercent),
		breaker:      true,
		rollback:     true,
		rebalancing:  p.AvailabilityZoneRebalancing,
		platform:     p.PlatformVersion,
		timeout:      check.Number(optional.Or(p.DeploymentTimeoutMinutes, DefaultDeploymentTimeoutMinutes)) + "m",
		// The provider refuses a change of capacity providers, and ignores triggers, unless it may start a deployment.
		redeploy: len(p.RedeployTriggers) > 0 || len(p.CapacityProviders) > 0,
	}
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
		if c.maxHealthy <= 100 && !token.IsNumber(c.maxHealthy) {
			c.rebalancing = RebalancingDisabled
		}
	}
	if c.platform == "" {
		c.platform = "LATEST"
	}
	if !optional.Or(p.RestrictEgress, false) {
		https := 443.0
		c.egress = append(c.egress, Egress{Name: "https", CIDR: "0.0.0.0/0", Port: &https})
	}
	c.egress = append(c.egress, p.Egress...)
	if optional.Or(p.Autoscaled, false) {
		c.ignore = append(c.ignore, "desired_count")
	}
	if p.ImageOwner == ImageOwnedByPipeline {
		c.ignore = append(c.ignore, "task_definition")
	} else {
		c.wait = optional.Or(p.WaitForSteadyState, true)
	}
	return c
}
