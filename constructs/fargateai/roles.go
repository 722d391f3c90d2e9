package fargateai

import (
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/place"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Roles are what an account asks of the IAM roles in it. They count for every role and policy that the constructs of
// this module make in the stack, not for raw resources.
type Roles struct {
	// PermissionsBoundaryARN of the policy that no role goes beyond. It has to allow what the roles are for; what it
	// leaves out is denied when a task asks for it. Default: none. A change is made in place.
	PermissionsBoundaryARN string
	// Path of the roles, such as /service/. It begins and ends with a slash. Default: /. A change replaces the roles, and
	// so starts new tasks.
	Path string
}

var rolePath = regexp.MustCompile(`^/(?:[!-.0-~]+/)*$`)

// problems of roles in a stack at the site.
func (r Roles) problems(site place.Site) (ps rules.Mistakes) {
	for _, thing := range place.Things(r) {
		thing.Problems(&ps, site)
	}
	arn.Check(&ps, "permissionsBoundaryARN", r.PermissionsBoundaryARN, "iam", "")
	if a, ok := arn.Parse(r.PermissionsBoundaryARN); ok && a.Service == "iam" && !token.Is(r.PermissionsBoundaryARN) &&
		!boundary.MatchString(a.Resource) {
		ps.Break(rules.Invalid, "permissionsBoundaryARN", check.Quote(r.PermissionsBoundaryARN),
			"the ARN of a policy (arn:PARTITION:iam::ACCOUNT:policy/NAME)", "")
	}
	if r.Path != "" && !token.Is(r.Path) && (!rolePath.MatchString(r.Path) || len(r.Path) > 512) {
		ps.Break(rules.Invalid, "path", check.Quote(r.Path), "at most 512 characters that begin and end with a slash",
			"such as /service/")
	}
	return ps
}

var boundary = regexp.MustCompile(`^policy/[^*?]+$`)
