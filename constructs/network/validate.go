package network

import (
	"fmt"
	"net/netip"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/retention"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var (
	nameForm     = regexp.MustCompile(`^[-a-zA-Z0-9_.]{1,64}$`)
	endpointForm = regexp.MustCompile(`^[a-z0-9]+([-.][a-z0-9]+)*$`)
)

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems(nil).Err() }

// problems judges the props in a stack whose zones, when it states any, are stated.
func (p *Props) problems(stated []string) rules.Mistakes {
	p, ps := check.Given(p)
	if p.Name != "" && !token.Is(p.Name) && !nameForm.MatchString(p.Name) {
		ps.Break(rules.Invalid, "name", check.Quote(p.Name), "1 to 64 letters, digits, hyphens, underscores and dots", "")
	}
	check.CIDR(&ps, "cidr", p.CIDR)
	p.blockProblems(&ps)
	p.zoneProblems(&ps, stated)
	check.Choice(&ps, "egress", p.Egress, EgressPublicIP, EgressNAT, EgressNATPerZone, EgressNone)
	endpointProblems(&ps, p.Endpoints)
	p.endpointPolicyProblems(&ps)
	if f := p.FlowLogs; f != nil {
		check.OneOfNumbers(&ps, "flowLogs.retentionDays", f.RetentionDays, " days", retention.Days()...)
		check.OneOf(&ps, "flowLogs.trafficType", f.TrafficType, TrafficAll, TrafficAccept, TrafficReject)
		arn.Check(&ps, "flowLogs.kmsKeyARN", f.KMSKeyARN, "kms", "give the key's ARN, not its id or alias")
	}
	return ps
}

// blockProblems judges a block that has the right form.
func (p *Props) blockProblems(ps *rules.Mistakes) {
	block, err := netip.ParsePrefix(p.CIDR)
	if token.Is(p.CIDR) || err != nil || !block.Addr().Is4() {
		return
	}
	last, with := cidr.Private, ""
	if optional.Value(p.IsolatedSubnets) {
		last, with = cidr.Isolated, " with isolated subnets"
	}
	if !cidr.Fits(block.Bits(), last) {
		ps.Break(blockSize, "cidr", check.Quote(p.CIDR),
			fmt.Sprintf("a block of /%d to /%d%s", cidr.LargestVPC, cidr.Smallest(last), with),
			fmt.Sprintf("each tier keeps room for %d zones of at least a /28", cidr.Zones))
	}
	if a := block.Addr(); a.IsLoopback() || a.IsLinkLocalUnicast() || a.As4()[0] == 0 || a.As4()[0] >= 224 {
		ps.Break(blockRange, "cidr", check.Quote(p.CIDR), "a block that AWS allows in a VPC",
			"take one of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16")
	}
}

func (p *Props) zoneProblems(ps *rules.Mistakes, stated []string) {
	if p.ZoneCount != nil && token.IsNumber(*p.ZoneCount) {
		ps.Break(rules.KnownValue, "zoneCount", "a reference", "a number that is known while synthesizing",
			"it decides which resources there are")
		return
	}
	check.WholeNumber(ps, "zoneCount", p.ZoneCount, 2, cidr.Zones, "", "a load balancer needs two zones")
	if p.AvailabilityZones == nil {
		if n := p.zoneCount(); len(stated) > 0 && n > len(stated) && n <= cidr.Zones {
			ps.Break(rules.Range, "zoneCount", fmt.Sprint(n),
				fmt.Sprintf("at most %d, as many zones as the stack states (%s)", len(stated), strings.Join(stated, ", ")),
				"state more zones")
		}
		return
	}
	if token.IsList(p.AvailabilityZones) {
		return
	}
	zones := *p.AvailabilityZones
	if n := len(zones); n < 2 || n > cidr.Zones {
		ps.Break(rules.Range, "availabilityZones", fmt.Sprintf("%d zones", n), fmt.Sprintf("2 to %d", cidr.Zones),
			"a load balancer needs two zones")
	} else if check.Known(p.ZoneCount) && *p.ZoneCount > float64(n) && *p.ZoneCount <= cidr.Zones {
		ps.Break(rules.Range, "zoneCount", check.Number(*p.ZoneCount),
			fmt.Sprintf("at most %d, the length of availabilityZones", n), "")
	}
	names := make([]string, len(zones))
	for i, z := range zones {
		names[i] = optional.Value(z)
		if !token.Is(names[i]) && !isZone(names[i]) {
			ps.Break(rules.Invalid, rules.Index("availabilityZones", i), check.Quote(names[i]),
				"a zone such as eu-west-1a, no Local or Wavelength Zone", "")
		}
	}
	check.Unique(ps, "availabilityZones", names, "subnets in one zone fail together")
}

// isZone reports whether a name is that of an Availability Zone: a region and a letter.
func isZone(name string) bool {
	return name != "" && name[len(name)-1] >= 'a' && partition.IsRegion(name[:len(name)-1])
}

// regionProblems judges zones by the region of the stack, where both are stated.
func (p *Props) regionProblems(region string) rules.Mistakes {
	var ms rules.Mistakes
	if p == nil || region == "" || token.Is(region) || token.IsList(p.AvailabilityZones) {
		return nil
	}
	for i, zone := range optional.Texts(p.AvailabilityZones) {
		if !token.Is(zone) && isZone(zone) && zone[:len(zone)-1] != region {
			ms.Break(zoneOfRegion, rules.Index("availabilityZones", i), check.Quote(zone), "a zone of "+region,
				"state zones of the stack's region, or leave them out")
		}
	}
	return ms
}

func endpointProblems(ps *rules.Mistakes, list []Endpoint) {
	ids := make([]string, len(list))
	for i, e := range list {
		path, name := rules.Index("endpoints", i), string(e)
		switch {
		case token.Is(name):
			ps.Break(rules.KnownValue, path, "a reference", "a name that is known while synthesizing",
				"it becomes the resource's address")
		case strings.HasPrefix(name, "com.amazonaws."):
			ps.Break(rules.Invalid, path, check.Quote(name), "only what follows com.amazonaws.REGION.", "")
		case !endpointForm.MatchString(name):
			ps.Break(rules.Invalid, path, check.Quote(name), "a service such as bedrock-runtime or ecr.api",
				"use the package's typed constant")
		case e == endpointS3:
			ps.Break(s3Endpoint, path, check.Quote(name), "another service",
				"the gateway endpoint of S3 is always there; leave it out")
		}
		ids[i] = e.id()
	}
	check.Unique(ps, "endpoints", ids, "name each service once")
}
