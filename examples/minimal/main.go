// The smallest service: a public image behind a load balancer, in the demo profile.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
)

func main() {
	fargateai.Run(func(app cdktf.App) {
		stack := fargateai.NewStack(app, "minimal", &fargateai.StackProps{Region: "eu-west-1"})
		fargateai.NewService(stack, "hello", &fargateai.ServiceProps{
			Profile: fargateai.ProfileDemo,
			Port:    jsii.Number(80),
			Image:   fargateai.Image{URI: "public.ecr.aws/nginx/nginx:1.29.3"},
			// nginx writes its cache and pid file there
			WritablePaths: jsii.Strings("/var/cache/nginx", "/run", "/tmp"),
		})
	})
}
