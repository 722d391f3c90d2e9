package main

import (
	"fmt"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
)

// many is n services that share one network, cluster and load balancer.
func many(app cdktf.App, n int) {
	stack := fargateai.NewStack(app, "many",
		&fargateai.StackProps{Region: "eu-west-1", Account: "210987654321",
			AvailabilityZones: jsii.Strings("eu-west-1a", "eu-west-1b")})
	net := network.New(stack, "network", &network.Props{Name: "many"}).Ref()
	cluster := ecs.NewCluster(stack, "cluster", &ecs.ClusterProps{Name: "many"}).Ref()
	balancer := loadbalancer.New(stack, "load-balancer", &loadbalancer.Props{
		VPCID:     net.VPCID,
		SubnetIDs: net.PublicSubnetIDs,
		Settings: loadbalancer.Settings{
			Name:               "many",
			AllowPlaintextHTTP: jsii.Bool(true),
		},
	}).Ref()
	for i := range n {
		name := fmt.Sprintf("service-%d", i+1)
		fargateai.NewService(stack, name, &fargateai.ServiceProps{
			Port:                 jsii.Number(8080),
			Image:                fargateai.Image{Tag: "v1"},
			ExistingNetwork:      &net,
			ExistingCluster:      &cluster,
			ExistingLoadBalancer: &balancer,
			Rule: &loadbalancer.Rule{Priority: jsii.Number(float64(i + 1)),
				Paths: jsii.Strings("/" + name + "/*")},
		})
	}
}
