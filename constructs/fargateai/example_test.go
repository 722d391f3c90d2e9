package fargateai_test

import (
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// Any container behind a load balancer: network, cluster, repository, scaling and logs come with it.
func ExampleNewService() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		fargateai.NewService(stack, "search", &fargateai.ServiceProps{
			Port:   jsii.Number(8080), // stated once: container, target group, health check, security groups
			Image:  fargateai.Image{Tag: "v1.4.2"},
			Domain: &loadbalancer.Domain{Name: "search.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(stack.Addresses()), "resources,", len(stack.Resources("aws_ecs_service")), "aws_ecs_service")
	// Output:
	// 63 resources, 1 aws_ecs_service
}

// A proxy of streams that may last fifteen minutes: every timer follows from that.
func ExampleNewLLMProxy() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		proxy := fargateai.NewLLMProxy(stack, "llm-proxy", &fargateai.ServiceProps{
			Port: jsii.Number(4000), Image: fargateai.Image{Tag: "v1.4.2"},
			Domain:            &loadbalancer.Domain{Name: "llm.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
			MaxStreamDuration: jsii.Number(900),
			TokenBudget:       &fargateai.TokenBudget{PerMinute: jsii.Number(20000), MonthlyUSD: jsii.Number(1000)},
			Secrets: map[string]secrets.Reference{
				"OPENAI_API_KEY": {SecretName: "llm-proxy/openai", JSONKey: "api_key"},
			},
		})
		fmt.Println(proxy.URL())
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(stack.Addresses()), "resources,", len(stack.Resources("aws_lb")), "aws_lb")
	// Output:
	// https://llm.acme.dev
	// 74 resources, 1 aws_lb
}

// Short requests: scaled by their number and by CPU.
func ExampleNewRetrievalAPI() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		fargateai.NewRetrievalAPI(stack, "retrieval", &fargateai.ServiceProps{
			Port: jsii.Number(8080), Image: fargateai.Image{Tag: "v1.4.2"},
			Domain: &loadbalancer.Domain{Name: "search.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(stack.Addresses()), "resources,", len(stack.Resources("aws_appautoscaling_policy")), "policies")
	// Output:
	// 72 resources, 2 policies
}

// Sessions that last: a task that works is protected from scale-in.
func ExampleNewAgentRuntime() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		fargateai.NewAgentRuntime(stack, "agents", &fargateai.ServiceProps{
			Port: jsii.Number(8080), Image: fargateai.Image{Tag: "v1.4.2"},
			Domain: &loadbalancer.Domain{Name: "agents.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(stack.Addresses()), "resources,", len(stack.Resources("aws_ecs_service")), "aws_ecs_service")
	// Output:
	// 73 resources, 1 aws_ecs_service
}

// A worker without a load balancer: its queue decides how many tasks there are.
func ExampleNewEvalWorker() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		fargateai.NewEvalWorker(stack, "evals", &fargateai.ServiceProps{
			Image:                fargateai.Image{Tag: "v1.4.2"},
			ContainerHealthCheck: &ecs.HealthCheck{Command: jsii.Strings("CMD", "/app/healthy")},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(stack.Addresses()), "resources,", len(stack.Resources("aws_sqs_queue")), "aws_sqs_queue")
	// Output:
	// 58 resources, 2 aws_sqs_queue
}

// A stack with its place and its state. The place is stated, so that a plan reads nothing from AWS.
func ExampleNewStack() {
	stacks, err := testkit.SynthProgram(nil, func(app cdktf.App) {
		fargateai.NewStack(app, "llm-proxy", &fargateai.StackProps{
			Region: "eu-west-1", Account: "210987654321",
			Backend: &fargateai.S3Backend{Bucket: "acme-state"},
			Tags:    map[string]string{"team": "ai"},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	for name, stack := range stacks {
		fmt.Println(name, strings.Contains(string(stack.Text()), `"use_lockfile": true`))
	}
	// Output:
	// llm-proxy true
}

// Props are judged without Node, Terraform or AWS, as in a unit test of a program.
func ExampleServiceProps_Validate() {
	props := fargateai.ServiceProps{
		Profile: fargateai.ProfileDemo,
		Port:    jsii.Number(4000),
		Image:   fargateai.Image{Tag: "latest"},
		CPU:     jsii.Number(300),
	}
	var mistakes rules.Mistakes
	if errors.As(props.Validate("llm-proxy"), &mistakes) {
		for _, m := range mistakes {
			fmt.Println(m.Path, m.Rule)
		}
	}

	props.Image.Tag, props.CPU = "v1.4.2", jsii.Number(512)
	fmt.Println(props.Validate("llm-proxy"))
	// Output:
	// cpu fargate-task-size
	// image.tag service-image-tag-moves
	// <nil>
}
