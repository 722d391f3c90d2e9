package loadbalancer_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

const vpcID = "vpc-0a1b2c3d4e5f60718"

// props of a load balancer without TLS.
func props() *loadbalancer.Props {
	return &loadbalancer.Props{
		VPCID:     vpcID,
		SubnetIDs: jsii.Strings("subnet-0a1b2c3d", "subnet-1a1b2c3d"),
		Settings: loadbalancer.Settings{
			Name:               "llm-proxy",
			AllowPlaintextHTTP: jsii.Bool(true),
			AccessLogs:         &loadbalancer.AccessLogs{Disabled: jsii.Bool(true)},
		},
	}
}

// secure are props with a domain.
func secure() *loadbalancer.Props {
	p := props()
	p.AllowPlaintextHTTP = nil
	p.Domain = &loadbalancer.Domain{Name: "llm.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"}
	return p
}

func TestDomain(t *testing.T) {
	var ref loadbalancer.Ref
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := secure()
		p.Domain.AlternativeNames = jsii.Strings("*.llm.acme.dev", "api.acme.dev")
		p.IPAddressType = loadbalancer.DualStack
		ref = loadbalancer.New(stack, "lb", p).Ref()
	})
	template.Has(t, "aws_lb", testkit.Object{
		"name": "llm-proxy", "internal": false, "idle_timeout": 60, "drop_invalid_header_fields": true,
		"enable_deletion_protection": true,
		"desync_mitigation_mode":     "defensive", "ip_address_type": "dualstack", "access_logs": testkit.Absent,
		"client_keep_alive": testkit.Absent,
	})
	template.Has(t, "aws_lb_listener", testkit.Object{
		"port": 443, "protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
		"certificate_arn": "${aws_acm_certificate_validation.lb_certificate-validation_61BE17D8.certificate_arn}",
		"default_action": []any{testkit.Object{"type": "fixed-response",
			"fixed_response": testkit.Object{"content_type": "text/plain", "status_code": "404"}}},
	})
	template.Has(t, "aws_lb_listener", testkit.Object{
		"port": 80, "protocol": "HTTP",
		"default_action": []any{testkit.Object{"type": "redirect",
			"redirect": testkit.Object{"protocol": "HTTPS", "port": "443", "status_code": "HTTP_301"}}},
	})
	template.Has(t, "aws_acm_certificate", testkit.Object{
		"domain_name": "llm.acme.dev", "subject_alternative_names": []any{"*.llm.acme.dev", "api.acme.dev"},
		"validation_method": "DNS",
		"lifecycle":         testkit.Object{"create_before_destroy": true},
	})
	template.Has(t, "aws_route53_record", testkit.Object{
		"zone_id": "Z0123456789ABCDEFGHIJ", "type": "CNAME", "allow_overwrite": true,
		"name": "${{ for key, val in toset(tolist(aws_acm_certificate.lb_certificate_726BC70F.domain_validation_options)): " +
			"val.domain_name => val.resource_record_name }[\"api.acme.dev\"]}",
	})
	for _, name := range []string{"llm.acme.dev", "*.llm.acme.dev", "api.acme.dev"} {
		for _, kind := range []string{"A", "AAAA"} {
			template.Has(t, "aws_route53_record",
				testkit.Object{"name": name, "type": kind, "alias": testkit.Object{"evaluate_target_health": true}})
		}
	}
	template.Count(t, "aws_route53_record", 2+2*3) // the name and its wildcard share the record that proves them
	for _, block := range []testkit.Object{{"cidr_ipv4": "0.0.0.0/0"}, {"cidr_ipv6": "::/0"}} {
		for _, port := range []int{80, 443} {
			block["from_port"], block["to_port"], block["ip_protocol"] = port, port, "tcp"
			template.Has(t, "aws_vpc_security_group_ingress_rule", block)
		}
	}
	template.Count(t, "aws_vpc_security_group_egress_rule", 0)
	if ref.URL != "https://llm.acme.dev" {
		t.Errorf("got URL %s", ref.URL)
	}
}

func TestCertificate(t *testing.T) {
	const certificate = "arn:aws:acm:eu-west-1:210987654321:certificate/1"
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := secure()
		p.CertificateARN, p.Domain.AliasRecord, p.TLSPolicy = certificate, jsii.Bool(false),
			"ELBSecurityPolicy-TLS13-1-3-2021-06"
		loadbalancer.New(stack, "lb", p)
	})
	template.Has(t, "aws_lb_listener",
		testkit.Object{"port": 443, "certificate_arn": certificate, "ssl_policy": "ELBSecurityPolicy-TLS13-1-3-2021-06"})
	template.Count(t, "aws_acm_certificate", 0)
	template.Count(t, "aws_route53_record", 0)
}

