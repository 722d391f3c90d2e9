package ecs_test

import (
	"fmt"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
)

// The application needs 1 vCPU and 2 GiB; with the collector the task is the next larger one.
func ExampleADOTCollector() {
	collector := ecs.ADOTCollector(ecs.ADOTProps{
		ServiceName: "llm-proxy", MetricNamespace: "AIService",
		LogGroupName: "/ai/llm-proxy/metrics",
		LogGroupARN:  "arn:aws:logs:eu-west-1:210987654321:log-group:/ai/llm-proxy/metrics",
	})
	cpu, memory, ok := ecs.SizeFor(1024, 2048, collector)
	fmt.Println(cpu, memory, ok)

	task := ecs.TaskDefinitionProps{
		Family: "llm-proxy", CPU: &cpu, MemoryLimitMiB: &memory,
		LogOptions: map[string]string{"awslogs-group": "/ecs/llm-proxy", "awslogs-region": "eu-west-1"},
		Containers: []ecs.Container{{Name: "llm-proxy", Image: "ghcr.io/acme/llm-proxy:v1.4.2"}},
		Sidecars:   []ecs.Sidecar{collector, ecs.Datadog(ecs.DatadogProps{ServiceName: "llm-proxy", Site: "datadog.eu"})},
	}
	fmt.Println(task.Validate())
	// Output:
	// 2048 4096 true
	// sidecars[1].apiKey.grantARN: got nothing, want the ARN that the execution role may read
	// sidecars[1].apiKey.valueFrom: got nothing, want the ARN of a secret or parameter
	// sidecars[1].site: got "datadog.eu", want one of datadoghq.com, us3.datadoghq.com, us5.datadoghq.com, datadoghq.eu, ap1.datadoghq.com, ap2.datadoghq.com, ddog-gov.com; use the package's typed constant
}
