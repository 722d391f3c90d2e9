package loadbalancer

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lblistenerrule"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// What AWS allows in one rule
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html).
const (
	maxConditionValues    = 5
	maxConditionWildcards = 6
)

var (
	ruleHost   = regexp.MustCompile(`^[A-Za-z0-9.*?-]{1,128}$`)
	rulePath   = regexp.MustCompile(`^[/*?][A-Za-z0-9_.$/~"'@:+&*?-]{0,127}$`)
	ruleMethod = regexp.MustCompile(`^[A-Z_-]{1,40}$`)
	ruleHeader = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,40}$")
	ruleValue  = regexp.MustCompile(`^[\x20-\x7e]{1,128}$`)
)

// problems of a rule that stands at path.
func (r *Rule) problems(ps *rules.Mistakes, path string) {
	if r == nil {
		return
	}
	check.WholeNumber(ps, path+".priority", r.Priority, 1, 50000, "", "")
	if r.Priority == nil && r.conditional() {
		ps.Break(rules.Required, path+".priority", "nothing with conditions",
			"a priority from 1 to 50000 that no other rule of the listener has",
			"the rule with the lowest one that matches wins")
	}
	r.listProblems(ps, path+".hosts", r.Hosts, ruleHost,
		"a host such as llm.acme.dev or *.acme.dev, at most 128 characters")
	r.listProblems(ps, path+".paths", r.Paths, rulePath, "a path such as /v1/*, at most 128 characters")
	r.listProblems(ps, path+".methods", r.Methods, ruleMethod, "a method such as POST")
	r.listProblems(ps, path+".sourceCIDRs", r.SourceCIDRs, nil, "")
	if !token.IsList(r.SourceCIDRs) {
		for i, block := range optional.Texts(r.SourceCIDRs) {
			cidrProblems(ps, rules.Index(path+".sourceCIDRs", i), block)
		}
	}
	for _, name := range check.SortedKeys(r.Headers) {
		at := path + ".headers." + name
		switch {
		case strings.EqualFold(name, "host"):
			ps.Break(hostHeader, at, check.Quote(r.Headers[name]), "nothing", "use Hosts")
		case !ruleHeader.MatchString(name):
			ps.Break(rules.Invalid, path+".headers", check.Quote(name), "the name of a header, at most 40 characters", "")
		}
		valueProblems(ps, at, r.Headers[name])
	}
	for _, key := range check.SortedKeys(r.QueryStrings) {
		valueProblems(ps, path+".queryStrings."+key, r.QueryStrings[key])
	}
	r.quotaProblems(ps, path)
}

func (r *Rule) listProblems(ps *rules.Mistakes, path string, values *[]*string, form *regexp.Regexp, want string) {
	if values == nil || token.IsList(values) {
		return
	}
	if len(*values) == 0 {
		ps.Break(rules.Required, path, "an empty list", "at least one value", "leave it out when all will do")
	}
	for i, value := range optional.Texts(values) {
		if form != nil && !token.Is(value) && !form.MatchString(value) {
			ps.Break(rules.Invalid, rules.Index(path, i), check.Quote(value), want, "")
		}
	}
}

func valueProblems(ps *rules.Mistakes, path, value string) {
	if !token.Is(value) && !ruleValue.MatchString(value) {
		ps.Break(check.Form(value), path, check.Quote(value), "1 to 128 printable ASCII characters", "")
	}
}

// quotaProblems counts; a list that is a reference as a whole counts as nothing.
func (r *Rule) quotaProblems(ps *rules.Mistakes, path string) {
	values, wildcards := 0, 0
	count := func(value string, wild bool) {
		values++
		if wild && !token.Is(value) {
			wildcards += strings.Count(value, "*") + strings.Count(value, "?")
		}
	}
	for _, l := range []struct {
		values *[]*string
		wild   bool
	}{{r.Hosts, true}, {r.Paths, true}, {r.Methods, false}, {r.SourceCIDRs, false}} {
		if !token.IsList(l.values) {
			for _, value := range optional.Texts(l.values) {
				count(value, l.wild)
			}
		}
	}
	for _, value := range r.Headers {
		count(value, true)
	}
	for key, value := range r.QueryStrings {
		count(value, true)
		wildcards += strings.Count(key, "*") + strings.Count(key, "?")
	}
	if values > maxConditionValues {
		ps.Break(ruleQuota, path, fmt.Sprintf("%d values", values),
			fmt.Sprintf("at most %d in all conditions", maxConditionValues), "use wildcards, or a target for each part")
	}
	if wildcards > maxConditionWildcards {
		ps.Break(ruleQuota, path, fmt.Sprintf("%d wildcards", wildcards),
			fmt.Sprintf("at most %d in all conditions", maxConditionWildcards), "")
	}
}

func (r *Rule) conditional() bool {
	return r.Hosts != nil || r.Paths != nil || r.Methods != nil || r.SourceCIDRs != nil || len(r.Headers) > 0 ||
		len(r.QueryStrings) > 0
}

type condition = lblistenerrule.LbListenerRuleCondition

// conditions of the listener rule, which has to have one.
func (r *Rule) conditions() []*condition {
	if r == nil || !r.conditional() {
		return []*condition{
			{PathPattern: &lblistenerrule.LbListenerRuleConditionPathPattern{Values: jsii.Strings("/*")}},
		}
	}
	var out []*condition
	if r.Hosts != nil {
		out = append(out, &condition{
			HostHeader: &lblistenerrule.LbListenerRuleConditionHostHeader{Values: r.Hosts},
		})
	}
	if r.Paths != nil {
		out = append(out, &condition{
			PathPattern: &lblistenerrule.LbListenerRuleConditionPathPattern{Values: r.Paths},
		})
	}
	if r.Methods != nil {
		out = append(out, &condition{
			HttpRequestMethod: &lblistenerrule.LbListenerRuleConditionHttpRequestMethod{Values: r.Methods},
		})
	}
	if r.SourceCIDRs != nil {
		out = append(out, &condition{
			SourceIp: &lblistenerrule.LbListenerRuleConditionSourceIp{Values: r.SourceCIDRs},
		})
	}
	for _, name := range check.SortedKeys(r.Headers) {
		out = append(out, &condition{HttpHeader: &lblistenerrule.LbListenerRuleConditionHttpHeader{
			HttpHeaderName: jsii.String(name), Values: jsii.Strings(r.Headers[name]),
		}})
	}
	for _, key := range check.SortedKeys(r.QueryStrings) {
		out = append(out, &condition{QueryString: []*lblistenerrule.LbListenerRuleConditionQueryString{{
			Key: jsii.String(key), Value: jsii.String(r.QueryStrings[key]),
		}}})
	}
	return out
}
