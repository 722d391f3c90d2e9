package loadbalancer

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/dataawsec2managedprefixlist"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// CloudFront says that a distribution stands in front, public or by a VPC origin: its addresses alone are let in, on
// the listener's port, unless IngressCIDRs adds others. Anybody's distribution has these addresses: let yours send a
// header that only it knows, and have the application check it.
//
// It buffers no stream, but cuts a response that is silent for ReadTimeout, whatever the load balancer's IdleTimeout.
type CloudFront struct {
	// ReadTimeout in seconds, the origin response timeout of the distribution, 1 to 120. Default:
	// DefaultReadTimeout, which is CloudFront's.
	ReadTimeout *float64
}

// DefaultReadTimeout of [CloudFront]
// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html).
const DefaultReadTimeout = 30

// cloudFrontList is the prefix list of the addresses that CloudFront comes from, and cloudFrontWeight the number of
// rules that it counts for
// (https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html).
const (
	cloudFrontList   = "com.amazonaws.global.cloudfront.origin-facing"
	cloudFrontWeight = 55
)

// defaultIngressRules is how many rules a security group may have in one direction, of IPv4 and IPv6 each
// (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html).
const (
	defaultIngressRules = 60
	maxIngressRules     = 1000
)

var prefixListID = regexp.MustCompile(`^pl-[0-9a-f]{8,17}$`)

func (p *Props) frontProblems(ps *rules.Mistakes) {
	const lists = "ingressPrefixListIDs"
	if token.IsList(p.IngressPrefixListIDs) {
		ps.Break(rules.KnownValue, lists, "a list that Terraform computes", "ids that are each stated",
			"the number of rules has to be known; each id may be a reference")
	} else {
		for i, id := range optional.Texts(p.IngressPrefixListIDs) {
			if !token.Is(id) && !prefixListID.MatchString(id) {
				ps.Break(check.Form(id), rules.Index(lists, i), check.Quote(id), "an id such as pl-0a1b2c3d4e5f60718", "")
			}
		}
		check.Unique(ps, lists, optional.Texts(p.IngressPrefixListIDs), "")
	}
	check.WholeNumber(ps, "ingressRuleQuota", p.IngressRuleQuota, 1, maxIngressRules, "", "")
	p.ingressQuotaProblems(ps)
	if p.CloudFront == nil {
		return
	}
	check.WholeNumber(ps, "cloudFront.readTimeout", p.CloudFront.ReadTimeout, 1, 120, "s",
		"send a byte now and then in streams that are silent for longer")
	if w := p.WAF; w != nil && w.ExistingWebACLARN == "" {
		rate := optional.Value(w.RateLimit).Requests
		if rate == nil || check.Known(rate) && *rate != 0 {
			ps.Break(wafBehindCDN, "waf.rateLimit.requests", "a limit for each address behind CloudFront", "0",
				"all clients share CloudFront's few addresses; use KeyRateLimit, or a web ACL of the distribution")
		}
		if w.AllowCIDRs != nil {
			ps.Break(wafBehindCDN, "waf.allowCIDRs", "addresses of clients behind CloudFront", "nothing",
				"the load balancer sees CloudFront's addresses; put them into a web ACL of the distribution")
		}
	}
}

// ingressQuotaProblems counts the rules of the security group. A prefix list that is not CloudFront's counts as one:
// how large it may become is not known here.
func (p *Props) ingressQuotaProblems(ps *rules.Mistakes) {
	quota := optional.Or(p.IngressRuleQuota, defaultIngressRules)
	if token.IsNumber(quota) || token.IsList(p.IngressCIDRs) || token.IsList(p.IngressPrefixListIDs) {
		return
	}
	ports := 1.0
	if !optional.Value(p.AllowPlaintextHTTP) {
		ports = 2
	}
	count := map[string]float64{}
	blocks := func(list *[]*string, ports float64) {
		for _, block := range optional.Texts(list) {
			version := "IPv4"
			if !token.Is(block) && strings.Contains(block, ":") {
				version = "IPv6"
			}
			count[version] += ports
		}
	}
	blocks(p.IngressCIDRs, ports)
	shared := float64(len(optional.Texts(p.IngressPrefixListIDs)))
	if t := p.TestListener; t != nil && !token.IsList(t.IngressCIDRs) && !token.IsList(t.IngressSecurityGroupIDs) {
		blocks(t.IngressCIDRs, 1)
		shared += float64(len(optional.Texts(t.IngressSecurityGroupIDs)))
	}
	if p.CloudFront != nil {
		shared += cloudFrontWeight
	}
	for _, version := range check.SortedKeys(count) {
		if n := count[version] + shared; n > quota {
			ps.Break(ingressQuota, "ingressCIDRs", fmt.Sprintf("%s rules of %s", check.Number(n), version),
				"at most "+check.Number(quota)+": each block takes one a port, CloudFront's list 55",
				"state larger blocks or a prefix list, or IngressRuleQuota where AWS has raised the account's")
			return
		}
	}
	if len(count) == 0 && shared > quota {
		ps.Break(ingressQuota, "ingressPrefixListIDs", check.Number(shared)+" rules", "at most "+check.Number(quota), "")
	}
}

// newPrefixListIngress lets prefix lists in on the port of the listener that serves. Port 80, which only redirects,
// would count them a second time.
func newPrefixListIngress(scope constructs.Construct, group string, c config) {
	port, listener := 443.0, "https"
	if !c.tls {
		port, listener = 80, "http"
	}
	for i, id := range optional.Texts(c.IngressPrefixListIDs) {
		newIngress(scope, group, listener, port, idName("prefix-list", i, id), ingress{PrefixListId: jsii.String(id)})
	}
	if c.CloudFront != nil {
		list := dataawsec2managedprefixlist.NewDataAwsEc2ManagedPrefixList(scope, jsii.String("cloudfront"),
			&dataawsec2managedprefixlist.DataAwsEc2ManagedPrefixListConfig{Name: jsii.String(cloudFrontList)})
		newIngress(scope, group, listener, port, "cloudfront", ingress{PrefixListId: list.Id()})
	}
}
