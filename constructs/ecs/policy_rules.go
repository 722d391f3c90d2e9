package ecs

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamaction"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var sidForm = regexp.MustCompile(`^[A-Za-z0-9]*$`)

func (s PolicyStatement) problems() rules.Mistakes {
	var ps rules.Mistakes
	if !token.Is(s.Sid) && !sidForm.MatchString(s.Sid) {
		ps.Break(rules.Invalid, "sid", check.Quote(s.Sid), "letters and digits only", "")
	}
	if len(s.Actions) == 0 {
		ps.Break(rules.Required, "actions", "", "at least one action", "")
	}
	for i, action := range s.Actions {
		s.actionProblems(&ps, rules.Index("actions", i), action)
	}
	if len(s.Resources) == 0 {
		ps.Break(rules.Required, "resources", "", "at least one ARN", "")
	}
	for i, resource := range s.Resources {
		s.resourceProblems(&ps, rules.Index("resources", i), resource)
	}
	if len(ps) == 0 {
		s.matchProblems(&ps)
	}
	for i, c := range s.Conditions {
		at := rules.Index("conditions", i)
		c.problems(&ps, at)
		s.keyProblems(&ps, at+".key", c)
	}
	return ps
}

// keyProblems are about a key that no request has. An operator such as StringNotEquals holds without it.
func (s PolicyStatement) keyProblems(ps *rules.Mistakes, at string, c PolicyCondition) {
	if token.Is(c.Key) || !strings.Contains(c.Key, ":") || s.UnlistedReason != "" {
		return
	}
	if exists, nearest := iamaction.KeyExists(c.Key); !exists {
		fix := "look it up in the Service Authorization Reference; if AWS added it lately, say so in unlistedReason"
		if nearest != "" {
			fix = "did you mean " + nearest + "? If AWS added it lately, say so in unlistedReason"
		}
		ps.Break(conditionKeys, at, check.Quote(c.Key), "a key that AWS knows", fix)
		return
	}
	asked := func(action string) bool { return token.Is(action) || iamaction.TakesKey(action, c.Key) }
	if len(s.Actions) > 0 && !iampolicy.HoldsWithoutKey(c.Operator) && !slices.ContainsFunc(s.Actions, asked) {
		ps.Break(conditionKeys, at, check.Quote(c.Key)+", with which no action of the statement is asked for",
			"a key of the actions", "look the actions up in the Service Authorization Reference")
	}
}

func (s PolicyStatement) resourceProblems(ps *rules.Mistakes, at, resource string) {
	const want, fix = "the ARNs of what the code uses", "where AWS cannot name the resource, say so in unscopedReason"
	scoped := s.UnscopedReason == "" && !unscopable(s.Actions)
	_, every := iampolicy.EveryOfKind(resource)
	switch a, ok := arn.ParsePattern(resource); {
	case resource == "*":
		if scoped {
			ps.Break(namedResources, at, `"*"`, want, fix)
		}
	case every || ok && s.anyAccount(a):
		if scoped {
			ps.Break(namedResources, at, check.Quote(resource), want, fix)
		}
	case !token.Is(resource) && !strings.HasPrefix(resource, "arn:"):
		ps.Break(rules.Invalid, at, check.Quote(resource), "an ARN", "")
	}
}

// shared are services whose resources are often open to other accounts, and called by their whole ARN or URL. A table
// or a parameter is called by its name, which is one of the caller's own account.
var shared = map[string]bool{"iam": true, "kms": true, "secretsmanager": true, "sqs": true, "sns": true, "lambda": true,
	"states": true, "events": true}

// anyAccount reports an ARN of every account, and no condition that names accounts.
func (s PolicyStatement) anyAccount(a arn.ARN) bool {
	return shared[a.Service] && wildcards(a.Account) && !slices.ContainsFunc(s.Conditions, func(c PolicyCondition) bool {
		switch strings.ToLower(c.Key) {
		case "aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths":
			return !strings.Contains(c.Operator, "Not") && !slices.ContainsFunc(c.Values, wildcards)
		}
		return false
	})
}

// wildcards reports a text of nothing else.
func wildcards(text string) bool { return text != "" && strings.Trim(text, "*?") == "" }

// operatorForm are the operators of conditions:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
var operatorForm = regexp.MustCompile(`^(?:ForAllValues:|ForAnyValue:)?(?:` + strings.Join(operators, "|") +
	`)(?:IfExists)?$|^Null$`)

var operators = []string{
	"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
	"StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan",
	"NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan",
	"DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals",
	"ArnNotLike",
}

func (c PolicyCondition) problems(ps *rules.Mistakes, at string) {
	check.Required(ps, at+".operator", c.Operator, "an operator such as StringEquals", "")
	if c.Operator != "" && !token.Is(c.Operator) && !operatorForm.MatchString(c.Operator) {
		fix := ""
		if meant := check.Nearest(c.Operator, operators); meant != "" {
			fix = "did you mean " + meant + "?"
		}
		ps.Break(rules.OneOf, at+".operator", check.Quote(c.Operator), "an operator of IAM, such as StringEquals", fix)
	}
	check.Required(ps, at+".key", c.Key, "a condition key such as aws:ResourceTag/Service", "")
	if c.Key != "" && !token.Is(c.Key) && !strings.Contains(c.Key, ":") {
		ps.Break(rules.Invalid, at+".key", check.Quote(c.Key), "a key with its prefix, such as aws:SourceVpc", "")
	}
	if len(c.Values) == 0 {
		ps.Break(rules.Required, at+".values", "", "at least one value", "")
	}
}

func (s PolicyStatement) statement() policy.Statement {
	out := policy.Statement{Sid: s.Sid, Actions: s.Actions, Resources: s.Resources}
	if s.UnscopedReason != "" {
		out.Sid = policy.WithReason(s.Sid, s.UnscopedReason)
	}
	for _, c := range s.Conditions {
		out.Conditions = append(out.Conditions, policy.Condition(c))
	}
	return out
}

// mostPolicy is how many characters the policies inside a role may have, spaces left out.
const mostPolicy = 10240

var computed = regexp.MustCompile(`\$\{[^}]*\}|\s`)

// policySizeProblems counts as IAM does. Of a reference nobody knows how long its value is, so it counts as nothing.
func policySizeProblems(ps *rules.Mistakes, statements []PolicyStatement) {
	list := make([]policy.Statement, len(statements))
	for i, s := range statements {
		list[i] = s.statement()
	}
	document, err := json.Marshal(policy.Document(list...))
	if err != nil {
		return // a document of texts always has a form
	}
	if n := len(computed.ReplaceAll(document, nil)); n > mostPolicy {
		ps.Break(policySize, "taskPolicies", fmt.Sprint(n)+" characters", fmt.Sprint("at most ", mostPolicy, " characters"),
			"name prefixes or tags instead of single resources, or give the task a role of your own with managed policies")
	}
}
