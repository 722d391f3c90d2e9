package review

import (
	"math"
	"slices"
	"strings"
	"testing"
)

const (
	service    = "aws_ecs_service.service."
	definition = "aws_ecs_task_definition.task."
)

func lineOf(e *Estimate, part string) (Line, bool) {
	i := slices.IndexFunc(e.Lines, func(l Line) bool { return strings.Contains(l.Item, part) })
	if i < 0 {
		return Line{}, false
	}
	return e.Lines[i], true
}

func near(got, want float64) bool { return math.Abs(got-want) <= 0.01*want+1e-9 }

// In us-east-1, 1 vCPU is 29.55 and 2 GB are 6.49 USD a month, 5 vCPU 147.75 and 10 GB 32.45 (infracost's golden file).
func TestEstimateGoldenVectors(t *testing.T) {
	e := NewEstimate(edited(t, edit{service + "desired_count", 5}), Options{})
	tasks, _ := lineOf(e, "2–10 tasks of 1 vCPU, 2 GB (x86)")
	for what, v := range map[string][2]float64{
		"2 tasks":  {tasks.Cost.Minimum, 2 * (29.55 + 6.49)},
		"5 tasks":  {tasks.Cost.Expected, 147.75 + 32.45},
		"10 tasks": {tasks.Cost.Maximum, 2 * (147.75 + 32.45)},
	} {
		if !near(v[0], v[1]) {
			t.Errorf("%s: got %.2f, want %.2f", what, v[0], v[1])
		}
	}
	if nat, _ := lineOf(e, "NAT gateway"); !near(nat.Cost.Expected, 32.85) {
		t.Errorf("NAT gateway: got %.2f, want 32.85", nat.Cost.Expected)
	}
}

func TestTotalIsTheSumOfTheLines(t *testing.T) {
	e := NewEstimate(edited(t), Options{})
	var sum Range
	for _, line := range e.Lines {
		sum = sum.plus(line.Cost)
		if line.Cost.Minimum > line.Cost.Expected || line.Cost.Expected > line.Cost.Maximum {
			t.Errorf("%s: got %+v, want minimum ≤ expected ≤ maximum", line.Item, line.Cost)
		}
	}
	if sum != e.Total || sum.Expected == 0 {
		t.Errorf("got %+v, want %+v", e.Total, sum)
	}
}

// The total of a stack whose image is not stated yet is not what it costs when it serves.
func TestFirstTaskIsTold(t *testing.T) {
	document := object{"provider": object{"aws": []any{object{"region": "us-east-1"}}}, "resource": object{
		"aws_ecs_service": object{"s": object{"name": "proxy", "desired_count": 0,
			"task_definition":       "${aws_ecs_task_definition.d.arn}",
			"network_configuration": object{"assign_public_ip": true, "subnets": []any{"s"}}}},
		"aws_ecs_task_definition": object{"d": object{"family": "proxy", "cpu": "1024", "memory": "2048"}},
	}}
	e := NewEstimate(inventoryOf(t, document), Options{})
	const told = "proxy: a task of 1 vCPU, 2 GB (x86), 40 USD a month; none runs yet"
	if len(e.Idle) != 1 || !near(e.Idle[0].Cost.Expected, 29.55+6.49+3.65) || e.Total.Maximum != 0 ||
		!slices.Contains(e.NotCounted, told) {
		t.Errorf("got %+v and %q", e.Idle, e.NotCounted)
	}
	if one := NewEstimate(edited(t), Options{}); len(one.Idle) > 0 {
		t.Errorf("a service that runs tasks: got %+v", one.Idle)
	}
}

