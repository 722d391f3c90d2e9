package fargateai_test

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestLLMProxyIsWiredFromOneSetOfNumbers(t *testing.T) {
	var service *fargateai.Service
	template := synth(t, func(stack *fargateai.Stack) {
		service = fargateai.NewLLMProxy(stack, "llm-proxy", production(func(p *fargateai.ServiceProps) {
			p.TokenBudget = &fargateai.TokenBudget{PerMinute: jsii.Number(10000), MonthlyUSD: jsii.Number(500),
				MaxConcurrency: jsii.Number(40)}
			p.PublishesInFlight = jsii.Bool(true)
			p.Logs = &logs.Props{TokenFilters: []logs.TokenFilter{{Format: logs.TokenLogOpenAIChat}}}
			p.Models = &bedrock.Access{Models: []bedrock.Model{{ID: "amazon.nova-lite-v1:0"}}}
			p.Guardrails = &guardrails.Settings{
				Topic:      &guardrails.Topic{Emails: jsii.Strings("ops@acme.dev")},
				KillSwitch: &guardrails.KillSwitch{},
			}
		}))
	})
	_, task := template.One(t, "aws_ecs_task_definition")
	containers := task["container_definitions"].(string)
	for _, want := range []string{`"name" = "AI_TOKEN_BUDGET_PER_MINUTE", "value" = "10000"`,
		`"name" = "AI_MONTHLY_BUDGET_USD", "value" = "500"`,
		`"name" = "KEEPALIVE_TIMEOUT", "value" = "605"`, `"namespace" = "net.ipv4.tcp_keepalive_time", "value" = "60"`} {
		if !strings.Contains(containers, want) {
			t.Errorf("%s is missing in\n%s", want, containers)
		}
	}
	template.Has(t, "aws_lb", testkit.Object{"idle_timeout": 600})
	template.Has(t, "aws_lb_target_group",
		testkit.Object{"deregistration_delay": "600", "load_balancing_algorithm_type": "least_outstanding_requests"})
	template.Has(t, "aws_cloudwatch_metric_alarm",
		testkit.Object{"alarm_name": "llm-proxy-tokens-per-minute", "threshold": 200000, "namespace": testkit.Absent})
	template.Has(t, "aws_budgets_budget", testkit.Object{"limit_amount": "500"})
	template.Has(t, "aws_cloudwatch_log_metric_filter", testkit.Object{"pattern": "{ $.usage.total_tokens = * }"})

	_, deployed := template.One(t, "aws_ecs_service")
	rollback := deployed["alarms"].(map[string]any)["alarm_names"].([]any)
	if len(rollback) != 3 {
		t.Errorf("got %d alarms that roll back, want server errors, unhealthy hosts and missing tasks", len(rollback))
	}
	for _, name := range rollback {
		for _, never := range []string{"first-byte", "token", "spend", "throttle", "saturation"} {
			if strings.Contains(name.(string), never) {
				t.Errorf("%v speaks of a model or of callers, and would roll back a good release", name)
			}
		}
	}
	for _, kind := range []guardrails.AlarmKind{guardrails.TokensPerMinute, guardrails.TimeToFirstByte,
		guardrails.Saturation} {
		if service.Guardrails.Alarm(kind) == nil {
			t.Errorf("there is no alarm %s", kind)
		}
	}
	granted := ""
	for id, policy := range template.Resources("aws_iam_role_policy") {
		if strings.Contains(id, "task_task-policy") {
			granted = policy["policy"].(string)
		}
	}
	if !strings.Contains(granted, "foundation-model/amazon.nova-lite-v1:0") || strings.Contains(granted, "bedrock:*") {
		t.Errorf("the code may call other models than its own:\n%s", granted)
	}
}

func TestEvalWorkerReadsItsQueueAndNothingReachesIt(t *testing.T) {
	template := synth(t, func(stack *fargateai.Stack) {
		fargateai.NewEvalWorker(stack, "evals", &fargateai.ServiceProps{Image: fargateai.Image{Tag: "v1"},
			ContainerHealthCheck: &ecs.HealthCheck{Command: jsii.Strings("CMD", "/app", "--check")}})
	})
	for kind, want := range map[string]int{"aws_lb": 0, "aws_lb_target_group": 0, "aws_vpc_security_group_ingress_rule": 0,
		"aws_sqs_queue": 2, "aws_appautoscaling_policy": 2} {
		template.Count(t, kind, want)
	}
	template.Has(t, "aws_ecs_service",
		testkit.Object{"desired_count": 0, "load_balancer": testkit.Absent, "launch_type": testkit.Absent,
			"capacity_provider_strategy": []testkit.Object{{"capacity_provider": "FARGATE", "base": 1},
				{"capacity_provider": "FARGATE_SPOT", "weight": 4}}})
	template.Has(t, "aws_cloudwatch_metric_alarm", testkit.Object{"alarm_name": "evals-dead-letters"})
	template.HasOutput(t, "evals_queue_url")
	_, task := template.One(t, "aws_ecs_task_definition")
	if text := task["container_definitions"].(string); !strings.Contains(text,
		`"name" = "QUEUE_URL", "value" = aws_sqs_queue.`) {
		t.Errorf("the worker does not know its queue:\n%s", text)
	}
	granted := ""
	for id, policy := range template.Resources("aws_iam_role_policy") {
		if strings.Contains(id, "task_task-policy") {
			granted = policy["policy"].(string)
		}
	}
	for _, want := range []string{"sqs:ReceiveMessage", "ecs:UpdateTaskProtection", `:task/${aws_ecs_cluster.`,
		`"aws:ResourceTag/aws:ecs:serviceName" = "evals"`} {
		if !strings.Contains(granted, want) {
			t.Errorf("%s is missing in\n%s", want, granted)
		}
	}
}

func TestNothingUnknownReachesTerraform(t *testing.T) {
	for name, make := range map[string]func(*fargateai.Stack){
		"proxy": func(s *fargateai.Stack) { fargateai.NewLLMProxy(s, "a1", production(nil)) },
		"agent": func(s *fargateai.Stack) { fargateai.NewAgentRuntime(s, "a1", production(nil)) },
		"api":   func(s *fargateai.Stack) { fargateai.NewRetrievalAPI(s, "a1", production(nil)) },
		"worker": func(s *fargateai.Stack) {
			fargateai.NewEvalWorker(s, "a1",
				&fargateai.ServiceProps{Image: fargateai.Image{Tag: "v1"},
					ContainerHealthCheck: &ecs.HealthCheck{Command: jsii.Strings("CMD", "/x")}})
		},
	} {
		if text := string(synth(t, make).Text()); strings.Contains(text, "REFUSED") || strings.Contains(text, "TfToken") {
			t.Errorf("%s: a value that stood for an unknown one reached Terraform", name)
		}
	}
}
