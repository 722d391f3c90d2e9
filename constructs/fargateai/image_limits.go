package fargateai

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/secretref"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// What AWS keeps for itself, and what it deletes.
var (
	imageParameterReserved = rules.Rule{
		ID:     "service-image-parameter-reserved",
		Judges: "The name of the image's parameter begins with neither aws nor ssm.",
		Why:    "Parameter Store keeps such names for AWS's own parameters, and refuses them.",
		Source: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
	}
	imageIsKept = rules.Rule{
		ID:     "service-image-is-kept",
		Judges: "The tag that runs is none of those that the repository deletes by age.",
		Why:    "The next task that ECS starts, to scale out or to replace one that died, would find nothing to pull.",
		Source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html",
	}
)

func (p plan) imageLimitProblems(ms *rules.Mistakes) {
	if name := p.imageParameterName(); !token.Is(name) && secretref.IsReserved(name) {
		ms.Break(imageParameterReserved, "image.parameterName", check.Quote(name),
			"a name that begins with neither aws nor ssm", "state another, such as /images/"+p.name)
	}
	if !p.makesRepository() || p.Image.Tag == "" || token.Is(p.Image.Tag) {
		return
	}
	for i, prefix := range optional.Texts(p.repositoryProps().EphemeralTagPrefixes) {
		if prefix != "" && !token.Is(prefix) && strings.HasPrefix(p.Image.Tag, prefix) {
			ms.Break(imageIsKept, rules.Index("image.repository.ephemeralTagPrefixes", i),
				check.Quote(prefix)+" with the tag "+check.Quote(p.Image.Tag), "no prefix of the tag that runs",
				"ECR deletes such images by age, though they run: promote by pushing another tag")
		}
	}
}
