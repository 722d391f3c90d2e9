package loadbalancer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// loggedIn is a target behind a login of Okta, with exceptions for API keys and preflight requests.
func loggedIn(ref loadbalancer.Ref) *loadbalancer.TargetProps {
	return &loadbalancer.TargetProps{
		VPCID: vpcID, Port: jsii.Number(8080), LoadBalancer: ref,
		TargetSettings: loadbalancer.TargetSettings{Name: "chat"},
		Rule:           &loadbalancer.Rule{Priority: jsii.Number(100), Hosts: jsii.Strings("chat.acme.dev")},
		Login: &loadbalancer.Login{
			OIDC: &loadbalancer.OIDC{
				Issuer: "https://acme.okta.com", AuthorizationEndpoint: "https://acme.okta.com/oauth2/v1/authorize",
				TokenEndpoint:    "https://acme.okta.com/oauth2/v1/token",
				UserInfoEndpoint: "https://acme.okta.com/oauth2/v1/userinfo", ClientID: "0oa1b2c3d4",
				ClientSecret: loadbalancer.SecretReference{SecretName: "chat/okta", JSONKey: "client_secret"},
			},
			SessionTimeout: jsii.Number(28800), ExtraParameters: map[string]string{"prompt": "login"},
			Exceptions: []loadbalancer.Rule{
				{Priority: jsii.Number(10), Headers: map[string]string{"authorization": "Bearer *"}, Paths: jsii.Strings("/v1/*")},
				{Priority: jsii.Number(11), Methods: jsii.Strings("OPTIONS")},
			},
		},
	}
}

func cognito() *loadbalancer.Login {
	return &loadbalancer.Login{OnUnauthenticated: loadbalancer.LoginDeny, Scope: "openid email",
		Cognito: &loadbalancer.Cognito{ClientID: "client", Domain: "acme-chat",
			UserPoolARN: "arn:aws:cognito-idp:eu-west-1:210987654321:userpool/eu-west-1_a1B2c3D4e"}}
}

func TestLogin(t *testing.T) {
	var url string
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := secure()
		p.Domain.AlternativeNames = jsii.Strings("*.acme.dev")
		p.LoginEgressCIDRs = jsii.Strings("0.0.0.0/0")
		url = loadbalancer.NewTarget(stack, "target", loggedIn(loadbalancer.New(stack, "lb", p).Ref())).URL()
	})
	secret, _ := template.One(t, "data.aws_secretsmanager_secret_version")
	template.Has(t, "aws_lb_listener_rule", testkit.Object{"priority": 100, "action": []any{
		testkit.Object{"type": "authenticate-oidc", "order": 1, "authenticate_oidc": testkit.Object{
			"issuer": "https://acme.okta.com", "client_id": "0oa1b2c3d4", "scope": "openid", "session_timeout": 28800,
			"client_secret":              "${jsondecode(" + secret + ".secret_string).client_secret}",
			"on_unauthenticated_request": "authenticate", "session_cookie_name": testkit.Absent,
			"authentication_request_extra_params": testkit.Object{"prompt": "login"},
		}},
		testkit.Object{"type": "forward", "order": 2},
	}})
	host := testkit.Object{"host_header": testkit.Object{"values": []any{"chat.acme.dev"}}}
	forward := []any{testkit.Object{"type": "forward", "order": testkit.Absent}}
	template.Has(t, "aws_lb_listener_rule", testkit.Object{"priority": 10, "action": forward, "condition": []any{host,
		testkit.Object{"path_pattern": testkit.Object{"values": []any{"/v1/*"}}},
		testkit.Object{"http_header": testkit.Object{"http_header_name": "authorization", "values": []any{"Bearer *"}}}}})
	template.Has(t, "aws_lb_listener_rule", testkit.Object{"priority": 11, "action": forward, "condition": []any{host,
		testkit.Object{"http_request_method": testkit.Object{"values": []any{"OPTIONS"}}}}})
	template.Has(t, "aws_vpc_security_group_egress_rule",
		testkit.Object{"from_port": 443, "to_port": 443, "cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp"})
	if url != "https://chat.acme.dev" {
		t.Errorf("got URL %s", url)
	}
}

