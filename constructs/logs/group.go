package logs

import (
	"maps"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchlogdataprotectionpolicy"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchloggroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchlogmetricfilter"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Group is a log group.
type Group struct {
	constructs.Construct
	group          cloudwatchloggroup.CloudwatchLogGroup // nil when the props were refused
	filters        map[string]cloudwatchlogmetricfilter.CloudwatchLogMetricFilter
	protection     cloudwatchlogdataprotectionpolicy.CloudwatchLogDataProtectionPolicy
	options        map[string]string
	name           string
	arn            string
	tokenNamespace string
}

// New makes a log group. Mistakes in props are reported together with those of all other constructs when the app is
// synthesized; nothing is created then.
func New(scope constructs.Construct, id string, props *Props) *Group {
	g := &Group{name: token.Unknown, arn: token.Unknown, tokenNamespace: token.Unknown,
		options: map[string]string{"awslogs-group": token.Unknown, "awslogs-region": token.Unknown}}
	bridge.Init(g, scope, id)
	if bridge.Refused(g, props.problems(), props) {
		return g
	}
	c := props.resolve()
	g.group = cloudwatchloggroup.NewCloudwatchLogGroup(g, jsii.String("group"),
		&cloudwatchloggroup.CloudwatchLogGroupConfig{
			Name:            jsii.String(c.Name),
			RetentionInDays: jsii.Number(c.retention),
			KmsKeyId:        bridge.String(c.KMSKeyARN),
			LogGroupClass:   bridge.String(string(c.Class)),
			SkipDestroy:     c.RetainOnDestroy,
			Tags:            bridge.Tags(c.Tags, ""),
		})
	g.name, g.arn, g.options, g.tokenNamespace = *g.group.Name(), *g.group.Arn(), c.options(), c.tokenNamespace
	g.options["awslogs-group"] = g.name
	g.options["awslogs-region"] = bridge.SiteOf(g).Region()
	g.filters = make(map[string]cloudwatchlogmetricfilter.CloudwatchLogMetricFilter, len(c.filters))
	for _, f := range c.filters {
		g.filters[f.Name] = g.newFilter(f)
	}
	if c.protection != nil {
		g.protection = cloudwatchlogdataprotectionpolicy.NewCloudwatchLogDataProtectionPolicy(g,
			jsii.String("data-protection"),
			&cloudwatchlogdataprotectionpolicy.CloudwatchLogDataProtectionPolicyConfig{
				LogGroupName:   jsii.String(g.name),
				PolicyDocument: bridge.JSON(c.protection.document(bridge.SiteOf(g).Partition())),
			})
	}
	return g
}

func (g *Group) newFilter(f MetricFilter) cloudwatchlogmetricfilter.CloudwatchLogMetricFilter {
	metric := &cloudwatchlogmetricfilter.CloudwatchLogMetricFilterMetricTransformation{
		Name:      jsii.String(f.MetricName),
		Namespace: jsii.String(f.Namespace),
		Value:     jsii.String(f.Value),
		Unit:      bridge.String(f.Unit),
	}
	if f.DefaultValue != nil {
		metric.DefaultValue = bridge.NumberString(*f.DefaultValue)
	}
	if len(f.Dimensions) > 0 {
		metric.Dimensions = bridge.Tags(f.Dimensions, "")
	}
	return cloudwatchlogmetricfilter.NewCloudwatchLogMetricFilter(g, jsii.String("filter-"+f.Name),
		&cloudwatchlogmetricfilter.CloudwatchLogMetricFilterConfig{
			Name:                 jsii.String(f.Name),
			LogGroupName:         jsii.String(g.name),
			Pattern:              jsii.String(f.Pattern),
			MetricTransformation: metric,
		})
}

// Name returns the name of the group; a reference, so that whatever uses it is created after the group.
func (g *Group) Name() string { return g.name }

// ARN returns the ARN of the group, without the ":*" that stands for its streams in IAM policies.
func (g *Group) ARN() string { return g.arn }

// TokenNamespace returns the namespace of the first token filter's metrics, or "" without token filters.
func (g *Group) TokenNamespace() string { return g.tokenNamespace }

// Options returns the options of the awslogs log driver that deliver to this group; add "awslogs-stream-prefix" to
// them.
func (g *Group) Options() map[string]string {
	out := make(map[string]string, len(g.options)+1)
	maps.Copy(out, g.options)
	return out
}

// Resource returns the underlying aws_cloudwatch_log_group, for overrides. It is nil when the props were refused.
func (g *Group) Resource() cloudwatchloggroup.CloudwatchLogGroup { return g.group }

// Filter returns the aws_cloudwatch_log_metric_filter of that name, or nil. A token filter called tokens makes
// tokens-input, tokens-output and tokens-total, or where its lines have no total, tokens-total-input and
// tokens-total-output.
func (g *Group) Filter(name string) cloudwatchlogmetricfilter.CloudwatchLogMetricFilter {
	return g.filters[name]
}

// DataProtectionPolicy returns the underlying aws_cloudwatch_log_data_protection_policy, or nil.
func (g *Group) DataProtectionPolicy() cloudwatchlogdataprotectionpolicy.CloudwatchLogDataProtectionPolicy {
	return g.protection
}