// Each case changes one thing in the stack; the line with the part then costs what is wanted.
func TestEstimateLines(t *testing.T) {
	const task = 29.5504 + 6.4897 // 1 vCPU, 2 GB, a month
	spread := []any{object{"capacity_provider": "FARGATE", "base": 1, "weight": 1},
		object{"capacity_provider": "FARGATE_SPOT", "weight": 3}}
	for name, c := range map[string]struct {
		edits []edit
		part  string
		want  Range
	}{
		"ARM64": {[]edit{{definition + "runtime_platform.cpu_architecture", "ARM64"}}, "1 vCPU, 2 GB (ARM64)",
			Range{2 * 28.83, 3 * 28.83, 10 * 28.83}},
		"units": {[]edit{{definition + "cpu", "0.5 vCPU"}, {definition + "memory", "1 GB"}}, "0.5 vCPU, 1 GB",
			Range{task, 1.5 * task, 5 * task}},
		"disk": {[]edit{{definition + "ephemeral_storage", object{"size_in_gib": 120}}}, "120 GB of disk",
			Range{2 * (task + 8.103), 3 * (task + 8.103), 10 * (task + 8.103)}},
		"Spot": {[]edit{{service + "launch_type", nil}, {service + "capacity_provider_strategy", spread}}, "68 % on Spot",
			Range{task * (1 + .25 + .75*.35), task * (1 + 2*(.25+.75*.35)), task * (1 + 9*(.25+.75*.35))}},
		"Spot of the cluster": {[]edit{{service + "launch_type", nil},
			{"aws_ecs_cluster_capacity_providers.providers.default_capacity_provider_strategy", spread}}, "68 % on Spot",
			Range{task * (1 + .25 + .75*.35), task * (1 + 2*(.25+.75*.35)), task * (1 + 9*(.25+.75*.35))}},
		"not scaled": {[]edit{{"aws_appautoscaling_target", nil}}, "3 tasks of", fixed(3 * task)},
		"scaled by name": {[]edit{{"aws_appautoscaling_target.scaling.resource_id", "service/llm-proxy/llm-proxy"}},
			"2–10 tasks",
			Range{2 * task, 3 * task, 10 * task}},
		"of another service": {[]edit{{"aws_appautoscaling_target.scaling.resource_id", "service/llm-proxy/worker"}},
			"3 tasks of", fixed(3 * task)},
		"to zero at night": {[]edit{{"aws_appautoscaling_scheduled_action.night",
			object{"resource_id": "${aws_appautoscaling_target.scaling.resource_id}",
				"scalable_target_action": object{"min_capacity": 0, "max_capacity": 0}}}}, "0–10 tasks",
			Range{0, 3 * task, 10 * task}},
		"desired beyond the scale": {[]edit{{service + "desired_count", 40}}, "2–10 tasks",
			Range{2 * task, 10 * task, 10 * task}},
		"count": {[]edit{{service + "count", 2}}, "4–20 tasks", Range{4 * task, 6 * task, 20 * task}},
		"public tasks": {[]edit{{service + "network_configuration.assign_public_ip", true}},
			"address of each task", Range{7.3, 10.95, 36.5}},
		"load balancer": {nil, "load balancer, 1 LCU", fixed(16.425 + 5.84)},
		"its addresses": {nil, "2 public IPv4 addresses", fixed(7.3)},
		"elastic IP":    {nil, "elastic IP", fixed(3.65)},
		"endpoints": {[]edit{{"aws_vpc_endpoint.logs",
			object{"vpc_endpoint_type": "Interface", "subnet_ids": "${var.x}"}}}, "2 interface endpoints, 4 zones", fixed(29.2)},
		"infrequent access": {[]edit{{"aws_cloudwatch_log_group.logs.log_group_class", "INFREQUENT_ACCESS"}},
			"logs, 1 GB", Range{.5, .75, 2.5}},
		"alarms": {nil, "alarms on 3 metrics", fixed(.3)},
		"high resolution": {[]edit{{"aws_cloudwatch_metric_alarm.unhealthy.period", "10"}},
			"high-resolution alarms on 1 metric", fixed(.3)},
		"anomaly": {[]edit{{"aws_cloudwatch_metric_alarm.errors.threshold_metric_id", "band"}},
			"1 anomaly alarm", fixed(.3)},
		"composite": {[]edit{{"aws_cloudwatch_composite_alarm.all", object{"alarm_name": "all"}}},
			"1 composite alarm", fixed(.5)},
		"metric of logs":     {nil, "1 metric from logs", fixed(.3)},
		"Container Insights": {nil, "Container Insights, enabled", fixed(25 * .3)},
		"dashboards":         {nil, "1 dashboard", Range{0, 0, 3}},
		"flow logs": {[]edit{{"aws_flow_log.vpc", object{"vpc_id": "${aws_vpc.vpc.id}"}}}, "1 flow log, 1 GB",
			fixed(.5)},
		"secrets": {[]edit{{"aws_secretsmanager_secret.other", object{"name": "other"}}}, "2 secrets",
			fixed(.8)},
		"keys": {[]edit{{"aws_kms_key.key", object{"enable_key_rotation": true}}}, "1 KMS key", fixed(1)},
		"web ACL": {[]edit{{"aws_wafv2_web_acl.acl",
			object{"name": "acl", "rule": []any{object{"name": "a"}, object{"name": "b"}}}}}, "acl: web ACL with 2 rules",
			fixed(7.6)},
		"images": {nil, "1 ECR repository", fixed(.2)},
		"file system": {[]edit{{"aws_efs_file_system.fs", object{"encrypted": true}}}, "1 EFS file system",
			fixed(.3)},
		"health check": {[]edit{{"aws_route53_health_check.a", object{"type": "CLOUDWATCH_METRIC", "request_interval": nil}}},
			"1 health check of Route 53", fixed(.5)},
		"health checks": {[]edit{{"aws_route53_health_check.a", object{"type": "HTTPS_STR_MATCH", "request_interval": 10}},
			{"aws_route53_health_check.b", object{"type": "HTTP", "request_interval": 30, "measure_latency": true}}},
			"2 health checks of Route 53 with 4 options", fixed(5)},
		"hosted zone": {[]edit{{"aws_route53_zone.z", object{"name": "ai.internal"}}}, "1 hosted zone",
			fixed(.5)},
		"budget": {nil, "1 budget", fixed(0)},
		"budget actions": {[]edit{{"aws_budgets_budget_action",
			object{"a": object{"budget_name": "a"}, "a2": object{"budget_name": "a"},
				"b": object{"budget_name": "b"}, "c": object{"budget_name": "c"}}}}, "3 with actions",
			fixed((3*730/24.0 - 62) * .1)},
	} {
		e := NewEstimate(edited(t, c.edits...), Options{})
		line, ok := lineOf(e, c.part)
		if !ok {
			t.Errorf("%s: no line with %q in\n%s", name, c.part, e)
			continue
		}
		if got := line.Cost; !near(got.Minimum, c.want.Minimum) || !near(got.Expected, c.want.Expected) ||
			!near(got.Maximum, c.want.Maximum) {
			t.Errorf("%s: got %.3f, want %.3f", name, got, c.want)
		}
	}
}

