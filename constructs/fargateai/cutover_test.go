package fargateai

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/cutover"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func moving() ServiceProps {
	p := validProps()
	p.Domain = &loadbalancer.Domain{Name: "chat.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ",
		AlternativeNames: jsii.Strings("new.chat.acme.dev")}
	p.Cutover = &cutover.Settings{ZoneName: "acme.dev", Phase: cutover.Canary, VerificationName: "new.chat.acme.dev",
		Old: cutover.OldSide{Host: "old-1.us-east-1.elb.amazonaws.com"}}
	return p
}

func TestCutoverProblems(t *testing.T) {
	shared := func(ref loadbalancer.Ref) func(*ServiceProps) {
		return func(p *ServiceProps) {
			p.Domain, p.LoadBalancer = nil, nil
			p.ExistingLoadBalancer = &ref
			p.Rule = &loadbalancer.Rule{Hosts: jsii.Strings("chat.acme.dev"), Priority: jsii.Number(10)}
			p.Cutover.Domain, p.Cutover.HostedZoneID = "chat.acme.dev", "Z0123456789ABCDEFGHIJ"
		}
	}
	ref := loadbalancer.Ref{SecurityGroupID: "sg-0a1b2c3d4e5f60718", URL: "https://acme.dev",
		ListenerARN: "arn:aws:elasticloadbalancing:eu-west-1:210987654321:listener/app/a/1/2"}
	named := ref
	named.DNSName, named.ZoneID = "shared-1.eu-west-1.elb.amazonaws.com", "Z32O12XQLNTSW2"
	checktest.Run(t, moving, func(p *ServiceProps) error { return p.Validate("chat") }, []checktest.Case[ServiceProps]{
		{Name: "from another region", Change: func(*ServiceProps) {}},
		{Name: "on a load balancer that is shared", Change: shared(named)},
		{Name: "on one without a name", Change: shared(ref), Want: []string{"existingLoadBalancer.dnsName required"}},
		{Name: "no phase", Change: func(p *ServiceProps) { p.Cutover.Phase = "" }, Want: []string{"cutover.phase required"}},
		{Name: "another zone", Change: func(p *ServiceProps) { p.Cutover.ZoneName = "acme.com" }, Want: []string{
			"cutover.verificationName cutover-in-zone", "domain.name cutover-in-zone"}},
		{Name: "a bad domain is told once", Change: func(p *ServiceProps) { p.Domain.Name = "Chat.acme.dev" },
			Want: []string{"domain.name invalid"}},
		{Name: "not in the certificate", Change: func(p *ServiceProps) { p.Domain.AlternativeNames = nil },
			Want: []string{"cutover.verificationName cutover-certificate"}},
		{Name: "two owners of the record", Change: func(p *ServiceProps) { p.Domain.AliasRecord = jsii.Bool(true) },
			Want: []string{"domain.aliasRecord exclusive"}},
		{Name: "IPv6 would stay behind", Change: func(p *ServiceProps) { p.Cutover.Old.DualStack = jsii.Bool(true) },
			Want: []string{"loadBalancer.ipAddressType cutover-ipv6"}},
		{Name: "behind CloudFront", Change: func(p *ServiceProps) {
			p.LoadBalancer = &loadbalancer.Settings{CloudFront: &loadbalancer.CloudFront{}}
		}, Want: []string{"cutover service-cutover-load-balancer"}},
		{Name: "no load balancer", Change: func(p *ServiceProps) {
			p.Exposure, p.Domain = ExposureNone, nil
			p.ContainerHealthCheck = &ecs.HealthCheck{Command: jsii.Strings("CMD", "/app", "health")}
		}, Want: []string{"cutover service-cutover-load-balancer"}},
	})
}

// The domain's records are the cutover's alone, and its alarms count the service's own answers.
func TestCutoverMovesTheDomain(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := moving()
		p.Domain.AlternativeNames = jsii.Strings("new.chat.acme.dev", "chat-api.acme.dev")
		s := NewService(stack, "chat", &p)
		if got := s.Cutover.Weights(); got != "old 90 %, new 10 %" {
			t.Errorf("weights: %s", got)
		}
		told := p.resolve("chat", "eu-west-1").cutoverNotices()
		if len(told) != 1 || !strings.Contains(told[0], "chat-api.acme.dev") {
			t.Errorf("nobody is told that a name lost its record: %v", told)
		}
	})
	names := map[string]int{}
	for _, r := range template.Resources("aws_route53_record") {
		if r["type"] == "A" {
			names[r["name"].(string)]++
		}
	}
	if len(names) != 2 || names["chat.acme.dev"] != 2 || names["new.chat.acme.dev"] != 1 {
		t.Errorf("records: %v", names)
	}
	template.Count(t, "aws_route53_health_check", 1)
	template.Has(t, "aws_route53_health_check", testkit.Object{"type": "CLOUDWATCH_METRIC"})
	template.HasOutput(t, "chat_cutover_weights")
}
