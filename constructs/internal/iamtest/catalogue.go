package iamtest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamaction"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// Counts of what [Catalogue] read.
type Counts struct{ Policies, Statements, Actions int }

// identities are the types whose policies say what somebody may do. In those of resources the principal is named, and
// "*" is the resource itself.
var identities = []string{"aws_iam_role_policy", "aws_iam_policy", "aws_iam_group_policy", "aws_iam_user_policy"}

// Catalogue holds every policy in a synthesized stack against AWS's Service Authorization Reference: each action exists
// and acts on one of the resources that are named, each resource is one that an action acts on, "*" stands only where
// AWS knows no resource, and a condition has a key that the action takes.
func Catalogue(t testing.TB, text []byte) (c Counts) {
	t.Helper()
	model, err := tfjson.ReadStack(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range model.Resources {
		for name, value := range r.Attributes {
			document, _ := tfjson.Document(value).(map[string]any)
			if document["Statement"] == nil {
				continue
			}
			c.Policies++
			for i, s := range elements(document["Statement"]) {
				c.Statements++
				statement, _ := s.(map[string]any)
				j := judged{t: t, at: fmt.Sprintf("%s.%s[%d]", r.Address, name, i), statement: statement,
					identity: slices.Contains(identities, r.Type)}
				c.Actions += j.judge()
			}
		}
	}
	return c
}

// judged is a statement that is held against the list.
type judged struct {
	t         testing.TB
	at        string
	statement statement
	identity  bool
}

func (j judged) wrong(format string, args ...any) {
	j.t.Helper()
	j.t.Errorf("%s: %s", j.at, fmt.Sprintf(format, args...))
}

func (j judged) judge() (actions int) {
	j.t.Helper()
	all := texts(j.statement["Action"])
	everything := slices.Equal(all, []string{"*"}) || slices.Equal(all, []string{"kms:*"})
	if everything {
		if j.identity && j.statement["Effect"] == "Allow" {
			j.wrong("it allows %s", all)
		}
		return 1
	}
	resources := texts(j.statement["Resource"])
	for _, action := range slices.Concat(all, texts(j.statement["NotAction"])) {
		if exists, nearest := iamaction.Exists(action); !exists {
			j.wrong("AWS knows no action %s, but %s", action, nearest)
			continue
		}
		j.keys(action)
	}
	for _, action := range all {
		if len(resources) > 0 && !slices.ContainsFunc(resources, func(r string) bool { return j.acts(action, r) }) {
			j.wrong("%s acts on none of %s, but on %s", action, resources, iamaction.Kinds(action))
		}
	}
	for _, resource := range resources {
		if resource != "*" && len(all) > 0 && !slices.ContainsFunc(all, func(a string) bool { return j.acts(a, resource) }) {
			j.wrong("no action acts on %s", resource)
		}
	}
	return len(all)
}

func (j judged) keys(action string) {
	j.t.Helper()
	conditions, _ := j.statement["Condition"].(map[string]any)
	for operator, pairs := range conditions {
		for key := range pairs.(map[string]any) {
			exists, nearest := iamaction.KeyExists(key)
			switch {
			case !exists:
				j.wrong("AWS knows no key %s, but %s", key, nearest)
			case printed[action] == "" && !iampolicy.HoldsWithoutKey(operator) && !iamaction.TakesKey(action, key):
				j.wrong("%s is never asked for with %s", action, key)
			}
		}
	}
}

// acts reports whether an action may act on a resource: of "*", that AWS knows none for the action.
func (j judged) acts(action, resource string) bool {
	if resource == "*" {
		return !j.identity || j.statement["Effect"] == "Deny" || iamaction.Unscopable(action) || j.narrowed(action)
	}
	a, ok := arn.ParsePattern(shaped(resource))
	if !ok {
		return strings.HasPrefix(resource, "${") // what a variable or an attribute says
	}
	return iamaction.Takes(action, a)
}

// everywhere are actions that may have "*" although AWS knows a resource, with the key of the condition that they need
// for it.
var everywhere = map[string]string{
	"ecs:ListTasks": "ecs:cluster", // lists by cluster; its resource is an instance of EC2, which Fargate has none of
}

// narrowed reports whether an action has the condition without which it may not have "*".
func (j judged) narrowed(action string) bool {
	conditions, _ := j.statement["Condition"].(map[string]any)
	for operator, pairs := range conditions {
		if _, there := pairs.(map[string]any)[everywhere[action]]; there && !iampolicy.HoldsWithoutKey(operator) {
			return true
		}
	}
	return false
}

// printed are actions that stand in a statement of AWS's own pages with a key that they do not take.
var printed = map[string]string{
	"kms:Describe*": "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
}

// forms are how the ARNs of resources begin that stacks make and name by a reference.
var forms = map[string]string{
	"aws_cloudwatch_log_group":      "logs:log-group:x",
	"aws_ecr_repository":            "ecr:repository/x",
	"aws_ecs_cluster":               "ecs:cluster/x",
	"aws_ecs_service":               "ecs:service/x/y",
	"aws_ecs_task_definition":       "ecs:task-definition/x:1",
	"aws_iam_role":                  "iam:role/x",
	"aws_kms_key":                   "kms:key/x",
	"aws_s3_bucket":                 "s3:x",
	"aws_secretsmanager_secret":     "secretsmanager:secret:x",
	"aws_sfn_state_machine":         "states:stateMachine:x",
	"aws_sns_topic":                 "sns:x",
	"aws_sqs_queue":                 "sqs:x",
	"aws_ssm_parameter":             "ssm:parameter/x",
	"aws_dynamodb_table":            "dynamodb:table/x",
	"aws_lb_listener":               "elasticloadbalancing:listener/app/x/1/2",
	"aws_lb_target_group":           "elasticloadbalancing:targetgroup/x/1",
	"aws_lb_listener_rule":          "elasticloadbalancing:listener-rule/app/x/1/2/3",
	"aws_bedrock_inference_profile": "bedrock:application-inference-profile/x",
}

var reference = regexp.MustCompile(`\$\{(data\.)?([a-z0-9_]+)\.[^.}]+\.([a-z_]+)\}`)

// shaped is an ARN with a plausible text in the place of each reference.
func shaped(resource string) string {
	return reference.ReplaceAllStringFunc(resource, func(text string) string {
		parts := reference.FindStringSubmatch(text)
		form := forms[parts[2]]
		switch {
		case parts[3] == "partition":
			return "aws"
		case form != "" && (parts[3] == "arn" || parts[3] == "id" && strings.HasPrefix(form, "ecs:")):
			return ARN(form)
		case parts[3] == "arn":
			return text
		}
		return "x"
	})
}

func texts(value any) []string {
	if value == nil {
		return nil
	}
	return list(value)
}

func elements(value any) []any {
	if many, ok := value.([]any); ok {
		return many
	}
	return []any{value}
}
