// A chat that people log in to, at the load balancer, and an API beside it for programs with a key.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "login", nil)
	domain, profile := fargateai.DomainSetting(stack)
	props := &fargateai.ServiceProps{
		Profile:           profile,
		Domain:            domain,
		Port:              jsii.Number(8080),
		Image:             fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
		HealthCheck:       &loadbalancer.HealthCheck{Path: "/healthz"},
		MaxStreamDuration: jsii.Number(600),
		MaxStreamSilence:  jsii.Number(20), // a comment line of the event stream at least every 20 s
	}
	if domain != nil { // a demo without TLS has no login
		api := "api." + domain.Name
		props.FurtherDomains = []loadbalancer.Domain{{Name: api, HostedZoneID: domain.HostedZoneID}}
		props.Login = login(api)
		props.LoadBalancer = &loadbalancer.Settings{
			ConnectionLogs: &loadbalancer.ConnectionLogs{},
			WAF: &loadbalancer.WAF{
				KeyRateLimit: &loadbalancer.KeyRateLimit{Requests: jsii.Number(600), Window: jsii.Number(60)},
			},
		}
	}
	fargateai.NewLLMProxy(stack, "chat", props)
}

// login of people by Okta. Programs call another host and state a key, which the load balancer does not check: the code
// does.
func login(api string) *loadbalancer.Login {
	const okta = "https://acme.okta.com"
	return &loadbalancer.Login{
		OIDC: &loadbalancer.OIDC{
			Issuer:                okta,
			AuthorizationEndpoint: okta + "/oauth2/v1/authorize",
			TokenEndpoint:         okta + "/oauth2/v1/token",
			UserInfoEndpoint:      okta + "/oauth2/v1/userinfo",
			ClientID:              "0oa1b2c3d4e5f6g7h8i9",
			ClientSecret:          loadbalancer.SecretReference{SecretName: "chat/okta", JSONKey: "client_secret"},
		},
		Scope:          "openid email",
		SessionTimeout: jsii.Number(28800), // a working day
		Exceptions: []loadbalancer.Rule{{
			Priority: jsii.Number(10),
			Hosts:    jsii.Strings(api),
			Headers:  map[string]string{"authorization": "Bearer *"},
		}},
	}
}
