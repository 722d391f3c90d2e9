package guardrails

import (
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// The grid of a dashboard is 24 columns wide.
const (
	third, half, full = 8, 12, 24
	tall, low         = 6, 4
)

// board places widgets, from left to right and row by row.
type board struct {
	region  string
	widgets []any
	x, y    int
	deepest int
}

func (b *board) add(kind string, width, height int, properties map[string]any) {
	if b.x+width > full {
		b.row()
	}
	b.widgets = append(b.widgets,
		map[string]any{"type": kind, "x": b.x, "y": b.y, "width": width, "height": height, "properties": properties})
	b.x += width
	b.deepest = max(b.deepest, height)
}

func (b *board) row() { b.x, b.y, b.deepest = 0, b.y+b.deepest, 0 }

// graph of lines over time. Its vertical axis starts at 0, so that a small change looks small.
func (b *board) graph(title, unit string, width int, lines []any, annotations []any) {
	properties := map[string]any{
		"title": title, "view": "timeSeries", "stacked": false, "region": b.region, "period": minute, "stat": "Sum",
		"metrics": lines,
		"yAxis":   map[string]any{"left": map[string]any{"min": 0, "label": unit, "showUnits": false}},
	}
	if len(annotations) > 0 {
		properties["annotations"] = map[string]any{"horizontal": annotations}
	}
	b.add("metric", width, tall, properties)
}

// dashboardBody is the dashboard of the service. alarmARNs are those of the alarms; CloudWatch shows at most a hundred.
func (c config) dashboardBody(region string, alarmARNs []string, text func(float64) string) map[string]any {
	b := &board{region: region}
	if len(alarmARNs) > 0 {
		b.add("alarm", full, low,
			map[string]any{"title": c.Name + ": alarms", "alarms": alarmARNs, "sortBy": "stateUpdatedTimestamp"})
		b.row()
	}
	if c.balanced() {
		c.requestGraphs(b)
		b.row()
	}
	if c.countsTokens() {
		c.tokenGraphs(b, text)
		b.row()
	}
	c.taskGraphs(b)
	b.row()
	c.queueGraphs(b)
	return map[string]any{"start": "-PT12H", "periodOverride": "inherit", "widgets": b.widgets}
}

func (c config) requestGraphs(b *board) {
	b.graph("Traffic", "requests a minute", third, slices.Concat(
		c.drawn("requests", "requests", "RequestCount", "Sum", sum),
		c.drawn("refusals", "4xx", "HTTPCode_Target_4XX_Count", "Sum", sum),
	), nil)
	b.graph("Time to first byte", "seconds", third, slices.Concat(
		c.drawn("p50", "p50", "TargetResponseTime", "p50", worse),
		c.drawn("p95", "p95", "TargetResponseTime", "p95", worse),
		c.drawn("p99", "p99", "TargetResponseTime", "p99", worse),
	), c.thresholds(TimeToFirstByte))
	b.graph("Failed requests", "% of requests", third, slices.Concat(
		c.hidden("requests", "RequestCount", "Sum", sum),
		c.hidden("errors", "HTTPCode_Target_5XX_Count", "Sum", sum),
		c.hidden("refused", "TargetConnectionErrorCount", "Sum", sum),
		lines([]query{{id: "percent", expression: failedPercent, label: "failed"}}),
	), c.thresholds(ServerErrors))
}

func (c config) tokenGraphs(b *board, text func(float64) string) {
	var tokens []any
	for _, pair := range c.counts() {
		tokens = append(tokens, line(pair.in, map[string]any{"label": pair.label + ": input"}),
			line(pair.out, map[string]any{"label": pair.label + ": output"}))
	}
	b.graph("Tokens", "tokens a minute", third, tokens, c.thresholds(TokensPerMinute))
	if c.priced() {
		b.graph("Estimated spend on tokens", "USD an hour", third, lines(c.spend(text, hour/minute)),
			c.thresholds(SpendPerHour))
	}
	if len(c.modelIDs()) > 0 {
		b.graph("Calls that Bedrock refused", "calls a minute", third, lines(c.throttles()), c.thresholds(ModelThrottles))
	}
}

func (c config) taskGraphs(b *board) {
	if c.insightful() {
		b.graph("Tasks and deployments", "tasks", third, []any{
			line(c.insights("DesiredTaskCount"), map[string]any{"label": "desired"}),
			line(c.insights("RunningTaskCount"), map[string]any{"label": "running"}),
			line(c.insights("PendingTaskCount"), map[string]any{"label": "pending"}),
			line(c.insights("DeploymentCount"), map[string]any{"label": "deployments (2: one is under way)"}),
		}, nil)
	}
	b.graph("CPU and memory of the tasks", "%", third, []any{
		line(c.service("AWS/ECS", "CPUUtilization"), map[string]any{"label": "CPU"}),
		line(c.service("AWS/ECS", "MemoryUtilization"), map[string]any{"label": "memory"}),
	}, nil)
	if c.MaxConcurrency != nil {
		b.graph("Requests in flight", "requests a task", third,
			[]any{line(c.inFlight(), map[string]any{"label": "average of the tasks"})},
			[]any{map[string]any{"label": "maxConcurrency", "value": *c.MaxConcurrency}})
	}
}

func (c config) queueGraphs(b *board) {
	if c.QueueName != "" {
		b.graph("Queue: waiting messages", "messages", half,
			[]any{line(queue(c.QueueName, "ApproximateNumberOfMessagesVisible"), map[string]any{"label": "waiting"})}, nil)
		b.graph("Queue: oldest message", "seconds", half,
			[]any{line(queue(c.QueueName, "ApproximateAgeOfOldestMessage"), map[string]any{"label": "age"})},
			c.thresholds(QueueAge))
	}
	if c.DeadLetterQueueName != "" {
		b.graph("Dead letters", "messages", half,
			[]any{line(queue(c.DeadLetterQueueName, "ApproximateNumberOfMessagesVisible"), map[string]any{"label": "failed"})},
			c.thresholds(DeadLetters))
	}
}

// thresholds draws the line at which an alarm of that kind, if there is one, rings.
func (c config) thresholds(kind AlarmKind) []any {
	for _, a := range c.alarms {
		if a.kind == kind {
			return []any{map[string]any{"label": "alarm " + string(kind), "value": *a.threshold}}
		}
	}
	return nil
}

// line is a metric as dashboards write it: namespace, name, dimensions, options.
func line(m *metric, options map[string]any) []any {
	out := []any{m.namespace, m.name}
	for _, name := range check.SortedKeys(m.dimensions) {
		out = append(out, name, m.dimensions[name])
	}
	options["stat"] = m.stat
	return append(out, options)
}

// lines draws the result of queries.
func lines(queries []query) []any {
	var out []any
	for _, q := range queries {
		if q.metric != nil {
			out = append(out, line(q.metric, map[string]any{"id": q.id, "visible": false}))
		} else {
			options := map[string]any{"expression": q.expression, "id": q.id, "label": q.label}
			if q.hidden {
				options["visible"] = false
			}
			out = append(out, []any{options})
		}
	}
	return out
}
