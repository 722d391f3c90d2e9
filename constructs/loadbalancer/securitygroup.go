package loadbalancer

import (
	"regexp"
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/dataawsvpc"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/securitygroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpcsecuritygroupingressrule"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// newSecurityGroup lets clients in on the listeners' ports. Ways out are added by the targets, each to its tasks only.
func newSecurityGroup(scope constructs.Construct, c config) securitygroup.SecurityGroup {
	group := securitygroup.NewSecurityGroup(scope, jsii.String("security-group"), &securitygroup.SecurityGroupConfig{
		NamePrefix:  jsii.String("alb-"),
		Description: jsii.String("Load balancer " + c.name),
		VpcId:       jsii.String(c.VPCID),
		Tags:        bridge.Tags(c.Tags, c.name+"-alb"),
		Lifecycle:   &cdktf.TerraformResourceLifecycle{CreateBeforeDestroy: jsii.Bool(true)}, // a group in use cannot be deleted
	})
	blocks := map[string]string{} // by what names the rule's Terraform address
	if c.vpcIngress {
		blocks["vpc"] = *dataawsvpc.NewDataAwsVpc(scope, jsii.String("vpc"), &dataawsvpc.DataAwsVpcConfig{Id: jsii.String(c.VPCID)}).CidrBlock()
	}
	for i, block := range c.ingress {
		blocks[blockName(i, block)] = block
	}
	for _, name := range check.SortedKeys(blocks) {
		allowIn(scope, *group.Id(), "http", 80, name, blocks[name])
		if c.tls {
			allowIn(scope, *group.Id(), "https", 443, name, blocks[name])
		}
	}
	return group
}

func allowIn(scope constructs.Construct, group, protocol string, port float64, name, block string) {
	config := &vpcsecuritygroupingressrule.VpcSecurityGroupIngressRuleConfig{
		SecurityGroupId: jsii.String(group),
		Description:     jsii.String(strings.ToUpper(protocol) + " from " + name),
		IpProtocol:      jsii.String("tcp"),
		FromPort:        jsii.Number(port),
		ToPort:          jsii.Number(port),
	}
	if !token.Is(block) && strings.Contains(block, ":") {
		config.CidrIpv6 = jsii.String(block)
	} else {
		config.CidrIpv4 = jsii.String(block)
	}
	vpcsecuritygroupingressrule.NewVpcSecurityGroupIngressRule(scope, jsii.String("ingress-"+protocol+"-"+name), config)
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
