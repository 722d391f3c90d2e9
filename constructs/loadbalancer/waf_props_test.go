package loadbalancer

import (
	"fmt"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

const existingACL = "arn:aws:wafv2:eu-west-1:210987654321:regional/webacl/shared/9d1a5a4e"

func wafErr(w *WAF) error {
	var ps rules.Mistakes
	w.problems(&ps, DualStack)
	return ps.Err()
}

func TestWAFProblems(t *testing.T) {
	allow := func(blocks ...string) func(*WAF) { return func(w *WAF) { w.AllowCIDRs = jsii.Strings(blocks...) } }
	rate := func(r RateLimit) func(*WAF) { return func(w *WAF) { w.RateLimit = &r } }
	key := func(k KeyRateLimit) func(*WAF) { return func(w *WAF) { w.KeyRateLimit = &k } }
	groups := func(g ...ManagedRuleGroup) func(*WAF) { return func(w *WAF) { w.RuleGroups = g } }
	count := func(group string, rules ...string) func(*WAF) {
		return func(w *WAF) { w.CountRules = map[string]*[]*string{group: jsii.Strings(rules...)} }
	}
	logs := func(l WAFLogs) func(*WAF) { return func(w *WAF) { w.Logs = &l } }
	existing := func(arn string) func(*WAF) { return func(w *WAF) { *w = WAF{ExistingWebACLARN: arn} } }
	number, unknown := jsii.Number[float64], jsii.Number(-1.8881545897087626e+289)
	checktest.Run(t, func() WAF { return WAF{} }, wafErr, []checktest.Case[WAF]{
		{Name: "nothing", Change: func(*WAF) {}},
		{Name: "everything", Change: func(w *WAF) {
			*w = WAF{CountOnly: jsii.Bool(true), AllowCIDRs: jsii.Strings("192.0.2.0/24", "2001:db8::/32"),
				OnlyAllowCIDRs: jsii.Bool(true),
				RateLimit:      &RateLimit{Requests: number(10), Window: number(60)},
				KeyRateLimit:   &KeyRateLimit{Header: "x-api-key", Requests: number(maxRate), Window: number(600)},
				AnonymousIPs:   jsii.Bool(true), SQLInjection: jsii.Bool(true),
				Logs: &WAFLogs{RetentionDays: number(0), KMSKeyARN: "arn:aws:kms:eu-west-1:210987654321:key/1"},
				RuleGroups: []ManagedRuleGroup{{Name: "AWSManagedRulesLinuxRuleSet"},
					{Name: "Bots", Vendor: "Acme", WCU: number(100)}},
				CountRules: map[string]*[]*string{groupCommon: jsii.Strings("NoUserAgent_HEADER"), "Bots": jsii.Strings("Any")}}
		}},
		{Name: "references", Change: func(w *WAF) {
			*w = WAF{AllowCIDRs: jsii.Strings(reference, reference), RateLimit: &RateLimit{Requests: unknown, Window: unknown},
				KeyRateLimit: &KeyRateLimit{Header: reference, Requests: unknown, Window: unknown},
				Logs:         &WAFLogs{RetentionDays: unknown, KMSKeyARN: reference},
				RuleGroups:   []ManagedRuleGroup{{Name: "Bots", Vendor: reference, WCU: unknown}},
				CountRules:   map[string]*[]*string{groupCommon: jsii.Strings(reference, reference)}}
		}},
		{Name: "computed blocks",
			Change: func(w *WAF) { allow("#{TfToken[TOKEN.2]}")(w); w.OnlyAllowCIDRs = jsii.Bool(true) }},
		{Name: "no rate limit", Change: rate(RateLimit{Requests: number(0)})},
		{Name: "existing", Change: existing(existingACL)},
		{Name: "existing reference", Change: existing(reference)},
		{Name: "web ACL of CloudFront", Change: existing("arn:aws:wafv2:us-east-1:210987654321:global/webacl/shared/1"),
			Want: []string{
				"waf.existingWebACLARN load-balancer-waf-regional",
			}},
		{Name: "WAF Classic", Change: existing("arn:aws:waf-regional:eu-west-1:210987654321:webacl/1"),
			Want: []string{"waf.existingWebACLARN invalid"}},
		{Name: "rule group as web ACL", Change: existing("arn:aws:wafv2:eu-west-1:210987654321:regional/rulegroup/shared/1"),
			Want: []string{"waf.existingWebACLARN invalid"}},
		{Name: "name of a web ACL", Change: existing("shared"), Want: []string{"waf.existingWebACLARN invalid"}},
		{Name: "existing and settings", Change: func(w *WAF) {
			*w = WAF{existingACL, jsii.Bool(false), jsii.Strings(), jsii.Bool(false), &RateLimit{}, &KeyRateLimit{},
				jsii.Bool(false), jsii.Bool(false),
				[]ManagedRuleGroup{}, map[string]*[]*string{}, &WAFLogs{}}
		}, Want: []string{"waf.allowCIDRs exclusive", "waf.anonymousIPs exclusive", "waf.countOnly exclusive",
			"waf.countRules exclusive", "waf.keyRateLimit exclusive",
			"waf.logs exclusive", "waf.onlyAllowCIDRs exclusive", "waf.rateLimit exclusive", "waf.ruleGroups exclusive",
			"waf.sqlInjection exclusive"}},
		{Name: "everybody", Change: allow("0.0.0.0/0", "::/0"),
			Want: []string{"waf.allowCIDRs[0] load-balancer-waf-everybody",
				"waf.allowCIDRs[1] load-balancer-waf-everybody"}},
		{Name: "address", Change: allow("192.0.2.1"), Want: []string{"waf.allowCIDRs[0] invalid"}},
		{Name: "host bits", Change: allow("192.0.2.1/24"),
			Want: []string{"waf.allowCIDRs[0] invalid"}},
		{Name: "block twice", Change: allow("192.0.2.0/24", "192.0.2.0/24"),
			Want: []string{"waf.allowCIDRs[1] unique"}},
		{Name: "too many blocks", Change: func(w *WAF) {
			blocks := make([]string, maxAddresses+1)
			for i := range blocks {
				blocks[i] = fmt.Sprintf("10.%d.%d.0/24", i/256, i%256)
			}
			allow(blocks...)(w)
		}, Want: []string{"waf.allowCIDRs range"}},
		{Name: "nobody", Change: func(w *WAF) { w.OnlyAllowCIDRs = jsii.Bool(true) },
			Want: []string{"waf.onlyAllowCIDRs required"}},
		{Name: "nobody listed", Change: func(w *WAF) { allow()(w); w.OnlyAllowCIDRs = jsii.Bool(true) },
			Want: []string{"waf.onlyAllowCIDRs required"}},
		{Name: "low rate", Change: rate(RateLimit{Requests: number(9)}),
			Want: []string{"waf.rateLimit.requests range"}},
		{Name: "high rate", Change: rate(RateLimit{Requests: number(maxRate + 1)}),
			Want: []string{"waf.rateLimit.requests range"}},
		{Name: "window", Change: rate(RateLimit{Window: number(30)}),
			Want: []string{"waf.rateLimit.window one-of"}},
		{Name: "window of nothing", Change: rate(RateLimit{Requests: number(0), Window: number(60)}),
			Want: []string{"waf.rateLimit.window exclusive"}},
		{Name: "no rate of a key", Change: key(KeyRateLimit{}), Want: []string{"waf.keyRateLimit.requests required"}},
		{Name: "rate of a key", Change: key(KeyRateLimit{Requests: number(0)}),
			Want: []string{"waf.keyRateLimit.requests range"}},
		{Name: "window of a key", Change: key(KeyRateLimit{Requests: number(10), Window: number(0)}),
			Want: []string{"waf.keyRateLimit.window one-of"}},
		{Name: "upper-case header", Change: key(KeyRateLimit{Requests: number(10), Header: "X-API-Key"}),
			Want: []string{"waf.keyRateLimit.header invalid"}},
		{Name: "header of everybody", Change: key(KeyRateLimit{Requests: number(10), Header: "host"}),
			Want: []string{"waf.keyRateLimit.header load-balancer-waf-key-header"}},
		{Name: "group that is there", Change: groups(ManagedRuleGroup{Name: groupSQL}),
			Want: []string{"waf.ruleGroups[0].name load-balancer-waf-built-in-group"}},
		{Name: "group with settings", Change: groups(ManagedRuleGroup{Name: "AWSManagedRulesBotControlRuleSet"}),
			Want: []string{
				"waf.ruleGroups[0].name load-balancer-waf-group-settings",
			}},
		{Name: "group twice", Change: groups(ManagedRuleGroup{Name: "AWSManagedRulesLinuxRuleSet"},
			ManagedRuleGroup{Name: "AWSManagedRulesLinuxRuleSet"}),
			Want: []string{"waf.ruleGroups[1] unique"}},
		{Name: "group without name", Change: groups(ManagedRuleGroup{}), Want: []string{"waf.ruleGroups[0].name required"}},
		{Name: "computed group", Change: groups(ManagedRuleGroup{Name: reference}),
			Want: []string{"waf.ruleGroups[0].name known-value"}},
		{Name: "unknown capacity", Change: groups(ManagedRuleGroup{Name: "AWSManagedRulesLinuxRuleSet", Vendor: "Acme"}),
			Want: []string{"waf.ruleGroups[0].wcu required"}},
		{Name: "no capacity", Change: groups(ManagedRuleGroup{Name: "Bots", WCU: number(0)}),
			Want: []string{"waf.ruleGroups[0].wcu range"}},
		{Name: "capacity", Change: groups(ManagedRuleGroup{Name: "Bots", WCU: number(4073)},
			ManagedRuleGroup{Name: "More", WCU: number(1)}),
			Want: []string{"waf.ruleGroups load-balancer-waf-capacity"}},
		{Name: "full capacity", Change: groups(ManagedRuleGroup{Name: "Bots", WCU: number(4073)})},
		{Name: "unused group", Change: count(groupSQL, "SQLi_COOKIE"),
			Want: []string{
				"waf.countRules.AWSManagedRulesSQLiRuleSet: got a group that is not used, want one of " +
					"AWSManagedRulesAmazonIpReputationList,",
			}},
		{Name: "rule form", Change: count(groupCommon, "No User Agent"),
			Want: []string{"waf.countRules.AWSManagedRulesCommonRuleSet[0] invalid"}},
		{Name: "rule twice", Change: count(groupCommon, "A", "A"),
			Want: []string{"waf.countRules.AWSManagedRulesCommonRuleSet[1] unique"}},
		{Name: "rule that counts", Change: count(groupCommon, "GenericLFI_BODY"),
			Want: []string{
				"waf.countRules.AWSManagedRulesCommonRuleSet[0] load-balancer-waf-count-rules",
			}},
		{Name: "computed rules", Change: count(groupCommon, "#{TfToken[TOKEN.2]}"),
			Want: []string{"waf.countRules.AWSManagedRulesCommonRuleSet known-value"}},
		{Name: "too many rules", Change: func(w *WAF) {
			rules := make([]string, 96)
			for i := range rules {
				rules[i] = fmt.Sprint("Rule", i)
			}
			count(groupCommon, rules...)(w)
		}, Want: []string{"waf.countRules.AWSManagedRulesCommonRuleSet range"}},
		{Name: "retention", Change: logs(WAFLogs{RetentionDays: number(31)}),
			Want: []string{"waf.logs.retentionDays one-of"}},
		{Name: "key alias", Change: logs(WAFLogs{KMSKeyARN: "alias/logs"}),
			Want: []string{"waf.logs.kmsKeyARN invalid"}},
	})
}

func TestWAFNeedsIPv6ForIPv6Blocks(t *testing.T) {
	var ps rules.Mistakes
	(&WAF{AllowCIDRs: jsii.Strings("2001:db8::/32")}).problems(&ps, IPv4)
	if len(ps) != 1 || ps[0].Path != "waf.allowCIDRs[0]" {
		t.Errorf("got %v", ps)
	}
}

// A rule keeps its priority whatever else is switched on: a change of one prop changes one rule.
func TestWAFPrioritiesAreStable(t *testing.T) {
	priorities := func(w WAF) map[string]float64 {
		out, taken := map[string]float64{}, map[float64]bool{}
		for _, rule := range w.resolve().rules {
			if taken[rule.priority] {
				t.Errorf("%s: priority %v is taken", rule.name, rule.priority)
			}
			out[rule.name], taken[rule.priority] = rule.priority, true
		}
		return out
	}
	few := map[string]float64{"rate-limit": 10, groupReputation: 20, groupBadInputs: 40, groupCommon: 50}
	if diff := cmp.Diff(few, priorities(WAF{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	few["allowed-addresses"], few["key-rate-limit"], few[groupAnonymous], few[groupSQL], few["Bots"] = 0, 11, 30, 60, 100
	if diff := cmp.Diff(few, priorities(WAF{
		AllowCIDRs: jsii.Strings("192.0.2.0/24"), KeyRateLimit: &KeyRateLimit{Requests: jsii.Number(10)},
		AnonymousIPs: jsii.Bool(true), SQLInjection: jsii.Bool(true),
		RuleGroups: []ManagedRuleGroup{{Name: "Bots", WCU: jsii.Number(1)}},
	})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWAFNotices(t *testing.T) {
	if got := (&WAF{}).resolve().notices; got != nil {
		t.Errorf("got %q for the defaults", got)
	}
	w := &WAF{CountOnly: jsii.Bool(true), RuleGroups: []ManagedRuleGroup{{Name: "Bots", WCU: jsii.Number(574)}}}
	want := []string{
		"the WAF only counts and blocks nothing; leave out CountOnly when its logs show what you expect",
		"the WAF takes 1501 of its capacity units: AWS charges extra for every request above 1500",
	}
	if diff := cmp.Diff(want, w.resolve().notices); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	w.RuleGroups[0].WCU = jsii.Number(573)
	if got := w.resolve().notices; len(got) != 1 {
		t.Errorf("got %q for 1500 units", got)
	}
}

func FuzzWAF(f *testing.F) {
	f.Add("192.0.2.0/24", "x-api-key", "AWSManagedRulesLinuxRuleSet", "A", 10.0, 60.0, true)
	f.Add(reference, reference, reference, reference, -1.9e289, 0.0, false)
	f.Fuzz(func(t *testing.T, block, header, group, rule string, requests, window float64, only bool) {
		w := &WAF{AllowCIDRs: jsii.Strings(block), OnlyAllowCIDRs: &only,
			RateLimit:    &RateLimit{Requests: &requests, Window: &window},
			KeyRateLimit: &KeyRateLimit{Header: header, Requests: &requests},
			RuleGroups:   []ManagedRuleGroup{{Name: group, WCU: &requests}},
			CountRules:   map[string]*[]*string{group: jsii.Strings(rule)}}
		if wafErr(w) != nil {
			return
		}
		for _, r := range w.resolve().rules {
			if r.name == "" || len(r.statement([]string{"arn"})) != 1 {
				t.Errorf("valid props make a rule without name or with %d statements", len(r.statement([]string{"arn"})))
			}
		}
	})
}
