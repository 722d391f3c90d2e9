package scaling

import (
	"github.com/aws/jsii-runtime-go"
	aas "github.com/cdktf/cdktf-provider-aws-go/aws/v19/appautoscalingpolicy"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// The names that CDKTF derives from Terraform's nesting are longer than what they hold; some are too long for a line of
// their own here.
type (
	trackingBlock   = aas.AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration
	predefinedBlock = aas.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification
	customBlock     = aas.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification
	mathLine        = aas.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics
	stepBlock       = aas.AppautoscalingPolicyStepScalingPolicyConfiguration
	stepAdjustment  = aas.AppautoscalingPolicyStepScalingPolicyConfigurationStepAdjustment

	customPair = aas.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensions
)

func (t *Target) newPolicy(name string, config aas.AppautoscalingPolicyConfig) aas.AppautoscalingPolicy {
	config.Name = jsii.String(name)
	config.ServiceNamespace = jsii.String(namespace)
	config.ScalableDimension = jsii.String(dimension)
	config.ResourceId = jsii.String(t.resourceID)
	return aas.NewAppautoscalingPolicy(t, jsii.String("policy-"+name), &config)
}

func (t *Target) newTracking(c trackingConfig) aas.AppautoscalingPolicy {
	block := &trackingBlock{
		TargetValue:      c.TargetValue,
		ScaleInCooldown:  jsii.Number(c.in),
		ScaleOutCooldown: jsii.Number(c.out),
		DisableScaleIn:   c.DisableScaleIn,
	}
	switch {
	case c.predefined != "":
		block.PredefinedMetricSpecification = &predefinedBlock{PredefinedMetricType: jsii.String(c.predefined),
			ResourceLabel: bridge.String(c.label)}
	case c.metric != nil:
		block.CustomizedMetricSpecification = c.metric.custom()
	default:
		block.CustomizedMetricSpecification = &customBlock{Metrics: mathLines(c.queries)}
	}
	return t.newPolicy(c.name,
		aas.AppautoscalingPolicyConfig{PolicyType: jsii.String("TargetTrackingScaling"),
			TargetTrackingScalingPolicyConfiguration: block})
}

func (t *Target) newStep(s StepScaling) aas.AppautoscalingPolicy {
	var adjustments []*stepAdjustment
	for _, a := range s.StepAdjustments {
		adjustments = append(adjustments, &stepAdjustment{
			MetricIntervalLowerBound: text(a.MetricIntervalLowerBound),
			MetricIntervalUpperBound: text(a.MetricIntervalUpperBound), ScalingAdjustment: a.ScalingAdjustment,
		})
	}
	return t.newPolicy(s.Name,
		aas.AppautoscalingPolicyConfig{PolicyType: jsii.String("StepScaling"), StepScalingPolicyConfiguration: &stepBlock{
			AdjustmentType:         jsii.String(string(s.AdjustmentType)),
			MetricAggregationType:  jsii.String(string(s.MetricAggregationType)),
			MinAdjustmentMagnitude: s.MinAdjustmentMagnitude,
			Cooldown:               s.Cooldown,
			StepAdjustment:         adjustments,
		}})
}

func (m Metric) custom() *customBlock {
	out := &customBlock{Namespace: jsii.String(m.Namespace), MetricName: jsii.String(m.Name),
		Statistic: jsii.String(m.Statistic), Unit: bridge.String(m.Unit)}
	var dimensions []*customPair
	for _, name := range check.SortedKeys(m.Dimensions) {
		dimensions = append(dimensions, &customPair{Name: jsii.String(name), Value: jsii.String(m.Dimensions[name])})
	}
	if dimensions != nil {
		out.Dimensions = dimensions
	}
	return out
}

func mathLines(queries []MetricQuery) []*mathLine {
	var out []*mathLine
	for _, q := range queries {
		line := &mathLine{Id: jsii.String(q.ID), Expression: bridge.String(q.Expression), Label: bridge.String(q.Label),
			ReturnData: q.ReturnData}
		if m := q.Metric; m != nil {
			m.stat(line)
		}
		out = append(out, line)
	}
	return out
}

// stat makes the line of metric math read the metric.
func (m Metric) stat(line *mathLine) {
	metric := new(
		aas.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetric,
	)
	metric.Namespace, metric.MetricName = jsii.String(m.Namespace), jsii.String(m.Name)
	var dimensions []any // maps, since the name of their type does not fit into a line
	for _, name := range check.SortedKeys(m.Dimensions) {
		dimensions = append(dimensions, map[string]any{"name": name, "value": m.Dimensions[name]})
	}
	if dimensions != nil {
		metric.Dimensions = dimensions
	}
	line.MetricStat = new(
		aas.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStat,
	)
	line.MetricStat.Stat, line.MetricStat.Unit = jsii.String(m.Statistic), bridge.String(m.Unit)
	line.MetricStat.Metric = metric
}

// text is a number as a string, which the provider requires where 0 must differ from nothing.
func text(n *float64) *string {
	switch {
	case n == nil:
		return nil
	case isReference(n):
		return cdktf.Token_AsString(*n, nil)
	default:
		return jsii.String(check.Number(*n))
	}
}
