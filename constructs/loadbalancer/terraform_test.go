package loadbalancer_test

import (
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/route53zone"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/securitygroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/subnet"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpc"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// newNetwork makes a VPC with subnets in two zones.
func newNetwork(stack cdktf.TerraformStack) (vpc.Vpc, *[]*string) {
	network := vpc.NewVpc(stack, jsii.String("vpc"),
		&vpc.VpcConfig{CidrBlock: jsii.String("10.0.0.0/16"), AssignGeneratedIpv6CidrBlock: jsii.Bool(true)})
	var subnets []string
	for i, zone := range []string{"eu-west-1a", "eu-west-1b"} {
		subnets = append(subnets, *subnet.NewSubnet(stack, jsii.String(zone), &subnet.SubnetConfig{
			VpcId: network.Id(), AvailabilityZone: jsii.String(zone),
			CidrBlock: jsii.String([]string{"10.0.0.0/24", "10.0.1.0/24"}[i]),
		}).Id())
	}
	return network, jsii.Strings(subnets...)
}

// allParts is a load balancer with all parts, in a network of its own, and two targets.
func allParts(stack cdktf.TerraformStack) {
	network, subnets := newNetwork(stack)
	zone := route53zone.NewRoute53Zone(stack, jsii.String("zone"),
		&route53zone.Route53ZoneConfig{Name: jsii.String("acme.dev")})
	balancer := loadbalancer.New(stack, "lb", &loadbalancer.Props{
		VPCID:     *network.Id(),
		SubnetIDs: subnets,
		Domain: &loadbalancer.Domain{Name: "llm.acme.dev", HostedZoneID: *zone.ZoneId(),
			AlternativeNames: jsii.Strings("*.llm.acme.dev", "api.acme.dev")},
		Settings: loadbalancer.Settings{
			Name:               "llm-proxy",
			IPAddressType:      loadbalancer.DualStack,
			AccessLogs:         &loadbalancer.AccessLogs{Prefix: "llm"},
			DeletionProtection: jsii.Bool(false),
			ClientKeepAlive:    jsii.Number(600),
			TestListener: &loadbalancer.TestListener{IngressCIDRs: jsii.Strings("192.0.2.0/24"),
				IngressSecurityGroupIDs: jsii.Strings("sg-0a1b2c3d")},
			Tags: map[string]string{"Team": "search"},
		},
	})
	tasks := securitygroup.NewSecurityGroup(stack, jsii.String("tasks"),
		&securitygroup.SecurityGroupConfig{VpcId: network.Id()})
	all := loadbalancer.NewTarget(stack, "all", &loadbalancer.TargetProps{
		VPCID:        *network.Id(),
		Port:         jsii.Number(4000),
		LoadBalancer: balancer.Ref(),
		BlueGreen:    jsii.Bool(true),
		TargetSettings: loadbalancer.TargetSettings{
			Name:       "llm-proxy",
			Stickiness: &loadbalancer.Stickiness{},
		},
	})
	all.AllowTo(*tasks.Id())
	loadbalancer.NewTarget(stack, "some", &loadbalancer.TargetProps{
		VPCID:        *network.Id(),
		Port:         jsii.Number(50051),
		LoadBalancer: balancer.Ref(),
		Rule: &loadbalancer.Rule{
			Priority: jsii.Number(1), Hosts: jsii.Strings("api.acme.dev"), Headers: map[string]string{"X-Model": "large"},
			QueryStrings: map[string]string{"beta": "1"},
		},
		TargetSettings: loadbalancer.TargetSettings{
			Name:            "agents",
			ProtocolVersion: loadbalancer.GRPC,
			Algorithm:       loadbalancer.WeightedRandom,
		},
	})
}

func TestTerraformAcceptsAllParts(t *testing.T) {
	testkit.Heavy(t)
	testkit.ValidateStack(t, testkit.Synth(t, allParts).Text())
}

// allRules is a WAF with rules of every kind.
func allRules(stack cdktf.TerraformStack) {
	p := props()
	p.IPAddressType = loadbalancer.DualStack
	p.WAF = &loadbalancer.WAF{
		AllowCIDRs: jsii.Strings("192.0.2.0/24", "2001:db8::/32"), OnlyAllowCIDRs: jsii.Bool(true),
		AnonymousIPs: jsii.Bool(true), SQLInjection: jsii.Bool(true),
		KeyRateLimit: &loadbalancer.KeyRateLimit{Requests: jsii.Number(600)},
		RuleGroups:   []loadbalancer.ManagedRuleGroup{{Name: "AWSManagedRulesLinuxRuleSet"}},
		CountRules:   map[string]*[]*string{"AWSManagedRulesCommonRuleSet": jsii.Strings("NoUserAgent_HEADER")},
	}
	loadbalancer.New(stack, "lb", p)
}

func TestTerraformAcceptsAllRulesOfTheWAF(t *testing.T) {
	testkit.Heavy(t)
	testkit.ValidateStack(t, testkit.Synth(t, allRules).Text())
}
