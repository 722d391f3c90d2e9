package ecs

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

const (
	adotName      = "aws-otel-collector"
	adotImage     = "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0"
	adotCPU       = 64
	adotMemoryMiB = 256
)

// ADOTProps are the props of an [ADOTCollector].
type ADOTProps struct {
	// Image of the collector. Default: AWS's own in public.ecr.aws, in a version that this library was written for.
	Image string
	// MetricNamespace of the metrics in CloudWatch. Required without Config and ConfigParameter.
	MetricNamespace string
	// LogGroupName that the metrics are written to in embedded metric format. It must exist. Required without Config and
	// ConfigParameter.
	LogGroupName string
	// LogGroupARN of that group, without a trailing ":*"; the task role may then write to it. Required with LogGroupName.
	LogGroupARN string
	// ServiceName under which the application reports: OTEL_SERVICE_NAME. Required.
	ServiceName string
	// ResourceAttributes of everything that the application reports, e.g. deployment.environment.name. Default:
	// service.namespace, MetricNamespace.
	ResourceAttributes map[string]string
	// Models that tokens and durations are also counted of one by one. Default: whatever model a request names, which in a
	// proxy its clients decide; each model is up to four custom metrics.
	Models []string
	// Config of the collector in YAML instead of the default one. It must list the extension health_check. Excludes
	// ConfigParameter. Default: one that makes metrics of tokens and durations, and sends traces to X-Ray.
	Config *string
	// ConfigParameter that holds Config: a parameter of SSM Parameter Store, or a secret. Default: none.
	ConfigParameter *Secret
	// TracesDisabled keeps traces from X-Ray, and the grant for it from the task role. Default: false.
	TracesDisabled *bool
	// CPU units that are reserved for the collector. Default: 64.
	CPU *float64
	// MemoryMiB above which the collector, and not the task, is restarted. Default: 256.
	MemoryMiB *float64
}

// ADOTCollector returns the AWS Distro for OpenTelemetry Collector: it takes metrics and traces over OTLP from the
// application, makes CloudWatch metrics of tokens and durations of model calls, and sends traces, without prompts and
// answers, to X-Ray. No other metric becomes a CloudWatch metric, so that no attribute can multiply their number.
//
// The application starts after the collector, and goes on without it: it is not essential, and restarts by itself.
func ADOTCollector(p ADOTProps) Sidecar { return newSidecar(p, ADOTProps{}) }

// Validate returns every mistake in the props as one error, or nil.
func (p ADOTProps) Validate() error { return p.problems().Err() }

// modelID is what providers call models, and nothing that a regular expression or YAML could trip over.
var modelID = regexp.MustCompile(`^[A-Za-z0-9._:/@+-]+$`)

func (p ADOTProps) problems() rules.Mistakes {
	given, ps := check.Given(&p)
	p = *given
	agentProblems(&ps, p.Image, p.CPU, p.MemoryMiB)
	serviceNameProblems(&ps, p.ServiceName)
	configProblems(&ps, p.Config, p.ConfigParameter)
	own := p.Config != nil || p.ConfigParameter != nil
	metricProblems(&ps, own, p.MetricNamespace, p.LogGroupName, p.LogGroupARN)
	for i, model := range p.Models {
		if !token.Is(model) && !modelID.MatchString(model) {
			ps.Break(rules.Invalid, rules.Index("models", i), check.Quote(model),
				"a model's id, of letters, digits and . _ : / @ + -", "")
		}
	}
	if own && len(p.Models) > 0 {
		ps.Break(rules.Exclusive, "models", fmt.Sprint(len(p.Models))+" with a configuration of your own", "none",
			"name them in that configuration")
	}
	if p.Config != nil && *p.Config != "" && !token.Is(*p.Config) {
		collectorProblems(&ps, *p.Config)
	}
	return ps
}

func (p ADOTProps) sidecar() Sidecar {
	cpu, memory := optional.Or(p.CPU, adotCPU), optional.Or(p.MemoryMiB, adotMemoryMiB)
	collector := Container{
		Name:      adotName,
		Image:     cmp.Or(p.Image, adotImage),
		Essential: jsii.Bool(false),
		// The image has no shell; its own program asks the extension health_check.
		HealthCheck: &HealthCheck{Command: jsii.Strings("CMD", "/healthcheck"), Interval: jsii.Number(10),
			StartPeriod: jsii.Number(10)},
		Ports: []Port{{ContainerPort: jsii.Number(otlpGRPC)}, {ContainerPort: jsii.Number(otlpHTTP)}},
		ContainerSettings: ContainerSettings{
			RestartPolicy: &RestartPolicy{RestartAttemptedIn: jsii.Number(60)},
			CPU:           &cpu, MemoryLimitMiB: &memory,
		},
	}
	s := Sidecar{
		Environment: otlpEnvironment(p.ServiceName),
		DependsOn:   []Dependency{{ContainerName: adotName, Condition: DependencyStart}},
		CPU:         cpu, MemoryMiB: memory,
	}
	s.Environment["OTEL_RESOURCE_ATTRIBUTES"] = p.attributes()
	traces := !optional.Value(p.TracesDisabled)
	switch {
	case p.ConfigParameter != nil:
		collector.Secrets = map[string]Secret{collectorVariable: *p.ConfigParameter}
		delete(s.Environment, logsExporter) // that configuration may take what the default one does not
	case p.Config != nil:
		collector.Environment = map[string]string{collectorVariable: *p.Config}
		delete(s.Environment, logsExporter)
	default:
		collector.Environment = map[string]string{collectorVariable: p.config()}
		if !traces {
			s.Environment["OTEL_TRACES_EXPORTER"] = "none"
		}
	}
	s.Containers = []Container{collector}
	if p.LogGroupARN != "" {
		s.TaskPolicies = append(s.TaskPolicies, logsStatement("ADOTMetrics", p.LogGroupARN))
	}
	if traces {
		s.TaskPolicies = append(s.TaskPolicies, tracesStatement("ADOTTraces"))
	}
	return s
}

// attributes are the resource attributes in the form of OTEL_RESOURCE_ATTRIBUTES, whose separators are escaped in
// values.
func (p ADOTProps) attributes() string {
	all := map[string]string{"service.namespace": p.MetricNamespace}
	for _, name := range check.SortedKeys(p.ResourceAttributes) {
		all[name] = p.ResourceAttributes[name]
	}
	var pairs []string
	for _, name := range check.SortedKeys(all) {
		value := all[name]
		if !token.Is(value) {
			value = attributeEscapes.Replace(value)
		}
		if value != "" {
			pairs = append(pairs, name+"="+value)
		}
	}
	return strings.Join(pairs, ",")
}

var attributeEscapes = strings.NewReplacer("%", "%25", ",", "%2C", "=", "%3D", ";", "%3B", " ", "%20")