func TestCognito(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		ref := shared()
		ref.LoginEgress = jsii.Bool(true)
		p := loggedIn(ref)
		p.Login = cognito()
		loadbalancer.NewTarget(stack, "target", p)
	})
	template.Has(t, "aws_lb_listener_rule", testkit.Object{"action": []any{
		testkit.Object{"type": "authenticate-cognito", "authenticate_cognito": testkit.Object{
			"user_pool_client_id": "client", "user_pool_domain": "acme-chat", "on_unauthenticated_request": "deny",
			"scope": "openid email"}},
		testkit.Object{"type": "forward"},
	}})
	template.Count(t, "data.aws_secretsmanager_secret_version", 0)
}

func TestMutualTLS(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := secure()
		p.TestListener = &loadbalancer.TestListener{}
		p.MutualTLS = &loadbalancer.MutualTLS{AdvertiseNames: jsii.Bool(true), TrustStore: &loadbalancer.TrustStore{
			Bundle:      loadbalancer.S3Object{Bucket: "acme-pki", Key: "ca.pem"},
			Revocations: []loadbalancer.S3Object{{Bucket: "acme-pki", Key: "crl.pem", Version: "3"}},
		}}
		if b := loadbalancer.New(stack, "lb", p); b.TrustStore() == nil {
			t.Error("the trust store cannot be overridden")
		}
	})
	store, _ := template.One(t, "aws_lb_trust_store")
	arn := "${" + store + ".arn}"
	template.Has(t, "aws_lb_trust_store", testkit.Object{"name": "llm-proxy",
		"ca_certificates_bundle_s3_bucket": "acme-pki", "ca_certificates_bundle_s3_key": "ca.pem"})
	template.Has(t, "aws_lb_trust_store_revocation", testkit.Object{"trust_store_arn": arn,
		"revocations_s3_key": "crl.pem", "revocations_s3_object_version": "3"})
	for _, port := range []int{443, 8443} { // a test must be as hard to reach as the service
		template.Has(t, "aws_lb_listener", testkit.Object{"port": port, "mutual_authentication": testkit.Object{
			"mode": "verify", "trust_store_arn": arn, "advertise_trust_store_ca_names": "on",
			"ignore_client_certificate_expiry": false}})
	}
	template.Has(t, "aws_lb_listener", testkit.Object{"port": 80, "mutual_authentication": testkit.Absent})

	template = testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := secure()
		p.MutualTLS = &loadbalancer.MutualTLS{Passthrough: jsii.Bool(true)}
		loadbalancer.New(stack, "lb", p)
	})
	template.Has(t, "aws_lb_listener", testkit.Object{"port": 443, "mutual_authentication": testkit.Object{
		"mode": "passthrough", "trust_store_arn": testkit.Absent}})
}

func TestCloudFrontInFront(t *testing.T) {
	var ref loadbalancer.Ref
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := secure()
		p.CloudFront = &loadbalancer.CloudFront{}
		p.IngressPrefixListIDs = jsii.Strings("pl-0a1b2c3d", "${var.office}")
		ref = loadbalancer.New(stack, "lb", p).Ref()
	})
	list, _ := template.One(t, "data.aws_ec2_managed_prefix_list")
	template.Has(t, "data.aws_ec2_managed_prefix_list",
		testkit.Object{"name": "com.amazonaws.global.cloudfront.origin-facing"})
	template.Count(t, "aws_vpc_security_group_ingress_rule", 3)
	for _, id := range []string{"${" + list + ".id}", "pl-0a1b2c3d", "${var.office}"} {
		template.Has(t, "aws_vpc_security_group_ingress_rule",
			testkit.Object{"prefix_list_id": id, "from_port": 443, "to_port": 443, "cidr_ipv4": testkit.Absent})
	}
	if ref.ReadTimeout == nil || *ref.ReadTimeout != loadbalancer.DefaultReadTimeout {
		t.Errorf("got the read timeout %v", ref.ReadTimeout)
	}
}

