package cutover

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

const (
	reference = "${TfToken[TOKEN.1]}"
	listed    = "#{TfToken[TOKEN.2]}"
	number    = -1.8881545897087503e+289 // as CDKTF writes a reference to a number
	beanstalk = "chat-prod.eu-west-1.elasticbeanstalk.com"
	balancer  = "chat-1234567890.eu-west-1.elb.amazonaws.com"
	oldOne    = "awseb-e-2-AWSEBLB-1K5.eu-west-1.elb.amazonaws.com"
)

func valid() Props {
	return Props{
		New: NewSide{Host: balancer},
		Settings: Settings{
			Name: "chat", Domain: "chat.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ", ZoneName: "acme.dev",
			Phase: Verify, Old: OldSide{Host: beanstalk},
		},
	}
}

func TestProblems(t *testing.T) {
	old := func(o OldSide) func(*Props) { return func(p *Props) { p.Old = o } }
	host := func(h string) func(*Props) { return old(OldSide{Host: h}) }
	newHost := func(h string) func(*Props) { return func(p *Props) { p.New.Host = h } }
	moves := func(name, zone string) func(*Props) { return func(p *Props) { p.Domain, p.ZoneName = name, zone } }
	phase := func(f Phase) func(*Props) { return func(p *Props) { p.Phase = f } }
	adopt := func(kinds ...RecordType) func(*Props) { return func(p *Props) { p.Adopt = kinds } }
	both := func(change ...func(*Props)) func(*Props) {
		return func(p *Props) {
			for _, c := range change {
				c(p)
			}
		}
	}
	verify := func(name string, covers ...string) func(*Props) {
		return func(p *Props) { p.VerificationName, p.New.DomainNames = name, jsii.Strings(covers...) }
	}
	checked := func(h HealthCheck) func(*Props) {
		return func(p *Props) { p.VerificationName, p.HealthCheck = "new.acme.dev", &h }
	}
	watched := func(a *Alarms) func(*Props) {
		return func(p *Props) {
			p.New.ARNSuffix, p.New.TargetGroupARNSuffixes = "app/chat/50dc6c495c0c9188", jsii.Strings("targetgroup/chat/1a")
			p.Alarms = a
		}
	}
	checktest.Run(t, valid, func(p *Props) error { return p.problems("eu-west-1").Err() }, []checktest.Case[Props]{
		{Name: "an environment", Change: func(*Props) {}},
		{Name: "nothing", Change: func(p *Props) { *p = Props{} }, Want: []string{"domain required", "hostedZoneID required",
			"name required", "new.host required", "old.host required", "phase required", "zoneName required"}},
		{Name: "references", Change: func(p *Props) {
			*p = Props{NewSide{reference, reference, jsii.Bool(true), reference, jsii.Strings(reference),
				jsii.Strings(reference)},
				Settings{Name: "chat", Domain: reference, HostedZoneID: reference, ZoneName: reference, Phase: Canary,
					Old: OldSide{Host: reference, ZoneID: reference}, VerificationName: reference,
					HealthCheck: &HealthCheck{Path: reference, Host: reference, Port: jsii.Number(number)},
					Alarms: &Alarms{TopicARN: reference, ServerErrors: jsii.Number(number), AverageSeconds: jsii.Number(number),
						Minutes: jsii.Number(number)}}}
		}},
		{Name: "a list of Terraform", Change: func(p *Props) {
			p.Old = OldSide{IPAddresses: jsii.Strings(listed)}
			p.New.DomainNames = jsii.Strings(listed)
		}},
		{Name: "what is refused elsewhere", Change: func(p *Props) {
			const u = token.Unknown
			p.New = NewSide{Host: u, ZoneID: u, ARNSuffix: u, TargetGroupARNSuffixes: jsii.Strings(u),
				DomainNames: jsii.Strings(u)}
			p.Name, p.Domain, p.HostedZoneID, p.Phase, p.Old.Host = u, u, u, u, u
			p.Adopt = []RecordType{u}
		}},
		{Name: "every phase by reference", Change: phase(reference), Want: []string{"phase known-value"}},
		{Name: "a name by reference", Change: func(p *Props) { p.Name = reference }, Want: []string{"name known-value"}},
		{Name: "a bad name", Change: func(p *Props) { p.Name = "1_chat" }, Want: []string{"name invalid"}},
		{Name: "Canary", Change: phase(Canary)}, {Name: "Half", Change: phase(Half)},
		{Name: "Cutover", Change: phase(Cutover)}, {Name: "Decommission", Change: phase(Decommission)},
		{Name: "a phase in lower case", Change: phase("cutover"), Want: []string{
			`phase: got "cutover", want one of Verify, Canary, Half, Cutover, Decommission; did you mean Cutover?`}},

		{Name: "upper case", Change: moves("Chat.acme.dev", "acme.dev"), Want: []string{"domain invalid"}},
		{Name: "a URL", Change: moves("https://chat.acme.dev", "acme.dev"), Want: []string{"domain invalid"}},
		{Name: "a dot at the end", Change: moves("chat.acme.dev.", "acme.dev"), Want: []string{"domain invalid"}},
		{Name: "a wildcard", Change: moves("*.acme.dev", "acme.dev"), Want: []string{"domain invalid"}},
		{Name: "the apex", Change: moves("acme.dev", "acme.dev")},
		{Name: "a deep name", Change: moves("a.b.c.acme.dev", "acme.dev")},
		{Name: "another zone", Change: moves("chat.acme.dev", "acme.com"), Want: []string{"domain cutover-in-zone"}},
		{Name: "a zone that ends alike", Change: moves("chat.acme.dev", "me.dev"), Want: []string{"domain cutover-in-zone"}},
		{Name: "a zone below", Change: moves("acme.dev", "chat.acme.dev"), Want: []string{"domain cutover-in-zone"}},
		{Name: "a zone's path", Change: func(p *Props) { p.HostedZoneID = "/hostedzone/Z0123" },
			Want: []string{"hostedZoneID invalid"}},

		{Name: "a balancer", Change: host(oldOne)},
		{Name: "a balancer of another region", Change: host("old-1.us-east-1.elb.amazonaws.com")},
		{Name: "a network balancer", Change: host("old-0123456789abcdef.elb.eu-west-1.amazonaws.com")},
		{Name: "App Runner", Change: host("psbqam834h.eu-west-1.awsapprunner.com")},
		{Name: "another region's environment", Change: host("chat.us-east-1.elasticbeanstalk.com")},
		{Name: "a host elsewhere", Change: host("chat.herokudns.com")},
		{Name: "a host with an underscore", Change: host("chat_prod.acme.net")},
		{Name: "an environment of before 2016", Change: host("chat.elasticbeanstalk.com")},
		{Name: "the same at the apex", Change: both(moves("acme.dev", "acme.dev"), host("chat.elasticbeanstalk.com")),
			Want: []string{"old.host cutover-apex"}},
		{Name: "a host elsewhere at the apex", Change: both(moves("acme.dev", "acme.dev"), host("chat.herokudns.com")),
			Want: []string{"old.host cutover-apex"}},
		{Name: "addresses at the apex", Change: both(moves("acme.dev", "acme.dev"),
			old(OldSide{IPAddresses: jsii.Strings("192.0.2.1", "192.0.2.2")}))},
		{Name: "another partition", Change: host("chat.us-gov-west-1.elasticbeanstalk.com"),
			Want: []string{"old.host place"}},
		{Name: "China", Change: host("chat-1.cn-north-1.elb.amazonaws.com.cn"), Want: []string{"old.host place"}},
		{Name: "a URL as host", Change: host("https://chat-prod.eu-west-1.elasticbeanstalk.com"),
			Want: []string{"old.host invalid"}},
		{Name: "a port in the host", Change: host("chat.acme.net:8080"), Want: []string{"old.host invalid"}},
		{Name: "an address as host", Change: host("192.0.2.1"), Want: []string{"old.host invalid"}},
		{Name: "IPv6", Change: old(OldSide{IPAddresses: jsii.Strings("2001:db8::1")}),
			Want: []string{"old.ipAddresses[0] invalid"}},
		{Name: "an address twice", Change: old(OldSide{IPAddresses: jsii.Strings("192.0.2.1", "192.0.2.1")}),
			Want: []string{"old.ipAddresses[1] unique"}},
		{Name: "no address", Change: old(OldSide{IPAddresses: &[]*string{}}), Want: []string{"old.host required"}},
		{Name: "host and address", Change: old(OldSide{Host: beanstalk, IPAddresses: jsii.Strings("192.0.2.1")}),
			Want: []string{"old exclusive"}},
		{Name: "the new side", Change: host(balancer), Want: []string{"old.host cutover-same-side"}},
		{Name: "the new side, spelled otherwise", Change: host("dualstack." + strings.ToUpper(balancer) + "."),
			Want: []string{"old.host cutover-same-side"}},
		{Name: "itself", Change: host("chat.acme.dev"), Want: []string{"old.host cutover-same-side"}},
		{Name: "both by one reference", Change: func(p *Props) {
			p.New, p.Old = NewSide{Host: reference, ZoneID: reference}, OldSide{Host: reference, ZoneID: reference}
		}},

		{Name: "no new side", Change: newHost(""), Want: []string{"new.host required"}},
		{Name: "a new side of the domain", Change: newHost("lb.acme.dev"), Want: []string{"new.host invalid"}},
		{Name: "a new side behind something", Change: func(p *Props) {
			p.New = NewSide{Host: "d111111abcdef8.cloudfront.net", ZoneID: "Z2FDTNDATAQYW2"}
		}},
		{Name: "a new side of App Runner", Change: newHost("psbqam834h.eu-west-1.awsapprunner.com"),
			Want: []string{"new.host invalid"}},
		{Name: "a new side as URL", Change: newHost("https://" + balancer), Want: []string{"new.host invalid"}},
		{Name: "a new side by reference alone", Change: newHost(reference), Want: []string{"new.zoneID required"}},
		{Name: "an old side by reference alone", Change: host(reference), Want: []string{"old.zoneID required"}},
		{Name: "the right zone", Change: old(OldSide{Host: beanstalk, ZoneID: "Z2NYPWQ7DFZAZH"})},
		{Name: "another region's zone", Change: old(OldSide{Host: beanstalk, ZoneID: "Z117KPS5GTRQ2G"}),
			Want: []string{"old.zoneID cutover-alias-zone"}},
		{Name: "the domain's zone", Change: old(OldSide{Host: "chat.herokudns.com", ZoneID: "Z0123456789ABCDEFGHIJ"}),
			Want: []string{"old.zoneID cutover-alias-zone"}},
		{Name: "the zone of a region that is not listed", Change: old(OldSide{Host: "c.mx-central-1.elasticbeanstalk.com",
			ZoneID: "Z0123456789ABCDEF"})},
		{Name: "a region that is not listed", Change: host("c.mx-central-1.elasticbeanstalk.com"),
			Want: []string{"old.zoneID required"}},
		{Name: "a zone's path of a side", Change: old(OldSide{Host: beanstalk, ZoneID: "/hostedzone/Z2NYPWQ7DFZAZH"}),
			Want: []string{"old.zoneID invalid"}},

		{Name: "IPv6 of both", Change: both(old(OldSide{Host: oldOne, DualStack: jsii.Bool(true)}),
			func(p *Props) { p.New.DualStack = jsii.Bool(true) })},
		{Name: "IPv6 of the old one", Change: old(OldSide{Host: oldOne, DualStack: jsii.Bool(true)}),
			Want: []string{"new.dualStack cutover-ipv6"}},
		{Name: "IPv6 of the new one", Change: func(p *Props) { p.New.DualStack = jsii.Bool(true) }},
		{Name: "IPv6 of an environment", Change: both(old(OldSide{Host: beanstalk, DualStack: jsii.Bool(true)}),
			func(p *Props) { p.New.DualStack = jsii.Bool(true) }), Want: []string{"old.dualStack cutover-ipv6"}},

		{Name: "adopt A", Change: adopt(A)}, {Name: "adopt CNAME", Change: adopt(CNAME)},
		{Name: "adopt both", Change: both(adopt(A, AAAA), old(OldSide{Host: oldOne, DualStack: jsii.Bool(true)}),
			func(p *Props) { p.New.DualStack = jsii.Bool(true) })},
		{Name: "adopt IPv6 without it", Change: adopt(A, AAAA), Want: []string{"adopt[1] cutover-adopt"}},
		{Name: "adopt A and CNAME", Change: adopt(A, CNAME), Want: []string{"adopt cutover-adopt"}},
		{Name: "adopt twice", Change: adopt(A, A), Want: []string{"adopt[1] unique"}},
		{Name: "adopt nothing", Change: adopt(""), Want: []string{"adopt[0] required"}},
		{Name: "adopt MX", Change: adopt("MX"), Want: []string{"adopt[0] one-of"}},
		{Name: "adopt in a zone by reference", Change: both(adopt(A), func(p *Props) { p.HostedZoneID = reference }),
			Want: []string{"hostedZoneID known-value"}},

		{Name: "least steps", Change: func(p *Props) { p.CanaryPercent, p.HalfPercent = jsii.Number(1), jsii.Number(2) }},
		{Name: "largest steps", Change: func(p *Props) { p.CanaryPercent, p.HalfPercent = jsii.Number(49), jsii.Number(99) }},
		{Name: "no canary", Change: func(p *Props) { p.CanaryPercent = jsii.Number(0) },
			Want: []string{"canaryPercent range"}},
		{Name: "half a percent", Change: func(p *Props) { p.CanaryPercent = jsii.Number(0.5) },
			Want: []string{"canaryPercent range"}},
		{Name: "all at Half", Change: func(p *Props) { p.HalfPercent = jsii.Number(100) },
			Want: []string{"halfPercent range"}},
		{Name: "a step back", Change: func(p *Props) { p.CanaryPercent, p.HalfPercent = jsii.Number(40), jsii.Number(30) },
			Want: []string{"halfPercent cutover-steps"}},
		{Name: "no step", Change: func(p *Props) { p.HalfPercent = jsii.Number(10) },
			Want: []string{"halfPercent cutover-steps"}},
		{Name: "a percentage by reference", Change: func(p *Props) { p.CanaryPercent = jsii.Number(number) },
			Want: []string{"canaryPercent known-value"}},
		{Name: "a week", Change: func(p *Props) { p.RollbackHours = jsii.Number(168) }},
		{Name: "47 hours", Change: func(p *Props) { p.RollbackHours = jsii.Number(47) },
			Want: []string{"rollbackHours cutover-way-back"}},
		{Name: "48.5 hours", Change: func(p *Props) { p.RollbackHours = jsii.Number(48.5) },
			Want: []string{"rollbackHours range"}},
		{Name: "five minutes", Change: func(p *Props) { p.TTL = jsii.Number(300) }},
		{Name: "longer", Change: func(p *Props) { p.TTL = jsii.Number(301) }, Want: []string{"ttl cutover-ttl"}},
		{Name: "no time", Change: func(p *Props) { p.TTL = jsii.Number(0) }, Want: []string{"ttl range"}},

		{Name: "a name to verify with", Change: verify("new.chat.acme.dev", "chat.acme.dev", "*.chat.acme.dev")},
		{Name: "one that is not covered", Change: verify("new.chat.acme.dev", "chat.acme.dev"),
			Want: []string{"verificationName cutover-certificate"}},
		{Name: "neither is", Change: verify("new.acme.dev", "acme.dev"), Want: []string{"domain cutover-certificate",
			"verificationName cutover-certificate"}},
		{Name: "a certificate by reference", Change: verify("new.acme.dev", "chat.acme.dev", reference)},
		{Name: "the name itself", Change: verify("chat.acme.dev", "chat.acme.dev"),
			Want: []string{"verificationName cutover-verification-name"}},
		{Name: "one of another zone", Change: func(p *Props) { p.VerificationName = "chat.acme.com" },
			Want: []string{"verificationName cutover-in-zone"}},

		{Name: "a check", Change: checked(HealthCheck{})},
		{Name: "a whole check", Change: checked(HealthCheck{"/health?deep=1", "status.acme.dev", jsii.Bool(true),
			jsii.Number(8080), jsii.Number(10), jsii.Number(10)})},
		{Name: "a check of the name", Change: checked(HealthCheck{Host: "chat.acme.dev"}),
			Want: []string{"healthCheck.host cutover-health-check-host"}},
		{Name: "a check of nothing", Change: func(p *Props) { p.HealthCheck = &HealthCheck{} },
			Want: []string{"verificationName required"}},
		{Name: "a check of an internal one", Change: both(checked(HealthCheck{}), newHost("internal-"+balancer)),
			Want: []string{"healthCheck cutover-health-check-host"}},
		{Name: "bad numbers", Change: checked(HealthCheck{Path: "health", Port: jsii.Number(0),
			FailureThreshold: jsii.Number(11), IntervalSeconds: jsii.Number(20)}), Want: []string{
			"healthCheck.failureThreshold range", "healthCheck.intervalSeconds one-of", "healthCheck.path invalid",
			"healthCheck.port range"}},
		{Name: "a check of one address", Change: old(OldSide{IPAddresses: jsii.Strings("192.0.2.1"),
			HealthCheck: &HealthCheck{}})},
		{Name: "a check of two", Change: old(OldSide{IPAddresses: jsii.Strings("192.0.2.1", "192.0.2.2"),
			HealthCheck: &HealthCheck{}}), Want: []string{"old.healthCheck cutover-health-check-host"}},

		{Name: "alarms", Change: watched(nil)},
		{Name: "more alarms", Change: watched(&Alarms{ServerErrors: jsii.Number(1), AverageSeconds: jsii.Number(4.5),
			Minutes: jsii.Number(10), TopicARN: "arn:aws:sns:eu-west-1:210987654321:ops"})},
		{Name: "alarms on nothing", Change: func(p *Props) { p.Alarms = &Alarms{} }, Want: []string{
			"new.arnSuffix cutover-alarms", "new.targetGroupARNSuffixes cutover-alarms"}},
		{Name: "no alarms", Change: func(p *Props) { p.Alarms = &Alarms{Disabled: true} }},
		{Name: "alarms on no balancer", Change: both(watched(nil), func(p *Props) { p.New.ARNSuffix = "" }),
			Want: []string{"new.arnSuffix cutover-alarms"}},
		{Name: "alarm numbers", Change: watched(&Alarms{ServerErrors: jsii.Number(0), AverageSeconds: jsii.Number(0),
			Minutes: jsii.Number(11), TopicARN: "ops"}), Want: []string{"alarms.averageSeconds range",
			"alarms.minutes range", "alarms.serverErrors range", "alarms.topicARN invalid"}},
		{Name: "an ARN for a suffix", Change: both(watched(nil), func(p *Props) {
			p.New.ARNSuffix = "arn:aws:elasticloadbalancing:eu-west-1:210987654321:loadbalancer/app/chat/50dc6c495c0c9188"
			p.New.TargetGroupARNSuffixes = jsii.Strings("chat", "a", "b")
		}), Want: []string{"new.arnSuffix invalid", "new.targetGroupARNSuffixes range",
			"new.targetGroupARNSuffixes[0] invalid",
			"new.targetGroupARNSuffixes[1] invalid", "new.targetGroupARNSuffixes[2] invalid"}},
	})
	if (*Props)(nil).Validate() == nil {
		t.Error("no props at all are valid")
	}
}

