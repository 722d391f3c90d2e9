package scaling_test

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// synth makes a target of the service ai/llm-proxy.
func synth(t *testing.T, props scaling.Props) (*scaling.Target, *testkit.Template) {
	t.Helper()
	props.ClusterName, props.ServiceName = "ai", "llm-proxy"
	var target *scaling.Target
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) { target = scaling.New(stack, "scaling", &props) })
	return target, template
}

// policy is what a policy of that name must have besides its own block.
func policy(name, kind, block string, want testkit.Object) testkit.Object {
	return testkit.Object{
		"name": name, "policy_type": kind, "service_namespace": "ecs", "scalable_dimension": "ecs:service:DesiredCount",
		"resource_id": "${aws_appautoscaling_target.scaling_target_2E42BD0A.resource_id}", block: want,
	}
}

func tracking(name string, want testkit.Object) testkit.Object {
	return policy(name, "TargetTrackingScaling", "target_tracking_scaling_policy_configuration", want)
}

func TestPredefined(t *testing.T) {
	target, template := synth(t, scaling.Props{
		Settings: scaling.Settings{
			CPUUtilization: &scaling.TargetTracking{TargetValue: jsii.Number(60)},
			MemoryUtilization: &scaling.TargetTracking{TargetValue: jsii.Number(75.5), ScaleInCooldown: jsii.Number(600),
				ScaleOutCooldown: jsii.Number(0), DisableScaleIn: jsii.Bool(true)},
			RequestsPerTarget: &scaling.TargetTracking{TargetValue: jsii.Number(600)},
			Tags:              map[string]string{"team": "ai"},
		},
		LoadBalancerARNSuffix: "app/ai/50dc6c495c0c9188", TargetGroupARNSuffix: "targetgroup/ai/943f017f100becff",
	})
	template.Has(t, "aws_appautoscaling_target", testkit.Object{
		"service_namespace": "ecs", "scalable_dimension": "ecs:service:DesiredCount", "resource_id": "service/ai/llm-proxy",
		"min_capacity": 2, "max_capacity": 10, "role_arn": testkit.Absent, "lifecycle": testkit.Absent,
		"tags": testkit.Object{"team": "ai"},
	})
	template.Has(t, "aws_appautoscaling_policy", tracking("cpu-utilization", testkit.Object{
		"target_value": 60, "scale_in_cooldown": 300, "scale_out_cooldown": 60, "disable_scale_in": testkit.Absent,
		"customized_metric_specification": testkit.Absent,
		"predefined_metric_specification": testkit.Object{"predefined_metric_type": "ECSServiceAverageCPUUtilization",
			"resource_label": testkit.Absent},
	}))
	template.Has(t, "aws_appautoscaling_policy", tracking("memory-utilization", testkit.Object{
		"target_value": 75.5, "scale_in_cooldown": 600, "scale_out_cooldown": 0, "disable_scale_in": true,
		"predefined_metric_specification": testkit.Object{"predefined_metric_type": "ECSServiceAverageMemoryUtilization"},
	}))
	template.Has(t, "aws_appautoscaling_policy", tracking("requests-per-target", testkit.Object{
		"target_value": 600, "scale_in_cooldown": 300, "scale_out_cooldown": 60,
		"predefined_metric_specification": testkit.Object{
			"predefined_metric_type": "ALBRequestCountPerTarget",
			"resource_label":         "app/ai/50dc6c495c0c9188/targetgroup/ai/943f017f100becff",
		},
	}))
	template.Count(t, "aws_appautoscaling_policy", 3)
	template.Count(t, "aws_cloudwatch_metric_alarm", 0)
	if len(template.Notices) != 0 {
		t.Errorf("notices: %v", template.Notices)
	}
	if target.Resource() == nil || target.Policy(scaling.PolicyRequestsPerTarget) == nil || target.Policy("x") != nil ||
		target.Alarm("x") != nil || target.Schedule("x") != nil {
		t.Error("the accessors do not hand out what was made")
	}
}

