package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Least number of different expectations "path rule" in the tests of all packages.
const leastExpectations = 400

func TestEveryRuleIsExpectedByATest(t *testing.T) {
	found, err := read(constructs)
	if err != nil {
		t.Fatal(err)
	}
	expected, err := expectations(constructs)
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for _, d := range found {
		if len(expected[d.rule.ID]) == 0 {
			t.Errorf("%s: no test expects a mistake of the rule %s", d.position, d.rule.ID)
		}
		cases += len(expected[d.rule.ID])
	}
	if cases < leastExpectations {
		t.Errorf("%d different wrong values are expected to be refused, want at least %d", cases, leastExpectations)
	}
	t.Logf("%d rules, %d different wrong values", len(found), cases)
}

// expectations are the texts in tests that end with the id of a rule, by that id: "port range" and the package it
// stands in.
func expectations(folder string) (map[string]map[string]bool, error) {
	found := map[string]map[string]bool{}
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, "_test.go") {
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
			id := text[strings.LastIndexByte(text, ' ')+1:]
			if found[id] == nil {
				found[id] = map[string]bool{}
			}
			found[id][filepath.Dir(name)+": "+text] = true
			return true
		})
		return nil
	})
	return found, err
}
