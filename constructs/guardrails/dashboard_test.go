package guardrails

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func body(t *testing.T, p Props, alarmARNs ...string) map[string]any {
	t.Helper()
	text, err := json.Marshal(p.resolve(check.Number).dashboardBody("eu-west-1", alarmARNs, check.Number))
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDashboardIsValid(t *testing.T) {
	worker := everything()
	worker.LoadBalancerARNSuffix, worker.TargetGroupARNSuffix, worker.Models, worker.Alarms.SpendUSDPerHour = "", "", nil,
		nil
	blueGreen := everything()
	blueGreen.GreenTargetGroupARNSuffix = "targetgroup/ai-green/943f017f100becff"
	bare := Props{ClusterName: "b", ServiceName: "c", Settings: Settings{Name: "a"}}
	for name, c := range map[string]struct {
		props  Props
		titles []string
	}{
		"everything": {everything(),
			[]string{"llm-proxy: alarms", "Traffic", "Time to first byte", "Failed requests", "Tokens",
				"Estimated spend on tokens", "Calls that Bedrock refused",
				"Tasks and deployments", "CPU and memory of the tasks", "Requests in flight", "Queue: waiting messages",
				"Queue: oldest message", "Dead letters"}},
		"blue and green": {blueGreen,
			[]string{"llm-proxy: alarms", "Traffic", "Time to first byte", "Failed requests", "Tokens",
				"Estimated spend on tokens", "Calls that Bedrock refused",
				"Tasks and deployments", "CPU and memory of the tasks", "Requests in flight", "Queue: waiting messages",
				"Queue: oldest message", "Dead letters"}},
		"worker": {worker, []string{"llm-proxy: alarms", "Tokens", "Tasks and deployments", "CPU and memory of the tasks",
			"Requests in flight", "Queue: waiting messages", "Queue: oldest message", "Dead letters"}},
		"bare": {bare, []string{"a: alarms", "Tasks and deployments", "CPU and memory of the tasks"}},
	} {
		got := body(t, c.props, "arn:aws:cloudwatch:eu-west-1:210987654321:alarm:llm-proxy-server-errors")
		for _, mistake := range dashboardMistakes(got) {
			t.Errorf("%s: %s", name, mistake)
		}
		var titles []string
		for _, w := range got["widgets"].([]any) {
			titles = append(titles, w.(map[string]any)["properties"].(map[string]any)["title"].(string))
		}
		if strings.Join(titles, "|") != strings.Join(c.titles, "|") {
			t.Errorf("%s: got the widgets\n%q, want\n%q", name, titles, c.titles)
		}
	}
	if got := body(t, bare); len(got["widgets"].([]any)) != 2 {
		t.Error("a widget of no alarms")
	}
	bare.ContainerInsights = jsii.Bool(false)
	if got := body(t, bare); len(got["widgets"].([]any)) != 1 {
		t.Error("a graph of what no cluster without Container Insights publishes")
	}
}

func TestDashboardGolden(t *testing.T) {
	text, err := json.MarshalIndent(body(t, everything(),
		"arn:aws:cloudwatch:eu-west-1:210987654321:alarm:llm-proxy-server-errors"), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "dashboard.json", append(text, '\n'))
}

// The validator must know a mistake when it sees one.
func TestDashboardMistakes(t *testing.T) {
	for want, change := range map[string]func(board, widget, properties map[string]any){
		"start":                     func(b, _, _ map[string]any) { b["start"] = "12 hours" },
		"unknown key theme":         func(b, _, _ map[string]any) { b["theme"] = "dark" },
		"beyond the grid":           func(_, w, _ map[string]any) { w["x"] = 20.0 },
		"on top of":                 func(_, w, _ map[string]any) { w["x"], w["y"] = 8.0, 0.0 },
		"type graph":                func(_, w, _ map[string]any) { w["type"] = "graph" },
		"height":                    func(_, w, _ map[string]any) { w["height"] = 0.0 },
		"no region":                 func(_, _, p map[string]any) { delete(p, "region") },
		"view line":                 func(_, _, p map[string]any) { p["view"] = "line" },
		"stat avg":                  func(_, _, p map[string]any) { p["stat"] = "avg" },
		"period 61":                 func(_, _, p map[string]any) { p["period"] = 61.0 },
		"unknown key colour":        func(_, _, p map[string]any) { p["colour"] = "red" },
		"a dimension without value": func(_, _, p map[string]any) { p["metrics"] = []any{[]any{"NS", "M", "D"}} },
		"namespace and name":        func(_, _, p map[string]any) { p["metrics"] = []any{[]any{"NS"}} },
		"options last": func(_, _,
			p map[string]any) {
			p["metrics"] = []any{[]any{"NS", "M", map[string]any{}, "x"}}
		},
		"expression with a metric": func(_, _, p map[string]any) {
			p["metrics"] = []any{[]any{"NS", "M", map[string]any{"expression": "m1"}}}
		},
		"names no line m2": func(_, _, p map[string]any) {
			p["metrics"] = []any{[]any{map[string]any{"expression": "m2 + 1", "id": "e1"}}}
		},
		"id M1":   func(_, _, p map[string]any) { p["metrics"] = []any{[]any{"NS", "M", map[string]any{"id": "M1"}}} },
		"metrics": func(_, _, p map[string]any) { p["metrics"] = "all" },
		"annotation": func(_, _, p map[string]any) {
			p["annotations"] = map[string]any{"horizontal": []any{map[string]any{"label": "x"}}}
		},
		"yAxis": func(_, _, p map[string]any) { p["yAxis"] = map[string]any{"up": 1.0} },
	} {
		got := body(t, everything())
		widget := got["widgets"].([]any)[0].(map[string]any)
		change(got, widget, widget["properties"].(map[string]any))
		if mistakes := strings.Join(dashboardMistakes(got), "\n"); !strings.Contains(mistakes, want) {
			t.Errorf("want %q in %q", want, mistakes)
		}
	}
}

// dashboardMistakes checks a body against
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html, as far as
// this package uses it.
func dashboardMistakes(body map[string]any) []string {
	v := &dashboardValidator{}
	v.keys("body", body, "start", "end", "periodOverride", "widgets", "variables")
	v.must(regexp.MustCompile(`^-PT?[1-9][0-9]*[HDWM]$`).MatchString(fmt.Sprint(body["start"])), "start %v", body["start"])
	v.must(body["periodOverride"] == "auto" || body["periodOverride"] == "inherit", "periodOverride %v",
		body["periodOverride"])
	widgets, _ := body["widgets"].([]any)
	v.must(widgets != nil && len(widgets) <= 500, "%d widgets", len(widgets))
	taken := map[[2]int]int{}
	for i, w := range widgets {
		v.at = fmt.Sprintf("widget %d: ", i)
		widget, _ := w.(map[string]any)
		v.keys("", widget, "type", "x", "y", "width", "height", "properties")
		x, y, width, height := v.whole(widget, "x", 0, 23), v.whole(widget, "y", 0, 1e9), v.whole(widget, "width", 1, 24),
			v.whole(widget, "height", 1, 1000)
		v.must(x+width <= 24, "beyond the grid")
		for column := x; column < x+width; column++ {
			for row := y; row < y+height; row++ {
				other, there := taken[[2]int{column, row}]
				if there {
					v.must(false, "on top of widget %d", other)
				}
				taken[[2]int{column, row}] = i
			}
		}
		properties, _ := widget["properties"].(map[string]any)
		switch widget["type"] {
		case "metric":
			v.metricWidget(properties)
		case "alarm":
			v.keys("", properties, "alarms", "sortBy", "states", "title")
			alarms, _ := properties["alarms"].([]any)
			v.must(len(alarms) > 0 && len(alarms) <= 100, "%d alarms", len(alarms))
			for _, alarm := range alarms {
				v.must(strings.HasPrefix(fmt.Sprint(alarm), "arn:"), "alarm %v", alarm)
			}
			sort := properties["sortBy"]
			v.must(sort == nil || sort == "default" || sort == "stateUpdatedTimestamp" || sort == "timestamp", "sortBy %v", sort)
		default:
			v.must(false, "type %v", widget["type"])
		}
	}
	return v.mistakes
}

type dashboardValidator struct {
	at       string
	mistakes []string
}

func (v *dashboardValidator) must(ok bool, format string, values ...any) {
	if !ok {
		v.mistakes = append(v.mistakes, v.at+fmt.Sprintf(format, values...))
	}
}

func (v *dashboardValidator) keys(what string, object map[string]any, allowed ...string) {
	v.must(object != nil, "%s is no object", what)
	for key := range object {
		known := false
		for _, a := range allowed {
			known = known || a == key
		}
		v.must(known, "unknown key %s", key)
	}
}

func (v *dashboardValidator) whole(object map[string]any, key string, least, most float64) int {
	n, ok := object[key].(float64)
	v.must(ok && n == float64(int(n)) && n >= least && n <= most, "%s %v", key, object[key])
	return int(n)
}

var (
	statForm = regexp.MustCompile(`^(Sum|Average|Minimum|Maximum|SampleCount|p[0-9]{1,2}(\.[0-9]+)?)$`)
	idForm   = regexp.MustCompile(`^[a-z][A-Za-z0-9_]*$`)
	wordForm = regexp.MustCompile(`\b[a-z][A-Za-z0-9_]*\b`)
)

func (v *dashboardValidator) metricWidget(p map[string]any) {
	v.keys("", p, "metrics", "view", "stacked", "region", "title", "period", "stat", "yAxis", "annotations", "legend",
		"liveData", "accountId")
	region, _ := p["region"].(string)
	v.must(region != "", "no region")
	v.must(p["view"] == "timeSeries" || p["view"] == "singleValue" || p["view"] == "gauge" || p["view"] == "bar" ||
		p["view"] == "pie" || p["view"] == "table", "view %v", p["view"])
	v.must(statForm.MatchString(fmt.Sprint(p["stat"])), "stat %v", p["stat"])
	period, _ := p["period"].(float64)
	v.must(period >= 60 && int(period)%60 == 0, "period %v", p["period"])
	axes, _ := p["yAxis"].(map[string]any)
	for side, axis := range axes {
		object, ok := axis.(map[string]any)
		v.must(ok && (side == "left" || side == "right"), "yAxis %s", side)
		v.keys("", object, "label", "min", "max", "showUnits")
	}
	if annotations, there := p["annotations"].(map[string]any); there {
		v.keys("", annotations, "horizontal")
		for _, a := range annotations["horizontal"].([]any) {
			object, _ := a.(map[string]any)
			_, number := object["value"].(float64)
			v.must(number, "annotation %v", a)
			v.keys("", object, "value", "label", "color", "fill", "visible", "yAxis")
		}
	}
	lines, ok := p["metrics"].([]any)
	v.must(ok && len(lines) > 0 && len(lines) <= 500, "metrics %v", p["metrics"])
	ids, expressions := map[string]bool{}, []string{}
	for _, l := range lines {
		if expression := v.line(l, ids); expression != "" {
			expressions = append(expressions, expression)
		}
	}
	for _, expression := range expressions {
		for _, word := range wordForm.FindAllString(expression, -1) {
			v.must(ids[word], "expression names no line %s", word)
		}
	}
}

// line checks [namespace, name, dimension, value, …, options] or [{expression, …}] and returns the expression.
func (v *dashboardValidator) line(l any, ids map[string]bool) string {
	line, _ := l.([]any)
	var options map[string]any
	names := 0
	for i, part := range line {
		if object, is := part.(map[string]any); is {
			v.must(i == len(line)-1, "options last: %v", line)
			options = object
			continue
		}
		text, _ := part.(string)
		v.must(text != "", "part %d of %v", i, line)
		names++
	}
	if options == nil {
		options = map[string]any{}
	}
	v.keys("", options, "color", "expression", "id", "label", "period", "region", "stat", "visible", "yAxis")
	expression, _ := options["expression"].(string)
	switch {
	case expression != "":
		v.must(names == 0, "expression with a metric: %v", line)
	default:
		v.must(names >= 2, "namespace and name: %v", line)
		v.must(names%2 == 0, "a dimension without value: %v", line)
		v.must(names <= 2+2*30, "dimensions of %v", line)
	}
	if stat, there := options["stat"]; there {
		v.must(statForm.MatchString(fmt.Sprint(stat)), "stat %v", stat)
	}
	if id, there := options["id"].(string); there {
		v.must(idForm.MatchString(id), "id %s", id)
		v.must(!ids[id], "id %s again", id)
		ids[id] = true
	}
	return expression
}
