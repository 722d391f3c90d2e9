package loadbalancer

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// priorities remembers which target has which priority of which listener. There is one at the root of the tree, so that
// targets in different stacks are compared too.
type priorities struct {
	constructs.Construct
	taken map[priority]string // path of the target
}

type priority struct {
	listenerARN string
	number      float64
}

// prioritiesID has spaces, which no stack's id may have: a stack of the same id would be refused.
const prioritiesID = "priorities of listeners"

func prioritiesOf(c constructs.Construct) *priorities {
	root := c.Node().Root()
	if found, ok := root.Node().TryFindChild(jsii.String(prioritiesID)).(*priorities); ok {
		return found
	}
	p := &priorities{taken: map[priority]string{}}
	bridge.Init(p, root.(constructs.Construct), prioritiesID)
	return p
}

// Reserve returns the path of the target that has the priority already, or "" after noting that path has it now.
// References to listeners are compared as text: the same reference is the same listener. Priorities that are
// references, and listeners that were refused, are not compared. It is exported because bridge.Init needs such a
// method.
func (p *priorities) Reserve(listenerARN string, number float64, path string) string {
	if token.IsNumber(number) || listenerARN == token.Unknown {
		return ""
	}
	key := priority{listenerARN, number}
	if other := p.taken[key]; other != "" {
		return other
	}
	p.taken[key] = path
	return ""
}
