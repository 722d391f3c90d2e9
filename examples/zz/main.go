package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
)

func main() {
	fargateai.Run(func(app cdktf.App) {
		stack := fargateai.NewStack(app, "zz", &fargateai.StackProps{Region: "eu-west-1", Account: "123456789012"})
		fargateai.NewService(stack, "svc", &fargateai.ServiceProps{
			Profile: fargateai.ProfileDemo, Port: jsii.Number(80800), CPU: jsii.Number(300),
			Network:     &network.Props{CIDR: "10.0.0.0/33"},
			Environment: map[string]string{"OPENAI_API_KEY": "sk-proj-0123456789abcdefghijklmnopqrstuvwxyz"},
		})
	})
}
