package loadbalancer

import (
	"cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// The managed rule groups of every web ACL, and those that a prop adds.
const (
	groupReputation = "AWSManagedRulesAmazonIpReputationList"
	groupAnonymous  = "AWSManagedRulesAnonymousIpList"
	groupBadInputs  = "AWSManagedRulesKnownBadInputsRuleSet"
	groupCommon     = "AWSManagedRulesCommonRuleSet"
	groupSQL        = "AWSManagedRulesSQLiRuleSet"
)

const defaultVendor = "AWS"

// awsGroup is what is known of a group of AWS's.
type awsGroup struct {
	wcu   float64
	count []string // rules that prompts, or honest clients of an API, trip
}

// awsGroups by name (https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html).
var awsGroups = map[string]awsGroup{
	groupReputation: {wcu: 25},
	groupAnonymous:  {wcu: 50, count: []string{"HostingProviderIPList"}},
	groupBadInputs:  {wcu: 200, count: []string{"JavaDeserializationRCE_BODY", "Log4JRCE_BODY"}},
	groupCommon: {wcu: 700, count: []string{
		"CrossSiteScripting_BODY", "EC2MetaDataSSRF_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "SizeRestrictions_BODY",
	}},
	groupSQL: {wcu: 200, count: []string{"SQLi_BODY", "SQLiExtendedPatterns_BODY"}},

	"AWSManagedRulesAdminProtectionRuleSet": {wcu: 100},
	"AWSManagedRulesLinuxRuleSet":           {wcu: 200},
	"AWSManagedRulesUnixRuleSet":            {wcu: 100, count: []string{"UNIXShellCommandsVariables_BODY"}},
	"AWSManagedRulesWindowsRuleSet": {wcu: 200,
		count: []string{"PowerShellCommands_BODY", "WindowsShellCommands_BODY"}},
	"AWSManagedRulesPHPRuleSet":       {wcu: 100, count: []string{"PHPHighRiskMethodsVariables_BODY"}},
	"AWSManagedRulesWordPressRuleSet": {wcu: 100},
}

// builtIn are the groups that need not, and cannot, be named as further ones.
var builtIn = map[string]bool{groupReputation: true, groupAnonymous: true, groupBadInputs: true, groupCommon: true,
	groupSQL: true}

// configured are the groups that no web ACL can use without settings of their own, and that AWS bills by the request.
var configured = map[string]bool{
	"AWSManagedRulesACFPRuleSet":       true,
	"AWSManagedRulesATPRuleSet":        true,
	"AWSManagedRulesAntiDDoSRuleSet":   true,
	"AWSManagedRulesBotControlRuleSet": true,
}

func (g ManagedRuleGroup) vendor() string {
	return cmp.Or(g.Vendor, defaultVendor)
}

// known is what this package knows of the group; false for a group of another vendor or a new one.
func (g ManagedRuleGroup) known() (awsGroup, bool) {
	known, ok := awsGroups[g.Name]
	return known, ok && g.vendor() == defaultVendor
}

// groups of the web ACL with their priorities: rules that cost AWS little effort and block much come first.
func (w WAF) groups() []wafRule {
	out := []wafRule{{group: ManagedRuleGroup{Name: groupReputation}, priority: 20}}
	if optional.Value(w.AnonymousIPs) {
		out = append(out, wafRule{group: ManagedRuleGroup{Name: groupAnonymous}, priority: 30})
	}
	out = append(out,
		wafRule{group: ManagedRuleGroup{Name: groupBadInputs}, priority: 40},
		wafRule{group: ManagedRuleGroup{Name: groupCommon}, priority: 50})
	if optional.Value(w.SQLInjection) {
		out = append(out, wafRule{group: ManagedRuleGroup{Name: groupSQL}, priority: 60})
	}
	for i, g := range w.RuleGroups {
		out = append(out, wafRule{group: g, priority: float64(100 + i)})
	}
	return out
}