func TestEstimateEnhancedInsightsGrowWithTasks(t *testing.T) {
	in := edited(t, edit{"aws_ecs_cluster.cluster.setting",
		[]any{object{"name": "containerInsights", "value": "enhanced"}}})
	line, ok := lineOf(NewEstimate(in, Options{}), "Container Insights, enhanced")
	if !ok || !(line.Cost.Minimum < line.Cost.Expected && line.Cost.Expected < line.Cost.Maximum) {
		t.Errorf("got %+v", line)
	}
}

// What is not in the stack is said, not guessed silently.
func TestEstimateSaysWhatItAssumed(t *testing.T) {
	ireland := Prices("eu-west-1")
	for name, c := range map[string]struct {
		edits   []edit
		options Options
		want    string
	}{
		"region": {[]edit{{"/provider", nil}}, Options{}, "region: us-east-1, as the stack states none"},
		"other": {[]edit{{"/provider.aws", object{"region": "sa-east-1"}}}, Options{},
			`prices: no price list for "sa-east-1": prices of us-east-1 × 1.2`},
		"table": {nil, Options{Table: &ireland}, "prices: those of eu-west-1, the stack is in us-east-1"},
		"count": {[]edit{{service + "desired_count", "${var.tasks}"}}, Options{},
			"llm-proxy: desired_count 1, as it is a reference"},
		"maximum": {[]edit{{"aws_appautoscaling_target.scaling.max_capacity", "${var.max}"}}, Options{},
			"proxy/llm-proxy/scaling/target: max_capacity 3, as it is a reference"},
		"size": {[]edit{{definition + "cpu", "${var.cpu}"}}, Options{},
			"llm-proxy: tasks of 0.5 vCPU and 2 GB, as their size is not stated"},
		"definition": {[]edit{{service + "task_definition", "${var.task}"}}, Options{},
			"llm-proxy: its task definition is not in this stack"},
		"subnets": {[]edit{{"aws_lb.balancer.subnets", "${var.subnets}"}}, Options{},
			"llm-proxy: in 2 zones, as its subnets are a reference"},
		"public": {[]edit{{service + "network_configuration.assign_public_ip", "${var.public}"}}, Options{},
			"llm-proxy: no public addresses, as assign_public_ip is a reference"},
		"for_each": {[]edit{{"aws_nat_gateway.nat.for_each", "${var.zones}"}}, Options{},
			"proxy/llm-proxy/network/nat: 1 instance, as its number is a reference"},
		"disk": {[]edit{{definition + "ephemeral_storage", object{"size_in_gib": "${var.disk}"}}}, Options{},
			"llm-proxy: size_in_gib 20, as it is a reference"},
		"LCU": {nil, Options{}, "1 capacity unit (LCU) of each load balancer, on average"},
		"internal": {[]edit{{"aws_lb.balancer.internal", "${var.internal}"}}, Options{},
			"llm-proxy: internet-facing, as internal is a reference"},
		"dimensions": {[]edit{{"aws_cloudwatch_log_metric_filter.tokens.metric_transformation.dimensions",
			object{"model": "$.model"}}}, Options{},
			"metric filters with dimensions: one metric each; every combination of values is billed"},
		"Spot factor": {[]edit{{service + "launch_type", nil},
			{service + "capacity_provider_strategy", object{"capacity_provider": "FARGATE_SPOT", "weight": 1}}}, Options{},
			"Fargate Spot: 35 % of the on-demand price, which moves"},
	} {
		e := NewEstimate(edited(t, c.edits...), c.options)
		if !slices.Contains(e.Assumptions, c.want) {
			t.Errorf("%s: no %q among\n%s", name, c.want, strings.Join(e.Assumptions, "\n"))
		}
	}
}

