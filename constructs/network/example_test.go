package network_test

import (
	"fmt"
	"log"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A network whose tasks reach nothing but what has an endpoint.
func ExampleNew() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		network.New(stack, "network", &network.Props{
			Name: "ai", Egress: network.EgressNone, Endpoints: []network.Endpoint{network.EndpointBedrockRuntime},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, kind := range []string{"aws_subnet", "aws_nat_gateway", "aws_vpc_endpoint"} {
		fmt.Println(kind, len(stack.Resources(kind)))
	}
	// Output:
	// aws_subnet 4
	// aws_nat_gateway 0
	// aws_vpc_endpoint 7
}
