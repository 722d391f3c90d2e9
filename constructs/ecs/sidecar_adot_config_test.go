package ecs

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// documented are the keys, and their types, in the READMEs of the components; whatever else is in a configuration the
// collector does not start with.
type documented struct {
	Extensions struct {
		HealthCheck map[string]string `yaml:"health_check"`
	}
	Receivers struct {
		OTLP struct {
			Protocols struct {
				GRPC struct{ Endpoint string }
				HTTP struct{ Endpoint string }
			}
		} `yaml:"otlp"`
	}
	Processors struct {
		MemoryLimiter struct {
			CheckInterval        string `yaml:"check_interval"`
			LimitPercentage      uint32 `yaml:"limit_percentage"`
			SpikeLimitPercentage uint32 `yaml:"spike_limit_percentage"`
		} `yaml:"memory_limiter"`
		Batch             struct{ Timeout string }
		CumulativeToDelta map[string]string `yaml:"cumulativetodelta"`
		Content           struct {
			Actions []struct{ Pattern, Action string }
		} `yaml:"attributes/content"`
	}
	Exporters struct {
		EMF struct {
			Namespace             string
			LogGroupName          string `yaml:"log_group_name"`
			DimensionRollupOption string `yaml:"dimension_rollup_option"`
			ResourceToTelemetry   struct {
				Enabled bool
			} `yaml:"resource_to_telemetry_conversion"`
			MetricDeclarations []struct {
				Dimensions          [][]string
				MetricNameSelectors []string `yaml:"metric_name_selectors"`
				LabelMatchers       []struct {
					LabelNames []string `yaml:"label_names"`
					Regex      string
				} `yaml:"label_matchers"`
			} `yaml:"metric_declarations"`
		} `yaml:"awsemf"`
		XRay map[string]string `yaml:"awsxray"`
	}
	Service struct {
		Extensions []string
		Pipelines  map[string]struct{ Receivers, Processors, Exporters []string }
		Telemetry  struct{ Metrics struct{ Level string } }
	}
}

func decode(t *testing.T, text string) documented {
	t.Helper()
	var c documented
	decoder := yaml.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.KnownFields(true)
	if err := decoder.Decode(&c); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return c
}

func TestADOTConfig(t *testing.T) {
	p := validADOT()
	text := p.config()
	testkit.Golden(t, "sidecar-adot.yaml", []byte(text))
	c := decode(t, text)
	var declared map[string]map[string]any
	if err := yaml.Unmarshal([]byte(text), &declared); err != nil {
		t.Fatal(err)
	}
	for name, pipeline := range c.Service.Pipelines {
		for section, components := range map[string][]string{"receivers": pipeline.Receivers,
			"processors": pipeline.Processors, "exporters": pipeline.Exporters} {
			if len(components) == 0 {
				t.Errorf("pipeline %s has no %s", name, section)
			}
			for _, component := range components {
				if _, ok := declared[section][component]; !ok {
					t.Errorf("pipeline %s uses %s, which %s do not declare", name, component, section)
				}
			}
		}
		if pipeline.Processors[0] != "memory_limiter" {
			t.Errorf("pipeline %s takes in more than it can hold before it refuses", name)
		}
	}
	if strings.Contains(text, "0.0.0.0") {
		t.Error("the collector listens to others than its task")
	}
}

func TestADOTCardinality(t *testing.T) {
	allowed := map[string]bool{"service.name": true, "gen_ai.request.model": true, "gen_ai.token.type": true}
	emf := decode(t, validADOT().config()).Exporters.EMF
	if emf.DimensionRollupOption != "NoDimensionRollup" || !emf.ResourceToTelemetry.Enabled {
		t.Errorf("got %+v", emf)
	}
	selected := map[string]int{}
	for _, d := range emf.MetricDeclarations {
		for _, dimensions := range d.Dimensions {
			for _, dimension := range dimensions {
				if !allowed[dimension] {
					t.Errorf("%s is a dimension", dimension)
				}
			}
		}
		for _, selector := range d.MetricNameSelectors {
			matcher := regexp.MustCompile(strings.ReplaceAll(selector, "$$", "$"))
			for _, metric := range []string{"gen_ai.client.token.usage", "gen_ai.client.token.usage.other",
				"gen_ai.client.operation.duration", "http.server.request.duration"} {
				if matcher.MatchString(metric) {
					selected[metric]++
				}
			}
		}
	}
	if want := map[string]int{"gen_ai.client.token.usage": 3, "gen_ai.client.operation.duration": 2}; !cmp.Equal(selected,
		want) {
		t.Errorf("got %v, want %v", selected, want)
	}
}

