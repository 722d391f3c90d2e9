package ecs

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/securitygroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpcsecuritygroupegressrule"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpcsecuritygroupingressrule"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
)

// newServiceSecurityGroup makes the group of the tasks. Rules are resources of their own: a changed rule never replaces
// the group.
func newServiceSecurityGroup(scope constructs.Construct, c serviceConfig) (securitygroup.SecurityGroup, string) {
	group := securitygroup.NewSecurityGroup(scope, jsii.String("security-group"), &securitygroup.SecurityGroupConfig{
		NamePrefix:  jsii.String("tasks-"),
		Description: jsii.String("Tasks of the ECS service " + c.Name),
		VpcId:       jsii.String(c.VPCID),
		Tags:        bridge.Tags(c.Tags, c.Name+"-tasks"),
		// a group in use cannot be deleted
		Lifecycle: &cdktf.TerraformResourceLifecycle{CreateBeforeDestroy: jsii.Bool(true)},
	})
	id := *group.Id()
	for _, in := range c.Ingress {
		newIngressRule(scope, id, in)
	}
	for _, out := range c.egress {
		vpcsecuritygroupegressrule.NewVpcSecurityGroupEgressRule(scope, jsii.String("egress-"+out.Name),
			&vpcsecuritygroupegressrule.VpcSecurityGroupEgressRuleConfig{
				SecurityGroupId:           jsii.String(id),
				Description:               jsii.String("From the tasks to " + out.Name),
				IpProtocol:                jsii.String("tcp"),
				FromPort:                  out.Port,
				ToPort:                    out.Port,
				CidrIpv4:                  bridge.String(out.CIDR),
				PrefixListId:              bridge.String(out.PrefixListID),
				ReferencedSecurityGroupId: bridge.String(out.SecurityGroupID),
			})
	}
	return group, id
}

func newIngressRule(scope constructs.Construct, group string, in Ingress) {
	vpcsecuritygroupingressrule.NewVpcSecurityGroupIngressRule(scope, jsii.String("ingress-"+in.Name),
		&vpcsecuritygroupingressrule.VpcSecurityGroupIngressRuleConfig{
			SecurityGroupId:           jsii.String(group),
			Description:               jsii.String("From " + in.Name + " to the tasks"),
			IpProtocol:                jsii.String("tcp"),
			FromPort:                  in.Port,
			ToPort:                    in.Port,
			CidrIpv4:                  bridge.String(in.CIDR),
			ReferencedSecurityGroupId: bridge.String(in.SecurityGroupID),
		})
}
