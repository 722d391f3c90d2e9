package loadbalancer

import (
	"fmt"
	"net/netip"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tlspolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems().Err() }

var (
	nameForm   = regexp.MustCompile(`^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$`)
	prefixForm = regexp.MustCompile(`^[A-Za-z0-9!_.*'()-]+(/[A-Za-z0-9!_.*'()-]+)*$`)
)

func (p *Props) problems() rules.Mistakes {
	p, ps := check.Given(p)
	nameProblems(&ps, p.Name, p.VPCID)
	if strings.HasPrefix(strings.ToLower(p.Name), "internal-") {
		ps.Break(ownName, "name", check.Quote(p.Name), "a name that does not start with internal-",
			"SchemeInternal makes the load balancer internal")
	}
	p.networkProblems(&ps)
	p.tlsProblems(&ps)
	p.domainsProblems(&ps)
	p.MutualTLS.problems(&ps, !optional.Value(p.AllowPlaintextHTTP))
	p.frontProblems(&ps)
	p.loginEgressProblems(&ps)
	check.WholeNumber(&ps, "idleTimeout", p.IdleTimeout, 1, 4000, "s",
		"send a byte now and then in streams that are silent for longer")
	check.WholeNumber(&ps, "clientKeepAlive", p.ClientKeepAlive, 60, 604800, "s", "")
	p.TestListener.problems(&ps, p.IPAddressType)
	p.AccessLogs.problems(&ps)
	p.connectionLogsProblems(&ps)
	p.WAF.problems(&ps, p.IPAddressType)
	return ps
}

// nameProblems are the rules that load balancers and targets share.
func nameProblems(ps *rules.Mistakes, name, vpcID string) {
	if !token.Is(name) && !nameForm.MatchString(name) {
		ps.Break(check.Form(name), "name", check.Quote(name),
			"letters, digits and hyphens, neither starting nor ending with a hyphen", "name it like the service, e.g. llm-proxy")
	}
	check.Required(ps, "vpcID", vpcID, "the VPC's id", "hand over the network's VPCID")
	form.VPC.CheckStated(ps, "vpcID", vpcID)
}

func (p *Props) networkProblems(ps *rules.Mistakes) {
	check.OneOf(ps, "scheme", p.Scheme, SchemeInternetFacing, SchemeInternal)
	check.OneOf(ps, "ipAddressType", p.IPAddressType, IPv4, DualStack)
	if !token.IsList(p.SubnetIDs) {
		ids := optional.Texts(p.SubnetIDs)
		if len(ids) < 2 {
			ps.Break(zones, "subnetIDs", fmt.Sprint(len(ids)), "subnets in at least two zones",
				"hand over the network's PublicSubnetIDs, or its TaskSubnetIDs with SchemeInternal")
		}
		for i, id := range ids {
			form.Subnet.Check(ps, rules.Index("subnetIDs", i), id)
		}
		check.Unique(ps, "subnetIDs", ids, "")
	}
	ingressProblems(ps, "ingressCIDRs", p.IngressCIDRs, p.IPAddressType)
}

// ingressProblems are the rules of blocks that may connect.
func ingressProblems(ps *rules.Mistakes, path string, values *[]*string, ipType IPAddressType) {
	if token.IsList(values) {
		ps.Break(rules.KnownValue, path, "a list that Terraform computes", "blocks that are each stated",
			"the number of rules has to be known; each block may be a reference")
		return
	}
	blocks := optional.Texts(values)
	for i, block := range blocks {
		cidrProblems(ps, rules.Index(path, i), block)
		if !token.Is(block) && strings.Contains(block, ":") && ipType != DualStack {
			ps.Break(ipv6, rules.Index(path, i), check.Quote(block), "an IPv4 block", "set IPAddressType to DualStack for IPv6")
		}
	}
	check.Unique(ps, path, blocks, "")
}

// cidrProblems requires an IPv4 or IPv6 block in canonical form.
func cidrProblems(ps *rules.Mistakes, path, value string) {
	if token.Is(value) {
		return
	}
	block, err := netip.ParsePrefix(value)
	switch {
	case err != nil:
		ps.Break(check.Form(value), path, check.Quote(value), "a block such as 10.0.0.0/16", "")
	case block.Masked().String() != value:
		ps.Break(rules.Invalid, path, check.Quote(value), "the block's first address, "+block.Masked().String(), "")
	}
}

