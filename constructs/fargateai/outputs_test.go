package fargateai_test

import (
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
)

// What a service says of itself on a shared load balancer is where its own rule is reached.
func TestURLOfServicesOnASharedLoadBalancer(t *testing.T) {
	got := map[string]string{}
	template := synth(t, func(stack *fargateai.Stack) {
		balancer := loadbalancer.Ref{
			ListenerARN: "arn:aws:elasticloadbalancing:eu-west-1:210987654321:" +
				"listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2",
			SecurityGroupID: "sg-0a1b2c3d", URL: "https://ai.acme.dev",
			DomainNames: jsii.Strings("ai.acme.dev", "*.ai.acme.dev"),
		}
		for i, s := range []struct {
			name string
			rule loadbalancer.Rule
		}{
			{"chat", loadbalancer.Rule{Hosts: jsii.Strings("chat.ai.acme.dev")}},
			{"search", loadbalancer.Rule{Paths: jsii.Strings("/search/*")}},
			{"tenants", loadbalancer.Rule{Hosts: jsii.Strings("*.ai.acme.dev")}},
		} {
			s.rule.Priority = jsii.Number(float64(i + 1))
			got[s.name] = fargateai.NewService(stack, s.name, production(func(p *fargateai.ServiceProps) {
				p.Domain, p.ExistingLoadBalancer, p.Rule = nil, &balancer, &s.rule
			})).URL()
		}
	})
	want := map[string]string{"chat": "https://chat.ai.acme.dev", "search": "https://ai.acme.dev/search", "tenants": ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("URLs (-want +got):\n%s", diff)
	}
	template.HasOutput(t, "chat_url")
	template.HasOutput(t, "search_url")
}
