package loadbalancer_test

import (
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// behind is a load balancer with that WAF.
func behind(waf *loadbalancer.WAF) func(cdktf.TerraformStack) {
	return func(stack cdktf.TerraformStack) {
		p := props()
		p.WAF = waf
		loadbalancer.New(stack, "lb", p)
	}
}

// rules of the only web ACL, by name.
func rules(t *testing.T, template *testkit.Template) map[string]testkit.Object {
	t.Helper()
	_, acl := template.One(t, "aws_wafv2_web_acl")
	out := map[string]testkit.Object{}
	for _, rule := range acl["rule"].([]any) {
		out[rule.(map[string]any)["name"].(string)] = rule.(map[string]any)
	}
	return out
}

// same fails the test unless a part of a rule is exactly that.
func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// object is a part of parsed JSON.
type object = map[string]any

func counted(names ...string) []any {
	var out []any
	for _, name := range names {
		out = append(out, object{"name": name, "action_to_use": object{"count": object{}}})
	}
	return out
}

func TestWAFDefaults(t *testing.T) {
	template := testkit.Synth(t, behind(&loadbalancer.WAF{}))
	template.Golden(t, "waf.json")
	template.Has(t, "aws_wafv2_web_acl", testkit.Object{
		"name": "llm-proxy", "scope": "REGIONAL", "default_action": testkit.Object{"allow": testkit.Object{}},
		"rule_json": testkit.Absent, "association_config": testkit.Absent,
	})
	all := rules(t, template)
	if len(all) != 4 || len(template.Notices) != 0 {
		t.Fatalf("got %d rules and notices %v", len(all), template.Notices)
	}
	common := all["AWSManagedRulesCommonRuleSet"]
	same(t, "prompts pass", object{"managed_rule_group_statement": object{
		"name": "AWSManagedRulesCommonRuleSet", "vendor_name": "AWS",
		"rule_action_override": counted("CrossSiteScripting_BODY", "EC2MetaDataSSRF_BODY", "GenericLFI_BODY",
			"GenericRFI_BODY", "SizeRestrictions_BODY"),
	}}, common["statement"])
	same(t, "the rest blocks", object{"none": object{}}, common["override_action"])
	same(t, "metrics", object{"cloudwatch_metrics_enabled": true, "metric_name": "AWSManagedRulesCommonRuleSet",
		"sampled_requests_enabled": true}, common["visibility_config"])
	same(t, "rate", object{"rate_based_statement": object{"aggregate_key_type": "IP", "limit": 2000.0,
		"evaluation_window_sec": 300.0}}, all["rate-limit"]["statement"])
	same(t, "answer", object{"block": object{"custom_response": object{
		"response_code": 429.0, "custom_response_body_key": "too-many-requests",
		"response_header": []any{object{"name": "Retry-After", "value": "60"}},
	}}}, all["rate-limit"]["action"])

	acl, _ := template.One(t, "aws_wafv2_web_acl")
	balancer, _ := template.One(t, "aws_lb")
	group, _ := template.One(t, "aws_cloudwatch_log_group")
	logging, _ := template.One(t, "aws_wafv2_web_acl_logging_configuration")
	template.Has(t, "aws_cloudwatch_log_group",
		testkit.Object{"name": "aws-waf-logs-llm-proxy", "retention_in_days": 30, "kms_key_id": testkit.Absent})
	template.Has(t, "aws_wafv2_web_acl_logging_configuration", testkit.Object{
		"resource_arn": "${" + acl + ".arn}", "log_destination_configs": []string{"${" + group + ".arn}"},
	})
	template.Has(t, "aws_wafv2_web_acl_association", testkit.Object{
		"resource_arn": "${" + balancer + ".arn}", "web_acl_arn": "${" + acl + ".arn}", "depends_on": []string{logging},
	})
	template.Count(t, "aws_wafv2_ip_set", 0)
}

func TestWAFKeys(t *testing.T) {
	template := testkit.Synth(t, behind(&loadbalancer.WAF{
		RateLimit: &loadbalancer.RateLimit{Requests: jsii.Number(0)},
		KeyRateLimit: &loadbalancer.KeyRateLimit{Header: "x-goog-api-key", Requests: jsii.Number(600),
			Window: jsii.Number(60)},
		Logs: &loadbalancer.WAFLogs{RetentionDays: jsii.Number(365),
			KMSKeyARN: "arn:aws:kms:eu-west-1:210987654321:key/1"},
	}))
	all := rules(t, template)
	if _, ok := all["rate-limit"]; ok {
		t.Error("a limit of 0 is no limit")
	}
	same(t, "rate of a key", object{"rate_based_statement": object{
		"aggregate_key_type": "CUSTOM_KEYS", "limit": 600.0, "evaluation_window_sec": 60.0,
		"custom_key": []any{object{"header": object{"name": "x-goog-api-key", "text_transformation": []any{
			object{"priority": 0.0, "type": "COMPRESS_WHITE_SPACE"}, object{"priority": 1.0, "type": "LOWERCASE"},
		}}}},
	}}, all["key-rate-limit"]["statement"])
	secrets := []any{"api-key", "authorization", "cookie", "x-api-key", "x-goog-api-key"}
	template.Has(t, "aws_wafv2_web_acl", testkit.Object{"data_protection_config": testkit.Object{"data_protection": []any{
		testkit.Object{"action": "SUBSTITUTION",
			"field": testkit.Object{"field_type": "SINGLE_HEADER", "field_keys": secrets}},
		testkit.Object{"action": "SUBSTITUTION", "field": testkit.Object{"field_type": "BODY", "field_keys": testkit.Absent}},
	}}})
	var redacted []any
	for _, name := range secrets {
		redacted = append(redacted, testkit.Object{"single_header": testkit.Object{"name": name}})
	}
	template.Has(t, "aws_wafv2_web_acl_logging_configuration", testkit.Object{"redacted_fields": redacted})
	template.Has(t, "aws_cloudwatch_log_group",
		testkit.Object{"retention_in_days": 365, "kms_key_id": "arn:aws:kms:eu-west-1:210987654321:key/1"})
}

func TestWAFAddresses(t *testing.T) {
	template := testkit.Synth(t, behind(&loadbalancer.WAF{AllowCIDRs: jsii.Strings("192.0.2.0/24", "198.51.100.0/24")}))
	template.Has(t, "aws_wafv2_ip_set", testkit.Object{
		"ip_address_version": "IPV4", "scope": "REGIONAL", "addresses": []string{"192.0.2.0/24", "198.51.100.0/24"},
		"lifecycle": testkit.Object{"create_before_destroy": true},
	})
	set, _ := template.One(t, "aws_wafv2_ip_set")
	allowed := rules(t, template)["allowed-addresses"]
	same(t, "allowed", object{"ip_set_reference_statement": object{"arn": "${" + set + ".arn}"}}, allowed["statement"])
	same(t, "action", object{"allow": object{}}, allowed["action"])

	template = testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := props()
		p.IPAddressType = loadbalancer.DualStack
		p.WAF = &loadbalancer.WAF{AllowCIDRs: jsii.Strings("192.0.2.0/24", "2001:db8::/32"), OnlyAllowCIDRs: jsii.Bool(true)}
		loadbalancer.New(stack, "lb", p)
	})
	template.Has(t, "aws_wafv2_ip_set",
		testkit.Object{"ip_address_version": "IPV6", "addresses": []string{"2001:db8::/32"}})
	others := rules(t, template)["other-addresses"]
	same(t, "others", object{"block": object{}}, others["action"])
	not := others["statement"].(object)["not_statement"].(object)["statement"].([]any)[0]
	sets := not.(object)["or_statement"].(object)["statement"].([]any)
	if len(sets) != 2 || rules(t, template)["allowed-addresses"] != nil {
		t.Errorf("got %d sets of addresses that are let in", len(sets))
	}
}

