package loadbalancer

import (
	"fmt"
	"slices"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func secureProps() Props {
	return Props{VPCID: "vpc-0a1b2c3d", SubnetIDs: jsii.Strings("subnet-0a1b2c3d", "subnet-1a1b2c3d"),
		Domain:   &Domain{Name: "llm.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
		Settings: Settings{Name: "llm-proxy"}}
}

// blocks are n IPv4 blocks.
func blocks(n int) *[]*string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("10.%d.0.0/16", i))
	}
	return jsii.Strings(out...)
}

func TestFrontProblems(t *testing.T) {
	cdn := func(change func(*Props)) func(*Props) {
		return func(p *Props) { p.CloudFront = &CloudFront{}; change(p) }
	}
	number := jsii.Number[float64]
	checktest.Run(t, secureProps, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "CloudFront", Change: cdn(func(*Props) {})},
		{Name: "everything", Change: cdn(func(p *Props) {
			p.CloudFront.ReadTimeout, p.IngressPrefixListIDs = number(120), jsii.Strings("pl-0a1b2c3d", reference)
			p.IPAddressType, p.IngressCIDRs = DualStack, jsii.Strings("2001:db8::/32")
			p.LoginEgressCIDRs = jsii.Strings("0.0.0.0/0")
			p.WAF = &WAF{RateLimit: &RateLimit{Requests: number(0)}, KeyRateLimit: &KeyRateLimit{Requests: number(600)}}
		})},
		{Name: "read timeout", Change: cdn(func(p *Props) { p.CloudFront.ReadTimeout = number(121) }),
			Want: []string{"cloudFront.readTimeout range"}},
		{Name: "limit of addresses", Change: cdn(func(p *Props) { p.WAF = &WAF{AllowCIDRs: jsii.Strings("192.0.2.0/24")} }),
			Want: []string{"waf.allowCIDRs load-balancer-waf-behind-cdn",
				"waf.rateLimit.requests load-balancer-waf-behind-cdn"}},
		{Name: "web ACL of another owner", Change: cdn(func(p *Props) {
			p.WAF = &WAF{ExistingWebACLARN: "arn:aws:wafv2:eu-west-1:210987654321:regional/webacl/a/1"}
		})},
		{Name: "prefix lists", Change: func(p *Props) {
			p.IngressPrefixListIDs = jsii.Strings("com.amazonaws.global.cloudfront.origin-facing", "pl-0a1b2c3d", "pl-0a1b2c3d")
		}, Want: []string{"ingressPrefixListIDs[0] invalid", "ingressPrefixListIDs[2] unique"}},
		{Name: "computed prefix lists",
			Change: func(p *Props) { p.IngressPrefixListIDs = jsii.Strings("#{TfToken[TOKEN.2]}") },
			Want:   []string{"ingressPrefixListIDs known-value"}},
		{Name: "as many blocks as fit", Change: func(p *Props) { p.IngressCIDRs = blocks(30) }},
		{Name: "a block too many", Change: func(p *Props) { p.IngressCIDRs = blocks(31) },
			Want: []string{"ingressCIDRs load-balancer-ingress-quota"}},
		{Name: "one port", Change: func(p *Props) {
			p.Domain, p.AllowPlaintextHTTP, p.IngressCIDRs = nil, jsii.Bool(true), blocks(60)
		}},
		{Name: "IPv6 counts for itself", Change: func(p *Props) {
			p.IPAddressType = DualStack
			both := slices.Concat(*blocks(30), *jsii.Strings("2001:db8::/32", "2001:db9::/32"))
			p.IngressCIDRs = &both
		}},
		{Name: "two blocks beside CloudFront", Change: cdn(func(p *Props) { p.IngressCIDRs = blocks(2) })},
		{Name: "three blocks beside CloudFront", Change: cdn(func(p *Props) { p.IngressCIDRs = blocks(3) }),
			Want: []string{"ingressCIDRs load-balancer-ingress-quota"}},
		{Name: "a raised quota", Change: cdn(func(p *Props) { p.IngressCIDRs, p.IngressRuleQuota = blocks(3), number(100) })},
		{Name: "quota", Change: func(p *Props) { p.IngressRuleQuota = number(1001) },
			Want: []string{"ingressRuleQuota range"}},
		{Name: "test listener counts", Change: cdn(func(p *Props) {
			p.TestListener = &TestListener{IngressCIDRs: blocks(4), IngressSecurityGroupIDs: jsii.Strings("sg-0a1b2c3d",
				"sg-1a1b2c3d")}
		}), Want: []string{"ingressCIDRs load-balancer-ingress-quota"}},
		{Name: "six lists beside CloudFront", Change: cdn(func(p *Props) {
			p.IngressPrefixListIDs = jsii.Strings("pl-0a1b2c31", "pl-0a1b2c32", "pl-0a1b2c33", "pl-0a1b2c34", "pl-0a1b2c35",
				"pl-0a1b2c36")
		}), Want: []string{"ingressPrefixListIDs load-balancer-ingress-quota"}},
		{Name: "way out by IPv6", Change: func(p *Props) { p.LoginEgressCIDRs = jsii.Strings("::/0") },
			Want: []string{"loginEgressCIDRs[0] load-balancer-ipv6"}},
		{Name: "name that AWS keeps", Change: func(p *Props) { p.Name = "internal-tools" },
			Want: []string{"name load-balancer-own-name"}},
		{Name: "name like it", Change: func(p *Props) { p.Name = "internals" }},
		{Name: "subnet of another kind",
			Change: func(p *Props) { p.SubnetIDs = jsii.Strings("vpc-0a1b2c3d", "subnet-0a1b2c3d") },
			Want:   []string{"subnetIDs[0] invalid"}},
	})
}

