// Package ecs runs containers on AWS Fargate: a [Cluster], a [TaskDefinition] with its two roles, and a [Service] that
// deploys it safely.
//
//	cluster := ecs.NewCluster(stack, "cluster", &ecs.ClusterProps{Name: "ai"})
//	task := ecs.NewTaskDefinition(stack, "task", &ecs.TaskDefinitionProps{
//		Family:     "llm-proxy",
//		LogOptions: group.Options(), LogGroupARN: group.ARN(),
//		Containers: []ecs.Container{{
//			Name: "llm-proxy", Image: "ghcr.io/acme/llm-proxy:v1.4.2",
//			Ports: []ecs.Port{{ContainerPort: jsii.Number(4000)}},
//		}},
//	})
//	ecs.NewService(stack, "service", &ecs.ServiceProps{
//		Cluster: cluster.Ref(), TaskDefinitionARN: task.ARN(), VPCID: net.VPCID, SubnetIDs: net.TaskSubnetIDs,
//		ServiceSettings: ecs.ServiceSettings{Name: "llm-proxy"},
//	})
//
// A cluster that exists is adopted by a [ClusterRef], roles that exist by their ARNs.
//
// # Peers
//
// Tasks let nobody in by default, and out to HTTPS only. [Service.AllowFrom] opens the way from one service to another
// in both security groups, [Service.AllowTo] the one to a database. A peer is found by Service Connect
// (ServiceSettings.ServiceConnect), or by DNS in a [Namespace] of Cloud Map.
//
// # Permissions
//
// The execution role, with which ECS starts a task, may pull the images, write the logs and read the secrets that the
// task definition names, and nothing else. The task role, with which the code runs, may do what TaskPolicies say; by
// default nothing. Both can be assumed by ECS tasks of this account and region only.
//
// # Sidecars
//
// A [Sidecar] is a container beside the application together with what the application and the task role need for it.
// [ADOTCollector] makes metrics of the tokens that models use, [CloudWatchAgent] and [Datadog] are the agents of those
// services, [FireLens] routes logs:
//
//	sidecar := ecs.ADOTCollector(ecs.ADOTProps{
//		ServiceName: "llm-proxy", MetricNamespace: "AIService", LogGroupName: metrics.Name(), LogGroupARN: metrics.ARN(),
//	})
//	cpu, memory, _ := ecs.SizeFor(1024, 2048, sidecar) // for the application alone, and together
//	ecs.NewTaskDefinition(stack, "task", &ecs.TaskDefinitionProps{
//		CPU: &cpu, MemoryLimitMiB: &memory, Sidecars: []ecs.Sidecar{sidecar}, …
//	})
//
// # Deployments
//
// A [Service] keeps all tasks healthy while it replaces them, stops a deployment that does not become healthy and rolls
// it back; the apply that caused it then fails. Earlier revisions of the task definition stay registered, since a
// rollback needs them.
package ecs
