package loadbalancer_test

import (
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/route53zone"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucket"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/secretsmanagersecret"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/secretsmanagersecretversion"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// site is where a load balancer stands, and what exists there.
type site struct {
	vpcID           string
	subnetIDs       *[]*string
	zone, otherZone string
	pki             string // bucket
	client          loadbalancer.SecretReference
}

// edge is a load balancer behind CloudFront that asks for certificates and a login, under domains in two accounts.
func edge(stack cdktf.TerraformStack, at site) {
	dns := provider.NewAwsProvider(stack, jsii.String("dns"),
		&provider.AwsProviderConfig{Alias: jsii.String("dns"), Region: jsii.String("eu-west-1")})
	ref := loadbalancer.New(stack, "lb", &loadbalancer.Props{
		VPCID: at.vpcID, SubnetIDs: at.subnetIDs,
		Domain: &loadbalancer.Domain{Name: "llm.acme.dev", HostedZoneID: at.zone,
			AlternativeNames: jsii.Strings("*.acme.dev")},
		FurtherDomains: []loadbalancer.Domain{{Name: "llm.acme.com", HostedZoneID: at.otherZone, Provider: dns}},
		Settings: loadbalancer.Settings{
			Name:               "edge",
			DeletionProtection: jsii.Bool(false),
			CloudFront:         &loadbalancer.CloudFront{},
			LoginEgressCIDRs:   jsii.Strings("0.0.0.0/0"),
			ConnectionLogs:     &loadbalancer.ConnectionLogs{},
			MutualTLS: &loadbalancer.MutualTLS{AdvertiseNames: jsii.Bool(true), TrustStore: &loadbalancer.TrustStore{
				Bundle:      loadbalancer.S3Object{Bucket: at.pki, Key: "ca.pem"},
				Revocations: []loadbalancer.S3Object{{Bucket: at.pki, Key: "crl.pem"}},
			}},
		},
	}).Ref()
	chat, users := loggedIn(ref), loggedIn(ref)
	chat.VPCID, chat.Login.OIDC.ClientSecret = at.vpcID, at.client
	loadbalancer.NewTarget(stack, "chat", chat)
	users.VPCID, users.Name, users.Login = at.vpcID, "users", cognito()
	users.Rule = &loadbalancer.Rule{Priority: jsii.Number(200), Hosts: jsii.Strings("users.acme.dev")}
	loadbalancer.NewTarget(stack, "users", users)
}

// known is a site whose ids are known.
func known(stack cdktf.TerraformStack) {
	edge(stack, site{vpcID: vpcID, subnetIDs: props().SubnetIDs, zone: "Z0123456789ABCDEFGHIJ",
		otherZone: "Z1123456789ABCDEFGHIJ", pki: "acme-pki",
		client: loadbalancer.SecretReference{SecretName: "chat/okta", JSONKey: "client_secret"}})
}

// made is a site that is made in the same stack.
func made(stack cdktf.TerraformStack) {
	network, subnets := newNetwork(stack)
	zone := func(name string) string {
		return *route53zone.NewRoute53Zone(stack, jsii.String(name),
			&route53zone.Route53ZoneConfig{Name: jsii.String(name)}).ZoneId()
	}
	pki := s3bucket.NewS3Bucket(stack, jsii.String("pki"), &s3bucket.S3BucketConfig{BucketPrefix: jsii.String("pki-")})
	secret := secretsmanagersecret.NewSecretsmanagerSecret(stack, jsii.String("client"),
		&secretsmanagersecret.SecretsmanagerSecretConfig{NamePrefix: jsii.String("okta-"),
			RecoveryWindowInDays: jsii.Number(0)})
	value := secretsmanagersecretversion.NewSecretsmanagerSecretVersion(stack, jsii.String("client-version"),
		&secretsmanagersecretversion.SecretsmanagerSecretVersionConfig{SecretId: secret.Id(),
			SecretString: cdktf.Fn_Jsonencode(map[string]any{"client_secret": secret.Id()})}) // any text does
	edge(stack, site{vpcID: *network.Id(), subnetIDs: subnets, zone: zone("acme.dev"), otherZone: zone("acme.com"),
		pki: *pki.Id(), client: loadbalancer.SecretReference{SecretARN: *value.Arn(), JSONKey: "client_secret"}})
}

func TestEdge(t *testing.T) {
	testkit.Synth(t, known).Golden(t, "edge.json")
}

func TestTheEdgeLives(t *testing.T) {
	testkit.Heavy(t)
	aws := testkit.StartAWS(t)
	aws.Allow(t, "load-balancer-place", "the network's gateway is another stack's")
	aws.Allow(t, "trust-store-bundle-exists", "nobody reads the bundle here")
	terraform := testkit.NewTerraform(t, testkit.Synth(t, made).Text(), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
	aws.AssertEmpty(t)
}

func TestTerraformAcceptsTheEdge(t *testing.T) {
	testkit.Heavy(t)
	testkit.ValidateStack(t, testkit.Synth(t, known).Text())
}
