package ecs

import "github.com/aws/constructs-go/constructs/v10"

// ImageOwner says who decides which image runs, and so what Terraform may change back.
type ImageOwner string

const (
	// ImageOwnedByTerraform: a new image is a change of the program and an apply. The apply waits until the deployment is
	// steady and fails when ECS rolled it back.
	ImageOwnedByTerraform ImageOwner = "terraform"
	// ImageOwnedByPipeline: a pipeline registers revisions and updates the service. Terraform ignores which revision runs,
	// and so can neither undo a deployment nor notice that one was rolled back.
	ImageOwnedByPipeline ImageOwner = "pipeline"
	// ImageOwnedByParameter: a pipeline writes the image into an SSM parameter, and an apply deploys what the parameter
	// says. For the service this is the same as ImageOwnedByTerraform; fargateai.Service makes the parameter.
	ImageOwnedByParameter ImageOwner = "ssm-parameter"
)

// AvailabilityZoneRebalancing says whether ECS moves tasks when zones are unevenly used.
type AvailabilityZoneRebalancing string

const (
	RebalancingEnabled  AvailabilityZoneRebalancing = "ENABLED"
	RebalancingDisabled AvailabilityZoneRebalancing = "DISABLED"
)

// DeploymentController says who replaces the tasks of a service when a new revision is deployed.
type DeploymentController string

const (
	// ControllerECS replaces tasks a few at a time, in one target group.
	ControllerECS DeploymentController = "ECS"
	// ControllerCodeDeploy starts new tasks beside the old ones, in a second target group, and moves the requests: see
	// package codedeploy. Terraform makes the service and starts its first tasks; every later deployment is one of
	// CodeDeploy, begun by a pipeline. AWS refuses a change of SubnetIDs, security groups and PlatformVersion by anybody
	// else, and one of CapacityProviders replaces the service: put them into the AppSpec of a deployment first, and here
	// afterwards, and the plan is empty.
	ControllerCodeDeploy DeploymentController = "CODE_DEPLOY"
)

// ServiceProps are the props of a Fargate service.
type ServiceProps struct {
	// Cluster that runs the service. Required.
	Cluster ClusterRef
	// TaskDefinitionARN with its revision. Required.
	TaskDefinitionARN string
	// TaskPorts of the task definition: TaskDefinition.TaskPorts(). Targets and ServiceConnect are checked against them,
	// and AllowFrom opens them. Default: not known, and nothing is checked.
	TaskPorts []TaskPort
	// ImageOwner decides what Terraform ignores. Default: ImageOwnedByTerraform; with ControllerCodeDeploy
	// ImageOwnedByPipeline, the only one then.
	ImageOwner ImageOwner

	// VPCID of the network. Required.
	VPCID string
	// SubnetIDs of the tasks, up to 16. Required.
	SubnetIDs *[]*string
	// AssignPublicIP gives each task a public address, needed in a public subnet without NAT. Default: false.
	AssignPublicIP *bool
	// IPv6 lets the tasks reach HTTPS (TCP 443) anywhere over IPv6 too, which a network with IPv6 offers. Default: false.
	IPv6 *bool
	// Namespace of Cloud Map that the tasks are registered in: Namespace.Ref(), or one that exists. Default: none.
	Namespace NamespaceRef

	// DesiredCount of tasks. Default: 1. With Autoscaled it is only the number at creation.
	DesiredCount *float64
	// Autoscaled leaves the count to Application Auto Scaling. Default: false.
	Autoscaled *bool
	// EnableExecute opens ECS Exec; the task definition must allow it as well. Default: false.
	EnableExecute *bool

	ServiceSettings
}

