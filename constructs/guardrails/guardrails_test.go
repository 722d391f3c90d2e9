package guardrails_test

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

const (
	balancerSuffix = "app/ai/50dc6c495c0c9188"
	targetSuffix   = "targetgroup/llm-proxy/943f017f100becff"
	taskRole       = "arn:aws:iam::210987654321:role/service/llm-proxy-task"
)

// full is everything that there is.
func full() *guardrails.Props {
	return &guardrails.Props{
		ClusterName:           "ai",
		ServiceName:           "llm-proxy",
		LoadBalancerARNSuffix: balancerSuffix,
		TargetGroupARNSuffix:  targetSuffix,
		QueueName:             "evals",
		DeadLetterQueueName:   "evals-failed",
		Settings: guardrails.Settings{
			Name:           "llm-proxy",
			MaxConcurrency: jsii.Number(40),
			Models: []guardrails.Model{
				{ModelID: "arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/a1",
					InputUSDPerMillion: jsii.Number(3), OutputUSDPerMillion: jsii.Number(15)},
				{ModelID: "eu.amazon.nova-lite-v1:0", InputUSDPerMillion: jsii.Number(0.06),
					OutputUSDPerMillion: jsii.Number(0.24)},
			},
			Topic: &guardrails.Topic{Emails: jsii.Strings("oncall@acme.dev"),
				Webhooks: jsii.Strings("https://events.acme.dev/hook/1")},
			Alarms: guardrails.Alarms{
				TokensPerMinute: jsii.Number(200_000), TokensPerDay: jsii.Number(50_000_000), SpendUSDPerHour: jsii.Number(25),
				TokenAnomalyDeviations: jsii.Number(3),
			},
			CostTag:     guardrails.CostTag{Activate: jsii.Bool(true)},
			Budget:      &guardrails.Budget{MonthlyUSD: jsii.Number(500)},
			CostAnomaly: &guardrails.CostAnomaly{},
			KillSwitch:  &guardrails.KillSwitch{},
			Tags:        map[string]string{"team": "ai"},
		},
		TaskRoleARN: taskRole,
	}
}

func synth(t *testing.T, props *guardrails.Props) (*guardrails.Guardrails, *testkit.Template) {
	t.Helper()
	var rails *guardrails.Guardrails
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) { rails = guardrails.New(stack, "guardrails", props) })
	return rails, template
}

// The golden file is the contract: addresses, shapes, texts. The dashboard has one of its own.
func TestEverything(t *testing.T) {
	props := full()
	props.Dashboard = jsii.Bool(false)
	_, template := synth(t, props)
	template.Golden(t, "everything.json")
	template.Count(t, "aws_cloudwatch_dashboard", 0)
	if len(template.Notices) > 0 {
		t.Errorf("notices: %v", template.Notices)
	}
}

// tokens is a metric query for tokens of the service's own count.
func tokens(id, name string, period float64) testkit.Object {
	return testkit.Object{"id": id, "return_data": false, "metric": testkit.Object{
		"namespace": "AIService/llm-proxy", "metric_name": name, "stat": "Sum", "period": period,
		"dimensions": testkit.Absent,
	}}
}

func alarm(kind string, want testkit.Object) testkit.Object {
	want["alarm_name"] = "llm-proxy-" + kind
	want["alarm_actions"], want["ok_actions"] = []string{"arn:aws:sns:eu-west-1:210987654321:ops"},
		[]string{"arn:aws:sns:eu-west-1:210987654321:ops"}
	return want
}

// service is a service with a load balancer, whose alarms go to a topic that exists.
func service() *guardrails.Props {
	return &guardrails.Props{
		ClusterName:           "ai",
		ServiceName:           "llm-proxy",
		LoadBalancerARNSuffix: balancerSuffix,
		TargetGroupARNSuffix:  targetSuffix,
		Settings: guardrails.Settings{
			Name:             "llm-proxy",
			ExistingTopicARN: "arn:aws:sns:eu-west-1:210987654321:ops",
		},
	}
}

