package bridge

import (
	"reflect"
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// refusal is what a construct was refused for, below its id.
type refusal struct {
	path     string // of the construct in the tree
	mistakes rules.Mistakes
}

// refused are the mistakes of constructs. Where the tree has another construct of the same id, such as the service of
// another environment, the whole path of the construct says which one is meant.
func (a *App) refused() (ms rules.Mistakes) {
	for _, r := range a.refusals {
		if !a.twins[id(r.path)] {
			ms = append(ms, r.mistakes...)
			continue
		}
		scope := strings.TrimSuffix(r.path, id(r.path))
		for _, m := range r.mistakes {
			m.Path = scope + m.Path
			ms = append(ms, m)
		}
	}
	return ms
}

// findTwins finds the ids that several constructs of ours have. It asks the kernel for every one of them, and so only
// when something was refused.
func (a *App) findTwins() {
	if len(a.refusals) == 0 {
		return
	}
	var paths []string
	for _, c := range *a.Node().FindAll(constructs.ConstructOrder_PREORDER) {
		if _, stack := c.(cdktf.TerraformStack); stack || !ours(c) {
			continue
		}
		path := *c.Node().Path()
		if n := len(paths); n > 0 && strings.HasPrefix(path, paths[n-1]+"/") {
			continue // a part, whose id is not the user's
		}
		paths = append(paths, path)
	}
	seen := map[string]bool{}
	a.twins = map[string]bool{}
	for _, path := range paths {
		a.twins[id(path)] = seen[id(path)]
		seen[id(path)] = true
	}
}

func id(path string) string { return path[strings.LastIndex(path, "/")+1:] }

// ours reports whether a construct is one of this module's.
func ours(c constructs.IConstruct) bool {
	t := reflect.TypeOf(c)
	return t.Kind() == reflect.Pointer && strings.HasPrefix(t.Elem().PkgPath(), module+"/constructs/")
}

const module = "github.com/fargate-ai/fargate-ai-service"
