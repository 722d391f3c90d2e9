package ecs

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamaction"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var actionForm = regexp.MustCompile(`^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$`)

func (s PolicyStatement) actionProblems(ps *rules.Mistakes, at, action string) {
	if token.Is(action) {
		return
	}
	_, name, _ := strings.Cut(action, ":")
	wild := strings.ContainsAny(action, "*?")
	switch {
	case wild && (strings.Trim(name, "*?") == "" || !iamaction.Unscopable(action)):
		ps.Break(namedActions, at, check.Quote(action), "the actions that the code calls",
			"a wildcard grants what AWS adds tomorrow, too")
		return
	case !actionForm.MatchString(action):
		ps.Break(rules.Invalid, at, check.Quote(action), "an action such as s3:GetObject", "")
		return
	}
	if exists, nearest := iamaction.Exists(action); !exists && s.UnlistedReason == "" {
		fix := "look it up in the Service Authorization Reference; if AWS added it lately, say so in unlistedReason"
		if nearest != "" {
			fix = "did you mean " + nearest + "? If AWS added it lately, say so in unlistedReason"
		}
		ps.Break(knownActions, at, check.Quote(action), "an action that AWS knows", fix)
	}
}

// matchProblems are about actions and resources that have nothing to do with each other.
func (s PolicyStatement) matchProblems(ps *rules.Mistakes) {
	before := len(*ps)
	for i, action := range s.Actions {
		at := rules.Index("actions", i)
		exists, _ := iamaction.Exists(action)
		switch {
		case token.Is(action) || !exists || slices.ContainsFunc(s.Resources, func(r string) bool { return takes(action, r) }):
		case iamaction.Scoped(action):
			ps.Break(actionResources, at, check.Quote(action)+" on nothing that it acts on",
				"a resource such as "+iamaction.Kinds(action), "state its ARN, or leave the action out")
		case !strings.HasPrefix(action, "logs:"): // AWS's own examples scope DescribeLogGroups, which its reference does not
			ps.Break(actionResources, at, check.Quote(action)+" on single resources", `the resource "*"`,
				"AWS knows no resource for it: give it a statement of its own")
		}
	}
	if len(*ps) > before {
		return
	}
	for i, resource := range s.Resources {
		acts := func(action string) bool { return token.Is(action) || takes(action, resource) }
		if !slices.ContainsFunc(s.Actions, acts) {
			ps.Break(actionResources, rules.Index("resources", i), check.Quote(resource)+", on which no action acts",
				"a resource of the actions", "leave it out, or state the action that needs it")
		}
	}
}

// takes reports whether an action may act on a resource, as far as is known.
func takes(action, resource string) bool {
	a, ok := arn.ParsePattern(resource)
	if resource == "*" || !ok {
		return true
	}
	return strings.HasPrefix(strings.ToLower(action), "logs:") && !iamaction.Scoped(action) || iamaction.Takes(action, a)
}

// unscopable reports whether AWS knows no resource for any of the actions.
func unscopable(actions []string) bool {
	return len(actions) > 0 && !slices.ContainsFunc(actions, func(a string) bool { return !iamaction.Unscopable(a) })
}
