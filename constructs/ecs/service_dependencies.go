package ecs

import (
	"github.com/aws/constructs-go/constructs/v10"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// dependencyProblems judges what only the tree of constructs knows: CDKTF writes a dependency on a resource of another
// stack as if it were in this one, and Terraform does not find it.
func dependencyProblems(ms *rules.Mistakes, scope constructs.Construct, props *ServiceProps) {
	var own string
	for i, on := range optional.Value(props).DependsOn {
		if bridge.IsNil(on) {
			continue
		}
		if own == "" {
			own = bridge.StackOf(scope)
		}
		if other := bridge.StackOf(on); other != own {
			ms.Break(dependencyStack, rules.Index("dependsOn", i), "a construct of the stack "+check.Quote(other),
				"constructs of the stack "+check.Quote(own),
				"leave it out: a value that is read of "+check.Quote(other)+" puts it first")
		}
	}
}
