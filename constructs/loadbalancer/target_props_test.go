package loadbalancer

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func TestTargetProblems(t *testing.T) {
	valid := func() TargetProps {
		return TargetProps{
			VPCID:        "vpc-0a1b2c3d",
			Port:         jsii.Number(4000),
			LoadBalancer: Ref{ListenerARN: reference, SecurityGroupID: reference},
			TargetSettings: TargetSettings{
				Name: "llm-proxy",
			},
		}
	}
	rule := func(r Rule) func(*TargetProps) {
		if r.Priority == nil {
			r.Priority = jsii.Number(1)
		}
		return func(p *TargetProps) { p.Rule = &r }
	}
	health := func(h HealthCheck) func(*TargetProps) { return func(p *TargetProps) { p.HealthCheck = &h } }
	number := jsii.Number(-1.8881545897087626e+289)
	checktest.Run(t, valid, func(p *TargetProps) error { return p.Validate() }, []checktest.Case[TargetProps]{
		{Name: "valid", Change: func(*TargetProps) {}},
		{Name: "references", Change: func(p *TargetProps) {
			*p = TargetProps{
				VPCID:        reference,
				Port:         number,
				LoadBalancer: p.LoadBalancer,
				HealthCheck:  &HealthCheck{Path: reference, Matcher: reference, Interval: number, Timeout: number},
				Rule: &Rule{Priority: number, Hosts: jsii.Strings("#{TfToken[TOKEN.2]}"), Paths: jsii.Strings(reference),
					SourceCIDRs: jsii.Strings(reference), Headers: map[string]string{"x": reference},
					QueryStrings: map[string]string{"x": reference}},
				TargetSettings: TargetSettings{
					Name:                reference,
					ProtocolVersion:     reference,
					Algorithm:           reference,
					DeregistrationDelay: number,
					SlowStart:           number,
					Stickiness:          &Stickiness{Duration: number, CookieName: reference},
				},
			}
		}},
		{Name: "everything", Change: func(p *TargetProps) {
			rule(Rule{Hosts: jsii.Strings("*.acme.dev"), Paths: jsii.Strings("/v1/*"), Methods: jsii.Strings("POST"),
				Headers: map[string]string{"X-Model": "large"}, QueryStrings: map[string]string{"model": "*"}})(p)
			health(HealthCheck{Path: "/health/liveliness", Matcher: "200-299,401", Interval: jsii.Number(5)})(p)
			p.Algorithm, p.SlowStart = RoundRobin, jsii.Number(30)
		}},
		{Name: "nothing", Change: func(p *TargetProps) { *p = TargetProps{} },
			Want: []string{"loadBalancer.listenerARN required", "loadBalancer.securityGroupID required",
				"name required", "port required", "vpcID required"}},
		{Name: "port", Change: func(p *TargetProps) { p.Port = jsii.Number(0) }, Want: []string{"port range"}},
		{Name: "version", Change: func(p *TargetProps) { p.ProtocolVersion = "HTTP3" },
			Want: []string{"protocolVersion one-of"}},
		{Name: "gRPC without TLS",
			Change: func(p *TargetProps) { p.ProtocolVersion, p.LoadBalancer.URL = GRPC, "http://"+reference },
			Want:   []string{"protocolVersion load-balancer-http2-tls"}},
		{Name: "HTTP/2 with TLS",
			Change: func(p *TargetProps) { p.ProtocolVersion, p.LoadBalancer.URL = HTTP2, "https://acme.dev" }},
		{Name: "algorithm", Change: func(p *TargetProps) { p.Algorithm = "random" },
			Want: []string{"algorithm one-of"}},
		{Name: "deregistration", Change: func(p *TargetProps) { p.DeregistrationDelay = jsii.Number(3601) },
			Want: []string{"deregistrationDelay range"}},
		{Name: "slow start", Change: func(p *TargetProps) { p.SlowStart = jsii.Number(29) },
			Want: []string{"slowStart range"}},
		{Name: "no slow start", Change: func(p *TargetProps) { p.SlowStart, p.Algorithm = jsii.Number(0), WeightedRandom }},
		{Name: "slow start with least outstanding",
			Change: func(p *TargetProps) { p.SlowStart, p.Algorithm = jsii.Number(30), LeastOutstandingRequests },
			Want:   []string{"slowStart load-balancer-slow-start"}},
		{Name: "blue/green", Change: func(p *TargetProps) {
			p.BlueGreen, p.LoadBalancer.TestListenerARN = jsii.Bool(true),
				reference
		}},
		{Name: "blue/green without a test listener", Change: func(p *TargetProps) { p.BlueGreen = jsii.Bool(true) },
			Want: []string{"blueGreen load-balancer-blue-green-listener"}},
		{Name: "no blue/green", Change: func(p *TargetProps) { p.BlueGreen = jsii.Bool(false) }},
		{Name: "stickiness", Change: func(p *TargetProps) {
			p.Stickiness = &Stickiness{Duration: jsii.Number(0),
				CookieName: "AWSALBTG"}
		}, Want: []string{"stickiness.cookieName load-balancer-cookie-name", "stickiness.duration range"}},
		{Name: "own cookie", Change: func(p *TargetProps) { p.Stickiness = &Stickiness{CookieName: "AWSALBUM"} }},
		{Name: "health path", Change: health(HealthCheck{Path: "health"}),
			Want: []string{"healthCheck.path invalid"}},
		{Name: "health query", Change: health(HealthCheck{Path: "/health?deep=1"}), Want: []string{
			"healthCheck.path invalid"}},
		{Name: "matcher", Change: health(HealthCheck{Matcher: "200,500"}),
			Want: []string{"healthCheck.matcher invalid"}},
		{Name: "matcher backwards", Change: health(HealthCheck{Matcher: "299-200"}),
			Want: []string{"healthCheck.matcher invalid"}},
		{Name: "matcher of words", Change: health(HealthCheck{Matcher: "ok"}), Want: []string{"healthCheck.matcher invalid"}},
		{Name: "HTTP matcher for gRPC",
			Change: func(p *TargetProps) { health(HealthCheck{Matcher: "200"})(p); p.ProtocolVersion = GRPC },
			Want:   []string{"healthCheck.matcher invalid"}},
		{Name: "interval", Change: health(HealthCheck{Interval: jsii.Number(4)}),
			Want: []string{"healthCheck.interval range"}},
		{Name: "timeout", Change: health(HealthCheck{Timeout: jsii.Number(1)}),
			Want: []string{"healthCheck.timeout range"}},
		{Name: "timeout of the default interval", Change: health(HealthCheck{Timeout: jsii.Number(15)}),
			Want: []string{"healthCheck.timeout load-balancer-health-timeout"}},
		{Name: "thresholds", Change: health(HealthCheck{HealthyThreshold: jsii.Number(1),
			UnhealthyThreshold: jsii.Number(11)}),
			Want: []string{"healthCheck.healthyThreshold range", "healthCheck.unhealthyThreshold range"}},
		{Name: "no priority", Change: func(p *TargetProps) { p.Rule = &Rule{Paths: jsii.Strings("/*")} },
			Want: []string{"rule.priority required"}},
		{Name: "no condition", Change: func(p *TargetProps) { p.Rule = &Rule{} }},
		{Name: "priority", Change: rule(Rule{Priority: jsii.Number(50001)}), Want: []string{"rule.priority range"}},
		{Name: "host", Change: rule(Rule{Hosts: jsii.Strings("https://acme.dev")}),
			Want: []string{"rule.hosts[0] invalid"}},
		{Name: "path", Change: rule(Rule{Paths: jsii.Strings("v1/*", "/a b")}),
			Want: []string{"rule.paths[0] invalid", "rule.paths[1] invalid"}},
		{Name: "method", Change: rule(Rule{Methods: jsii.Strings("get")}), Want: []string{"rule.methods[0] invalid"}},
		{Name: "source", Change: rule(Rule{SourceCIDRs: jsii.Strings("10.0.0.1/8")}),
			Want: []string{"rule.sourceCIDRs[0] invalid"}},
		{Name: "empty list", Change: rule(Rule{Hosts: jsii.Strings()}), Want: []string{"rule.hosts required"}},
		{Name: "host header", Change: rule(Rule{Headers: map[string]string{"Host": "acme.dev"}}),
			Want: []string{"rule.headers.Host load-balancer-host-header"}},
		{Name: "header name", Change: rule(Rule{Headers: map[string]string{"X Model": "a"}}),
			Want: []string{"rule.headers invalid"}},
		{Name: "header value", Change: rule(Rule{Headers: map[string]string{"X-Model": ""}}),
			Want: []string{"rule.headers.X-Model required"}},
		{Name: "query", Change: rule(Rule{QueryStrings: map[string]string{"model": "ä"}}),
			Want: []string{"rule.queryStrings.model invalid"}},
		{Name: "six values", Change: rule(Rule{Hosts: jsii.Strings("a.de", "b.de", "c.de"),
			Paths: jsii.Strings("/a", "/b", "/c")}), Want: []string{"rule load-balancer-rule-quota"}},
		{Name: "seven wildcards", Change: rule(Rule{Hosts: jsii.Strings("*.*.*.de"), Paths: jsii.Strings("/*/*/*/?")}),
			Want: []string{"rule load-balancer-rule-quota"}},
	})
}

func TestHealthDefaults(t *testing.T) {
	for name, c := range map[string]struct {
		check         *HealthCheck
		version       ProtocolVersion
		path, matcher string
		timeout       float64
	}{
		"HTTP":           {nil, HTTP1, "/", "200-299", 5},
		"gRPC":           {nil, GRPC, "/AWS.ALB/healthcheck", "12", 5},
		"gRPC path":      {&HealthCheck{Path: "/grpc.health.v1.Health/Check"}, GRPC, "/grpc.health.v1.Health/Check", "0", 5},
		"short interval": {&HealthCheck{Interval: jsii.Number(5)}, HTTP1, "/", "200-299", 4},
	} {
		if got := c.check.resolve(c.version); got.path != c.path || got.matcher != c.matcher || got.timeout != c.timeout {
			t.Errorf("%s: got %+v", name, got)
		}
	}
	if c := (TargetProps{TargetSettings: TargetSettings{SlowStart: jsii.Number(30)}}).resolve(); c.algorithm !=
		RoundRobin {
		t.Errorf("slow start with %s", c.algorithm)
	}
}