func (p *Props) tlsProblems(ps *rules.Mistakes) {
	plaintext := optional.Value(p.AllowPlaintextHTTP)
	secure := p.Domain != nil || p.CertificateARN != "" || len(p.FurtherDomains) > 0
	switch {
	case !plaintext && p.Domain == nil && p.CertificateARN == "":
		ps.Break(tls, "domain", "nothing", "a domain with its hosted zone, or certificateARN",
			"or set AllowPlaintextHTTP to serve without TLS")
	case plaintext && secure:
		ps.Break(rules.Exclusive, "allowPlaintextHTTP", "true with a domain or certificate", "false",
			"port 80 redirects to HTTPS then")
	}
	arn.Check(ps, "certificateARN", p.CertificateARN, "acm", "an ALB takes certificates of ACM, in its own region")
	namesProblems(ps, "certificateNames", p.CertificateNames)
	if p.CertificateNames != nil && p.CertificateARN == "" {
		ps.Break(rules.Exclusive, "certificateNames", "names without certificateARN", "nothing",
			"the certificate that is requested has those of the domain")
	}
	if p.TLSPolicy == "" || token.Is(p.TLSPolicy) {
		return
	}
	switch {
	case plaintext && !secure:
		ps.Break(rules.Exclusive, "tlsPolicy", check.Quote(p.TLSPolicy)+" with allowPlaintextHTTP", "nothing", "")
	case !tlspolicy.Current(p.TLSPolicy):
		ps.Break(tlsPolicy, "tlsPolicy", check.Quote(p.TLSPolicy),
			"a policy of TLS 1.2 or newer, such as "+DefaultTLSPolicy, "")
	}
}

func (l *TestListener) problems(ps *rules.Mistakes, ipType IPAddressType) {
	if l == nil {
		return
	}
	const port, groups = "testListener.port", "testListener.ingressSecurityGroupIDs"
	check.WholeNumber(ps, port, l.Port, 1, 65535, "", "")
	if check.Known(l.Port) && (*l.Port == 80 || *l.Port == 443) {
		ps.Break(testListener, port, check.Number(*l.Port), "a port of its own",
			"clients use this one; leave port out for the default")
	}
	ingressProblems(ps, "testListener.ingressCIDRs", l.IngressCIDRs, ipType)
	if token.IsList(l.IngressSecurityGroupIDs) {
		ps.Break(rules.KnownValue, groups, "a list that Terraform computes", "ids that are each stated",
			"the number of rules has to be known; each id may be a reference")
		return
	}
	for i, id := range optional.Texts(l.IngressSecurityGroupIDs) {
		form.SecurityGroup.Check(ps, rules.Index(groups, i), id)
	}
	check.Unique(ps, groups, optional.Texts(l.IngressSecurityGroupIDs), "")
}

func (a *AccessLogs) problems(ps *rules.Mistakes) {
	if a == nil {
		return
	}
	if optional.Value(a.Disabled) && (a.Bucket != "" || a.Prefix != "" || a.RetentionDays != nil) {
		ps.Break(rules.Exclusive, "accessLogs.disabled", "true with other settings", "only one of them", "")
	}
	form.Bucket.CheckStated(ps, "accessLogs.bucket", a.Bucket)
	if a.Bucket != "" && a.RetentionDays != nil {
		ps.Break(rules.Exclusive, "accessLogs.retentionDays", "a value with a bucket that exists", "nothing",
			"the owner of the bucket decides")
	}
	check.WholeNumber(ps, "accessLogs.retentionDays", a.RetentionDays, 1, 3653, " days", "")
	prefixProblems(ps, "accessLogs.prefix", a.Prefix)
}

func prefixProblems(ps *rules.Mistakes, path, prefix string) {
	if prefix != "" && !token.Is(prefix) && (!prefixForm.MatchString(prefix) || strings.Contains(prefix, "AWSLogs")) {
		ps.Break(logPrefix, path, check.Quote(prefix),
			"a path without slashes at its ends and without AWSLogs", "AWS appends /AWSLogs/ACCOUNT/…")
	}
}

func (p *Props) connectionLogsProblems(ps *rules.Mistakes) {
	const path = "connectionLogs"
	switch l := p.ConnectionLogs; {
	case l == nil:
	case l.Bucket != "":
		form.Bucket.Check(ps, path+".bucket", l.Bucket)
		prefixProblems(ps, path+".prefix", l.Prefix)
	case l.Prefix != "":
		ps.Break(rules.Exclusive, path+".prefix", check.Quote(l.Prefix)+" in the bucket of the access logs", "nothing",
			"its policy lets AWS write under the prefix of the access logs; state a bucket for another one")
	case optional.Value(optional.Value(p.AccessLogs).Disabled):
		ps.Break(rules.Required, path+".bucket", "nothing without access logs", "the name of a bucket",
			"the bucket of the access logs is taken, where there are any")
	}
}

// loginEgressProblems are those of blocks that a load balancer calls, to which it speaks IPv4 only.
func (p *Props) loginEgressProblems(ps *rules.Mistakes) {
	ingressProblems(ps, "loginEgressCIDRs", p.LoginEgressCIDRs, IPv4)
}