func TestMutualTLSProblems(t *testing.T) {
	const store = "arn:aws:elasticloadbalancing:eu-west-1:210987654321:truststore/partners/1234567890abcdef"
	bundle := S3Object{Bucket: "acme-pki", Key: "partners/ca.pem", Version: "3"}
	with := func(m MutualTLS) func(*Props) { return func(p *Props) { p.MutualTLS = &m } }
	yes := jsii.Bool(true)
	checktest.Run(t, secureProps, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "trust store", Change: with(MutualTLS{TrustStore: &TrustStore{Bundle: bundle,
			Revocations: []S3Object{{Bucket: "acme-pki", Key: "crl.pem"}}}, IgnoreExpiry: yes, AdvertiseNames: yes})},
		{Name: "trust store of another", Change: with(MutualTLS{TrustStoreARN: store})},
		{Name: "passthrough", Change: with(MutualTLS{Passthrough: yes})},
		{Name: "references",
			Change: with(MutualTLS{TrustStore: &TrustStore{Bundle: S3Object{reference, reference, reference}}})},
		{Name: "nothing", Change: with(MutualTLS{}), Want: []string{"mutualTLS.trustStore required"}},
		{Name: "two ways", Change: with(MutualTLS{TrustStoreARN: store, Passthrough: yes}),
			Want: []string{"mutualTLS exclusive"}},
		{Name: "expiry of what is not verified", Change: with(MutualTLS{Passthrough: yes, IgnoreExpiry: yes}),
			Want: []string{"mutualTLS.passthrough exclusive"}},
		{Name: "no TLS", Change: func(p *Props) {
			with(MutualTLS{Passthrough: yes})(p)
			p.Domain, p.AllowPlaintextHTTP = nil, yes
		}, Want: []string{"mutualTLS load-balancer-mutual-tls"}},
		{Name: "ARN of a bucket", Change: with(MutualTLS{TrustStoreARN: "arn:aws:s3:::acme-pki"}),
			Want: []string{"mutualTLS.trustStoreARN invalid"}},
		{Name: "bundle", Change: with(MutualTLS{TrustStore: &TrustStore{Bundle: S3Object{Bucket: "arn:aws:s3:::acme-pki",
			Key: "/ca.pem"}, Revocations: []S3Object{{}}}}), Want: []string{"mutualTLS.trustStore.bundle.bucket invalid",
			"mutualTLS.trustStore.bundle.key invalid", "mutualTLS.trustStore.revocations[0].bucket required",
			"mutualTLS.trustStore.revocations[0].key required"}},
	})
}

