// Package network makes the VPC that tasks and load balancers live in, or takes the ids of one that exists.
//
// # What it makes
//
// Subnets come in up to three tiers, one subnet of each in every zone: public ones for load balancers and NAT gateways,
// private ones for tasks, isolated ones for databases. How tasks get out is one typed choice with a known price,
// [Egress]. The free gateway endpoint of S3 is always there, because image layers come from S3. No subnet hands out
// public addresses by itself, the default security group is closed, and the endpoints answer the VPC alone.
//
//	net := network.New(stack, "network", &network.Props{
//		ZoneCount: jsii.Number(3),
//		Egress:    network.EgressNone,
//		Endpoints: []network.Endpoint{network.EndpointBedrockRuntime, network.EndpointKMS},
//		FlowLogs:  &network.FlowLogs{},
//	})
//	fargateai.NewService(stack, "llm-proxy", &fargateai.ServiceProps{
//		ExistingNetwork: ref(net), // or leave it out: the service makes a network of its own
//		…
//	})
//
// where ref takes the address of net.Ref(). A VPC that exists is a [Ref] too: plain ids, Terraform variables, or the
// attributes of data sources.
//
// With [EgressNone] data does not leave by AWS either: the endpoints take credentials of the account only
// ([EndpointPolicy]), and package fargateai lets tasks reach the endpoints and nothing else. [EndpointOf] says which
// endpoint an action of IAM needs. There is none of EC2 itself, although Security Hub asks for one (EC2.10): nothing in
// the network calls it.
//
// # What stays
//
// Addresses of resources and blocks of subnets are made from the tier and the zone's place, and every tier keeps room
// for six zones. A third zone, isolated subnets, or another egress therefore adds and removes resources of its own and
// leaves every other as it is; only interface endpoints are extended in place, because one that is made in all its
// zones at once is there minutes sooner. From [EgressPublicIP] to another egress and back the tasks move between
// subnets, without a change of any address range.
//
// # Order
//
// A subnet that exists is not yet one that works: a task that starts before its NAT gateway or endpoints cannot pull
// its image, and the circuit breaker then ends the first deployment. The subnet ids in [Network.Ref] are therefore read
// from the route table associations, which wait for the routes and endpoints. Nothing that uses them needs a dependency
// of its own.
//
// # What it costs
//
// The choice is stated at [Egress]. In us-east-1 two zones cost, before data, 0 USD a month with [EgressPublicIP] (3.65
// USD per running task), 32.85 with [EgressNAT], 65.70 with [EgressNATPerZone] and 73 with [EgressNone] and its default
// endpoints, which makes [EgressNone] a choice for data that may not leave, not one that saves money. A public
// address costs 3.65 USD a month, also that of a NAT gateway.
package network
