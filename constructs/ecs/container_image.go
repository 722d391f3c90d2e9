package ecs

import (
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/secretref"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// windowsImage names what Microsoft publishes for Windows only.
var windowsImage = regexp.MustCompile(
	`^mcr\.microsoft\.com/(windows|dotnet/framework)[/:]|[:-](windowsservercore|nanoserver)`)

func (c Container) platformProblems(ps *rules.Mistakes) {
	if !token.Is(c.Image) && windowsImage.MatchString(c.Image) {
		ps.Break(linuxOnly, "image", check.Quote(c.Image), "an image for Linux", "tasks run Linux on ARM64 or X86_64")
	}
}

// registryProblems are those of the credentials of a private registry.
func (c Container) registryProblems(ps *rules.Mistakes) {
	const at = "repositoryCredentials"
	s := c.RepositoryCredentials
	if s == nil {
		return
	}
	secretProblems(ps, at, *s)
	if s.isParameter() {
		ps.Break(registryCredentials, at+".grantARN", "a parameter", "a secret of Secrets Manager",
			"ECS reads credentials of a registry nowhere else")
	}
	if !token.Is(s.ValueFrom) && s.ValueFrom != "" {
		parsed, ok := arn.Parse(s.ValueFrom)
		value, isSecret := secretref.Parse(s.ValueFrom)
		if !ok || parsed.Service != "secretsmanager" || !isSecret || value.ARN != s.ValueFrom {
			ps.Break(registryCredentials, at+".valueFrom", check.Quote(s.ValueFrom),
				"the ARN of a whole secret, without a key or version",
				`the secret holds {"username": …, "password": …}`)
		}
	}
	if _, ok := image.ParseECR(c.Image); ok {
		ps.Break(registryCredentials, at, "credentials for an image of ECR", "nothing",
			"the execution role pulls from ECR; leave them out")
	}
}
