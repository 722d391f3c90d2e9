// Package expectation reads what the tests of rules expect: which rule refuses which prop.
package expectation

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
)

// An Expectation is a text in a test that ends with a word that may be the id of a rule: "port range".
type Expectation struct {
	Folder string // of the test, below the folder that is read, with slashes
	Path   string // of the prop: what stands before the last word
	Rule   string
}

// Read returns the texts in the tests under folder. Each stands for itself once, however often it is written. Most are
// no expectation at all: whoever knows the ids of rules can tell.
func Read(folder string) ([]Expectation, error) {
	var found []Expectation
	seen := map[Expectation]bool{}
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		below, err := filepath.Rel(folder, filepath.Dir(name))
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			literal, ok := node.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				return true
			}
			cut := strings.LastIndexByte(text, ' ')
			e := Expectation{Folder: filepath.ToSlash(below), Path: text[:max(cut, 0)], Rule: text[cut+1:]}
			if !seen[e] {
				seen[e] = true
				found = append(found, e)
			}
			return true
		})
		return nil
	})
	return found, err
}