// The shapes are those of §2.3 and §2.4 of the reference: one metric of the service, and metric math.
func TestMetrics(t *testing.T) {
	_, template := synth(t, scaling.Props{
		Settings: scaling.Settings{
			Metrics: []scaling.MetricTracking{scaling.InFlightPerTask(40),
				scaling.BacklogPerTask("eval-jobs", 10)},
		},
	})
	own := []testkit.Object{{"name": "ClusterName", "value": "ai"}, {"name": "ServiceName", "value": "llm-proxy"}}
	template.Has(t, "aws_appautoscaling_policy", tracking("in-flight-per-task", testkit.Object{
		"target_value": 40, "scale_out_cooldown": 30, "scale_in_cooldown": 300,
		"predefined_metric_specification": testkit.Absent,
		"customized_metric_specification": testkit.Object{
			"namespace": "AIService", "metric_name": "InFlightRequests", "statistic": "Average", "unit": "Count",
			"dimensions": own, "metrics": testkit.Absent,
		},
	}))
	template.Has(t, "aws_appautoscaling_policy", tracking("backlog-per-task", testkit.Object{
		"target_value": 10,
		"customized_metric_specification": testkit.Object{
			"namespace": testkit.Absent, "metric_name": testkit.Absent, "statistic": testkit.Absent,
			"dimensions": testkit.Absent,
			"metrics": []testkit.Object{
				{"id": "m1", "label": "queue depth", "return_data": false, "expression": testkit.Absent,
					"metric_stat": testkit.Object{
						"stat": "Sum", "unit": testkit.Absent, "metric": testkit.Object{
							"namespace": "AWS/SQS", "metric_name": "ApproximateNumberOfMessagesVisible",
							"dimensions": []testkit.Object{{"name": "QueueName", "value": "eval-jobs"}},
						}}},
				{"id": "m2", "label": "running tasks", "return_data": false, "metric_stat": testkit.Object{
					"stat": "Average", "metric": testkit.Object{"namespace": "ECS/ContainerInsights",
						"metric_name": "RunningTaskCount", "dimensions": own}}},
				{"id": "e1", "label": "backlog per task", "return_data": true,
					"expression": "m1 / IF(FILL(m2, 0) > 0, FILL(m2, 0), 1)", "metric_stat": testkit.Absent},
			},
		},
	}))
	template.Has(t, "aws_appautoscaling_target", testkit.Object{"lifecycle": testkit.Absent})
}

func TestSteps(t *testing.T) {
	fast := scaling.StepScaling{
		Name: "burst", Metric: scaling.InFlightPerTask(40).Metric, Threshold: jsii.Number(60), Period: jsii.Number(10),
		EvaluationPeriods: jsii.Number(3),
		StepAdjustments: []scaling.StepAdjustment{
			{MetricIntervalLowerBound: jsii.Number(0), MetricIntervalUpperBound: jsii.Number(10),
				ScalingAdjustment: jsii.Number(1)},
			{MetricIntervalLowerBound: jsii.Number(10), ScalingAdjustment: jsii.Number(4)},
		},
	}
	idle := scaling.StepScaling{
		Name: "idle", Metric: &scaling.Metric{Namespace: "AIService", Name: "Sessions", Statistic: "p90"},
		Threshold: jsii.Number(2), ComparisonOperator: scaling.LessThanThreshold,
		AdjustmentType: scaling.PercentChangeInCapacity, MinAdjustmentMagnitude: jsii.Number(1), Cooldown: jsii.Number(600),
		MetricAggregationType: scaling.AggregationMaximum,
		StepAdjustments: []scaling.StepAdjustment{{MetricIntervalUpperBound: jsii.Number(0),
			ScalingAdjustment: jsii.Number(-20)}},
	}
	target, template := synth(t,
		scaling.Props{
			Settings: scaling.Settings{
				MinCapacity: jsii.Number(0),
				Steps:       []scaling.StepScaling{fast, idle, scaling.WakeOnBacklog("eval-jobs")},
				Tags:        map[string]string{"team": "ai"},
			},
		})
	step := func(name string, want testkit.Object) testkit.Object {
		return policy(name, "StepScaling", "step_scaling_policy_configuration", want)
	}
	template.Has(t, "aws_appautoscaling_policy", step("burst", testkit.Object{
		"adjustment_type": "ChangeInCapacity", "cooldown": 60, "metric_aggregation_type": "Average",
		"min_adjustment_magnitude": testkit.Absent,
		"step_adjustment": []testkit.Object{
			{"metric_interval_lower_bound": "0", "metric_interval_upper_bound": "10", "scaling_adjustment": 1},
			{"metric_interval_lower_bound": "10", "metric_interval_upper_bound": testkit.Absent, "scaling_adjustment": 4},
		},
	}))
	template.Has(t, "aws_appautoscaling_policy", step("idle", testkit.Object{
		"adjustment_type": "PercentChangeInCapacity", "cooldown": 600, "metric_aggregation_type": "Maximum",
		"min_adjustment_magnitude": 1,
		"step_adjustment": []testkit.Object{{"metric_interval_lower_bound": testkit.Absent,
			"metric_interval_upper_bound": "0", "scaling_adjustment": -20}},
	}))
	template.Has(t, "aws_cloudwatch_metric_alarm", testkit.Object{
		"alarm_name": "ai-llm-proxy-burst", "namespace": "AIService", "metric_name": "InFlightRequests",
		"statistic": "Average", "unit": "Count",
		"dimensions":          testkit.Object{"ClusterName": "ai", "ServiceName": "llm-proxy"},
		"comparison_operator": "GreaterThanOrEqualToThreshold", "threshold": 60,
		"period": 10, "evaluation_periods": 3, "treat_missing_data": "notBreaching", "extended_statistic": testkit.Absent,
		"metric_query":  testkit.Absent,
		"alarm_actions": []string{"${aws_appautoscaling_policy.scaling_policy-burst_21C63F7A.arn}"},
		"tags":          testkit.Object{"team": "ai"},
	})
	template.Has(t, "aws_cloudwatch_metric_alarm", testkit.Object{
		"alarm_name": "ai-llm-proxy-idle", "extended_statistic": "p90", "statistic": testkit.Absent,
		"dimensions": testkit.Absent, "comparison_operator": "LessThanThreshold", "period": 60, "evaluation_periods": 1,
	})
	template.Has(t, "aws_cloudwatch_metric_alarm", testkit.Object{
		"alarm_name": "ai-llm-proxy-wake-on-backlog", "namespace": testkit.Absent, "metric_name": testkit.Absent,
		"period": testkit.Absent, "threshold": 1,
		"metric_query": []testkit.Object{
			{"id": "m1", "return_data": false,
				"metric": testkit.Object{"namespace": "AWS/SQS", "metric_name": "ApproximateNumberOfMessagesVisible", "stat": "Sum",
					"period": 60, "dimensions": testkit.Object{"QueueName": "eval-jobs"}}},
			{"id": "m2", "return_data": false,
				"metric": testkit.Object{"namespace": "ECS/ContainerInsights", "metric_name": "RunningTaskCount", "period": 60,
					"dimensions": testkit.Object{"ClusterName": "ai", "ServiceName": "llm-proxy"}}},
			{"id": "e1", "return_data": true, "expression": "IF(FILL(m2, 0) < 1, m1, 0)", "metric": testkit.Absent},
		},
	})
	template.Count(t, "aws_cloudwatch_metric_alarm", 3)
	if target.Policy("burst") == nil || target.Alarm("burst") == nil || len(template.Notices) != 0 {
		t.Errorf("policy %v, alarm %v, notices %v", target.Policy("burst"), target.Alarm("burst"), template.Notices)
	}
}