func TestTokenAlarms(t *testing.T) {
	props := service()
	props.Models = []guardrails.Model{{InputUSDPerMillion: jsii.Number(3), OutputUSDPerMillion: jsii.Number(15)}}
	props.Alarms = guardrails.Alarms{TokensPerMinute: jsii.Number(200_000), TokensPerDay: jsii.Number(9e6),
		SpendUSDPerHour: jsii.Number(25), TokenAnomalyDeviations: jsii.Number(3)}
	_, template := synth(t, props)
	sum := testkit.Object{"id": "tokens", "expression": "FILL(in1, 0) + FILL(out1, 0)", "return_data": true,
		"metric": testkit.Absent}
	template.Has(t, "aws_cloudwatch_metric_alarm", alarm("tokens-per-minute", testkit.Object{
		"comparison_operator": "GreaterThanThreshold", "threshold": 200_000, "evaluation_periods": 5,
		"datapoints_to_alarm": 3, "treat_missing_data": "notBreaching",
		"metric_query": []any{tokens("in1", "InputTokens", 60), tokens("out1", "OutputTokens", 60), sum},
		"period":       testkit.Absent, "metric_name": testkit.Absent,
	}))
	template.Has(t, "aws_cloudwatch_metric_alarm", alarm("tokens-per-day", testkit.Object{
		"threshold": 9_000_000, "evaluation_periods": 1, "datapoints_to_alarm": 1, "treat_missing_data": "notBreaching",
		"metric_query": []any{tokens("in1", "InputTokens", 86400), tokens("out1", "OutputTokens", 86400), sum},
	}))
	template.Has(t, "aws_cloudwatch_metric_alarm", alarm("spend-per-hour", testkit.Object{
		"comparison_operator": "GreaterThanThreshold", "threshold": 25, "evaluation_periods": 1,
		"treat_missing_data": "notBreaching",
		"metric_query": []any{tokens("in1", "InputTokens", 3600), tokens("out1", "OutputTokens", 3600),
			testkit.Object{"id": "usd", "expression": "(FILL(in1, 0) * 3 + FILL(out1, 0) * 15) / 1000000",
				"label": "USD an hour", "return_data": true}},
	}))
	template.Has(t, "aws_cloudwatch_metric_alarm", alarm("token-anomaly", testkit.Object{
		"comparison_operator": "GreaterThanUpperThreshold", "threshold": testkit.Absent, "threshold_metric_id": "expected",
		"evaluation_periods": 3,
		"metric_query": []any{tokens("in1", "InputTokens", 300), tokens("out1", "OutputTokens", 300), sum,
			testkit.Object{"id": "expected", "expression": "ANOMALY_DETECTION_BAND(tokens, 3)", "return_data": true}},
	}))
	template.Count(t, "aws_cloudwatch_metric_alarm", 8)
}

// After a blue/green deployment the tasks are in the other target group, which must not be a blind spot.
func TestAlarmsWatchBothTargetGroups(t *testing.T) {
	props := service()
	props.GreenTargetGroupARNSuffix = "targetgroup/llm-proxy-green/0123456789abcdef"
	_, template := synth(t, props)
	group := func(id, name, stat, target string) testkit.Object {
		return testkit.Object{"id": id, "return_data": false, "metric": testkit.Object{
			"metric_name": name, "stat": stat,
			"dimensions": testkit.Object{"LoadBalancer": balancerSuffix, "TargetGroup": target},
		}}
	}
	template.Has(t, "aws_cloudwatch_metric_alarm", alarm("time-to-first-byte", testkit.Object{
		"metric_name": testkit.Absent, "extended_statistic": testkit.Absent,
		"evaluate_low_sample_count_percentiles": testkit.Absent,
		"metric_query": []any{
			group("worse_blue", "TargetResponseTime", "p95", targetSuffix),
			group("worse_green", "TargetResponseTime", "p95", props.GreenTargetGroupARNSuffix),
			testkit.Object{"id": "worse", "expression": "MAX([FILL(worse_blue, 0), FILL(worse_green, 0)])", "return_data": true},
		},
	}))
	template.Has(t, "aws_cloudwatch_metric_alarm", alarm("server-errors", testkit.Object{"metric_query": []any{
		group("requests_blue", "RequestCount", "Sum", targetSuffix),
		group("requests_green", "RequestCount", "Sum", props.GreenTargetGroupARNSuffix),
		testkit.Object{"id": "requests", "expression": "FILL(requests_blue, 0) + FILL(requests_green, 0)",
			"return_data": false},
		group("errors_blue", "HTTPCode_Target_5XX_Count", "Sum", targetSuffix),
		group("errors_green", "HTTPCode_Target_5XX_Count", "Sum", props.GreenTargetGroupARNSuffix),
		testkit.Object{"id": "errors", "expression": "FILL(errors_blue, 0) + FILL(errors_green, 0)", "return_data": false},
		group("refused_blue", "TargetConnectionErrorCount", "Sum", targetSuffix),
		group("refused_green", "TargetConnectionErrorCount", "Sum", props.GreenTargetGroupARNSuffix),
		testkit.Object{"id": "refused", "expression": "FILL(refused_blue, 0) + FILL(refused_green, 0)", "return_data": false},
		testkit.Object{"id": "percent",
			"expression": "IF(requests >= 10, 100 * (FILL(errors, 0) + FILL(refused, 0)) / requests, 0)", "return_data": true},
	}}))
	template.Has(t, "aws_cloudwatch_metric_alarm", alarm("unhealthy-hosts", testkit.Object{"metric_query": []any{
		group("worse_blue", "UnHealthyHostCount", "Maximum", targetSuffix),
		group("worse_green", "UnHealthyHostCount", "Maximum", props.GreenTargetGroupARNSuffix),
		testkit.Object{"id": "worse", "return_data": true},
	}}))
}