func TestEstimateSaysWhatItLeavesOut(t *testing.T) {
	for want, edits := range map[string][]edit{
		"model tokens, of Bedrock or of any other provider": nil,
		"data through the NAT gateways":                     nil,
		"SNS messages":                                      nil,
		"aws_db_instance × 1, which this estimate has no price for": {{"aws_db_instance.db",
			object{"engine": "postgres"}}},
		"llm-proxy: tasks that do not run on Fargate": {{definition + "requires_compatibilities",
			[]any{"EC2"}}},
		"aws_route53_traffic_policy × 1, which this estimate has no price for": {{"aws_route53_traffic_policy.x",
			object{"type": "HTTPS"}}},
		"log lines that data protection scans": {{"aws_cloudwatch_log_data_protection_policy.x",
			object{"policy_document": "{}"}}},
		"llm-proxy: Windows tasks": {{definition +
			"runtime_platform.operating_system_family", "WINDOWS_SERVER_2022_CORE"}},
		"tasks that no service of this stack runs": {{"aws_ecs_service", nil}},
	} {
		if e := NewEstimate(edited(t, edits...), Options{}); !slices.Contains(e.NotCounted, want) {
			t.Errorf("no %q among\n%s", want, strings.Join(e.NotCounted, "\n"))
		}
	}
	for _, kind := range []string{"aws_iam_role", "aws_security_group", "aws_ecr_lifecycle_policy", "aws_vpc_endpoint",
		"aws_route", "aws_vpc_security_group_egress_rule"} {
		if e := NewEstimate(edited(t, edit{kind + ".x", object{"a": "b"}}), Options{}); slices.ContainsFunc(e.NotCounted,
			func(s string) bool { return strings.Contains(s, kind) }) {
			t.Errorf("%s costs nothing or is priced, but is listed", kind)
		}
	}
}

