package loadbalancer_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A load balancer with a certificate, an alias record and access logs.
func ExampleNew() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		loadbalancer.New(stack, "load-balancer", &loadbalancer.Props{
			VPCID: "vpc-0a1b2c3d4e5f67890", SubnetIDs: jsii.Strings("subnet-0a1b2c3d4e5f67890", "subnet-1a1b2c3d4e5f67890"),
			Domain:   &loadbalancer.Domain{Name: "llm.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
			Settings: loadbalancer.Settings{Name: "llm-proxy", IdleTimeout: jsii.Number(600)},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_acm_certificate.load-balancer_certificate_445D3DC9
	// aws_acm_certificate_validation.load-balancer_certificate-validation_F36FA9A3
	// aws_lb.load-balancer_30A23327
	// aws_lb_listener.load-balancer_http_44626CBC
	// aws_lb_listener.load-balancer_https_7F5E2DEF
	// aws_route53_record.load-balancer_alias_1A7040DE
	// aws_route53_record.load-balancer_certificate-record_2DF687CB
	// aws_s3_bucket.load-balancer_access-logs_D8F89EC2
	// aws_s3_bucket_lifecycle_configuration.load-balancer_access-logs-lifecycle_616ACAAD
	// aws_s3_bucket_ownership_controls.load-balancer_access-logs-ownership_546F55E0
	// aws_s3_bucket_policy.load-balancer_access-logs-policy_C5EC14DC
	// aws_s3_bucket_public_access_block.load-balancer_access-logs-public-access_D7AA49FE
	// aws_s3_bucket_server_side_encryption_configuration.load-balancer_access-logs-encryption_A18AA1E3
	// aws_security_group.load-balancer_security-group_80A0008E
	// aws_vpc_security_group_ingress_rule.load-balancer_ingress-http-anywhere_A1DEC2A0
	// aws_vpc_security_group_ingress_rule.load-balancer_ingress-https-anywhere_119D75DB
}

// A target of a load balancer that exists: requests of one host lead to it.
func ExampleNewTarget() {
	const balancers = "arn:aws:elasticloadbalancing:eu-west-1:210987654321:"
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		loadbalancer.NewTarget(stack, "target", &loadbalancer.TargetProps{
			VPCID: "vpc-0a1b2c3d4e5f67890", Port: jsii.Number(4000),
			LoadBalancer: loadbalancer.Ref{
				ListenerARN:     balancers + "listener/app/ai/50dc6c495c0c9188/f2f7dc8efc522ab2",
				SecurityGroupID: "sg-0a1b2c3d4e5f67890", URL: "https://llm.acme.dev",
			},
			Rule:           &loadbalancer.Rule{Priority: jsii.Number(10), Hosts: jsii.Strings("llm.acme.dev")},
			HealthCheck:    &loadbalancer.HealthCheck{Path: "/health"},
			TargetSettings: loadbalancer.TargetSettings{Name: "llm-proxy"},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_lb_listener_rule.target_rule_D1822AAF
	// aws_lb_target_group.target_target-group_62AA2ADB
}
