package network

import (
	"net/netip"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/subnet"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

func (n *Network) newSubnets(c config) {
	n.subnets = map[cidr.Tier][]subnet.Subnet{}
	for zone := range c.zones {
		name := n.zoneName(c, zone)
		for _, tier := range c.tiers {
			n.subnets[tier] = append(n.subnets[tier], n.newSubnet(c, tier, zone, name))
		}
	}
}

func (n *Network) newSubnet(c config, tier cidr.Tier, zone int, zoneName string) subnet.Subnet {
	name := cidr.Name(tier, zone)
	config := &subnet.SubnetConfig{
		VpcId:               n.vpc.Id(),
		AvailabilityZone:    jsii.String(zoneName),
		CidrBlock:           n.block(c, tier, zone),
		MapPublicIpOnLaunch: jsii.Bool(false), // ECS gives tasks their public address itself
		Tags:                bridge.Tags(c.Tags, c.Name+"-"+name),
	}
	if c.ipv6 {
		// AWS gives the VPC a /56, of which a subnet gets a /64; Fargate relies on the subnet to assign addresses from it.
		config.Ipv6CidrBlock = cdktf.Fn_Cidrsubnet(n.vpc.Ipv6CidrBlock(), jsii.Number(8),
			jsii.Number(cidr.IPv6Number(tier, zone)))
		config.AssignIpv6AddressOnCreation = jsii.Bool(true)
	}
	return subnet.NewSubnet(n, jsii.String(name), config)
}

// block is the subnet's block; Terraform computes it where only Terraform knows the VPC's.
func (n *Network) block(c config, tier cidr.Tier, zone int) *string {
	if !token.Is(c.CIDR) {
		return jsii.String(cidr.Subnet(netip.MustParsePrefix(c.CIDR), tier, zone).String())
	}
	newbits, number := cidr.Slot(cidr.LargestVPC, tier, zone)
	return cdktf.Fn_Cidrsubnet(jsii.String(c.CIDR), jsii.Number(newbits), jsii.Number(number))
}

func (n *Network) zoneName(c config, zone int) string {
	switch zones := c.AvailabilityZones; {
	case zones == nil:
		return bridge.SiteOf(n).Zone(zone)
	case token.IsList(zones):
		return *cdktf.Token_AsString(cdktf.Fn_Element(zones, jsii.Number(zone)), nil)
	default:
		return *(*zones)[zone]
	}
}
