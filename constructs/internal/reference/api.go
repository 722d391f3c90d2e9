package main

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/types"
	"slices"
	"strings"
)

// api lists what programs can name, a line each: a line that goes or changes in a review breaks somebody's program.
func api(packages []*library) string {
	var out strings.Builder
	for _, p := range packages {
		lines := p.api()
		slices.Sort(lines)
		for _, line := range lines {
			fmt.Fprintf(&out, "%s: %s\n", p.below, strings.Join(strings.Fields(line), " "))
		}
	}
	return out.String()
}

func (l *library) api() (lines []string) {
	add := func(format string, values ...any) { lines = append(lines, fmt.Sprintf(format, values...)) }
	function := func(f *doc.Func) {
		add("%s", l.source(&ast.FuncDecl{Name: f.Decl.Name, Recv: f.Decl.Recv, Type: f.Decl.Type}))
	}
	values := func(kind string, groups []*doc.Value) {
		for _, g := range groups {
			for _, spec := range g.Decl.Specs {
				spec := spec.(*ast.ValueSpec)
				for i, name := range spec.Names {
					line := kind + " " + name.Name
					if spec.Type != nil {
						line += " " + types.ExprString(spec.Type)
					}
					if kind == "const" && i < len(spec.Values) {
						line += " = " + l.source(spec.Values[i])
					}
					if name.IsExported() {
						lines = append(lines, line)
					}
				}
			}
		}
	}
	values("const", l.Consts)
	values("var", l.Vars)
	for _, f := range l.Funcs {
		function(f)
	}
	for _, t := range l.Types {
		values("const", t.Consts)
		values("var", t.Vars)
		for _, f := range slices.Concat(t.Funcs, t.Methods) {
			function(f)
		}
		of := structure(t)
		if of == nil {
			add("%s", l.source(t.Decl))
			continue
		}
		add("type %s struct", t.Name)
		for _, f := range fields(of) {
			if f.embedded() {
				add("type %s struct, %s", t.Name, types.ExprString(f.of))
			}
			for _, name := range f.names {
				add("type %s struct, %s %s", t.Name, name, types.ExprString(f.of))
			}
		}
	}
	return lines
}
