package cutover

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchmetricalarm"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/route53healthcheck"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// newHealth makes the health checks that records follow. Where the new side has several, its records follow one that is
// healthy while all of them are.
func (m *Move) newHealth(site *bridge.Site) {
	old, fresh := m.props.endpoints()
	if old != nil {
		m.oldCheck = m.newEndpointCheck(*old)
	}
	var checks []route53healthcheck.Route53HealthCheck
	if fresh != nil {
		checks = append(checks, m.newEndpointCheck(*fresh))
	}
	for _, a := range m.props.alarms() {
		checks = append(checks, m.newAlarmCheck(a, site))
	}
	switch len(checks) {
	case 0:
	case 1:
		m.newCheck = checks[0]
	default:
		var ids []string
		for _, c := range checks {
			ids = append(ids, *c.Id())
		}
		m.newCheck = m.newCheckOf("health-of-all", "new", &route53healthcheck.Route53HealthCheckConfig{
			Type: jsii.String("CALCULATED"), ChildHealthchecks: bridge.Strings(ids...),
			ChildHealthThreshold: jsii.Number(len(ids)),
		})
	}
}

// newCheckOf makes a health check with the name and the tags that they all have.
func (m *Move) newCheckOf(id, name string,
	config *route53healthcheck.Route53HealthCheckConfig) route53healthcheck.Route53HealthCheck {
	config.Tags = bridge.Tags(m.props.Tags, m.props.Name+"-"+name)
	return route53healthcheck.NewRoute53HealthCheck(m, jsii.String(id), config)
}

func (m *Move) newEndpointCheck(e endpoint) route53healthcheck.Route53HealthCheck {
	config := &route53healthcheck.Route53HealthCheckConfig{
		Type: jsii.String(e.protocol), Fqdn: jsii.String(e.host), IpAddress: bridge.String(e.address),
		Port: jsii.Number(e.port), ResourcePath: jsii.String(e.path),
		FailureThreshold: jsii.Number(e.threshold), RequestInterval: jsii.Number(e.interval),
	}
	if e.protocol == "HTTPS" {
		config.EnableSni = jsii.Bool(true)
	}
	return m.newCheckOf(e.id, e.id, config)
}

// newAlarmCheck makes an alarm of a form that health checks can follow: one metric, a plain statistic, all periods in a
// row. Missing data is left missing, so that the check keeps its last status when clients have gone.
func (m *Move) newAlarmCheck(a alarm, site *bridge.Site) route53healthcheck.Route53HealthCheck {
	p, settings := m.props, optional.Value(m.props.Alarms)
	minutes := optional.Or(settings.Minutes, DefaultMinutes)
	config := &cloudwatchmetricalarm.CloudwatchMetricAlarmConfig{
		AlarmName: jsii.String(p.Name + "-cutover-" + a.id),
		AlarmDescription: jsii.String("Sends clients of " + p.Domain + " back to the old side: " + a.meaning +
			". Apply the phase Verify, then look for the cause."),
		Namespace: jsii.String("AWS/ApplicationELB"), MetricName: jsii.String(a.metric),
		Statistic: jsii.String(a.statistic), Period: jsii.Number(60),
		Dimensions:         bridge.Tags(map[string]string{"LoadBalancer": p.New.ARNSuffix, "TargetGroup": a.group}, ""),
		ComparisonOperator: jsii.String("GreaterThanOrEqualToThreshold"), Threshold: jsii.Number(a.threshold),
		EvaluationPeriods: jsii.Number(minutes),
		TreatMissingData:  jsii.String("missing"),
		Tags:              bridge.Tags(p.Tags, ""),
	}
	if settings.TopicARN != "" {
		config.AlarmActions = jsii.Strings(settings.TopicARN)
	}
	alarm := cloudwatchmetricalarm.NewCloudwatchMetricAlarm(m, jsii.String("alarm-"+a.id), config)
	m.alarms = append(m.alarms, alarm)
	return m.newCheckOf("health-"+a.id, a.id, &route53healthcheck.Route53HealthCheckConfig{
		Type: jsii.String("CLOUDWATCH_METRIC"), CloudwatchAlarmName: alarm.AlarmName(),
		CloudwatchAlarmRegion: jsii.String(site.Region()), InsufficientDataHealthStatus: jsii.String("LastKnownStatus"),
		// a health check keeps a copy of the alarm's settings until it is updated
		Triggers: &map[string]*string{"threshold": bridge.NumberString(a.threshold),
			"minutes": bridge.NumberString(minutes), "of": jsii.String(p.New.ARNSuffix + " " + a.group)},
	})
}
