package guardrails

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchmetricalarm"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
)

func (g *Guardrails) newAlarm(c config, a alarm) cloudwatchmetricalarm.CloudwatchMetricAlarm {
	config := &cloudwatchmetricalarm.CloudwatchMetricAlarmConfig{
		AlarmName:          jsii.String(c.Name + "-" + string(a.kind)),
		AlarmDescription:   jsii.String(a.meaning),
		ComparisonOperator: jsii.String(a.operator),
		EvaluationPeriods:  jsii.Number(a.evaluated),
		DatapointsToAlarm:  jsii.Number(a.breaching),
		TreatMissingData:   jsii.String(a.missing),
		Tags:               bridge.Tags(c.Tags, ""),
	}
	if g.topicARN != "" {
		config.AlarmActions, config.OkActions = jsii.Strings(g.topicARN), jsii.Strings(g.topicARN)
	}
	if a.threshold != nil {
		config.Threshold = a.threshold
	} else {
		config.ThresholdMetricId = jsii.String(bandID)
	}
	if m := a.metric; m != nil {
		config.Namespace, config.MetricName, config.Dimensions = jsii.String(m.namespace), jsii.String(m.name),
			bridge.Tags(m.dimensions, "")
		config.Period = jsii.Number(a.period)
		if a.percentile {
			// With few requests a 95th percentile is the slowest one: it counts only when there are enough.
			config.ExtendedStatistic, config.EvaluateLowSampleCountPercentiles = jsii.String(m.stat), jsii.String("ignore")
		} else {
			config.Statistic = jsii.String(m.stat)
		}
	} else {
		config.MetricQuery = metricQueries(a)
	}
	return cloudwatchmetricalarm.NewCloudwatchMetricAlarm(g, jsii.String("alarm-"+string(a.kind)), config)
}

func metricQueries(a alarm) []*cloudwatchmetricalarm.CloudwatchMetricAlarmMetricQuery {
	var out []*cloudwatchmetricalarm.CloudwatchMetricAlarmMetricQuery
	for _, q := range a.queries {
		query := &cloudwatchmetricalarm.CloudwatchMetricAlarmMetricQuery{
			Id: jsii.String(q.id), Expression: bridge.String(q.expression), Label: bridge.String(q.label),
			ReturnData: jsii.Bool(q.returned),
		}
		if m := q.metric; m != nil {
			query.Metric = &cloudwatchmetricalarm.CloudwatchMetricAlarmMetricQueryMetric{
				Namespace: jsii.String(m.namespace), MetricName: jsii.String(m.name), Dimensions: bridge.Tags(m.dimensions, ""),
				Stat: jsii.String(m.stat), Period: jsii.Number(a.period),
			}
		}
		out = append(out, query)
	}
	return out
}
