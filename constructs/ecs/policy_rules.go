package ecs

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamaction"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var (
	actionForm = regexp.MustCompile(`^[a-z0-9-]+:[A-Za-z0-9*?]+$`)
	sidForm    = regexp.MustCompile(`^[A-Za-z0-9]*$`)
)

func (s PolicyStatement) problems() rules.Mistakes {
	var ps rules.Mistakes
	if !sidForm.MatchString(s.Sid) {
		ps.Break(rules.Invalid, "sid", check.Quote(s.Sid), "letters and digits only", "")
	}
	if len(s.Actions) == 0 {
		ps.Break(rules.Required, "actions", "", "at least one action", "")
	}
	for i, action := range s.Actions {
		at := rules.Index("actions", i)
		switch {
		case token.Is(action):
		case action == "*" || strings.HasSuffix(action, ":*"):
			ps.Break(namedActions, at, check.Quote(action), "the actions that the code calls",
				"a wildcard grants what AWS adds tomorrow, too")
		case !actionForm.MatchString(action):
			ps.Break(rules.Invalid, at, check.Quote(action), "an action such as s3:GetObject", "")
		}
	}
	if len(s.Resources) == 0 {
		ps.Break(rules.Required, "resources", "", "at least one ARN", "")
	}
	for i, resource := range s.Resources {
		if resource == "*" && s.UnscopedReason == "" && !unscopable(s.Actions) {
			ps.Break(namedResources, rules.Index("resources", i), `"*"`, "the ARNs of what the code uses",
				"where AWS cannot name the resource, say so in unscopedReason")
		}
		if resource != "*" && !token.Is(resource) && !strings.HasPrefix(resource, "arn:") {
			ps.Break(rules.Invalid, rules.Index("resources", i), check.Quote(resource), "an ARN", "")
		}
	}
	for i, c := range s.Conditions {
		at := rules.Index("conditions", i)
		check.Required(&ps, at+".operator", c.Operator, "an operator such as StringEquals", "")
		check.Required(&ps, at+".key", c.Key, "a condition key such as aws:ResourceTag/Service", "")
		if len(c.Values) == 0 {
			ps.Break(rules.Required, at+".values", "", "at least one value", "")
		}
	}
	return ps
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

// unscopable reports whether AWS knows no resource for any of the actions.
func unscopable(actions []string) bool {
	return len(actions) > 0 && !slices.ContainsFunc(actions, func(a string) bool { return !iamaction.Unscopable(a) })
}
