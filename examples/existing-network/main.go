// A service in a network and cluster that a platform team owns: their ids come in as Terraform variables.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func main() {
	fargateai.Run(func(app cdktf.App) {
		stack := fargateai.NewStack(app, "existing-network", nil)
		vpc := variable(stack, "vpc_id", "string", "The VPC that the platform team runs")
		public := variable(stack, "public_subnet_ids", "list(string)", "Its subnets with a route to the internet gateway")
		private := variable(stack, "task_subnet_ids", "list(string)", "Its subnets with a route to a NAT gateway")
		offices := variable(stack, "office_prefix_list_id", "string", "Its list of the addresses of the company's offices")
		certificate := variable(stack, "certificate_arn", "string", "An ACM certificate for the service's name")

		fargateai.NewService(stack, "retrieval-api", &fargateai.ServiceProps{
			Port:  jsii.Number(8080),
			Image: fargateai.Image{URI: "public.ecr.aws/docker/library/python:3.13.1-slim"},
			ExistingNetwork: &network.Ref{
				VPCID:           *vpc.StringValue(),
				PublicSubnetIDs: public.ListValue(),
				TaskSubnetIDs:   private.ListValue(),
			},
			LoadBalancer: &loadbalancer.Settings{
				CertificateARN:       *certificate.StringValue(),
				IngressPrefixListIDs: jsii.Strings(*offices.StringValue()),
			},
			Environment: map[string]string{"INDEX_NAME": "documents"},
			Secrets: map[string]secrets.Reference{"OPENAI_API_KEY": {SecretName: "retrieval-api/openai",
				JSONKey: "api_key"}},
		})
	})
}

func variable(stack *fargateai.Stack, name, kind, description string) cdktf.TerraformVariable {
	return cdktf.NewTerraformVariable(stack, jsii.String(name), &cdktf.TerraformVariableConfig{
		Type: jsii.String(kind), Description: jsii.String(description),
	})
}
