package guardrails

import (
	"path"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/budgetsbudgetaction"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iampolicy"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// newKillSwitch makes the policy that takes Bedrock away, and the budget action that attaches it.
func (g *Guardrails) newKillSwitch(c config) {
	site := bridge.SiteOf(g)
	role := c.TaskRoleARN
	// A Deny with Resource "*" takes away and grants nothing: it must reach every model, whatever ARN it has, and it only
	// binds the role that it is attached to.
	g.denyPolicy = iampolicy.NewIamPolicy(g, jsii.String("kill-policy"), &iampolicy.IamPolicyConfig{
		NamePrefix:  jsii.String(c.killPrefix),
		Path:        bridge.String(bridge.RolesOf(g).Path),
		Description: jsii.String("Denies Bedrock; attached by the budget of " + c.Name + " when it is spent"),
		Policy: bridge.JSON(policy.Document(policy.Statement{
			Sid: "BudgetIsSpent", Deny: true, Actions: []string{"bedrock:*", "bedrock-mantle:*"}, Resources: []string{"*"},
		})),
		Tags: bridge.Tags(c.Tags, ""),
	})
	g.killRole = bridge.NewRole(g, "kill-role", bridge.RoleProps{
		NamePrefix:  c.killPrefix,
		Description: "Lets AWS Budgets attach one policy to the task role of " + c.Name,
		Trust:       policy.ServiceTrust("budgets.amazonaws.com", site.Account(), global(site, "budgets", "budget/*")),
		Tags:        c.Tags,
	})
	grant := bridge.Grant(g, "attach-kill-policy", g.killRole, policy.Statement{
		Sid: "AttachAndDetach", Actions: []string{"iam:AttachRolePolicy", "iam:DetachRolePolicy"}, Resources: []string{role},
		Conditions: []policy.Condition{{Operator: "ArnEquals", Key: "iam:PolicyARN", Values: []string{*g.denyPolicy.Arn()}}},
	})
	g.killSwitch = budgetsbudgetaction.NewBudgetsBudgetAction(g, jsii.String("kill-switch"),
		&budgetsbudgetaction.BudgetsBudgetActionConfig{
			BudgetName:       g.budget.Name(),
			ActionType:       jsii.String("APPLY_IAM_POLICY"),
			ApprovalModel:    jsii.String(string(c.killMode)),
			NotificationType: jsii.String("ACTUAL"),
			ExecutionRoleArn: g.killRole.Arn(),
			ActionThreshold: &budgetsbudgetaction.BudgetsBudgetActionActionThreshold{
				ActionThresholdType: jsii.String("PERCENTAGE"), ActionThresholdValue: jsii.Number(c.killPercent),
			},
			Definition: &budgetsbudgetaction.BudgetsBudgetActionDefinition{
				IamActionDefinition: &budgetsbudgetaction.BudgetsBudgetActionDefinitionIamActionDefinition{
					PolicyArn: g.denyPolicy.Arn(), Roles: &[]*string{roleName(role)},
				},
			},
			Subscriber: []*budgetsbudgetaction.BudgetsBudgetActionSubscriber{{SubscriptionType: jsii.String("SNS"),
				Address: jsii.String(g.topicARN)}},
			Tags:      bridge.Tags(c.Tags, ""),
			DependsOn: &[]cdktf.ITerraformDependable{grant},
		})
}

// roleName is the last part of a role's ARN, after its path.
func roleName(arn string) *string {
	if token.Is(arn) {
		return cdktf.Token_AsString(cdktf.Fn_Basename(jsii.String(arn)), nil)
	}
	return jsii.String(path.Base(arn))
}
