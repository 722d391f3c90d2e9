package loadbalancer

import (
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/wafv2ipset"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/wafv2webacl"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/wafv2webaclassociation"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// wafScope of everything that stands in front of a load balancer, and not of a CloudFront distribution.
const wafScope = "REGIONAL"

// newWAF makes the web ACL, unless one exists, and puts the load balancer behind it once its logs are set up: what is
// blocked first is logged too.
func (b *LoadBalancer) newWAF(c config) {
	w := c.waf
	if w == nil {
		return
	}
	for _, notice := range w.notices {
		bridge.Tell(b, notice)
	}
	arn, logged := jsii.String(w.existing), (*[]cdktf.ITerraformDependable)(nil)
	if w.existing == "" {
		b.webACL = wafv2webacl.NewWafv2WebAcl(b, jsii.String("web-acl"), w.acl(c, b.newIPSets(c)))
		arn, logged = b.webACL.Arn(), b.newWAFLogs(c)
	}
	wafv2webaclassociation.NewWafv2WebAclAssociation(b, jsii.String("web-acl-association"),
		&wafv2webaclassociation.Wafv2WebAclAssociationConfigA{
			ResourceArn: jsii.String(b.ref.ARN),
			WebAclArn:   arn,
			DependsOn:   logged,
		})
}

// newIPSets returns the ARNs of the sets of allowed addresses.
func (b *LoadBalancer) newIPSets(c config) []string {
	var arns []string
	for _, version := range check.SortedKeys(c.waf.addresses) {
		arns = append(arns, *wafv2ipset.NewWafv2IpSet(b, jsii.String("allowed-"+strings.ToLower(version)),
			&wafv2ipset.Wafv2IpSetConfig{
				NamePrefix:       jsii.String(c.name + "-allowed-"),
				Description:      jsii.String("Addresses that the WAF of " + c.name + " lets in"),
				Scope:            jsii.String(wafScope),
				IpAddressVersion: jsii.String(version),
				Addresses:        c.waf.addresses[version],
				Tags:             bridge.Tags(c.Tags, ""),
				// one in use cannot be deleted
				Lifecycle: &cdktf.TerraformResourceLifecycle{CreateBeforeDestroy: jsii.Bool(true)},
			}).Arn())
	}
	return arns
}

func (w *wafConfig) acl(c config, sets []string) *wafv2webacl.Wafv2WebAclConfig {
	config := &wafv2webacl.Wafv2WebAclConfig{
		Name:          jsii.String(c.name),
		Description:   jsii.String("In front of load balancer " + c.name),
		Scope:         jsii.String(wafScope),
		DefaultAction: &wafv2webacl.Wafv2WebAclDefaultAction{Allow: &wafv2webacl.Wafv2WebAclDefaultActionAllow{}},
		VisibilityConfig: &wafv2webacl.Wafv2WebAclVisibilityConfig{
			CloudwatchMetricsEnabled: jsii.Bool(true), MetricName: jsii.String(c.name), SampledRequestsEnabled: jsii.Bool(true),
		},
		DataProtectionConfig: w.protection(),
		Tags:                 bridge.Tags(c.Tags, ""),
	}
	var rules []*wafv2webacl.Wafv2WebAclRule
	for _, r := range w.rules {
		rule := &wafv2webacl.Wafv2WebAclRule{
			Name:      jsii.String(r.name),
			Priority:  jsii.Number(r.priority),
			Statement: r.statement(sets),
			VisibilityConfig: &wafv2webacl.Wafv2WebAclRuleVisibilityConfig{
				CloudwatchMetricsEnabled: jsii.Bool(true), MetricName: jsii.String(r.name), SampledRequestsEnabled: jsii.Bool(true),
			},
		}
		if r.group.Name != "" {
			rule.OverrideAction = w.override()
		} else {
			rule.Action = w.action(r)
		}
		if r.limit != 0 {
			config.CustomResponseBody = tooManyRequests()
		}
		rules = append(rules, rule)
	}
	config.Rule = rules
	return config
}

type dataProtection = wafv2webacl.Wafv2WebAclDataProtectionConfigDataProtection

// protection keeps keys and prompts out of logs, samples and the details of matches. Redaction in logs leaves the
// latter two alone (https://docs.aws.amazon.com/waf/latest/developerguide/data-protection-masking.html).
func (w *wafConfig) protection() *wafv2webacl.Wafv2WebAclDataProtectionConfig {
	substitute := func(kind string, keys ...string) *dataProtection {
		return &dataProtection{
			Action: jsii.String("SUBSTITUTION"),
			Field: &wafv2webacl.Wafv2WebAclDataProtectionConfigDataProtectionField{FieldType: jsii.String(kind),
				FieldKeys: bridge.Strings(keys...)},
		}
	}
	return &wafv2webacl.Wafv2WebAclDataProtectionConfig{DataProtection: []*dataProtection{
		substitute("SINGLE_HEADER", w.secrets...), substitute("BODY"),
	}}
}
