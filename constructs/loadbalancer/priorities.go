package loadbalancer

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// priorities remembers the rules of each listener. There is one at the root of the tree, so that targets in different
// stacks are compared too.
type priorities struct {
	constructs.Construct
	taken map[string][]taken // by listener
}

// taken is a rule, and the path of the target that it belongs to.
type taken struct {
	Rule
	path string
}

const prioritiesID = "load-balancer-priorities"

func prioritiesOf(c constructs.Construct) *priorities {
	root := c.Node().Root()
	if found, ok := root.Node().TryFindChild(jsii.String(prioritiesID)).(*priorities); ok {
		return found
	}
	p := &priorities{taken: map[string][]taken{}}
	bridge.Init(p, root.(constructs.Construct), prioritiesID)
	return p
}

// Reserve notes that the target at path has the rule, which stands at prop, and reports another one that contradicts
// it: with the same priority, or one that takes all of its requests.
//
// References to listeners are compared as text: the same reference is the same listener. Priorities that are
// references, and listeners that were refused, are not compared. It is exported because bridge.Init needs such a
// method.
func (p *priorities) Reserve(ps *rules.Mistakes, listenerARN, prop, path string, rule Rule) {
	if !check.Known(rule.Priority) || listenerARN == token.Unknown {
		return
	}
	number := check.Number(*rule.Priority)
	for _, other := range p.taken[listenerARN] {
		first := *other.Priority < *rule.Priority
		switch {
		case *other.Priority == *rule.Priority:
			ps.Break(ownPriority, prop+".priority", number+" for "+path, "a priority of its own",
				other.path+" has it on the same listener")
			return
		case first && other.covers(rule):
			ps.Break(ruleReached, prop, "conditions that "+other.path+" takes at priority "+check.Number(*other.Priority),
				"a priority before that, or other conditions", "no request would reach "+path)
			return
		case !first && rule.covers(other.Rule):
			ps.Break(ruleReached, prop, "conditions that take all requests of "+other.path+" before its priority "+
				check.Number(*other.Priority), "a priority behind that, or other conditions",
				"no request would reach "+other.path)
			return
		}
	}
	p.taken[listenerARN] = append(p.taken[listenerARN], taken{rule, path})
}
