// A service without a way to the internet: models of Bedrock through endpoints, a load balancer inside the network, a
// kill switch.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "private-bedrock", nil)
	domain, profile := fargateai.DomainSetting(stack)
	key := fargateai.Setting(stack, "dataKeyARN") // encrypts disks and logs; without it AWS's own keys do
	profileOfService := bedrock.NewApplicationInferenceProfile(stack, "model", &bedrock.ApplicationInferenceProfileProps{
		Name:    "assistant",
		Profile: &bedrock.InferenceProfile{Geo: bedrock.GeoEU, ModelID: "anthropic.claude-sonnet-4-20250514-v1:0"},
		Tags:    map[string]string{"Service": "assistant"}, // the budget counts its tokens
	})
	fargateai.NewLLMProxy(stack, "assistant", &fargateai.ServiceProps{
		Profile:     profile,
		Domain:      domain,
		Port:        jsii.Number(8080),
		Image:       fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
		HealthCheck: &loadbalancer.HealthCheck{Path: "/healthz"},
		Network: &network.Props{
			Egress:         network.EgressNone,
			Endpoints:      []network.Endpoint{network.EndpointXRay},
			EndpointPolicy: network.EndpointPolicyOrganization, OrganizationID: "o-a1b2c3d4e5",
			FlowLogs: &network.FlowLogs{TrafficType: network.TrafficReject},
		},
		Cluster: &ecs.ClusterProps{
			ContainerInsights:         ecs.ContainerInsightsEnhanced,
			EphemeralStorageKMSKeyARN: key,
		},
		LoadBalancer: &loadbalancer.Settings{Scheme: loadbalancer.SchemeInternal, MutualTLS: clients(profile)},
		Logs:         &logs.Props{KMSKeyARN: key},
		Environment:  map[string]string{"MODEL_ID": profileOfService.ARN()},
		Models: &bedrock.Access{
			ApplicationProfiles: []bedrock.ApplicationProfile{profileOfService.Access()},
			Guardrail:           &bedrock.Guardrail{ID: "gr1a2b3c4d5e"}, // a call that does not name it is refused
		},
		TokenBudget: &fargateai.TokenBudget{PerMinute: jsii.Number(40000), MonthlyUSD: jsii.Number(1500)},
		Guardrails: &guardrails.Settings{
			Models: []guardrails.Model{{ModelID: profileOfService.ID(), InputUSDPerMillion: jsii.Number(3),
				OutputUSDPerMillion: jsii.Number(15)}},
			Alarms:     guardrails.Alarms{SpendUSDPerHour: jsii.Number(25)},
			KillSwitch: &guardrails.KillSwitch{Mode: guardrails.KillSwitchAutomatic, ThresholdPercent: jsii.Number(120)},
		},
	})
}

// clients are those with a certificate of the company's authority; a demo, which has no TLS, asks for none.
func clients(profile fargateai.Profile) *loadbalancer.MutualTLS {
	if profile == fargateai.ProfileDemo {
		return nil
	}
	return &loadbalancer.MutualTLS{TrustStore: &loadbalancer.TrustStore{
		Bundle:      loadbalancer.S3Object{Bucket: "acme-pki", Key: "ca.pem"},
		Revocations: []loadbalancer.S3Object{{Bucket: "acme-pki", Key: "crl.pem"}}, // laptops that were lost
	}}
}