func TestSchedules(t *testing.T) {
	target, template := synth(t, scaling.Props{
		Settings: scaling.Settings{
			Steps: []scaling.StepScaling{scaling.WakeOnBacklog("eval-jobs")},
			Schedules: []scaling.Schedule{
				{Name: "night", Expression: "cron(0 20 ? * MON-FRI *)", TimeZone: "Europe/Dublin", MinCapacity: jsii.Number(0),
					MaxCapacity: jsii.Number(0)},
				{Name: "day", Expression: "cron(0 7 ? * MON-FRI *)", MaxCapacity: jsii.Number(3),
					StartTime: "2030-01-01T00:00:00Z"},
			},
		},
	})
	template.Has(t, "aws_appautoscaling_target",
		testkit.Object{"lifecycle": testkit.Object{"ignore_changes": []string{"min_capacity", "max_capacity"}}})
	resource := "${aws_appautoscaling_target.scaling_target_2E42BD0A.resource_id}"
	template.Has(t, "aws_appautoscaling_scheduled_action", testkit.Object{
		"name": "night", "schedule": "cron(0 20 ? * MON-FRI *)", "timezone": "Europe/Dublin", "resource_id": resource,
		"service_namespace": "ecs", "scalable_dimension": "ecs:service:DesiredCount",
		"scalable_target_action": testkit.Object{"min_capacity": "0", "max_capacity": "0"}, "start_time": testkit.Absent,
		"depends_on": testkit.Absent,
	})
	template.Has(t, "aws_appautoscaling_scheduled_action", testkit.Object{
		"name": "day", "timezone": "UTC", "start_time": "2030-01-01T00:00:00Z", "end_time": testkit.Absent,
		"scalable_target_action": testkit.Object{"min_capacity": testkit.Absent, "max_capacity": "3"},
		"depends_on":             []string{"aws_appautoscaling_scheduled_action.scaling_schedule-night_A755029C"},
	})
	if len(template.Notices) != 1 ||
		!strings.Contains(template.Notices[0].Text, "Terraform sets MinCapacity and MaxCapacity only once") {
		t.Errorf("notices: %v", template.Notices)
	}
	if target.Schedule("night") == nil || target.Schedule("cpu-utilization") != nil {
		t.Error("the schedules are not found by name")
	}
}

