package network

import (
	"fmt"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/eip"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/natgateway"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/route"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/routetable"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/routetableassociation"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpcendpointroutetableassociation"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
)

// Every way out.
const (
	anywhere     = "0.0.0.0/0"
	anywhereIPv6 = "::/0"
)

// routes is a route table and everything that a subnet of it must wait for.
type routes struct {
	name  string
	table routetable.RouteTable
	ready []cdktf.ITerraformDependable
}

// newRoutes makes a route table, with the routes of the gateway endpoints.
func (n *Network) newRoutes(c config, tier cidr.Tier, name string) *routes {
	r := &routes{name: name, table: routetable.NewRouteTable(n, jsii.String(name+"-routes"), &routetable.RouteTableConfig{
		VpcId: n.vpc.Id(), Tags: bridge.Tags(c.Tags, c.Name+"-"+name),
	})}
	if n.routeTables == nil {
		n.routeTables, n.routedSubnetIDs = map[cidr.Tier][]routetable.RouteTable{}, map[cidr.Tier][]*string{}
	}
	n.routeTables[tier] = append(n.routeTables[tier], r.table)
	for _, e := range c.gateways { // not a list in the endpoint, so that a further table does not change it
		r.ready = append(r.ready,
			vpcendpointroutetableassociation.NewVpcEndpointRouteTableAssociation(n, jsii.String(name+"-"+e.id()),
				&vpcendpointroutetableassociation.VpcEndpointRouteTableAssociationConfig{VpcEndpointId: n.endpoints[e].Id(),
					RouteTableId: r.table.Id()}))
	}
	return r
}

// newRoute adds a route. to says where it leads.
func (n *Network) newRoute(r *routes, suffix string, to route.RouteConfig) {
	to.RouteTableId = r.table.Id()
	r.ready = append(r.ready, route.NewRoute(n, jsii.String(r.name+"-"+suffix), &to))
}

// newAssociation gives the subnet its routes. The id that others get is the association's, so that they wait for the
// routes.
func (n *Network) newAssociation(c config, r *routes, tier cidr.Tier, zone int) {
	ready := r.ready
	if tier == c.taskTier {
		ready = append(ready[:len(ready):len(ready)], n.privately(c)...)
	}
	association := routetableassociation.NewRouteTableAssociation(n, jsii.String(cidr.Name(tier, zone)+"-association"),
		&routetableassociation.RouteTableAssociationConfig{SubnetId: n.subnets[tier][zone].Id(), RouteTableId: r.table.Id(),
			DependsOn: &ready})
	n.routedSubnetIDs[tier] = append(n.routedSubnetIDs[tier], association.SubnetId())
}

func (n *Network) newPublicRoutes(c config) {
	r := n.newRoutes(c, cidr.Public, cidr.Public.String())
	n.newRoute(r, "internet", route.RouteConfig{DestinationCidrBlock: jsii.String(anywhere), GatewayId: n.internet.Id()})
	if c.ipv6 {
		n.newRoute(r, "internet-ipv6",
			route.RouteConfig{DestinationIpv6CidrBlock: jsii.String(anywhereIPv6), GatewayId: n.internet.Id()})
	}
	for zone := range c.zones {
		n.newAssociation(c, r, cidr.Public, zone)
	}
}

func (n *Network) newNATGateways(c config) {
	for zone := range c.nats {
		name := fmt.Sprintf("nat-%d", zone+1)
		address := eip.NewEip(n, jsii.String(name+"-address"), &eip.EipConfig{
			Domain: jsii.String("vpc"), Tags: bridge.Tags(c.Tags, c.Name+"-"+name),
		})
		n.addresses = append(n.addresses, *address.PublicIp())
		n.nats = append(n.nats, natgateway.NewNatGateway(n, jsii.String(name), &natgateway.NatGatewayConfig{
			AllocationId: address.Id(),
			SubnetId:     n.routedSubnetIDs[cidr.Public][zone],
			Tags:         bridge.Tags(c.Tags, c.Name+"-"+name),
		}))
	}
}

// newPrivateRoutes makes a table per zone even where all lead to one NAT gateway, so that changing the egress changes
// routes and nothing else.
func (n *Network) newPrivateRoutes(c config) {
	if !c.has(cidr.Private) {
		return
	}
	for zone := range c.zones {
		r := n.newRoutes(c, cidr.Private, cidr.Name(cidr.Private, zone))
		if c.nats > 0 {
			n.newRoute(r, "internet", route.RouteConfig{DestinationCidrBlock: jsii.String(anywhere),
				NatGatewayId: n.nats[c.nat(zone)].Id()})
		}
		if n.egressOnly != nil {
			n.newRoute(r, "internet-ipv6",
				route.RouteConfig{DestinationIpv6CidrBlock: jsii.String(anywhereIPv6), EgressOnlyGatewayId: n.egressOnly.Id()})
		}
		n.newAssociation(c, r, cidr.Private, zone)
	}
}

func (n *Network) newIsolatedRoutes(c config) {
	if !c.has(cidr.Isolated) {
		return
	}
	r := n.newRoutes(c, cidr.Isolated, cidr.Isolated.String())
	for zone := range c.zones {
		n.newAssociation(c, r, cidr.Isolated, zone)
	}
}
