package filterpattern

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// condition compares what a selector points at.
type condition struct {
	selector Selector
	operator string // = != < <= > >=, IS NULL, IS TRUE, IS FALSE, NOT EXISTS
	kind     kind   // of the operand; operandNone where the operator says it all
	operand  string // as written, without quotes or percent signs
}

type kind int

const (
	operandNone kind = iota
	operandNumber
	operandText // may start and end with the wildcard *
	operandRegex
)

const (
	isNull    = "IS NULL"
	isTrue    = "IS TRUE"
	isFalse   = "IS FALSE"
	notExists = "NOT EXISTS"
)

func (c condition) match(line any) bool {
	found := c.selector.find(line)
	if c.operator == notExists {
		return len(found) == 0
	}
	return slices.ContainsFunc(found, c.holds)
}

func (c condition) holds(value any) bool {
	switch c.operator {
	case isNull:
		return value == nil
	case isTrue:
		return value == true
	case isFalse:
		return value == false
	}
	if c.kind == operandNumber {
		n, ok := number(value)
		operand, err := strconv.ParseFloat(c.operand, 64)
		return ok && err == nil && compare(c.operator, n, operand)
	}
	text, ok := text(value)
	return ok && c.equals(text) == (c.operator == "=")
}

func (c condition) equals(text string) bool {
	if c.kind == operandRegex {
		return regexp.MustCompile(expression(c.operand)).MatchString(text)
	}
	if c.operand == "*" {
		return true
	}
	// Only an asterisk at an end is a wildcard; within the text it stands for itself.
	want, before := strings.CutPrefix(c.operand, "*")
	want, after := strings.CutSuffix(want, "*")
	switch {
	case before && after:
		return strings.Contains(text, want)
	case before:
		return strings.HasSuffix(text, want)
	case after:
		return strings.HasPrefix(text, want)
	}
	return text == want
}

func compare(operator string, a, b float64) bool {
	switch operator {
	case "=":
		return a == b
	case "!=":
		return a != b
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	default:
		return a >= b
	}
}

// number is the value of a JSON number.
func number(value any) (float64, bool) {
	n, ok := value.(json.Number)
	f, err := n.Float64()
	if !ok || err != nil {
		return 0, false
	}
	return f, true
}

// text is what strings are compared with: a JSON string, or a number as it is written.
func text(value any) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	}
	return "", false
}

func (c condition) render(b *strings.Builder) {
	b.WriteString(c.selector.String() + " " + c.operator)
	switch c.kind {
	case operandNumber:
		b.WriteString(" " + c.operand)
	case operandText:
		if c.operand == "*" {
			b.WriteString(" *")
			return
		}
		b.WriteString(` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(c.operand) + `"`)
	case operandRegex:
		b.WriteString(" %" + c.operand + "%")
	}
}

func (c condition) selectors(add func(Selector)) { add(c.selector) }
