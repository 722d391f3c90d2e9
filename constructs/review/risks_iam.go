package review

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamaction"
	iampolicy "github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

// byCondition are the actions on every resource that a condition can limit, and must: ecs:cluster,
// cloudwatch:namespace.
var byCondition = []string{"ecs:ListTasks", "ecs:DescribeTasks", "cloudwatch:PutMetricData"}

// customary are the actions that policies allow on every resource although AWS lists one: reading alarms gives nothing
// away, and sources disagree on whether a family limits a registration.
var customary = []string{"cloudwatch:DescribeAlarms", "ecs:RegisterTaskDefinition"}

// policy judges what an identity policy allows.
func policy(_ *Inventory, r Resource, report reporter) { judge(r.Attributes["policy"], report) }

func inlinePolicies(_ *Inventory, r Resource, report reporter) {
	for _, inline := range blocks(r.Attributes["inline_policy"]) {
		judge(inline["policy"], report)
	}
}

func judge(attribute any, report reporter) {
	for i, statement := range statements(attribute) {
		where := statementName(statement, i)
		wideResources(where, statement, report)
		var wide, unlimited []string
		everything := slices.Contains(words(statement["Resource"]), "*") || statement["NotResource"] != nil
		for _, action := range words(statement["Action"]) {
			service, name, _ := strings.Cut(action, ":")
			switch {
			case action == "*" || name == "*" || strings.Contains(service, "*"):
				wide = append(wide, action)
			case strings.EqualFold(action, "iam:PassRole"): // see wideResources
			case everything && !mayBeUnscoped(action, statement["Condition"] != nil):
				unlimited = append(unlimited, action)
			}
		}
		if statement["NotAction"] != nil {
			wide = append(wide, "everything but a few (NotAction)")
		}
		if len(wide) > 0 {
			report("iam-action-wildcard", Critical, where+" allows "+strings.Join(wide, ", "),
				"name the actions that are needed")
		}
		if len(unlimited) == 0 {
			continue
		}
		severity, why := High, ""
		if reason, ok := iampolicy.Reason(text(statement["Sid"])); ok {
			severity, why = Low, "; the reason given is: "+reason
		}
		report("iam-resource-wildcard", severity, where+" allows "+strings.Join(unlimited, ", ")+
			` on every resource ("*")`+why, "name the ARNs that are needed")
	}
}

func statementName(statement map[string]any, i int) string {
	if sid := text(statement["Sid"]); sid != "" {
		return "statement " + strconv.Quote(sid)
	}
	return "statement " + strconv.Itoa(i+1)
}

func mayBeUnscoped(action string, conditional bool) bool {
	is := func(name string) bool { return strings.EqualFold(name, action) }
	if slices.ContainsFunc(byCondition, is) {
		return conditional
	}
	return slices.ContainsFunc(customary, is) || iamaction.Unscopable(action)
}

var allPowerful = regexp.MustCompile(`:policy/(?:job-function/)?(AdministratorAccess|PowerUserAccess|IAMFullAccess|` +
	`SystemAdministrator)$`)

// administrator judges the policies of AWS that are attached by whatever way.
func administrator(_ *Inventory, r Resource, report reporter) {
	attached := words(r.Attributes["policy_arn"])
	attached = append(attached, words(r.Attributes["policy_arns"])...)
	attached = append(attached, words(r.Attributes["managed_policy_arns"])...)
	for _, arn := range attached {
		if m := allPowerful.FindStringSubmatch(arn); m != nil {
			report("iam-action-wildcard", Critical, m[1]+" allows nearly everything",
				"attach a policy that names the actions that are needed")
		}
	}
}

// statements that allow something; none when the policy is a reference.
func statements(attribute any) []map[string]any {
	var out []map[string]any
	for _, statement := range blocks(block(document(attribute))["Statement"]) {
		if text(statement["Effect"]) != "Deny" {
			out = append(out, statement)
		}
	}
	return out
}
