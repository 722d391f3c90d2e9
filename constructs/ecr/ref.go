package ecr

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Ref is a private repository, made here or elsewhere.
type Ref struct {
	URL string // ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME, without a tag. Required.
	ARN string // what the role that pulls is granted. Required.
}

// Validate returns every mistake as one error, or nil.
func (r Ref) Validate() error {
	given, ps := check.Given(&r)
	r = *given
	const wantURL = "a repository's URL such as ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME"
	check.Required(&ps, "url", r.URL, wantURL, "hand over Repository.URL() or the repository_url of its data source")
	check.Required(&ps, "arn", r.ARN, "the repository's ARN", "hand over Repository.ARN() or the arn of its data source")
	arn.Check(&ps, "arn", r.ARN, "ecr", "hand over Repository.ARN() or the arn of its data source")
	if r.URL == "" || token.Is(r.URL) {
		return ps.Err()
	}
	parts, _ := image.Split(r.URL)
	repository, ok := image.ParseECR(r.URL)
	switch {
	case parts.Tag != "" || parts.Digest != "":
		ps.Break(rules.Invalid, "url", check.Quote(r.URL), "the URL without tag and digest",
			"state those where the image is chosen")
	case !ok:
		ps.Break(rules.Invalid, "url", check.Quote(r.URL), wantURL, "")
	default:
		if a, ok := arn.Parse(r.ARN); ok && !token.Is(r.ARN) && a.Service == "ecr" &&
			repository.ARN(a.Partition) != a.String() {
			ps.Break(sameRepository, "arn", check.Quote(r.ARN), repository.ARN(a.Partition)+", as url says", "")
		}
	}
	return ps.Err()
}
