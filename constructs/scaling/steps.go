package scaling

import (
	"math"
	"sort"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func (s StepScaling) problems(ps *rules.Mistakes, path string) {
	signalProblems(ps, path, s.Metric, s.Queries, true)
	if s.Threshold == nil {
		ps.Break(rules.Required, path+".threshold", "", "a value of the metric", "")
	}
	check.OneOf(ps, path+".comparisonOperator", s.ComparisonOperator, GreaterThanOrEqualToThreshold, GreaterThanThreshold,
		LessThanThreshold, LessThanOrEqualToThreshold)
	check.OneOf(ps, path+".adjustmentType", s.AdjustmentType, ChangeInCapacity, PercentChangeInCapacity, ExactCapacity)
	check.OneOf(ps, path+".metricAggregationType", s.MetricAggregationType, AggregationAverage, AggregationMinimum,
		AggregationMaximum)
	check.WholeNumber(ps, path+".minAdjustmentMagnitude", s.MinAdjustmentMagnitude, 1, 5000, " tasks", "")
	if s.MinAdjustmentMagnitude != nil && s.AdjustmentType != PercentChangeInCapacity {
		ps.Break(leastAdjustment, path+".minAdjustmentMagnitude", "a value without adjustmentType PercentChangeInCapacity",
			"nothing", "only a percentage needs a least number of tasks")
	}
	cooldownProblems(ps, path+".cooldown", s.Cooldown)
	s.periodProblems(ps, path)
	s.adjustmentProblems(ps, path+".stepAdjustments")
}

func (s StepScaling) periodProblems(ps *rules.Mistakes, path string) {
	check.WholeNumber(ps, path+".evaluationPeriods", s.EvaluationPeriods, 1, 8640, "", "")
	period, evaluations := optional.Or(s.Period, DefaultPeriod), optional.Or(s.EvaluationPeriods, DefaultEvaluationPeriods)
	if token.IsNumber(period) {
		return
	}
	if period != 10 && period != 30 && (period < 60 || math.Mod(period, 60) != 0) {
		ps.Break(alarmPeriod, path+".period", check.Number(period)+"s", "10, 30 or a multiple of 60 seconds", "")
		return
	}
	if period < 60 {
		for _, m := range metricsOf(s.Metric, s.Queries) {
			if strings.HasPrefix(m.Namespace, "AWS/") || m.Namespace == insightsNamespace {
				ps.Break(metricResolution, path+".period", check.Number(period)+"s with "+check.Quote(m.Namespace), "at least 60s",
					"AWS publishes its metrics once a minute; only an application's own, with StorageResolution 1, are finer")
				break
			}
		}
	}
	longest := 86400.0
	if period >= 3600 {
		longest = 604800
	}
	if !token.IsNumber(evaluations) && period*evaluations > longest {
		ps.Break(alarmWindow, path+".evaluationPeriods", check.Number(evaluations)+" of "+check.Number(period)+"s",
			"at most "+check.Number(longest)+"s together", "CloudWatch looks back no further")
	}
}

// adjustmentProblems are AWS's own rules
// (https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html), and that no value beyond
// the threshold is without an adjustment: AWS accepts that and then does nothing.
func (s StepScaling) adjustmentProblems(ps *rules.Mistakes, path string) {
	if len(s.StepAdjustments) == 0 {
		ps.Break(rules.Required, path, "", "at least one adjustment", "")
		return
	}
	before, known := len(*ps), true
	var spans []span
	for i, a := range s.StepAdjustments {
		at := rules.Index(path, i)
		if a.ScalingAdjustment == nil {
			ps.Break(rules.Required, at+".scalingAdjustment", "", "a number of tasks or percent", "")
		}
		least, fix := -100000.0, ""
		if s.AdjustmentType == ExactCapacity {
			least, fix = 0, "ExactCapacity is the number of tasks to have"
		}
		check.WholeNumber(ps, at+".scalingAdjustment", a.ScalingAdjustment, least, 100000, "", fix)
		if isReference(a.MetricIntervalLowerBound) || isReference(a.MetricIntervalUpperBound) {
			known = false
			continue
		}
		b := span{optional.Or(a.MetricIntervalLowerBound, math.Inf(-1)), optional.Or(a.MetricIntervalUpperBound, math.Inf(1))}
		switch {
		case math.IsInf(b.lower, -1) && math.IsInf(b.upper, 1):
			ps.Break(stepBounds, at, "no bounds", "a lower or an upper bound",
				"bounds count from the threshold: metricIntervalLowerBound 0 is everything above it")
		case !(b.lower < b.upper): // also refuses what is no number
			ps.Break(stepBounds, at, b.String(), "a lower bound below the upper one", "")
		}
		spans = append(spans, b)
	}
	if known && len(*ps) == before {
		s.coverageProblems(ps, path, spans)
	}
}

// coverageProblems requires spans without gap or overlap, from the threshold on without end.
func (s StepScaling) coverageProblems(ps *rules.Mistakes, path string, spans []span) {
	sort.Slice(spans, func(i, j int) bool { return spans[i].lower < spans[j].lower })
	for i, b := range spans[1:] {
		switch previous := spans[i]; {
		case b.lower < previous.upper:
			ps.Break(stepCoverage, path, previous.String()+" and "+b.String(), "adjustments that do not overlap", "")
		case b.lower > previous.upper:
			ps.Break(stepCoverage, path, previous.String()+" and "+b.String(), "adjustments without a gap",
				"begin one where the other ends")
		}
	}
	first, last := spans[0].lower, spans[len(spans)-1].upper
	if first < 0 && !math.IsInf(first, -1) {
		ps.Break(stepCoverage, path, "a lowest bound of "+check.Number(first),
			"one adjustment without metricIntervalLowerBound", "")
	}
	if last > 0 && !math.IsInf(last, 1) {
		ps.Break(stepCoverage, path, "a highest bound of "+check.Number(last),
			"one adjustment without metricIntervalUpperBound", "")
	}
	switch s.ComparisonOperator {
	case "", GreaterThanThreshold, GreaterThanOrEqualToThreshold:
		if first > 0 || last <= 0 {
			ps.Break(stepCoverage, path, "nothing right above the threshold", "an adjustment for every value above it",
				"bounds count from the threshold: begin with metricIntervalLowerBound 0")
		}
	case LessThanThreshold, LessThanOrEqualToThreshold:
		if last < 0 || first >= 0 {
			ps.Break(stepCoverage, path, "nothing right below the threshold", "an adjustment for every value below it",
				"bounds count from the threshold: end with metricIntervalUpperBound 0")
		}
	}
}

// span is the range of one adjustment, relative to the threshold.
type span struct{ lower, upper float64 }

func (b span) String() string {
	text := func(n float64) string {
		if math.IsInf(n, 0) {
			return "∞"
		}
		return check.Number(n)
	}
	lower := text(b.lower)
	if math.IsInf(b.lower, -1) {
		lower = "-∞"
	}
	return lower + " to " + text(b.upper)
}

func isReference(n *float64) bool { return n != nil && token.IsNumber(*n) }
