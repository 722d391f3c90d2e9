package page

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamaction"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// permissions are the roles in plain words, and who else is let in by policies of resources.
func (v *view) permissions() []block {
	var out []block
	granted := v.granted()
	for _, role := range v.Of("aws_iam_role") {
		var may []text
		for _, g := range granted[role.Address] {
			may = append(may, g...)
		}
		out = append(out, block{heading: v.roleName(role)},
			block{paragraph: codeOf(role.Address).and(say(", assumed by ")).and(v.trusted(role))})
		if len(may) == 0 {
			may = []text{say("may do nothing, by this stack")}
		}
		out = append(out, block{list: may})
	}
	if others := v.resourcePolicies(); len(others) > 0 {
		out = append(out, block{folded: "Policies of resources: " + plural(len(others), "statement"),
			blocks: []block{{list: others}}})
	}
	return out
}

// roleName is what a role is for, in the words of the stack.
func (v *view) roleName(role review.Resource) string {
	if s := word(role.Attributes["description"]); s != "" {
		return sentence(s)
	}
	for _, d := range v.Of("aws_ecs_task_definition") {
		switch {
		case v.is(d, d.Attributes["task_role_arn"], role):
			return "The code of the tasks of " + d.Label()
		case v.is(d, d.Attributes["execution_role_arn"], role):
			return "What starts the tasks of " + d.Label()
		}
	}
	return "Role " + labelOf(role)
}

// granted is what each role may do, by its address.
func (v *view) granted() map[string][][]text {
	out := map[string][][]text{}
	add := func(from review.Resource, role any, may []text) {
		for _, r := range v.Referred(from, role, "aws_iam_role") {
			out[r.Address] = append(out[r.Address], may)
		}
	}
	for _, r := range v.Of("aws_iam_role_policy") {
		add(r, r.Attributes["role"], v.allowed(r))
	}
	attached := func(r review.Resource, arn any) []text {
		if policies := v.Referred(r, arn, "aws_iam_policy"); len(policies) > 0 {
			return v.allowed(policies[0])
		}
		s, _ := arn.(string)
		return []text{say("may what the policy ").and(codeOf(cmp.Or(nameInARN(s), short(s)))).and(say(" allows"))}
	}
	for _, r := range v.Of("aws_iam_role_policy_attachment") {
		add(r, r.Attributes["role"], attached(r, r.Attributes["policy_arn"]))
	}
	for _, r := range v.Of("aws_iam_role") {
		for _, arn := range check.List(r.Attributes["managed_policy_arns"]) {
			out[r.Address] = append(out[r.Address], attached(r, arn))
		}
		for _, p := range v.Policies(r) {
			if !p.Trust {
				out[r.Address] = append(out[r.Address], v.sentences(r, p.Document))
			}
		}
	}
	return out
}

func (v *view) allowed(r review.Resource) []text {
	var out []text
	for _, p := range v.Policies(r) {
		out = append(out, v.sentences(r, p.Document)...)
	}
	if len(out) == 0 {
		return []text{say("may what ").and(codeOf(r.Address)).and(say(" says, which is " + notSaid(r, "policy")))}
	}
	return out
}

// notSaid is why a policy is not told.
func notSaid(r review.Resource, attribute string) string {
	if r.Marked(attribute) {
		return "sensitive"
	}
	return "known when applied"
}

// sentences are the statements of a policy of a role.
func (v *view) sentences(from review.Resource, document any) []text {
	var out []text
	for _, s := range iampolicy.Statements(document) {
		may := "may "
		if s.Deny {
			may = "may never "
		}
		for _, t := range v.deeds(from, s) {
			out = append(out, say(may).and(t).and(v.when(from, s)))
		}
	}
	return out
}

// deeds are what a statement allows, one text for each kind of deed.
func (v *view) deeds(from review.Resource, s iampolicy.Statement) []text {
	if len(s.NotActions) > 0 {
		return []text{say("do everything but ").and(codes(s.NotActions)).and(say(" on")).and(v.on(from, s, nil))}
	}
	byVerb := map[string][]string{}
	var order []string
	for _, action := range s.Actions {
		verb := verbOf(action)
		if byVerb[verb] == nil {
			order = append(order, verb)
		}
		byVerb[verb] = append(byVerb[verb], action)
	}
	var out []text
	for _, verb := range order {
		actions := byVerb[verb]
		on := v.on(from, s, actions)
		switch {
		case verb == "", verb == "look at" && slices.Contains(s.Resources, "*"):
			out = append(out, codes(actions).and(on))
		case strings.HasSuffix(verb, "!"): // says itself on what
			out = append(out, say(strings.TrimSuffix(verb, "!")))
		default:
			out = append(out, say(verb).and(on))
		}
	}
	return out
}

