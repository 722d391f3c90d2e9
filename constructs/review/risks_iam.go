package review

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamaction"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

// customary are the actions that ordinary policies, and AWS's own, allow on every resource although AWS lists one:
// Lambda needs its interfaces in a VPC, and sources disagree on whether a family limits a registration.
var customary = []string{
	"ecs:RegisterTaskDefinition",
	"ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses",
	"ec2:UnassignPrivateIpAddresses", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents",
	"logs:DescribeLogGroups", "logs:DescribeLogStreams",
}

// byCondition are the actions on every resource that a condition can limit, and should.
var byCondition = []string{"ecs:ListTasks", "ecs:DescribeTasks"}

// identityPolicy judges what the policy of a role, a user or a group allows.
func identityPolicy(all []iampolicy.Statement, report reporter) {
	for i, s := range all {
		if !s.Deny {
			allowing(statementName(s, i), s, report)
		}
	}
}

func allowing(where string, s iampolicy.Statement, report reporter) {
	everything := s.AnyResource()
	kinds := everyKind(s)
	severity := Critical
	if !everything && len(kinds) == 0 && !slices.ContainsFunc(s.Actions, iampolicy.Wild) && len(s.NotActions) == 0 {
		severity = High // all of a service, on something that has a name
	}
	var wide []string
	for _, action := range s.Actions {
		if iampolicy.EveryAction(action) && !iamaction.Unscopable(action) {
			wide = append(wide, action)
		}
	}
	if len(s.NotActions) > 0 {
		wide = append(wide, "everything but a few (NotAction)")
	}
	if len(wide) > 0 {
		report("iam-action-wildcard", severity, where+" allows "+strings.Join(wide, ", "), "name the actions that are needed")
	}
	reported := escalates(where, s, everything || len(kinds) > 0, len(wide) > 0, report)
	reported = append(reported, rolesGiven(where, s, everything, len(wide) > 0, report)...)
	left := slices.DeleteFunc(slices.Clone(s.Actions), func(action string) bool {
		return slices.Contains(wide, action) || slices.Contains(reported, action)
	})
	switch {
	case len(left) == 0 || limited(s, left):
	case everything:
		unlimited(where, s, left, report)
	case len(kinds) > 0:
		ofKind(where, s, left, kinds, report)
	}
}

// unlimited reports actions on every resource that could name one.
func unlimited(where string, s iampolicy.Statement, actions []string, report reporter) {
	var some, few []string
	for _, action := range actions {
		is := func(name string) bool { return strings.EqualFold(name, action) }
		switch {
		case slices.ContainsFunc(customary, is) || iamaction.Unscopable(action) || looks(action):
		case slices.ContainsFunc(byCondition, is):
			few = append(few, action)
		default:
			some = append(some, action)
		}
	}
	report = reasoned(s, report)
	const remedy = "name the ARNs that are needed"
	if len(some) > 0 {
		report("iam-resource-wildcard", High, where+" allows "+strings.Join(some, ", ")+` on every resource ("*")`, remedy)
	}
	if len(few) > 0 {
		report("iam-resource-wildcard", Low, where+" allows "+strings.Join(few, ", ")+` on every resource ("*")`,
			"limit it by a condition, such as ecs:cluster")
	}
}

// looks reports an action that only describes or lists, of a service whose actions are not known here.
func looks(action string) bool {
	service, name, _ := strings.Cut(strings.ToLower(action), ":")
	_, nearest := iamaction.Exists(service + ":nosuchaction")
	known := nearest != "" || iamaction.Scoped(service+":*")
	return !known && (strings.HasPrefix(name, "describe") || strings.HasPrefix(name, "list"))
}

// ReasonGiven stands in the text of a [Risk] between what is so and the reason that the program gives for it.
const ReasonGiven = "; the reason given is: "

// reasoned makes less of a risk for which the program gives a reason.
func reasoned(s iampolicy.Statement, report reporter) reporter {
	reason, ok := policy.Reason(s.Sid)
	if !ok {
		return report
	}
	return func(id string, _ Severity, text, remedy string) {
		report(id, Low, text+ReasonGiven+reason, remedy)
	}
}

// precious are the services whose resources nobody needs all of: data, keys, and who may do what.
var precious = []string{
	"s3", "secretsmanager", "ssm", "kms", "dynamodb", "sqs", "lambda", "iam", "ecr", "sns", "rds", "kinesis", "sts",
	"cognito-idp", "rds-data", "rds-db", "es", "backup", "cloudformation", "states",
}

