package loadbalancer

import (
	"fmt"
	"net/netip"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems().Err() }

var (
	nameForm   = regexp.MustCompile(`^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$`)
	vpcForm    = regexp.MustCompile(`^vpc-[0-9a-f]{8,17}$`)
	zoneForm   = regexp.MustCompile(`^Z[A-Z0-9]{8,32}$`)
	domainForm = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$`)
	policyForm = regexp.MustCompile(`^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)-[A-Za-z0-9-]+$`)
	bucketForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
	prefixForm = regexp.MustCompile(`^[A-Za-z0-9!_.*'()-]+(/[A-Za-z0-9!_.*'()-]+)*$`)
)

const maxAlternativeNames = 9 // ACM's quota of names a certificate is 10

func (p *Props) problems() rules.Mistakes {
	p, ps := check.Given(p)
	nameProblems(&ps, p.Name, p.VPCID)
	p.networkProblems(&ps)
	p.tlsProblems(&ps)
	p.domainProblems(&ps)
	check.WholeNumber(&ps, "idleTimeout", p.IdleTimeout, 1, 4000, "s",
		"send a byte now and then in streams that are silent for longer")
	check.WholeNumber(&ps, "clientKeepAlive", p.ClientKeepAlive, 60, 604800, "s", "")
	p.TestListener.problems(&ps, p.IPAddressType)
	p.AccessLogs.problems(&ps)
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
	if vpcID != "" && !token.Is(vpcID) && !vpcForm.MatchString(vpcID) {
		ps.Break(rules.Invalid, "vpcID", check.Quote(vpcID), "an id such as vpc-0a1b2c3d4e5f60718", "")
	}
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
	secure := p.Domain != nil || p.CertificateARN != ""
	switch {
	case !plaintext && !secure:
		ps.Break(tls, "domain", "nothing", "a domain with its hosted zone, or certificateARN",
			"or set AllowPlaintextHTTP to serve without TLS")
	case plaintext && secure:
		ps.Break(rules.Exclusive, "allowPlaintextHTTP", "true with a domain or certificate", "false",
			"port 80 redirects to HTTPS then")
	}
	arn.Check(ps, "certificateARN", p.CertificateARN, "acm", "an ALB takes certificates of ACM, in its own region")
	if p.TLSPolicy == "" || token.Is(p.TLSPolicy) {
		return
	}
	switch {
	case plaintext && !secure:
		ps.Break(rules.Exclusive, "tlsPolicy", check.Quote(p.TLSPolicy)+" with allowPlaintextHTTP", "nothing", "")
	case !policyForm.MatchString(p.TLSPolicy):
		ps.Break(tlsPolicy, "tlsPolicy", check.Quote(p.TLSPolicy),
			"a policy of TLS 1.2 or newer, such as "+DefaultTLSPolicy, "")
	}
}

func (p *Props) domainProblems(ps *rules.Mistakes) {
	d := p.Domain
	if d == nil {
		return
	}
	if !token.Is(d.Name) && (len(d.Name) > 64 || !domainForm.MatchString(d.Name)) {
		ps.Break(check.Form(d.Name), "domain.name", check.Quote(d.Name),
			"a name such as llm.acme.dev, in lower case, of at most 64 characters",
			"a certificate's first name may not be longer; put longer names into alternativeNames")
	}
	if !token.Is(d.HostedZoneID) && !zoneForm.MatchString(d.HostedZoneID) {
		ps.Break(check.Form(d.HostedZoneID), "domain.hostedZoneID", check.Quote(d.HostedZoneID),
			"an id such as Z0123456789ABCDEFGHIJ", "find it with aws route53 list-hosted-zones-by-name, without /hostedzone/")
	}
	const path = "domain.alternativeNames"
	if token.IsList(d.AlternativeNames) {
		ps.Break(rules.KnownValue, path, "a list that Terraform computes", "names that are each stated",
			"the number of records has to be known; each name may be a reference")
		return
	}
	names := optional.Texts(d.AlternativeNames)
	if len(names) > maxAlternativeNames {
		ps.Break(rules.Range, path, fmt.Sprint(len(names)), fmt.Sprintf("at most %d", maxAlternativeNames), "")
	}
	for i, name := range names {
		if token.Is(name) {
			continue
		}
		if len(name) > 253 || !domainForm.MatchString(strings.TrimPrefix(name, "*.")) {
			ps.Break(check.Form(name), rules.Index(path, i), check.Quote(name),
				"a name such as api.acme.dev or *.acme.dev, in lower case", "")
		}
		if name == d.Name {
			ps.Break(rules.Unique, rules.Index(path, i), check.Quote(name)+" again", "a name different from domain.name", "")
		}
	}
	check.Unique(ps, path, names, "")
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
		groupProblems(ps, rules.Index(groups, i), id)
	}
	check.Unique(ps, groups, optional.Texts(l.IngressSecurityGroupIDs), "")
}

func (a *AccessLogs) problems(ps *rules.Mistakes) {
	if a == nil {
		return
	}
	if a.Bucket != "" && !token.Is(a.Bucket) && !bucketForm.MatchString(a.Bucket) {
		ps.Break(rules.Invalid, "accessLogs.bucket", check.Quote(a.Bucket), "the name of a bucket",
			"give its name, not its ARN")
	}
	if a.Bucket != "" && a.RetentionDays != nil {
		ps.Break(rules.Exclusive, "accessLogs.retentionDays", "a value with a bucket that exists", "nothing",
			"the owner of the bucket decides")
	}
	check.WholeNumber(ps, "accessLogs.retentionDays", a.RetentionDays, 1, 3653, " days", "")
	if a.Prefix != "" && !token.Is(a.Prefix) &&
		(!prefixForm.MatchString(a.Prefix) || strings.Contains(a.Prefix, "AWSLogs")) {
		ps.Break(logPrefix, "accessLogs.prefix", check.Quote(a.Prefix),
			"a path without slashes at its ends and without AWSLogs", "AWS appends /AWSLogs/ACCOUNT/…")
	}
}
