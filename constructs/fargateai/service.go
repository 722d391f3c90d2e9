package fargateai

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ssmparameter"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
)

// Service is a whole AI service. Its fields are its parts, for reading. Those that it does without, because it adopts
// another's or because its props do not ask for them, are nil.
type Service struct {
	constructs.Construct
	Network         *network.Network
	Cluster         *ecs.Cluster
	Queue           *queue.Queue
	LoadBalancer    *loadbalancer.LoadBalancer
	Target          *loadbalancer.Target
	Logs            *logs.Group
	Repository      *ecr.Repository
	ImageParameter  ssmparameter.SsmParameter
	TaskDefinition  *ecs.TaskDefinition
	Guardrails      *guardrails.Guardrails
	Service         *ecs.Service
	Scaling         *scaling.Target
	DeploymentGroup *codedeploy.DeploymentGroup
	Redeploy        *redeploy.Redeploy
	PushRole        *pipeline.Role
	DeployRole      *pipeline.Role

	refs references
}

// NewService makes a service, or reports every mistake in props when the app is synthesized.
func NewService(scope constructs.Construct, id string, props *ServiceProps) *Service {
	s := &Service{}
	bridge.Init(s, scope, id)
	region := bridge.SiteOf(s).StatedRegion()
	if bridge.Refused(s, props.problems(id, region)) {
		return s
	}
	p := props.resolve(id, region)
	s.refs.numbers = numberTexts(p.environmentNumbers())
	s.newNetwork(p)
	s.newCluster(p)
	s.newQueue(p)
	s.newLoadBalancer(p)
	s.newLogs(p)
	s.newImage(p)
	s.newTask(p)
	s.newGuardrails(p)
	s.newDeployment(p)
	s.newScaling(p)
	s.newBlueGreen(p)
	s.newRedeploy(p)
	s.newPipeline(p)
	s.newOutputs(p)
	for _, notice := range p.notices() {
		bridge.Tell(s, notice)
	}
	return s
}

// Validate returns every mistake in the props of the service named id and of all its parts as one error, or nil:
// errors.As reads it as [rules.Mistakes]. What depends on the region is judged by [NewService] only.
func (p *ServiceProps) Validate(id string) error { return p.problems(id, "").Err() }

func (p *ServiceProps) problems(id, region string) rules.Mistakes {
	var ms rules.Mistakes
	s := p.resolve(id, region)
	s.ownProblems(&ms)
	s = s.takenAsKnown(ms)
	refs := s.unknownReferences()
	s.networkProblems(&ms)
	s.clusterProblems(&ms)
	s.queueProblems(&ms)
	s.loadBalancerProblems(&ms, refs)
	s.logsProblems(&ms)
	s.imageProblems(&ms)
	s.taskProblems(&ms, refs)
	s.guardrailsProblems(&ms, refs)
	s.deploymentProblems(&ms, refs)
	s.scalingProblems(&ms, refs)
	s.blueGreenProblems(&ms, refs)
	s.redeployProblems(&ms, refs)
	s.evalGateProblems(&ms, refs)
	s.pipelineProblems(&ms, refs)
	return ms
}
