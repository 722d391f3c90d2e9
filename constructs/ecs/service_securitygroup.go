package ecs

import (
	"cmp"
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/securitygroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpcsecuritygroupegressrule"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpcsecuritygroupingressrule"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

func (i Ingress) resolve() Ingress {
	i.Protocol = cmp.Or(i.Protocol, TCP)
	return i
}

func (e Egress) resolve() Egress {
	e.Protocol = cmp.Or(e.Protocol, TCP)
	return e
}

// resolveEgress is what the tasks may reach.
func (p ServiceProps) resolveEgress() []Egress {
	var out []Egress
	if !optional.Value(p.RestrictEgress) && p.ExistingSecurityGroupID == "" {
		https := 443.0
		out = append(out, Egress{Name: "https", CIDR: "0.0.0.0/0", Port: &https})
		if optional.Value(p.IPv6) {
			out = append(out, Egress{Name: "https-ipv6", CIDR: "::/0", Port: &https})
		}
	}
	return resolveAll(append(out, p.Egress...), Egress.resolve)
}

// newSecurityGroup makes or adopts the group of the tasks. Rules are resources of their own: a changed rule never
// replaces the group.
func (s *Service) newSecurityGroup(c serviceConfig) {
	s.securityGroupID = c.ExistingSecurityGroupID
	if s.securityGroupID == "" {
		s.group = securitygroup.NewSecurityGroup(s, jsii.String("security-group"), &securitygroup.SecurityGroupConfig{
			NamePrefix:  jsii.String("tasks-"),
			Description: jsii.String("Tasks of the ECS service " + c.Name),
			VpcId:       jsii.String(c.VPCID),
			Tags:        bridge.Tags(c.Tags, c.Name+"-tasks"),
			// a group in use cannot be deleted
			Lifecycle: &cdktf.TerraformResourceLifecycle{CreateBeforeDestroy: jsii.Bool(true)},
		})
		s.securityGroupID = *s.group.Id()
	}
	for _, in := range c.Ingress {
		newIngressRule(s, "ingress-"+in.Name, s.securityGroupID, "From "+in.Name+" to the tasks", in)
	}
	for _, out := range c.egress {
		newEgressRule(s, "egress-"+out.Name, s.securityGroupID, "From the tasks to "+out.Name, out)
	}
}

func newIngressRule(scope constructs.Construct, id, group, description string, in Ingress) {
	v4, v6 := families(in.CIDR)
	vpcsecuritygroupingressrule.NewVpcSecurityGroupIngressRule(scope, jsii.String(id),
		&vpcsecuritygroupingressrule.VpcSecurityGroupIngressRuleConfig{
			SecurityGroupId:           jsii.String(group),
			Description:               jsii.String(description),
			IpProtocol:                jsii.String(string(in.Protocol)),
			FromPort:                  in.Port,
			ToPort:                    in.Port,
			CidrIpv4:                  v4,
			CidrIpv6:                  v6,
			PrefixListId:              bridge.String(in.PrefixListID),
			ReferencedSecurityGroupId: bridge.String(in.SecurityGroupID),
		})
}

func newEgressRule(scope constructs.Construct, id, group, description string, out Egress) {
	v4, v6 := families(out.CIDR)
	vpcsecuritygroupegressrule.NewVpcSecurityGroupEgressRule(scope, jsii.String(id),
		&vpcsecuritygroupegressrule.VpcSecurityGroupEgressRuleConfig{
			SecurityGroupId:           jsii.String(group),
			Description:               jsii.String(description),
			IpProtocol:                jsii.String(string(out.Protocol)),
			FromPort:                  out.Port,
			ToPort:                    out.Port,
			CidrIpv4:                  v4,
			CidrIpv6:                  v6,
			PrefixListId:              bridge.String(out.PrefixListID),
			ReferencedSecurityGroupId: bridge.String(out.SecurityGroupID),
		})
}

// families tells a block of IPv4 from one of IPv6. A reference is taken for IPv4.
func families(block string) (v4, v6 *string) {
	if !token.Is(block) && strings.Contains(block, ":") {
		return nil, jsii.String(block)
	}
	return bridge.String(block), nil
}
