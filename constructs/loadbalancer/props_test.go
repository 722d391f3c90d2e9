package loadbalancer

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tlspolicy"
)

const reference = "${TfToken[TOKEN.1]}"

func TestProblems(t *testing.T) {
	valid := func() Props {
		return Props{
			VPCID:     "vpc-0a1b2c3d",
			SubnetIDs: jsii.Strings("subnet-0a1b2c3d", "subnet-1a1b2c3d"),
			Domain:    &Domain{Name: "llm.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
			Settings: Settings{
				Name: "llm-proxy",
			},
		}
	}
	names := func(names ...string) func(*Props) {
		return func(p *Props) { p.Domain.AlternativeNames = jsii.Strings(names...) }
	}
	logs := func(a AccessLogs) func(*Props) { return func(p *Props) { p.AccessLogs = &a } }
	test := func(l TestListener) func(*Props) { return func(p *Props) { p.TestListener = &l } }
	plaintext := func(p *Props) { p.Domain, p.AllowPlaintextHTTP = nil, jsii.Bool(true) }
	checktest.Run(t, valid, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "valid", Change: func(*Props) {}},
		{Name: "plaintext", Change: plaintext},
		{Name: "certificate and domain",
			Change: func(p *Props) { p.CertificateARN = "arn:aws-us-gov:acm:us-gov-west-1:210987654321:certificate/1" }},
		{Name: "references", Change: func(p *Props) {
			*p = Props{
				VPCID:     reference,
				SubnetIDs: jsii.Strings("#{TfToken[TOKEN.2]}"),
				Domain: &Domain{Name: reference, HostedZoneID: reference,
					AlternativeNames: jsii.Strings(reference, reference)},
				Settings: Settings{
					Name:           reference,
					CertificateARN: reference,
					TLSPolicy:      reference,
					Scheme:         reference,
					IngressCIDRs:   jsii.Strings(reference, reference),
					IdleTimeout:    jsii.Number(-1.8881545897087626e+289),
					AccessLogs:     &AccessLogs{Bucket: reference, Prefix: reference},
					TestListener: &TestListener{Port: jsii.Number(-1.8881545897087626e+289), IngressCIDRs: jsii.Strings(reference),
						IngressSecurityGroupIDs: jsii.Strings(reference)},
				},
			}
		}},
		{Name: "wildcard and IPv6", Change: func(p *Props) {
			names("*.llm.acme.dev", "1.acme.dev")(p)
			p.IPAddressType, p.IngressCIDRs = DualStack, jsii.Strings("10.0.0.0/8", "2001:db8::/32")
		}},
		{Name: "nothing", Change: func(p *Props) { *p = Props{} },
			Want: []string{"domain load-balancer-tls", "name required", "subnetIDs load-balancer-zones", "vpcID required"}},
		{Name: "name", Change: func(p *Props) { p.Name = "llm_proxy" }, Want: []string{"name invalid"}},
		{Name: "VPC", Change: func(p *Props) { p.VPCID = "main" }, Want: []string{"vpcID invalid"}},
		{Name: "one subnet", Change: func(p *Props) { p.SubnetIDs = jsii.Strings("subnet-0a1b2c3d") },
			Want: []string{"subnetIDs load-balancer-zones"}},
		{Name: "subnet twice", Change: func(p *Props) { p.SubnetIDs = jsii.Strings("subnet-0a1b2c3d", "subnet-0a1b2c3d") },
			Want: []string{"subnetIDs[1] unique"}},
		{Name: "scheme", Change: func(p *Props) { p.Scheme = "public" }, Want: []string{"scheme one-of"}},
		{Name: "address type", Change: func(p *Props) { p.IPAddressType = "ipv6" },
			Want: []string{"ipAddressType one-of"}},
		{Name: "no TLS", Change: func(p *Props) { p.Domain = nil }, Want: []string{"domain load-balancer-tls"}},
		{Name: "plaintext refused", Change: func(p *Props) { p.Domain, p.AllowPlaintextHTTP = nil, jsii.Bool(false) },
			Want: []string{"domain load-balancer-tls"}},
		{Name: "plaintext and domain", Change: func(p *Props) { p.AllowPlaintextHTTP = jsii.Bool(true) },
			Want: []string{"allowPlaintextHTTP exclusive"}},
		{Name: "certificate of IAM",
			Change: func(p *Props) { p.CertificateARN = "arn:aws:iam::210987654321:server-certificate/x" },
			Want:   []string{"certificateARN invalid"}},
		{Name: "old TLS", Change: func(p *Props) { p.TLSPolicy = "ELBSecurityPolicy-2016-08" },
			Want: []string{"tlsPolicy load-balancer-tls-policy"}},
		{Name: "TLS 1.0", Change: func(p *Props) { p.TLSPolicy = "ELBSecurityPolicy-TLS13-1-0-2021-06" },
			Want: []string{"tlsPolicy load-balancer-tls-policy"}},
		{Name: "newer TLS", Change: func(p *Props) { p.TLSPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" }},
		{Name: "TLS policy without TLS", Change: func(p *Props) { plaintext(p); p.TLSPolicy = DefaultTLSPolicy },
			Want: []string{"tlsPolicy exclusive"}},
		{Name: "upper-case domain", Change: func(p *Props) { p.Domain.Name = "LLM.acme.dev" },
			Want: []string{"domain.name invalid"}},
		{Name: "underscore", Change: func(p *Props) { p.Domain.Name = "llm_proxy.acme.dev" },
			Want: []string{"domain.name invalid"}},
		{Name: "wildcard domain", Change: func(p *Props) { p.Domain.Name = "*.acme.dev" },
			Want: []string{"domain.name invalid"}},
		{Name: "long domain", Change: func(p *Props) { p.Domain.Name = strings.Repeat("a", 56) + ".acme.dev" },
			Want: []string{"domain.name invalid"}},
		{Name: "zone", Change: func(p *Props) { p.Domain.HostedZoneID = "/hostedzone/Z0123456789ABC" },
			Want: []string{"domain.hostedZoneID invalid"}},
		{Name: "no zone", Change: func(p *Props) { p.Domain.HostedZoneID = "" },
			Want: []string{"domain.hostedZoneID required"}},
		{Name: "alternative name", Change: names("api.*.acme.dev"),
			Want: []string{"domain.alternativeNames[0] invalid"}},
		{Name: "alternative name again", Change: names("llm.acme.dev"),
			Want: []string{"domain.alternativeNames[0] unique"}},
		{Name: "alternative name twice", Change: names("a.acme.dev", "a.acme.dev"),
			Want: []string{"domain.alternativeNames[1] unique"}},
		{Name: "computed names", Change: names("#{TfToken[TOKEN.2]}"),
			Want: []string{"domain.alternativeNames known-value"}},
		{Name: "too many names", Change: names("a.b.de", "b.b.de", "c.b.de", "d.b.de", "e.b.de", "f.b.de", "g.b.de", "h.b.de",
			"i.b.de", "j.b.de"), Want: []string{"domain.alternativeNames range"}},
		{Name: "block", Change: func(p *Props) { p.IngressCIDRs = jsii.Strings("10.0.0.1/8") },
			Want: []string{"ingressCIDRs[0] invalid"}},
		{Name: "no block", Change: func(p *Props) { p.IngressCIDRs = jsii.Strings("office") },
			Want: []string{"ingressCIDRs[0] invalid"}},
		{Name: "block twice", Change: func(p *Props) { p.IngressCIDRs = jsii.Strings("10.0.0.0/8", "10.0.0.0/8") },
			Want: []string{"ingressCIDRs[1] unique"}},
		{Name: "IPv6 without addresses", Change: func(p *Props) { p.IngressCIDRs = jsii.Strings("::/0") },
			Want: []string{"ingressCIDRs[0] load-balancer-ipv6"}},
		{Name: "computed blocks", Change: func(p *Props) { p.IngressCIDRs = jsii.Strings("#{TfToken[TOKEN.2]}") },
			Want: []string{"ingressCIDRs known-value"}},
		{Name: "idle timeout", Change: func(p *Props) { p.IdleTimeout = jsii.Number(4001) },
			Want: []string{"idleTimeout range"}},
		{Name: "keep-alive", Change: func(p *Props) { p.ClientKeepAlive = jsii.Number(59) },
			Want: []string{"clientKeepAlive range"}},
		{Name: "test listener for everybody",
			Change: test(TestListener{Port: jsii.Number(9443), IngressCIDRs: jsii.Strings("0.0.0.0/0")})},
		{Name: "test port", Change: test(TestListener{Port: jsii.Number(0)}), Want: []string{"testListener.port range"}},
		{Name: "clients' port for tests", Change: test(TestListener{Port: jsii.Number(443)}),
			Want: []string{"testListener.port load-balancer-test-listener"}},
		{Name: "redirect's port for tests", Change: test(TestListener{Port: jsii.Number(80)}),
			Want: []string{"testListener.port load-balancer-test-listener"}},
		{Name: "test block", Change: test(TestListener{IngressCIDRs: jsii.Strings("10.0.0.1/8", "::/0")}),
			Want: []string{"testListener.ingressCIDRs[0] invalid",
				"testListener.ingressCIDRs[1] load-balancer-ipv6"}},
		{Name: "test groups", Change: test(TestListener{IngressSecurityGroupIDs: jsii.Strings("runner", "sg-1a1b2c3d",
			"sg-1a1b2c3d")}), Want: []string{"testListener.ingressSecurityGroupIDs[0] invalid",
			"testListener.ingressSecurityGroupIDs[2] unique"}},
		{Name: "computed test groups",
			Change: test(TestListener{IngressSecurityGroupIDs: jsii.Strings("#{TfToken[TOKEN.2]}")}),
			Want:   []string{"testListener.ingressSecurityGroupIDs known-value"}},
		{Name: "bucket ARN", Change: logs(AccessLogs{Bucket: "arn:aws:s3:::logs"}), Want: []string{
			"accessLogs.bucket invalid"}},
		{Name: "retention of another's bucket", Change: logs(AccessLogs{Bucket: "logs", RetentionDays: jsii.Number(1)}),
			Want: []string{"accessLogs.retentionDays exclusive"}},
		{Name: "retention", Change: logs(AccessLogs{RetentionDays: jsii.Number(0)}),
			Want: []string{"accessLogs.retentionDays range"}},
		{Name: "prefix", Change: logs(AccessLogs{Prefix: "/llm"}), Want: []string{
			"accessLogs.prefix load-balancer-log-prefix"}},
		{Name: "reserved prefix", Change: logs(AccessLogs{Prefix: "AWSLogs"}),
			Want: []string{"accessLogs.prefix load-balancer-log-prefix"}},
	})
}

// ACM proves a name and its wildcard with one record: two resources for it would delete each other's.
func TestOneRecordForANameAndItsWildcard(t *testing.T) {
	d := &Domain{Name: "acme.dev", AlternativeNames: jsii.Strings("*.acme.dev", "*.eu.acme.dev", "eu.acme.dev", reference)}
	var got []string
	for _, n := range d.resolve("", true, map[string]bool{}).names {
		if n.validate {
			got = append(got, n.name+" "+n.key)
		}
	}
	if diff := cmp.Diff([]string{"acme.dev ", "*.eu.acme.dev -wildcard_.eu.acme.dev", reference + " -3"},
		got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRefProblems(t *testing.T) {
	valid := func() Ref {
		const account = "arn:aws:elasticloadbalancing:eu-west-1:210987654321:"
		return Ref{ListenerARN: account + "listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2",
			SecurityGroupID: "sg-0a1b2c3d", ARN: account + "loadbalancer/app/shared/50dc6c495c0c9188",
			ARNSuffix: "app/shared/50dc6c495c0c9188", URL: "https://acme.dev"}
	}
	checktest.Run(t, valid, func(r *Ref) error { return r.Validate() }, []checktest.Case[Ref]{
		{Name: "valid", Change: func(*Ref) {}},
		{Name: "references", Change: func(r *Ref) {
			*r = Ref{ListenerARN: reference, SecurityGroupID: reference, ARN: reference, ARNSuffix: reference,
				URL: "http://" + reference, TestListenerARN: reference, TestURL: reference}
		}},
		{Name: "nothing", Change: func(r *Ref) { *r = Ref{} },
			Want: []string{"listenerARN required", "securityGroupID required"}},
		{Name: "listener of a network load balancer",
			Change: func(r *Ref) { r.ListenerARN = strings.Replace(r.ListenerARN, "/app/", "/net/", 1) },
			Want:   []string{"listenerARN invalid"}},
		{Name: "listener of another",
			Change: func(r *Ref) { r.ListenerARN = strings.Replace(r.ListenerARN, "shared", "other", 1) },
			Want:   []string{"listenerARN load-balancer-listener-owner"}},
		{Name: "listener as load balancer", Change: func(r *Ref) { r.ARN = r.ListenerARN }, Want: []string{"arn invalid"}},
		{Name: "security group", Change: func(r *Ref) { r.SecurityGroupID = "alb" },
			Want: []string{"securityGroupID invalid"}},
		{Name: "suffix", Change: func(r *Ref) { r.ARNSuffix = "loadbalancer/app/shared/1" },
			Want: []string{"arnSuffix invalid"}},
		{Name: "URL", Change: func(r *Ref) { r.URL = "acme.dev" }, Want: []string{"url invalid"}},
		{Name: "test listener", Change: func(r *Ref) {
			r.TestListenerARN, r.TestURL = r.ListenerARN+"0",
				"http://acme.dev:8080"
		}},
		{Name: "test listener is the listener", Change: func(r *Ref) { r.TestListenerARN = r.ListenerARN },
			Want: []string{"testListenerARN load-balancer-test-listener"}},
		{Name: "test listener of another",
			Change: func(r *Ref) { r.TestListenerARN = strings.Replace(r.ListenerARN, "shared", "other", 1) },
			Want:   []string{"testListenerARN load-balancer-listener-owner"}},
		{Name: "test listener's port", Change: func(r *Ref) { r.TestListenerARN = "8443" },
			Want: []string{"testListenerARN invalid"}},
		{Name: "test URL", Change: func(r *Ref) { r.TestURL = "acme.dev:8443" },
			Want: []string{"testURL invalid"}},
	})
}

func TestAnOpenTestListenerIsTold(t *testing.T) {
	for cidr, want := range map[string]bool{"0.0.0.0/0": true, "10.20.0.0/16": false} {
		l := TestListener{IngressCIDRs: jsii.Strings("192.168.0.0/16", cidr)}
		if got := l.resolve(false).open; got != want {
			t.Errorf("%s: got %v", cidr, got)
		}
	}
}

func TestReviewsRecommendTheDefaultTLSPolicy(t *testing.T) {
	if DefaultTLSPolicy != tlspolicy.Default {
		t.Errorf("the construct uses %s, and reviews recommend %s", DefaultTLSPolicy, tlspolicy.Default)
	}
}
