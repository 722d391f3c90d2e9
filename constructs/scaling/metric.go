package scaling

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Statistics of a [Metric]; besides them there are percentiles such as "p95", and trimmed means such as "tm99".
const (
	StatisticAverage     = "Average"
	StatisticMinimum     = "Minimum"
	StatisticMaximum     = "Maximum"
	StatisticSampleCount = "SampleCount"
	StatisticSum         = "Sum"
)

// Metric is a CloudWatch metric.
type Metric struct {
	// Namespace, e.g. AWS/SQS. Required.
	Namespace string
	// Name, e.g. ApproximateNumberOfMessagesVisible. Required.
	Name string
	// Dimensions, all that the metric was published with, up to 30. An empty value of ClusterName or ServiceName stands
	// for the target's own. Default: none.
	Dimensions map[string]string
	// Statistic default: StatisticAverage.
	Statistic string
	// Unit such as Count or Seconds. Default: any. Datapoints of another unit do not count.
	Unit string
	// WithoutTasks says that the metric has data while no task runs, so that it can start the first one. Default: true for
	// namespaces of AWS's other than ECS's and the load balancers'; false for all others, as they may come from the tasks
	// themselves.
	WithoutTasks *bool
}

// MetricQuery is one line of metric math: a metric, or an expression over other lines
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html).
type MetricQuery struct {
	// ID by which expressions name the line. Required; a lower-case letter, then letters, digits and underscores.
	ID string
	// Expression such as "m1 / m2". Required without Metric.
	Expression string
	// Metric that the line reads. Required without Expression.
	Metric *Metric
	// Label in the console. Default: none.
	Label string
	// ReturnData marks the one line whose result counts. Default: false.
	ReturnData *bool
}

var (
	queryID      = regexp.MustCompile(`^[a-z][A-Za-z0-9_]{0,254}$`)
	extended     = regexp.MustCompile(`^(p(100|[0-9]{1,2}(\.[0-9]{1,10})?)|(tm|wm|tc|ts)[0-9]{1,2}(\.[0-9]{1,10})?)$`)
	quoted       = regexp.MustCompile(`'[^']*'|"[^"]*"`)
	word         = regexp.MustCompile(`\b[a-z][A-Za-z0-9_]*\b`)
	latencyWords = []string{"latency", "responsetime", "ttft", "timetofirst", "duration"}
	statistics   = []string{StatisticAverage, StatisticMinimum, StatisticMaximum, StatisticSampleCount, StatisticSum}
	units        = []string{"Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes",
		"Terabytes", "Bits", "Kilobits", "Megabits", "Gigabits",
		"Terabits", "Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second",
		"Terabytes/Second", "Bits/Second", "Kilobits/Second",
		"Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None"}
)

// signalProblems are the rules about what a policy watches. Only alarms know percentiles of a single metric.
func signalProblems(ps *rules.Mistakes, path string, metric *Metric, queries []MetricQuery, percentiles bool) {
	if (metric == nil) == (len(queries) == 0) {
		rule, got := rules.Required, ""
		if metric != nil {
			rule, got = rules.Exclusive, "metric and queries"
		}
		ps.Break(rule, path, got, "exactly one of metric and queries", "")
	}
	if metric != nil {
		metric.problems(ps, path+".metric", percentiles)
	}
	if len(queries) > 0 {
		queryProblems(ps, path+".queries", queries)
	}
	if metrics := metricsOf(metric, queries); len(metrics) > 0 && all(metrics, Metric.latency) {
		ps.Break(latency, path, check.Quote(metrics[0].Name), "a load per task, such as InFlightPerTask",
			"latency is an alarm, never a scaling target: when the model behind the service is slow, more tasks do not make "+
				"it faster")
	}
}

