package review

import "github.com/fargate-ai/fargate-ai-service/constructs/internal/price"

// observe prices metrics, alarms, dashboards and the logs of AWS itself.
func (e *estimator) observe() {
	e.alarms()
	metrics := 0.0
	e.of("aws_cloudwatch_log_metric_filter", func(r Resource, instances float64) {
		for _, transformation := range blocks(r.Attributes["metric_transformation"]) {
			metrics += instances
			if transformation["dimensions"] != nil {
				e.assume("metric filters with dimensions: one metric each; every combination of values is billed")
			}
		}
	})
	if metrics > 0 {
		e.add(groupObserve, plural(metrics, "metric")+" from logs", "", fixed(metrics*e.prices.USD(price.MetricMonth)))
	}
	e.insights()
	if n := e.count("aws_cloudwatch_dashboard"); n > 0 {
		usd := e.prices.USD(price.DashboardMonth)
		beyond := max(n-freeDashboards, 0)
		e.assume("dashboards: the account's first three are free; the maximum takes them as used elsewhere")
		e.add(groupObserve, plural(n, "dashboard"), "", Range{beyond * usd, beyond * usd, n * usd})
	}
	if n := e.count("aws_flow_log"); n > 0 {
		gb := e.used(e.usage.FlowLogGB, 1, "GB of lines in each flow log")
		e.add(groupObserve, plural(n, "flow log")+", "+amount(gb)+" GB each", "",
			fixed(n*gb*e.prices.USD(price.VendedLogsGB)))
	}
}

const freeDashboards = 3

// alarms are billed by the metrics that they look at.
func (e *estimator) alarms() {
	standard, high, anomaly := 0.0, 0.0, 0.0
	e.of("aws_cloudwatch_metric_alarm", func(r Resource, instances float64) {
		if text(r.Attributes["threshold_metric_id"]) != "" {
			anomaly += instances
			return
		}
		period, _ := number(r.Attributes["period"])
		metrics := 0.0
		for _, query := range blocks(r.Attributes["metric_query"]) {
			if metric := block(query["metric"]); len(metric) > 0 {
				metrics++
				if p, known := number(metric["period"]); known && (period == 0 || p < period) {
					period = p
				}
			}
		}
		metrics = instances * max(metrics, 1)
		if period > 0 && period < 60 {
			high += metrics
		} else {
			standard += metrics
		}
	})
	line := func(n float64, item price.Item, what string) {
		if n > 0 {
			e.add(groupObserve, what, "", fixed(n*e.prices.USD(item)))
		}
	}
	composite := e.count("aws_cloudwatch_composite_alarm")
	line(standard, price.AlarmMonth, "alarms on "+plural(standard, "metric"))
	line(high, price.HighResolutionMonth, "high-resolution alarms on "+plural(high, "metric"))
	line(anomaly, price.AnomalyAlarmMonth, plural(anomaly, "anomaly alarm"))
	line(composite, price.CompositeAlarmMonth, plural(composite, "composite alarm"))
}

// Metrics of Container Insights, roughly: those of a cluster, and of a service with its task family. Enhanced
// observability has more, at a lower price, and adds some for each task and container.
const (
	insightsOfCluster  = 8
	insightsOfService  = 17
	enhancedPerCluster = 30
	enhancedPerService = 60
	enhancedPerTask    = 40
)

func (e *estimator) insights() {
	e.of("aws_ecs_cluster", func(r Resource, instances float64) {
		mode := ""
		for _, setting := range blocks(r.Attributes["setting"]) {
			if text(setting["name"]) == "containerInsights" {
				mode = text(setting["value"])
			}
		}
		var services float64
		tasks := span{}
		for _, service := range e.inventory.Of("aws_ecs_service") {
			if e.inventory.refersTo(service, service.Attributes["cluster"], r) {
				services++
				of := e.inventory.tasks(service, func(Resource, string, float64) {})
				tasks = span{tasks.minimum + of.minimum, tasks.expected + of.expected, tasks.maximum + of.maximum}
			}
		}
		var cost Range
		switch mode {
		case "enabled":
			cost = fixed((insightsOfCluster + services*insightsOfService) * e.prices.USD(price.MetricMonth))
		case "enhanced":
			cost = fixed(enhancedPerCluster + services*enhancedPerService).
				plus(Range{tasks.minimum, tasks.expected,
					tasks.maximum}.times(enhancedPerTask)).times(e.prices.USD(price.InsightsMetricMonth))
		default:
			return
		}
		e.assume("Container Insights: a rough number of metrics for each cluster, service and task")
		e.add(groupObserve, r.label()+": Container Insights, "+mode, r.Address, cost.times(instances))
	})
}
