package fargateai

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ssmparameter"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/cutover"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
)

// Service is a whole AI service, as [NewService] returns it. Its fields are its parts, for reading; assigning to them
// changes nothing. Those that it does without, because it adopts another's or because its props do not ask for them,
// are nil: Network, Cluster, Queue, LoadBalancer, Logs and Repository when an existing one is used (Repository with
// Image.URI, too), LoadBalancer and Target with every other Exposure, Namespace without a name in Cloud Map, Queue of
// all workloads but a worker, ImageParameter unless a parameter owns the image, Guardrails, Configuration, KillSwitch,
// DeploymentGroup, Redeploy, Cutover, PushRole and DeployRole unless asked for, and Scaling before an image is stated
// when it has schedules. The rest is always there.
//
// When the props were refused, all parts but ImageParameter are there, make nothing, and answer with texts that stand
// for what is not known, so that a program can go on and the mistakes are reported.
type Service struct {
	constructs.Construct
	Network         *network.Network
	Cluster         *ecs.Cluster
	Namespace       *ecs.Namespace
	Queue           *queue.Queue
	LoadBalancer    *loadbalancer.LoadBalancer
	Target          *loadbalancer.Target
	Logs            *logs.Group
	Repository      *ecr.Repository
	ImageParameter  ssmparameter.SsmParameter
	Configuration   *configuration.Configuration
	TaskDefinition  *ecs.TaskDefinition
	Guardrails      *guardrails.Guardrails
	Service         *ecs.Service
	Scaling         *scaling.Target
	KillSwitch      *killswitch.KillSwitch
	DeploymentGroup *codedeploy.DeploymentGroup
	Redeploy        *redeploy.Redeploy
	Cutover         *cutover.Move
	ScheduledTasks  map[string]*scheduledtask.ScheduledTask
	PushRole        *pipeline.Role
	DeployRole      *pipeline.Role

	refs             references
	port             *float64
	address          string         // of peers
	connects         bool           // it takes part in Service Connect
	onlyByConnect    bool           // its name is known to nobody else
	runTask          map[string]any // a one-off task without its command; nil when the props were refused
	runTaskContainer string
}

// NewService makes a service, or reports every mistake in props when the app is synthesized, by [Run].
// scope is a [Stack] or a construct in one, id is unique in it and is the default of Name. Outputs are
// named after the service: llm_proxy_url, llm_proxy_repository_url and so on. Before an image is stated it starts no
// task, but load balancer and NAT gateways cost from the first apply.
func NewService(scope constructs.Construct, id string, props *ServiceProps) *Service {
	s := &Service{ScheduledTasks: map[string]*scheduledtask.ScheduledTask{},
		refs: references{scheduled: map[string]taskReference{}}}
	bridge.Init(s, scope, id)
	region := bridge.SiteOf(s).StatedRegion()
	if bridge.Refused(s, props.problems(id, region), props) {
		s.refuse(optional.Value(props))
		return s
	}
	p := props.resolve(id, region)
	s.refs.numbers = numberTexts(p.environmentNumbers())
	s.connects, s.onlyByConnect = p.connects(), p.onlyByConnect()
	s.newNetwork(p)
	s.newCluster(p)
	s.newNamespace(p)
	s.newQueue(p)
	s.newLoadBalancer(p)
	s.newLogs(p)
	s.newImage(p)
	s.newConfiguration(p)
	s.newTask(p)
	s.newGuardrails(p)
	s.newDeployment(p)
	s.newScaling(p)
	s.newKillSwitch(p)
	s.newBlueGreen(p)
	s.newRedeploy(p)
	s.newCutover(p)
	s.newScheduledTasks(p)
	s.newPipeline(p)
	s.newOutputs(p)
	s.newRunTask(p)
	for _, notice := range p.notices() {
		bridge.Tell(s, notice)
	}
	return s
}

// refuse gives the service parts that make nothing and answer all questions, so that the program may go on using them
// and the user is told of the mistakes, not of what follows from them.
func (s *Service) refuse(p ServiceProps) {
	shadow := bridge.Shadow(s, "refused")
	s.Network = network.New(shadow, "network", nil)
	s.Cluster = ecs.NewCluster(shadow, "cluster", nil)
	s.Namespace = ecs.NewNamespace(shadow, "namespace", nil)
	s.Queue = queue.New(shadow, "queue", nil)
	s.LoadBalancer = loadbalancer.New(shadow, "load-balancer", nil)
	s.Target = loadbalancer.NewTarget(shadow, "target", nil)
	s.Logs = logs.New(shadow, "logs", nil)
	s.Repository = ecr.New(shadow, "repository", nil)
	s.Configuration = configuration.New(shadow, "configuration", nil)
	s.TaskDefinition = ecs.NewTaskDefinition(shadow, "task", nil)
	s.Guardrails = guardrails.New(shadow, "guardrails", nil)
	s.Service = ecs.NewService(shadow, "service", nil)
	s.Scaling = scaling.New(shadow, "scaling", nil)
	s.KillSwitch = killswitch.New(shadow, "kill-switch", nil)
	s.DeploymentGroup = codedeploy.New(shadow, "deployment-group", nil)
	s.Redeploy = redeploy.New(shadow, "redeploy", nil)
	s.Cutover = cutover.New(shadow, "cutover", nil)
	for key := range p.ScheduledTasks {
		s.ScheduledTasks[key] = scheduledtask.New(shadow, "scheduled-"+key, nil)
	}
	s.PushRole = pipeline.NewPushRole(shadow, "push-role", nil)
	s.DeployRole = pipeline.NewDeployRole(shadow, "deploy-role", nil)
}

// Validate returns every mistake in the props of the service named id and of all its parts as one error, or nil:
// errors.As reads it as [rules.Mistakes]. It needs no Node, makes nothing and asks AWS nothing. Paths are those of the
// props, such as "image.tag"; those that [Run] prints have the construct's id before. What depends on the region is
// judged by [NewService] only, so a Pipeline is reported for want of one. Give a constructor's workload by Workload.
func (p *ServiceProps) Validate(id string) error { return p.problems(id, "").Err() }

func (p *ServiceProps) problems(id, region string) rules.Mistakes {
	given, ms := check.Given(p)
	s := given.resolve(id, region)
	s.ownProblems(&ms)
	s = s.takenAsKnown(ms)
	refs := s.unknownReferences()
	s.networkProblems(&ms)
	s.egressProblems(&ms)
	s.clusterProblems(&ms)
	s.namespaceProblems(&ms, refs)
	s.exposureProblems(&ms)
	s.queueProblems(&ms)
	s.loadBalancerProblems(&ms, refs)
	s.logsProblems(&ms)
	s.imageProblems(&ms)
	s.configurationProblems(&ms)
	s.taskProblems(&ms, refs)
	s.guardrailsProblems(&ms, refs)
	s.budgetProblems(&ms)
	s.litellmProblems(&ms)
	s.deploymentProblems(&ms, refs)
	s.scalingProblems(&ms, refs)
	s.killSwitchProblems(&ms, refs)
	s.blueGreenProblems(&ms, refs)
	s.redeployProblems(&ms, refs)
	s.cutoverProblems(&ms, refs)
	s.scheduledTaskProblems(&ms, refs)
	s.evalGateProblems(&ms)
	s.pipelineProblems(&ms, refs)
	return ms
}
