package loadbalancer

// ProtocolVersion is what a load balancer speaks to targets. Clients may speak HTTP/1.1 or HTTP/2 in any case, but gRPC
// only to GRPC.
type ProtocolVersion string

const (
	HTTP1 ProtocolVersion = "HTTP1"
	HTTP2 ProtocolVersion = "HTTP2" // requests in HTTP/1.1 fail; needs a listener with TLS
	GRPC  ProtocolVersion = "GRPC"  // needs a listener with TLS
)

// Algorithm chooses the target of a request.
type Algorithm string

const (
	RoundRobin               Algorithm = "round_robin"
	LeastOutstandingRequests Algorithm = "least_outstanding_requests"
	WeightedRandom           Algorithm = "weighted_random"
)

// TargetProps are the props of a target.
type TargetProps struct {
	// VPCID of the tasks. Required. A change replaces the group.
	VPCID string
	// Port that the container listens on. Required. A change replaces the group.
	Port *float64
	// LoadBalancer to join. Required.
	LoadBalancer Ref
	// Rule that leads requests here. Default: all requests that no other rule matches.
	Rule *Rule
	// Login at the load balancer before a request reaches a task. Not with BlueGreen. Default: none.
	Login *Login
	// HealthCheck default: GET / every 15 s.
	HealthCheck *HealthCheck
	// BlueGreen adds a second target group, for the new tasks of a deployment by CodeDeploy, and a rule on the load
	// balancer's test listener, with the conditions and priority of Rule, that leads there. CodeDeploy moves both rules
	// between the groups, so Terraform ignores where they lead from then on. That is also why Port, ProtocolVersion and
	// VPCID cannot be changed afterwards: the rules would stay with the groups that are to be replaced. Needs a
	// LoadBalancer with a test listener. Default: false.
	BlueGreen *bool

	TargetSettings
}

// TargetSettings are how requests reach the tasks. All have defaults but Name.
type TargetSettings struct {
	// Name of the target group. Required; letters, digits and hyphens. AWS sees it with a hash, or its first characters
	// and a number when VPCID is a reference, so that the group can be replaced while it is in use.
	Name string
	// ProtocolVersion default: HTTP1. A change replaces the group.
	ProtocolVersion ProtocolVersion
	// Algorithm default: LeastOutstandingRequests, because the requests to a model differ in length by orders of
	// magnitude; with SlowStart, which it does not support, RoundRobin.
	Algorithm Algorithm
	// DeregistrationDelay in seconds that a stopping task may still answer in, 0 to 3600; then its streams are cut.
	// Default: 120. Raise it to the longest response: a deployment waits for it, and the container's stop timeout, at most
	// 120 s on Fargate, comes after it.
	DeregistrationDelay *float64
	// SlowStart in seconds over which a new task's share of requests grows, 30 to 900, or 0. Default: 0. Only with
	// RoundRobin.
	SlowStart *float64
	// Stickiness sends a client to the same task again. Default: none.
	Stickiness *Stickiness
	// Tags of the target group and the rule.
	Tags map[string]string
}

// Stickiness by cookie.
type Stickiness struct {
	// Duration in seconds, 1 to 604800. Default: 86400.
	Duration *float64
	// CookieName of a cookie that the application sets. Default: a cookie of the load balancer's own.
	CookieName string
}

// HealthCheck is a health check of tasks by the load balancer. It must not call a model: every task is checked by every
// node of the load balancer, day and night.
type HealthCheck struct {
	// Path default: /, or with GRPC /AWS.ALB/healthcheck.
	Path string
	// Matcher is the healthy answers, such as "200" or "200-299,401". Default: 200-299. With GRPC a status from 0 to 99:
	// by default 0, and for the default path, which no application implements, 12 (unimplemented).
	Matcher string
	// Interval in seconds, 5 to 300. Default: 15.
	Interval *float64
	// Timeout in seconds, 2 to 120 and shorter than Interval. Default: 5, or 4 with an Interval of 5.
	Timeout *float64
	// HealthyThreshold is after how many good answers a task gets requests, 2 to 10. Default: 2.
	HealthyThreshold *float64
	// UnhealthyThreshold is after how many bad answers a task is replaced, 2 to 10. Default: 3.
	UnhealthyThreshold *float64
}

// Rule leads requests to a target. All conditions have to hold; of a condition's values one is enough. A rule without a
// condition holds for all requests. AWS allows 5 values in a rule, and 6 wildcards (* and ?).
type Rule struct {
	// Priority, 1 to 50000: the rule with the lowest one that matches wins. No two rules of a listener can have the same
	// one. Required with conditions; without, the default is DefaultPriority, after all others.
	Priority *float64
	// Hosts such as llm.acme.dev or *.acme.dev. Default: every host.
	Hosts *[]*string
	// Paths such as /v1/*. The path reaches the task unchanged. Default: every path.
	Paths *[]*string
	// Methods such as POST. Default: every method.
	Methods *[]*string
	// SourceCIDRs that the connection comes from; behind a proxy or CDN that is the proxy. Default: every address.
	SourceCIDRs *[]*string
	// Headers by name. Default: any.
	Headers map[string]string
	// QueryStrings by key. Default: any.
	QueryStrings map[string]string
}

// Defaults of [TargetProps], [Stickiness], [HealthCheck] and [Rule].
const (
	DefaultDeregistrationDelay = 120
	DefaultStickinessDuration  = 86400
	DefaultInterval            = 15
	DefaultTimeout             = 5
	DefaultHealthyThreshold    = 2
	DefaultUnhealthyThreshold  = 3
	DefaultPriority            = 50000
)