func (m Metric) problems(ps *rules.Mistakes, path string, percentiles bool) {
	check.Required(ps, path+".namespace", m.Namespace, "the metric's namespace", "")
	check.Required(ps, path+".name", m.Name, "the metric's name", "")
	naming.CheckLength(ps, path+".namespace", m.Namespace, naming.MaxMetric)
	naming.CheckLength(ps, path+".name", m.Name, naming.MaxMetric)
	if len(m.Dimensions) > 30 {
		ps.Break(rules.Range, path+".dimensions", fmt.Sprint(len(m.Dimensions)), "at most 30", "")
	}
	for _, name := range check.SortedKeys(m.Dimensions) {
		naming.CheckLength(ps, path+".dimensions", name, naming.MaxMetric)
		naming.CheckLength(ps, path+".dimensions."+name, m.Dimensions[name], naming.MaxDimensionValue)
		if m.Dimensions[name] == "" && !ownDimension(name) {
			ps.Break(rules.Required, path+".dimensions."+name, "", "a value",
				"a metric without the dimension is another metric: leave the dimension out or give its value")
		}
	}
	switch {
	case token.Is(m.Statistic) || percentiles && extended.MatchString(m.Statistic):
	case percentiles:
		check.OneOf(ps, path+".statistic", m.Statistic, append(append([]string(nil), statistics...), "p95")...)
	default:
		check.OneOf(ps, path+".statistic", m.Statistic, statistics...)
	}
	check.OneOf(ps, path+".unit", m.Unit, units...)
}

func queryProblems(ps *rules.Mistakes, path string, queries []MetricQuery) {
	ids, known := make([]string, len(queries)), map[string]bool{}
	returned := 0
	for i, q := range queries {
		ids[i], known[q.ID] = q.ID, true
		if q.ReturnData != nil && *q.ReturnData {
			returned++
		}
	}
	check.Unique(ps, path, ids, "each line has an id of its own")
	if returned != 1 {
		ps.Break(mathResult, path, fmt.Sprintf("%d with returnData", returned), "exactly 1",
			"set ReturnData on the line whose result counts")
	}
	for i, q := range queries {
		at := rules.Index(path, i)
		if !queryID.MatchString(q.ID) {
			ps.Break(check.Form(q.ID), at+".id", check.Quote(q.ID),
				"a lower-case letter, then letters, digits and underscores, at most 255 characters", "")
		}
		if (q.Metric == nil) == (q.Expression == "") {
			rule, got := rules.Required, ""
			if q.Metric != nil {
				rule, got = rules.Exclusive, "expression and metric"
			}
			ps.Break(rule, at, got, "exactly one of expression and metric", "")
		}
		if q.Metric != nil {
			q.Metric.problems(ps, at+".metric", true)
		}
		if token.Is(q.Expression) {
			continue
		}
		for _, id := range word.FindAllString(quoted.ReplaceAllString(q.Expression, ""), -1) {
			if !known[id] {
				ps.Break(mathName, at+".expression", check.Quote(id), "the ids of other lines, and functions in capitals", "")
			}
		}
	}
}

// metricsOf returns every metric that a policy reads.
func metricsOf(metric *Metric, queries []MetricQuery) []Metric {
	var out []Metric
	if metric != nil {
		out = append(out, *metric)
	}
	for _, q := range queries {
		if q.Metric != nil {
			out = append(out, *q.Metric)
		}
	}
	return out
}

// latency reports whether the metric measures how long something takes.
func (m Metric) latency() bool {
	if token.Is(m.Name) {
		return false
	}
	name := strings.ToLower(strings.NewReplacer("_", "", "-", "", ".", "", " ", "").Replace(m.Name))
	for _, w := range latencyWords {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// ownDimension reports whether the value of the dimension is filled in when none is given.
func ownDimension(name string) bool { return name == "ClusterName" || name == "ServiceName" }

func all(metrics []Metric, is func(Metric) bool) bool {
	for _, m := range metrics {
		if !is(m) {
			return false
		}
	}
	return true
}
