package killswitch

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatcheventrule"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatcheventtarget"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamrole"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/sfnstatemachine"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// KillSwitch is a kill switch of a service.
type KillSwitch struct {
	constructs.Construct
	machine              sfnstatemachine.SfnStateMachine // nil when the props were refused
	machineRole          iamrole.IamRole
	eventsRole           iamrole.IamRole // nil unless Automatic, as what follows
	rule                 cloudwatcheventrule.CloudwatchEventRule
	target               cloudwatcheventtarget.CloudwatchEventTarget
	command, restoration string
}

// New makes the switch. Mistakes in props are reported together with those of all other constructs when the app is
// synthesized; nothing is created then.
func New(scope constructs.Construct, id string, props *Props) *KillSwitch {
	k := &KillSwitch{command: token.Unknown, restoration: token.Unknown}
	bridge.Init(k, scope, id)
	if bridge.Refused(k, props.problems(), props) {
		return k
	}
	site := bridge.SiteOf(k)
	text := func(n float64) string { return *bridge.NumberString(n) }
	k.restoration = props.restoreCommand(site.Region(), text)
	k.newMachine(*props, site)
	k.command = "aws stepfunctions start-execution --region " + site.Region() + " --state-machine-arn " + *k.machine.Arn()
	if props.Mode == Automatic {
		k.newRule(*props, site)
	}
	return k
}

// newMachine makes the state machine, which may stop this one service, and tell this one topic.
func (k *KillSwitch) newMachine(p Props, site *bridge.Site) {
	name := p.Name + suffix
	k.machineRole = bridge.NewRole(k, "machine-role", bridge.RoleProps{
		NamePrefix:  naming.RolePrefix(p.Name, use),
		Description: "Lets Step Functions stop the service " + p.ServiceName,
		Trust:       policy.ServiceTrust("states.amazonaws.com", site.Account(), site.ARN("states", "stateMachine:"+name)),
		Tags:        p.Tags,
	})
	grant := bridge.Grant(k, "stop-service", k.machineRole, p.statements(site)...)
	m := machine{Props: p, partition: site.Partition(), restore: k.restoration}
	k.machine = sfnstatemachine.NewSfnStateMachine(k, jsii.String("machine"), &sfnstatemachine.SfnStateMachineConfig{
		Name:       jsii.String(name),
		Type:       jsii.String("STANDARD"),
		RoleArn:    k.machineRole.Arn(),
		Definition: bridge.JSON(m.definition()),
		Tags:       bridge.Tags(p.Tags, ""),
		DependsOn:  &[]cdktf.ITerraformDependable{grant},
	})
}

// statements of the machine's role. AWS names a scalable target by an id that nobody knows before; its conditions do
// the rest
// (https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_service-with-iam.html).
func (p Props) statements(site *bridge.Site) []policy.Statement {
	out := []policy.Statement{
		{Sid: "StopService", Actions: []string{"ecs:DescribeServices", "ecs:UpdateService"},
			Resources: []string{site.ARN("ecs", "service/"+p.ClusterName+"/"+p.ServiceName)}},
		{Sid: "ListTasks", Actions: []string{"ecs:ListTasks"}, Resources: []string{"*"}, Conditions: []policy.Condition{
			{Operator: "ArnEquals", Key: "ecs:cluster", Values: []string{site.ARN("ecs", "cluster/"+p.ClusterName)}},
		}},
		{Sid: "StopTasks", Actions: []string{"ecs:StopTask"},
			Resources: []string{site.ARN("ecs", "task/"+p.ClusterName+"/*")}},
		{Sid: "Tell", Actions: []string{"sns:Publish"}, Resources: []string{p.TopicARN}},
	}
	if p.TopicKMSKeyARN != "" {
		out = append(out, policy.Statement{Sid: "TopicKey", Actions: []string{"kms:Decrypt", "kms:GenerateDataKey"},
			Resources: []string{p.TopicKMSKeyARN}, Conditions: []policy.Condition{policy.Via("sns")}})
	}
	if p.Scaling != nil {
		out = append(out, policy.Statement{Sid: "HoldScaling",
			Actions:   []string{"application-autoscaling:RegisterScalableTarget"},
			Resources: []string{site.ARN("application-autoscaling", "scalable-target/*")}, Conditions: []policy.Condition{
				{Operator: "StringEquals", Key: "application-autoscaling:service-namespace", Values: []string{namespace}},
				{Operator: "StringEquals", Key: "application-autoscaling:scalable-dimension", Values: []string{dimension}},
			}})
	}
	return out
}

