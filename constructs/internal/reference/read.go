package main

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/expectation"
)

const modulePath = "github.com/fargate-ai/fargate-ai-service/constructs/"

// A library is one package that programs import.
type library struct {
	*doc.Package
	below string // the folder of constructs, such as "pipeline/workflow"
	set   *token.FileSet
	all   map[string]*library // of all packages, by import path
	// refused are the ids of the rules that tests see refuse a prop, by the path that mistakes state.
	refused map[string][]string
	values  map[string]string // of the exported constants
}

// page is the name of the package's page.
func (l *library) page() string { return strings.ReplaceAll(l.below, "/", "-") + ".md" }

// read returns the packages under folder that other modules can import, sorted by path.
func read(folder string) ([]*library, error) {
	sources, set, err := parse(folder)
	if err != nil {
		return nil, err
	}
	refused, err := refusals(folder)
	if err != nil {
		return nil, err
	}
	all := map[string]*library{}
	var list []*library
	for below, files := range sources {
		documentation, err := doc.NewFromFiles(set, files, modulePath+below)
		if err != nil {
			return nil, err
		}
		if documentation.Name == "main" || documentation.Doc == "" {
			continue // a program, or nothing but tests
		}
		l := &library{Package: documentation, below: below, set: set, all: all, refused: refused[below]}
		l.values = l.constants()
		all[modulePath+below] = l
		list = append(list, l)
	}
	slices.SortFunc(list, func(a, b *library) int { return strings.Compare(a.below, b.below) })
	return list, nil
}

// parse reads every Go file under folder, by the folder that it stands in.
func parse(folder string) (map[string][]*ast.File, *token.FileSet, error) {
	set, sources := token.NewFileSet(), map[string][]*ast.File{}
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || entry.Name() == "internal"):
			return filepath.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(folder, filepath.Dir(name))
		if err != nil {
			return err
		}
		below = filepath.ToSlash(below)
		sources[below] = append(sources[below], file)
		return nil
	})
	return sources, set, err
}

// refusals are the rules that tests of a package expect, by package and path of the prop.
func refusals(folder string) (map[string]map[string][]string, error) {
	texts, err := expectation.Read(folder)
	if err != nil {
		return nil, err
	}
	found := map[string]map[string][]string{}
	for _, e := range texts {
		if !isRule(e.Rule) || e.Path == "" || strings.ContainsAny(e.Path, " :") {
			continue
		}
		if found[e.Folder] == nil {
			found[e.Folder] = map[string][]string{}
		}
		at := plainPath(e.Path)
		if !slices.Contains(found[e.Folder][at], e.Rule) {
			found[e.Folder][at] = append(found[e.Folder][at], e.Rule)
		}
	}
	return found, nil
}

// constants are the values of the package's exported constants, as they are written.
func (l *library) constants() map[string]string {
	found := map[string]string{}
	groups := slices.Clone(l.Consts)
	for _, t := range l.Types {
		groups = append(groups, t.Consts...)
	}
	for _, g := range groups {
		for _, spec := range g.Decl.Specs {
			spec := spec.(*ast.ValueSpec)
			for i, name := range spec.Names {
				if i < len(spec.Values) {
					found[name.Name] = l.source(spec.Values[i])
				}
			}
		}
	}
	return found
}