func TestZeroTellsWhatTrackingLeaves(t *testing.T) {
	_, template := synth(t, scaling.Props{
		Settings: scaling.Settings{
			MinCapacity: jsii.Number(0),
			Metrics:     []scaling.MetricTracking{scaling.BacklogPerTask("jobs", 10)},
		},
	})
	if len(template.Notices) != 1 || !strings.Contains(template.Notices[0].Text, "WakeOnBacklog") {
		t.Errorf("notices: %v", template.Notices)
	}
}

// References pass into numbers, into the strings that the provider wants for numbers, and into names.
func TestReferences(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		tasks := cdktf.NewTerraformVariable(stack, jsii.String("tasks"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("number")})
		cluster := cdktf.NewTerraformVariable(stack, jsii.String("cluster"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("string")})
		scaling.New(stack, "scaling", &scaling.Props{
			ClusterName: *cluster.StringValue(),
			ServiceName: "llm-proxy",
			Settings: scaling.Settings{
				MaxCapacity: tasks.NumberValue(),
				Metrics:     []scaling.MetricTracking{scaling.InFlightPerTask(*tasks.NumberValue())},
				Schedules:   []scaling.Schedule{{Name: "day", Expression: "rate(1 day)", MinCapacity: tasks.NumberValue()}},
			},
		})
	})
	template.Has(t, "aws_appautoscaling_target",
		testkit.Object{"resource_id": "service/${var.cluster}/llm-proxy", "max_capacity": "${var.tasks}"})
	template.Has(t, "aws_appautoscaling_policy",
		testkit.Object{"target_tracking_scaling_policy_configuration": testkit.Object{
			"target_value": "${var.tasks}",
			"customized_metric_specification": testkit.Object{
				"dimensions": []testkit.Object{{"name": "ClusterName", "value": "${var.cluster}"},
					{"name": "ServiceName", "value": "llm-proxy"}},
			},
		}})
	template.Has(t, "aws_appautoscaling_scheduled_action",
		testkit.Object{"scalable_target_action": testkit.Object{"min_capacity": "${var.tasks}"}})
}

// The addresses are a contract: they come from names, and the order of lists does not matter.
func TestAddresses(t *testing.T) {
	metrics := []scaling.MetricTracking{scaling.InFlightPerTask(40), scaling.BacklogPerTask("jobs", 10)}
	_, one := synth(t, scaling.Props{Settings: scaling.Settings{Metrics: metrics}})
	_, other := synth(t, scaling.Props{Settings: scaling.Settings{Metrics: []scaling.MetricTracking{metrics[1],
		metrics[0]}}})
	if diff := cmp.Diff(one.Addresses(), other.Addresses()); diff != "" {
		t.Errorf("the order of metrics changes addresses:\n%s", diff)
	}
}

func TestNewReportsAllMistakes(t *testing.T) {
	var target *scaling.Target
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		target = scaling.New(stack, "scaling",
			&scaling.Props{ClusterName: "ai",
				Settings: scaling.Settings{MinCapacity: jsii.Number(0), CPUUtilization: &scaling.TargetTracking{}}})
	})
	lines := []string{}
	if err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			lines = append(lines, strings.SplitN(line, ":", 2)[0])
		}
	}
	if diff := cmp.Diff([]string{"scaling.cpuUtilization.targetValue", "scaling.minCapacity", "scaling.serviceName"},
		lines); diff != "" {
		t.Errorf("mistakes (-want +got):\n%s", diff)
	}
	if target.Resource() != nil || target.ResourceID() == "" || target.Policy(scaling.PolicyCPUUtilization) != nil {
		t.Error("a refused target hands out resources")
	}
}

func TestHeldAtZeroStartsNothing(t *testing.T) {
	_, template := synth(t, scaling.Props{
		HeldAtZero: jsii.Bool(true),
		Settings: scaling.Settings{
			MinCapacity: jsii.Number(2), CPUUtilization: &scaling.TargetTracking{TargetValue: jsii.Number(60)},
			Schedules: []scaling.Schedule{{Name: "day", Expression: "cron(0 7 * * ? *)", MinCapacity: jsii.Number(4)}},
		},
	})
	template.Has(t, "aws_appautoscaling_target", testkit.Object{"min_capacity": 0, "max_capacity": 0,
		"lifecycle": testkit.Absent})
	if n := len(template.Resources("aws_appautoscaling_policy")); n != 1 {
		t.Errorf("got %d policies, want the one that works once there is an image", n)
	}
	if n := len(template.Resources("aws_appautoscaling_scheduled_action")); n != 0 {
		t.Errorf("%d schedules would start tasks", n)
	}
}
