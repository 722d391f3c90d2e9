package fargateai_test

import (
	"github.com/aws/constructs-go/constructs/v10"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
)

// visitor is an Aspect of a user's program.
type visitor struct{ service, network bool }

// Visit implements cdktf.IAspect.
func (v *visitor) Visit(node constructs.IConstruct) {
	switch node.(type) {
	case *fargateai.Service:
		v.service = true
	case *network.Network:
		v.network = true
	}
}
