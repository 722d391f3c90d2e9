package fargateai

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ssmparameter"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

// Service is a whole AI service. Its fields are for reading; those of parts that were adopted, and all fields of a
// service whose props were refused, are nil.
type Service struct {
	constructs.Construct
	Network         *network.Network
	Cluster         *ecs.Cluster
	Repository      *ecr.Repository
	ImageParameter  ssmparameter.SsmParameter
	Logs            *logs.Group
	Queue           *queue.Queue
	LoadBalancer    *loadbalancer.LoadBalancer
	Target          *loadbalancer.Target
	TaskDefinition  *ecs.TaskDefinition
	Guardrails      *guardrails.Guardrails
	Service         *ecs.Service
	Scaling         *scaling.Target
	DeploymentGroup *codedeploy.DeploymentGroup
	Redeploy        *redeploy.Redeploy
	PushRole        *pipeline.Role
	DeployRole      *pipeline.Role

	network  network.Ref
	cluster  ecs.ClusterRef
	balancer loadbalancer.Ref
	queue    queue.Ref
}

// NewService makes a service, or reports every mistake in props when the app is synthesized.
func NewService(scope constructs.Construct, id string, props *ServiceProps) *Service {
	s := &Service{}
	bridge.Init(s, scope, id)
	region := bridge.SiteOf(s).StatedRegion()
	if bridge.Refused(s, props.problems(id, region)) {
		return s
	}
	p := *props
	r := p.resolve(id, func(n float64) string { return *bridge.NumberString(n) })
	r.resolvePipeline(p, region)
	s.makeNetwork(p, r)
	s.makeCluster(p, r)
	if r.workload.worker {
		s.makeQueue(p, r)
	} else {
		s.makeBalancer(p, r)
	}
	s.Logs = logs.New(s, "logs", &r.logs)
	image, repository := s.makeImage(p, r)
	s.makeTask(p, r, image, repository)
	s.makeGuardrails(r)
	s.makeService(p, r)
	s.makeScaling(p, r)
	s.makeBlueGreen(p, r)
	s.makeRedeploy(r)
	s.makePipeline(p, r)
	s.outputs(p, r)
	for _, notice := range r.notices {
		bridge.Tell(s, notice)
	}
	return s
}

func (s *Service) makeNetwork(p ServiceProps, r parts) {
	if p.ExistingNetwork != nil {
		s.network = *p.ExistingNetwork
		return
	}
	s.Network = network.New(s, "network", r.network)
	s.network = s.Network.Ref()
}

func (s *Service) makeCluster(p ServiceProps, r parts) {
	if p.ExistingCluster != nil {
		s.cluster = *p.ExistingCluster
		return
	}
	s.Cluster = ecs.NewCluster(s, "cluster", r.cluster)
	s.cluster = s.Cluster.Ref()
}

func (s *Service) makeQueue(p ServiceProps, r parts) {
	if p.ExistingQueue != nil {
		s.queue = *p.ExistingQueue
		return
	}
	s.Queue = queue.New(s, "queue", r.queue)
	s.queue = s.Queue.Ref()
}

func (s *Service) makeBalancer(p ServiceProps, r parts) {
	if p.ExistingLoadBalancer != nil {
		s.balancer = *p.ExistingLoadBalancer
	} else {
		props := *r.balancer
		props.VPCID = s.network.VPCID
		if p.LoadBalancer == nil || p.LoadBalancer.SubnetIDs == nil {
			props.SubnetIDs = s.network.PublicSubnetIDs
			if props.Scheme == loadbalancer.SchemeInternal {
				props.SubnetIDs = s.network.TaskSubnetIDs
			}
		}
		s.LoadBalancer = loadbalancer.New(s, "load-balancer", &props)
		s.balancer = s.LoadBalancer.Ref()
	}
	target := r.target
	target.VPCID = s.network.VPCID
	target.LoadBalancer = s.balancer
	s.Target = loadbalancer.NewTarget(s, "target", &target)
}

