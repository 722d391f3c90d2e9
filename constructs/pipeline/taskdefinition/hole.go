package taskdefinition

import (
	"fmt"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// hole stands in a tree of values where one is not known.
type hole []need

// need is why a value is not known.
type need struct{ reference, remedy string }

const afterApply = "render from a plan or an output after an apply"

// visitHoles visits every hole of a value. field is the name of the member that holds it.
func visitHoles(path, field string, v any, visit func(path string, h hole)) {
	switch v := v.(type) {
	case hole:
		visit(path, v)
	case map[string]any:
		for _, name := range check.SortedKeys(v) {
			visitHoles(rules.Join(path, name), name, v[name], visit)
		}
	case []any:
		for i, element := range v {
			name := identity(field, element)
			if name == "" {
				name = fmt.Sprint(i)
			}
			visitHoles(path+"["+name+"]", "", element, visit)
		}
	}
}

// holesIn are the needs of all holes of a value.
func holesIn(v any) (all hole) {
	visitHoles("", "", v, func(_ string, h hole) { all = all.with(h) })
	return all
}

// with is a hole with the needs of another one, each once.
func (h hole) with(others hole) hole {
	for _, n := range others {
		if !slices.Contains(h, n) {
			h = append(h, n)
		}
	}
	return h
}
