package fargateai

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/cutover"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

// ServiceProps are the props of a [Service]. Only Port is required, and for the production profile a Domain or another
// certificate. A zero field means its default.
//
// Settings of a part (Network, LoadBalancer, …) need only what differs from the defaults. What follows from other
// props, such as the cluster, the ports and the ids, cannot be stated there. Of a pair such as Network and
// ExistingNetwork state at most one: the first is made and paid for here, the second is only referred to.
type ServiceProps struct {
	// Name of the service and prefix of everything that is named: cluster, ECS service, load balancer, image repository,
	// log group. Default: the construct's id. Lower-case letters, digits and hyphens, 2 to 32, starting with a letter. A
	// change replaces all that bear the name, the service among it: read the plan first.
	Name string
	// Profile decides how safe or cheap the defaults are; what you state yourself counts in both. Default:
	// ProfileProduction.
	Profile Profile
	// Workload decides sizes, timers and scaling; what you state yourself counts in each. Default: WorkloadGeneral.
	// [NewLLMProxy] and its like state it.
	Workload Workload

	// Exposure says who reaches the service: clients of a load balancer, peers by Service Connect or Cloud Map, or nobody.
	// Without a load balancer ContainerHealthCheck is required, and what belongs to one is a mistake. Default:
	// ExposureLoadBalancer, of WorkloadEvalWorker ExposureNone.
	Exposure Exposure

	// Port that the container listens on, 1 to 65535, stated once: container, target group, health check and security
	// groups take it from here. Clients use port 443 (a demo without a certificate: 80), whatever this is. The application
	// must listen on 0.0.0.0, not only on localhost. Required, but with ExposureNone. Example: jsii.Number(4000).
	Port *float64
	// AppProtocol that Port speaks, as Service Connect has to know it: with ecs.AppProtocolTCP its proxy sees connections
	// and no requests, and has no timeouts. Default: HTTP with Service Connect, else none.
	AppProtocol ecs.AppProtocol
	// Image to run. Default: an image repository of the service's own, and no task until a tag is stated; see [Image].
	Image Image
	// CPU units of a task (1024 = 1 vCPU): 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768. Default: 512; proxies and
	// agents 2048, retrieval and workers 1024. Sidecars, and the proxy of Service Connect (256), are added to the default
	// where they take more than a quarter of it, not to a number that you state. A change starts new tasks.
	CPU *float64
	// MemoryLimitMiB of a task, out of what Fargate offers with CPU: 1024 to 4096 with 512, 4096 to 16384 with 2048.
	// Default: twice CPU. Sidecars and the proxy are added to the default, not to a number that you state. Stated without
	// CPU, it may change CPU to the smallest size that offers it.
	MemoryLimitMiB *float64
	// CPUArchitecture the image is built for. Default: ecs.ARM64, a fifth cheaper. Tasks do not start with an image that
	// was pushed for the other one: CannotPullContainerError.
	CPUArchitecture ecs.CPUArchitecture
	// Command and EntryPoint replace the image's own, one element a word. Default: the image's own.
	Command, EntryPoint *[]*string
	// Environment of the container, besides the variables that the service sets itself: KEEPALIVE_TIMEOUT
	// ([KeepAliveVariable]), those of TokenBudget, CLUSTER_NAME and SERVICE_NAME with PublishesInFlight, QUEUE_URL of
	// workers. To state one of those differently is a mistake, but for a longer KEEPALIVE_TIMEOUT. Plaintext that looks
	// like a credential is a mistake: use Secrets. Default: those alone.
	Environment map[string]string
	// Secrets are environment variables, by name, that ECS fills in from Secrets Manager or Parameter Store when a task
	// starts. The execution role may read exactly these. They must exist then, in the stack's region, or ECS stops the
	// task with ResourceInitializationError. A new value reaches running tasks by the next deployment; see Redeploy.
	// Example: {"OPENAI_API_KEY": {SecretName: "llm-proxy/openai", JSONKey: "api_key"}}. Default: none.
	Secrets map[string]secrets.Reference
	// Configuration files of the code, as private objects in S3: the task role may read exactly these, variables tell the
	// code where they are, and a changed file is a new deployment. Lines of a .env file become variables. With an image
	// that a pipeline owns, the pipeline's next deployment brings it. Default: none.
	Configuration *configuration.Settings
	// WritablePaths are directories the container may write to, each a scratch volume that is gone with its task.
	// Everything else of its file system is read-only. Default: /tmp, unless Container mounts something there or turns
	// ReadonlyRootFilesystem off; an empty list is no directory at all, and a list of your own drops /tmp unless it names
	// it. They belong to root: for an image that runs as another user state Container.Tmpfs, with an owner and a mode, or
	// declare them with VOLUME in its Dockerfile, after chown.
	WritablePaths *[]*string
	// Container holds what else can be said of the container: its user, working directory, mounts of Volumes, directories
	// in memory, a private registry's credentials, environment files, restarts, ulimits, labels, its own log driver.
	// Default: those of package ecs, read-only root among them.
	Container *ecs.ContainerSettings
	// Task holds what else can be said of a task: its disk, roles that exist or their names, overrides of containers.
	// Default: those of package ecs. With a TaskRoleARN, TaskPolicies are a mistake, and what Models, the queue and the
	// like need is told in a notice.
	Task *ecs.TaskSettings
	// ContainerHealthCheck is a command that ECS runs inside the container; a task that fails it is replaced. It is apart
	// from HealthCheck, which the load balancer does. Default: none. Required with every other Exposure than
	// ExposureLoadBalancer: without a load balancer nothing else tells ECS's circuit breaker that a deployment is bad.
	ContainerHealthCheck *ecs.HealthCheck
	// MaxStreamDuration in seconds, 1 to 86400, of the longest answer, stream or job. The load balancer's idle timeout (60
	// to 4000), the deregistration delay (up to 3600), the application's keep-alive (KEEPALIVE_TIMEOUT), the timeouts of
	// Service Connect and the time that a deployment may take follow from it, unless stated in LoadBalancer, Target or
	// Deployment. More than 3600 plus
	// StopTimeout is a mistake without TaskProtection: a deployment would cut the stream. It cuts no stream itself. It
	// must be a number, not a reference. Default: proxies 600, agents 900, retrieval 60; else none, and every timer has
	// its own default.
	MaxStreamDuration *float64
	// MaxStreamSilence in seconds, 1 to MaxStreamDuration, is the longest time that an answer under way says nothing: the
	// application sends at least a comment line of the event stream so often. Load balancers and CDNs cut by silence, not
	// by length: the idle timeout and the application's keep-alive follow from it, and CloudFront's read timeout is held
	// against it. It must be a number, not a reference. Default: MaxStreamDuration.
	MaxStreamSilence *float64
	// StopTimeout in seconds between SIGTERM and SIGKILL, 2 to 120, in which the code ends its work. Default: 120,
	// retrieval 60.
	StopTimeout *float64
	// TaskProtection lets the code protect its task from scale-in and deployments while it works: PUT
	// $ECS_AGENT_URI/task-protection/v1/state {"ProtectionEnabled":true,"ExpiresInMinutes":60}. True is only the
	// permission; no task is protected until the code asks. Default: agents and workers true, else false.
	TaskProtection *bool
	// Sidecars run beside the service's container in every task; see ecs.ADOTCollector and its like. A container alone is
	// ecs.Sidecar{Containers: …}. Their needs may make the task larger and so dearer; see CPU. Default: none.
	Sidecars []ecs.Sidecar
	// Volumes that Container.Mounts or Sidecars mount, such as file systems of EFS, which state the SecurityGroupID that
	// tasks reach them by; it must let the tasks in on port 2049. Default: none.
	Volumes []ecs.Volume
	// TaskPolicies are what the code may do in AWS, besides what Models, the queue and TaskProtection grant. They become a
	// policy of the task role and, in a network of EgressNone, endpoints. Default: nothing.
	TaskPolicies []ecs.PolicyStatement

	// TokenBudget of a task: environment variables for the code, thresholds for the alarms. Nothing here cuts the code
	// off; it has to keep to the variables. Default: none.
	TokenBudget *TokenBudget
	// PublishesInFlight says that the code publishes how many requests it works on as the metric of
	// scaling.InFlightPerTask: a line of EMF on standard output every 10 s with StorageResolution 1, with the dimensions
	// that it finds in CLUSTER_NAME and SERVICE_NAME. The service then scales on it, within seconds in a burst; a worker
	// only gets the variables. True although the code does not publish keeps the service from ever scaling in. Default:
	// false; requests and CPU are taken instead, as the workload says.
	PublishesInFlight *bool
	// Models of Bedrock, endpoints of SageMaker and knowledge bases that the code may call. They become a policy of the
	// task role and, in a network of EgressNone, endpoints. Default: none, and every call of Bedrock is denied.
	Models *bedrock.Access
	// ModelProviders outside AWS that the code calls, with the secret that holds the key and the address where it is not
	// the provider's own: both become the variables that its SDK reads. They are checked against the network, where
	// EgressNone is a mistake unless BaseURL leads to a private endpoint. Default: none, and nothing is checked.
	ModelProviders []ModelProvider
	// Guardrails are alarms, budget, kill switch and dashboard; &guardrails.Settings{} asks for their defaults. Alarms
	// ring for nobody until Topic.Emails or ExistingTopicARN is stated. CloudWatch charges for alarms and dashboards; Run
	// prints the cost. Default: those of package guardrails for every workload but WorkloadGeneral in ProfileProduction,
	// else none.
	Guardrails *guardrails.Settings
	// KillSwitch stops the service, whatever models it calls: no task, no scaling, until somebody runs the command that
	// the message quotes. &killswitch.Settings{} is one that is pulled by hand; with Mode killswitch.Automatic the alarms
	// on tokens and spend pull it, within minutes. It needs guardrails, whose topic it tells. A budget does not pull it:
	// billing data is up to a day old. For Bedrock, guardrails.KillSwitch acts on one. Scheduled tasks run on. Default:
	// none.
	KillSwitch *killswitch.Settings
	// EnableExecute opens ECS Exec, a shell in a running task with aws ecs execute-command. Default: false.
	EnableExecute *bool

	// Network to make. Default: a VPC in two zones; ProfileProduction with a NAT gateway per zone, 32.85 USD a month each
	// in us-east-1, ProfileDemo with a public address per task, 3.65 USD. Network.Egress chooses another way.
	Network *network.Props
	// ExistingNetwork to use instead of Network. Default: none, and a network is made.
	ExistingNetwork *network.Ref
	// Cluster to make. Default: one for this service, called like it.
	Cluster *ecs.ClusterProps
	// ExistingCluster to use instead of Cluster. Default: none, and a cluster is made.
	ExistingCluster *ecs.ClusterRef
	// Namespace of Cloud Map to make, a private DNS domain of the network, 0.50 USD a month, for ExposureCloudMap or
	// Deployment.CloudMap. Default: one for this service, NAME.internal. Its VPC is the service's. Service Connect needs
	// none: it takes the cluster's, which is made where the cluster is.
	Namespace *ecs.NamespaceProps
	// ExistingNamespace to use instead of Namespace. Default: none.
	ExistingNamespace *ecs.NamespaceRef

	// Queue of WorkloadEvalWorker to make, with a dead-letter queue; a mistake in every other workload. Its
	// VisibilityTimeout must exceed the longest job. Default: one named like the service. The code finds its address in
	// QUEUE_URL and may receive and delete.
	Queue *queue.Props
	// ExistingQueue to use instead of Queue. Default: none.
	ExistingQueue *queue.Ref

	// Domain under which the service is reached: requests a certificate and makes the alias record in the Route 53 zone
	// HostedZoneID. It goes with the load balancer to make: with ExistingLoadBalancer it is a mistake. Default: none,
	// which in ProfileProduction is a mistake unless LoadBalancer.CertificateARN or AllowPlaintextHTTP is stated, and in
	// ProfileDemo means plaintext HTTP.
	Domain *loadbalancer.Domain
	// FurtherDomains lead to the service too, each with a certificate and a hosted zone of its own. A mistake with
	// ExistingLoadBalancer. Default: none; more names in the zone of Domain are its AlternativeNames.
	FurtherDomains []loadbalancer.Domain
	// LoadBalancer to make, an Application Load Balancer. Default: internet-facing, HTTPS; in ProfileProduction protected
	// from deletion, with access logs. See Disposable before you destroy the stack.
	LoadBalancer *loadbalancer.Settings
	// ExistingLoadBalancer to share instead of LoadBalancer; Rule is required then, and Domain a mistake. Default: none,
	// and a load balancer is made.
	ExistingLoadBalancer *loadbalancer.Ref
	// Rule that leads requests to this service, such as a host or a path. Default: all requests; required with
	// ExistingLoadBalancer.
	Rule *loadbalancer.Rule
	// Login of users at the load balancer, by OpenID Connect or Cognito, before a request reaches a task; Exceptions let
	// programs with API keys pass. A load balancer that is made here is let out to port 443 for it, unless
	// LoadBalancer.LoginEgressCIDRs says where to. Not with BlueGreen. Default: none.
	Login *loadbalancer.Login
	// HealthCheck of the load balancer, on Port; it takes tasks out that do not answer. It must not call a model: every
	// check would cost tokens. Default: GET / every 15 s, with any status from 200 to 299 taken as healthy.
	HealthCheck *loadbalancer.HealthCheck
	// Target settings, such as the protocol version or stickiness, of the target group. Default: those of package
	// loadbalancer; DeregistrationDelay follows from MaxStreamDuration.
	Target *loadbalancer.TargetSettings

	// DesiredCount of tasks that the service is made with; later scaling owns the number, and a change here changes
	// nothing that runs. It must lie between Scaling's minimum and maximum; 1 is a mistake in ProfileProduction, but for
	// workers. Before an image is stated it is 0 in any case. Default: Scaling's minimum.
	DesiredCount *float64
	// Scaling of the number of tasks. It is always made, and before an image is stated held at 0 tasks; only with
	// Schedules it is then not made yet. Default: 2 to 10 tasks, proxies and agents 2 to 20, workers 0 to 20, ProfileDemo
	// 1 to 2, its workers 0 to 2, by the workload's own signals. Signals that you state (CPUUtilization, Metrics, Steps,
	// …) replace those; MinCapacity, MaxCapacity and Schedules alone do not. The maximum bounds the cost.
	Scaling *scaling.Settings
	// Deployment settings of the ECS service, such as capacity providers, alarms, Service Connect or further security
	// group rules. Targets and Ingress add to the load balancer's own; with EgressNone, and with RestrictEgress, Egress
	// adds to the network's endpoints. An empty ServiceConnect makes the service a client of its peers. Default: ECS
	// keeps all tasks while it replaces them and rolls back a deployment that does not become healthy; workers prefer
	// Fargate Spot, 4 tasks in 5 after the first.
	Deployment *ecs.ServiceSettings
	// BlueGreen deploys with CodeDeploy instead of ECS: new tasks start beside the old ones and can be tried on a test
	// listener before requests move to them, at once or in steps, with up to 48 hours' way back. &codedeploy.Settings{}
	// is enough: names and ARNs follow from the service. Old and new tasks are paid for side by side meanwhile, an hour
	// by default. The image then belongs to the pipeline; one of your own finds artifacts/STACK/appspec.json in the
	// output folder. A mistake without a load balancer, with Redeploy and with Scaling.RequestsPerTarget. Default: none,
	// and ECS replaces tasks a few at a time. Stating it for a service that runs replaces the service: no task runs in
	// between.
	BlueGreen *codedeploy.Settings
	// Redeploy starts new tasks when what they read at their start changes; &redeploy.Settings{} watches everything in
	// Secrets that has no fixed version. Not with BlueGreen. Default: none, and a rotated secret is read by the next
	// deployment.
	Redeploy *redeploy.Settings
	// Cutover moves the domain from an old service, such as an environment of Elastic Beanstalk, by weighted records, in
	// phases that are one word each; see package cutover. Name, Domain, HostedZoneID and Provider are the service's and
	// its Domain's unless stated. Then Domain makes no alias record. With ExistingLoadBalancer, Cutover.Domain and
	// Cutover.HostedZoneID are required, and DNSName and ZoneID of the Ref. Default: none.
	Cutover *cutover.Settings
	// EvalGate stops a plan whose image has not passed its evaluation; &EvalGate{} is enough, with Image.Digest. Not with
	// Pipeline or BlueGreen, whose image Terraform does not choose. Default: none.
	EvalGate *EvalGate
	// Pipeline deploys the service from a GitHub repository. The stack must state its region. Default: none.
	Pipeline *Pipeline
	// ScheduledTasks run at set times, by a key of lower-case letters, digits and hyphens that becomes a part of their
	// names. A task on Fargate is paid for while it runs. Default: none.
	ScheduledTasks map[string]ScheduledTask
	// Logs of the service, a log group of CloudWatch called /ecs/NAME. Default: kept for 30 days, ProfileDemo 7. With
	// TokenFilters, the alarms on tokens have something to count.
	Logs *logs.Props
	// ExistingLogGroup to use instead of Logs. Its owner decides how long it keeps lines. Default: none, and a log group
	// is made.
	ExistingLogGroup *logs.Ref
	// Disposable makes all of the service easy to destroy, with what it has kept: the load balancer without deletion
	// protection, its bucket with the logs in it, the image repository with its images. Set it to true and apply before
	// you destroy a production service; what a part states itself wins. Default: false in ProfileProduction, true in
	// ProfileDemo.
	Disposable *bool
	// Tags of everything, above those of the stack; Tags of a part win over them. Service, the service's name, is always
	// among them unless stated otherwise: budgets go by it.
	Tags map[string]string
}