func TestRequestAndTaskAlarms(t *testing.T) {
	props := service()
	props.MaxConcurrency, props.QueueName, props.DeadLetterQueueName = jsii.Number(40), "evals", "evals-failed"
	props.Models = []guardrails.Model{{ModelID: "m1"}}
	_, template := synth(t, props)
	target := testkit.Object{"LoadBalancer": balancerSuffix, "TargetGroup": targetSuffix}
	own := testkit.Object{"ClusterName": "ai", "ServiceName": "llm-proxy"}
	metric := func(id, namespace, name, stat string, dimensions testkit.Object) testkit.Object {
		return testkit.Object{"id": id, "return_data": false,
			"metric": testkit.Object{"namespace": namespace, "metric_name": name, "stat": stat, "period": 60,
				"dimensions": dimensions}}
	}
	result := func(id, expression string) testkit.Object {
		return testkit.Object{"id": id, "expression": expression, "return_data": true}
	}
	for kind, want := range map[string]testkit.Object{
		"time-to-first-byte": {
			"namespace": "AWS/ApplicationELB", "metric_name": "TargetResponseTime", "dimensions": target,
			"extended_statistic": "p95", "statistic": testkit.Absent, "period": 60,
			"evaluate_low_sample_count_percentiles": "ignore", "comparison_operator": "GreaterThanThreshold", "threshold": 10,
			"evaluation_periods": 5, "datapoints_to_alarm": 3,
			"treat_missing_data": "notBreaching",
		},
		"server-errors": {
			"comparison_operator": "GreaterThanThreshold", "threshold": 5, "evaluation_periods": 5, "datapoints_to_alarm": 3,
			"treat_missing_data": "notBreaching",
			"metric_query": []any{
				metric("requests", "AWS/ApplicationELB", "RequestCount", "Sum", target),
				metric("errors", "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum", target),
				metric("refused", "AWS/ApplicationELB", "TargetConnectionErrorCount", "Sum", target),
				result("percent", "IF(requests >= 10, 100 * (FILL(errors, 0) + FILL(refused, 0)) / requests, 0)"),
			},
		},
		"unhealthy-hosts": {
			"namespace": "AWS/ApplicationELB", "metric_name": "UnHealthyHostCount", "dimensions": target, "statistic": "Maximum",
			"period":              60,
			"comparison_operator": "GreaterThanOrEqualToThreshold", "threshold": 1, "evaluation_periods": 5,
			"datapoints_to_alarm": 5, "treat_missing_data": "notBreaching",
			"evaluate_low_sample_count_percentiles": testkit.Absent,
		},
		"tasks-below-desired": {
			"comparison_operator": "GreaterThanOrEqualToThreshold", "threshold": 1, "evaluation_periods": 10,
			"datapoints_to_alarm": 10, "treat_missing_data": "missing",
			"metric_query": []any{
				metric("desired", "ECS/ContainerInsights", "DesiredTaskCount", "Average", own),
				metric("running", "ECS/ContainerInsights", "RunningTaskCount", "Average", own),
				result("lacking", "desired - FILL(running, 0)"),
			},
		},
		"saturation": {
			"comparison_operator": "GreaterThanThreshold", "threshold": 90, "evaluation_periods": 5, "datapoints_to_alarm": 5,
			"treat_missing_data": "notBreaching",
			"metric_query": []any{metric("inflight", "AIService", "InFlightRequests", "Average", own),
				result("share", "100 * inflight / 40")},
		},
		"model-throttles": {
			"comparison_operator": "GreaterThanThreshold", "threshold": 5, "evaluation_periods": 5, "datapoints_to_alarm": 3,
			"treat_missing_data": "notBreaching",
			"metric_query": []any{metric("throttled1", "AWS/Bedrock", "InvocationThrottles", "Sum",
				testkit.Object{"ModelId": "m1"}), result("throttles", "FILL(throttled1, 0)")},
		},
		"queue-age": {
			"namespace": "AWS/SQS", "metric_name": "ApproximateAgeOfOldestMessage",
			"dimensions": testkit.Object{"QueueName": "evals"}, "statistic": "Maximum", "period": 60,
			"comparison_operator": "GreaterThanThreshold", "threshold": 900, "evaluation_periods": 5, "datapoints_to_alarm": 5,
			"treat_missing_data": "notBreaching",
		},
		"dead-letters": {
			"namespace": "AWS/SQS", "metric_name": "ApproximateNumberOfMessagesVisible",
			"dimensions": testkit.Object{"QueueName": "evals-failed"}, "statistic": "Maximum", "period": 300,
			"comparison_operator": "GreaterThanOrEqualToThreshold", "threshold": 1, "evaluation_periods": 1,
			"datapoints_to_alarm": 1, "treat_missing_data": "notBreaching",
		},
	} {
		template.Has(t, "aws_cloudwatch_metric_alarm", alarm(kind, want))
	}
	template.Count(t, "aws_cloudwatch_metric_alarm", 8)
	template.Count(t, "aws_sns_topic", 0)
}

