package main

import (
	"fmt"
	"strings"
)

// index is the page that leads to the others.
func index(packages []*library) string {
	var out strings.Builder
	out.WriteString(generatedBy + "# Reference\n\nEvery package, constructor, prop and rule. " +
		"[api.txt](../api.txt) lists all that is exported, for a review of changes.\n\n" +
		"| package | constructors | |\n|---|---|---|\n")
	for _, p := range packages {
		var made []string
		for _, t := range p.Types {
			for _, f := range t.Funcs {
				if isConstructor(f) {
					made = append(made, fmt.Sprintf("[`%s`](%s#%s)", f.Name, p.page(), anchor(f.Name)))
				}
			}
		}
		fmt.Fprintf(&out, "| [%s](%s) | %s | %s |\n", p.below, p.page(), strings.Join(made, ", "), cell(p.Synopsis(p.Doc)))
	}
	return out.String()
}
