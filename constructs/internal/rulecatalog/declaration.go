package main

import (
	"go/ast"
	"go/token"
	"strconv"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// A declaration is a rule and the variable that holds it.
type declaration struct {
	rule     rules.Rule
	variable string
	position token.Position
	uses     int // where the variable is named, besides its declaration
}

// declarations are the package's variables of type Rule. A rule that stands anywhere else would be missing in the
// catalog, so that it is a mistake.
func (p *source) declarations() (found []declaration, mistakes []error) {
	constants := p.constants()
	for _, file := range p.files {
		isRule := p.ruleType(file)
		declared := map[*ast.CompositeLit]bool{}
		for _, v := range named(file, token.VAR) {
			literal, ok := v.value.(*ast.CompositeLit)
			if !ok || !isRule(literal.Type) {
				continue
			}
			declared[literal] = true
			rule, wrong := p.rule(literal, constants)
			mistakes = append(mistakes, wrong...)
			found = append(found, declaration{rule: rule, variable: v.name.Name, position: p.set.Position(v.name.Pos())})
		}
		ast.Inspect(file, func(node ast.Node) bool {
			literal, ok := node.(*ast.CompositeLit)
			switch {
			case !ok || declared[literal] || len(literal.Elts) == 0:
			case isRule(literal.Type) || isListOfRules(literal, isRule):
				mistakes = append(mistakes, p.errorAt(literal, "a rule is a variable of its own, outside of functions"))
			}
			return true
		})
	}
	return found, mistakes
}

// ruleType tells whether an expression in file is the type Rule.
func (p *source) ruleType(file *ast.File) func(ast.Expr) bool {
	imported := importName(file, rulesPath)
	return func(expression ast.Expr) bool {
		switch e := expression.(type) {
		case *ast.Ident:
			return p.path == "rules" && e.Name == "Rule"
		case *ast.SelectorExpr:
			x, ok := e.X.(*ast.Ident)
			return ok && imported != "" && x.Name == imported && e.Sel.Name == "Rule"
		}
		return false
	}
}

// isListOfRules finds rules that leave out their type, which the list states.
func isListOfRules(literal *ast.CompositeLit, isRule func(ast.Expr) bool) bool {
	switch list := literal.Type.(type) {
	case *ast.ArrayType:
		return isRule(list.Elt) && hasLiteral(literal.Elts)
	case *ast.MapType:
		return isRule(list.Value) && hasLiteral(literal.Elts)
	}
	return false
}

func hasLiteral(elements []ast.Expr) bool {
	for _, e := range elements {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			e = pair.Value
		}
		if _, ok := e.(*ast.CompositeLit); ok {
			return true
		}
	}
	return false
}

// A named value is one that a declaration outside of functions gives a name.
type namedValue struct {
	name  *ast.Ident
	value ast.Expr
}

// named are the file's variables, or constants, outside of functions.
func named(file *ast.File, kind token.Token) (found []namedValue) {
	for _, d := range file.Decls {
		group, ok := d.(*ast.GenDecl)
		if !ok || group.Tok != kind {
			continue
		}
		for _, spec := range group.Specs {
			spec := spec.(*ast.ValueSpec)
			for i, value := range spec.Values {
				found = append(found, namedValue{spec.Names[i], value})
			}
		}
	}
	return found
}

// constants are the package's constants outside of functions.
func (p *source) constants() map[string]ast.Expr {
	found := map[string]ast.Expr{}
	for _, file := range p.files {
		for _, c := range named(file, token.CONST) {
			found[c.name.Name] = c.value
		}
	}
	return found
}

// rule reads the fields of a rule.
func (p *source) rule(literal *ast.CompositeLit, constants map[string]ast.Expr) (rule rules.Rule, mistakes []error) {
	rule.Package = p.path
	fields := map[string]*string{"ID": &rule.ID, "Judges": &rule.Judges, "Why": &rule.Why, "Source": &rule.Source}
	for _, element := range literal.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			mistakes = append(mistakes, p.errorAt(element, "a field of a rule is stated with its name"))
			break
		}
		name := pair.Key.(*ast.Ident).Name // Go allows nothing else in a struct
		field := fields[name]
		if field == nil {
			mistakes = append(mistakes, p.errorAt(pair, "%s is not stated by a declaration", name))
			continue
		}
		if *field, ok = text(pair.Value, constants); !ok {
			mistakes = append(mistakes, p.errorAt(pair.Value, "%s is not a constant text: write it out", name))
		}
	}
	return rule, mistakes
}

// text evaluates literals, constants of the package, and what is put together of them.
func text(expression ast.Expr, constants map[string]ast.Expr) (string, bool) {
	switch e := expression.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.ParenExpr:
		return text(e.X, constants)
	case *ast.Ident:
		if value, ok := constants[e.Name]; ok {
			return text(value, constants)
		}
	case *ast.BinaryExpr:
		left, ok := text(e.X, constants)
		right, alsoOK := text(e.Y, constants)
		return left + right, ok && alsoOK && e.Op == token.ADD
	}
	return "", false
}
