// Two services on what a company has already: its network, cluster, roles, keys, log group, file system, registry,
// queue and alarm topic. Terraform makes what is left: the load balancer, tasks, scaling and alarms.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
)

func main() { fargateai.Run(build) }

// image in the company's own registry, which asks for a login.
const image = "registry.acme.internal/search:v2.7.0"

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "adopted", nil)
	a := adopted{stack}
	net := &network.Ref{
		VPCID:                   a.text("vpc_id", "The company's VPC"),
		TaskSubnetIDs:           a.list("task_subnet_ids", "Its private subnets"),
		EndpointSecurityGroupID: a.text("endpoint_security_group_id", "The group of its interface endpoints"),
		S3PrefixListID:          a.text("s3_prefix_list_id", "The addresses behind its gateway endpoint of S3"),
	}
	cluster := &ecs.ClusterRef{
		Name: a.text("cluster_name", "The company's cluster"), ARN: a.text("cluster_arn", "Its ARN"),
		ServiceConnectNamespaceARN: a.text("namespace_arn", "Its namespace of Service Connect"),
		ExecuteLogGroupARN:         a.text("session_log_group_arn", "Where it logs what is typed in a shell"),
		CapacityProviders:          jsii.Strings(ecs.Fargate, ecs.FargateSpot),
	}
	logGroup := &logs.Ref{Name: a.text("log_group_name", "The log group of all services"),
		ARN: a.text("log_group_arn", "Its ARN")}
	topic := a.text("topic_arn", "Where the people on call hear of alarms")
	login := &ecs.Secret{ValueFrom: a.text("registry_secret_arn", "Name and password for the registry")}
	login.GrantARN = login.ValueFrom

	// shared is what the services have in common.
	shared := func() *fargateai.ServiceProps {
		return &fargateai.ServiceProps{
			Image:            fargateai.Image{URI: image},
			ExistingNetwork:  net,
			ExistingCluster:  cluster,
			ExistingLogGroup: logGroup,
			Container: &ecs.ContainerSettings{
				User: "1000:1000", WorkingDirectory: "/srv/search",
				RepositoryCredentials: login,
				EnvironmentFiles:      jsii.Strings(a.text("environment_file_arn", "Settings that all share, in S3")),
				DockerLabels:          map[string]string{"com.acme.team": "search"},
			},
			Task: &ecs.TaskSettings{
				ExecutionRoleARN: a.text("execution_role_arn", "The role that starts tasks"),
				TaskRoleARN:      a.text("task_role_arn", "The role of the code"),
			},
			// the registry is reached by the company's network, everything of AWS by endpoints, and nothing else
			Deployment: &ecs.ServiceSettings{
				RestrictEgress:   jsii.Bool(true),
				Egress:           []ecs.Egress{{Name: "registry", CIDR: "10.40.0.0/16", Port: jsii.Number(443)}},
				SecurityGroupIDs: jsii.Strings(a.text("baseline_security_group_id", "A group that all tasks belong to")),
			},
			Guardrails: &guardrails.Settings{ExistingTopicARN: topic},
		}
	}

	search := shared()
	search.Port = jsii.Number(8080)
	search.HealthCheck = &loadbalancer.HealthCheck{Path: "/healthz"}
	search.LoadBalancer = &loadbalancer.Settings{
		Scheme:           loadbalancer.SchemeInternal,
		CertificateARN:   a.text("certificate_arn", "A certificate for *.acme.internal"),
		CertificateNames: jsii.Strings("*.acme.internal"),
		AccessLogs: &loadbalancer.AccessLogs{Prefix: "search",
			Bucket: a.text("log_bucket", "The bucket of all access logs")},
	}
	search.ExistingNamespace = &ecs.NamespaceRef{ID: a.text("dns_namespace_id", "The private DNS domain of services"),
		Name: "acme.internal"}
	search.Deployment.CloudMap = &ecs.CloudMap{Name: "search"}
	search.EnableExecute = jsii.Bool(true)
	search.Volumes = []ecs.Volume{{Name: "index", EFS: &ecs.EFSVolume{
		FileSystemID:    a.text("file_system_id", "The file system with the index"),
		AccessPointID:   a.text("access_point_id", "Its part that search reads"),
		SecurityGroupID: a.text("file_system_security_group_id", "The group of its mount targets"),
		ReadOnly:        jsii.Bool(true),
	}}}
	search.Container.Mounts = []ecs.Mount{{VolumeName: "index", ContainerPath: "/srv/search/index",
		ReadOnly: jsii.Bool(true)}}
	fargateai.NewRetrievalAPI(stack, "internal-search", search)

	indexer := shared()
	indexer.Command = jsii.Strings("python", "-m", "search.indexer")
	indexer.ContainerHealthCheck = &ecs.HealthCheck{Command: jsii.Strings("CMD", "/srv/search/alive")}
	indexer.ExistingQueue = &queue.Ref{Name: a.text("queue_name", "The queue of changed documents"),
		ARN: a.text("queue_arn", "Its ARN"), URL: a.text("queue_url", "Its URL")}
	indexer.Deployment = &ecs.ServiceSettings{ // a group whose owner decides what workers reach
		ExistingSecurityGroupID: a.text("worker_security_group_id", "The group of all workers"),
	}
	fargateai.NewEvalWorker(stack, "indexer", indexer)
}

// adopted is what exists, by Terraform variables of the stack: each is declared where it is first used.
type adopted struct{ stack *fargateai.Stack }

func (a adopted) variable(name, kind, description string) cdktf.TerraformVariable {
	if known, ok := a.stack.Node().TryFindChild(jsii.String(name)).(cdktf.TerraformVariable); ok {
		return known
	}
	return cdktf.NewTerraformVariable(a.stack, jsii.String(name), &cdktf.TerraformVariableConfig{
		Type: jsii.String(kind), Description: jsii.String(description),
	})
}

func (a adopted) text(name, description string) string {
	return *a.variable(name, "string", description).StringValue()
}

func (a adopted) list(name, description string) *[]*string {
	return a.variable(name, "list(string)", description).ListValue()
}