func TestWAFCountsOnly(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := props()
		p.WAF = &loadbalancer.WAF{
			CountOnly: jsii.Bool(true), AllowCIDRs: jsii.Strings("192.0.2.0/24"), OnlyAllowCIDRs: jsii.Bool(true),
			AnonymousIPs: jsii.Bool(true), SQLInjection: jsii.Bool(true),
			RuleGroups: []loadbalancer.ManagedRuleGroup{{Name: "AWSManagedRulesUnixRuleSet"},
				{Name: "Bots", Vendor: "Acme", WCU: jsii.Number(500)}},
			CountRules: map[string]*[]*string{"Bots": jsii.Strings("Any")},
		}
		loadbalancer.New(stack, "lb", p)
	})
	all := rules(t, template)
	for name, rule := range all {
		if rule["action"] != nil {
			same(t, name, object{"count": object{}}, rule["action"])
		} else {
			same(t, name, object{"count": object{}}, rule["override_action"])
		}
	}
	for name, names := range map[string][]string{
		"AWSManagedRulesAnonymousIpList": {"HostingProviderIPList"},
		"AWSManagedRulesSQLiRuleSet":     {"SQLi_BODY", "SQLiExtendedPatterns_BODY"},
		"AWSManagedRulesUnixRuleSet":     {"UNIXShellCommandsVariables_BODY"}, "Bots": {"Any"},
	} {
		same(t, name, counted(names...),
			all[name]["statement"].(object)["managed_rule_group_statement"].(object)["rule_action_override"])
	}
	if len(all) != 9 || len(template.Notices) != 2 {
		t.Errorf("got %d rules and notices %v", len(all), template.Notices)
	}
}

func TestExistingWebACL(t *testing.T) {
	const arn = "arn:aws:wafv2:eu-west-1:210987654321:regional/webacl/shared/9d1a5a4e"
	var b *loadbalancer.LoadBalancer
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := props()
		p.WAF = &loadbalancer.WAF{ExistingWebACLARN: arn}
		b = loadbalancer.New(stack, "lb", p)
	})
	template.Has(t, "aws_wafv2_web_acl_association", testkit.Object{"web_acl_arn": arn, "depends_on": testkit.Absent})
	template.Count(t, "aws_wafv2_web_acl", 0)
	template.Count(t, "aws_cloudwatch_log_group", 0)
	if b.WebACL() != nil || b.WAFLogGroup() != nil {
		t.Error("there are resources of a web ACL that is another's")
	}
}
