package ecs

import (
	"cmp"
	"maps"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

const (
	datadogName              = "datadog-agent"
	datadogImage             = "public.ecr.aws/datadog/agent:7.84.6"
	datadogCPU               = 100
	datadogMemoryMiB         = 512
	datadogStatsD    float64 = 8125
	datadogTraces    float64 = 8126
)

// DatadogSite is where an organization's data lives.
type DatadogSite string

const (
	DatadogUS1    DatadogSite = "datadoghq.com"
	DatadogUS3    DatadogSite = "us3.datadoghq.com"
	DatadogUS5    DatadogSite = "us5.datadoghq.com"
	DatadogEU     DatadogSite = "datadoghq.eu"
	DatadogAP1    DatadogSite = "ap1.datadoghq.com"
	DatadogAP2    DatadogSite = "ap2.datadoghq.com"
	DatadogUS1FED DatadogSite = "ddog-gov.com"
)

// DatadogProps are the props of a [Datadog].
type DatadogProps struct {
	// Image of the agent. Default: Datadog's own in public.ecr.aws, in a version that this library was written for.
	Image string
	// APIKey of the organization. Required.
	APIKey Secret
	// Site of the organization. Required: the agent's own default sends data to the United States.
	Site DatadogSite
	// ServiceName under which the application reports: DD_SERVICE. Required.
	ServiceName string
	// Environment, DD_ENV, and Version, DD_VERSION, of the application. Default: none.
	Environment, Version string
	// APMDisabled takes no traces. Default: false.
	APMDisabled *bool
	// OTLP takes metrics and traces of OpenTelemetry, too, and points the application's SDK there. Default: false.
	OTLP *bool
	// CPU units that are reserved for the agent. Default: 100.
	CPU *float64
	// MemoryMiB above which the agent, and not the task, is restarted. Default: 512.
	MemoryMiB *float64
}

// Datadog is Datadog's agent, which takes traces and StatsD metrics from the application and reports the task's own. It
// needs a way to the internet.
//
// The application starts after the agent, and goes on without it.
func Datadog(p DatadogProps) Sidecar { return newSidecar(p, DatadogProps{}) }

// Validate returns every mistake in the props as one error, or nil.
func (p DatadogProps) Validate() error { return p.problems().Err() }

func (p DatadogProps) problems() rules.Mistakes {
	given, ps := check.Given(&p)
	p = *given
	agentProblems(&ps, p.Image, p.CPU, p.MemoryMiB)
	serviceNameProblems(&ps, p.ServiceName)
	secretProblems(&ps, "apiKey", p.APIKey)
	if p.Site == "" {
		ps.Break(rules.Required, "site", "", "the site of your organization, e.g. ecs.DatadogEU", "")
	}
	check.OneOf(&ps, "site", p.Site, DatadogUS1, DatadogUS3, DatadogUS5, DatadogEU, DatadogAP1, DatadogAP2, DatadogUS1FED)
	return ps
}

func (p DatadogProps) sidecar() Sidecar {
	cpu, memory := optional.Or(p.CPU, datadogCPU), optional.Or(p.MemoryMiB, datadogMemoryMiB)
	apm := !optional.Value(p.APMDisabled)
	agent := Container{
		Name:        datadogName,
		Image:       cmp.Or(p.Image, datadogImage),
		Essential:   jsii.Bool(false),
		Ports:       []Port{{ContainerPort: jsii.Number(datadogStatsD), Protocol: UDP}},
		Environment: map[string]string{"ECS_FARGATE": "true", "DD_SITE": string(p.Site), "DD_APM_ENABLED": "false"},
		HealthCheck: &HealthCheck{Command: jsii.Strings("CMD-SHELL", "agent health"), StartPeriod: jsii.Number(15)},
		ContainerSettings: ContainerSettings{
			RestartPolicy: &RestartPolicy{RestartAttemptedIn: jsii.Number(60)},
			// It writes into its configuration, which a volume would hide
			// (https://docs.datadoghq.com/containers/guide/readonly-root-filesystem).
			ReadonlyRootFilesystem: jsii.Bool(false),
			CPU:                    &cpu, MemoryLimitMiB: &memory,
		},
	}
	if p.APIKey != (Secret{}) {
		agent.Secrets = map[string]Secret{"DD_API_KEY": p.APIKey}
	}
	environment := map[string]string{"DD_AGENT_HOST": loopback, "DD_SERVICE": p.ServiceName}
	for name, value := range map[string]string{"DD_ENV": p.Environment, "DD_VERSION": p.Version} {
		if value != "" {
			environment[name] = value
		}
	}
	if apm {
		agent.Environment["DD_APM_ENABLED"] = "true"
		agent.Ports = append(agent.Ports, Port{ContainerPort: jsii.Number(datadogTraces)})
	} else {
		environment["DD_TRACE_ENABLED"] = "false"
	}
	if optional.Value(p.OTLP) {
		agent.Environment["DD_OTLP_CONFIG_RECEIVER_PROTOCOLS_GRPC_ENDPOINT"] = otlpGRPCAddress
		agent.Environment["DD_OTLP_CONFIG_RECEIVER_PROTOCOLS_HTTP_ENDPOINT"] = otlpHTTPAddress
		agent.Ports = append(agent.Ports, Port{ContainerPort: jsii.Number(otlpGRPC)},
			Port{ContainerPort: jsii.Number(otlpHTTP)})
		maps.Copy(environment, otlpEnvironment(p.ServiceName))
	}
	return Sidecar{
		Containers:  []Container{agent},
		Environment: environment,
		DependsOn:   []Dependency{{ContainerName: datadogName, Condition: DependencyStart}},
		CPU:         cpu, MemoryMiB: memory,
	}
}