// makeImage returns the image to run and the repository that the execution role may pull from.
func (s *Service) makeImage(p ServiceProps, r parts) (image string, repositoryARNs *[]*string) {
	reference := func(url string) string {
		switch {
		case p.Image.Digest != "":
			return url + "@" + p.Image.Digest
		case r.bootstrap:
			return url + ":" + bootstrapTag
		default:
			return url + ":" + p.Image.Tag
		}
	}
	switch {
	case p.Image.URI != "":
		image = p.Image.URI
	case p.Image.ExistingRepository != nil:
		image = reference(p.Image.ExistingRepository.URL)
		repositoryARNs = jsii.Strings(p.Image.ExistingRepository.ARN)
	default:
		s.Repository = ecr.New(s, "repository", r.repository)
		image = reference(s.Repository.URL())
		repositoryARNs = jsii.Strings(s.Repository.ARN())
	}
	if r.parameter != "" {
		s.ImageParameter = ssmparameter.NewSsmParameter(s, jsii.String("image"), &ssmparameter.SsmParameterConfig{
			Name:          jsii.String(r.parameter),
			Description:   jsii.String("Image of " + r.name + "; the pipeline writes it, the next apply deploys it"),
			Type:          jsii.String("String"),
			InsecureValue: jsii.String(image), // no secret: a SecureString would hide the image from every plan
			Tags:          bridge.Tags(r.tags, ""),
			Lifecycle:     &cdktf.TerraformResourceLifecycle{IgnoreChanges: jsii.Strings("value", "insecure_value")},
		})
		image = *s.ImageParameter.InsecureValue()
	}
	return image, repositoryARNs
}

// repositoryARN of the repository that images are pushed to.
func (s *Service) repositoryARN(p ServiceProps) string {
	if p.Image.ExistingRepository != nil {
		return p.Image.ExistingRepository.ARN
	}
	return s.Repository.ARN()
}

// bootstrapTag names an image that nobody has pushed; no task is started with it.
const bootstrapTag = "bootstrap"

func (s *Service) makeTask(p ServiceProps, r parts, image string, repositoryARNs *[]*string) {
	task := r.task
	task.LogOptions, task.LogGroupARN = s.Logs.Options(), s.Logs.ARN()
	task.RepositoryARNs = repositoryARNs
	task.ExecuteLogGroupARN, task.ExecuteKMSKeyARN = s.cluster.ExecuteLogGroupARN, s.cluster.ExecuteKMSKeyARN
	task.TaskPolicies = append(task.TaskPolicies[:len(task.TaskPolicies):len(task.TaskPolicies)], s.policies(p, r)...)
	main := &task.Containers[0]
	main.Image = image
	if _, own := p.Environment[queueVariable]; r.workload.worker && !own {
		main.Environment[queueVariable] = s.queue.URL
	}
	for _, name := range check.SortedKeys(p.Secrets) {
		resolved := secrets.Resolve(s, p.Secrets[name])
		main.Secrets[name] = ecs.Secret(resolved)
	}
	task.Preconditions = s.evalGate(p, r)
	s.TaskDefinition = ecs.NewTaskDefinition(s, "task", &task)
}

// policies are what the code may do because of other props.
func (s *Service) policies(p ServiceProps, r parts) []ecs.PolicyStatement {
	var out []ecs.PolicyStatement
	if p.Models != nil {
		for _, m := range p.Models.Statements(s) {
			statement := ecs.PolicyStatement{Sid: m.Sid, Actions: m.Actions, Resources: m.Resources}
			for _, c := range m.Conditions {
				statement.Conditions = append(statement.Conditions, ecs.PolicyCondition(c))
			}
			out = append(out, statement)
		}
	}
	if r.workload.worker {
		for _, q := range s.queue.ConsumerStatements() {
			out = append(out, ecs.PolicyStatement{Sid: q.Sid, Actions: q.Actions, Resources: q.Resources})
		}
	}
	if optional.Or(p.TaskProtection, r.workload.protection) {
		out = append(out, ecs.PolicyStatement{
			Sid: "TaskProtection", Actions: []string{"ecs:GetTaskProtection", "ecs:UpdateTaskProtection"},
			Resources: []string{bridge.SiteOf(s).ARN("ecs", "task/"+s.cluster.Name+"/*")},
		})
	}
	return out
}

