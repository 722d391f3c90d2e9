package whole

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

// clashes are names that are taken, by the constructs that tell them apart: two services of one name share a dozen, and
// that is one mistake.
type clashes []clash

type clash struct {
	later, earlier string
	names          []string
	far            bool // they lie in different stacks
	elsewhere      bool // and in different regions, which counts for nothing here
}

func (all *clashes) add(later, earlier, name string, far, elsewhere bool) {
	later, earlier = apart(later, earlier)
	for i := range *all {
		if c := &(*all)[i]; c.later == later && c.earlier == earlier {
			c.names = append(c.names, name)
			return
		}
	}
	*all = append(*all, clash{later, earlier, []string{name}, far, elsewhere})
}

func (all clashes) problems(ms *rules.Mistakes) {
	for _, c := range all {
		fix := "give one of the two another name"
		switch {
		case c.elsewhere:
			fix += ", such as guardrails.name of a dashboard; AWS has it once for all regions"
		case c.far:
			fix += "; if they lie in different accounts or regions, state Account and Region of both stacks"
		}
		ms.Break(rules.Unique, c.later, some(c.names)+" again", "names that "+c.earlier+" does not have", fix)
	}
}
