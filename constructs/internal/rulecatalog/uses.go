package main

import "go/ast"

// countUses counts where rules are named: by their package, or by one that imports it. A name of the same spelling
// that is something else counts as well; that a rule is left over is found all the same in nearly every case.
func countUses(packages []*source, found []declaration) {
	uses := map[string]int{} // by package and variable
	const above = "github.com/fargate-ai/fargate-ai-service/constructs/"
	for _, p := range packages {
		for _, file := range p.files {
			imported := map[string]string{} // package by its name in the file
			for _, other := range packages {
				if name := importName(file, above+other.path); name != "" {
					imported[name] = other.path
				}
			}
			ast.Inspect(file, func(node ast.Node) bool {
				switch n := node.(type) {
				case *ast.SelectorExpr:
					if x, ok := n.X.(*ast.Ident); ok && imported[x.Name] != "" {
						uses[imported[x.Name]+"."+n.Sel.Name]++
						return false
					}
				case *ast.Ident:
					uses[p.path+"."+n.Name]++
				}
				return true
			})
		}
	}
	for i, d := range found {
		found[i].uses = uses[d.rule.Package+"."+d.variable] - 1 // its declaration names it once
	}
}