// makeGuardrails comes before the service, whose deployments some of the alarms stop. So it names the service without
// referring to it.
func (s *Service) makeGuardrails(r parts) {
	if r.guardrails == nil {
		return
	}
	props := *r.guardrails
	if s.Target != nil {
		settle(&props.LoadBalancerARNSuffix, s.balancer.ARNSuffix)
		settle(&props.TargetGroupARNSuffix, s.Target.ARNSuffix())
		settle(&props.GreenTargetGroupARNSuffix, s.Target.GreenARNSuffix())
	}
	settle(&props.QueueName, s.queue.Name)
	settle(&props.DeadLetterQueueName, s.queue.DeadLetterName)
	fill(&props.MetricNamespace, s.Logs.TokenNamespace())
	if props.KillSwitch != nil {
		settle(&props.KillSwitch.TaskRoleARN, s.TaskDefinition.TaskRoleARN())
	}
	s.Guardrails = guardrails.New(s, "guardrails", &props)
}

// settle replaces what the rules took as unknown by what it became.
func settle(text *string, value string) {
	if *text == token.Unknown {
		*text = value
	}
}

func (s *Service) makeService(p ServiceProps, r parts) {
	props := r.service
	props.Cluster = s.cluster
	props.TaskDefinitionARN = s.TaskDefinition.ARN()
	props.VPCID = s.network.VPCID
	if p.Deployment == nil || p.Deployment.SubnetIDs == nil {
		props.SubnetIDs = s.network.TaskSubnetIDs
	}
	if props.AssignPublicIP == nil {
		props.AssignPublicIP = s.network.AssignPublicIP
	}
	// ECS refuses a target group without a listener, and tasks need their permissions from the first second to the last.
	if s.Target != nil {
		props.Targets[0].TargetGroupARN = s.Target.TargetGroupARN()
		props.Ingress[0].SecurityGroupID = s.balancer.SecurityGroupID
		props.DependsOn = append(props.DependsOn, s.Target.ListenerRule())
		if rule := s.Target.TestListenerRule(); rule != nil {
			props.DependsOn = append(props.DependsOn, rule)
		}
	}
	for _, policy := range s.TaskDefinition.Policies() {
		props.DependsOn = append(props.DependsOn, policy)
	}
	if s.Cluster != nil {
		props.DependsOn = append(props.DependsOn, s.Cluster.CapacityProviders())
	}
	if s.Guardrails != nil && props.DeploymentAlarms == nil && props.DeploymentController != ecs.ControllerCodeDeploy {
		if names := s.Guardrails.RollbackAlarmNames(); len(*names) > 0 {
			props.DeploymentAlarms = &ecs.DeploymentAlarms{AlarmNames: names}
		}
	}
	s.Service = ecs.NewService(s, "service", &props)
	if s.Target != nil {
		s.Target.AllowTo(s.Service.SecurityGroupID())
	}
}

func (s *Service) makeScaling(p ServiceProps, r parts) {
	if r.bootstrap {
		return // it would start tasks whose image nobody has pushed
	}
	scale := r.scaling
	scale.ClusterName, scale.ServiceName = s.cluster.Name, s.Service.Name()
	if scale.RequestsPerTarget != nil && s.Target != nil {
		settle(&scale.RequestsPerTarget.LoadBalancerARNSuffix, s.balancer.ARNSuffix)
		settle(&scale.RequestsPerTarget.TargetGroupARNSuffix, s.Target.ARNSuffix())
	}
	if r.workload.worker && len(scale.Metrics) > 0 && r.queue != nil && optional.Value(p.Scaling).Metrics == nil {
		signals := r.workload.signals(scaling.Props{}, false, nil, s.queue.Name)
		scale.Metrics, scale.Steps = signals.Metrics, signals.Steps
	}
	s.Scaling = scaling.New(s, "scaling", &scale)
}
