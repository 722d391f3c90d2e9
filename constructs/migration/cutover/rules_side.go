package cutover

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/hostedzone"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func (p *Props) newProblems(ps *rules.Mistakes, region string) {
	check.Required(ps, "new.host", p.New.Host, "the DNS name of the new side's load balancer",
		"hand over loadbalancer.Ref.DNSName")
	hostProblems(ps, "new.host", p.New.Host, region)
	p.aliasProblems(ps, "new", p.New.Host, p.New.ZoneID)
	if name, known := hostedzone.Of(p.New.Host); known && name.Service != hostedzone.LoadBalancer ||
		!known && p.New.ZoneID == "" && p.New.Host != "" && !token.Is(p.New.Host) && hostForm(p.New.Host) {
		ps.Break(rules.Invalid, "new.host", check.Quote(p.New.Host),
			"the DNS name of an Application Load Balancer, such as chat-123.eu-west-1.elb.amazonaws.com",
			"where something stands in front of it, state new.zoneID")
	}
}

func (p *Props) oldProblems(ps *rules.Mistakes, region string) {
	o := p.Old
	addresses := optional.Texts(o.IPAddresses)
	some := o.IPAddresses != nil && (len(addresses) > 0 || token.IsList(o.IPAddresses))
	switch {
	case o.Host == "" && !some:
		ps.Break(rules.Required, "old.host", "nothing", "what the name leads to now",
			"look at aws route53 list-resource-record-sets; of an environment of Elastic Beanstalk it is the CNAME")
	case o.Host != "" && some:
		ps.Break(rules.Exclusive, "old", "host and ipAddresses", "only one of them", "state what the record has now")
	}
	for i, address := range addresses {
		if ip, err := netip.ParseAddr(address); !token.Is(address) && (err != nil || !ip.Is4()) {
			ps.Break(check.Form(address), rules.Index("old.ipAddresses", i), check.Quote(address),
				"an IPv4 address", "IPv6 moves between load balancers only")
		}
	}
	check.Unique(ps, "old.ipAddresses", addresses, "name each address once")
	hostProblems(ps, "old.host", o.Host, region)
	p.aliasProblems(ps, "old", o.Host, o.ZoneID)
	p.ipv6Problems(ps)
	if o.Host == "" || token.Is(o.Host) {
		return
	}
	if canonical(o.Host) == canonical(p.New.Host) {
		ps.Break(sameSide, "old.host", check.Quote(o.Host)+", as new.host", "another one than the new side's",
			"state what the name leads to now")
	}
	if canonical(o.Host) == p.Domain {
		ps.Break(sameSide, "old.host", check.Quote(o.Host)+", the name itself", "what the name leads to now",
			"look at aws route53 list-resource-record-sets")
	}
	if p.cname() && p.Domain == p.ZoneName && p.Domain != "" && !token.Is(p.Domain) && hostForm(o.Host) {
		ps.Break(apex, "old.host", check.Quote(o.Host),
			"the name of an AWS load balancer, App Runner service or environment with a region, or ipAddresses",
			"an environment of Elastic Beanstalk has a load balancer whose name serves: "+
				"aws elasticbeanstalk describe-environment-resources")
	}
}

// hostForm tells whether a host can be a name. Those of load balancers have capitals, others underscores.
func hostForm(host string) bool {
	return domain.MatchString(strings.ReplaceAll(canonical(host), "_", "-"))
}

func hostProblems(ps *rules.Mistakes, path, host, region string) {
	if host == "" || token.Is(host) {
		return
	}
	if _, err := netip.ParseAddr(host); err == nil && path == "old.host" {
		ps.Break(rules.Invalid, path, check.Quote(host), "a name", "state addresses as old.ipAddresses")
		return
	}
	if len(host) > maxDomain || !hostForm(host) {
		ps.Break(rules.Invalid, path, check.Quote(host),
			"a name such as chat-prod.eu-west-1.elasticbeanstalk.com, at most 253 characters",
			"give the name alone, without a scheme, port or path")
		return
	}
	name, known := hostedzone.Of(host)
	here, stated := partition.Of(region)
	if there, ok := partition.Of(name.Region); known && stated && ok && there.Name != here.Name {
		ps.Break(rules.Place, path, check.Quote(host), "one of the partition "+here.Name, "no partition reaches another")
	}
}

// aliasProblems are about the zone that AWS has the name of a side in.
func (p *Props) aliasProblems(ps *rules.Mistakes, side, host, zoneID string) {
	path := side + ".zoneID"
	name, known := hostedzone.Of(host)
	if zoneID != "" && !token.Is(zoneID) && !zoneForm.MatchString(zoneID) {
		ps.Break(rules.Invalid, path, check.Quote(zoneID), "an id such as Z2NYPWQ7DFZAZH", "without /hostedzone/")
		return
	}
	switch {
	case host == "" && zoneID != "":
		ps.Break(aliasZone, path, check.Quote(zoneID)+" without a host", "nothing", "")
	case host == token.Unknown:
	case token.Is(host) && zoneID == "":
		ps.Break(rules.Required, path, "nothing with a reference as host", "the hosted zone of its name",
			"a load balancer has it beside its DNS name; data.aws_elastic_beanstalk_hosted_zone has that of environments")
	case known && name.ZoneID == "" && zoneID == "":
		ps.Break(rules.Required, path, "nothing", fmt.Sprintf("the hosted zone of %s in %s", name.Service, name.Region),
			"look it up in the AWS General Reference; it is not in this library's list")
	case known && name.ZoneID != "" && zoneID != "" && !token.Is(zoneID) && zoneID != name.ZoneID:
		ps.Break(aliasZone, path, check.Quote(zoneID),
			fmt.Sprintf("%s, that of %s in %s, or nothing", name.ZoneID, name.Service, name.Region),
			"it is not the zone of your own domain")
	case !known && zoneID != "" && !token.Is(zoneID) && zoneID == p.HostedZoneID:
		ps.Break(aliasZone, path, check.Quote(zoneID)+", as hostedZoneID", "the zone in which AWS has the target's name",
			"leave it out where the target is no alias")
	}
}

func (p *Props) ipv6Problems(ps *rules.Mistakes) {
	if !optional.Value(p.Old.DualStack) {
		return
	}
	name, known := hostedzone.Of(p.Old.Host)
	isBalancer := name.Service == hostedzone.LoadBalancer || name.Service == hostedzone.NetworkLoadBalancer
	switch {
	case p.cname() || p.Old.Host == "" || known && !isBalancer:
		ps.Break(ipv6, "old.dualStack", "true for what is no load balancer", "false",
			"give the load balancer's own name as old.host, if it has IPv6")
	case !optional.Value(p.New.DualStack):
		ps.Break(ipv6, "new.dualStack", "false with old.dualStack", "true",
			"let the new load balancer have IPv6 (loadbalancer.DualStack), or delete the AAAA record before")
	}
}

// canonical is a host as DNS compares it; dualstack. stands before some names of load balancers.
func canonical(host string) string {
	if token.Is(host) {
		return host
	}
	return strings.TrimPrefix(strings.ToLower(strings.TrimSuffix(host, ".")), "dualstack.")
}
