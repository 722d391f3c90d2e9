package ecs_test

import (
	"errors"
	"fmt"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
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
	var mistakes rules.Mistakes
	if errors.As(task.Validate(), &mistakes) {
		for _, m := range mistakes {
			fmt.Println(m.Rule, m.Path)
		}
	}
	// Output:
	// 2048 4096 true
	// required sidecars[1].apiKey.grantARN
	// required sidecars[1].apiKey.valueFrom
	// one-of sidecars[1].site
}
