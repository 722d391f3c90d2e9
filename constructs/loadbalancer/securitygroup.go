package loadbalancer

import (
	"regexp"
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/dataawsvpc"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/securitygroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpcsecuritygroupegressrule"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpcsecuritygroupingressrule"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// newSecurityGroup lets clients in on the listeners' ports. Ways out are those to an identity provider, and what the
// targets add, each to its tasks only.
func newSecurityGroup(scope constructs.Construct, c config) securitygroup.SecurityGroup {
	group := securitygroup.NewSecurityGroup(scope, jsii.String("security-group"), &securitygroup.SecurityGroupConfig{
		NamePrefix:  jsii.String("alb-"),
		Description: jsii.String("Load balancer " + c.name),
		VpcId:       jsii.String(c.VPCID),
		Tags:        bridge.Tags(c.Tags, c.name+"-alb"),
		// a group in use cannot be deleted
		Lifecycle: &cdktf.TerraformResourceLifecycle{CreateBeforeDestroy: jsii.Bool(true)},
	})
	blocks := map[string]string{} // by what names the rule's Terraform address
	if c.vpcIngress {
		blocks["vpc"] = *dataawsvpc.NewDataAwsVpc(scope, jsii.String("vpc"),
			&dataawsvpc.DataAwsVpcConfig{Id: jsii.String(c.VPCID)}).CidrBlock()
	}
	for i, block := range c.ingress {
		blocks[blockName(i, block)] = block
	}
	for _, name := range check.SortedKeys(blocks) {
		newIngress(scope, *group.Id(), "http", 80, name, fromBlock(blocks[name]))
		if c.tls {
			newIngress(scope, *group.Id(), "https", 443, name, fromBlock(blocks[name]))
		}
	}
	if c.test != nil {
		for i, block := range c.test.blocks {
			newIngress(scope, *group.Id(), "test", c.test.port, blockName(i, block), fromBlock(block))
		}
		for i, id := range c.test.groups {
			newIngress(scope, *group.Id(), "test", c.test.port, idName("group", i, id),
				ingress{ReferencedSecurityGroupId: jsii.String(id)})
		}
	}
	newPrefixListIngress(scope, *group.Id(), c)
	for i, block := range optional.Texts(c.LoginEgressCIDRs) {
		vpcsecuritygroupegressrule.NewVpcSecurityGroupEgressRule(scope, jsii.String("egress-login-"+blockName(i, block)),
			&vpcsecuritygroupegressrule.VpcSecurityGroupEgressRuleConfig{
				SecurityGroupId: group.Id(),
				Description:     jsii.String("To the identity provider"),
				IpProtocol:      jsii.String("tcp"),
				FromPort:        jsii.Number(443),
				ToPort:          jsii.Number(443),
				CidrIpv4:        jsii.String(block),
			})
	}
	return group
}

// ingress is a rule of the group; at first only where it lets in from.
type ingress = vpcsecuritygroupingressrule.VpcSecurityGroupIngressRuleConfig

func fromBlock(block string) ingress {
	if !token.Is(block) && strings.Contains(block, ":") {
		return ingress{CidrIpv6: jsii.String(block)}
	}
	return ingress{CidrIpv4: jsii.String(block)}
}

func newIngress(scope constructs.Construct, group, listener string, port float64, name string, rule ingress) {
	rule.SecurityGroupId = jsii.String(group)
	rule.Description = jsii.String(strings.ToUpper(listener) + " from " + name)
	rule.IpProtocol = jsii.String("tcp")
	rule.FromPort, rule.ToPort = jsii.Number(port), jsii.Number(port)
	vpcsecuritygroupingressrule.NewVpcSecurityGroupIngressRule(scope, jsii.String("ingress-"+listener+"-"+name), &rule)
}

var notInNames = regexp.MustCompile(`[./:]`)

// blockName is 10-0-0-0-8 for 10.0.0.0/8. A reference has no name but its place.
func blockName(i int, block string) string {
	switch {
	case block == "0.0.0.0/0":
		return "anywhere"
	case block == "::/0":
		return "anywhere-ipv6"
	case token.Is(block):
		return "block-" + check.Number(float64(i))
	default:
		return notInNames.ReplaceAllString(block, "-")
	}
}

// idName is the id of a security group or prefix list. A reference has no name but its kind and place.
func idName(kind string, i int, id string) string {
	if token.Is(id) {
		return kind + "-" + check.Number(float64(i))
	}
	return id
}
