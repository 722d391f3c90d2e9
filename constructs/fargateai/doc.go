// Package fargateai is a whole AI service on AWS Fargate in one construct.
//
// [NewService] makes the network, load balancer, image repository, log group, roles, cluster, task definition, service
// and scaling from a few props, or adopts those that exist. [NewStack] is a stack with the AWS provider set up, and
// [Run] is the main function of a program:
//
//	func main() {
//		fargateai.Run(func(app cdktf.App) {
//			stack := fargateai.NewStack(app, "llm-proxy", &fargateai.StackProps{Region: "eu-west-1"})
//			fargateai.NewService(stack, "llm-proxy", &fargateai.ServiceProps{
//				Port:   jsii.Number(4000),
//				Image:  fargateai.Image{Tag: "v1.4.2"},
//				Domain: &loadbalancer.Domain{Name: "llm.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
//			})
//		})
//	}
//
// # Peers
//
// Not every service is one for the internet. [Exposure] says who reaches it, and one call opens a way:
//
//	mcp := fargateai.NewService(stack, "mcp", &fargateai.ServiceProps{Exposure: fargateai.ExposureServiceConnect, …})
//	agents := fargateai.NewAgentRuntime(stack, "agents", &fargateai.ServiceProps{
//		Environment: map[string]string{"MCP_URL": mcp.URL()},
//		Deployment:  &ecs.ServiceSettings{ServiceConnect: &ecs.ServiceConnect{}}, // a client
//		…
//	})
//	mcp.AllowFrom(agents)
//	agents.AllowTo("database", databaseGroupID, 5432)
//
// # Values
//
// In all packages strings are plain strings ("" means the documented default), numbers, booleans and lists of strings
// are pointers (nil means the default; 0, false and an empty list are values), and timers are seconds. Whatever a
// construct hands out fits: *vpc.Id(), variable.NumberValue(), subnets.Ids().
//
// # Mistakes
//
// Every rule about every prop is checked before anything is created. All mistakes are reported in one run, each with
// the path of the prop, what was given, what is allowed and what to change.
//
// # Escape hatches
//
// A [Service] hands out its parts, each part its resources, and every resource takes AddOverride. All of them are real
// constructs: they can be scopes and dependencies, and Aspects visit them.
package fargateai