func TestModelsByNameHavePricesOfTheirOwn(t *testing.T) {
	props := service()
	props.MetricNamespace = "Acme/LLM"
	props.Alarms.SpendUSDPerHour, props.Alarms.TokensPerMinute = jsii.Number(1), jsii.Number(1)
	props.Models = []guardrails.Model{
		{Name: "small", InputUSDPerMillion: jsii.Number(0.25), OutputUSDPerMillion: jsii.Number(1.25)},
		{Name: "big", InputUSDPerMillion: jsii.Number(3), OutputUSDPerMillion: jsii.Number(15)},
	}
	_, template := synth(t, props)
	of := func(id, name, model string) testkit.Object {
		return testkit.Object{"id": id,
			"metric": testkit.Object{"namespace": "Acme/LLM", "metric_name": name, "dimensions": testkit.Object{"Model": model}}}
	}
	template.Has(t, "aws_cloudwatch_metric_alarm", alarm("spend-per-hour", testkit.Object{"metric_query": []any{
		of("in1", "InputTokens", "small"), of("out1", "OutputTokens", "small"), of("in2", "InputTokens", "big"),
		of("out2", "OutputTokens", "big"),
		testkit.Object{
			"expression": "(FILL(in1, 0) * 0.25 + FILL(out1, 0) * 1.25 + FILL(in2, 0) * 3 + FILL(out2, 0) * 15) / 1000000",
		},
	}}))
	template.Has(t, "aws_cloudwatch_metric_alarm", alarm("tokens-per-minute", testkit.Object{"metric_query": []any{
		of("in1", "InputTokens", "small"), of("out1", "OutputTokens", "small"), of("in2", "InputTokens", "big"),
		of("out2", "OutputTokens", "big"),
		testkit.Object{"expression": "FILL(in1, 0) + FILL(out1, 0) + FILL(in2, 0) + FILL(out2, 0)"},
	}}))
}

