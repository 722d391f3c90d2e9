package codedeploy

import (
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/codedeployapp"
	deployment "github.com/cdktf/cdktf-provider-aws-go/aws/v19/codedeploydeploymentconfig"
	group "github.com/cdktf/cdktf-provider-aws-go/aws/v19/codedeploydeploymentgroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamrole"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// DeploymentGroup deploys one ECS service.
type DeploymentGroup struct {
	constructs.Construct
	app           codedeployapp.CodedeployApp // nil when the props were refused, like all resources
	group         group.CodedeployDeploymentGroup
	configuration deployment.CodedeployDeploymentConfig
	role          iamrole.IamRole

	appName, groupName, configName, roleARN string
}

// New makes an application and its deployment group. Mistakes in props are reported together with those of all other
// constructs when the app is synthesized; nothing is created then.
func New(scope constructs.Construct, id string, props *Props) *DeploymentGroup {
	g := &DeploymentGroup{appName: token.Unknown, groupName: token.Unknown, configName: token.Unknown,
		roleARN: token.Unknown}
	bridge.Init(g, scope, id)
	if bridge.Refused(g, props.problems(), props) {
		return g
	}
	c := props.resolve()
	at := bridge.SiteOf(g)
	g.app = codedeployapp.NewCodedeployApp(g, jsii.String("application"), &codedeployapp.CodedeployAppConfig{
		Name:            jsii.String(c.Name),
		ComputePlatform: jsii.String("ECS"),
		Tags:            bridge.Tags(c.Tags, ""),
	})
	g.role = bridge.NewRole(g, "role", bridge.RoleProps{
		NamePrefix:  naming.RolePrefix(c.Name, "codedeploy"),
		Description: "CodeDeploy deploys with it: " + c.Name,
		Trust: policy.ServiceTrust("codedeploy.amazonaws.com", at.Account(),
			at.ARN("codedeploy", "deploymentgroup:"+c.Name+"/"+c.Name)),
		Tags: c.Tags,
	})
	allowed := bridge.Grant(g, "policy", g.role, c.statements(at, ruleARN)...)
	g.configName = g.newConfiguration(c)
	g.group = group.NewCodedeployDeploymentGroup(g, jsii.String("group"), &group.CodedeployDeploymentGroupConfig{
		AppName:              g.app.Name(),
		DeploymentGroupName:  jsii.String(c.Name),
		ServiceRoleArn:       g.role.Arn(),
		DeploymentConfigName: jsii.String(g.configName),
		DeploymentStyle: &group.CodedeployDeploymentGroupDeploymentStyle{
			DeploymentType: jsii.String("BLUE_GREEN"), DeploymentOption: jsii.String("WITH_TRAFFIC_CONTROL"),
		},
		BlueGreenDeploymentConfig: c.waits(),
		EcsService: &group.CodedeployDeploymentGroupEcsService{ClusterName: jsii.String(c.ClusterName),
			ServiceName: jsii.String(c.ServiceName)},
		LoadBalancerInfo: &group.CodedeployDeploymentGroupLoadBalancerInfo{TargetGroupPairInfo: c.routes()},
		AutoRollbackConfiguration: &group.CodedeployDeploymentGroupAutoRollbackConfiguration{Enabled: jsii.Bool(true),
			Events: jsii.Strings(c.events...)},
		AlarmConfiguration: c.alarms(),
		Tags:               bridge.Tags(c.Tags, ""),
		// a deployment may begin as soon as the group is there
		DependsOn: &[]cdktf.ITerraformDependable{allowed},
	})
	g.appName, g.groupName, g.roleARN = *g.app.Name(), *g.group.DeploymentGroupName(), *g.role.Arn()
	return g
}

// newConfiguration returns the name of the strategy's deployment configuration. One that is made cannot be changed, nor
// deleted while the group uses it, so its name says what it does and a new one comes first.
func (g *DeploymentGroup) newConfiguration(c config) string {
	if c.shift == nil {
		return string(c.strategy)
	}
	kind := "canary"
	routing := &deployment.CodedeployDeploymentConfigTrafficRoutingConfig{Type: jsii.String("TimeBasedCanary")}
	if c.linear {
		kind, routing.Type = "linear", jsii.String("TimeBasedLinear")
		routing.TimeBasedLinear = &deployment.CodedeployDeploymentConfigTrafficRoutingConfigTimeBasedLinear{
			Percentage: c.shift.Percentage, Interval: c.shift.Minutes,
		}
	} else {
		routing.TimeBasedCanary = &deployment.CodedeployDeploymentConfigTrafficRoutingConfigTimeBasedCanary{
			Percentage: c.shift.Percentage, Interval: c.shift.Minutes,
		}
	}
	name := c.Name + "-" + kind + "-" + *bridge.NumberString(*c.shift.Percentage) + "-percent-" +
		*bridge.NumberString(*c.shift.Minutes) + "-minutes"
	g.configuration = deployment.NewCodedeployDeploymentConfig(g, jsii.String("configuration"),
		&deployment.CodedeployDeploymentConfigConfig{
			DeploymentConfigName: jsii.String(name),
			ComputePlatform:      jsii.String("ECS"),
			TrafficRoutingConfig: routing,
			Lifecycle:            &cdktf.TerraformResourceLifecycle{CreateBeforeDestroy: jsii.Bool(true)},
		})
	return *g.configuration.DeploymentConfigName()
}

// The names that CDKTF derives from Terraform's nesting are longer than what they hold.
type (
	readyOption     = group.CodedeployDeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOption
	terminateOption = group.CodedeployDeploymentGroupBlueGreenDeploymentConfigTerminateBlueInstancesOnDeploymentSuccess
)

func (c config) waits() *group.CodedeployDeploymentGroupBlueGreenDeploymentConfig {
	ready := &readyOption{ActionOnTimeout: jsii.String("CONTINUE_DEPLOYMENT")}
	if c.approval != 0 {
		ready.ActionOnTimeout, ready.WaitTimeInMinutes = jsii.String("STOP_DEPLOYMENT"), jsii.Number(c.approval)
	}
	return &group.CodedeployDeploymentGroupBlueGreenDeploymentConfig{
		DeploymentReadyOption: ready,
		TerminateBlueInstancesOnDeploymentSuccess: &terminateOption{
			Action: jsii.String("TERMINATE"), TerminationWaitTimeInMinutes: jsii.Number(c.bake),
		},
	}
}

func (c config) routes() *group.CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfo {
	out := &group.CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfo{
		ProdTrafficRoute: &group.CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoProdTrafficRoute{
			ListenerArns: jsii.Strings(c.ListenerARN),
		},
		TargetGroup: []*group.CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTargetGroup{
			{Name: jsii.String(c.BlueTargetGroupName)}, {Name: jsii.String(c.GreenTargetGroupName)},
		},
	}
	if c.TestListenerARN != "" {
		out.TestTrafficRoute =
			&group.CodedeployDeploymentGroupLoadBalancerInfoTargetGroupPairInfoTestTrafficRoute{
				ListenerArns: jsii.Strings(c.TestListenerARN),
			}
	}
	return out
}

func (c config) alarms() *group.CodedeployDeploymentGroupAlarmConfiguration {
	if !c.alarmed() {
		return nil
	}
	return &group.CodedeployDeploymentGroupAlarmConfiguration{Enabled: jsii.Bool(true), Alarms: c.AlarmNames}
}

// ruleARN is the ARN of all rules of a listener.
func ruleARN(listenerARN string) string {
	if !token.Is(listenerARN) {
		return strings.Replace(listenerARN, ":listener/", ":listener-rule/", 1) + "/*"
	}
	return *cdktf.Fn_Replace(jsii.String(listenerARN), jsii.String(":listener/"), jsii.String(":listener-rule/")) + "/*"
}

// ApplicationName returns the application name of CodeDeploy; a reference, like all names here.
func (g *DeploymentGroup) ApplicationName() string { return g.appName }

// DeploymentGroupName within the application.
func (g *DeploymentGroup) DeploymentGroupName() string { return g.groupName }

// DeploymentConfigName returns the deployment config name of the strategy. Whoever starts deployments must be allowed
// to read it.
func (g *DeploymentGroup) DeploymentConfigName() string { return g.configName }

// RoleARN returns the ARN of the role that CodeDeploy acts with.
func (g *DeploymentGroup) RoleARN() string { return g.roleARN }

// Resource returns the underlying aws_codedeploy_deployment_group, for overrides. It is nil when the props were
// refused, like all resources below.
func (g *DeploymentGroup) Resource() group.CodedeployDeploymentGroup { return g.group }

// Application returns the underlying aws_codedeploy_app.
func (g *DeploymentGroup) Application() codedeployapp.CodedeployApp { return g.app }

// Configuration returns the underlying aws_codedeploy_deployment_config. It is nil without Canary and Linear.
func (g *DeploymentGroup) Configuration() deployment.CodedeployDeploymentConfig {
	return g.configuration
}

// Role returns the underlying aws_iam_role.
func (g *DeploymentGroup) Role() iamrole.IamRole { return g.role }
