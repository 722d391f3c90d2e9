package scaling

import (
	"cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// Defaults of [Props].
const (
	DefaultMinCapacity       = 2
	DefaultMaxCapacity       = 10
	DefaultScaleInCooldown   = 300 // seconds; a task too many for five minutes is cheaper than one too few for a minute
	DefaultScaleOutCooldown  = 60  // seconds
	DefaultPeriod            = 60  // seconds
	DefaultEvaluationPeriods = 1
	DefaultStepCooldown      = 60 // seconds
)

// Names of the policies that have none in [Props].
const (
	PolicyCPUUtilization    = "cpu-utilization"
	PolicyMemoryUtilization = "memory-utilization"
	PolicyRequestsPerTarget = "requests-per-target"
)

// config is the props with every default filled in.
type config struct {
	Props
	min, max   float64
	resourceID string
	tracking   []trackingConfig
	steps      []StepScaling
	schedules  []Schedule
	ignore     []string
	notices    []string
}

// trackingConfig is one target tracking policy: predefined, or on a metric, or on queries.
type trackingConfig struct {
	name       string
	predefined string
	label      string
	metric     *Metric
	queries    []MetricQuery
	in, out    float64
	TargetTracking
}

func (p Props) resolve() config {
	c := config{
		Props:      p,
		min:        optional.Or(p.MinCapacity, DefaultMinCapacity),
		max:        optional.Or(p.MaxCapacity, DefaultMaxCapacity),
		resourceID: "service/" + p.ClusterName + "/" + p.ServiceName,
	}
	if t := p.CPUUtilization; t != nil {
		c.track(trackingConfig{name: PolicyCPUUtilization, predefined: "ECSServiceAverageCPUUtilization", TargetTracking: *t})
	}
	if t := p.MemoryUtilization; t != nil {
		c.track(trackingConfig{name: PolicyMemoryUtilization, predefined: "ECSServiceAverageMemoryUtilization",
			TargetTracking: *t})
	}
	if r := p.RequestsPerTarget; r != nil {
		c.track(trackingConfig{
			name: PolicyRequestsPerTarget, predefined: "ALBRequestCountPerTarget",
			label: p.LoadBalancerARNSuffix + "/" + p.TargetGroupARNSuffix, TargetTracking: *r,
		})
	}
	for _, m := range p.Metrics {
		c.track(trackingConfig{name: m.Name, metric: p.resolveMetric(m.Metric), queries: p.resolveQueries(m.Queries),
			TargetTracking: m.tracking()})
	}
	for _, s := range p.Steps {
		c.steps = append(c.steps, p.resolveStep(s))
	}
	if optional.Value(p.HeldAtZero) {
		c.min, c.max = 0, 0
		return c
	}
	for _, s := range p.Schedules {
		s.TimeZone = cmp.Or(s.TimeZone, "UTC")
		c.schedules = append(c.schedules, s)
	}
	if len(p.Schedules) > 0 {
		c.ignore = []string{"min_capacity", "max_capacity"}
		c.notices = append(c.notices,
			"the schedules own the minimum and maximum number of tasks, so Terraform sets MinCapacity and MaxCapacity only "+
				"once; change the schedules to change them later")
	}
	if p.zeroPath() != "" && !p.wakesByStepOrSchedule() {
		c.notices = append(c.notices,
			"without a task, target tracking starts the first one only once more than the target value waits; add "+
				"WakeOnBacklog to start it at once")
	}
	return c
}

func (c *config) track(t trackingConfig) {
	t.in = optional.Or(t.ScaleInCooldown, DefaultScaleInCooldown)
	t.out = optional.Or(t.ScaleOutCooldown, DefaultScaleOutCooldown)
	c.tracking = append(c.tracking, t)
}

func (p Props) resolveStep(s StepScaling) StepScaling {
	s.Metric, s.Queries = p.resolveMetric(s.Metric), p.resolveQueries(s.Queries)
	s.ComparisonOperator = cmp.Or(s.ComparisonOperator, GreaterThanOrEqualToThreshold)
	s.AdjustmentType = cmp.Or(s.AdjustmentType, ChangeInCapacity)
	s.MetricAggregationType = cmp.Or(s.MetricAggregationType, AggregationAverage)
	period, evaluations, cooldown := optional.Or(s.Period, DefaultPeriod),
		optional.Or(s.EvaluationPeriods, DefaultEvaluationPeriods), optional.Or(s.Cooldown, DefaultStepCooldown)
	s.Period, s.EvaluationPeriods, s.Cooldown = &period, &evaluations, &cooldown
	return s
}

// resolveMetric returns a copy with the target's own cluster and service as dimensions.
func (p Props) resolveMetric(m *Metric) *Metric {
	if m == nil {
		return nil
	}
	out, own := *m, map[string]string{"ClusterName": p.ClusterName, "ServiceName": p.ServiceName}
	out.Statistic = cmp.Or(m.Statistic, StatisticAverage)
	out.Dimensions = map[string]string{}
	for _, name := range check.SortedKeys(m.Dimensions) {
		out.Dimensions[name] = cmp.Or(m.Dimensions[name], own[name])
	}
	return &out
}

func (p Props) resolveQueries(queries []MetricQuery) []MetricQuery {
	var out []MetricQuery
	for _, q := range queries {
		q.Metric = p.resolveMetric(q.Metric)
		returned := optional.Value(q.ReturnData)
		q.ReturnData = &returned
		out = append(out, q)
	}
	return out
}

func (m MetricTracking) tracking() TargetTracking {
	return TargetTracking{m.TargetValue, m.ScaleInCooldown, m.ScaleOutCooldown, m.DisableScaleIn}
}
