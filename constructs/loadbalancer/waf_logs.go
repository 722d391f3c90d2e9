package loadbalancer

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchloggroup"
	waflogging "github.com/cdktf/cdktf-provider-aws-go/aws/v19/wafv2webaclloggingconfiguration"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
)

// The names that CDKTF derives from Terraform's nesting are longer than what they hold.
type (
	logCondition = waflogging.Wafv2WebAclLoggingConfigurationLoggingFilterFilterCondition
	logAction    = waflogging.Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionActionCondition
)

// newWAFLogs logs what was blocked or counted; what passed, the load balancer's access logs show.
func (b *LoadBalancer) newWAFLogs(c config) *[]cdktf.ITerraformDependable {
	b.wafLogs = cloudwatchloggroup.NewCloudwatchLogGroup(b, jsii.String("waf-logs"),
		&cloudwatchloggroup.CloudwatchLogGroupConfig{
			Name:            jsii.String("aws-waf-logs-" + c.name), // WAF takes no other names
			RetentionInDays: jsii.Number(c.waf.retention),
			KmsKeyId:        bridge.String(c.waf.kmsKeyARN),
			Tags:            bridge.Tags(c.Tags, ""),
		})
	var redacted []*waflogging.Wafv2WebAclLoggingConfigurationRedactedFields
	for _, name := range c.waf.secrets {
		redacted = append(redacted, &waflogging.Wafv2WebAclLoggingConfigurationRedactedFields{
			SingleHeader: &waflogging.Wafv2WebAclLoggingConfigurationRedactedFieldsSingleHeader{Name: jsii.String(name)},
		})
	}
	action := func(name string) *logCondition {
		return &logCondition{ActionCondition: &logAction{Action: jsii.String(name)}}
	}
	logging := waflogging.NewWafv2WebAclLoggingConfiguration(b, jsii.String("waf-logging"),
		&waflogging.Wafv2WebAclLoggingConfigurationConfig{
			ResourceArn:           b.webACL.Arn(),
			LogDestinationConfigs: jsii.Strings(*b.wafLogs.Arn()),
			RedactedFields:        redacted,
			LoggingFilter: &waflogging.Wafv2WebAclLoggingConfigurationLoggingFilter{
				DefaultBehavior: jsii.String("DROP"),
				Filter: []*waflogging.Wafv2WebAclLoggingConfigurationLoggingFilterFilter{{
					Behavior:    jsii.String("KEEP"),
					Requirement: jsii.String("MEETS_ANY"),
					Condition:   []*logCondition{action("BLOCK"), action("COUNT")},
				}},
			},
		})
	return &[]cdktf.ITerraformDependable{logging}
}