// on is what a statement allows something on.
func (v *view) on(from review.Resource, s iampolicy.Statement, actions []string) text {
	if len(s.NotResources) > 0 {
		return say(" everything but ").and(codes(s.NotResources))
	}
	if slices.Contains(s.Resources, "*") {
		if len(s.Principals) > 0 || s.NotPrincipal { // of the resource that has the policy
			return say(" it")
		}
		unscopable := len(actions) > 0
		for _, a := range actions {
			unscopable = unscopable && iamaction.Unscopable(a)
		}
		if unscopable {
			return say(" (AWS lets nobody narrow it)")
		}
		return text{{text: " "}}.and(loud("everything"))
	}
	var all []text
	seen := map[string]bool{}
	for _, r := range s.Resources {
		t := v.named(from, r)
		if !seen[t.string()] {
			seen[t.string()] = true
			all = append(all, t)
		}
	}
	return text{{text: " "}}.and(join(all, ", "))
}

// when are the conditions of a statement.
func (v *view) when(from review.Resource, s iampolicy.Statement) text {
	var all []text
	for _, c := range s.Conditions {
		is := " is "
		switch {
		case strings.Contains(c.Operator, "not"):
			is = " is not "
		case strings.Contains(c.Operator, "like"):
			is = " is like "
		}
		var values []text
		for _, value := range c.Values {
			if text := placed(value); text != value && !ownAccount.MatchString(value) && !strings.Contains(text, "${") {
				values = append(values, codeOf(text))
			} else if strings.Contains(value, "${") {
				values = append(values, v.named(from, value))
			} else {
				values = append(values, codeOf(value))
			}
		}
		all = append(all, codeOf(c.Key).and(say(is)).and(join(values, " or ")))
	}
	if len(all) == 0 {
		return nil
	}
	return say(", if ").and(join(all, " and "))
}

// trusted is who may take a role.
func (v *view) trusted(role review.Resource) text {
	var all []text
	for _, p := range v.Policies(role) {
		if !p.Trust {
			continue
		}
		for _, s := range iampolicy.Statements(p.Document) {
			if s.Deny {
				continue
			}
			all = append(all, v.principals(role, s).and(v.when(role, s)))
		}
	}
	if len(all) == 0 {
		return say("whom its policy names, " + notSaid(role, "assume_role_policy"))
	}
	return join(all, "; ")
}

var services = map[string]string{
	"ecs-tasks.amazonaws.com": "ECS tasks", "ecs.amazonaws.com": "ECS", "scheduler.amazonaws.com": "EventBridge Scheduler",
	"events.amazonaws.com": "EventBridge", "states.amazonaws.com": "Step Functions", "lambda.amazonaws.com": "Lambda",
	"vpc-flow-logs.amazonaws.com": "VPC flow logs", "budgets.amazonaws.com": "AWS Budgets",
	"cloudwatch.amazonaws.com": "CloudWatch alarms", "codedeploy.amazonaws.com": "CodeDeploy",
	"costalerts.amazonaws.com":                       "cost anomaly alerts",
	"logdelivery.elasticloadbalancing.amazonaws.com": "load balancers that deliver logs",
}

func (v *view) principals(from review.Resource, s iampolicy.Statement) text {
	if s.NotPrincipal {
		return loud("everyone but some")
	}
	var all []text
	for _, p := range s.Principals {
		switch {
		case services[p.ID] != "":
			all = append(all, say(services[p.ID]))
		case strings.Contains(p.ID, "token.actions.githubusercontent.com"):
			all = append(all, say("GitHub Actions"))
		case p.ID == "*":
			all = append(all, loud("everyone"))
		case strings.HasPrefix(p.ID, "arn:") && strings.HasSuffix(p.ID, ":root"):
			account := strings.Split(p.ID, ":")[4]
			if ownAccount.MatchString(account) {
				all = append(all, say("this account"))
				continue
			}
			all = append(all, say("the account ").and(codeOf(account)))
		default:
			all = append(all, v.named(from, p.ID))
		}
	}
	return join(all, ", ")
}

// resourcePolicies are who may use a queue, a bucket, a key or the like, by its own policy.
func (v *view) resourcePolicies() []text {
	var out []text
	for _, r := range v.Resources {
		if strings.HasPrefix(r.Type, "aws_iam_") || r.Type == "aws_vpc_endpoint" {
			continue
		}
		for _, p := range v.Policies(r) {
			for _, s := range iampolicy.Statements(p.Document) {
				if len(s.Principals) == 0 && !s.NotPrincipal {
					continue
				}
				may := " may "
				if s.Deny {
					may = " may never "
				}
				for _, t := range v.deeds(r, s) {
					out = append(out, codeOf(r.Address).and(say(": ")).and(v.principals(r, s)).and(say(may)).and(t).and(v.when(r, s)))
				}
			}
		}
	}
	return out
}

func codes(all []string) text {
	var out []text
	for _, s := range all {
		out = append(out, codeOf(short(s)))
	}
	return join(out, ", ")
}
