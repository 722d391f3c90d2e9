package fargateai

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ssmparameter"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

// Service is a whole AI service. Its fields are for reading; those of parts that were adopted, and all fields of a service whose props
// were refused, are nil.
type Service struct {
	constructs.Construct
	Network        *network.Network
	Cluster        *ecs.Cluster
	Repository     *ecr.Repository
	ImageParameter ssmparameter.SsmParameter
	Logs           *logs.Group
	LoadBalancer   *loadbalancer.LoadBalancer
	Target         *loadbalancer.Target
	TaskDefinition *ecs.TaskDefinition
	Service        *ecs.Service
	Scaling        *scaling.Target

	network  network.Ref
	cluster  ecs.ClusterRef
	balancer loadbalancer.Ref
}

// NewService makes a service, or reports every mistake in props when the app is synthesized.
func NewService(scope constructs.Construct, id string, props *ServiceProps) *Service {
	s := &Service{}
	bridge.Init(s, scope, id)
	if bridge.Refused(s, props.problems(id)) {
		return s
	}
	p := *props
	r := p.resolve(id)
	s.makeNetwork(p, r)
	s.makeCluster(p, r)
	s.makeBalancer(p, r)
	s.Logs = logs.New(s, "logs", &r.logs)
	image, repository := s.makeImage(p, r)
	s.makeTask(p, r, image, repository)
	s.makeService(p, r)
	s.outputs(r)
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
			Tags:          bridge.Tags(p.Tags, ""),
			Lifecycle:     &cdktf.TerraformResourceLifecycle{IgnoreChanges: jsii.Strings("value", "insecure_value")},
		})
		image = *s.ImageParameter.InsecureValue()
	}
	return image, repositoryARNs
}

// bootstrapTag names an image that nobody has pushed; no task is started with it.
const bootstrapTag = "bootstrap"

func (s *Service) makeTask(p ServiceProps, r parts, image string, repositoryARNs *[]*string) {
	task := r.task
	task.LogOptions, task.LogGroupARN = s.Logs.Options(), s.Logs.ARN()
	task.RepositoryARNs = repositoryARNs
	task.ExecuteLogGroupARN, task.ExecuteKMSKeyARN = s.cluster.ExecuteLogGroupARN, s.cluster.ExecuteKMSKeyARN
	main := &task.Containers[0]
	main.Image = image
	for _, name := range check.SortedKeys(p.Secrets) {
		resolved := secrets.Resolve(s, p.Secrets[name])
		main.Secrets[name] = ecs.Secret(resolved)
	}
	s.TaskDefinition = ecs.NewTaskDefinition(s, "task", &task)
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
	props.Targets[0].TargetGroupARN = s.Target.TargetGroupARN()
	props.Ingress[0].SecurityGroupID = s.balancer.SecurityGroupID
	// ECS refuses a target group without a listener, and tasks need their permissions from the first second to the last.
	props.DependsOn = append(props.DependsOn, s.Target.ListenerRule())
	for _, policy := range s.TaskDefinition.Policies() {
		props.DependsOn = append(props.DependsOn, policy)
	}
	if s.Cluster != nil {
		props.DependsOn = append(props.DependsOn, s.Cluster.CapacityProviders())
	}
	s.Service = ecs.NewService(s, "service", &props)
	s.Target.AllowTo(s.Service.SecurityGroupID())

	if r.bootstrap {
		return // scaling would start tasks whose image nobody has pushed
	}
	scale := r.scaling
	scale.ClusterName, scale.ServiceName = s.cluster.Name, s.Service.Name()
	if p.Scaling != nil && p.Scaling.RequestsPerTarget != nil { // resolve's is not yet about the parts that were made
		requests := *p.Scaling.RequestsPerTarget
		fill(&requests.LoadBalancerARNSuffix, s.balancer.ARNSuffix)
		fill(&requests.TargetGroupARNSuffix, s.Target.ARNSuffix())
		scale.RequestsPerTarget = &requests
	}
	s.Scaling = scaling.New(s, "scaling", &scale)
}
