package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// rulesPath is the import path of the package whose type Rule declares a rule.
const rulesPath = "github.com/fargate-ai/fargate-ai-service/constructs/rules"

// A source is one package: its files without the tests.
type source struct {
	path  string // below the folder that is read, such as "pipeline/workflow"
	set   *token.FileSet
	files []*ast.File
}

// read returns the rules that the packages under folder declare, and all mistakes in their declarations at once.
func read(folder string) ([]declaration, error) {
	packages, err := parse(folder)
	if err != nil {
		return nil, err
	}
	var found []declaration
	var mistakes []error
	for _, p := range packages {
		declared, wrong := p.declarations()
		found, mistakes = append(found, declared...), append(mistakes, wrong...)
	}
	countUses(packages, found)
	return found, errors.Join(mistakes...)
}

// parse reads the packages under folder, sorted by path.
func parse(folder string) ([]*source, error) {
	set := token.NewFileSet()
	byPath := map[string]*source{}
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if entry.Name() == "testdata" {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(folder, filepath.Dir(name))
		if err != nil {
			return err
		}
		below = filepath.ToSlash(below)
		if byPath[below] == nil {
			byPath[below] = &source{path: below, set: set}
		}
		byPath[below].files = append(byPath[below].files, file)
		return nil
	})
	packages := make([]*source, 0, len(byPath))
	for _, p := range byPath {
		packages = append(packages, p)
	}
	slices.SortFunc(packages, func(a, b *source) int { return strings.Compare(a.path, b.path) })
	return packages, err
}

// importName is what file calls the package of the import path, or "" when it does not import it.
func importName(file *ast.File, of string) string {
	for _, spec := range file.Imports {
		if strings.Trim(spec.Path.Value, `"`) != of {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path.Base(of)
	}
	return ""
}

// errorAt is a mistake in the source.
func (p *source) errorAt(node ast.Node, format string, values ...any) error {
	return fmt.Errorf("%s: %s", p.set.Position(node.Pos()), fmt.Sprintf(format, values...))
}