func everyKind(s iampolicy.Statement) []string {
	var out []string
	for _, arn := range s.Resources {
		if service, every := iampolicy.EveryOfKind(arn); every && (slices.Contains(precious, service) ||
			strings.ContainsAny(service, "*?") || strings.Contains(arn, ":foundation-model/")) {
			out = append(out, arn)
		}
	}
	return out
}

func ofKind(where string, s iampolicy.Statement, actions, arns []string, report reporter) {
	if !slices.ContainsFunc(actions, func(a string) bool { return !iamaction.Unscopable(a) }) {
		return
	}
	report = reasoned(s, report)
	for _, arn := range arns {
		severity, remedy := High, "name the ARNs that are needed"
		if strings.Contains(arn, ":foundation-model/") {
			severity, remedy = Medium, "name the models, or the family of them: the dearest cost a hundred times the cheapest"
		}
		report("iam-arn-wildcard", severity, where+" allows "+strings.Join(actions, ", ")+" on "+strconv.Quote(arn)+
			", which is everything of its kind", remedy)
	}
}

// limited reports a condition on the resources or on the use of the actions: their tags, or a key of their services.
func limited(s iampolicy.Statement, actions []string) bool {
	var services []string
	for _, action := range actions {
		service, _, _ := strings.Cut(strings.ToLower(action), ":")
		services = append(services, service)
	}
	return slices.ContainsFunc(s.Required(), func(c iampolicy.Condition) bool {
		service, key, _ := strings.Cut(c.Key, ":")
		if slices.ContainsFunc(c.Values, func(v string) bool { return iampolicy.Wild(v) || iampolicy.Everyone(v) }) {
			return false
		}
		return service == "aws" && (strings.HasPrefix(key, "resourcetag/") || strings.HasPrefix(key, "requesttag/")) ||
			slices.Contains(services, service)
	}) || s.Narrowed()
}

func statementName(s iampolicy.Statement, i int) string {
	if s.Sid != "" {
		return "statement " + strconv.Quote(s.Sid)
	}
	return "statement " + strconv.Itoa(i+1)
}

// administrative are AWS's policies that allow nearly everything, and reach those that hand out all of a service.
var (
	administrative = regexp.MustCompile(`::aws:policy/(?:[a-z-]+/)?(AdministratorAccess[A-Za-z-]*|PowerUserAccess|` +
		`IAMFullAccess|SystemAdministrator|DatabaseAdministrator|NetworkAdministrator|AWSOrganizationsFullAccess)$`)
	ofService = regexp.MustCompile(`::aws:policy/(?:[a-z-]+/)?([A-Za-z0-9_-]*FullAccess[A-Za-z0-9_]*|` +
		`SecretsManagerReadWrite|` +
		`AWSKeyManagementServicePowerUser|AmazonEC2RoleforSSM)$`)
)

// harmlessPolicies give all of a service away that holds little.
var harmlessPolicies = regexp.MustCompile(`^(?:CloudWatch|AWSXray|AWSXRay|AmazonPrometheus|AmazonGrafana|AWSBatch)`)

// managed judges AWS's policies that are attached, by whatever way.
func managed(in *Inventory, r Resource, report reporter) {
	var attached []string
	for _, name := range []string{"policy_arn", "policy_arns", "managed_policy_arns", "managed_policy_arn"} {
		for _, arn := range words(r.Attributes[name]) {
			attached = append(attached, in.attachedPolicy(r, arn))
		}
	}
	if m := administrative.FindStringSubmatch(in.attachedPolicy(r, text(r.Attributes["permissions_boundary"]))); m != nil {
		report("iam-boundary-without-bounds", Medium, "the permissions boundary is "+m[1]+", which bounds nearly nothing",
			"set a boundary that names what the role may at most")
	}
	for _, arn := range attached {
		if m := administrative.FindStringSubmatch(arn); m != nil {
			report("iam-action-wildcard", Critical, m[1]+" allows nearly everything",
				"attach a policy that names the actions that are needed")
		} else if m := ofService.FindStringSubmatch(arn); m != nil && !harmlessPolicies.MatchString(m[1]) {
			report("iam-managed-policy", High, m[1]+" allows all of a service, on everything in the account",
				"attach a policy that names the actions and the ARNs that are needed")
		}
	}
}

// attachedPolicy is the ARN of a policy; that of a data source by its name.
func (in *Inventory) attachedPolicy(r Resource, arn string) string {
	name := only.FindStringSubmatch(arn)
	if name == nil {
		return arn
	}
	block, _ := cutLast(name[1])
	data, ok := in.byBlock(r.Module, block)
	if !ok || data.Type != "aws_iam_policy" || !strings.HasPrefix(block, "data.") {
		return arn
	}
	return cmp.Or(text(data.Attributes["arn"]), "arn:aws:iam::aws:policy/"+text(data.Attributes["name"]))
}