func TestTokensWithoutModels(t *testing.T) {
	props := service()
	props.Alarms.TokensPerMinute = jsii.Number(1)
	_, template := synth(t, props)
	template.Has(t, "aws_cloudwatch_metric_alarm", alarm("tokens-per-minute", testkit.Object{"metric_query": []any{
		tokens("in1", "InputTokens", 60), tokens("out1", "OutputTokens", 60),
		testkit.Object{"expression": "FILL(in1, 0) + FILL(out1, 0)"},
	}}))
}

func TestRollbackAlarms(t *testing.T) {
	rails, template := synth(t, full())
	var kinds []string
	for _, name := range *rails.RollbackAlarmNames() {
		if !strings.Contains(*name, "TfToken[") {
			t.Errorf("%s is no reference: a deployment could start before its alarms exist", *name)
		}
		kinds = append(kinds, *name)
	}
	if len(kinds) != 4 {
		t.Errorf("got %v", kinds)
	}
	if rails.Alarm(guardrails.ServerErrors) == nil || rails.Alarm("x") != nil || rails.Budget() == nil ||
		rails.Topic() == nil || rails.TopicPolicy() == nil || rails.CostAllocationTag() == nil ||
		rails.AnomalyMonitor() == nil || rails.AnomalySubscription() == nil || rails.KillSwitch() == nil ||
		rails.KillSwitchPolicy() == nil || rails.KillSwitchRole() == nil || rails.Dashboard() == nil {
		t.Error("the accessors do not hand out what was made")
	}
	template.Count(t, "aws_cloudwatch_dashboard", 1)

	props := service()
	props.Alarms.Disabled = []guardrails.AlarmKind{guardrails.TimeToFirstByte, guardrails.ServerErrors,
		guardrails.UnhealthyHosts, guardrails.TasksBelowDesired}
	rails, template = synth(t, props)
	if names := rails.RollbackAlarmNames(); names == nil || len(*names) != 0 {
		t.Errorf("got %v", names)
	}
	template.Count(t, "aws_cloudwatch_metric_alarm", 0)
}

// Before a reference, user:KEY$ would turn ${…} into $${…}, which is text.
func TestBudgetTagOfReferences(t *testing.T) {
	props := full()
	_, template := synth(t, props)
	template.Has(t, "aws_budgets_budget",
		testkit.Object{"cost_filter": []any{testkit.Object{"name": "TagKeyValue",
			"values": []string{"user:Service$llm-proxy"}}}})

	template = testkit.Synth(t, func(stack cdktf.TerraformStack) {
		name := cdktf.NewTerraformVariable(stack, jsii.String("service"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("string")})
		props.CostTag.Value = *name.StringValue()
		guardrails.New(stack, "guardrails", props)
	})
	template.Has(t, "aws_budgets_budget",
		testkit.Object{
			"cost_filter": []any{testkit.Object{"values": []string{`${format("user:%s$%s", "Service", var.service)}`}}},
		})
	if strings.Contains(string(template.Text()), "$${") {
		t.Error("a reference is escaped")
	}
}

