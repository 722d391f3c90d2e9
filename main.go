// The reference app: an LLM proxy on AWS Fargate behind a load balancer. `go run .`, which is what `cdktf synth` runs, writes its Terraform.
//
// Without any configuration it is a demo. With a domain and its hosted zone (in cdktf.json's context, or as FARGATEAI_DOMAIN and
// FARGATEAI_HOSTED_ZONE_ID) it is the production profile. README.md lists all settings.
package main

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
)

func main() {
	fargateai.Run(func(app cdktf.App) { NewStack(app, "fargate-ai-service") })
}

// NewStack is the stack of the LLM proxy.
func NewStack(scope constructs.Construct, id string) *fargateai.Stack {
	stack := fargateai.NewStack(scope, id, nil)
	props := &fargateai.ServiceProps{
		Port:           jsii.Number(4000),
		CPU:            jsii.Number(1024),
		MemoryLimitMiB: jsii.Number(2048),
		HealthCheck:    &loadbalancer.HealthCheck{Path: "/health/liveliness"},
		LoadBalancer:   &loadbalancer.Props{IdleTimeout: jsii.Number(600)},
		Image:          fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
		Profile:        fargateai.ProfileDemo,
	}
	if domain := fargateai.Setting(stack, "domain"); domain != "" {
		props.Profile = fargateai.ProfileProduction
		props.Domain = &loadbalancer.Domain{Name: domain, HostedZoneID: fargateai.Setting(stack, "hostedZoneID")}
	}
	fargateai.NewService(stack, "llm-proxy", props)
	return stack
}
