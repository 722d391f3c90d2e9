package loadbalancer

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func TestHostsOfCertificates(t *testing.T) {
	valid := func() TargetProps {
		return TargetProps{VPCID: "vpc-0a1b2c3d", Port: jsii.Number(4000), TargetSettings: TargetSettings{Name: "chat"},
			LoadBalancer: Ref{ListenerARN: reference, SecurityGroupID: reference, URL: "https://ai.acme.dev",
				DomainNames: jsii.Strings("ai.acme.dev", "*.ai.acme.dev")}}
	}
	hosts := func(hosts ...string) func(*TargetProps) {
		return func(p *TargetProps) { p.Rule = &Rule{Priority: jsii.Number(1), Hosts: jsii.Strings(hosts...)} }
	}
	const covered = "rule.hosts[0] load-balancer-host-covered"
	checktest.Run(t, valid, func(p *TargetProps) error { return p.Validate() }, []checktest.Case[TargetProps]{
		{Name: "no rule", Change: func(*TargetProps) {}},
		{Name: "the name, a label and a pattern", Change: hosts("AI.acme.dev", "chat.ai.acme.dev", "*.ai.acme.dev")},
		{Name: "some of a pattern", Change: hosts("*.dev")},
		{Name: "a reference", Change: hosts(reference)},
		{Name: "a list that is a reference", Change: hosts("#{TfToken[TOKEN.2]}")},
		{Name: "another domain", Change: hosts("ai.acme.com"), Want: []string{covered}},
		{Name: "two labels", Change: hosts("a.b.ai.acme.dev"), Want: []string{covered}},
		{Name: "the parent", Change: hosts("acme.dev"), Want: []string{covered}},
		{Name: "no label", Change: hosts(".ai.acme.dev"), Want: []string{covered}},
		{Name: "a pattern that nothing fits", Change: hosts("*.acme.com"), Want: []string{covered}},
		{Name: "names that are not known", Change: func(p *TargetProps) {
			hosts("acme.com")(p)
			p.LoadBalancer.DomainNames = nil
		}},
		{Name: "a name that is a reference", Change: func(p *TargetProps) {
			hosts("acme.com")(p)
			p.LoadBalancer.DomainNames = jsii.Strings("acme.dev", reference)
		}},
		{Name: "no TLS", Change: func(p *TargetProps) {
			hosts("acme.com")(p)
			p.LoadBalancer.URL = "http://" + reference
		}},
		{Name: "form of names", Change: func(p *TargetProps) {
			p.LoadBalancer.DomainNames = jsii.Strings("https://acme.dev", "*.acme.dev", "*.acme.dev")
		}, Want: []string{"loadBalancer.domainNames[0] invalid", "loadBalancer.domainNames[2] unique"}},
		{Name: "timers of the load balancer", Change: func(p *TargetProps) {
			p.LoadBalancer.IdleTimeout, p.LoadBalancer.ReadTimeout = jsii.Number(4001), jsii.Number(0)
		}, Want: []string{"loadBalancer.idleTimeout range", "loadBalancer.readTimeout range"}},
	})
}

func TestURLOfATarget(t *testing.T) {
	hosts := func(hosts ...string) *[]*string { return jsii.Strings(hosts...) }
	for name, c := range map[string]struct {
		balancer string
		rule     *Rule
		want     string
	}{
		"no rule":           {"https://ai.acme.dev", nil, "https://ai.acme.dev"},
		"host":              {"https://ai.acme.dev", &Rule{Hosts: hosts("chat.acme.dev")}, "https://chat.acme.dev"},
		"first host":        {"http://x", &Rule{Hosts: hosts("*.acme.dev", "chat.acme.dev")}, "http://chat.acme.dev"},
		"patterns alone":    {"https://ai.acme.dev", &Rule{Hosts: hosts("*.acme.dev")}, ""},
		"reference":         {"https://ai.acme.dev", &Rule{Hosts: hosts(reference)}, "https://" + reference},
		"list of hosts":     {"https://ai.acme.dev", &Rule{Hosts: hosts("#{TfToken[TOKEN.2]}")}, ""},
		"host at a port":    {"https://" + reference + ":8443", &Rule{Hosts: hosts("a.dev")}, "https://a.dev:8443"},
		"host of reference": {"https://" + reference, &Rule{Hosts: hosts("a.dev")}, "https://a.dev"},
		"path":              {"https://ai.acme.dev", &Rule{Paths: hosts("/search/*")}, "https://ai.acme.dev/search"},
		"deep path":         {"https://ai.acme.dev", &Rule{Paths: hosts("/a/b/c*")}, "https://ai.acme.dev/a/b"},
		"whole path":        {"https://ai.acme.dev", &Rule{Paths: hosts("/v1/chat/")}, "https://ai.acme.dev/v1/chat"},
		"all paths":         {"https://ai.acme.dev", &Rule{Paths: hosts("/*")}, "https://ai.acme.dev"},
		"paths of files":    {"https://ai.acme.dev", &Rule{Paths: hosts("*.js")}, "https://ai.acme.dev"},
		"several paths":     {"https://ai.acme.dev", &Rule{Paths: hosts("/a/*", "/b/*")}, "https://ai.acme.dev"},
		"path of reference": {"https://ai.acme.dev", &Rule{Paths: hosts(reference)}, "https://ai.acme.dev"},
		"host and path":     {"https://x", &Rule{Hosts: hosts("a.dev"), Paths: hosts("/v1/*")}, "https://a.dev/v1"},
		"nobody knows":      {"", &Rule{Hosts: hosts("a.dev")}, ""},
	} {
		if got := (targetConfig{TargetProps: TargetProps{Rule: c.rule}}).url(c.balancer); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
