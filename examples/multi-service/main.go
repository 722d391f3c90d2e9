// Three services on one network, one cluster and one load balancer, told apart by their paths.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "multi-service", nil)
	domain, profile := fargateai.DomainSetting(stack)
	demo := profile == fargateai.ProfileDemo
	net := network.New(stack, "network", &network.Props{Name: "ai", Egress: network.EgressNAT}).Ref()
	cluster := ecs.NewCluster(stack, "cluster", &ecs.ClusterProps{Name: "ai"}).Ref()
	balancer := loadbalancer.New(stack, "load-balancer", &loadbalancer.Props{
		VPCID:     net.VPCID,
		SubnetIDs: net.PublicSubnetIDs,
		Domain:    domain,
		Settings: loadbalancer.Settings{
			Name:               "ai",
			AllowPlaintextHTTP: jsii.Bool(demo),
			IdleTimeout:        jsii.Number(900),
			AccessLogs:         &loadbalancer.AccessLogs{Disabled: jsii.Bool(demo)},
		},
	}).Ref()

	// shared is what the services have in common.
	shared := func(priority float64, path string, tokensPerMinute float64) *fargateai.ServiceProps {
		return &fargateai.ServiceProps{
			Profile:              profile,
			Port:                 jsii.Number(8080),
			Image:                fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
			ExistingNetwork:      &net,
			ExistingCluster:      &cluster,
			ExistingLoadBalancer: &balancer,
			Rule:                 &loadbalancer.Rule{Priority: jsii.Number(priority), Paths: jsii.Strings(path)},
			HealthCheck:          &loadbalancer.HealthCheck{Path: "/healthz"},
			// one JSON line a request
			Logs:        &logs.Props{TokenFilters: []logs.TokenFilter{{Format: logs.TokenLogOpenAIChat}}},
			TokenBudget: &fargateai.TokenBudget{PerMinute: jsii.Number(tokensPerMinute)},
		}
	}
	fargateai.NewLLMProxy(stack, "proxy", shared(10, "/v1/*", 20000))
	search := shared(20, "/search/*", 100000)
	search.Image.Owner = ecs.ImageOwnedByParameter // another team's: what their pipeline writes, the next apply deploys
	search.Tags = map[string]string{"Team": "search"}
	fargateai.NewRetrievalAPI(stack, "search", search)
	fargateai.NewAgentRuntime(stack, "assistants", shared(30, "/assistants/*", 50000))
}