func TestADOTModels(t *testing.T) {
	p := validADOT()
	p.Models = []string{"gpt-5.1", "anthropic.claude"}
	for i, d := range decode(t, p.config()).Exporters.EMF.MetricDeclarations {
		if i < 2 { // of the service as a whole, and by kind of token
			if len(d.LabelMatchers) > 0 {
				t.Error("tokens of other models are not counted at all")
			}
			continue
		}
		matcher := regexp.MustCompile(strings.ReplaceAll(d.LabelMatchers[0].Regex, "$$", "$"))
		for model, want := range map[string]bool{"gpt-5.1": true, "anthropic.claude": true, "gpt-5x1": false,
			"gpt-5.1-mini": false, "": false} {
			if matcher.MatchString(model) != want {
				t.Errorf("%s: %q matches %v", d.LabelMatchers[0].Regex, model, !want)
			}
		}
	}
}

func TestADOTContent(t *testing.T) {
	drop := regexp.MustCompile(decode(t, validADOT().config()).Processors.Content.Actions[0].Pattern)
	for attribute, want := range map[string]bool{
		"gen_ai.input.messages": true, "gen_ai.output.messages": true, "gen_ai.prompt.0.content": true,
		"gen_ai.completion.0.content": true,
		"gen_ai.system_instructions":  true, "gen_ai.tool.call.arguments": true, "gen_ai.usage.input_tokens": false,
		"gen_ai.request.model": false, "gen_ai.tool.name": false,
	} {
		if drop.MatchString(attribute) != want {
			t.Errorf("%s is dropped: %v", attribute, !want)
		}
	}
}

func TestADOTWithoutTraces(t *testing.T) {
	p := validADOT()
	p.TracesDisabled = jsii.Bool(true)
	s := ADOTCollector(p)
	text := s.Containers[0].Environment["AOT_CONFIG_CONTENT"]
	if c := decode(t, text); len(c.Service.Pipelines) != 1 || strings.Contains(text, "xray") || len(s.TaskPolicies) != 1 ||
		s.Environment["OTEL_TRACES_EXPORTER"] != "none" {
		t.Errorf("traces go on: %+v", s)
	}
}

func TestADOTOwnConfig(t *testing.T) {
	inline, elsewhere := validADOT(), validADOT()
	inline.Config = jsii.String(ownCollector)
	elsewhere.ConfigParameter = &Secret{ValueFrom: "arn:aws:ssm:eu-west-1:210987654321:parameter/otel",
		GrantARN: "arn:aws:ssm:eu-west-1:210987654321:parameter/otel"}
	if s := ADOTCollector(inline); s.Containers[0].Environment["AOT_CONFIG_CONTENT"] != ownCollector ||
		s.Environment[logsExporter] != "" {
		t.Errorf("got %+v", s)
	}
	c := ADOTCollector(elsewhere).Containers[0]
	if c.Secrets["AOT_CONFIG_CONTENT"] != *elsewhere.ConfigParameter || len(c.Environment) > 0 {
		t.Errorf("got %+v", c)
	}
	p := withSidecar(ADOTCollector(elsewhere))
	if _, parameters := p.resolve().secrets(); len(parameters.arns.values) != 1 {
		t.Error("the execution role may not read the configuration")
	}
}

// FuzzADOTConfig: whatever the rules let through arrives in the collector as it was written, and makes a task
// definition without mistakes.
func FuzzADOTConfig(f *testing.F) {
	f.Add("AIService", "/ai/metrics", "gpt-5", "llm-proxy", "prod")
	f.Add("1e3", "#a", "@x", "a: b", "a=b,c;%")
	f.Fuzz(func(t *testing.T, namespace, group, model, service, attribute string) {
		p := ADOTProps{MetricNamespace: namespace, LogGroupName: group, LogGroupARN: metricsARN, ServiceName: service,
			Models: []string{model}, ResourceAttributes: map[string]string{"a": attribute}}
		task := withSidecar(ADOTCollector(p))
		if err := p.Validate(); err != nil {
			if task.Validate() == nil {
				t.Error("the task definition does not report ", err)
			}
			return
		}
		emf := decode(t, p.config()).Exporters.EMF
		if emf.Namespace != namespace || emf.LogGroupName != group {
			t.Errorf("got %q and %q", emf.Namespace, emf.LogGroupName)
		}
		// values may look like credentials
		if err := task.Validate(); err != nil && !strings.Contains(err.Error(), "environment") {
			t.Error(err)
		}
		want := 2 // a and service.namespace
		if attribute == "" {
			want = 1
		}
		if got := strings.Count(p.attributes(), "="); got != want && !token.Is(attribute) && !token.Is(namespace) {
			t.Errorf("%q is not one attribute: %s", attribute, p.attributes())
		}
	})
}
