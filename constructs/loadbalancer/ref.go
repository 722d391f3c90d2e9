package loadbalancer

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Ref is a load balancer that targets can join: one that was made here ([LoadBalancer.Ref]), or one that exists
// elsewhere. Of that, the listener and the security group are required, and the rest only by what uses it.
type Ref struct {
	// ListenerARN of the listener that gets the rules of targets. Required.
	ListenerARN string
	// SecurityGroupID of the load balancer: tasks let it in, and it is let out to them. Required.
	SecurityGroupID string
	// ARN of the load balancer, for a WAF and alarms of your own. Default: not known.
	ARN string
	// ARNSuffix, app/NAME/ID, is the name of the load balancer in CloudWatch metrics. Needed to scale on requests per
	// target. Default: not known.
	ARNSuffix string
	// DNSName and ZoneID of the load balancer, for alias records. Default: not known.
	DNSName, ZoneID string
	// IdleTimeout of the load balancer in seconds; applications must keep connections open for longer. Default: not known,
	// and 4000 is taken.
	IdleTimeout *float64
	// URL under which clients reach the load balancer, https://… or http://…. It also tells whether the listener
	// speaks TLS. Default: not known.
	URL string
	// DomainNames that the certificates of the listener are for, such as *.acme.dev: hosts of rules are held against them.
	// Default: not known.
	DomainNames *[]*string
	// LoginEgress says that the security group lets the load balancer out to port 443 of identity providers. Needed by
	// TargetProps.Login. Default: false.
	LoginEgress *bool
	// ReadTimeout in seconds of a CDN or proxy in front, after which it cuts a response that is silent. Default: none.
	ReadTimeout *float64
	// TestListenerARN of the listener that shows the new tasks of a blue/green deployment before clients reach them. It
	// gets a rule of each target that is deployed so. Needed by TargetProps.BlueGreen. Default: none.
	TestListenerARN string
	// TestURL under which that listener is reached, https://…:PORT or http://…:PORT. Default: not known.
	TestURL string
}

var arnSuffix = regexp.MustCompile(`^app/[^/]+/[0-9a-f]+$`)

// Validate returns every mistake in the reference as one error, or nil.
func (r Ref) Validate() error { return r.problems().Err() }

func (r Ref) problems() rules.Mistakes {
	given, ps := check.Given(&r)
	r = *given
	check.Required(&ps, "listenerARN", r.ListenerARN, "the ARN of the listener that gets the rule",
		"find it with aws elbv2 describe-listeners")
	check.Required(&ps, "securityGroupID", r.SecurityGroupID, "the id of the load balancer's security group",
		"find it with aws elbv2 describe-load-balancers")
	listener := r.resource(&ps, "listenerARN", r.ListenerARN, "listener/app/")
	test := r.resource(&ps, "testListenerARN", r.TestListenerARN, "listener/app/")
	balancer := r.resource(&ps, "arn", r.ARN, "loadbalancer/app/")
	if listener != "" && balancer != "" && !strings.HasPrefix(listener, balancer+"/") {
		ps.Break(listenerOwner, "listenerARN", check.Quote(r.ListenerARN),
			"a listener of the load balancer stated in arn", "")
	}
	if test != "" && balancer != "" && !strings.HasPrefix(test, balancer+"/") {
		ps.Break(listenerOwner, "testListenerARN", check.Quote(r.TestListenerARN),
			"a listener of the load balancer stated in arn", "")
	}
	if test != "" && test == listener {
		ps.Break(testListener, "testListenerARN", check.Quote(r.TestListenerARN)+" again",
			"another listener than listenerARN", "clients would reach new tasks before they are tested")
	}
	form.SecurityGroup.CheckStated(&ps, "securityGroupID", r.SecurityGroupID)
	if r.ARNSuffix != "" && !token.Is(r.ARNSuffix) && !arnSuffix.MatchString(r.ARNSuffix) {
		ps.Break(rules.Invalid, "arnSuffix", check.Quote(r.ARNSuffix), "app/NAME/ID",
			"it is what follows loadbalancer/ in the ARN")
	}
	urlProblems(&ps, "url", r.URL)
	namesProblems(&ps, "domainNames", r.DomainNames)
	check.WholeNumber(&ps, "idleTimeout", r.IdleTimeout, 1, 4000, "s", "")
	check.WholeNumber(&ps, "readTimeout", r.ReadTimeout, 1, 86400, "s", "")
	urlProblems(&ps, "testURL", r.TestURL)
	return ps
}

func urlProblems(ps *rules.Mistakes, path, url string) {
	if url != "" && !token.Is(url) && !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		ps.Break(rules.Invalid, path, check.Quote(url), "a URL that starts with https:// or http://", "")
	}
}

// resource checks an ARN and returns NAME/ID… of an Application Load Balancer or what belongs to it, or "" where that
// is not known.
func (r Ref) resource(ps *rules.Mistakes, path, value, kind string) string {
	if value == "" || token.Is(value) {
		return ""
	}
	a, ok := arn.Parse(value)
	if !ok || a.Service != "elasticloadbalancing" || !strings.HasPrefix(a.Resource, kind) {
		ps.Break(rules.Invalid, path, check.Quote(value),
			"an ARN of an Application Load Balancer (arn:PARTITION:elasticloadbalancing:REGION:ACCOUNT:"+kind+"…)", "")
		return ""
	}
	return strings.TrimPrefix(a.Resource, kind)
}

// plaintext reports that the listener is known not to speak TLS. A URL whose host is a reference still starts with its
// scheme.
func (r Ref) plaintext() bool { return strings.HasPrefix(r.URL, "http://") }
