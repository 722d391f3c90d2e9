package ecs_test

import (
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A cluster of Fargate alone.
func ExampleNewCluster() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		ecs.NewCluster(stack, "cluster", &ecs.ClusterProps{Name: "ai"})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_ecs_cluster.cluster_A4C38409
	// aws_ecs_cluster_capacity_providers.cluster_capacity-providers_D17397A4
}

// A private DNS domain in which tasks are found.
func ExampleNewNamespace() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		ecs.NewNamespace(stack, "namespace", &ecs.NamespaceProps{Name: "ai.internal", VPCID: "vpc-0a1b2c3d4e5f67890"})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_service_discovery_private_dns_namespace.namespace_67941C3A
}

// One container, with its two roles.
func ExampleNewTaskDefinition() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		group := logs.New(stack, "logs", &logs.Props{Name: "/ecs/llm-proxy"})
		ecs.NewTaskDefinition(stack, "task", &ecs.TaskDefinitionProps{
			Family:     "llm-proxy",
			LogOptions: group.Options(), LogGroupARN: group.ARN(),
			Containers: []ecs.Container{{
				Name: "llm-proxy", Image: "ghcr.io/acme/llm-proxy:v1.4.2",
				Ports: []ecs.Port{{ContainerPort: jsii.Number(4000)}},
			}},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_cloudwatch_log_group.logs_group_F4848128
	// aws_ecs_task_definition.task_task-definition_EF01C385
	// aws_iam_role.task_B336BBAC
	// aws_iam_role.task_execution_0618B081
	// aws_iam_role_policy.task_execution-policy_9340F27F
}

// A service in a cluster and a network that exist.
func ExampleNewService() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		ecs.NewService(stack, "service", &ecs.ServiceProps{
			Cluster:           ecs.ClusterRef{Name: "ai", ARN: "arn:aws:ecs:eu-west-1:210987654321:cluster/ai"},
			TaskDefinitionARN: "arn:aws:ecs:eu-west-1:210987654321:task-definition/llm-proxy:7",
			VPCID:             "vpc-0a1b2c3d4e5f67890",
			SubnetIDs:         jsii.Strings("subnet-0a1b2c3d4e5f67890", "subnet-1a1b2c3d4e5f67890"),
			DesiredCount:      jsii.Number(2),
			ServiceSettings:   ecs.ServiceSettings{Name: "llm-proxy"},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_ecs_service.service_E7C408F2
	// aws_security_group.service_security-group_3A537956
	// aws_vpc_security_group_egress_rule.service_egress-https_5811BC8B
}

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
