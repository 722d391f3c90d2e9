package main

import (
	"go/ast"
	"go/doc"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"
)

// structure is the struct that a type is, or nil.
func structure(t *doc.Type) *ast.StructType {
	for _, spec := range t.Decl.Specs {
		if spec, ok := spec.(*ast.TypeSpec); ok && spec.Name.Name == t.Name {
			of, _ := spec.Type.(*ast.StructType)
			return of
		}
	}
	return nil
}

// typeNamed is the package's type of that name, or nil.
func (l *library) typeNamed(name string) *doc.Type {
	at := slices.IndexFunc(l.Types, func(t *doc.Type) bool { return t.Name == name })
	if at < 0 {
		return nil
	}
	return l.Types[at]
}

// A field is one or more fields of a struct that share a type and a comment, or a struct that it embeds.
type field struct {
	names   []string // none for what is embedded
	of      ast.Expr
	comment string
}

func (f field) embedded() bool { return len(f.names) == 0 }

// has tells whether the field is called like that, with whatever letters in capitals.
func (f field) has(name string) bool {
	return slices.ContainsFunc(f.names, func(n string) bool { return strings.EqualFold(n, name) })
}

func fields(of *ast.StructType) (list []field) {
	for _, f := range of.Fields.List {
		one := field{of: f.Type, comment: f.Doc.Text()}
		if one.comment == "" {
			one.comment = f.Comment.Text()
		}
		for _, name := range f.Names {
			one.names = append(one.names, name.Name)
		}
		list = append(list, one)
	}
	return list
}

// base is the type within a pointer, list or map: Settings of *scaling.Settings, and the name of its package, which is
// empty for one of the same package.
func base(of ast.Expr) (pkg, name string) {
	switch t := of.(type) {
	case *ast.StarExpr:
		return base(t.X)
	case *ast.ArrayType:
		return base(t.Elt)
	case *ast.MapType:
		return base(t.Value)
	case *ast.Ident:
		return "", t.Name
	case *ast.SelectorExpr:
		if x, ok := t.X.(*ast.Ident); ok {
			return x.Name, t.Sel.Name
		}
	}
	return "", ""
}

// link is a type as Markdown, which leads to where it is described.
func (l *library) link(of ast.Expr) string {
	text := "`" + types.ExprString(of) + "`"
	pkg, name := base(of)
	if !token.IsExported(name) {
		return text
	}
	if pkg == "" {
		if l.typeNamed(name) == nil {
			return text
		}
		return "[" + text + "](#" + anchor(name) + ")"
	}
	if other := l.imported(pkg); other != nil && other.typeNamed(name) != nil {
		return "[" + text + "](" + other.page() + "#" + anchor(name) + ")"
	}
	return text
}

// imported is the package that files of this one call by that name, if it has a page.
func (l *library) imported(name string) *library {
	for _, at := range l.Imports {
		if path.Base(at) == name && l.all[at] != nil {
			return l.all[at]
		}
	}
	return nil
}

// anchor is how GitHub calls a heading that is one word.
func anchor(heading string) string { return strings.ToLower(heading) }