func TestRecords(t *testing.T) {
	of := func(change func(*Props)) string {
		p := valid()
		change(&p)
		var out []string
		for _, r := range p.records() {
			words := []string{r.id, string(r.kind), check.Number(r.weight)}
			if r.evaluate {
				words = append(words, "healthy")
			}
			if r.imports != "" {
				words = append(words, r.imports)
			}
			out = append(out, strings.Join(words, " "))
		}
		return strings.Join(out, ", ")
	}
	at := func(f Phase) func(*Props) { return func(p *Props) { p.Phase = f } }
	dual := func(f Phase) func(*Props) {
		return func(p *Props) {
			p.Phase, p.Old, p.New.DualStack = f, OldSide{Host: oldOne, DualStack: jsii.Bool(true)}, jsii.Bool(true)
			p.Adopt = []RecordType{A, AAAA}
		}
	}
	for name, c := range map[string]struct {
		change func(*Props)
		want   string
	}{
		"Verify":       {at(Verify), "old A 100, new A 0 healthy"},
		"Canary":       {at(Canary), "old A 90 healthy, new A 10 healthy"},
		"Half":         {at(Half), "old A 50 healthy, new A 50 healthy"},
		"Cutover":      {at(Cutover), "old A 0 healthy, new A 100 healthy"},
		"Decommission": {at(Decommission), "new A 100 healthy"},
		"other steps": {func(p *Props) { p.Phase, p.CanaryPercent = Canary, jsii.Number(1) },
			"old A 99 healthy, new A 1 healthy"},
		"adopted": {func(p *Props) { p.Adopt = []RecordType{A} },
			"old A 100 Z0123456789ABCDEFGHIJ_chat.acme.dev_A, new A 0 healthy"},
		"a CNAME that becomes an alias": {func(p *Props) { p.Adopt = []RecordType{CNAME} },
			"old A 100 Z0123456789ABCDEFGHIJ_chat.acme.dev_CNAME, new A 0 healthy"},
		"CNAME": {func(p *Props) { p.Old.Host = "chat.herokudns.com" }, "old CNAME 100, new CNAME 0 healthy"},
		"IPv6": {dual(Verify), "old A 100 Z0123456789ABCDEFGHIJ_chat.acme.dev_A, " +
			"old-ipv6 AAAA 100 Z0123456789ABCDEFGHIJ_chat.acme.dev_AAAA, new A 0 healthy, new-ipv6 AAAA 0 healthy"},
		"IPv6 at the end": {dual(Decommission), "new A 100 healthy, new-ipv6 AAAA 100 healthy"},
		"IPv6 of the new side waits": {func(p *Props) { p.Phase, p.New.DualStack = Cutover, jsii.Bool(true) },
			"old A 0 healthy, new A 100 healthy"},
		"and comes with the end": {func(p *Props) { p.Phase, p.New.DualStack = Decommission, jsii.Bool(true) },
			"new A 100 healthy, new-ipv6 AAAA 100 healthy"},
		"CloudFront, which has no health": {func(p *Props) {
			p.Phase, p.New = Half, NewSide{Host: "d111111abcdef8.cloudfront.net", ZoneID: "Z2FDTNDATAQYW2"}
		}, "old A 50 healthy, new A 50"},
		"a CNAME has no IPv6 of its own": {func(p *Props) {
			p.Phase, p.Old.Host, p.New.DualStack = Decommission, "chat.herokudns.com", jsii.Bool(true)
		}, "new CNAME 100 healthy"},
	} {
		if got := of(c.change); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, c.want)
		}
	}
}
