package scaling

import (
	"math"
	"testing"
	"time"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

const reference = "${TfToken[TOKEN.1]}"

var numberReference = -1.8881545897087503e+289

func valid() Props {
	return Props{
		ClusterName: "ai",
		ServiceName: "llm-proxy",
		Settings: Settings{
			CPUUtilization: &TargetTracking{TargetValue: jsii.Number(60)},
		},
	}
}

// burst is a valid step policy on a metric of the application's.
func burst() StepScaling {
	return StepScaling{
		Name: "burst", Metric: InFlightPerTask(40).Metric, Threshold: jsii.Number(60),
		StepAdjustments: []StepAdjustment{
			{MetricIntervalLowerBound: jsii.Number(0), MetricIntervalUpperBound: jsii.Number(30),
				ScalingAdjustment: jsii.Number(2)},
			{MetricIntervalLowerBound: jsii.Number(30), ScalingAdjustment: jsii.Number(6)},
		},
	}
}

// today is the day of the plan.
var today = time.Date(2026, time.November, 27, 12, 0, 0, 0, time.UTC)

func night() Schedule {
	return Schedule{Name: "night", Expression: "cron(0 20 ? * MON-FRI *)", TimeZone: "Europe/Dublin",
		MinCapacity: jsii.Number(1), MaxCapacity: jsii.Number(1)}
}

func run(t *testing.T, cases []checktest.Case[Props]) {
	t.Helper()
	checktest.Run(t, valid, func(p *Props) error { return p.problems(today).Err() }, cases)
}

func TestCapacityProblems(t *testing.T) {
	run(t, []checktest.Case[Props]{
		{Name: "defaults", Change: func(*Props) {}},
		{Name: "references", Change: func(p *Props) {
			p.ClusterName, p.ServiceName, p.MinCapacity, p.MaxCapacity = reference, reference, &numberReference, &numberReference
			p.CPUUtilization = &TargetTracking{TargetValue: &numberReference, ScaleInCooldown: &numberReference,
				ScaleOutCooldown: &numberReference}
			p.RequestsPerTarget = &TargetTracking{TargetValue: &numberReference}
			p.LoadBalancerARNSuffix, p.TargetGroupARNSuffix = reference, reference
			p.Metrics = []MetricTracking{{Name: "m", TargetValue: &numberReference,
				Metric: &Metric{Namespace: reference, Name: reference, Statistic: reference, Unit: reference,
					Dimensions: map[string]string{"D": reference}}}}
			p.Steps = []StepScaling{{Name: "s", Metric: &Metric{Namespace: reference, Name: reference},
				Threshold: &numberReference, Period: &numberReference,
				EvaluationPeriods: &numberReference, Cooldown: &numberReference,
				StepAdjustments: []StepAdjustment{{MetricIntervalLowerBound: &numberReference,
					ScalingAdjustment: &numberReference}}}}
			p.Schedules = []Schedule{{Name: "s", Expression: reference, TimeZone: reference, StartTime: reference,
				EndTime: reference, MinCapacity: &numberReference, MaxCapacity: &numberReference}}
		}},
		{Name: "no names", Change: func(p *Props) { p.ClusterName, p.ServiceName = "", "" },
			Want: []string{"clusterName required", "serviceName required"}},
		{Name: "negative", Change: func(p *Props) { p.MinCapacity = jsii.Number(-1) },
			Want: []string{"minCapacity range"}},
		{Name: "half a task", Change: func(p *Props) { p.MaxCapacity = jsii.Number(2.5) },
			Want: []string{"maxCapacity range"}},
		{Name: "too many", Change: func(p *Props) { p.MaxCapacity = jsii.Number(5001) },
			Want: []string{"maxCapacity range"}},
		{Name: "upside down", Change: func(p *Props) { p.MinCapacity, p.MaxCapacity = jsii.Number(4), jsii.Number(3) },
			Want: []string{"maxCapacity scaling-capacity-order"}},
		{Name: "maximum below the default minimum", Change: func(p *Props) { p.MaxCapacity = jsii.Number(1) },
			Want: []string{"maxCapacity scaling-capacity-order"}},
		{Name: "nothing that scales", Change: func(p *Props) { p.CPUUtilization = nil },
			Want: []string{"metrics scaling-signal"}},
		{Name: "only a schedule", Change: func(p *Props) { p.CPUUtilization, p.Schedules = nil, []Schedule{night()} }},
		{Name: "all at once", Change: func(p *Props) {
			*p = Props{Settings: Settings{MinCapacity: jsii.Number(0), Steps: []StepScaling{{Name: "B"}},
				Schedules: []Schedule{{}}}}
		}, Want: []string{"clusterName required", "minCapacity scaling-from-zero", "schedules[0] required",
			"schedules[0].expression required",
			"schedules[0].name required", "serviceName required", "steps[0] required",
			"steps[0].name invalid", "steps[0].stepAdjustments required", "steps[0].threshold required"}},
	})
	if err := (*Props)(nil).Validate(); err == nil {
		t.Error("no props are valid")
	}
}

func TestTrackingProblems(t *testing.T) {
	requests := func(p *Props) {
		p.RequestsPerTarget = &TargetTracking{TargetValue: jsii.Number(600)}
		p.LoadBalancerARNSuffix = "app/ai/50dc6c495c0c9188"
		p.TargetGroupARNSuffix = "targetgroup/ai/943f017f100becff"
	}
	run(t, []checktest.Case[Props]{
		{Name: "no value", Change: func(p *Props) { p.MemoryUtilization = &TargetTracking{} },
			Want: []string{"memoryUtilization.targetValue required"}},
		{Name: "fraction", Change: func(p *Props) { p.CPUUtilization.TargetValue = jsii.Number(0.6) },
			Want: []string{"cpuUtilization.targetValue range"}},
		{Name: "above 100 %", Change: func(p *Props) { p.MemoryUtilization = &TargetTracking{TargetValue: jsii.Number(101)} },
			Want: []string{"memoryUtilization.targetValue range"}},
		{Name: "zero", Change: func(p *Props) { p.CPUUtilization.TargetValue = jsii.Number(0) },
			Want: []string{"cpuUtilization.targetValue range"}},
		{Name: "milliseconds", Change: func(p *Props) { p.CPUUtilization.ScaleInCooldown = jsii.Number(300000) },
			Want: []string{"cpuUtilization.scaleInCooldown range"}},
		{Name: "negative cooldown", Change: func(p *Props) { p.CPUUtilization.ScaleOutCooldown = jsii.Number(-1) },
			Want: []string{"cpuUtilization.scaleOutCooldown range"}},
		{Name: "no cooldown", Change: func(p *Props) { p.CPUUtilization.ScaleOutCooldown = jsii.Number(0) }},
		{Name: "requests", Change: requests},
		{Name: "requests without a value",
			Change: func(p *Props) { requests(p); p.RequestsPerTarget.TargetValue = nil },
			Want:   []string{"requestsPerTarget.targetValue required"}},
		{Name: "requests of nothing",
			Change: func(p *Props) { p.RequestsPerTarget = &TargetTracking{TargetValue: jsii.Number(600)} },
			Want: []string{"loadBalancerARNSuffix required",
				"targetGroupARNSuffix required"}},
		{Name: "whole ARN", Change: func(p *Props) {
			requests(p)
			p.LoadBalancerARNSuffix =
				"arn:aws:elasticloadbalancing:eu-west-1:210987654321:loadbalancer/app/ai/50dc6c495c0c9188"
		}, Want: []string{"loadBalancerARNSuffix invalid"}},
		{Name: "network load balancer", Change: func(p *Props) {
			requests(p)
			p.LoadBalancerARNSuffix = "net/ai/50dc6c495c0c9188"
		}, Want: []string{"loadBalancerARNSuffix invalid"}},
	})
}

func TestNameProblems(t *testing.T) {
	named := func(name string) MetricTracking {
		m := InFlightPerTask(40)
		m.Name = name
		return m
	}
	run(t, []checktest.Case[Props]{
		{Name: "no name", Change: func(p *Props) { p.Metrics = []MetricTracking{named("")} },
			Want: []string{"metrics[0].name required"}},
		{Name: "capital", Change: func(p *Props) { p.Metrics = []MetricTracking{named("InFlight")} },
			Want: []string{"metrics[0].name invalid"}},
		{Name: "reference", Change: func(p *Props) { p.Metrics = []MetricTracking{named(reference)} },
			Want: []string{"metrics[0].name invalid"}},
		{Name: "twice", Change: func(p *Props) { p.Metrics = []MetricTracking{named("a"), named("a")} },
			Want: []string{"metrics[1].name unique"}},
		{Name: "step like metric",
			Change: func(p *Props) { p.Metrics, p.Steps = []MetricTracking{named("burst")}, []StepScaling{burst()} },
			Want:   []string{"steps[0].name unique"}},
		{Name: "taken", Change: func(p *Props) { p.Metrics = []MetricTracking{named("cpu-utilization")} },
			Want: []string{"metrics[0].name unique"}},
		{Name: "schedules twice", Change: func(p *Props) { p.Schedules = []Schedule{night(), night()} },
			Want: []string{"schedules[1].name unique"}},
		{Name: "schedule like policy",
			Change: func(p *Props) { p.Metrics, p.Schedules = []MetricTracking{named("night")}, []Schedule{night()} }},
	})
}

func TestSignalProblems(t *testing.T) {
	metric := func(change func(*MetricTracking)) func(*Props) {
		return func(p *Props) {
			m := InFlightPerTask(40)
			change(&m)
			p.Metrics = []MetricTracking{m}
		}
	}
	backlogged := func(change func([]MetricQuery)) func(*Props) {
		return func(p *Props) {
			m := BacklogPerTask("jobs", 10)
			change(m.Queries)
			p.Metrics = []MetricTracking{m}
		}
	}
	run(t, []checktest.Case[Props]{
		{Name: "in flight", Change: metric(func(*MetricTracking) {})},
		{Name: "backlog", Change: backlogged(func([]MetricQuery) {})},
		{Name: "nothing to track", Change: metric(func(m *MetricTracking) { m.Metric = nil }),
			Want: []string{"metrics[0] required"}},
		{Name: "both", Change: metric(func(m *MetricTracking) { m.Queries = backlog("q") }),
			Want: []string{"metrics[0] exclusive", "metrics[0].queries scaling-metric-math-result"}},
		{Name: "no value", Change: metric(func(m *MetricTracking) { m.TargetValue = nil }),
			Want: []string{"metrics[0].targetValue required"}},
		{Name: "no namespace", Change: metric(func(m *MetricTracking) { m.Metric.Namespace = "" }),
			Want: []string{"metrics[0].metric.namespace required"}},
		{Name: "no name", Change: metric(func(m *MetricTracking) { m.Metric.Name = "" }),
			Want: []string{"metrics[0].metric.name required"}},
		{Name: "empty dimension", Change: metric(func(m *MetricTracking) { m.Metric.Dimensions["Model"] = "" }),
			Want: []string{"metrics[0].metric.dimensions.Model required"}},
		{Name: "dimensions", Change: metric(func(m *MetricTracking) {
			m.Metric.Dimensions = map[string]string{}
			for i := range 31 {
				m.Metric.Dimensions[string(rune('a'+i))] = "x"
			}
		}), Want: []string{"metrics[0].metric.dimensions range"}},
		{Name: "percentile", Change: metric(func(m *MetricTracking) { m.Metric.Statistic = "p95" }),
			Want: []string{"metrics[0].metric.statistic one-of"}},
		{Name: "unit", Change: metric(func(m *MetricTracking) { m.Metric.Unit = "Requests" }),
			Want: []string{"metrics[0].metric.unit one-of"}},
		{Name: "latency", Change: metric(func(m *MetricTracking) {
			m.Metric = &Metric{Namespace: "AWS/ApplicationELB", Name: "TargetResponseTime"}
		}),
			Want: []string{
				`metrics[0]: got "TargetResponseTime", want a load per task, such as InFlightPerTask; ` +
					"latency is an alarm, never a scaling target",
			}},
		{Name: "other latency", Change: metric(func(m *MetricTracking) { m.Metric.Name = "upstream_latency_ms" }),
			Want: []string{"metrics[0] scaling-latency"}},
		{Name: "first token", Change: metric(func(m *MetricTracking) { m.Metric.Name = "time_to_first_token" }),
			Want: []string{"metrics[0] scaling-latency"}},
		{Name: "latency in seconds",
			Change: backlogged(func(q []MetricQuery) { q[0].Metric.Name, q[1].Metric.Name = "TTFT", "TTFT" }),
			Want:   []string{"metrics[0] scaling-latency"}},
		{Name: "Little's law", Change: backlogged(func(q []MetricQuery) {
			q[0].Metric.Name,
				q[2].Expression = "TargetResponseTime", "m1 * m2"
		})},
		{Name: "no line returned", Change: backlogged(func(q []MetricQuery) { q[2].ReturnData = nil }),
			Want: []string{"metrics[0].queries scaling-metric-math-result"}},
		{Name: "two lines returned", Change: backlogged(func(q []MetricQuery) { q[0].ReturnData = jsii.Bool(true) }),
			Want: []string{"metrics[0].queries scaling-metric-math-result"}},
		{Name: "id", Change: backlogged(func(q []MetricQuery) { q[2].ID = "E1" }),
			Want: []string{"metrics[0].queries[2].id invalid"}},
		{Name: "id twice", Change: backlogged(func(q []MetricQuery) { q[2].ID = "m1" }),
			Want: []string{"metrics[0].queries[2] unique"}},
		{Name: "unknown id", Change: backlogged(func(q []MetricQuery) { q[2].Expression = "m1 / m3" }),
			Want: []string{"metrics[0].queries[2].expression scaling-metric-math-line"}},
		{Name: "words in quotes",
			Change: backlogged(func(q []MetricQuery) { q[2].Expression = `m1 / m2 + SUM(SEARCH('{a,b} depth', "x"))` })},
		{Name: "empty line", Change: backlogged(func(q []MetricQuery) { q[2].Expression = "" }),
			Want: []string{"metrics[0].queries[2] required"}},
		{Name: "full line", Change: backlogged(func(q []MetricQuery) { q[0].Expression = "m2" }),
			Want: []string{"metrics[0].queries[0] exclusive"}},
		{Name: "metric of a line", Change: backlogged(func(q []MetricQuery) { q[0].Metric.Namespace = "" }),
			Want: []string{"metrics[0].queries[0].metric.namespace required"}},
		{Name: "percentile of a line", Change: backlogged(func(q []MetricQuery) { q[0].Metric.Statistic = "p99.9" })},
	})
}

func TestStepProblems(t *testing.T) {
	step := func(change func(*StepScaling)) func(*Props) {
		return func(p *Props) {
			s := burst()
			change(&s)
			p.Steps = []StepScaling{s}
		}
	}
	// bounds makes adjustments of pairs of bounds; NaN is no bound.
	none := math.NaN()
	bounds := func(operator ComparisonOperator, pairs ...float64) func(*Props) {
		return step(func(s *StepScaling) {
			s.ComparisonOperator, s.StepAdjustments = operator, nil
			bound := func(n float64) *float64 {
				if math.IsNaN(n) {
					return nil
				}
				return jsii.Number(n)
			}
			for i := 0; i < len(pairs); i += 2 {
				s.StepAdjustments = append(s.StepAdjustments, StepAdjustment{bound(pairs[i]), bound(pairs[i+1]), jsii.Number(1)})
			}
		})
	}
	run(t, []checktest.Case[Props]{
		{Name: "valid", Change: step(func(*StepScaling) {})},
		{Name: "10 s", Change: step(func(s *StepScaling) { s.Period = jsii.Number(10) })},
		{Name: "20 s", Change: step(func(s *StepScaling) { s.Period = jsii.Number(20) }),
			Want: []string{"steps[0].period scaling-alarm-period"}},
		{Name: "90 s", Change: step(func(s *StepScaling) { s.Period = jsii.Number(90) }),
			Want: []string{"steps[0].period scaling-alarm-period"}},
		{Name: "0 s", Change: step(func(s *StepScaling) { s.Period = jsii.Number(0) }),
			Want: []string{"steps[0].period scaling-alarm-period"}},
		{Name: "10 s of AWS's", Change: step(func(s *StepScaling) {
			s.Period, s.Metric = jsii.Number(10),
				backlog("q")[0].Metric
		}), Want: []string{"steps[0].period scaling-metric-resolution"}},
		{Name: "no evaluation", Change: step(func(s *StepScaling) { s.EvaluationPeriods = jsii.Number(0) }),
			Want: []string{"steps[0].evaluationPeriods range"}},
		{Name: "more than a day",
			Change: step(func(s *StepScaling) { s.Period, s.EvaluationPeriods = jsii.Number(1800), jsii.Number(49) }),
			Want:   []string{"steps[0].evaluationPeriods scaling-alarm-window"}},
		{Name: "more than a day of hours",
			Change: step(func(s *StepScaling) { s.Period, s.EvaluationPeriods = jsii.Number(3600), jsii.Number(48) })},
		{Name: "more than a week",
			Change: step(func(s *StepScaling) { s.Period, s.EvaluationPeriods = jsii.Number(3600), jsii.Number(169) }),
			Want:   []string{"steps[0].evaluationPeriods scaling-alarm-window"}},
		{Name: "threshold", Change: step(func(s *StepScaling) { s.Threshold = nil }),
			Want: []string{"steps[0].threshold required"}},
		{Name: "comparison", Change: step(func(s *StepScaling) { s.ComparisonOperator = ">" }),
			Want: []string{"steps[0].comparisonOperator one-of"}},
		{Name: "adjustment type", Change: step(func(s *StepScaling) { s.AdjustmentType = "Add" }),
			Want: []string{"steps[0].adjustmentType one-of"}},
		{Name: "aggregation", Change: step(func(s *StepScaling) { s.MetricAggregationType = "Sum" }),
			Want: []string{"steps[0].metricAggregationType one-of"}},
		{Name: "cooldown", Change: step(func(s *StepScaling) { s.Cooldown = jsii.Number(0.5) }),
			Want: []string{"steps[0].cooldown range"}},
		{Name: "percentile", Change: step(func(s *StepScaling) { s.Metric.Statistic = "p95" })},
		{Name: "no percentile", Change: step(func(s *StepScaling) { s.Metric.Statistic = "p101" }),
			Want: []string{"steps[0].metric.statistic one-of"}},
		{Name: "latency", Change: step(func(s *StepScaling) { s.Metric.Name = "TargetResponseTime" }),
			Want: []string{"steps[0] scaling-latency"}},
		{Name: "magnitude of tasks", Change: step(func(s *StepScaling) { s.MinAdjustmentMagnitude = jsii.Number(2) }),
			Want: []string{"steps[0].minAdjustmentMagnitude scaling-least-adjustment"}},
		{Name: "magnitude of percent", Change: step(func(s *StepScaling) {
			s.MinAdjustmentMagnitude, s.AdjustmentType = jsii.Number(2), PercentChangeInCapacity
		})},
		{Name: "no adjustments", Change: step(func(s *StepScaling) { s.StepAdjustments = nil }),
			Want: []string{"steps[0].stepAdjustments required"}},
		{Name: "empty adjustment", Change: step(func(s *StepScaling) { s.StepAdjustments[1].ScalingAdjustment = nil }),
			Want: []string{"steps[0].stepAdjustments[1].scalingAdjustment required"}},
		{Name: "half a task", Change: step(func(s *StepScaling) {
			s.StepAdjustments[1].ScalingAdjustment =
				jsii.Number(1.5)
		}), Want: []string{"steps[0].stepAdjustments[1].scalingAdjustment range"}},
		{Name: "fewer tasks", Change: step(func(s *StepScaling) {
			s.StepAdjustments[1].ScalingAdjustment =
				jsii.Number(-1)
		})},
		{Name: "fewer than none", Change: step(func(s *StepScaling) {
			s.AdjustmentType, s.StepAdjustments[1].ScalingAdjustment = ExactCapacity, jsii.Number(-1)
		}),
			Want: []string{
				"steps[0].stepAdjustments[1].scalingAdjustment range",
			}},
		{Name: "reference and mistake", Change: step(func(s *StepScaling) {
			s.StepAdjustments[0].MetricIntervalUpperBound, s.StepAdjustments[1].ScalingAdjustment = &numberReference, nil
		}), Want: []string{"steps[0].stepAdjustments[1].scalingAdjustment required"}},
		{Name: "above", Change: bounds(GreaterThanThreshold, 0, none)},
		{Name: "below", Change: bounds(LessThanThreshold, none, 0)},
		{Name: "both sides", Change: bounds("", none, 0, 0, none)},
		{Name: "any order", Change: bounds("", 10, none, 0, 10)},
		{Name: "no bounds", Change: bounds("", none, none), Want: []string{
			"steps[0].stepAdjustments[0] scaling-step-bounds"}},
		{Name: "upside down", Change: bounds("", 10, 0), Want: []string{"steps[0].stepAdjustments[0] scaling-step-bounds"}},
		{Name: "gap", Change: bounds("", 0, 10, 20, none),
			Want: []string{"steps[0].stepAdjustments scaling-step-coverage"}},
		{Name: "overlap", Change: bounds("", 0, 10, 5, none),
			Want: []string{"steps[0].stepAdjustments scaling-step-coverage"}},
		{Name: "two without end", Change: bounds("", 0, none, 10, none),
			Want: []string{"steps[0].stepAdjustments scaling-step-coverage"}},
		{Name: "bounded above", Change: bounds("", 0, 10),
			Want: []string{
				"steps[0].stepAdjustments scaling-step-coverage",
			}},
		{Name: "bounded below", Change: bounds(LessThanThreshold, -10, 0),
			Want: []string{"steps[0].stepAdjustments scaling-step-coverage"}},
		{Name: "late start", Change: bounds("", 10, none),
			Want: []string{"steps[0].stepAdjustments scaling-step-coverage"}},
		{Name: "wrong side", Change: bounds("", none, 0),
			Want: []string{"steps[0].stepAdjustments scaling-step-coverage"}},
		{Name: "wrong side below", Change: bounds(LessThanOrEqualToThreshold, 0, none),
			Want: []string{"steps[0].stepAdjustments scaling-step-coverage"}},
		{Name: "early end below", Change: bounds(LessThanThreshold, none, -5),
			Want: []string{"steps[0].stepAdjustments scaling-step-coverage"}},
	})
}

func TestScheduleProblems(t *testing.T) {
	scheduled := func(change func(*Schedule)) func(*Props) {
		return func(p *Props) {
			s := night()
			change(&s)
			p.Schedules = []Schedule{s}
		}
	}
	run(t, []checktest.Case[Props]{
		{Name: "valid", Change: scheduled(func(*Schedule) {})},
		{Name: "no expression", Change: scheduled(func(s *Schedule) { s.Expression = "" }),
			Want: []string{"schedules[0].expression required"}},
		{Name: "crontab", Change: scheduled(func(s *Schedule) { s.Expression = "0 20 * * 1-5" }),
			Want: []string{"schedules[0].expression invalid"}},
		{Name: "time zone", Change: scheduled(func(s *Schedule) { s.TimeZone = "IST" }),
			Want: []string{"schedules[0].timeZone schedule-time-zone"}},
		{Name: "no capacity", Change: scheduled(func(s *Schedule) { s.MinCapacity, s.MaxCapacity = nil, nil }),
			Want: []string{"schedules[0] required"}},
		{Name: "only a minimum", Change: scheduled(func(s *Schedule) { s.MaxCapacity = nil })},
		{Name: "half a task", Change: scheduled(func(s *Schedule) { s.MinCapacity = jsii.Number(0.5) }),
			Want: []string{"schedules[0].minCapacity range"}},
		{Name: "too many", Change: scheduled(func(s *Schedule) { s.MaxCapacity = jsii.Number(5001) }),
			Want: []string{"schedules[0].maxCapacity range"}},
		{Name: "upside down", Change: scheduled(func(s *Schedule) { s.MinCapacity = jsii.Number(2) }),
			Want: []string{"schedules[0].maxCapacity scaling-capacity-order"}},
		{Name: "minimum above the maximum",
			Change: scheduled(func(s *Schedule) { s.MinCapacity, s.MaxCapacity = jsii.Number(11), nil }),
			Want:   []string{"schedules[0].maxCapacity scaling-schedule-bounds"}},
		{Name: "maximum below the minimum",
			Change: scheduled(func(s *Schedule) { s.MinCapacity, s.MaxCapacity = nil, jsii.Number(1) }),
			Want:   []string{"schedules[0].minCapacity scaling-schedule-bounds"}},
		{Name: "minimum above that of another schedule", Change: func(p *Props) {
			p.Schedules = []Schedule{night(), {Name: "day", Expression: "cron(0 7 ? * MON-FRI *)", MinCapacity: jsii.Number(2)}}
		}, Want: []string{"schedules[1].maxCapacity scaling-schedule-bounds"}},
		{Name: "minimum below any maximum",
			Change: scheduled(func(s *Schedule) { s.MinCapacity, s.MaxCapacity = jsii.Number(3), nil })},
		{Name: "off for ever", Change: func(p *Props) {
			p.Steps, p.Schedules = []StepScaling{WakeOnBacklog("jobs")}, []Schedule{night()}
			p.Schedules[0].MinCapacity, p.Schedules[0].MaxCapacity = jsii.Number(0), jsii.Number(0)
		}, Want: []string{"schedules[0].maxCapacity scaling-schedule-return"}},
		{Name: "off and on", Change: func(p *Props) {
			off := night()
			off.MinCapacity, off.MaxCapacity = jsii.Number(0), jsii.Number(0)
			p.Schedules = []Schedule{off,
				{Name: "day", Expression: "cron(0 7 ? * MON-FRI *)", MinCapacity: jsii.Number(1), MaxCapacity: jsii.Number(3)}}
		}},
		{Name: "no zone", Change: scheduled(func(s *Schedule) { s.StartTime = "2030-01-01T00:00:00" }),
			Want: []string{"schedules[0].startTime invalid"}},
		{Name: "end", Change: scheduled(func(s *Schedule) { s.EndTime = "tomorrow" }),
			Want: []string{"schedules[0].endTime invalid"}},
		{Name: "end before start",
			Change: scheduled(func(s *Schedule) {
				s.StartTime, s.EndTime = "2030-01-01T01:00:00+02:00",
					"2029-12-31T22:00:00Z"
			}), Want: []string{"schedules[0].endTime schedule-end"}},
		{Name: "end after start",
			Change: scheduled(func(s *Schedule) {
				s.StartTime, s.EndTime = "2030-01-01T01:00:00+02:00",
					"2030-01-08T00:00:00Z"
			})},
		{Name: "a day that never comes", Change: scheduled(func(s *Schedule) { s.Expression = "cron(0 2 30 2 ? *)" }),
			Want: []string{"schedules[0].expression schedule-fires"}},
		{Name: "once, long ago", Change: scheduled(func(s *Schedule) { s.Expression = "at(2020-01-01T00:00:00)" }),
			Want: []string{"schedules[0].expression schedule-fires"}},
		{Name: "an end in the past", Change: scheduled(func(s *Schedule) { s.EndTime = "2021-01-01T00:00:00Z" }),
			Want: []string{"schedules[0].endTime schedule-fires"}},
		{Name: "a year that is over", Change: scheduled(func(s *Schedule) { s.Expression = "cron(0 20 ? * * 2020-2025)" }),
			Want: []string{"schedules[0].expression schedule-fires"}},
	})
}

func TestSimultaneousProblems(t *testing.T) {
	pair := func(change func(weekdays, first *Schedule)) func(*Props) {
		return func(p *Props) {
			weekdays, first := night(), night()
			first.Name, first.Expression = "first", "cron(0 20 1 * ? *)"
			first.MinCapacity, first.MaxCapacity = jsii.Number(2), jsii.Number(4)
			change(&weekdays, &first)
			p.Schedules = []Schedule{weekdays, first}
		}
	}
	run(t, []checktest.Case[Props]{
		{Name: "a first of the month that is a weekday", Change: pair(func(_, _ *Schedule) {}),
			Want: []string{"schedules[1].expression scaling-schedule-order"}},
		{Name: "a minute apart", Change: pair(func(_, first *Schedule) { first.Expression = "cron(1 20 1 * ? *)" })},
		{Name: "another zone", Change: pair(func(_, first *Schedule) { first.TimeZone = "Asia/Tokyo" })},
		{Name: "another zone, the same instant", Change: pair(func(_, first *Schedule) {
			first.Expression, first.TimeZone = "cron(0 20 1 * ? *)", "Europe/London"
		}), Want: []string{"schedules[1].expression scaling-schedule-order"}},
		{Name: "only weekends", Change: pair(func(_, first *Schedule) { first.Expression = "cron(0 20 ? * SAT *)" })},
		{Name: "the same capacity", Change: pair(func(weekdays, first *Schedule) {
			first.MinCapacity, first.MaxCapacity = weekdays.MinCapacity, weekdays.MaxCapacity
		})},
		{Name: "minimum above maximum", Change: pair(func(weekdays, first *Schedule) {
			weekdays.MinCapacity, weekdays.MaxCapacity = jsii.Number(1), jsii.Number(2)
			first.Expression, first.MinCapacity, first.MaxCapacity = weekdays.Expression, jsii.Number(3), nil
		}), Want: []string{"schedules[1].expression scaling-schedule-order",
			"schedules[1].maxCapacity scaling-schedule-bounds"}},
		{Name: "a reference", Change: pair(func(_, first *Schedule) { first.Expression = reference })},
	})
}

func TestZeroProblems(t *testing.T) {
	zero := func(change func(*Props)) func(*Props) {
		return func(p *Props) {
			p.MinCapacity = jsii.Number(0)
			change(p)
		}
	}
	asleep := []string{"minCapacity: got 0 tasks and nothing that starts the first one"}
	run(t, []checktest.Case[Props]{
		{Name: "CPU", Change: zero(func(*Props) {}), Want: asleep},
		{Name: "memory and requests", Change: zero(func(p *Props) {
			p.CPUUtilization, p.MemoryUtilization = nil, &TargetTracking{TargetValue: jsii.Number(70)}
			p.RequestsPerTarget = &TargetTracking{TargetValue: jsii.Number(600)}
			p.LoadBalancerARNSuffix, p.TargetGroupARNSuffix = reference, reference
		}), Want: asleep},
		{Name: "the tasks' own metric", Change: zero(func(p *Props) { p.Metrics = []MetricTracking{InFlightPerTask(40)} }),
			Want: asleep},
		{Name: "the tasks' own alarm", Change: zero(func(p *Props) { p.Steps = []StepScaling{burst()} }), Want: asleep},
		{Name: "requests of a load balancer", Change: zero(func(p *Props) {
			s := burst()
			s.Metric = &Metric{Namespace: "AWS/ApplicationELB", Name: "RequestCountPerTarget"}
			p.Steps = []StepScaling{s}
		}), Want: asleep},
		{Name: "stated", Change: zero(func(p *Props) {
			s := burst()
			s.Metric = &Metric{Namespace: "AWS/ApplicationELB", Name: "HTTPCode_ELB_503_Count", WithoutTasks: jsii.Bool(true)}
			p.Steps = []StepScaling{s}
		})},
		{Name: "stated otherwise", Change: zero(func(p *Props) {
			s := burst()
			s.Metric = &Metric{Namespace: "AWS/SQS", Name: "NumberOfEmptyReceives", WithoutTasks: jsii.Bool(false)}
			p.Steps = []StepScaling{s}
		}), Want: asleep},
		{Name: "backlog", Change: zero(func(p *Props) { p.Metrics = []MetricTracking{BacklogPerTask("jobs", 10)} })},
		{Name: "backlog over missing tasks", Change: zero(func(p *Props) {
			p.Metrics = []MetricTracking{BacklogPerTask("jobs", 10)}
			p.Metrics[0].Queries[2].Expression = "m1 / m2"
		}), Want: asleep},
		{Name: "wake", Change: zero(func(p *Props) { p.Steps = []StepScaling{WakeOnBacklog("jobs")} })},
		{Name: "reference", Change: zero(func(p *Props) {
			s := burst()
			s.Metric.Namespace = reference
			p.Steps = []StepScaling{s}
		})},
		{Name: "schedule", Change: zero(func(p *Props) { p.Schedules = []Schedule{night()} })},
		{Name: "switched off", Change: zero(func(p *Props) { p.MaxCapacity = jsii.Number(0) })},
		{Name: "zero by a schedule", Change: func(p *Props) {
			p.Schedules = []Schedule{night()}
			p.Schedules[0].MinCapacity = jsii.Number(0)
		}, Want: []string{"schedules[0] scaling-from-zero"}},
		{Name: "off by a schedule", Change: func(p *Props) {
			p.Schedules = []Schedule{night(), night()}
			p.Schedules[0].MinCapacity, p.Schedules[0].MaxCapacity = jsii.Number(0), jsii.Number(0)
			p.Schedules[1].Expression = "cron(0 7 ? * MON-FRI *)"
			p.Schedules[1].Name, p.Schedules[1].MinCapacity, p.Schedules[1].MaxCapacity = "day", nil, jsii.Number(3)
		}, Want: []string{"schedules[0] scaling-from-zero"}},
	})
}

// FuzzStepAdjustments checks that whatever the metric's distance from the threshold, accepted adjustments answer with
// exactly one.
func FuzzStepAdjustments(f *testing.F) {
	f.Add(0.0, 10.0, 10.0, 0.0, 3.0, false, true)
	f.Add(0.0, 10.0, 20.0, 0.0, 15.0, false, true)
	f.Add(-5.0, 0.0, 0.0, 0.0, 1.0, false, false)
	f.Fuzz(func(t *testing.T, lower1, upper1, lower2, upper2, distance float64, openBelow, openAbove bool) {
		s := burst()
		s.StepAdjustments = []StepAdjustment{{&lower1, &upper1, jsii.Number(1)}, {&lower2, &upper2, jsii.Number(2)}}
		if openBelow {
			s.StepAdjustments[0].MetricIntervalLowerBound = nil
		}
		if openAbove {
			s.StepAdjustments[1].MetricIntervalUpperBound = nil
		}
		p := valid()
		p.Steps = []StepScaling{s}
		if p.Validate() != nil || !(distance >= 0 && distance < 1e300) || min(lower1, upper1, lower2, upper2) < -1e279 {
			return
		}
		answers := 0
		for _, a := range s.StepAdjustments {
			if distance >= optional.Or(a.MetricIntervalLowerBound, math.Inf(-1)) &&
				distance < optional.Or(a.MetricIntervalUpperBound, math.Inf(1)) {
				answers++
			}
		}
		if answers != 1 {
			t.Errorf("[%v %v) and [%v %v), open %t %t: %d adjustments for %v", lower1, upper1, lower2, upper2, openBelow,
				openAbove, answers, distance)
		}
	})
}