func TestReferencesEverywhere(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		text := func(name string) string {
			return *cdktf.NewTerraformVariable(stack, jsii.String(name),
				&cdktf.TerraformVariableConfig{Type: jsii.String("string")}).StringValue()
		}
		number := func(name string) *float64 {
			return cdktf.NewTerraformVariable(stack, jsii.String(name),
				&cdktf.TerraformVariableConfig{Type: jsii.String("number")}).NumberValue()
		}
		list := cdktf.NewTerraformVariable(stack, jsii.String("emails"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("list(string)")}).ListValue()
		guardrails.New(stack, "guardrails", &guardrails.Props{
			ClusterName:           text("cluster"),
			ServiceName:           text("service"),
			LoadBalancerARNSuffix: text("balancer"),
			TargetGroupARNSuffix:  text("target"),
			Settings: guardrails.Settings{
				Name:           text("name"),
				MaxConcurrency: number("concurrency"),
				Models:         []guardrails.Model{{InputUSDPerMillion: number("input"), OutputUSDPerMillion: number("output")}},
				Topic:          &guardrails.Topic{Emails: list, Webhooks: jsii.Strings(text("webhook"))},
				Alarms: guardrails.Alarms{TokensPerMinute: number("tokens"), SpendUSDPerHour: number("spend"),
					ServerErrorMinRequests: number("requests")},
				CostTag:    guardrails.CostTag{Key: text("key"), Activate: jsii.Bool(false)},
				Budget:     &guardrails.Budget{MonthlyUSD: number("limit")},
				KillSwitch: &guardrails.KillSwitch{},
			},
			TaskRoleARN: text("role"),
		})
	})
	template.Has(t, "aws_cloudwatch_metric_alarm",
		testkit.Object{"alarm_name": "${var.name}-tokens-per-minute", "threshold": "${var.tokens}"})
	template.Has(t, "aws_cloudwatch_metric_alarm",
		testkit.Object{"alarm_name": "${var.name}-spend-per-hour", "threshold": "${var.spend}", "metric_query": []any{
			testkit.Object{"metric": testkit.Object{"namespace": "AIService/${var.name}"}}, testkit.Object{},
			testkit.Object{
				"expression": "(FILL(in1, 0) * ${tostring(var.input)} + FILL(out1, 0) * ${tostring(var.output)}) / 1000000",
			},
		}})
	template.Has(t, "aws_cloudwatch_metric_alarm",
		testkit.Object{"alarm_name": "${var.name}-saturation",
			"metric_query": []any{testkit.Object{},
				testkit.Object{"expression": "100 * inflight / ${tostring(var.concurrency)}"}}})
	template.Has(t, "aws_sns_topic_subscription",
		testkit.Object{"for_each": "${toset(var.emails)}", "protocol": "email", "endpoint": "${each.value}"})
	template.Has(t, "aws_sns_topic_subscription", testkit.Object{"protocol": "https", "endpoint": "${var.webhook}"})
	template.Has(t, "aws_budgets_budget",
		testkit.Object{"limit_amount": "${tostring(var.limit)}",
			"cost_filter": []any{testkit.Object{"values": []string{`${format("user:%s$%s", var.key, var.name)}`}}}})
	template.Has(t, "aws_budgets_budget_action",
		testkit.Object{
			"definition": testkit.Object{"iam_action_definition": testkit.Object{"roles": []string{"${basename(var.role)}"}}},
		})
	_, dashboard := template.One(t, "aws_cloudwatch_dashboard")
	for _, want := range []string{"var.tokens", "var.concurrency", "var.balancer", "${tostring(var.input)}"} {
		if !strings.Contains(dashboard["dashboard_body"].(string), want) {
			t.Errorf("%s is not in the dashboard", want)
		}
	}
	if strings.Contains(string(template.Text()), "e+289") || strings.Contains(string(template.Text()), "TfToken") {
		t.Error("a reference was taken for a value")
	}
	if testing.Short() {
		return
	}
	validate(t, template)
}

// validate lets Terraform judge the template with the provider that fargateai.NewStack asks for; the binding pins one
// release.
func validate(t *testing.T, template *testkit.Template) {
	t.Helper()
	text := strings.Replace(string(template.Text()), `"version": "5.99.1"`, `"version": "~> 5.99"`, 1)
	testkit.ValidateStack(t, []byte(text))
}

func TestKillSwitch(t *testing.T) {
	props := full()
	props.KillSwitch.Mode, props.KillSwitch.ThresholdPercent = guardrails.KillSwitchAutomatic, jsii.Number(150)
	_, template := synth(t, props)
	_, policy := template.One(t, "aws_iam_role_policy")
	_, deny := template.One(t, "aws_iam_policy")
	_, role := template.One(t, "aws_iam_role")
	_, action := template.One(t, "aws_budgets_budget_action")
	for text, wants := range map[string][]string{
		policy["policy"].(string): {`"Action" = ["iam:AttachRolePolicy", "iam:DetachRolePolicy"]`,
			`"Resource" = "` + taskRole + `"`,
			`"ArnEquals" = {"iam:PolicyARN" = aws_iam_policy.guardrails_kill-policy_7C18F43C.arn}`},
		deny["policy"].(string): {`"Effect" = "Deny"`, `"Action" = ["bedrock:*", "bedrock-mantle:*"]`, `"Resource" = "*"`},
		role["assume_role_policy"].(string): {`"Service" = "budgets.amazonaws.com"`, `"aws:SourceAccount" = "210987654321"`,
			`"aws:SourceArn" = "arn:aws:budgets::210987654321:budget/*"`},
		fmt.Sprint(action): {"approval_model:AUTOMATIC", "action_threshold_value:150", "roles:[llm-proxy-task]",
			"notification_type:ACTUAL"},
	} {
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("want %s in %s", want, text)
			}
		}
	}
}