func TestDomainsProblems(t *testing.T) {
	const certificate = "arn:aws:acm:eu-west-1:210987654321:certificate/1"
	further := func(domains ...Domain) func(*Props) { return func(p *Props) { p.FurtherDomains = domains } }
	other := Domain{Name: "llm.acme.com", HostedZoneID: "Z1123456789ABCDEFGHIJ"}
	many := make([]Domain, 26)
	for i := range many {
		many[i] = Domain{Name: fmt.Sprintf("c%d.acme.com", i), HostedZoneID: reference}
	}
	certified := func(names ...string) func(*Props) {
		return func(p *Props) { p.CertificateARN, p.CertificateNames = certificate, jsii.Strings(names...) }
	}
	logs := func(access *AccessLogs, connections ConnectionLogs) func(*Props) {
		return func(p *Props) { p.AccessLogs, p.ConnectionLogs = access, &connections }
	}
	none := &AccessLogs{Disabled: jsii.Bool(true)}
	checktest.Run(t, secureProps, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "two zones", Change: further(other, Domain{Name: reference, HostedZoneID: reference})},
		{Name: "beside a certificate", Change: func(p *Props) {
			p.Domain, p.CertificateARN = nil, certificate
			further(other)(p)
		}},
		{Name: "25 more", Change: further(many[:25]...)},
		{Name: "26 more", Change: further(many...), Want: []string{"furtherDomains range"}},
		{Name: "alone", Change: func(p *Props) { p.Domain = nil; further(other)(p) },
			Want: []string{"domain load-balancer-tls"}},
		{Name: "nothing", Change: further(Domain{}), Want: []string{"furtherDomains[0].hostedZoneID required",
			"furtherDomains[0].name required"}},
		{Name: "a name twice", Change: func(p *Props) {
			p.Domain.AlternativeNames = jsii.Strings("llm.acme.com")
			further(other)(p)
		}, Want: []string{"furtherDomains[0].name unique"}},
		{Name: "names of a certificate", Change: certified("*.acme.dev")},
		{Name: "names of another", Change: certified("*.acme.com"),
			Want: []string{"domain.name load-balancer-host-covered"}},
		{Name: "names of a certificate to request",
			Change: func(p *Props) { p.CertificateNames = jsii.Strings("*.acme.dev") },
			Want:   []string{"certificateNames exclusive"}},
		{Name: "records of somebody else", Change: func(p *Props) {
			p.CertificateARN, p.Domain = certificate, &Domain{Name: "llm.acme.dev", AliasRecord: jsii.Bool(false)}
		}},
		{Name: "validation without a zone",
			Change: func(p *Props) { p.Domain.HostedZoneID, p.Domain.AliasRecord = "", jsii.Bool(false) },
			Want:   []string{"domain.hostedZoneID required"}},
		{Name: "connection logs", Change: logs(nil, ConnectionLogs{})},
		{Name: "connection logs elsewhere", Change: logs(none, ConnectionLogs{Bucket: "acme-logs", Prefix: "tls"})},
		{Name: "connection logs nowhere", Change: logs(none, ConnectionLogs{}),
			Want: []string{"connectionLogs.bucket required"}},
		{Name: "prefix in the bucket that is made", Change: logs(nil, ConnectionLogs{Prefix: "tls"}),
			Want: []string{"connectionLogs.prefix exclusive"}},
		{Name: "bucket of connection logs", Change: logs(nil, ConnectionLogs{Bucket: "arn:aws:s3:::b", Prefix: "/tls"}),
			Want: []string{"connectionLogs.bucket invalid", "connectionLogs.prefix load-balancer-log-prefix"}},
		{Name: "no access logs", Change: func(p *Props) { p.AccessLogs = none }},
		{Name: "no access logs in a bucket",
			Change: func(p *Props) { p.AccessLogs = &AccessLogs{Disabled: jsii.Bool(true), Bucket: "acme-logs"} },
			Want:   []string{"accessLogs.disabled exclusive"}},
	})
}

func TestNotices(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Props)
		want   int
	}{
		"defaults":           {func(*Props) {}, 0},
		"open test listener": {func(p *Props) { p.TestListener = &TestListener{IngressCIDRs: jsii.Strings("0.0.0.0/0")} }, 1},
		"old ciphers":        {func(p *Props) { p.TLSPolicy = "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06" }, 1},
		"no TLS 1.3":         {func(p *Props) { p.TLSPolicy = "ELBSecurityPolicy-FS-1-2-2019-08" }, 1},
		"stricter":           {func(p *Props) { p.TLSPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" }, 0},
		"passthrough":        {func(p *Props) { p.MutualTLS = &MutualTLS{Passthrough: jsii.Bool(true)} }, 1},
		"internal login": {func(p *Props) {
			p.Scheme, p.LoginEgressCIDRs = SchemeInternal, jsii.Strings("10.0.0.0/8", "0.0.0.0/0")
		}, 1},
		"internal provider": {func(p *Props) {
			p.Scheme, p.LoginEgressCIDRs = SchemeInternal, jsii.Strings("10.0.0.0/8")
		}, 0},
	} {
		p := secureProps()
		c.change(&p)
		if got := p.resolve().notices(); len(got) != c.want {
			t.Errorf("%s: got %q", name, got)
		}
	}
	for matcher, want := range map[string]int{"200": 0, "200-299,401": 0, "301": 1, "200-399": 1, "200,302": 1} {
		target := TargetProps{HealthCheck: &HealthCheck{Matcher: matcher}}
		if got := target.resolve().notices(); len(got) != want {
			t.Errorf("%s: got %q", matcher, got)
		}
	}
}
