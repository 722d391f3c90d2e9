package network

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// config is the props with every default filled in.
type config struct {
	Props
	zones      int
	ipv6       bool
	tiers      []cidr.Tier
	taskTier   cidr.Tier
	nats       int        // NAT gateways; zones beyond share the last one
	interfaces []Endpoint // endpoints with addresses in the subnets, 7.30 USD a month per zone
	gateways   []Endpoint // endpoints that are routes, free
	retention  float64
	traffic    TrafficType
	notice     string // "" when there is nothing to tell
}

// zoneCount is the number of zones to use, if it is valid.
func (p *Props) zoneCount() int {
	switch {
	case p.ZoneCount != nil:
		return int(*p.ZoneCount)
	case p.AvailabilityZones != nil && !token.IsList(p.AvailabilityZones):
		return len(*p.AvailabilityZones)
	default:
		return DefaultZoneCount
	}
}

func (p Props) resolve(id string) config {
	c := config{Props: p, zones: p.zoneCount(), ipv6: optional.Value(p.IPv6), tiers: []cidr.Tier{cidr.Public}}
	c.Name, c.CIDR, c.Egress = cmp.Or(c.Name, id), cmp.Or(c.CIDR, DefaultCIDR), cmp.Or(c.Egress, DefaultEgress)
	if c.Egress != EgressPublicIP {
		c.tiers, c.taskTier = append(c.tiers, cidr.Private), cidr.Private
	}
	if optional.Value(p.IsolatedSubnets) {
		c.tiers = append(c.tiers, cidr.Isolated)
	}
	switch c.Egress {
	case EgressNAT:
		c.nats = 1
	case EgressNATPerZone:
		c.nats = c.zones
	}
	c.resolveEndpoints()
	if f := p.FlowLogs; f != nil {
		c.retention, c.traffic = optional.Or(f.RetentionDays, DefaultRetentionDays), cmp.Or(f.TrafficType, TrafficAll)
	}
	c.resolveNotice()
	return c
}

func (c *config) resolveEndpoints() {
	c.gateways = []Endpoint{endpointS3}
	if c.Egress == EgressNone {
		c.interfaces = append(c.interfaces, defaultEndpoints...)
	}
	for _, e := range c.Endpoints {
		switch {
		case e == EndpointDynamoDB:
			c.gateways = append(c.gateways, e)
		case !slices.Contains(c.interfaces, e):
			c.interfaces = append(c.interfaces, e)
		}
	}
}

// loadBalancerBits is the length of the smallest subnet that AWS wants for a load balancer.
const loadBalancerBits = 27

func (c *config) resolveNotice() {
	if token.Is(c.CIDR) {
		return
	}
	if subnet := cidr.Subnet(netip.MustParsePrefix(c.CIDR), cidr.Public, 0); subnet.Bits() > loadBalancerBits {
		c.notice = "public subnets of " + c.CIDR + " are as small as " + subnet.String() +
			"; AWS asks for a /27 or larger under a load balancer, so that it can grow: a VPC of /22"
	}
}

// id names the endpoint in Terraform addresses.
func (e Endpoint) id() string { return strings.ReplaceAll(string(e), ".", "-") }

// nat says which NAT gateway the zone uses.
func (c config) nat(zone int) int { return min(zone, c.nats-1) }

// has reports whether the network has subnets of the tier.
func (c config) has(t cidr.Tier) bool { return slices.Contains(c.tiers, t) }
