package loadbalancer_test

import (
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// edge is a load balancer behind CloudFront that asks for certificates and a login, under domains in two accounts.
func edge(stack cdktf.TerraformStack) {
	dns := provider.NewAwsProvider(stack, jsii.String("dns"),
		&provider.AwsProviderConfig{Alias: jsii.String("dns"), Region: jsii.String("eu-west-1")})
	p := secure()
	p.Domain.AlternativeNames = jsii.Strings("*.acme.dev")
	p.FurtherDomains = []loadbalancer.Domain{{Name: "llm.acme.com", HostedZoneID: "Z1123456789ABCDEFGHIJ", Provider: dns}}
	p.CloudFront, p.IngressPrefixListIDs = &loadbalancer.CloudFront{}, jsii.Strings("pl-0a1b2c3d")
	p.LoginEgressCIDRs = jsii.Strings("0.0.0.0/0")
	p.AccessLogs, p.ConnectionLogs = &loadbalancer.AccessLogs{Bucket: "acme-logs"}, &loadbalancer.ConnectionLogs{}
	p.MutualTLS = &loadbalancer.MutualTLS{AdvertiseNames: jsii.Bool(true), TrustStore: &loadbalancer.TrustStore{
		Bundle:      loadbalancer.S3Object{Bucket: "acme-pki", Key: "ca.pem"},
		Revocations: []loadbalancer.S3Object{{Bucket: "acme-pki", Key: "crl.pem", Version: "3"}},
	}}
	ref := loadbalancer.New(stack, "lb", p).Ref()
	loadbalancer.NewTarget(stack, "chat", loggedIn(ref))
	users := loggedIn(ref)
	users.Name, users.Rule = "users", &loadbalancer.Rule{Priority: jsii.Number(200), Hosts: jsii.Strings("users.acme.dev")}
	users.Login = cognito()
	loadbalancer.NewTarget(stack, "users", users)
}

func TestEdge(t *testing.T) {
	testkit.Synth(t, edge).Golden(t, "edge.json")
}

func TestTerraformAcceptsTheEdge(t *testing.T) {
	testkit.Heavy(t)
	testkit.ValidateStack(t, testkit.Synth(t, edge).Text())
}
