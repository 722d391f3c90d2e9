package naming

import (
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// WantECS describes the form of a name of ECS for people.
const WantECS = "1 to 255 letters, digits, hyphens and underscores"

var ecsForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,255}$`)

// IsECS reports whether ECS takes name for a cluster, a service, a family of task definitions, a container or a volume.
//
//	https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html
//	https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
//	https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
func IsECS(name string) bool { return ecsForm.MatchString(name) }

// CheckECS requires a name that ECS takes, when it is not a reference.
func CheckECS(ps *rules.Mistakes, path, name, fix string) {
	if !token.Is(name) && !IsECS(name) {
		ps.Break(check.Form(name), path, check.Quote(name), WantECS, fix)
	}
}