func TestPlaintext(t *testing.T) {
	var b *loadbalancer.LoadBalancer
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := props()
		p.DeletionProtection, p.IdleTimeout, p.ClientKeepAlive = jsii.Bool(false), jsii.Number(600), jsii.Number(900)
		p.AccessLogs = &loadbalancer.AccessLogs{Bucket: "acme-logs", Prefix: "llm"}
		b = loadbalancer.New(stack, "lb", p)
		b.Resource().AddOverride(jsii.String("enable_waf_fail_open"), true)
	})
	template.Has(t, "aws_lb", testkit.Object{
		"enable_deletion_protection": false, "idle_timeout": 600, "client_keep_alive": 900, "enable_waf_fail_open": true,
		"access_logs": testkit.Object{"bucket": "acme-logs", "prefix": "llm", "enabled": true}, "depends_on": testkit.Absent,
	})
	template.Count(t, "aws_lb_listener", 1)
	template.Has(t, "aws_lb_listener",
		testkit.Object{"port": 80, "protocol": "HTTP", "default_action": []any{testkit.Object{"type": "fixed-response"}}})
	template.Count(t, "aws_vpc_security_group_ingress_rule", 1)
	template.Count(t, "aws_s3_bucket", 0)
	if !strings.HasPrefix(b.URL(), "http://$") || b.Certificate() != nil || b.RedirectListener() != nil ||
		b.AccessLogsBucket() != nil {
		t.Errorf("got %s and resources that should not be there", b.URL())
	}
}

func TestInternal(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := props()
		p.Scheme = loadbalancer.SchemeInternal
		loadbalancer.New(stack, "lb", p)
	})
	template.Has(t, "aws_lb", testkit.Object{"internal": true})
	address, _ := template.One(t, "data.aws_vpc")
	template.Count(t, "aws_vpc_security_group_ingress_rule", 1)
	template.Has(t, "aws_vpc_security_group_ingress_rule", testkit.Object{"cidr_ipv4": "${" + address + ".cidr_block}"})

	template = testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := props()
		p.Scheme, p.IngressCIDRs = loadbalancer.SchemeInternal, jsii.Strings("10.1.0.0/16", "10.2.0.0/16")
		loadbalancer.New(stack, "lb", p)
	})
	template.Count(t, "data.aws_vpc", 0)
	if diff := cmp.Diff([]string{"10.1.0.0/16", "10.2.0.0/16"}, blocks(template)); diff != "" {
		t.Errorf("who may connect (-want +got):\n%s", diff)
	}
}

// A rule's address comes from its block: taking one out of the list leaves the others alone.
func TestIngressAddressesAreStable(t *testing.T) {
	ids := func(cidrs ...string) map[string]testkit.Object {
		return testkit.Synth(t, func(stack cdktf.TerraformStack) {
			p := props()
			p.IngressCIDRs = jsii.Strings(cidrs...)
			loadbalancer.New(stack, "lb", p)
		}).Resources("aws_vpc_security_group_ingress_rule")
	}
	both, one, none := ids("10.1.0.0/16", "10.2.0.0/16"), ids("10.2.0.0/16"), ids()
	if len(both) != 2 || len(one) != 1 || len(none) != 0 {
		t.Fatalf("got %d, %d and %d rules", len(both), len(one), len(none))
	}
	for id, rule := range one {
		if diff := cmp.Diff(both[id]["cidr_ipv4"], rule["cidr_ipv4"]); diff != "" {
			t.Errorf("%s moved:\n%s", id, diff)
		}
	}
}

func blocks(template *testkit.Template) []string {
	var out []string
	for _, rule := range template.Resources("aws_vpc_security_group_ingress_rule") {
		out = append(out, rule["cidr_ipv4"].(string))
	}
	if len(out) == 2 && out[0] > out[1] {
		out[0], out[1] = out[1], out[0]
	}
	return out
}

