package loadbalancer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Validate returns every mistake in the props as one error, or nil. That two targets of a listener have the same
// priority is found by [NewTarget].
func (p *TargetProps) Validate() error { return p.problems().Err() }

var (
	cookieForm = regexp.MustCompile(`^[A-Za-z0-9!#$%&'*+.^_|~-]{1,128}$`)
	rangeForm  = regexp.MustCompile(`^([0-9]{1,3})(?:-([0-9]{1,3}))?$`)
	reserved   = regexp.MustCompile(`^AWSALB(APP|TG|TGAPP)?(-|$)`)
)

func (p *TargetProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	nameProblems(&ps, p.Name, p.VPCID)
	if p.Port == nil {
		ps.Break(rules.Required, "port", "", "the port that the container listens on", "")
	}
	check.Port(&ps, "port", p.Port)
	ps.Under("loadBalancer", p.LoadBalancer.problems())
	check.OneOf(&ps, "protocolVersion", p.ProtocolVersion, HTTP1, HTTP2, GRPC)
	if (p.ProtocolVersion == HTTP2 || p.ProtocolVersion == GRPC) && p.LoadBalancer.plaintext() {
		ps.Break(http2TLS, "protocolVersion", check.Quote(string(p.ProtocolVersion))+" behind a listener without TLS",
			"HTTP1", "or give the load balancer a domain or certificate")
	}
	check.OneOf(&ps, "algorithm", p.Algorithm, RoundRobin, LeastOutstandingRequests, WeightedRandom)
	check.WholeNumber(&ps, "deregistrationDelay", p.DeregistrationDelay, 0, 3600, "s", "")
	if check.Known(p.SlowStart) && *p.SlowStart != 0 {
		check.WholeNumber(&ps, "slowStart", p.SlowStart, 30, 900, "s", "0 turns it off")
		if p.Algorithm == LeastOutstandingRequests || p.Algorithm == WeightedRandom {
			ps.Break(slowStart, "slowStart", check.Number(*p.SlowStart)+"s with "+string(p.Algorithm), "0",
				"only RoundRobin starts slowly")
		}
	}
	p.Stickiness.problems(&ps)
	p.HealthCheck.problems(&ps, p.ProtocolVersion)
	p.Rule.problems(&ps, "rule")
	p.hostProblems(&ps)
	p.loginProblems(&ps)
	if optional.Value(p.BlueGreen) && p.LoadBalancer.TestListenerARN == "" {
		ps.Break(blueGreenListener, "blueGreen", "true with a load balancer that has no test listener",
			"a listener that shows new tasks before clients reach them",
			"set TestListener of the load balancer, or testListenerARN of one that exists")
	}
	return ps
}

func (s *Stickiness) problems(ps *rules.Mistakes) {
	if s == nil {
		return
	}
	check.WholeNumber(ps, "stickiness.duration", s.Duration, 1, 604800, "s", "")
	cookieProblems(ps, "stickiness.cookieName", s.CookieName)
}

func cookieProblems(ps *rules.Mistakes, path, name string) {
	switch {
	case name == "" || token.Is(name):
	case reserved.MatchString(name):
		ps.Break(cookieName, path, check.Quote(name), "a name that the load balancer does not use itself",
			"AWSALB, AWSALBAPP and AWSALBTG are its own")
	case !cookieForm.MatchString(name):
		ps.Break(rules.Invalid, path, check.Quote(name), "the name of a cookie, at most 128 characters", "")
	}
}

func (h *HealthCheck) problems(ps *rules.Mistakes, version ProtocolVersion) {
	if h == nil {
		return
	}
	form.HealthPath.CheckStated(ps, "healthCheck.path", h.Path)
	least, most, such := 200, 499, "200 or 200-299,401"
	if version == GRPC {
		least, most, such = 0, 99, "0 or 0,12"
	}
	if h.Matcher != "" && !token.Is(h.Matcher) && !matcherFits(h.Matcher, least, most) {
		ps.Break(rules.Invalid, "healthCheck.matcher", check.Quote(h.Matcher),
			fmt.Sprintf("codes from %d to %d, such as %s", least, most, such), "")
	}
	check.WholeNumber(ps, "healthCheck.interval", h.Interval, 5, 300, "s", "")
	check.WholeNumber(ps, "healthCheck.timeout", h.Timeout, 2, 120, "s", "")
	if interval := optional.Or(h.Interval, DefaultInterval); check.Known(h.Timeout) && !token.IsNumber(interval) &&
		*h.Timeout >= interval {
		ps.Break(healthTimeout, "healthCheck.timeout", check.Number(*h.Timeout)+"s",
			"less than the interval of "+check.Number(interval)+"s", "")
	}
	check.WholeNumber(ps, "healthCheck.healthyThreshold", h.HealthyThreshold, 2, 10, "", "")
	check.WholeNumber(ps, "healthCheck.unhealthyThreshold", h.UnhealthyThreshold, 2, 10, "", "")
}

func matcherFits(matcher string, least, most int) bool {
	for part := range strings.SplitSeq(matcher, ",") {
		m := rangeForm.FindStringSubmatch(part)
		if m == nil {
			return false
		}
		from, _ := strconv.Atoi(m[1])
		to := from
		if m[2] != "" {
			to, _ = strconv.Atoi(m[2])
		}
		if from < least || to > most || to < from {
			return false
		}
	}
	return true
}
