package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/doc"
	"go/doc/comment"
	"go/format"
	"go/parser"
	"go/printer"
	"go/token"
	"regexp"
	"slices"
	"strings"
)

const generatedBy = "<!-- Written from the source by `go generate ./constructs/internal/reference`. -->\n\n"

// render is the page of a package: what it is, its constructors, what their props say, the rest, the rules.
func (l *library) render() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s# %s\n\n```go\nimport %q\n```\n\n%s", generatedBy, l.below, l.ImportPath, l.text(l.Doc))
	for _, e := range l.Examples {
		out.WriteString(l.example(e))
	}
	inputs := l.inputs()
	for _, t := range l.Types {
		for _, f := range t.Funcs {
			if isConstructor(f) {
				l.writeConstructor(&out, t, f)
			}
		}
	}
	for _, t := range inputs {
		l.writeInput(&out, t)
	}
	for _, t := range l.Types {
		if !slices.Contains(inputs, t) && !l.isConstruct(t) {
			l.writeType(&out, t)
		}
	}
	for _, f := range l.Funcs {
		l.writeFunction(&out, f, 2)
	}
	l.writeValues(&out, "Constants", l.Consts)
	l.writeValues(&out, "Variables", l.Vars)
	l.writeRules(&out)
	return strings.TrimRight(out.String(), "\n") + "\n"
}

// isConstructor tells whether a function makes a construct: its first parameter is the scope.
func isConstructor(f *doc.Func) bool {
	list := f.Decl.Type.Params.List
	return strings.HasPrefix(f.Name, "New") && len(list) > 1 && len(list[0].Names) > 0 && list[0].Names[0].Name == "scope"
}

func (l *library) isConstruct(t *doc.Type) bool { return slices.ContainsFunc(t.Funcs, isConstructor) }

func (l *library) writeConstructor(out *strings.Builder, t *doc.Type, f *doc.Func) {
	fmt.Fprintf(out, "## %s\n\n%s%s", f.Name, l.signature(f.Decl), l.text(f.Doc))
	for _, e := range f.Examples {
		out.WriteString(l.example(e))
	}
	if strings.Contains(out.String(), "\n### "+t.Name+"\n") {
		return // a further constructor of the same construct
	}
	fmt.Fprintf(out, "### %s\n\n%s", t.Name, l.text(t.Doc))
	l.writeAnswers(out, t)
	l.writeMakers(out, t)
}

// writeAnswers lists what a value offers: its fields and its methods.
func (l *library) writeAnswers(out *strings.Builder, t *doc.Type) {
	var rows []string
	if of := structure(t); of != nil {
		for _, f := range fields(of) {
			if f.embedded() {
				rows = append(rows, fmt.Sprintf("| all of %s | | |\n", l.link(f.of)))
				continue
			}
			names := strings.Join(f.names, "`, `")
			rows = append(rows, fmt.Sprintf("| `%s` | %s | %s |\n", names, l.link(f.of), l.cell(f.comment)))
		}
	}
	for _, m := range t.Methods {
		parameters, results := l.call(m.Decl.Type)
		rows = append(rows, fmt.Sprintf("| `%s%s` | %s | %s |\n", m.Name, parameters, results, l.cell(m.Doc)))
	}
	if len(rows) > 0 {
		out.WriteString("| | type | |\n|---|---|---|\n" + strings.Join(rows, "") + "\n")
	}
}

func (l *library) writeType(out *strings.Builder, t *doc.Type) {
	fmt.Fprintf(out, "## %s\n\n%s", t.Name, l.text(t.Doc))
	if structure(t) == nil {
		out.WriteString(l.code(t.Decl))
	}
	for _, e := range t.Examples {
		out.WriteString(l.example(e))
	}
	l.writeAnswers(out, t)
	l.writeMakers(out, t)
	for _, m := range t.Methods {
		for _, e := range m.Examples {
			out.WriteString(l.example(e))
		}
	}
}

// writeMakers writes the constants, variables and functions of a type.
func (l *library) writeMakers(out *strings.Builder, t *doc.Type) {
	l.writeConstants(out, t)
	for _, group := range t.Vars {
		out.WriteString(l.text(group.Doc) + l.code(group.Decl))
	}
	for _, f := range t.Funcs {
		if !isConstructor(f) {
			l.writeFunction(out, f, 3)
		}
	}
}

// writeConstants lists the values of an enumeration.
func (l *library) writeConstants(out *strings.Builder, t *doc.Type) {
	var rows []string
	for _, group := range t.Consts {
		for _, spec := range group.Decl.Specs {
			spec := spec.(*ast.ValueSpec)
			comment := spec.Doc.Text()
			if comment == "" {
				comment = spec.Comment.Text()
			}
			for i, name := range spec.Names {
				value := ""
				if i < len(spec.Values) {
					value = "`" + l.source(spec.Values[i]) + "`"
				}
				rows = append(rows, fmt.Sprintf("| `%s` | %s | %s |\n", name.Name, value, l.cell(comment)))
			}
		}
	}
	if len(rows) > 0 {
		out.WriteString("| constant | value | |\n|---|---|---|\n" + strings.Join(rows, "") + "\n")
	}
}

