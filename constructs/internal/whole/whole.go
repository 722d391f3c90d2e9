// Package whole judges what no construct sees alone: the stacks of an app side by side, as Terraform will read them.
// So whatever a program makes is judged, raw resources and overrides among it.
package whole

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Stack is a synthesized stack.
type Stack struct {
	Path     string         // of the construct
	Document map[string]any // Terraform's JSON, with CDKTF's metadata
}

// Problems are the mistakes in the stacks of an app, with the roles that apply some of them.
func Problems(stacks []Stack, roles ...ApplyRole) rules.Mistakes {
	var ms rules.Mistakes
	app := read(stacks)
	app.identifierProblems(&ms)
	app.nameProblems(&ms)
	app.stateProblems(&ms)
	app.crossingProblems(&ms)
	app.networkProblems(&ms)
	app.namespaceProblems(&ms)
	app.dependencyProblems(&ms)
	app.tagProblems(&ms)
	app.applyProblems(&ms, roles)
	return ms
}

// app is the stacks of an app by their paths, in order.
type app []*stack

// resources of all stacks, in the order of their paths.
func (a app) resources() []*resource {
	var all []*resource
	for _, s := range a {
		all = append(all, s.resources...)
	}
	return all
}

// apart returns what tells two paths apart: demo/a/cluster and demo/b/cluster are those of demo/a and demo/b.
func apart(a, b string) (string, string) {
	for {
		restA, lastA := parent(a)
		restB, lastB := parent(b)
		if lastA != lastB || !strings.Contains(restA, "/") || !strings.Contains(restB, "/") {
			return a, b
		}
		a, b = restA, restB
	}
}

func parent(path string) (rest, last string) {
	i := strings.LastIndex(path, "/")
	return path[:max(i, 0)], path[i+1:]
}

// some names at most three of the things, and how many more there are.
func some(things []string) string {
	slices.Sort(things)
	things = slices.Compact(things)
	const most = 3
	if len(things) <= most {
		return check.Words(things)
	}
	return strings.Join(things[:most], ", ") + " and " + check.Number(float64(len(things)-most)) + " more"
}
