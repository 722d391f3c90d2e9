package guardrails

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/budgetsbudget"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ceanomalymonitor"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ceanomalysubscription"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cecostallocationtag"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// newCosts makes the budget and the anomaly detection, and activates their tag.
func (g *Guardrails) newCosts(c config) {
	if c.activateTag {
		g.costTag = cecostallocationtag.NewCeCostAllocationTag(g, jsii.String("cost-tag"),
			&cecostallocationtag.CeCostAllocationTagConfig{
				TagKey: jsii.String(c.tagKey), Status: jsii.String("Active"),
			})
	}
	if c.Budget != nil {
		g.newBudget(c)
	}
	if c.CostAnomaly != nil {
		g.newAnomalyDetection(c)
	}
}

func (g *Guardrails) newBudget(c config) {
	var notifications []*budgetsbudget.BudgetsBudgetNotification
	notify := func(kind string, percents []float64) {
		for _, percent := range percents {
			notifications = append(notifications, &budgetsbudget.BudgetsBudgetNotification{
				NotificationType: jsii.String(kind), ComparisonOperator: jsii.String("GREATER_THAN"),
				Threshold: jsii.Number(percent), ThresholdType: jsii.String("PERCENTAGE"),
				SubscriberSnsTopicArns: jsii.Strings(g.topicARN),
			})
		}
	}
	notify("ACTUAL", c.actual)
	notify("FORECASTED", c.forecasted)
	g.budget = budgetsbudget.NewBudgetsBudget(g, jsii.String("budget"), &budgetsbudget.BudgetsBudgetConfig{
		Name:        jsii.String(c.Name + "-monthly"),
		BudgetType:  jsii.String("COST"),
		TimeUnit:    jsii.String("MONTHLY"),
		LimitAmount: bridge.NumberString(*c.Budget.MonthlyUSD),
		LimitUnit:   jsii.String("USD"),
		CostFilter: []*budgetsbudget.BudgetsBudgetCostFilter{{Name: jsii.String("TagKeyValue"),
			Values: &[]*string{tagFilter(c.tagKey, c.tagValue)}}},
		Notification: notifications,
		Tags:         bridge.Tags(c.Tags, ""),
		DependsOn:    g.mayPublish(),
	})
}

// tagFilter is user:KEY$VALUE. Before a reference the dollar sign would make $${…}, which Terraform reads as text;
// format() keeps them apart.
func tagFilter(key, value string) *string {
	if !token.Is(key) && !token.Is(value) {
		return jsii.String("user:" + key + "$" + value)
	}
	return cdktf.Token_AsString(cdktf.Fn_Format(jsii.String("user:%s$%s"), &[]any{key, value}), nil)
}

func (g *Guardrails) newAnomalyDetection(c config) {
	null := cdktf.Token_NullValue()
	g.monitor = ceanomalymonitor.NewCeAnomalyMonitor(g, jsii.String("anomaly-monitor"),
		&ceanomalymonitor.CeAnomalyMonitorConfig{
			Name:        jsii.String(c.Name),
			MonitorType: jsii.String("CUSTOM"),
			MonitorSpecification: bridge.JSON(map[string]any{
				"And": null, "CostCategories": null, "Dimensions": null, "Not": null, "Or": null,
				"Tags": map[string]any{"Key": c.tagKey, "MatchOptions": null, "Values": []string{c.tagValue}},
			}),
			Tags:      bridge.Tags(c.Tags, ""),
			Lifecycle: watches(c),
		})
	g.subscription = ceanomalysubscription.NewCeAnomalySubscription(g, jsii.String("anomaly-subscription"),
		&ceanomalysubscription.CeAnomalySubscriptionConfig{
			Name:           jsii.String(c.Name),
			Frequency:      jsii.String("IMMEDIATE"),
			MonitorArnList: &[]*string{g.monitor.Arn()},
			Subscriber: []*ceanomalysubscription.CeAnomalySubscriptionSubscriber{{Type: jsii.String("SNS"),
				Address: jsii.String(g.topicARN)}},
			ThresholdExpression: &ceanomalysubscription.CeAnomalySubscriptionThresholdExpression{
				Dimension: &ceanomalysubscription.CeAnomalySubscriptionThresholdExpressionDimension{
					Key: jsii.String("ANOMALY_TOTAL_IMPACT_ABSOLUTE"), MatchOptions: jsii.Strings("GREATER_THAN_OR_EQUAL"),
					Values: &[]*string{bridge.NumberString(c.anomalyMinimum)},
				},
			},
			Tags:      bridge.Tags(c.Tags, ""),
			DependsOn: g.mayPublish(),
		})
}

// watches leaves the monitor's specification alone: AWS writes it in its own way (with "user:" before the key, for
// one), which looks like a change and would replace the monitor in every apply, so that it never learns. A tag that
// really changed is found by the condition.
func watches(c config) *cdktf.TerraformResourceLifecycle {
	specification := cdktf.TerraformSelf_GetString(jsii.String("monitor_specification"))
	return &cdktf.TerraformResourceLifecycle{
		IgnoreChanges: jsii.Strings("monitor_specification"),
		Postcondition: &[]*cdktf.Postcondition{{
			Condition: cdktf.Op_And(
				cdktf.Fn_Strcontains(specification, jsii.String(c.tagKey)),
				cdktf.Fn_Strcontains(specification, cdktf.Fn_Jsonencode(c.tagValue)),
			),
			ErrorMessage: jsii.String("The anomaly monitor watches another tag than costTag states now. Run terraform apply " +
				"with -replace=ADDRESS, where ADDRESS is the " +
				"aws_ce_anomaly_monitor named here; it then learns anew."),
		}},
	}
}

// mayPublish is what must exist before AWS accepts the topic as a subscriber: it checks the topic's policy.
func (g *Guardrails) mayPublish() *[]cdktf.ITerraformDependable {
	if g.topicPolicy == nil {
		return nil
	}
	return &[]cdktf.ITerraformDependable{g.topicPolicy}
}
