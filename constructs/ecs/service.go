package ecs

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ecsservice"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/securitygroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/servicediscoveryservice"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Service runs and deploys the tasks of a task definition on Fargate.
type Service struct {
	constructs.Construct
	service         ecsservice.EcsService                           // nil when the props were refused
	group           securitygroup.SecurityGroup                     // nil where one is adopted, too
	registry        servicediscoveryservice.ServiceDiscoveryService // nil without Namespace
	name, dnsName   string
	label           string // the name as it is stated
	securityGroupID string
	ports           []TaskPort
	peers           map[string]bool // that were let in or out
}

// NewService makes a service with a security group of its own. What must exist before the service can start, such as a
// listener rule or the policies of the task's roles, is named in DependsOn. Mistakes in props are reported together
// with those of all other constructs when the app is synthesized; nothing is created then.
func NewService(scope constructs.Construct, id string, props *ServiceProps) *Service {
	s := &Service{name: token.Unknown, securityGroupID: token.Unknown, peers: map[string]bool{}}
	bridge.Init(s, scope, id)
	problems := props.problems()
	dependencyProblems(&problems, s, props)
	if bridge.Refused(s, problems, props) {
		return s
	}
	c := props.resolve()
	s.label, s.ports = c.Name, c.TaskPorts
	s.newSecurityGroup(c)
	registries := s.newRegistry(c)
	s.service = ecsservice.NewEcsService(s, jsii.String("service"), &ecsservice.EcsServiceConfig{
		Name:                            jsii.String(c.Name),
		Cluster:                         jsii.String(c.Cluster.ARN),
		TaskDefinition:                  jsii.String(c.TaskDefinitionARN),
		LaunchType:                      bridge.String(c.launchType),
		CapacityProviderStrategy:        c.capacityStrategy(),
		PlatformVersion:                 bridge.String(c.platform),
		DesiredCount:                    jsii.Number(c.desired),
		DeploymentMinimumHealthyPercent: jsii.Number(c.minHealthy),
		DeploymentMaximumPercent:        jsii.Number(c.maxHealthy),
		DeploymentController:            c.controller(),
		DeploymentCircuitBreaker:        c.circuitBreaker(),
		Alarms:                          c.alarms(),
		HealthCheckGracePeriodSeconds:   c.grace,
		AvailabilityZoneRebalancing:     jsii.String(string(c.rebalancing)),
		EnableEcsManagedTags:            jsii.Bool(true),
		PropagateTags:                   jsii.String("SERVICE"),
		EnableExecuteCommand:            c.EnableExecute,
		NetworkConfiguration: &ecsservice.EcsServiceNetworkConfiguration{
			Subnets:        c.SubnetIDs,
			SecurityGroups: append1(c.SecurityGroupIDs, s.securityGroupID),
			AssignPublicIp: c.AssignPublicIP,
		},
		LoadBalancer:                c.loadBalancers(),
		ServiceRegistries:           registries,
		ServiceConnectConfiguration: c.serviceConnect(),
		WaitForSteadyState:          jsii.Bool(c.wait),
		ForceNewDeployment:          when(c.redeploy),
		Triggers:                    bridge.Tags(c.RedeployTriggers, ""),
		ForceDelete:                 c.ForceDelete,
		Timeouts: &ecsservice.EcsServiceTimeouts{Create: jsii.String(c.timeout),
			Update: jsii.String(c.timeout)},
		DependsOn: bridge.Dependables(c.DependsOn...),
		Lifecycle: c.lifecycle(),
		Tags:      bridge.Tags(c.Tags, ""),
	})
	s.name = *s.service.Name()
	return s
}

func (c serviceConfig) capacityStrategy() any {
	if len(c.CapacityProviders) == 0 {
		return nil
	}
	var out []*ecsservice.EcsServiceCapacityProviderStrategy
	for _, p := range c.CapacityProviders {
		out = append(out, &ecsservice.EcsServiceCapacityProviderStrategy{
			CapacityProvider: jsii.String(p.Name), Base: p.Base, Weight: p.Weight,
		})
	}
	return out
}

// controller is left out for ECS, so that services made before there was a choice stay as they are.
func (c serviceConfig) controller() *ecsservice.EcsServiceDeploymentController {
	if !c.codeDeploy() {
		return nil
	}
	return &ecsservice.EcsServiceDeploymentController{Type: jsii.String(string(c.DeploymentController))}
}

func (c serviceConfig) circuitBreaker() *ecsservice.EcsServiceDeploymentCircuitBreaker {
	if c.codeDeploy() {
		return nil
	}
	return &ecsservice.EcsServiceDeploymentCircuitBreaker{Enable: jsii.Bool(c.breaker), Rollback: jsii.Bool(c.rollback)}
}

func (c serviceConfig) alarms() *ecsservice.EcsServiceAlarms {
	if c.DeploymentAlarms == nil {
		return nil
	}
	return &ecsservice.EcsServiceAlarms{
		AlarmNames: c.DeploymentAlarms.AlarmNames, Enable: jsii.Bool(true), Rollback: c.DeploymentAlarms.Rollback,
	}
}

func (c serviceConfig) loadBalancers() any {
	if len(c.Targets) == 0 {
		return nil
	}
	var out []*ecsservice.EcsServiceLoadBalancer
	for _, t := range c.Targets {
		out = append(out, &ecsservice.EcsServiceLoadBalancer{
			TargetGroupArn: jsii.String(t.TargetGroupARN), ContainerName: jsii.String(t.ContainerName),
			ContainerPort: t.ContainerPort,
		})
	}
	return out
}

// lifecycle makes an apply fail that ECS rolled back: the provider only sees that the service became steady again
// (https://github.com/hashicorp/terraform-provider-aws/issues/20858).
func (c serviceConfig) lifecycle() *cdktf.TerraformResourceLifecycle {
	out := &cdktf.TerraformResourceLifecycle{}
	if len(c.ignore) > 0 {
		out.IgnoreChanges = jsii.Strings(c.ignore...)
	}
	if c.wait {
		out.Postcondition = &[]*cdktf.Postcondition{{
			Condition: cdktf.Op_Eq(cdktf.TerraformSelf_GetString(jsii.String("task_definition")),
				jsii.String(c.TaskDefinitionARN)),
			ErrorMessage: jsii.String("ECS rolled the deployment of " + c.Name +
				" back: its circuit breaker or an alarm stopped it, and the previous revision runs. " +
				"See the service's events and the stopped tasks' reasons, then apply again."),
		}}
	}
	return out
}

// when is true or left out.
func when(b bool) any {
	if !b {
		return nil
	}
	return jsii.Bool(true)
}

func append1(list *[]*string, value string) *[]*string {
	out := []*string{jsii.String(value)}
	if list != nil {
		out = append(out, *list...)
	}
	return &out
}

// Name returns the name of the service; a reference.
func (s *Service) Name() string { return s.name }

// SecurityGroupID returns the security group id of the tasks.
func (s *Service) SecurityGroupID() string { return s.securityGroupID }

// Resource returns the underlying aws_ecs_service, for overrides. It is nil when the props were refused.
func (s *Service) Resource() ecsservice.EcsService { return s.service }

// SecurityGroup returns the security group of the tasks, for overrides. It is nil when one was adopted or the props
// were refused.
func (s *Service) SecurityGroup() securitygroup.SecurityGroup { return s.group }
