package review

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/price"
)

// network prices what stands between the tasks and everyone else.
func (e *estimator) network() {
	e.of("aws_lb", e.balancer)
	e.of("aws_alb", e.balancer)
	if n := e.count("aws_nat_gateway"); n > 0 {
		e.add(groupNetwork, plural(n, "NAT gateway"), "", fixed(n*e.prices.Month(price.NATGatewayHour)))
		e.traffic(e.usage.NATGB, price.NATGatewayGB, "data through the NAT gateways")
	}
	if n := e.count("aws_eip"); n > 0 {
		e.add(groupNetwork, plural(n, "elastic IP address"), "", fixed(n*e.prices.Month(price.PublicIPv4Hour)))
	}
	endpoints, zones := 0.0, 0.0
	e.of("aws_vpc_endpoint", func(r Resource, instances float64) {
		if text(r.Attributes["vpc_endpoint_type"]) == "Interface" {
			endpoints += instances
			zones += instances * e.zones(r, "subnet_ids")
		}
	})
	if endpoints > 0 {
		item := plural(endpoints, "interface endpoint") + ", " + amount(zones) + " zones in all"
		e.add(groupNetwork, item, "", fixed(zones*e.prices.Month(price.EndpointHour)))
		e.traffic(e.usage.EndpointGB, price.EndpointGB, "data through the interface endpoints")
	}
	if n := e.count("aws_route53_zone") + e.count("aws_service_discovery_private_dns_namespace") +
		e.count("aws_service_discovery_public_dns_namespace"); n > 0 {
		e.add(groupNetwork, plural(n, "hosted zone"), "", fixed(n*e.prices.USD(price.HostedZoneMonth)))
	}
	e.healthChecks()
}

// healthChecks prices those of Route 53, as of what runs in AWS.
func (e *estimator) healthChecks() {
	checks, features := 0.0, 0.0
	e.of("aws_route53_health_check", func(r Resource, instances float64) {
		checks += instances
		kind := text(r.Attributes["type"])
		latency, _ := boolean(r.Attributes["measure_latency"])
		interval, _ := number(r.Attributes["request_interval"])
		for _, has := range []bool{strings.HasPrefix(kind, "HTTPS"), strings.HasSuffix(kind, "STR_MATCH"), latency,
			interval == 10} {
			if has {
				features += instances
			}
		}
	})
	if checks == 0 {
		return
	}
	item := plural(checks, "health check")
	if features > 0 {
		item += " of Route 53 with " + plural(features, "option")
	} else {
		item += " of Route 53"
	}
	e.add(groupNetwork, item, "", fixed(checks*e.prices.USD(price.HealthCheckMonth)+
		features*e.prices.USD(price.HealthCheckFeatureMonth)))
}

func (e *estimator) balancer(r Resource, instances float64) {
	lcus := e.used(e.usage.LCUs, 1, "capacity unit (LCU) of each load balancer, on average")
	usd := e.prices.Month(price.LoadBalancerHour) + lcus*e.prices.Month(price.LoadBalancerLCUHour)
	e.add(groupNetwork, r.label()+": load balancer, "+amount(lcus)+" LCU", r.Address, fixed(instances*usd))
	internal, known := boolean(r.Attributes["internal"])
	if !known {
		e.assume(r.label() + ": internet-facing, as internal is a reference")
	}
	if !internal {
		n := instances * e.zones(r, "subnets")
		e.add(groupNetwork, r.label()+": "+plural(n, "public IPv4 address"), r.Address,
			fixed(n*e.prices.Month(price.PublicIPv4Hour)))
	}
}

// traffic prices data by the gigabyte when the user stated it.
func (e *estimator) traffic(gb *float64, item price.Item, what string) {
	if gb == nil {
		e.skip(what)
		return
	}
	e.add(groupNetwork, what+", "+amount(max(*gb, 0))+" GB", "", fixed(max(*gb, 0)*e.prices.USD(item)))
}
