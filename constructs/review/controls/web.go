package controls

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

var (
	ofCertificates = words("aws_acm_certificate")
	ofRecords      = words("aws_route53_record")
)

// web are the controls of names, certificates and firewalls.
var web = []Control{
	{ID: "dns-alias", Tier: Must, Severity: review.Medium,
		Holds:   "An address record leads to a resource, by an alias or a reference, not to a fixed address",
		Remedy:  "use an alias to the load balancer",
		Source:  guideDNS + "resource-record-sets-choosing-alias-non-alias.html",
		Answers: words("CKV2_AWS_23 25db74bf"), Types: ofRecords, judge: where(addressRecord, leadsToResource)},
	{ID: "dns-target-health", Tier: Must, Severity: review.Medium,
		Holds:  "A record that shares its traffic leads to no target that is unhealthy: evaluate_target_health is on",
		Remedy: "set evaluate_target_health",
		Source: guideDNS + "dns-failover.html",
		Types:  ofRecords, judge: where(sharedAlias, attribute("alias.evaluate_target_health", on))},
	{ID: "dns-short-ttl", Tier: Must, Severity: review.Low,
		Holds:  "A record that shares its traffic with others can be changed within a minute: its ttl is at most 60",
		Remedy: "set ttl to 60", Source: guideDNS + "best-practices-dns.html",
		Types: ofRecords, judge: where(sharedRecord, attribute("ttl", between(0, 60, 0)))},
	{ID: "acm-key", Tier: Must, Severity: review.High,
		Holds: "The key of a certificate has 2,048 bits or more of RSA, or is one of a curve", Remedy: "unset key_algorithm",
		Source: securityHub("ACM.2"), Answers: words("ACM.2"), Types: ofCertificates, judge: attribute("key_algorithm",
			strongKey)},
	{ID: "acm-replaceable", Tier: Must, Severity: review.Medium,
		Holds:   "A certificate is made before the old one is destroyed, which the listener still uses",
		Remedy:  "set create_before_destroy",
		Source:  "https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/acm_certificate",
		Answers: words("CKV_AWS_233"), Types: ofCertificates, judge: createdFirst},
	{ID: "acm-transparency", Tier: Must, Severity: review.Low,
		Holds:  "A certificate stands in the public logs, without which browsers refuse it",
		Remedy: "unset certificate_transparency_logging_preference",
		Source: "https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html", Answers: words("CKV_AWS_234"),
		Types: ofCertificates, judge: attribute("options.certificate_transparency_logging_preference", oneOf("", "ENABLED"))},
	{ID: "acm-named-hosts", Tier: Must, Severity: review.Low,
		Holds: "A certificate names its hosts, rather than all of a domain", Remedy: "name the hosts",
		Source:  "https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html",
		Answers: words("CKV2_AWS_71"), Types: ofCertificates, judge: namedHosts},
	{ID: "waf-rules", Tier: Production, Severity: review.Medium,
		Holds: "A web ACL has a rule", Remedy: "add rules, such as AWSManagedRulesKnownBadInputsRuleSet",
		Source: securityHub("WAF.10"), Answers: words("WAF.10 CKV_AWS_175"), Types: words("aws_wafv2_web_acl"),
		judge: hasRules},
	{ID: "waf-logs", Tier: Production, Severity: review.Medium,
		Holds: "What a web ACL decides is logged", Remedy: "add aws_wafv2_web_acl_logging_configuration",
		Source: securityHub("WAF.11"), Answers: words("WAF.11 CKV2_AWS_31 CKV_AWS_342"), Types: words("aws_wafv2_web_acl"),
		judge: companion("aws_wafv2_web_acl_logging_configuration", "resource_arn",
			"there is no aws_wafv2_web_acl_logging_configuration of it", present)},
	{ID: "waf-metrics", Tier: Production, Severity: review.Medium,
		Holds: "What a web ACL decides is counted", Remedy: "set cloudwatch_metrics_enabled of visibility_config",
		Source: securityHub("WAF.12"), Answers: words("WAF.12 CKV_AWS_192"), Types: words("aws_wafv2_web_acl"),
		judge: all(attribute("visibility_config.cloudwatch_metrics_enabled", on),
			attribute("rule.visibility_config.cloudwatch_metrics_enabled", onByDefault))},
}

// addressRecord is one of addresses, rather than of names and texts.
func addressRecord(_ *view, r review.Resource) bool {
	return inSet(review.Text(r.Attributes["type"]), "A", "AAAA")
}

func leadsToResource(_ *view, r review.Resource) answer {
	for _, record := range list(r.Attributes["records"]) {
		if !isReference(record) {
			return fail("records has the address %s", shown(record))
		}
	}
	return pass
}

// sharedRecord is one of several with a name, which answers by a weight, a place or what is alive.
func sharedRecord(_ *view, r review.Resource) bool {
	return !unset(r.Attributes["set_identifier"]) && unset(r.Attributes["alias"])
}

func sharedAlias(_ *view, r review.Resource) bool {
	return !unset(r.Attributes["set_identifier"]) && !unset(r.Attributes["alias"])
}

func strongKey(v any) (holds, known bool) {
	return !strings.EqualFold(review.Text(v), "RSA_1024"), !isReference(v)
}

func namedHosts(_ *view, r review.Resource) answer {
	for _, name := range append(list(r.Attributes["subject_alternative_names"]), r.Attributes["domain_name"]) {
		if strings.HasPrefix(review.Text(name), "*.") {
			return fail("it is of %s", review.Text(name))
		}
	}
	if isReference(r.Attributes["domain_name"]) {
		return open("domain_name is known only after an apply")
	}
	return pass
}

func hasRules(_ *view, r review.Resource) answer {
	if unset(r.Attributes["rule"]) && unset(r.Attributes["rule_json"]) {
		return fail("it has no rule")
	}
	return pass
}
