package ecs

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Sidecar is what runs beside the application in each task, and what the application is told about it. [ADOTCollector],
// [CloudWatchAgent], [FireLens] and [Datadog] make one; any other is a literal.
//
// A task starts when the images of all its containers are there, essential or not. Where tasks have no way to the
// internet, copy those of public.ecr.aws to ECR and name the copies: the interface endpoints of ECR do not reach them.
type Sidecar struct {
	// Containers that the sidecar adds to the task, usually one. Required.
	Containers []Container
	// TaskPolicies that it adds to the task role that is made. Grant them yourself to a role that is adopted. Default:
	// nothing.
	TaskPolicies []PolicyStatement
	// Environment of the application's containers. What a container states itself, in its environment or its secrets,
	// wins. Default: nothing.
	Environment map[string]string
	// DependsOn of the application's containers. A dependency that a container states itself wins. Default: nothing.
	DependsOn []Dependency
	// Logging of the application's containers that state none. Default: the task definition's LogOptions.
	Logging *Logging
	// CPU units and MemoryMiB that a task needs on top of the application's; see SizeFor. Default: 0.
	CPU, MemoryMiB float64

	mistakes rules.Mistakes // in the props that it was made from
}

// SizeFor returns the smallest size of a task, in CPU units and MiB, that leaves cpu and memory to the application
// beside the sidecars. It reports false where Fargate offers none that large, or where Terraform computes one of the
// numbers.
func SizeFor(cpu, memory float64, sidecars ...Sidecar) (cpuUnits, memoryMiB float64, ok bool) {
	computed := token.IsNumber(cpu) || token.IsNumber(memory)
	for _, s := range sidecars {
		computed = computed || token.IsNumber(s.CPU) || token.IsNumber(s.MemoryMiB)
		cpu, memory = cpu+s.CPU, memory+s.MemoryMiB
	}
	if computed {
		return 0, 0, false
	}
	return fargate.Fit(cpu, memory)
}

// sidecarProps are the props of a kind of sidecar.
type sidecarProps interface {
	problems() rules.Mistakes
	sidecar() Sidecar
}

// newSidecar makes a sidecar of right props. Of wrong ones it makes the one that blank props make, so that the task
// definition reports the mistakes where they were made, and besides them only what the sidecar clashes with.
func newSidecar(p, blank sidecarProps) Sidecar {
	mistakes := p.problems()
	if len(mistakes) > 0 {
		p = blank
	}
	s := p.sidecar()
	s.mistakes = mistakes
	return s
}

// logsStatement lets a sidecar write to a log group that exists.
func logsStatement(sid, groupARN string) PolicyStatement {
	return PolicyStatement{Sid: sid, Actions: []string{"logs:CreateLogStream", "logs:PutLogEvents"},
		Resources: []string{groupARN + ":log-stream:*"}}
}

// tracesStatement lets a sidecar send segments to X-Ray, and ask which requests to sample, for which AWS knows no
// resource.
func tracesStatement(sid string) PolicyStatement {
	return PolicyStatement{Sid: sid, Actions: []string{"xray:GetSamplingRules", "xray:GetSamplingTargets",
		"xray:PutTelemetryRecords", "xray:PutTraceSegments"},
		Resources: []string{"*"}}
}

// loopback is where sidecars listen: containers of a task share it, and nothing outside the task reaches it. It is no
// name, since localhost may mean ::1 to a client.
const loopback = "127.0.0.1"

const (
	otlpGRPC, otlpHTTP float64 = 4317, 4318
	otlpGRPCAddress            = loopback + ":4317"
	otlpHTTPAddress            = loopback + ":4318"
)

const logsExporter = "OTEL_LOGS_EXPORTER"

// otlpEnvironment points OpenTelemetry SDKs at a sidecar. Their default protocol differs, so that it is stated with the
// endpoint.
func otlpEnvironment(service string) map[string]string {
	return map[string]string{
		"OTEL_SERVICE_NAME":           service,
		"OTEL_EXPORTER_OTLP_ENDPOINT": "http://" + otlpHTTPAddress,
		"OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
		logsExporter:                  "none", // logs go through the log driver; none of the sidecars takes them over OTLP
		// The conventions for language models are opt-in, and prompts and answers stay out of telemetry.
		"OTEL_SEMCONV_STABILITY_OPT_IN":                      "gen_ai_latest_experimental",
		"OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "false",
	}
}
