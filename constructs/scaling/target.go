package scaling

import (
	"time"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/appautoscalingpolicy"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/appautoscalingscheduledaction"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/appautoscalingtarget"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchmetricalarm"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

const (
	namespace = "ecs"
	dimension = "ecs:service:DesiredCount"
)

// Target is the number of tasks of a service, scalable.
type Target struct {
	constructs.Construct
	target     appautoscalingtarget.AppautoscalingTarget // nil when the props were refused
	resourceID string
	policies   map[string]appautoscalingpolicy.AppautoscalingPolicy
	alarms     map[string]cloudwatchmetricalarm.CloudwatchMetricAlarm
	schedules  map[string]appautoscalingscheduledaction.AppautoscalingScheduledAction
}

// New makes a scalable target with its policies, alarms and schedules. AWS's service-linked role does the scaling; none
// is made. Mistakes in props are reported together with those of all other constructs when the app is synthesized;
// nothing is created then.
func New(scope constructs.Construct, id string, props *Props) *Target {
	t := &Target{
		resourceID: token.Unknown,
		policies:   map[string]appautoscalingpolicy.AppautoscalingPolicy{},
		alarms:     map[string]cloudwatchmetricalarm.CloudwatchMetricAlarm{},
		schedules:  map[string]appautoscalingscheduledaction.AppautoscalingScheduledAction{},
	}
	bridge.Init(t, scope, id)
	if bridge.Refused(t, props.problems(time.Now()), props) {
		return t
	}
	c := props.resolve()
	target := &appautoscalingtarget.AppautoscalingTargetConfig{
		ServiceNamespace:  jsii.String(namespace),
		ScalableDimension: jsii.String(dimension),
		ResourceId:        jsii.String(c.resourceID),
		MinCapacity:       jsii.Number(c.min),
		MaxCapacity:       jsii.Number(c.max),
		Tags:              bridge.Tags(c.Tags, ""),
	}
	if len(c.ignore) > 0 {
		target.Lifecycle = &cdktf.TerraformResourceLifecycle{IgnoreChanges: jsii.Strings(c.ignore...)}
	}
	t.target = appautoscalingtarget.NewAppautoscalingTarget(t, jsii.String("target"), target)
	t.resourceID = *t.target.ResourceId()
	for _, tracking := range c.tracking {
		t.policies[tracking.name] = t.newTracking(tracking)
	}
	for _, step := range c.steps {
		t.policies[step.Name] = t.newStep(step)
		t.alarms[step.Name] = t.newAlarm(c, step)
	}
	t.newSchedules(c)
	for _, notice := range c.notices {
		bridge.Tell(t, notice)
	}
	return t
}

func (t *Target) newSchedules(c config) {
	// Application Auto Scaling refuses two changes of one target at the same time, and Terraform would make the schedules
	// at once.
	var after *[]cdktf.ITerraformDependable
	for _, s := range c.schedules {
		action := appautoscalingscheduledaction.NewAppautoscalingScheduledAction(t, jsii.String("schedule-"+s.Name),
			&appautoscalingscheduledaction.AppautoscalingScheduledActionConfig{
				Name:              jsii.String(s.Name),
				ServiceNamespace:  jsii.String(namespace),
				ScalableDimension: jsii.String(dimension),
				ResourceId:        jsii.String(t.resourceID),
				Schedule:          jsii.String(s.Expression),
				Timezone:          jsii.String(s.TimeZone),
				StartTime:         bridge.String(s.StartTime),
				EndTime:           bridge.String(s.EndTime),
				ScalableTargetAction: &appautoscalingscheduledaction.AppautoscalingScheduledActionScalableTargetAction{
					MinCapacity: text(s.MinCapacity), MaxCapacity: text(s.MaxCapacity),
				},
				DependsOn: after,
			})
		t.schedules[s.Name] = action
		after = &[]cdktf.ITerraformDependable{action}
	}
}

// ResourceID returns the resource id by which Application Auto Scaling knows the service, service/CLUSTER/SERVICE; a
// reference.
func (t *Target) ResourceID() string { return t.resourceID }

// Resource returns the underlying aws_appautoscaling_target, for overrides. It is nil when the props were refused.
func (t *Target) Resource() appautoscalingtarget.AppautoscalingTarget { return t.target }

// Policy returns the policy with that name, such as [PolicyCPUUtilization] or a name in the props. It is nil when there
// is none.
func (t *Target) Policy(name string) appautoscalingpolicy.AppautoscalingPolicy {
	return t.policies[name]
}

// Alarm returns the alarm that triggers the step scaling policy with that name. It is nil when there is none.
func (t *Target) Alarm(name string) cloudwatchmetricalarm.CloudwatchMetricAlarm {
	return t.alarms[name]
}

// Schedule returns the schedule with that name. It is nil when there is none.
func (t *Target) Schedule(name string) appautoscalingscheduledaction.AppautoscalingScheduledAction {
	return t.schedules[name]
}
