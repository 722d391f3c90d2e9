package loadbalancer

import (
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Quotas of names in a certificate, and of further certificates at a load balancer
// (https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html,
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html).
const (
	maxAlternativeNames = 9
	maxFurtherDomains   = 25
)

// domainConfig is a domain with every default filled in.
type domainConfig struct {
	Domain
	id      string // what the ids of its certificate end in: nothing for the first
	request bool   // a certificate is requested
	alias   bool   // the names lead to the load balancer
	names   []domainName
}

// domainName is a name of a certificate; its key names its resources' Terraform addresses.
type domainName struct {
	name, key string
	validate  bool // has a validation record of its own
}

// domains of the load balancer, the first of which may have a certificate that exists.
func (p Props) domains() []domainConfig {
	proven := map[string]bool{}
	var out []domainConfig
	if p.Domain != nil {
		out = append(out, p.Domain.resolve("", p.CertificateARN == "", proven))
	}
	for i := range p.FurtherDomains {
		d := &p.FurtherDomains[i]
		out = append(out, d.resolve(nameKey("domain-", i, d.Name), true, proven))
	}
	return out
}

// resolve fills in the defaults. ACM proves *.acme.dev and acme.dev with the same record, which two resources must not
// both own; proven remembers what has one.
func (d *Domain) resolve(id string, request bool, proven map[string]bool) domainConfig {
	c := domainConfig{Domain: *d, id: id, request: request, alias: optional.Or(d.AliasRecord, true)}
	add := func(name, key string) {
		base := strings.TrimPrefix(name, "*.")
		c.names = append(c.names, domainName{name: name, key: key, validate: token.Is(name) || !proven[base]})
		proven[base] = true
	}
	add(d.Name, id)
	for i, name := range optional.Texts(d.AlternativeNames) {
		key := nameKey("", i, name)
		if token.Is(name) {
			key = id + key
		}
		add(name, key)
	}
	return c
}

// nameKey is what a name adds to an id. A reference has no name but its place.
func nameKey(kind string, i int, name string) string {
	if token.Is(name) {
		return "-" + kind + check.Number(float64(i))
	}
	return "-" + strings.Replace(name, "*", "wildcard_", 1) // no name has an underscore
}

// DomainNames returns the domain names that the certificates of the load balancer are for, or nil where they are not
// known.
func (p *Props) DomainNames() *[]*string {
	var names []string
	switch {
	case p.Domain == nil && p.CertificateARN == "",
		p.CertificateARN != "" && (p.CertificateNames == nil || token.IsList(p.CertificateNames)):
		return nil
	case p.CertificateARN != "":
		names = optional.Texts(p.CertificateNames)
	}
	for _, d := range p.domains() {
		if d.request {
			for _, n := range d.names {
				names = append(names, n.name)
			}
		}
	}
	for i, name := range names { // one that is refused is not held against anything
		if !token.Is(name) && !form.Domain.Matches(strings.TrimPrefix(name, "*.")) {
			names[i] = token.Unknown
		}
	}
	return bridge.Strings(names...)
}

func (p *Props) domainsProblems(ps *rules.Mistakes) {
	if p.Domain != nil {
		p.Domain.problems(ps, "domain", p.CertificateARN == "")
		if p.CertificateARN != "" {
			uncoveredProblem(ps, "domain.name", p.Domain.Name, p.CertificateNames)
			uncoveredProblems(ps, "domain.alternativeNames", p.Domain.AlternativeNames, p.CertificateNames)
		}
	}
	if n := len(p.FurtherDomains); n > maxFurtherDomains {
		ps.Break(rules.Range, "furtherDomains", fmt.Sprint(n), fmt.Sprintf("at most %d", maxFurtherDomains),
			"put names of one zone into the alternativeNames of one domain")
	}
	seen := map[string]string{}
	if p.Domain != nil {
		p.Domain.sameNameProblems(ps, "domain", seen)
	}
	for i := range p.FurtherDomains {
		path := rules.Index("furtherDomains", i)
		p.FurtherDomains[i].problems(ps, path, true)
		p.FurtherDomains[i].sameNameProblems(ps, path, seen)
	}
}

// sameNameProblems reports names that stand elsewhere too; seen remembers where each stands first.
func (d *Domain) sameNameProblems(ps *rules.Mistakes, path string, seen map[string]string) {
	unique := func(path, name string) {
		first, again := seen[name]
		switch {
		case name == "" || token.Is(name):
		case again:
			ps.Break(rules.Unique, path, check.Quote(name)+" again", "a name different from "+first, "")
		default:
			seen[name] = path
		}
	}
	unique(path+".name", d.Name)
	for i, name := range optional.Texts(d.AlternativeNames) {
		unique(rules.Index(path+".alternativeNames", i), name)
	}
}

// hostOf is the name in an address that somebody states in its place, or "".
func hostOf(name string) string {
	_, rest, ok := strings.Cut(name, "://")
	if !ok || token.Is(name) {
		return ""
	}
	host, _, _ := strings.Cut(rest, "/")
	if !form.Domain.Fits(host) {
		return ""
	}
	return host
}

// problems of a domain at path, for which a certificate may be requested.
func (d *Domain) problems(ps *rules.Mistakes, path string, request bool) {
	if host := hostOf(d.Name); host != "" {
		ps.Break(rules.Invalid, path+".name", check.Quote(d.Name), "a name such as llm.acme.dev", "state "+host)
	} else {
		form.Domain.Check(ps, path+".name", d.Name)
	}
	unused := d.HostedZoneID == "" && !request && !optional.Or(d.AliasRecord, true)
	if !unused {
		form.HostedZone.Check(ps, path+".hostedZoneID", d.HostedZoneID)
	}
	path += ".alternativeNames"
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
		if !token.Is(name) && (len(name) > 253 || !form.Domain.Matches(strings.TrimPrefix(name, "*."))) {
			ps.Break(check.Form(name), rules.Index(path, i), check.Quote(name),
				"a name such as api.acme.dev or *.acme.dev, in lower case, at most 253 characters", "")
		}
	}
}
