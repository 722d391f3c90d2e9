package fargateai

import (
	"github.com/aws/constructs-go/constructs/v10"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Forbid reports a mistake by a rule of your own at a construct, for an Aspect that looks at all of them: [Run] prints
// it with the others, and nothing is written. The texts are those of [rules.Mistakes.Break].
//
//	func (r *encrypted) Visit(node constructs.IConstruct) {
//		if group, ok := node.(cloudwatchloggroup.CloudwatchLogGroup); ok && group.KmsKeyIdInput() == nil {
//			fargateai.Forbid(node, r.rule, "no key", "kmsKeyARN", "")
//		}
//	}
func Forbid(at constructs.IConstruct, rule rules.Rule, got, want, fix string) {
	bridge.Break(at, rule, got, want, fix)
}
