package loadbalancer

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Ref is a load balancer that targets can join: one that was made here ([LoadBalancer.Ref]), or one that exists elsewhere. Of that, the
// listener and the security group are required, and the rest only by what uses it.
type Ref struct {
	// ListenerARN of the listener that gets the rules of targets. Required.
	ListenerARN string
	// SecurityGroupID of the load balancer: tasks let it in, and it is let out to them. Required.
	SecurityGroupID string
	// ARN of the load balancer.
	ARN string
	// ARNSuffix, app/NAME/ID, is the name of the load balancer in CloudWatch metrics. Needed to scale on requests per target.
	ARNSuffix string
	// DNSName and ZoneID of the load balancer, for alias records.
	DNSName, ZoneID string
	// IdleTimeout of the load balancer in seconds; applications must keep connections open for longer. Default: not known, and 4000 is taken.
	IdleTimeout *float64
	// URL under which clients reach the load balancer, https://… or http://…. It also tells whether the listener speaks TLS.
	URL string
}

var (
	securityGroupID = regexp.MustCompile(`^sg-[0-9a-f]{8,17}$`)
	arnSuffix       = regexp.MustCompile(`^app/[^/]+/[0-9a-f]+$`)
)

// Validate returns every mistake in the reference as one error, or nil.
func (r Ref) Validate() error { return r.problems().Err() }

func (r Ref) problems() check.Problems {
	var ps check.Problems
	check.Required(&ps, "listenerARN", r.ListenerARN, "the ARN of the listener that gets the rule", "find it with aws elbv2 describe-listeners")
	check.Required(&ps, "securityGroupID", r.SecurityGroupID, "the id of the load balancer's security group", "find it with aws elbv2 describe-load-balancers")
	listener := r.resource(&ps, "listenerARN", r.ListenerARN, "listener/app/")
	balancer := r.resource(&ps, "arn", r.ARN, "loadbalancer/app/")
	if listener != "" && balancer != "" && !strings.HasPrefix(listener, balancer+"/") {
		ps.Add("listenerARN", check.Quote(r.ListenerARN), "a listener of the load balancer stated in arn", "")
	}
	if r.SecurityGroupID != "" && !token.Is(r.SecurityGroupID) && !securityGroupID.MatchString(r.SecurityGroupID) {
		ps.Add("securityGroupID", check.Quote(r.SecurityGroupID), "an id such as sg-0a1b2c3d4e5f60718", "")
	}
	if r.ARNSuffix != "" && !token.Is(r.ARNSuffix) && !arnSuffix.MatchString(r.ARNSuffix) {
		ps.Add("arnSuffix", check.Quote(r.ARNSuffix), "app/NAME/ID", "it is what follows loadbalancer/ in the ARN")
	}
	if r.URL != "" && !token.Is(r.URL) && !strings.HasPrefix(r.URL, "https://") && !strings.HasPrefix(r.URL, "http://") {
		ps.Add("url", check.Quote(r.URL), "a URL that starts with https:// or http://", "")
	}
	return ps
}

// resource checks an ARN and returns NAME/ID… of an Application Load Balancer or what belongs to it, or "" where that is not known.
func (r Ref) resource(ps *check.Problems, path, value, kind string) string {
	if value == "" || token.Is(value) {
		return ""
	}
	a, ok := arn.Parse(value)
	if !ok || a.Service != "elasticloadbalancing" || !strings.HasPrefix(a.Resource, kind) {
		ps.Add(path, check.Quote(value), "an ARN of an Application Load Balancer (arn:PARTITION:elasticloadbalancing:REGION:ACCOUNT:"+kind+"…)", "")
		return ""
	}
	return strings.TrimPrefix(a.Resource, kind)
}

// plaintext reports that the listener is known not to speak TLS. A URL whose host is a reference still starts with its scheme.
func (r Ref) plaintext() bool { return strings.HasPrefix(r.URL, "http://") }