// newRule makes the rule that starts the machine when an alarm begins to ring, and the role with which it may.
func (k *KillSwitch) newRule(p Props, site *bridge.Site) {
	k.rule = cloudwatcheventrule.NewCloudwatchEventRule(k, jsii.String("rule"),
		&cloudwatcheventrule.CloudwatchEventRuleConfig{
			Name:         jsii.String(p.Name + suffix),
			Description:  jsii.String("An alarm rings that means to stop the service " + p.ServiceName),
			EventPattern: bridge.JSON(p.pattern()),
			Tags:         bridge.Tags(p.Tags, ""),
		})
	k.eventsRole = bridge.NewRole(k, "events-role", bridge.RoleProps{
		NamePrefix:  naming.RolePrefix(p.Name, use),
		Description: "Lets EventBridge start the kill switch of the service " + p.ServiceName,
		Trust: policy.Document(policy.Statement{
			Service: "events.amazonaws.com", Actions: []string{"sts:AssumeRole"},
			Conditions: []policy.Condition{
				{Operator: "StringEquals", Key: "aws:SourceAccount", Values: []string{site.Account()}},
				{Operator: "ArnEquals", Key: "aws:SourceArn", Values: []string{*k.rule.Arn()}},
			},
		}),
		Tags: p.Tags,
	})
	grant := bridge.Grant(k, "start-execution", k.eventsRole, policy.Statement{
		Sid: "StartExecution", Actions: []string{"states:StartExecution"}, Resources: []string{*k.machine.Arn()},
	})
	k.target = cloudwatcheventtarget.NewCloudwatchEventTarget(k, jsii.String("target"),
		&cloudwatcheventtarget.CloudwatchEventTargetConfig{
			Rule: k.rule.Name(), TargetId: jsii.String("kill-switch"), Arn: k.machine.Arn(), RoleArn: k.eventsRole.Arn(),
			DependsOn: &[]cdktf.ITerraformDependable{grant},
		})
}

// Command pulls the switch.
func (k *KillSwitch) Command() string { return k.command }

// RestoreCommand brings the service back.
func (k *KillSwitch) RestoreCommand() string { return k.restoration }

// StateMachine returns the underlying aws_sfn_state_machine, nil when the props were refused. Its metric
// ExecutionsFailed counts the times that the service could not be stopped.
func (k *KillSwitch) StateMachine() sfnstatemachine.SfnStateMachine { return k.machine }

// StateMachineRole returns the aws_iam_role that may stop the service; nil when the props were refused.
func (k *KillSwitch) StateMachineRole() iamrole.IamRole { return k.machineRole }

// Rule returns the aws_cloudwatch_event_rule of the alarms; nil unless the mode is Automatic.
func (k *KillSwitch) Rule() cloudwatcheventrule.CloudwatchEventRule { return k.rule }

// EventsRole returns the aws_iam_role with which the rule starts the state machine; nil unless the mode is Automatic.
func (k *KillSwitch) EventsRole() iamrole.IamRole { return k.eventsRole }

// Target returns the aws_cloudwatch_event_target of the rule; nil unless the mode is Automatic.
func (k *KillSwitch) Target() cloudwatcheventtarget.CloudwatchEventTarget { return k.target }