func TestEstimateUsage(t *testing.T) {
	two := 2.0
	e := NewEstimate(edited(t),
		Options{Usage: Usage{LCUs: &two, LogGBPerTask: &two, NATGB: &two, EndpointGB: &two, ImageGB: &two}})
	for part, want := range map[string]float64{
		"load balancer, 2 LCU":                       16.425 + 11.68,
		"logs, 2 GB a task":                          3,
		"data through the NAT gateways, 2 GB":        .09,
		"data through the interface endpoints, 2 GB": .02,
	} {
		if line, ok := lineOf(e, part); !ok || !near(line.Cost.Expected, want) {
			t.Errorf("%s: got %+v, want %.2f", part, line, want)
		}
	}
	for _, unwanted := range []string{"LCU", "log lines", "images"} {
		if slices.ContainsFunc(e.Assumptions, func(s string) bool { return strings.Contains(s, unwanted) }) {
			t.Errorf("a stated usage is no assumption: %q", unwanted)
		}
	}
}

func TestEstimateWithOwnPrices(t *testing.T) {
	table, err := Prices("us-east-1").With(map[PriceItem]float64{"nat-gateway-hour": 1})
	if err != nil {
		t.Fatal(err)
	}
	if line, _ := lineOf(NewEstimate(edited(t), Options{Table: &table}), "NAT gateway"); line.Cost.Expected != 730 {
		t.Errorf("got %v, want 730", line.Cost.Expected)
	}
	if line, _ := lineOf(NewEstimate(edited(t), Options{Region: "eu-west-1"}), "NAT gateway"); !near(line.Cost.Expected,
		35.04) {
		t.Errorf("the region of the options: got %v, want 35.04", line.Cost.Expected)
	}
}

func TestEstimateEdges(t *testing.T) {
	e := NewEstimate(edited(t, edit{"aws_lb.balancer.internal", true}, edit{"aws_lb.balancer.name", "a\nb"},
		edit{"aws_nat_gateway.nat.count", -1}), Options{})
	if line, ok := lineOf(e, "public IPv4 address"); ok {
		t.Errorf("an internal load balancer has no public address: got %+v", line)
	}
	if line, ok := lineOf(e, "NAT gateway"); ok {
		t.Errorf("fewer than none: got %+v", line)
	}
	if !strings.Contains(e.String(), "  a b: load balancer, 1 LCU ") {
		t.Errorf("a name is one line: got\n%s", e)
	}
	// The references of a plan of HCL name a resource twice.
	e = NewEstimate(edited(t,
		edit{"aws_lb.balancer.subnets",
			"${aws_subnet.public_a.id} ${aws_subnet.public_a} ${aws_subnet.public_b.id} ${aws_subnet.public_b}"}), Options{})
	if _, ok := lineOf(e, "2 public IPv4 addresses"); !ok {
		t.Errorf("want two subnets, got\n%s", e)
	}
}

func TestUSD(t *testing.T) {
	for n, want := range map[float64]string{0: "0.00", 999.999: "1,000.00", 1234567.891: "1,234,567.89", 12: "12.00"} {
		if got := usd(n); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	in := edited(t, edit{"aws_lb.balancer.name", "a|b\nc"}, edit{"aws_db_instance.db", object{"engine": "postgres"}})
	got := NewEstimate(in, Options{}).Markdown()
	for _, want := range []string{
		"| | minimum | expected | maximum |\n|---|---:|---:|---:|\n",
		`| Network: a\|b c: load balancer, 1 LCU | 22.27 | 22.27 | 22.27 |`,
		"| **Total** | **",
		"\nAssumed:\n\n* ",
		`* aws\_db\_instance × 1`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
