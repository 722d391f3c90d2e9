package redeploy

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
)

// Redeploy deploys a service anew when what its tasks read has changed.
type Redeploy struct {
	constructs.Construct
	machine     sfnstatemachine.SfnStateMachine // nil when the props were refused
	machineRole iamrole.IamRole
	eventsRole  iamrole.IamRole
	rules       map[Source]cloudwatcheventrule.CloudwatchEventRule
	targets     map[Source]cloudwatcheventtarget.CloudwatchEventTarget
}

// New makes the rules, and the state machine that they start. Mistakes in props are reported together with those of all
// other constructs when the app is synthesized; nothing is created then.
func New(scope constructs.Construct, id string, props *Props) *Redeploy {
	r := &Redeploy{rules: map[Source]cloudwatcheventrule.CloudwatchEventRule{},
		targets: map[Source]cloudwatcheventtarget.CloudwatchEventTarget{}}
	bridge.Init(r, scope, id)
	site := bridge.SiteOf(r)
	if bridge.Refused(r, props.problems(site.StatedRegion()), props) {
		return r
	}
	r.newMachine(*props, site)
	r.newRules(*props, props.resolve(), site)
	return r
}

// newMachine makes the state machine, which may update the one service.
func (r *Redeploy) newMachine(p Props, site *bridge.Site) {
	name := p.Name + suffix
	r.machineRole = bridge.NewRole(r, "machine-role", bridge.RoleProps{
		NamePrefix:  naming.RolePrefix(p.Name, use),
		Description: "Lets Step Functions deploy the service " + p.ServiceName + " anew",
		Trust:       policy.ServiceTrust("states.amazonaws.com", site.Account(), site.ARN("states", "stateMachine:"+name)),
		Tags:        p.Tags,
	})
	grant := bridge.Grant(r, "update-service", r.machineRole, policy.Statement{
		Sid: "UpdateService", Actions: []string{"ecs:UpdateService"},
		Resources: []string{site.ARN("ecs", "service/"+p.ClusterName+"/"+p.ServiceName)},
	})
	r.machine = sfnstatemachine.NewSfnStateMachine(r, jsii.String("machine"), &sfnstatemachine.SfnStateMachineConfig{
		Name:       jsii.String(name),
		Type:       jsii.String("STANDARD"),
		RoleArn:    r.machineRole.Arn(),
		Definition: bridge.JSON(definition(site.Partition(), p.ClusterName, p.ServiceName)),
		Tags:       bridge.Tags(p.Tags, ""),
		DependsOn:  &[]cdktf.ITerraformDependable{grant},
	})
}

// definition is the state machine. It tries again for about five minutes, after any error: AWS documents no name for
// the one of throttling, and to repeat a call that is refused does no harm.
func definition(partition, cluster, service string) map[string]any {
	return map[string]any{
		"Comment": "Deploys the service anew, so that its tasks read what has changed",
		"StartAt": "UpdateService",
		"States": map[string]any{"UpdateService": map[string]any{
			"Type":           "Task",
			"Resource":       "arn:" + partition + ":states:::aws-sdk:ecs:updateService",
			"Parameters":     map[string]any{"Cluster": cluster, "Service": service, "ForceNewDeployment": true},
			"TimeoutSeconds": 60,
			"Retry": []any{map[string]any{
				"ErrorEquals": []string{"States.ALL"}, "IntervalSeconds": 5, "BackoffRate": 2, "MaxAttempts": 6,
				"JitterStrategy": "FULL",
			}},
			"End": true,
		}},
	}
}

// newRules makes the rules, and the role with which they may start the machine.
func (r *Redeploy) newRules(p Props, watches []watched, site *bridge.Site) {
	var arns []string
	for _, w := range watches {
		rule := cloudwatcheventrule.NewCloudwatchEventRule(r, jsii.String("rule-"+string(w.source)),
			&cloudwatcheventrule.CloudwatchEventRuleConfig{
				Name:         jsii.String(p.Name + suffix + "-" + string(w.source)),
				Description:  jsii.String(w.what + " that tasks of " + p.ServiceName + " read has changed: deploy them anew"),
				EventPattern: bridge.JSON(w.pattern),
				Tags:         bridge.Tags(p.Tags, ""),
			})
		r.rules[w.source] = rule
		arns = append(arns, *rule.Arn())
	}
	r.eventsRole = bridge.NewRole(r, "events-role", bridge.RoleProps{
		NamePrefix:  naming.RolePrefix(p.Name, use),
		Description: "Lets EventBridge start the redeployment of the service " + p.ServiceName,
		Trust: policy.Document(policy.Statement{
			Service: "events.amazonaws.com", Actions: []string{"sts:AssumeRole"},
			Conditions: []policy.Condition{
				{Operator: "StringEquals", Key: "aws:SourceAccount", Values: []string{site.Account()}},
				{Operator: "ArnEquals", Key: "aws:SourceArn", Values: arns},
			},
		}),
		Tags: p.Tags,
	})
	grant := bridge.Grant(r, "start-execution", r.eventsRole, policy.Statement{
		Sid: "StartExecution", Actions: []string{"states:StartExecution"}, Resources: []string{*r.machine.Arn()},
	})
	for _, w := range watches {
		r.targets[w.source] = cloudwatcheventtarget.NewCloudwatchEventTarget(r, jsii.String("target-"+string(w.source)),
			&cloudwatcheventtarget.CloudwatchEventTargetConfig{
				Rule: r.rules[w.source].Name(), TargetId: jsii.String("redeploy"), Arn: r.machine.Arn(),
				RoleArn:   r.eventsRole.Arn(),
				DependsOn: &[]cdktf.ITerraformDependable{grant},
			})
	}
}

// StateMachine returns the underlying aws_sfn_state_machine, nil when the props were refused. Its metric
// ExecutionsFailed counts the changes that led to no deployment.
func (r *Redeploy) StateMachine() sfnstatemachine.SfnStateMachine { return r.machine }

// StateMachineRole returns the aws_iam_role that may update the service; nil when the props were refused.
func (r *Redeploy) StateMachineRole() iamrole.IamRole { return r.machineRole }

// EventsRole returns the aws_iam_role with which the rules start the state machine; nil when the props were refused.
func (r *Redeploy) EventsRole() iamrole.IamRole { return r.eventsRole }

// Rule returns the aws_cloudwatch_event_rule of a source; nil where nothing of it is watched.
func (r *Redeploy) Rule(source Source) cloudwatcheventrule.CloudwatchEventRule {
	return r.rules[source]
}

// Target returns the aws_cloudwatch_event_target of a source; nil where nothing of it is watched.
func (r *Redeploy) Target(source Source) cloudwatcheventtarget.CloudwatchEventTarget {
	return r.targets[source]
}