func (l *library) writeFunction(out *strings.Builder, f *doc.Func, level int) {
	fmt.Fprintf(out, "%s %s\n\n%s%s", strings.Repeat("#", level), f.Name, l.signature(f.Decl), l.text(f.Doc))
	for _, e := range f.Examples {
		out.WriteString(l.example(e))
	}
}

func (l *library) writeValues(out *strings.Builder, title string, groups []*doc.Value) {
	if len(groups) == 0 {
		return
	}
	fmt.Fprintf(out, "## %s\n\n", title)
	for _, g := range groups {
		out.WriteString(l.text(g.Doc) + l.code(g.Decl))
	}
}

func (l *library) signature(decl *ast.FuncDecl) string {
	return l.code(&ast.FuncDecl{Name: decl.Name, Recv: decl.Recv, Type: decl.Type})
}

// call is the parameters of a function as Go writes them, and what it returns with links.
func (l *library) call(of *ast.FuncType) (parameters, results string) {
	parameters = strings.TrimPrefix(l.source(&ast.FuncType{Params: of.Params}), "func")
	if of.Results != nil {
		var list []string
		for _, r := range of.Results.List {
			list = append(list, l.link(r.Type))
		}
		results = strings.Join(list, ", ")
	}
	return parameters, results
}

func (l *library) code(node any) string { return "```go\n" + l.source(node) + "\n```\n\n" }

// source is a part of a file as gofmt writes it.
func (l *library) source(node any) string {
	var text strings.Builder
	if err := format.Node(&text, l.set, node); err != nil {
		panic(fmt.Sprintf("reference: %s: %v", l.below, err)) // it has just been parsed
	}
	return text.String()
}

// example is the code of an example and what it prints, both of which a test has seen.
func (l *library) example(e *doc.Example) string {
	text := l.source(&printer.CommentedNode{Node: e.Code, Comments: e.Comments})
	text = strings.TrimSuffix(strings.TrimPrefix(text, "{\n"), "\n}")
	if at := strings.LastIndex(text, "// Output:"); at >= 0 && e.Output != "" {
		text = text[:at]
	}
	var plain []string
	for line := range strings.Lines(strings.TrimRight(text, "\n\t ")) {
		plain = append(plain, strings.TrimPrefix(line, "\t"))
	}
	out := l.text(e.Doc) + "```go\n" + strings.Join(plain, "") + "\n```\n\n"
	if e.Output != "" {
		out += "```text\n" + strings.TrimRight(e.Output, "\n") + "\n```\n\n"
	}
	return out
}

// text is a comment as Markdown.
func (l *library) text(of string) string {
	if of == "" {
		return ""
	}
	p := l.Printer()
	p.HeadingLevel = 2
	p.HeadingID = func(*comment.Heading) string { return "" }
	p.DocLinkURL = l.linkURL
	parsed := l.Parser().Parse(of)
	var out strings.Builder
	for _, block := range parsed.Content {
		if code, ok := block.(*comment.Code); ok {
			out.WriteString("```" + language(code.Text) + "\n" + code.Text + "```\n\n")
			continue
		}
		out.Write(p.Markdown(&comment.Doc{Content: []comment.Block{block}, Links: nil}))
		out.WriteString("\n")
	}
	return out.String()
}

// cell is a comment as one line of a table.
func (l *library) cell(of string) string {
	text := strings.ReplaceAll(strings.Join(strings.Fields(l.text(of)), " "), "|", "\\|")
	return bareLink.ReplaceAllString(text, "[$1]($2)")
}

// bareLink is an address that is its own text: its host says enough.
var bareLink = regexp.MustCompile(`\[https://([^/\]]+)[^\]]*\]\((https://[^)]+)\)`)

// language of a block in a comment: Go where it is whole, and else nothing that can be told.
func language(code string) string {
	for _, around := range [][2]string{{"", ""}, {"func _() {\n", "\n}"}} {
		text := "package p\n" + around[0] + code + around[1]
		if _, err := parser.ParseFile(token.NewFileSet(), "", text, parser.SkipObjectResolution); err == nil {
			return "go"
		}
	}
	return "text"
}

// linkURL leads from a name in brackets to its page.
func (l *library) linkURL(to *comment.DocLink) string {
	other, page := l, ""
	if to.ImportPath != "" && to.ImportPath != l.ImportPath {
		if other = l.all[to.ImportPath]; other == nil {
			return "https://pkg.go.dev/" + to.ImportPath + "#" + strings.TrimPrefix(to.Recv+"."+to.Name, ".")
		}
		page = other.page()
	}
	if to.Name == "" {
		return page
	}
	return page + "#" + anchor(other.heading(cmp.Or(to.Recv, to.Name)))
}

// heading under which the page says what the name is.
func (l *library) heading(name string) string {
	has := func(groups []*doc.Value) bool {
		return slices.ContainsFunc(groups, func(g *doc.Value) bool { return slices.Contains(g.Names, name) })
	}
	for _, t := range l.Types {
		if has(t.Consts) || has(t.Vars) {
			return t.Name
		}
	}
	switch {
	case has(l.Consts):
		return "Constants"
	case has(l.Vars):
		return "Variables"
	}
	return name
}
