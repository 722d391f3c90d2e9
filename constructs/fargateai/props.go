package fargateai

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

// ServiceProps of a [Service]. Only Port is required, and for the production profile a Domain or another certificate.
//
// Settings of a part (Network, LoadBalancer, …) need only what differs from the defaults. What follows from other
// props, such as the cluster, the ports and the ids, cannot be stated there.
type ServiceProps struct {
	// Name of the service and prefix of everything that is named. Default: the construct's id. Lower-case letters, digits
	// and hyphens, 2 to 32. A change replaces whatever is named: cluster, service, load balancer, repository, log group.
	Name string
	// Profile decides how safe or cheap the defaults are. Default: ProfileProduction.
	Profile Profile
	// Workload decides sizes, timers and scaling. Default: WorkloadGeneral. [NewLLMProxy] and its like state it.
	Workload Workload

	// Port that the container listens on, stated once: container, target group, health check and security groups take it
	// from here. Required, but for WorkloadEvalWorker.
	Port *float64
	// Image to run. Default: an image repository of the service's own; see [Image].
	Image Image
	// CPU units of a task (1024 = 1 vCPU). Default: 512; proxies and agents 2048, retrieval and workers 1024. Sidecars
	// that take more than a quarter are added.
	CPU *float64
	// MemoryLimitMiB of a task. Default: twice CPU. Sidecars are added to the default.
	MemoryLimitMiB *float64
	// CPUArchitecture the image is built for. Default: ecs.ARM64, a fifth cheaper.
	CPUArchitecture ecs.CPUArchitecture
	// Command and EntryPoint replace the image's own.
	Command, EntryPoint *[]*string
	// Environment of the container. Plaintext that looks like a credential is a mistake: use Secrets.
	Environment map[string]string
	// Secrets are environment variables that ECS fills in from Secrets Manager or Parameter Store when a task starts.
	Secrets map[string]secrets.Reference
	// WritablePaths are directories the container may write to, each a scratch volume. Everything else of its file system
	// is read-only. Default: /tmp. They belong to root: an image that runs as another user declares them with VOLUME in
	// its Dockerfile, after chown.
	WritablePaths *[]*string
	// ContainerHealthCheck inside the container. Default: none. Required for WorkloadEvalWorker: without a load balancer
	// nothing else tells ECS's circuit breaker that a deployment is bad.
	ContainerHealthCheck *ecs.HealthCheck
	// MaxStreamDuration in seconds of the longest answer, stream or job. The load balancer's idle timeout (up to 4000),
	// the deregistration delay (up to 3600), the application's keep-alive (KEEPALIVE_TIMEOUT) and the time that a
	// deployment may take follow from it. Default: proxies 600, agents 900, retrieval 60; else none, and every timer has
	// its own default.
	MaxStreamDuration *float64
	// StopTimeout in seconds between SIGTERM and SIGKILL, at most 120. Default: 120, retrieval 60.
	StopTimeout *float64
	// TaskProtection lets the code protect its task from scale-in and deployments while it works: PUT
	// $ECS_AGENT_URI/task-protection/v1/state {"ProtectionEnabled":true,"ExpiresInMinutes":60}. Default: agents and
	// workers true.
	TaskProtection *bool
	// Sidecars run beside the service's container; see ecs.ADOTCollector and its like. A container alone is
	// ecs.Sidecar{Containers: …}.
	Sidecars []ecs.Sidecar
	// Volumes that Sidecars mount. Default: none.
	Volumes []ecs.Volume
	// TaskPolicies are what the code may do in AWS, besides Models and its queue. Default: nothing.
	TaskPolicies []ecs.PolicyStatement

	// TokenBudget of a task: environment variables for the code, thresholds for the alarms. Default: none.
	TokenBudget *TokenBudget
	// PublishesInFlight says that the code publishes how many requests it works on as the metric of
	// scaling.InFlightPerTask: a line of EMF on standard output every 10 s with StorageResolution 1, with the dimensions
	// that it finds in CLUSTER_NAME and SERVICE_NAME. The service then scales on it, within seconds in a burst. Default:
	// false; requests and CPU are taken instead.
	PublishesInFlight *bool
	// Models of Bedrock, endpoints of SageMaker and knowledge bases that the code may call. Default: none.
	Models *bedrock.Access
	// ModelProviders outside AWS that the code calls. Nothing is made for them; a network without a way to the internet is
	// a mistake then. Default: none.
	ModelProviders []ModelProvider
	// Guardrails are alarms, budget, kill switch and dashboard. Default: those of package guardrails for every workload
	// but WorkloadGeneral in ProfileProduction, else none.
	Guardrails *guardrails.Settings
	// EnableExecute opens ECS Exec. Default: false.
	EnableExecute *bool

	// Network to make. Default: two zones; ProfileProduction with a NAT gateway per zone, ProfileDemo with public
	// addresses.
	Network *network.Props
	// ExistingNetwork to use instead of making one: ids of a VPC and its subnets, or network.Network.Ref().
	ExistingNetwork *network.Ref
	// Cluster to make. Default: one for this service, with Container Insights, whose metrics are billed.
	Cluster *ecs.ClusterProps
	// ExistingCluster to use instead of making one; ecs.Cluster.Ref() of another service, or name and ARN.
	ExistingCluster *ecs.ClusterRef

	// Queue of WorkloadEvalWorker to make. Default: one named like the service. The code finds its address in QUEUE_URL.
	Queue *queue.Props
	// ExistingQueue to use instead of making one.
	ExistingQueue *queue.Ref

	// Domain under which the service is reached: requests a certificate and makes the alias record. Required in
	// ProfileProduction, unless LoadBalancer states a certificate or allows plaintext.
	Domain *loadbalancer.Domain
	// LoadBalancer to make. Default: internet-facing, HTTPS.
	LoadBalancer *loadbalancer.Settings
	// ExistingLoadBalancer to share instead; give a Rule then.
	ExistingLoadBalancer *loadbalancer.Ref
	// Rule that leads requests to this service: hosts, paths, headers, and its priority among those of the listener.
	// Default: all requests; required with ExistingLoadBalancer.
	Rule *loadbalancer.Rule
	// HealthCheck of the load balancer. It must not call a model: every check would cost tokens. Default: GET / every 15
	// s.
	HealthCheck *loadbalancer.HealthCheck
	// Target settings, such as the protocol version, stickiness or the deregistration delay. Default: HTTP/1.1, no
	// stickiness, and a delay that follows from MaxStreamDuration.
	Target *loadbalancer.TargetSettings

	// DesiredCount of tasks when the service is made, between Scaling's minimum and maximum; later the count belongs to
	// scaling, and Terraform leaves it alone. Default: Scaling's minimum; 0 as long as no image is stated.
	DesiredCount *float64
	// Scaling of the number of tasks. Default: 2 to 10 tasks, proxies and agents 20, workers 0 to 20, ProfileDemo 1 to 2,
	// by the workload's own signals.
	Scaling *scaling.Settings
	// Deployment settings, such as capacity providers, alarms, Service Connect or further security group rules. Default:
	// 100 to 200 % of the tasks run during a deployment, which a circuit breaker and the alarms of Guardrails roll back.
	Deployment *ecs.ServiceSettings
	// BlueGreen deploys with CodeDeploy instead of ECS: new tasks start beside the old ones and can be tried on a test
	// listener before requests move to them, at once or in steps, with up to 48 hours' way back. Names and ARNs follow
	// from the service. The image then belongs to the pipeline; one of your own finds artifacts/STACK/appspec.json in the
	// output folder. Default: none, and ECS replaces tasks a few at a time. Stating it for a service that runs replaces
	// the service.
	BlueGreen *codedeploy.Settings
	// Redeploy starts new tasks when what they read at their start changes; &redeploy.Settings{} watches everything in
	// Secrets that has no fixed version. Default: none, and a rotated secret is read by the next deployment.
	Redeploy *redeploy.Settings
	// EvalGate stops a plan whose image has not passed its evaluation. Default: none.
	EvalGate *EvalGate
	// Pipeline deploys the service from a GitHub repository. Default: none.
	Pipeline *Pipeline
	// Logs of the service. Default: 30 days, ProfileDemo 7.
	Logs *logs.Props
	// Tags of everything, beside those of the stack. Service, with the name of the service, is always among them: budgets
	// go by it.
	Tags map[string]string
}
