package cutover

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchmetricalarm"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/route53healthcheck"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/route53record"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
)

// Move is a name on its way from one service to another.
type Move struct {
	constructs.Construct
	props        Props // zero when they were refused
	old, new     []route53record.Route53Record
	verification route53record.Route53Record
	oldCheck     route53healthcheck.Route53HealthCheck
	newCheck     route53healthcheck.Route53HealthCheck
	alarms       []cloudwatchmetricalarm.CloudwatchMetricAlarm
	clock        *clock
}

// New makes the records of the phase, and what watches over them. Mistakes in props are reported together with those of
// all other constructs when the app is synthesized; nothing is created then.
func New(scope constructs.Construct, id string, props *Props) *Move {
	m := &Move{}
	bridge.Init(m, scope, id)
	site := bridge.SiteOf(m)
	if bridge.Refused(m, props.problems(site.StatedRegion()), placed(props)) {
		return m
	}
	m.props = *props
	m.newHealth(site)
	m.newRecords()
	m.newVerification()
	m.newClock()
	m.newOutputs()
	return m
}

// placed are the props that have to lie where the stack does. The old side may lie anywhere in the partition.
func placed(p *Props) any {
	if p == nil {
		return nil
	}
	return struct {
		New    NewSide
		Alarms *Alarms
	}{p.New, p.Alarms}
}

// newRecords makes the old side's first: one of them may be the simple record that exists, beside which no other can be
// made.
func (m *Move) newRecords() {
	p := m.props
	for _, r := range p.records() {
		config := &route53record.Route53RecordConfig{
			ZoneId: jsii.String(p.HostedZoneID), Name: jsii.String(p.Domain), Type: jsii.String(string(r.kind)),
			SetIdentifier:         jsii.String(m.setIdentifier(r)),
			WeightedRoutingPolicy: &route53record.Route53RecordWeightedRoutingPolicy{Weight: jsii.Number(r.weight)},
			Provider:              p.Provider,
		}
		m.point(config, r.target, r.evaluate)
		switch check := m.healthOf(r); {
		case r.old:
			if check != nil && r.evaluate {
				config.HealthCheckId = check.Id()
			}
			record := route53record.NewRoute53Record(m, jsii.String(r.id), config)
			if r.imports != "" {
				record.ImportFrom(jsii.String(r.imports), p.Provider)
			}
			m.old = append(m.old, record)
		default:
			if check != nil {
				config.HealthCheckId = check.Id()
			}
			config.DependsOn = after(m.old)
			m.new = append(m.new, route53record.NewRoute53Record(m, jsii.String(r.id), config))
		}
	}
}

func (m *Move) setIdentifier(r record) string {
	if r.old {
		return m.props.Name + "-old"
	}
	return m.props.Name + "-new"
}

func (m *Move) healthOf(r record) route53healthcheck.Route53HealthCheck {
	if r.old {
		return m.oldCheck
	}
	return m.newCheck
}

// point lets a record lead to a target.
func (m *Move) point(config *route53record.Route53RecordConfig, to target, evaluate bool) {
	if to.alias {
		config.Alias = &route53record.Route53RecordAlias{
			Name: jsii.String(to.host), ZoneId: jsii.String(to.zoneID), EvaluateTargetHealth: jsii.Bool(evaluate),
		}
		return
	}
	config.Records = to.values
	config.Ttl = m.props.TTL
	if config.Ttl == nil {
		config.Ttl = jsii.Number(DefaultTTL)
	}
}

func after(records []route53record.Route53Record) *[]cdktf.ITerraformDependable {
	if len(records) == 0 {
		return nil
	}
	out := make([]cdktf.ITerraformDependable, len(records))
	for i, r := range records {
		out[i] = r
	}
	return &out
}

// newVerification makes the record that leads to the new side whatever the phase.
func (m *Move) newVerification() {
	p := m.props
	if p.VerificationName == "" {
		return
	}
	kind, to := A, p.newTarget()
	if p.cname() {
		kind = CNAME
	}
	config := &route53record.Route53RecordConfig{
		ZoneId: jsii.String(p.HostedZoneID), Name: jsii.String(p.VerificationName), Type: jsii.String(string(kind)),
		Provider: p.Provider,
	}
	m.point(config, to, false)
	m.verification = route53record.NewRoute53Record(m, jsii.String("verification"), config)
}

// OldRecords returns the aws_route53_record of the old side, the one for IPv6 last; none in Decommission and when the
// props were refused.
func (m *Move) OldRecords() []route53record.Route53Record { return m.old }

// NewRecords returns the aws_route53_record of the new side, the one for IPv6 last; none when the props were refused.
func (m *Move) NewRecords() []route53record.Route53Record { return m.new }

// VerificationRecord returns the aws_route53_record that always leads to the new side; nil without VerificationName.
func (m *Move) VerificationRecord() route53record.Route53Record { return m.verification }

// OldHealthCheck returns the aws_route53_health_check of the old side, or nil.
func (m *Move) OldHealthCheck() route53healthcheck.Route53HealthCheck { return m.oldCheck }

// NewHealthCheck returns the aws_route53_health_check that the new side's records follow, or nil.
func (m *Move) NewHealthCheck() route53healthcheck.Route53HealthCheck { return m.newCheck }

// Alarms returns the aws_cloudwatch_metric_alarm on the new side.
func (m *Move) Alarms() []cloudwatchmetricalarm.CloudwatchMetricAlarm { return m.alarms }
