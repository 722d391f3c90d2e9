package guardrails

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/budgetsbudget"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/budgetsbudgetaction"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ceanomalymonitor"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ceanomalysubscription"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cecostallocationtag"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchdashboard"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchmetricalarm"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iampolicy"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamrole"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/kmskey"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/snstopic"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/snstopicpolicy"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Guardrails are the guardrails of one service.
type Guardrails struct {
	constructs.Construct
	key              kmskey.KmsKey
	topic            snstopic.SnsTopic
	topicPolicy      snstopicpolicy.SnsTopicPolicy
	topicARN         string
	firstByteOfModel bool
	alarms           map[AlarmKind]cloudwatchmetricalarm.CloudwatchMetricAlarm
	costTag          cecostallocationtag.CeCostAllocationTag
	budget           budgetsbudget.BudgetsBudget
	monitor          ceanomalymonitor.CeAnomalyMonitor
	subscription     ceanomalysubscription.CeAnomalySubscription
	denyPolicy       iampolicy.IamPolicy
	killRole         iamrole.IamRole
	killSwitch       budgetsbudgetaction.BudgetsBudgetAction
	dashboard        cloudwatchdashboard.CloudwatchDashboard
}

// New makes the guardrails. Mistakes in props are reported together with those of all other constructs when the app is
// synthesized; nothing is created then.
func New(scope constructs.Construct, id string, props *Props) *Guardrails {
	g := &Guardrails{topicARN: token.Unknown}
	bridge.Init(g, scope, id)
	if bridge.Refused(g, props.problems(), props) {
		return g
	}
	text := func(n float64) string { return *bridge.NumberString(n) }
	c := props.resolve(text)
	g.firstByteOfModel = optional.Value(c.FirstByteOfModel)
	g.newTopic(c)
	g.alarms = map[AlarmKind]cloudwatchmetricalarm.CloudwatchMetricAlarm{}
	for _, a := range c.alarms {
		g.alarms[a.kind] = g.newAlarm(c, a)
	}
	g.newCosts(c)
	if c.KillSwitch != nil {
		g.newKillSwitch(c)
	}
	if c.dashboard {
		var arns []string
		for _, a := range c.alarms {
			arns = append(arns, *g.alarms[a.kind].Arn())
		}
		g.dashboard = cloudwatchdashboard.NewCloudwatchDashboard(g, jsii.String("dashboard"),
			&cloudwatchdashboard.CloudwatchDashboardConfig{
				DashboardName: jsii.String(c.Name),
				DashboardBody: bridge.JSON(c.dashboardBody(bridge.SiteOf(g).Region(), arns, text)),
			})
	}
	for _, notice := range c.notices {
		bridge.Tell(g, notice)
	}
	return g
}

// RollbackAlarmNames returns the names of the alarms that may undo a deployment, as references, for
// ecs.DeploymentAlarms. It is empty for a service without such alarms.
func (g *Guardrails) RollbackAlarmNames() *[]*string {
	if g.alarms == nil { // refused: there might have been some
		return jsii.Strings(token.Unknown)
	}
	names := []*string{}
	for _, kind := range kinds {
		if alarm := g.alarms[kind]; alarm != nil && kind.MayRollBack() && !(kind == TimeToFirstByte && g.firstByteOfModel) {
			names = append(names, alarm.AlarmName())
		}
	}
	return &names
}

// Alarm returns the alarm of that kind; nil when there is none.
func (g *Guardrails) Alarm(kind AlarmKind) cloudwatchmetricalarm.CloudwatchMetricAlarm {
	return g.alarms[kind]
}

// TopicARN returns the ARN of the topic, made or given; "" when there is none.
func (g *Guardrails) TopicARN() string { return g.topicARN }

// Topic returns the underlying aws_sns_topic; nil when none was made.
func (g *Guardrails) Topic() snstopic.SnsTopic { return g.topic }

// TopicKey returns the aws_kms_key of the topic; nil when none was made.
func (g *Guardrails) TopicKey() kmskey.KmsKey { return g.key }

// TopicPolicy returns the underlying aws_sns_topic_policy; nil when no topic was made.
func (g *Guardrails) TopicPolicy() snstopicpolicy.SnsTopicPolicy { return g.topicPolicy }

// CostAllocationTag returns the underlying aws_ce_cost_allocation_tag; nil unless it is activated here.
func (g *Guardrails) CostAllocationTag() cecostallocationtag.CeCostAllocationTag { return g.costTag }

// Budget returns the underlying aws_budgets_budget; nil when there is none.
func (g *Guardrails) Budget() budgetsbudget.BudgetsBudget { return g.budget }

// AnomalyMonitor returns the underlying aws_ce_anomaly_monitor; nil when there is none.
func (g *Guardrails) AnomalyMonitor() ceanomalymonitor.CeAnomalyMonitor { return g.monitor }

// AnomalySubscription returns the underlying aws_ce_anomaly_subscription; nil when there is none.
func (g *Guardrails) AnomalySubscription() ceanomalysubscription.CeAnomalySubscription {
	return g.subscription
}

// KillSwitch returns the underlying aws_budgets_budget_action; nil when there is none.
func (g *Guardrails) KillSwitch() budgetsbudgetaction.BudgetsBudgetAction { return g.killSwitch }

// KillSwitchPolicy returns the aws_iam_policy that the kill switch attaches; nil when there is none.
func (g *Guardrails) KillSwitchPolicy() iampolicy.IamPolicy { return g.denyPolicy }

// KillSwitchRole returns the aws_iam_role with which AWS Budgets pulls the kill switch; nil when there is none.
func (g *Guardrails) KillSwitchRole() iamrole.IamRole { return g.killRole }

// Dashboard returns the underlying aws_cloudwatch_dashboard; nil when there is none.
func (g *Guardrails) Dashboard() cloudwatchdashboard.CloudwatchDashboard { return g.dashboard }