func TestAccessLogs(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := props()
		p.AccessLogs = &loadbalancer.AccessLogs{Prefix: "llm", RetentionDays: jsii.Number(30)}
		loadbalancer.New(stack, "lb", p)
	})
	template.Has(t, "aws_s3_bucket", testkit.Object{"bucket_prefix": "llm-proxy-alb-logs-", "force_destroy": false})
	template.Has(t, "aws_s3_bucket_public_access_block", testkit.Object{
		"block_public_acls": true, "block_public_policy": true, "ignore_public_acls": true, "restrict_public_buckets": true,
	})
	template.Has(t, "aws_s3_bucket_server_side_encryption_configuration", testkit.Object{
		"rule": []any{testkit.Object{"apply_server_side_encryption_by_default": testkit.Object{"sse_algorithm": "AES256"}}},
	})
	template.Has(t, "aws_s3_bucket_ownership_controls",
		testkit.Object{"rule": testkit.Object{"object_ownership": "BucketOwnerEnforced"}})
	template.Has(t, "aws_s3_bucket_lifecycle_configuration", testkit.Object{"rule": []any{testkit.Object{
		"status": "Enabled", "expiration": []any{testkit.Object{"days": 30}},
		"abort_incomplete_multipart_upload": []any{testkit.Object{"days_after_initiation": 7}},
	}}})
	_, balancer := template.One(t, "aws_lb")
	address, document := template.One(t, "aws_s3_bucket_policy")
	if diff := cmp.Diff([]any{address}, balancer["depends_on"]); diff != "" {
		t.Errorf("the load balancer does not wait for the bucket's policy (-want +got):\n%s", diff)
	}
	const bucket = "aws_s3_bucket.lb_access-logs_AE2E94C7.arn"
	want := `${jsonencode({"Statement" = [` +
		`{"Action" = "s3:PutObject", "Effect" = "Allow", ` +
		`"Principal" = {"Service" = "logdelivery.elasticloadbalancing.amazonaws.com"}, ` +
		`"Resource" = "${` + bucket + `}/llm/AWSLogs/210987654321/*", "Sid" = "Deliver"}, ` +
		`{"Action" = "s3:*", "Condition" = {"Bool" = {"aws:SecureTransport" = "false"}}, "Effect" = "Deny", ` +
		`"Principal" = "*", "Resource" = [` + bucket + `, "${` + bucket + `}/*"], "Sid" = "EncryptedTransportOnly"}], ` +
		`"Version" = "2012-10-17"})}`
	if diff := cmp.Diff(want, document["policy"]); diff != "" {
		t.Errorf("policy (-want +got):\n%s", diff)
	}
}

func TestLongNames(t *testing.T) {
	const long = "shared-retrieval-augmented-generation-service-of-the-search-team"
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := props()
		p.Name, p.AccessLogs = long, &loadbalancer.AccessLogs{}
		ref := loadbalancer.New(stack, "lb", p).Ref()
		loadbalancer.NewTarget(stack, "target",
			&loadbalancer.TargetProps{VPCID: vpcID, Port: jsii.Number(80), LoadBalancer: ref,
				TargetSettings: loadbalancer.TargetSettings{Name: long}})
	})
	_, balancer := template.One(t, "aws_lb")
	_, group := template.One(t, "aws_lb_target_group")
	_, bucket := template.One(t, "aws_s3_bucket")
	for name, form := range map[string]string{
		balancer["name"].(string):        `^shared-retrieval-augmen-[0-9a-f]{8}$`,
		group["name"].(string):           `^shared-retrieval-augmen-[0-9a-f]{8}$`,
		bucket["bucket_prefix"].(string): `^shared-retrieval-augmented-alb-logs-$`,
	} {
		if !regexp.MustCompile(form).MatchString(name) {
			t.Errorf("got %s, want %s", name, form)
		}
	}
}

func TestNewReportsAllMistakes(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		ref := loadbalancer.New(stack, "lb", nil).Ref()
		target := loadbalancer.NewTarget(stack, "target",
			&loadbalancer.TargetProps{VPCID: vpcID, LoadBalancer: ref,
				TargetSettings: loadbalancer.TargetSettings{Name: "llm-proxy"}})
		target.AllowTo("sg-0a1b2c3d")
	})
	var paths []string
	if err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			path, _, _ := strings.Cut(line, ":")
			paths = append(paths, path)
		}
	}
	if diff := cmp.Diff([]string{"lb.domain", "lb.name", "lb.subnetIDs", "lb.vpcID", "target.port"}, paths); diff != "" {
		t.Errorf("mistakes (-want +got):\n%s\n%v", diff, err)
	}
}