func TestTopicPolicyNamesTheAccount(t *testing.T) {
	props := full()
	props.Topic.KMSKeyARN, props.Topic.Name = "arn:aws:kms:eu-west-1:210987654321:key/1", "ops"
	_, template := synth(t, props)
	template.Has(t, "aws_sns_topic",
		testkit.Object{"name": "ops", "kms_master_key_id": "arn:aws:kms:eu-west-1:210987654321:key/1"})
	_, policy := template.One(t, "aws_sns_topic_policy")
	text := policy["policy"].(string)
	for _, service := range []string{"cloudwatch", "budgets", "costalerts"} {
		if !strings.Contains(text, `"Principal" = {"Service" = "`+service+`.amazonaws.com"}`) {
			t.Errorf("%s may not publish: %s", service, text)
		}
	}
	if n := strings.Count(text, `"aws:SourceAccount" = "210987654321"`); n != 3 {
		t.Errorf("%d of 3 services are bound to the account: %s", n, text)
	}
}

func TestNewTopicKey(t *testing.T) {
	props := full()
	props.Topic.NewKMSKey = jsii.Bool(true)
	rails, template := synth(t, props)
	address, key := template.One(t, "aws_kms_key")
	if key["enable_key_rotation"] != true || rails.TopicKey() == nil {
		t.Errorf("got %v", key)
	}
	text := key["policy"].(string)
	for _, service := range []string{"cloudwatch", "budgets", "costalerts"} {
		if !strings.Contains(text, `"Principal" = {"Service" = "`+service+`.amazonaws.com"}`) {
			t.Errorf("%s may not encrypt: %s", service, text)
		}
	}
	if n := strings.Count(text, `"aws:SourceAccount" = "210987654321"`); n != 3 {
		t.Errorf("%d of 3 services are bound to the account: %s", n, text)
	}
	template.Has(t, "aws_sns_topic", testkit.Object{"kms_master_key_id": "${" + address + ".arn}"})
	if testing.Short() {
		return
	}
	validate(t, template)
}

func TestNoticesAreTold(t *testing.T) {
	_, template := synth(t, &guardrails.Props{ClusterName: "b", ServiceName: "c",
		Settings: guardrails.Settings{Name: "a"}})
	if len(template.Notices) != 1 || template.Notices[0].Path != "test/guardrails" ||
		!strings.HasPrefix(template.Notices[0].Text, "nobody hears the alarms") {
		t.Errorf("got %v", template.Notices)
	}
	template.Has(t, "aws_cloudwatch_metric_alarm",
		testkit.Object{"alarm_name": "a-tasks-below-desired", "alarm_actions": testkit.Absent, "ok_actions": testkit.Absent})
}

func TestNewReportsAllMistakes(t *testing.T) {
	var rails *guardrails.Guardrails
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		rails = guardrails.New(stack, "guardrails",
			&guardrails.Props{
				ClusterName: "ai",
				ServiceName: "llm-proxy",
				Settings: guardrails.Settings{
					Name:   "llm-proxy",
					Budget: &guardrails.Budget{MonthlyUSD: jsii.Number(-5)},
				},
			})
	})
	want := "guardrails.budget.monthlyUSD: got -5 USD, want more than 0 USD\n" +
		"guardrails.budget: got no topic, want a topic that carries its notifications; state topic or existingTopicARN"
	if err == nil || sorted(err.Error()) != sorted(want) {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
	if !token.Is(rails.TopicARN()) || !token.Is(*(*rails.RollbackAlarmNames())[0]) || rails.Dashboard() != nil {
		t.Error("a refused construct hands out what can be judged")
	}
}

func sorted(text string) string {
	lines := strings.Split(text, "\n")
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}
