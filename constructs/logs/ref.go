package logs

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Ref is a log group that exists, whose owner decides how long lines are kept.
type Ref struct {
	Name string // required
	ARN  string // required, without the ":*" of its streams; what the role that starts tasks may write to
	// TokenNamespace of the metrics InputTokens and OutputTokens that the group's own filters make, where alarms on tokens
	// look for them. Default: none.
	TokenNamespace string
}

// Validate returns every mistake as one error, or nil.
func (r Ref) Validate() error {
	given, ps := check.Given(&r)
	r = *given
	const wantARN = "the group's ARN, without a trailing :*"
	if !token.Is(r.Name) && !nameForm.MatchString(r.Name) {
		ps.Break(check.Form(r.Name), "name", check.Quote(r.Name),
			"the group's name, at most 512 characters, such as /ecs/llm-proxy",
			"hand over Group.Name() or the name of its data source")
	}
	check.Required(&ps, "arn", r.ARN, wantARN, "hand over Group.ARN() or the arn of its data source")
	arn.Check(&ps, "arn", r.ARN, "logs", "hand over Group.ARN() or the arn of its data source")
	parsed, ok := arn.Parse(r.ARN)
	switch group, isGroup := strings.CutPrefix(parsed.Resource, "log-group:"); {
	case !ok || token.Is(r.ARN) || parsed.Service != "logs":
	case !isGroup || strings.Contains(group, ":"):
		ps.Break(rules.Invalid, "arn", check.Quote(r.ARN), wantARN, "hand over Group.ARN() or the arn of its data source")
	case !token.Is(r.Name) && r.Name != "" && group != r.Name:
		ps.Break(sameGroup, "arn", check.Quote(r.ARN), "the ARN of "+check.Quote(r.Name),
			"name and ARN are those of one group")
	}
	return ps.Err()
}

// Options returns the options of the awslogs log driver that deliver to this group in a region, by default as those of
// [Group.Options] do.
func (r Ref) Options(region string) map[string]string {
	out := Props{}.resolve().options()
	out["awslogs-group"], out["awslogs-region"] = r.Name, region
	return out
}