// ServiceSettings are how a service is deployed and reached. All have defaults but Name.
type ServiceSettings struct {
	// Name of the service. Required; at most 255 letters, digits, hyphens and underscores. A change replaces the service.
	Name string
	// DeploymentController default: ControllerECS. A change replaces the service: no task runs between its deletion and
	// the start of the new ones.
	DeploymentController DeploymentController
	// Ingress is who may reach the tasks, besides those that AllowFrom lets in. Default: nobody.
	Ingress []Ingress
	// Egress is what the tasks may reach besides HTTPS (TCP 443) anywhere and what AllowFrom and AllowTo open. Default:
	// nothing.
	Egress []Egress
	// RestrictEgress drops the rules for HTTPS anywhere, so that Egress is all there is. Default: false.
	RestrictEgress *bool
	// SecurityGroupIDs are further groups of the tasks, up to four. Default: none.
	SecurityGroupIDs *[]*string
	// ExistingSecurityGroupID of a group that takes the place of the one that is made. Ingress, Egress and what AllowFrom
	// and AllowTo open are added to it, so none of them may be among its rules already; HTTPS anywhere is not added, as
	// its owner decides what it reaches. Default: a group is made. A change starts new tasks.
	ExistingSecurityGroupID string

	// Targets are the load balancer's target groups that the tasks join, up to five. With ControllerCodeDeploy exactly
	// one, which the first tasks join; only CodeDeploy knows the other. Default: none.
	Targets []LoadBalancerTarget
	// HealthCheckGracePeriod in seconds in which a starting task's failed load balancer checks do not count. Default: 60
	// with targets; not allowed without.
	HealthCheckGracePeriod *float64
	// MinHealthyPercent of DesiredCount that stays in service during a deployment. Default: 100. Not with
	// ControllerCodeDeploy, nor are the three that follow.
	MinHealthyPercent *float64
	// MaxHealthyPercent of DesiredCount that may run during a deployment. Default: 200.
	MaxHealthyPercent *float64
	// CircuitBreaker stops a deployment whose tasks do not become healthy. Default: on, with rollback.
	CircuitBreaker *CircuitBreaker
	// DeploymentAlarms stop a deployment too. Default: none.
	DeploymentAlarms *DeploymentAlarms
	// CapacityProviders to run tasks on. Default: FARGATE only. Stated for a service that runs without, or left out again,
	// they replace the service: AWS lets a service change between a launch type and capacity providers, the provider of
	// Terraform does not (https://github.com/hashicorp/terraform-provider-aws/issues/22823). Decide before the first
	// apply; a change of the providers themselves is a deployment.
	CapacityProviders []CapacityProvider
	// AvailabilityZoneRebalancing default: RebalancingEnabled, or RebalancingDisabled when MaxHealthyPercent is 100, as
	// AWS requires, and with ControllerCodeDeploy.
	AvailabilityZoneRebalancing AvailabilityZoneRebalancing
	// PlatformVersion of Fargate. Default: LATEST.
	PlatformVersion string

	// CloudMap is the DNS name under which the tasks are registered in the Namespace. Default: the service's name.
	CloudMap *CloudMap
	// ServiceConnect joins a Service Connect namespace. Default: none. Not with ControllerCodeDeploy. It gives every task
	// a proxy, for which AWS asks for 256 CPU units and 64 MiB more ([ServiceConnectCPU], [ServiceConnectMemoryMiB]).
	ServiceConnect *ServiceConnect

	// WaitForSteadyState makes an apply wait until the deployment is done. Default: true, except with
	// ImageOwnedByPipeline.
	WaitForSteadyState *bool
	// DeploymentTimeoutMinutes that an apply waits. Default: 30.
	DeploymentTimeoutMinutes *float64
	// RedeployTriggers start a new deployment whenever one of the values changes, e.g. the version of a secret. Not with
	// ControllerCodeDeploy. Default: none.
	RedeployTriggers map[string]string
	// DependsOn must exist before the service starts, and stay until it has stopped: the listener rule of a target group,
	// the policies of the task's roles. A construct stands for all resources below it. (CDKTF ignores
	// Node().AddDependency.) Default: nothing.
	DependsOn []constructs.IConstruct
	// ForceDelete deletes the service although tasks run. Default: false.
	ForceDelete *bool
	// Tags of the service, passed on to its tasks.
	Tags map[string]string
}

// Ingress lets one source reach the tasks. Exactly one of SecurityGroupID, CIDR and PrefixListID.
type Ingress struct {
	// Name of the rule in its Terraform address, unique in the service. Required.
	Name string
	// SecurityGroupID whose members may connect. Required without CIDR and PrefixListID.
	SecurityGroupID string
	// CIDR of IPv4 or IPv6. The whole internet is a mistake: put a load balancer in front. Required without
	// SecurityGroupID and PrefixListID.
	CIDR string
	// PrefixListID whose addresses may connect. Required without SecurityGroupID and CIDR.
	PrefixListID string
	Port         *float64 // 1 to 65535; required
	Protocol     Protocol // default: TCP
}

// Egress lets the tasks reach one destination. Exactly one of SecurityGroupID, CIDR and PrefixListID. The other side,
// letting the tasks in, is its owner's; AllowTo opens both.
type Egress struct {
	// Name of the rule in its Terraform address, unique in the service. Required.
	Name string
	// SecurityGroupID whose members are reached. Required without CIDR and PrefixListID.
	SecurityGroupID string
	// CIDR of IPv4 or IPv6. Required without SecurityGroupID and PrefixListID.
	CIDR string
	// PrefixListID whose addresses are reached. Required without SecurityGroupID and CIDR.
	PrefixListID string
	Port         *float64 // 1 to 65535; required
	// Protocol default: TCP. DNS servers of your own need UDP as well.
	Protocol Protocol
}

// LoadBalancerTarget connects a container port with a target group.
type LoadBalancerTarget struct {
	// TargetGroupARN that the tasks join. Required.
	TargetGroupARN string
	// ContainerName of one of the task definition's containers. Required.
	ContainerName string
	ContainerPort *float64 // that requests go to; required
}

// CircuitBreaker is the circuit breaker of deployments.
type CircuitBreaker struct {
	Enable   *bool // default: true
	Rollback *bool // to the last completed deployment; default: true
}

// DeploymentAlarms are CloudWatch alarms that fail a deployment while it is under way. ECS ignores an alarm that is
// in the state ALARM already when the deployment starts
// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html).
type DeploymentAlarms struct {
	AlarmNames *[]*string // required
	Rollback   *bool      // default: true
}

// CapacityProvider is a share of the tasks.
type CapacityProvider struct {
	Name   string   // Fargate or FargateSpot; required
	Base   *float64 // tasks that run here first, 0 to 100000; on one provider only. Default: 0
	Weight *float64 // relative share of the others, 0 to 1000. Default: 1
}

// The capacity providers of Fargate.
const (
	Fargate     = "FARGATE"
	FargateSpot = "FARGATE_SPOT" // up to 70 % cheaper; a task gets SIGTERM two minutes before AWS takes the capacity back
)
