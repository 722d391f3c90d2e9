package logs

import (
	"cmp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/filterpattern"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/metrics"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

const defaultTokenName = "tokens"

var tokenSelectors = map[TokenLogFormat]TokenSelectors{
	TokenLogOpenAIChat:      {"$.usage.prompt_tokens", "$.usage.completion_tokens", "$.usage.total_tokens"},
	TokenLogOpenAIResponses: {"$.usage.input_tokens", "$.usage.output_tokens", "$.usage.total_tokens"},
	TokenLogAnthropic:       {"$.usage.input_tokens", "$.usage.output_tokens", ""},
	TokenLogBedrockConverse: {"$.usage.inputTokens", "$.usage.outputTokens", "$.usage.totalTokens"},
}

// resolveFilters are the metric filters that the token filters stand for, and the others.
func (p Props) resolveFilters() []MetricFilter {
	var out []MetricFilter
	for _, f := range p.TokenFilters {
		out = append(out, f.filters(p.Name)...)
	}
	for _, f := range p.MetricFilters {
		f.Namespace = cmp.Or(f.Namespace, defaultNamespace(p.Name))
		f.Value = cmp.Or(f.Value, "1")
		out = append(out, f)
	}
	return out
}

func (f TokenFilter) filters(group string) []MetricFilter {
	s := f.selectors()
	var out []MetricFilter
	add := func(suffix, metric, selector string) {
		if selector == "" {
			return
		}
		m := MetricFilter{
			Name: f.name() + "-" + suffix, Pattern: f.pattern(selector), MetricName: metric, Namespace: f.namespace(group),
			Value: selector, Unit: "Count",
			Dimensions: f.Dimensions,
		}
		if len(f.Dimensions) == 0 {
			m.DefaultValue = new(float64)
		}
		out = append(out, m)
	}
	add("input", MetricInputTokens, s.Input)
	add("output", MetricOutputTokens, s.Output)
	if s.Total != "" {
		add("total", MetricTotalTokens, s.Total)
		return out
	}
	// A filter cannot add two fields up, but two filters can feed one metric.
	add("total-input", MetricTotalTokens, s.Input)
	add("total-output", MetricTotalTokens, s.Output)
	return out
}

func (f TokenFilter) name() string { return cmp.Or(f.Name, defaultTokenName) }

func (f TokenFilter) selectors() TokenSelectors {
	return optional.Or(f.Selectors, tokenSelectors[f.Format])
}

func (f TokenFilter) namespace(group string) string {
	return cmp.Or(f.Namespace, defaultNamespace(group))
}

// defaultNamespace of a group's metrics, "" where the group's name is a reference.
func defaultNamespace(group string) string {
	if token.Is(group) {
		return ""
	}
	return metrics.Of(group[strings.LastIndex(group, "/")+1:])
}

// pattern matches lines that have the field, the fields of all dimensions, and meet the condition.
func (f TokenFilter) pattern(selector string) string {
	conditions := []string{selector + " = *"}
	for _, name := range check.SortedKeys(f.Dimensions) {
		conditions = append(conditions, f.Dimensions[name]+" = *")
	}
	if f.Condition != "" {
		conditions = append(conditions, "("+f.Condition+")")
	}
	text := "{ " + strings.Join(conditions, " && ") + " }"
	if parsed, err := filterpattern.Parse(text); err == nil && !token.Is(text) {
		return parsed.String()
	}
	return text
}
