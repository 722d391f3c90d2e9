package loadbalancer

import (
	"cmp"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/retention"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

const (
	minRate       = 10
	maxRate       = 2_000_000_000
	maxAddresses  = 10_000 // in an IP set
	maxCountRules = 100    // in a group
)

var (
	wafHeader   = regexp.MustCompile(`^[0-9a-z_-]{1,40}$`)
	wafRuleName = regexp.MustCompile(`^[0-9A-Za-z_-]{1,128}$`)
	rateWindows = []float64{60, 120, 300, 600}
)

func (w *WAF) problems(ps *rules.Mistakes, ipType IPAddressType) {
	if w == nil {
		return
	}
	var own rules.Mistakes
	if w.ExistingWebACLARN != "" {
		w.existingProblems(&own)
		ps.Under("waf", own)
		return
	}
	w.addressProblems(&own, ipType)
	w.rateProblems(&own)
	w.groupProblems(&own)
	w.countProblems(&own)
	if wcu := w.wcu(); wcu > maxWCU {
		own.Break(wafCapacity, "ruleGroups", check.Number(wcu)+" capacity units with all other rules",
			fmt.Sprintf("at most %d", maxWCU), "leave out groups that protect software you do not run")
	}
	if l := w.Logs; l != nil {
		check.OneOfNumbers(&own, "logs.retentionDays", l.RetentionDays, " days", retention.Days()...)
		arn.Check(&own, "logs.kmsKeyARN", l.KMSKeyARN, "kms", "give the key's ARN, not its id or alias")
	}
	ps.Under("waf", own)
}

func (w *WAF) existingProblems(ps *rules.Mistakes) {
	const path = "existingWebACLARN"
	if !token.Is(w.ExistingWebACLARN) {
		switch a, ok := arn.Parse(w.ExistingWebACLARN); {
		case !ok || a.Service != "wafv2" || !strings.Contains(a.Resource, "/webacl/"):
			ps.Break(rules.Invalid, path, check.Quote(w.ExistingWebACLARN),
				"an ARN of a web ACL (arn:PARTITION:wafv2:REGION:ACCOUNT:regional/webacl/NAME/ID)",
				"find it with aws wafv2 list-web-acls --scope REGIONAL")
		case !strings.HasPrefix(a.Resource, "regional/"):
			ps.Break(wafRegional, path, check.Quote(w.ExistingWebACLARN), "a regional web ACL",
				"global ones are for CloudFront only")
		}
	}
	set := map[string]bool{
		"allowCIDRs": w.AllowCIDRs != nil, "anonymousIPs": w.AnonymousIPs != nil, "countOnly": w.CountOnly != nil,
		"countRules":   w.CountRules != nil,
		"keyRateLimit": w.KeyRateLimit != nil, "logs": w.Logs != nil, "onlyAllowCIDRs": w.OnlyAllowCIDRs != nil,
		"rateLimit":  w.RateLimit != nil,
		"ruleGroups": w.RuleGroups != nil, "sqlInjection": w.SQLInjection != nil,
	}
	for _, name := range check.SortedKeys(set) {
		if set[name] {
			ps.Break(rules.Exclusive, name, "a value with existingWebACLARN", "nothing",
				"the owner of the web ACL decides; leave out existingWebACLARN to make one")
		}
	}
}

func (w *WAF) addressProblems(ps *rules.Mistakes, ipType IPAddressType) {
	const path = "allowCIDRs"
	if optional.Value(w.OnlyAllowCIDRs) && len(optional.Texts(w.AllowCIDRs)) == 0 {
		ps.Break(rules.Required, "onlyAllowCIDRs", "true without allowCIDRs", "the blocks that are let in", "")
	}
	if token.IsList(w.AllowCIDRs) {
		return
	}
	blocks := optional.Texts(w.AllowCIDRs)
	for i, text := range blocks {
		cidrProblems(ps, rules.Index(path, i), text)
		block, err := netip.ParsePrefix(text)
		switch {
		case err != nil: // said already, or a reference
		case block.Bits() == 0:
			ps.Break(wafEverybody, rules.Index(path, i), check.Quote(text), "blocks of clients that you know",
				"a list of everybody would switch the WAF off, and AWS refuses it")
		case block.Addr().Is6() && ipType != DualStack:
			ps.Break(ipv6, rules.Index(path, i), check.Quote(text), "an IPv4 block", "set IPAddressType to DualStack for IPv6")
		}
	}
	check.Unique(ps, path, blocks, "")
	for version, set := range w.addresses() {
		if len(*set) > maxAddresses {
			ps.Break(rules.Range, path, fmt.Sprintf("%d blocks of %s", len(*set), version),
				fmt.Sprintf("at most %d", maxAddresses), "merge neighbours into larger blocks")
		}
	}
}

func (w *WAF) rateProblems(ps *rules.Mistakes) {
	if r := w.RateLimit; r != nil {
		if r.Requests == nil || *r.Requests != 0 {
			check.WholeNumber(ps, "rateLimit.requests", r.Requests, minRate, maxRate, " requests", "0 is no limit")
		} else if r.Window != nil {
			ps.Break(rules.Exclusive, "rateLimit.window", "a value without a limit", "nothing", "")
		}
		check.OneOfNumbers(ps, "rateLimit.window", r.Window, "s", rateWindows...)
	}
	if k := w.KeyRateLimit; k != nil {
		if k.Requests == nil {
			ps.Break(rules.Required, "keyRateLimit.requests", "nothing", "the requests that one key may make in a window", "")
		}
		check.WholeNumber(ps, "keyRateLimit.requests", k.Requests, minRate, maxRate, " requests", "")
		check.OneOfNumbers(ps, "keyRateLimit.window", k.Window, "s", rateWindows...)
		switch header := cmp.Or(k.Header, DefaultKeyHeader); {
		case token.Is(header):
		case !wafHeader.MatchString(header):
			ps.Break(rules.Invalid, "keyRateLimit.header", check.Quote(header),
				"the name of a header in lower case, at most 40 characters",
				"name the header that carries the API key, e.g. x-api-key")
		case header == "host" || header == "content-type" || header == "user-agent":
			ps.Break(wafKeyHeader, "keyRateLimit.header", check.Quote(header), "the header that carries the API key",
				"clients share this one and would share the limit")
		}
	}
}

func (w *WAF) groupProblems(ps *rules.Mistakes) {
	var names []string
	for i, g := range w.RuleGroups {
		path := rules.Index("ruleGroups", i)
		names = append(names, g.Name)
		check.WholeNumber(ps, path+".wcu", g.WCU, 1, maxWCU, "", "")
		naming.CheckLength(ps, path+".vendor", g.Vendor, 128)
		if token.Is(g.Name) {
			ps.Break(rules.KnownValue, path+".name", "a name that Terraform computes", "a name that is stated",
				"which rules count depends on it")
			continue
		}
		_, known := g.known()
		switch {
		case !wafRuleName.MatchString(g.Name):
			ps.Break(check.Form(g.Name), path+".name", check.Quote(g.Name),
				"the name of a managed rule group, at most 128 characters",
				"find it with aws wafv2 list-available-managed-rule-groups --scope REGIONAL")
		case builtIn[g.Name]:
			ps.Break(wafBuiltInGroup, path+".name", check.Quote(g.Name), "a further group",
				"it is there by default, or with anonymousIPs or sqlInjection")
		case configured[g.Name]:
			ps.Break(wafGroupSettings, path+".name", check.Quote(g.Name), "a group that needs no settings",
				"put it into a web ACL of your own and name that in existingWebACLARN")
		case !known && g.WCU == nil:
			ps.Break(rules.Required, path+".wcu", "nothing", "the group's capacity units",
				"find them with aws wafv2 describe-managed-rule-group --scope REGIONAL")
		}
	}
	check.Unique(ps, "ruleGroups", names, "")
}

func (w *WAF) countProblems(ps *rules.Mistakes) {
	groups := map[string]awsGroup{}
	for _, rule := range w.groups() {
		groups[rule.group.Name], _ = rule.group.known()
	}
	for _, name := range check.SortedKeys(w.CountRules) {
		path, counted := "countRules."+name, w.CountRules[name]
		group, used := groups[name]
		if !used {
			ps.Break(wafCountRules, path, "a group that is not used", "one of "+strings.Join(check.SortedKeys(groups), ", "), "")
			continue
		}
		if token.IsList(counted) {
			ps.Break(rules.KnownValue, path, "a list that Terraform computes", "rules that are each stated",
				"each rule may be a reference")
			continue
		}
		for i, rule := range optional.Texts(counted) {
			switch {
			case token.Is(rule):
			case !wafRuleName.MatchString(rule):
				ps.Break(rules.Invalid, rules.Index(path, i), check.Quote(rule), "the name of a rule, e.g. NoUserAgent_HEADER",
					"AWS's logs and documentation name it")
			case slices.Contains(group.count, rule):
				ps.Break(wafCountRules, rules.Index(path, i), check.Quote(rule), "a rule that does not count by default", "")
			}
		}
		check.Unique(ps, path, optional.Texts(counted), "")
		if n := len(optional.Texts(counted)) + len(group.count); n > maxCountRules {
			ps.Break(rules.Range, path, fmt.Sprintf("%d rules with those that count by default", n),
				fmt.Sprintf("at most %d", maxCountRules), "")
		}
	}
}
