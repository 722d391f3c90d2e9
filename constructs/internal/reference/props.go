package main

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/types"
	"regexp"
	"slices"
	"strings"
)

// named are the structs that are filled in, by their names.
var named = regexp.MustCompile(`(Props|Settings|Options|Ref)$`)

// results are structs that users read and may hand back. They stand in a prop, and have neither defaults nor rules.
var results = []string{"pipeline/evalgate.Results", "pipeline/evalgate.Metric", "pipeline/evalgate.Run"}

// inputs are the structs that users fill in, each after the one that it is part of: the props of constructors, what can
// be validated, and what is called so.
func (l *library) inputs() (found []*doc.Type) {
	var visit func(t *doc.Type)
	visit = func(t *doc.Type) {
		if t == nil || slices.Contains(found, t) || l.isConstruct(t) || slices.Contains(results, l.below+"."+t.Name) {
			return
		}
		of := structure(t)
		if of == nil {
			return
		}
		found = append(found, t)
		for _, f := range fields(of) {
			if pkg, name := base(f.of); pkg == "" {
				visit(l.typeNamed(name))
			}
		}
	}
	for _, t := range l.Types {
		for _, f := range t.Funcs {
			if isConstructor(f) {
				for _, p := range f.Decl.Type.Params.List {
					if pkg, name := base(p.Type); pkg == "" {
						visit(l.typeNamed(name))
					}
				}
			}
		}
	}
	for _, t := range l.Types {
		validates := slices.ContainsFunc(t.Methods, func(m *doc.Func) bool { return m.Name == "Validate" })
		if validates || named.MatchString(t.Name) {
			visit(t)
		}
	}
	return found
}

// writeInput is the table of a struct's props, and below it what their comments say.
func (l *library) writeInput(out *strings.Builder, t *doc.Type) {
	fmt.Fprintf(out, "## %s\n\n%s", t.Name, l.text(t.Doc))
	var rows, texts []string
	for _, f := range fields(structure(t)) {
		if f.embedded() {
			rows = append(rows, fmt.Sprintf("| all of %s | | | | |\n", l.link(f.of)))
		}
		for _, name := range f.names {
			said := readFacts(name, f.comment, types.ExprString(f.of))
			rows = append(rows, fmt.Sprintf("| `%s` | %s | %s | %s | %s |\n",
				name, l.link(f.of), said.unit, l.cell(l.withValues(said.stated())), l.rulesOf(t, name)))
		}
		if text := l.cell(f.comment); text != "" && !f.embedded() {
			texts = append(texts, "* "+bold(f.names, text)+"\n")
		}
	}
	out.WriteString("| prop | type | unit | default | rules |\n|---|---|---|---|---|\n" + strings.Join(rows, "") + "\n" +
		strings.Join(texts, "") + "\n")
	l.writeMethods(out, t)
	l.writeMakers(out, t)
}

// writeMethods lists the methods of props, such as Validate.
func (l *library) writeMethods(out *strings.Builder, t *doc.Type) {
	for _, m := range t.Methods {
		parameters, results := l.call(m.Decl.Type)
		fmt.Fprintf(out, "`%s%s` %s: %s\n\n", m.Name, parameters, results, l.cell(m.Doc))
		for _, e := range m.Examples {
			out.WriteString(l.example(e))
		}
	}
}

// bold is a comment with the names of its props in bold: in front, or where it starts with the name.
func bold(names []string, text string) string {
	if rest, ok := strings.CutPrefix(text, names[0]+" "); ok && len(names) == 1 {
		return "**" + names[0] + "** " + rest
	}
	return "**" + strings.Join(names, "**, **") + "**: " + text
}

// withValues adds the values of the constants that a default names.
func (l *library) withValues(text string) string {
	return constant.ReplaceAllStringFunc(text, func(name string) string {
		if value, ok := l.values[name]; ok {
			return name + " (" + value + ")"
		}
		return name
	})
}

var constant = regexp.MustCompile(`\b[A-Z]\w+\b`)

// stated is the default as a cell of the table: what the comment says, or what a zero value means.
func (f facts) stated() string {
	switch {
	case f.required != "":
		return f.required
	case f.fallback != "":
		return f.fallback
	}
	return "none"
}

var inBrackets = regexp.MustCompile(`\[[^\]]*\]`)

// plainPath is the path of a prop without indexes and keys: secrets["KEY"].secretName is secrets.secretName.
func plainPath(path string) string { return inBrackets.ReplaceAllString(path, "") }

// rulesOf are the ids of the rules that tests have seen refuse the prop. Where more than one struct of the package has
// a prop of that name and the path does not tell which is meant, none is listed here, but at the end of the page.
func (l *library) rulesOf(t *doc.Type, prop string) string {
	var ids []string
	for path, refusing := range l.refused {
		segments := strings.Split(path, ".")
		last := len(segments) - 1
		if !strings.EqualFold(segments[last], prop) {
			continue
		}
		parent := ""
		if last > 0 {
			parent = segments[last-1]
		}
		if l.owner(prop, parent) != t {
			continue
		}
		for _, id := range refusing {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	for i, id := range ids {
		ids[i] = "`" + id + "`"
	}
	return strings.Join(ids, ", ")
}

// owner is the one struct that a path can mean: of those with such a prop the only one, or the only one that stands in
// a prop called like the parent.
func (l *library) owner(prop, parent string) *doc.Type {
	var owners, within []*doc.Type
	for _, t := range l.Types {
		of := structure(t)
		if of == nil || !hasField(of, prop) {
			continue
		}
		owners = append(owners, t)
		if l.standsIn(t.Name, parent) {
			within = append(within, t)
		}
	}
	switch {
	case len(owners) == 1:
		return owners[0]
	case len(within) == 1:
		return within[0]
	}
	return nil
}

func hasField(of *ast.StructType, name string) bool {
	return slices.ContainsFunc(fields(of), func(f field) bool { return f.has(name) })
}

// standsIn tells whether a struct of the package has a prop of that name whose type is kind.
func (l *library) standsIn(kind, name string) bool {
	return slices.ContainsFunc(l.Types, func(t *doc.Type) bool {
		of := structure(t)
		return of != nil && slices.ContainsFunc(fields(of), func(f field) bool {
			pkg, is := base(f.of)
			return pkg == "" && is == kind && f.has(name)
		})
	})
}
