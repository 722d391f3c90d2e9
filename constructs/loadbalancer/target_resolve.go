package loadbalancer

import (
	"cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// targetConfig is the props of a target with every default filled in.
type targetConfig struct {
	TargetProps
	fullName, namePrefix string // one of them is empty
	greenName            string // full, or empty with namePrefix
	greenPrefix          string
	blueGreen            bool
	version              ProtocolVersion
	algorithm            Algorithm
	deregistration       float64
	priority             float64
	rule                 Rule   // with its priority
	exceptions           []Rule // from the login, with the conditions of the rule
	health               healthConfig
	stickiness           *stickinessConfig // nil for none
}

type stickinessConfig struct {
	kind, cookie string
	duration     float64
}

type healthConfig struct {
	path, matcher                         string
	interval, timeout, healthy, unhealthy float64
}

func (p TargetProps) resolve() targetConfig {
	c := targetConfig{
		TargetProps: p,
		version:     cmp.Or(p.ProtocolVersion, HTTP1),
		algorithm:   p.Algorithm,
		priority:    DefaultPriority,
		blueGreen:   optional.Value(p.BlueGreen),

		deregistration: optional.Or(p.DeregistrationDelay, DefaultDeregistrationDelay),
	}
	if c.algorithm == "" {
		c.algorithm = LeastOutstandingRequests
		if optional.Value(p.SlowStart) != 0 {
			c.algorithm = RoundRobin
		}
	}
	if p.Rule != nil {
		c.priority = optional.Or(p.Rule.Priority, DefaultPriority)
	}
	c.rule = optional.Or(p.Rule, Rule{})
	c.rule.Priority = &c.priority
	if p.Login != nil {
		for _, e := range p.Login.Exceptions {
			c.exceptions = append(c.exceptions, c.rule.with(e))
		}
	}
	port := token.Unknown // a reference: the name cannot depend on it
	if check.Known(p.Port) {
		port = check.Number(*p.Port)
	}
	c.fullName, c.namePrefix = naming.TargetGroup(p.Name, port, string(c.version), p.VPCID)
	c.greenName, c.greenPrefix = naming.TargetGroup(p.Name+"-green", port, string(c.version), p.VPCID)
	c.health = p.HealthCheck.resolve(c.version)
	c.stickiness = p.Stickiness.resolve()
	return c
}

func (s *Stickiness) resolve() *stickinessConfig {
	if s == nil {
		return nil
	}
	kind := "lb_cookie"
	if s.CookieName != "" {
		kind = "app_cookie"
	}
	return &stickinessConfig{kind: kind, cookie: s.CookieName,
		duration: optional.Or(s.Duration, DefaultStickinessDuration)}
}

func (h *HealthCheck) resolve(version ProtocolVersion) healthConfig {
	if h == nil {
		h = &HealthCheck{}
	}
	c := healthConfig{
		interval:  optional.Or(h.Interval, DefaultInterval),
		healthy:   optional.Or(h.HealthyThreshold, DefaultHealthyThreshold),
		unhealthy: optional.Or(h.UnhealthyThreshold, DefaultUnhealthyThreshold),
	}
	path, matcher := "/", "200-299"
	if version == GRPC {
		path, matcher = "/AWS.ALB/healthcheck", "12"
		if h.Path != "" {
			matcher = "0"
		}
	}
	c.path, c.matcher = cmp.Or(h.Path, path), cmp.Or(h.Matcher, matcher)
	otherwise := float64(DefaultTimeout)
	if !token.IsNumber(c.interval) && c.interval <= otherwise {
		otherwise = c.interval - 1
	}
	c.timeout = optional.Or(h.Timeout, otherwise)
	return c
}
