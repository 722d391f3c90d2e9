package network

import (
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchloggroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/defaultsecuritygroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/egressonlyinternetgateway"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/flowlog"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/internetgateway"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/natgateway"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/routetable"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/securitygroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/subnet"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpc"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpcendpoint"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
)

// Ref returns what other constructs need to be placed in the network. Its subnet ids are those of the route table
// associations: whatever uses them is made after the subnet's routes and endpoints, and destroyed before them.
func (n *Network) Ref() Ref { return n.ref }

// IsolatedSubnetIDs are references to the ids of the isolated subnets; empty without them.
func (n *Network) IsolatedSubnetIDs() *[]*string { return list(n.routedSubnetIDs[cidr.Isolated]) }

// NATAddresses are references to the public addresses that tasks are seen from, for the allow list of a model provider;
// empty without NAT gateways.
func (n *Network) NATAddresses() []string { return n.addresses }

// VPC returns the underlying aws_vpc, for overrides. It is nil when the props were refused, as are all resources below.
func (n *Network) VPC() vpc.Vpc { return n.vpc }

// DefaultSecurityGroup returns the default security group of the VPC, without rules.
func (n *Network) DefaultSecurityGroup() defaultsecuritygroup.DefaultSecurityGroup {
	return n.defaultGroup
}

// InternetGateway returns the internet gateway of the public subnets.
func (n *Network) InternetGateway() internetgateway.InternetGateway { return n.internet }

// EgressOnlyInternetGateway lets private subnets out over IPv6. It is nil without IPv6 or NAT gateways.
func (n *Network) EgressOnlyInternetGateway() egressonlyinternetgateway.EgressOnlyInternetGateway {
	return n.egressOnly
}

// PublicSubnets returns the public subnets in the order of the zones.
func (n *Network) PublicSubnets() []subnet.Subnet { return n.subnets[cidr.Public] }

// PrivateSubnets returns the private subnets in the order of the zones; none with EgressPublicIP.
func (n *Network) PrivateSubnets() []subnet.Subnet { return n.subnets[cidr.Private] }

// IsolatedSubnets returns the isolated subnets in the order of the zones; none unless asked for.
func (n *Network) IsolatedSubnets() []subnet.Subnet { return n.subnets[cidr.Isolated] }

// PublicRouteTables has one for all public subnets.
func (n *Network) PublicRouteTables() []routetable.RouteTable { return n.routeTables[cidr.Public] }

// PrivateRouteTables returns the private route tables in the order of the zones.
func (n *Network) PrivateRouteTables() []routetable.RouteTable { return n.routeTables[cidr.Private] }

// IsolatedRouteTables has one for all isolated subnets.
func (n *Network) IsolatedRouteTables() []routetable.RouteTable { return n.routeTables[cidr.Isolated] }

// NATGateways returns the NAT gateways in the order of the zones.
func (n *Network) NATGateways() []natgateway.NatGateway { return n.nats }

// Endpoint returns the endpoint of the service, such as EndpointLogs or "s3", or nil.
func (n *Network) Endpoint(service Endpoint) vpcendpoint.VpcEndpoint { return n.endpoints[service] }

// EndpointSecurityGroup returns the endpoint security group of the interface endpoints, or nil without any.
func (n *Network) EndpointSecurityGroup() securitygroup.SecurityGroup { return n.endpointGroup }

// FlowLog returns the flow log of the VPC, or nil.
func (n *Network) FlowLog() flowlog.FlowLog { return n.flowLog }

// FlowLogGroup returns the log group of the flow log, or nil.
func (n *Network) FlowLogGroup() cloudwatchloggroup.CloudwatchLogGroup { return n.flowLogGroup }
