package scaling

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchmetricalarm"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
)

// newAlarm makes the alarm that triggers a step scaling policy, which is made before it.
func (t *Target) newAlarm(c config, s StepScaling) cloudwatchmetricalarm.CloudwatchMetricAlarm {
	config := &cloudwatchmetricalarm.CloudwatchMetricAlarmConfig{
		AlarmName: jsii.String(c.ClusterName + "-" + c.ServiceName + "-" + s.Name),
		AlarmDescription: jsii.String("Changes the number of tasks of the ECS service " + c.ServiceName + " (policy " +
			s.Name + "); rings in normal operation"),
		ComparisonOperator: jsii.String(string(s.ComparisonOperator)),
		Threshold:          s.Threshold,
		EvaluationPeriods:  s.EvaluationPeriods,
		TreatMissingData:   jsii.String("notBreaching"),
		AlarmActions:       &[]*string{t.policies[s.Name].Arn()},
		Tags:               bridge.Tags(c.Tags, ""),
	}
	if m := s.Metric; m != nil {
		config.Namespace, config.MetricName, config.Dimensions = jsii.String(m.Namespace), jsii.String(m.Name),
			bridge.Tags(m.Dimensions, "")
		config.Unit, config.Period = bridge.String(m.Unit), s.Period
		if extended.MatchString(m.Statistic) {
			config.ExtendedStatistic = jsii.String(m.Statistic)
		} else {
			config.Statistic = jsii.String(m.Statistic)
		}
	} else {
		config.MetricQuery = alarmQueries(s)
	}
	return cloudwatchmetricalarm.NewCloudwatchMetricAlarm(t, jsii.String("alarm-"+s.Name), config)
}

func alarmQueries(s StepScaling) []*cloudwatchmetricalarm.CloudwatchMetricAlarmMetricQuery {
	var out []*cloudwatchmetricalarm.CloudwatchMetricAlarmMetricQuery
	for _, q := range s.Queries {
		query := &cloudwatchmetricalarm.CloudwatchMetricAlarmMetricQuery{
			Id: jsii.String(q.ID), Expression: bridge.String(q.Expression), Label: bridge.String(q.Label),
			ReturnData: q.ReturnData,
		}
		if m := q.Metric; m != nil {
			query.Metric = &cloudwatchmetricalarm.CloudwatchMetricAlarmMetricQueryMetric{
				Namespace: jsii.String(m.Namespace), MetricName: jsii.String(m.Name), Dimensions: bridge.Tags(m.Dimensions, ""),
				Stat: jsii.String(m.Statistic), Unit: bridge.String(m.Unit), Period: s.Period,
			}
		}
		out = append(out, query)
	}
	return out
}
