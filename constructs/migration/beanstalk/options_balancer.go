package beanstalk

import "github.com/fargate-ai/fargate-ai-service/constructs/migration"

// balancerOptions are those of processes, listeners and load balancers.
func balancerOptions() []row {
	check := func(field func(*migration.HealthCheck) *amount) func(*service) *amount {
		return func(s *service) *amount { return field(&s.HealthCheck) }
	}
	interval := number("HealthCheck.Interval", limits{5, 300, " s"},
		check(func(h *migration.HealthCheck) *amount { return &h.Interval }))
	timeout := number("HealthCheck.Timeout", limits{2, 120, " s"},
		check(func(h *migration.HealthCheck) *amount { return &h.Timeout }))
	healthy := number("HealthCheck.HealthyThreshold", limits{2, 10, ""},
		check(func(h *migration.HealthCheck) *amount { return &h.HealthyThreshold }))
	unhealthy := number("HealthCheck.UnhealthyThreshold", limits{2, 10, ""},
		check(func(h *migration.HealthCheck) *amount { return &h.UnhealthyThreshold }))
	idle := number("LoadBalancer.IdleTimeout", limits{1, 4000, " s"},
		func(s *service) *amount { return &s.LoadBalancer.IdleTimeout })
	drain := number("Target.DeregistrationDelay", limits{0, 3600, " s"},
		func(s *service) *amount { return &s.Target.DeregistrationDelay })
	sticky := number("Target.Stickiness.Duration", limits{1, 604800, " s"},
		func(s *service) *amount { return &s.Target.StickyDuration })
	const classic = "the classic load balancer becomes an Application Load Balancer, whose target speaks HTTP to the " +
		"one Port"
	return []row{
		{defaultProcess, "HealthCheckPath", (*building).healthPath},
		{defaultProcess, "HealthCheckInterval", interval},
		{defaultProcess, "HealthCheckTimeout", timeout},
		{defaultProcess, "HealthyThresholdCount", healthy},
		{defaultProcess, "UnhealthyThresholdCount", unhealthy},
		{defaultProcess, "MatcherHTTPCode", (*building).matcher},
		{defaultProcess, "DeregistrationDelay", drain},
		{defaultProcess, "Port", (*building).processPort},
		{defaultProcess, "Protocol", (*building).protocol},
		{defaultProcess, "StickinessEnabled", (*building).sticky},
		{defaultProcess, "StickinessLBCookieDuration", sticky},
		{defaultProcess, "StickinessType", dropped("the load balancer's own cookie is used")},
		{"aws:elasticbeanstalk:environment:process:*", "*", decided("a process beside the default one is a service of " +
			"its own, with ExistingLoadBalancer and a Rule")},

		{"aws:elbv2:listener:*", "SSLCertificateArns", (*building).certificate},
		{"aws:elbv2:listener:*", "SSLPolicy", (*building).tlsPolicy},
		{"aws:elbv2:listener:*", "Rules", decided("see ServiceProps.Rule, and the rules that are listed here")},
		{"aws:elbv2:listener:*", "*", dropped("the load balancer listens on 443, with a certificate, and redirects port " +
			"80 to it")},
		{"aws:elbv2:listenerrule:*", "*", decided("a rule is ServiceProps.Rule of the service that it leads to")},
		{balancerNamespace, "IdleTimeout", idle},
		{balancerNamespace, "AccessLogs*", grouped},
		{balancerNamespace, "SecurityGroups", decided(ownGroups)},
		{balancerNamespace, "ManagedSecurityGroup", decided(ownGroups)},
		{balancerNamespace, "SharedLoadBalancer", decided("state it as ExistingLoadBalancer, with a Rule, or take the one " +
			"that is made")},
		{balancerNamespace, "IpAddressType", decided("see LoadBalancer.IPAddressType")},

		{"aws:elb:healthcheck", "HealthyThreshold", healthy},
		{"aws:elb:healthcheck", "UnhealthyThreshold", unhealthy},
		{"aws:elb:healthcheck", "Interval", interval},
		{"aws:elb:healthcheck", "Timeout", timeout},
		{"aws:elb:healthcheck", "Target", (*building).healthURL},
		{"aws:elb:loadbalancer", "SSLCertificateId", (*building).certificate},
		{"aws:elb:loadbalancer", "SecurityGroups", decided(ownGroups)},
		{"aws:elb:loadbalancer", "ManagedSecurityGroup", decided(ownGroups)},
		{"aws:elb:loadbalancer", "*", dropped(classic)},
		{"aws:elb:listener*", "SSLCertificateId", (*building).certificate},
		{"aws:elb:listener*", "*", dropped(classic)},
		{classicPolicies, "ConnectionSettingIdleTimeout", idle},
		{classicPolicies, "ConnectionDrainingTimeout", drain},
		{classicPolicies, "ConnectionDrainingEnabled", dropped("tasks always drain: see Target.DeregistrationDelay")},
		{classicPolicies, "Stickiness Policy", (*building).sticky},
		{classicPolicies, "Stickiness Cookie Expiration", sticky},
		{classicPolicies, "LoadBalancerPorts", dropped(classic)},
		{"aws:elb:policies:*", "*", decided("a policy of a classic load balancer: see LoadBalancer.TLSPolicy and " +
			"Target.Stickiness")},
	}
}
