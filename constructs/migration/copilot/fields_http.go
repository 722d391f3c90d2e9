package copilot

import "github.com/fargate-ai/fargate-ai-service/constructs/migration"

func httpRows() []row {
	const balanced = web | backend
	health := func(into func(*migration.HealthCheck) *amount) func(*migration.Service) *amount {
		return func(s *migration.Service) *amount { return into(&s.HealthCheck) }
	}
	return []row{
		{"http", balanced, false, (*building).http},
		{"http.path", balanced, false, (*building).path},
		{"http.alb", balanced, false, decided("state the load balancer as ExistingLoadBalancer, with a Rule, or take the " +
			"one that is made")},
		{"http.healthcheck", balanced | requestDriven, false, (*building).healthPath},
		{"http.healthcheck.path", balanced | requestDriven, false, (*building).healthPath},
		{"http.healthcheck.port", balanced, false, (*building).healthPort},
		{"http.healthcheck.success_codes", balanced, false, (*building).successCodes},
		{"http.healthcheck.healthy_threshold", balanced | requestDriven, false,
			number("HealthCheck.HealthyThreshold", 2, 10,
				health(func(h *migration.HealthCheck) *amount { return &h.HealthyThreshold }))},
		{"http.healthcheck.unhealthy_threshold", balanced | requestDriven, false, number("HealthCheck.UnhealthyThreshold", 2,
			10, health(func(h *migration.HealthCheck) *amount { return &h.UnhealthyThreshold }))},
		{"http.healthcheck.interval", balanced | requestDriven, false, seconds("HealthCheck.Interval", 5, 300,
			health(func(h *migration.HealthCheck) *amount { return &h.Interval }))},
		{"http.healthcheck.timeout", balanced | requestDriven, false, seconds("HealthCheck.Timeout", 2, 120,
			health(func(h *migration.HealthCheck) *amount { return &h.Timeout }))},
		{"http.healthcheck.grace_period", balanced, false, seconds("Deployment.HealthCheckGracePeriod", 0, 2147483647,
			func(s *migration.Service) *amount { return &s.Deployment.GracePeriod })},
		{"http.deregistration_delay", balanced, false, seconds("Target.DeregistrationDelay", 0, 3600,
			func(s *migration.Service) *amount { return &s.Target.DeregistrationDelay })},
		{"http.target_container", balanced, false, (*building).targetContainer},
		{"http.targetContainer", balanced, false, (*building).targetContainer},
		{"http.target_port", balanced, false, (*building).targetPort},
		{"http.stickiness", balanced, false, (*building).sticky},
		{"http.allowed_source_ips", balanced, false, (*building).sources},
		{"http.alias", balanced | requestDriven, true, (*building).aliases},
		{"http.hosted_zone", balanced, false, (*building).hostedZone},
		{"http.redirect_to_https", balanced, false, (*building).redirect},
		{"http.version", balanced, false, (*building).version},
		{"http.additional_rules", balanced, true, decided(otherRule)},
		{"http.private", requestDriven, false, (*building).private},
		{"http.private.endpoint", requestDriven, false, dropped("an endpoint of App Runner: the load balancer is internal " +
			"instead")},
		{"nlb", web, true, decided(networkBalancer)},
	}
}

func scalingRows() []row {
	scale := func(into func(*migration.Scaling) *amount) func(*migration.Service) *amount {
		return func(s *migration.Service) *amount { return into(&s.Scaling) }
	}
	out := []row{
		{"count", services | requestDriven, false, (*building).count},
		{"count.spot", services, false, (*building).spot},
		{"count.range", services, false, (*building).ranged},
		{"count.range.min", services, false, number("Scaling.MinCapacity", 0, 5000,
			scale(func(s *migration.Scaling) *amount { return &s.Min }))},
		{"count.range.max", services, false, number("Scaling.MaxCapacity", 0, 5000,
			scale(func(s *migration.Scaling) *amount { return &s.Max }))},
		{"count.range.spot_from", services, false, (*building).spotFrom},
		{"count.cooldown.in", services, false, (*building).cooldown},
		{"count.cooldown.out", services, false, (*building).cooldown},
		{"count.queue_delay.acceptable_latency", worker, false, (*building).queueDelay},
		{"count.queue_delay.msg_processing_time", worker, false, (*building).queueDelay},
	}
	for name, kinds := range map[string]kind{"cpu_percentage": services, "memory_percentage": services,
		"requests": web | backend, "response_time": web | backend, "queue_delay": worker} {
		out = append(out, row{"count." + name + ".cooldown.in", kinds, false, (*building).cooldown},
			row{"count." + name + ".cooldown.out", kinds, false, (*building).cooldown})
		if name != "queue_delay" {
			out = append(out, row{"count." + name, kinds, false, (*building).tracked},
				row{"count." + name + ".value", kinds, false, (*building).tracked})
		}
	}
	return out
}
