package network

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/securitygroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpcendpoint"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpcsecuritygroupingressrule"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
)

func (n *Network) newEndpoints(c config) {
	n.endpoints = map[Endpoint]vpcendpoint.VpcEndpoint{}
	service := "com.amazonaws." + bridge.SiteOf(n).Region() + "."
	for _, e := range c.gateways {
		n.endpoints[e] = vpcendpoint.NewVpcEndpoint(n, jsii.String("endpoint-"+e.id()), &vpcendpoint.VpcEndpointConfig{
			VpcId:           n.vpc.Id(),
			ServiceName:     jsii.String(service + string(e)),
			VpcEndpointType: jsii.String("Gateway"),
			Policy:          n.policy(c, e),
			Tags:            bridge.Tags(c.Tags, c.Name+"-"+e.id()),
		})
	}
	if len(c.interfaces) == 0 {
		return
	}
	n.newEndpointSecurityGroup(c)
	var subnets []*string
	for _, s := range n.subnets[c.taskTier] {
		subnets = append(subnets, s.Id())
	}
	for _, e := range c.interfaces {
		n.endpoints[e] = vpcendpoint.NewVpcEndpoint(n, jsii.String("endpoint-"+e.id()), &vpcendpoint.VpcEndpointConfig{
			VpcId:             n.vpc.Id(),
			ServiceName:       jsii.String(service + string(e)),
			VpcEndpointType:   jsii.String("Interface"),
			PrivateDnsEnabled: jsii.Bool(true),
			SubnetIds:         &subnets,
			SecurityGroupIds:  &[]*string{n.endpointGroup.Id()},
			Policy:            n.policy(c, e),
			Tags:              bridge.Tags(c.Tags, c.Name+"-"+e.id()),
		})
	}
}

// newEndpointSecurityGroup makes a group without egress rules: an endpoint only answers.
func (n *Network) newEndpointSecurityGroup(c config) {
	n.endpointGroup = securitygroup.NewSecurityGroup(n, jsii.String("endpoints"), &securitygroup.SecurityGroupConfig{
		NamePrefix:  jsii.String("endpoints-"),
		Description: jsii.String("Interface endpoints of " + c.Name),
		VpcId:       n.vpc.Id(),
		Tags:        bridge.Tags(c.Tags, c.Name+"-endpoints"),
		// a group in use cannot be deleted
		Lifecycle: &cdktf.TerraformResourceLifecycle{CreateBeforeDestroy: jsii.Bool(true)},
	})
	vpcsecuritygroupingressrule.NewVpcSecurityGroupIngressRule(n, jsii.String("endpoints-https"),
		&vpcsecuritygroupingressrule.VpcSecurityGroupIngressRuleConfig{
			SecurityGroupId: n.endpointGroup.Id(),
			Description:     jsii.String("HTTPS from the VPC to the interface endpoints"),
			IpProtocol:      jsii.String("tcp"),
			FromPort:        jsii.Number(443),
			ToPort:          jsii.Number(443),
			CidrIpv4:        jsii.String(c.CIDR),
			Tags:            bridge.Tags(c.Tags, ""),
		})
}

// privately is what a task must wait for before it can reach AWS through the interface endpoints.
func (n *Network) privately(c config) []cdktf.ITerraformDependable {
	var out []cdktf.ITerraformDependable
	for _, e := range c.interfaces {
		out = append(out, n.endpoints[e])
	}
	return out
}
