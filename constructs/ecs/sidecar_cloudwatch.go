package ecs

import (
	"cmp"
	"encoding/json"
	"maps"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

const (
	cloudWatchName              = "cloudwatch-agent"
	cloudWatchImage             = "public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300072.0b1766"
	cloudWatchCPU               = 64
	cloudWatchMemoryMiB         = 256
	emfPort             float64 = 25888
	emfAddress                  = "tcp://" + loopback + ":25888"

	// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
	emfConfig    = `{"logs":{"metrics_collected":{"emf":{}}}}`
	tracesConfig = `{"logs":{"metrics_collected":{"emf":{}}},"traces":{"traces_collected":{"otlp":{"grpc_endpoint":"` +
		otlpGRPCAddress +
		`","http_endpoint":"` + otlpHTTPAddress + `"}}}}`
)

// CloudWatchAgentProps are the props of a [CloudWatchAgent].
type CloudWatchAgentProps struct {
	// Image of the agent. Default: AWS's own in public.ecr.aws, in a version that this library was written for.
	Image string
	// MetricNamespace of the application's metrics. Required without Config and ConfigParameter.
	MetricNamespace string
	// LogGroupName that the application's metrics are written to. It must exist. Required without Config and
	// ConfigParameter.
	LogGroupName string
	// LogGroupARN of that group, without a trailing ":*"; the task role may then write to it. Required with LogGroupName.
	LogGroupARN string
	// ServiceName under which the application reports. Required.
	ServiceName string
	// Config of the agent in JSON instead of the default one. What it needs beyond the log group and X-Ray, grant in
	// TaskPolicies. Excludes ConfigParameter. Default: one that takes embedded metric format and traces.
	Config *string
	// ConfigParameter that holds Config: a parameter of SSM Parameter Store, or a secret. Default: none.
	ConfigParameter *Secret
	// TracesDisabled keeps traces from X-Ray, and the grant for it from the task role. Default: false.
	TracesDisabled *bool
	// CPU units that are reserved for the agent. Default: 64.
	CPU *float64
	// MemoryMiB above which the agent, and not the task, is restarted. Default: 256.
	MemoryMiB *float64
}

// CloudWatchAgent takes metrics in embedded metric format, as AWS's EMF libraries write them, and traces over OTLP.
// Which dimensions metrics have the application decides; [ADOTCollector] is the one that limits them.
//
// The application starts after the agent, and goes on without it.
func CloudWatchAgent(p CloudWatchAgentProps) Sidecar { return newSidecar(p, CloudWatchAgentProps{}) }

// Validate returns every mistake in the props as one error, or nil.
func (p CloudWatchAgentProps) Validate() error { return p.problems().Err() }

func (p CloudWatchAgentProps) problems() rules.Mistakes {
	given, ps := check.Given(&p)
	p = *given
	agentProblems(&ps, p.Image, p.CPU, p.MemoryMiB)
	serviceNameProblems(&ps, p.ServiceName)
	configProblems(&ps, p.Config, p.ConfigParameter)
	metricProblems(&ps, p.Config != nil || p.ConfigParameter != nil, p.MetricNamespace, p.LogGroupName, p.LogGroupARN)
	if p.Config != nil && *p.Config != "" && !token.Is(*p.Config) {
		var config object
		if err := json.Unmarshal([]byte(*p.Config), &config); err != nil || len(config) == 0 {
			ps.Break(rules.Invalid, "config", check.Quote(*p.Config), "a JSON object of the agent", "")
		}
	}
	return ps
}

func (p CloudWatchAgentProps) sidecar() Sidecar {
	cpu, memory := optional.Or(p.CPU, cloudWatchCPU), optional.Or(p.MemoryMiB, cloudWatchMemoryMiB)
	traces := !optional.Value(p.TracesDisabled)
	agent := Container{
		Name:      cloudWatchName,
		Image:     cmp.Or(p.Image, cloudWatchImage),
		Essential: jsii.Bool(false),
		Ports:     []Port{{ContainerPort: jsii.Number(emfPort)}},
		ContainerSettings: ContainerSettings{
			RestartPolicy: &RestartPolicy{RestartAttemptedIn: jsii.Number(60)},
			// It translates its configuration into files beside its programs
			// (https://github.com/aws/amazon-cloudwatch-agent/issues/276).
			ReadonlyRootFilesystem: jsii.Bool(false),
			CPU:                    &cpu, MemoryLimitMiB: &memory,
		},
	}
	if traces {
		agent.Ports = append(agent.Ports, Port{ContainerPort: jsii.Number(otlpGRPC)},
			Port{ContainerPort: jsii.Number(otlpHTTP)})
	}
	switch {
	case p.ConfigParameter != nil:
		agent.Secrets = map[string]Secret{"CW_CONFIG_CONTENT": *p.ConfigParameter}
	case p.Config != nil:
		agent.Environment = map[string]string{"CW_CONFIG_CONTENT": *p.Config}
	case traces:
		agent.Environment = map[string]string{"CW_CONFIG_CONTENT": tracesConfig}
	default:
		agent.Environment = map[string]string{"CW_CONFIG_CONTENT": emfConfig}
	}
	s := Sidecar{
		Containers: []Container{agent},
		// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Libraries.html
		Environment: map[string]string{"AWS_EMF_AGENT_ENDPOINT": emfAddress, "AWS_EMF_SERVICE_NAME": p.ServiceName},
		DependsOn:   []Dependency{{ContainerName: cloudWatchName, Condition: DependencyStart}},
		CPU:         cpu, MemoryMiB: memory,
	}
	for name, value := range map[string]string{"AWS_EMF_NAMESPACE": p.MetricNamespace,
		"AWS_EMF_LOG_GROUP_NAME": p.LogGroupName} {
		if value != "" {
			s.Environment[name] = value
		}
	}
	if p.LogGroupARN != "" {
		s.TaskPolicies = append(s.TaskPolicies, logsStatement("CloudWatchAgentMetrics", p.LogGroupARN))
	}
	if traces {
		s.TaskPolicies = append(s.TaskPolicies, tracesStatement("CloudWatchAgentTraces"))
		maps.Copy(s.Environment, otlpEnvironment(p.ServiceName))
		if p.Config == nil && p.ConfigParameter == nil {
			s.Environment["OTEL_METRICS_EXPORTER"] = "none" // the default configuration takes metrics from EMF libraries only
		}
	}
	return s
}
