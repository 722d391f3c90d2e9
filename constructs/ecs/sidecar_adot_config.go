package ecs

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

type object = map[string]any

// config of the collector: OTLP in, CloudWatch metrics of model calls and X-Ray traces out.
//
// What it says about metrics it says because of CloudWatch's bill and arithmetic:
//   - every set of dimensions is declared; without that each combination of attributes is a metric of its own
//   - service.name is an attribute of the resource, which awsemf sees only when told to
//   - awsemf adds up what it is given, also the running totals of a cumulative histogram, which SDKs send by default
//     (https://github.com/open-telemetry/opentelemetry-collector-contrib/issues/18245)
func (p ADOTProps) config() string {
	const metricsExporter, tracesExporter = "awsemf", "awsxray"
	config := object{
		"extensions": object{"health_check": object{}},
		"receivers": object{"otlp": object{"protocols": object{
			"grpc": object{"endpoint": otlpGRPCAddress}, "http": object{"endpoint": otlpHTTPAddress},
		}}},
		"processors": object{
			"memory_limiter":    object{"check_interval": "1s", "limit_percentage": 80, "spike_limit_percentage": 20},
			"cumulativetodelta": object{},
			"batch":             object{"timeout": "10s"},
		},
		"exporters": object{metricsExporter: object{
			"namespace":                        quoted(p.MetricNamespace),
			"log_group_name":                   quoted(p.LogGroupName),
			"dimension_rollup_option":          "NoDimensionRollup",
			"resource_to_telemetry_conversion": object{"enabled": true},
			"metric_declarations":              p.declarations(),
		}},
	}
	pipelines := object{"metrics": object{
		"receivers": []string{"otlp"}, "processors": []string{"memory_limiter", "cumulativetodelta", "batch"},
		"exporters": []string{metricsExporter},
	}}
	if !optional.Value(p.TracesDisabled) {
		config["processors"].(object)["attributes/content"] = object{"actions": []object{{"action": "delete",
			"pattern": contentAttributes}}}
		config["exporters"].(object)[tracesExporter] = object{}
		pipelines["traces"] = object{
			"receivers": []string{"otlp"}, "processors": []string{"memory_limiter", "attributes/content", "batch"},
			"exporters": []string{tracesExporter},
		}
	}
	// The collector's own metrics would take port 8888 of the task, and nothing reads them.
	config["service"] = object{"extensions": []string{"health_check"}, "pipelines": pipelines,
		"telemetry": object{"metrics": object{"level": "none"}}}
	text, err := yaml.Marshal(config)
	if err != nil {
		panic(err) // strings, numbers and lists always have a YAML form
	}
	return string(text)
}

// contentAttributes are the span attributes in which instrumentations put prompts and answers, whatever the settings of
// the application are.
const contentAttributes = `^gen_ai\.(prompt|completion|system_instructions|input\.messages|output\.messages|` +
	`tool\.call\.(arguments|result))`

// Names of attributes and metrics: https://opentelemetry.io/docs/specs/semconv/gen-ai/.
const (
	serviceDimension = "service.name"
	modelDimension   = "gen_ai.request.model"
	typeDimension    = "gen_ai.token.type"
)

// declarations are the only metrics, and sets of dimensions, that reach CloudWatch.
func (p ADOTProps) declarations() []object {
	// the collector reads $$ as $
	tokens, durations := []string{`^gen_ai\.client\.token\.usage$$`}, []string{`^gen_ai\.client\.operation\.`}
	byService := object{"dimensions": [][]string{{serviceDimension}},
		"metric_name_selectors": append(append([]string{}, tokens...), durations...)}
	// guardrails.TokensFromOpenTelemetry
	byType := object{"dimensions": [][]string{{serviceDimension, typeDimension}}, "metric_name_selectors": tokens}
	byModel := func(selectors []string, dimensions ...string) object {
		declaration := object{"dimensions": [][]string{dimensions}, "metric_name_selectors": selectors}
		if len(p.Models) > 0 {
			declaration["label_matchers"] = []object{{"label_names": []string{modelDimension},
				"regex": quoted("^(" + p.models() + ")$$")}}
		}
		return declaration
	}
	return []object{byService, byType, byModel(tokens, serviceDimension, modelDimension, typeDimension),
		byModel(durations, serviceDimension, modelDimension)}
}

func (p ADOTProps) models() string {
	out := make([]string, len(p.Models))
	for i, model := range p.Models {
		out[i] = model
		if !token.Is(model) {
			out[i] = regexp.QuoteMeta(model)
		}
	}
	return strings.Join(out, "|")
}

// quoted is text in quotes, so that no value that Terraform fills in later turns into something else than a string.
func quoted(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.DoubleQuotedStyle, Value: text}
}
