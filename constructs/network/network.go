package network

import (
	"slices"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
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

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Network is a VPC with its subnets and ways out.
type Network struct {
	constructs.Construct
	vpc             vpc.Vpc // nil, as all resources, when the props were refused
	defaultGroup    defaultsecuritygroup.DefaultSecurityGroup
	internet        internetgateway.InternetGateway
	egressOnly      egressonlyinternetgateway.EgressOnlyInternetGateway
	subnets         map[cidr.Tier][]subnet.Subnet
	routedSubnetIDs map[cidr.Tier][]*string
	routeTables     map[cidr.Tier][]routetable.RouteTable
	nats            []natgateway.NatGateway
	addresses       []string
	endpoints       map[Endpoint]vpcendpoint.VpcEndpoint
	endpointGroup   securitygroup.SecurityGroup
	flowLog         flowlog.FlowLog
	flowLogGroup    cloudwatchloggroup.CloudwatchLogGroup
	ref             Ref
}

// New makes a network. Mistakes in props are reported together with those of all other constructs when the app is
// synthesized; nothing is created then.
func New(scope constructs.Construct, id string, props *Props) *Network {
	unknown := jsii.Strings(token.Unknown, token.Unknown)
	n := &Network{ref: Ref{VPCID: token.Unknown, PublicSubnetIDs: unknown, TaskSubnetIDs: unknown},
		routedSubnetIDs: map[cidr.Tier][]*string{cidr.Isolated: *unknown}}
	bridge.Init(n, scope, id)
	site := bridge.SiteOf(n)
	problems := append(props.problems(site.StatedZones()), props.regionProblems(site.StatedRegion())...)
	if bridge.Refused(n, problems, props) {
		return n
	}
	if props == nil {
		props = &Props{}
	}
	c := props.resolve(id)
	n.newVPC(c)
	n.newSubnets(c)
	n.newEndpoints(c)
	n.newPublicRoutes(c)
	n.newNATGateways(c)
	n.newPrivateRoutes(c)
	n.newIsolatedRoutes(c)
	n.newFlowLog(c)
	if c.notice != "" {
		bridge.Tell(n, c.notice)
	}
	n.ref = Ref{
		VPCID:           *n.vpc.Id(),
		PublicSubnetIDs: list(n.routedSubnetIDs[cidr.Public]),
		TaskSubnetIDs:   list(n.routedSubnetIDs[c.taskTier]),
		AssignPublicIP:  jsii.Bool(c.Egress == EgressPublicIP),
		Egress:          c.Egress,
		Endpoints:       slices.Concat(c.interfaces, c.gateways[1:]), // all but S3's
		S3PrefixListID:  *n.endpoints[endpointS3].PrefixListId(),
		IPv6:            jsii.Bool(c.ipv6 && c.Egress != EgressNone),
	}
	if dynamoDB := n.endpoints[EndpointDynamoDB]; dynamoDB != nil {
		n.ref.DynamoDBPrefixListID = *dynamoDB.PrefixListId()
	}
	if n.endpointGroup != nil {
		n.ref.EndpointSecurityGroupID = *n.endpointGroup.Id()
	}
	return n
}

func (n *Network) newVPC(c config) {
	n.vpc = vpc.NewVpc(n, jsii.String("vpc"), &vpc.VpcConfig{
		CidrBlock:                    jsii.String(c.CIDR),
		AssignGeneratedIpv6CidrBlock: when(c.ipv6),
		EnableDnsSupport:             jsii.Bool(true),
		EnableDnsHostnames:           jsii.Bool(true), // private names of endpoints need both
		Tags:                         bridge.Tags(c.Tags, c.Name),
	})
	// Adopted without rules, so that nothing without a security group of its own works by accident.
	n.defaultGroup = defaultsecuritygroup.NewDefaultSecurityGroup(n, jsii.String("default-security-group"),
		&defaultsecuritygroup.DefaultSecurityGroupConfig{
			VpcId: n.vpc.Id(), Tags: bridge.Tags(c.Tags, c.Name+"-default-unused"),
		})
	n.internet = internetgateway.NewInternetGateway(n, jsii.String("internet-gateway"),
		&internetgateway.InternetGatewayConfig{
			VpcId: n.vpc.Id(), Tags: bridge.Tags(c.Tags, c.Name),
		})
	if c.ipv6 && c.nats > 0 {
		n.egressOnly = egressonlyinternetgateway.NewEgressOnlyInternetGateway(n, jsii.String("egress-only-internet-gateway"),
			&egressonlyinternetgateway.EgressOnlyInternetGatewayConfig{VpcId: n.vpc.Id(), Tags: bridge.Tags(c.Tags, c.Name)})
	}
}

// when is true or left out.
func when(b bool) any {
	if !b {
		return nil
	}
	return jsii.Bool(true)
}

func list(ids []*string) *[]*string { return &ids }