func TestSeveralDomains(t *testing.T) {
	var ref loadbalancer.Ref
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		dns := provider.NewAwsProvider(stack, jsii.String("dns"), &provider.AwsProviderConfig{Alias: jsii.String("dns"),
			Region: jsii.String("eu-west-1")})
		p := secure()
		p.TestListener = &loadbalancer.TestListener{}
		p.FurtherDomains = []loadbalancer.Domain{{Name: "llm.acme.com", HostedZoneID: "Z1123456789ABCDEFGHIJ", Provider: dns,
			AlternativeNames: jsii.Strings("*.llm.acme.com")}}
		p.ConnectionLogs, p.AccessLogs = &loadbalancer.ConnectionLogs{}, &loadbalancer.AccessLogs{Prefix: "llm"}
		ref = loadbalancer.New(stack, "lb", p).Ref()
	})
	template.Count(t, "aws_acm_certificate", 2)
	template.Has(t, "aws_acm_certificate", testkit.Object{"domain_name": "llm.acme.dev",
		"subject_alternative_names": testkit.Absent})
	template.Count(t, "aws_lb_listener_certificate", 2) // of the listener and of the one for tests
	for address := range template.Resources("aws_acm_certificate_validation") {
		if strings.Contains(address, "acme-com") || strings.Contains(address, "acme.com") {
			template.Has(t, "aws_lb_listener_certificate",
				testkit.Object{"certificate_arn": "${aws_acm_certificate_validation." + address + ".certificate_arn}"})
		}
	}
	zones := map[string]int{}
	for _, record := range template.Resources("aws_route53_record") {
		zone := record["zone_id"].(string)
		zones[zone]++
		if provider, _ := record["provider"].(string); (provider == "aws.dns") != (zone == "Z1123456789ABCDEFGHIJ") {
			t.Errorf("the provider of a record in %s is %q", zone, provider)
		}
	}
	if diff := cmp.Diff(map[string]int{"Z0123456789ABCDEFGHIJ": 2, "Z1123456789ABCDEFGHIJ": 3}, zones); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	template.Has(t, "aws_lb", testkit.Object{
		"connection_logs": testkit.Object{"enabled": true, "prefix": "llm",
			"bucket": "${aws_s3_bucket.lb_access-logs_AE2E94C7.id}"}})
	var names []string
	for _, name := range *ref.DomainNames {
		names = append(names, *name)
	}
	if diff := cmp.Diff([]string{"llm.acme.dev", "llm.acme.com", "*.llm.acme.com"}, names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func TestRulesThatNoRequestReaches(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		for _, r := range []struct {
			id, path string
			priority float64
		}{{"all", "/*", 30}, {"chat", "/v1/*", 20}, {"embed", "/v1/embeddings", 25}, {"late", "/v2/*", 40}} {
			p := target()
			p.Name, p.LoadBalancer = r.id, shared()
			p.Rule = &loadbalancer.Rule{Priority: jsii.Number(r.priority), Paths: jsii.Strings(r.path)}
			loadbalancer.NewTarget(stack, r.id, p)
		}
	})
	const embed = "embed.rule: got conditions that test/chat takes at priority 20, want a priority before that, " +
		"or other conditions; no request would reach test/embed"
	if err == nil || !strings.Contains(err.Error(), embed) || !strings.Contains(err.Error(), "late.rule: got") ||
		!slices.Equal(checktest.Told(err),
			[]string{"embed.rule load-balancer-rule-reached", "late.rule load-balancer-rule-reached"}) {
		t.Errorf("got %v", err)
	}
}
