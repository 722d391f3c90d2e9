package module

import (
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Check is what a value has to hold: the same for Go, which judges Default and Example, and for Terraform, which judges
// what is given. The functions of this package that return one say for which variables it is.
type Check struct{ clauses []clause }

// clause is one condition, with one message.
type clause struct {
	// judge is the rule of the constructs for one value: string, float64, bool, []string or map[string]string.
	judge func(ms *rules.Mistakes, path string, value any)
	// wrong is a value that breaks it, of which the rule says in words what it wants.
	wrong any
	// condition is an expression that holds for the expression of a sound value.
	condition func(value string) string
	per       part
	hidden    bool // the value is not shown: it may be a credential
}

// part of a variable that a clause is about.
type part int

const (
	whole  part = iota
	values      // each value of a list or map
	keys        // each key of a map
	pairs       // each entry of a map, as key and value
)

func one(c clause) Check { return Check{[]clause{c}} }

// judgeAll judges a value of Go.
func (c Check) judgeAll(ms *rules.Mistakes, path string, value any) {
	for _, clause := range c.clauses {
		clause.judgeParts(ms, path, value)
	}
}

func (c clause) judgeParts(ms *rules.Mistakes, path string, value any) {
	list, isList := value.([]string)
	entries, isMap := value.(map[string]string)
	switch {
	case c.per == whole:
		c.judge(ms, path, value)
	case isList:
		for i, v := range list {
			c.judge(ms, rules.Index(path, i), v)
		}
	case isMap:
		for _, key := range check.SortedKeys(entries) {
			at := rules.Join(path, key)
			switch c.per {
			case keys:
				c.judge(ms, at, key)
			case pairs:
				c.judge(ms, at, map[string]string{key: entries[key]})
			default:
				c.judge(ms, at, entries[key])
			}
		}
	}
}

// words are what the rule says of a value that breaks it.
func (c clause) words() rules.Mistake {
	var ms rules.Mistakes
	c.judge(&ms, "", c.wrong)
	if len(ms) == 0 { // a mistake of the library, which its tests find
		panic(fmt.Sprintf("module: no rule refuses %v", c.wrong))
	}
	return ms[0]
}

// validation is a clause for a variable.
type validation struct {
	condition string
	message   message
}

// validations of a variable, in the order of its checks.
func (v *variable) validations() []validation {
	var out []validation
	for _, c := range v.Checks {
		for _, clause := range c.clauses {
			out = append(out, clause.of(v))
		}
	}
	return out
}

func (c clause) of(v *variable) validation {
	reference := "var." + v.name
	m := message{name: v.name, mistake: c.words()}
	if c.per == whole {
		m.got = reference
		if v.kind != "number" && v.kind != "bool" {
			m.got = "jsonencode(" + reference + ")"
		}
		if v.Sensitive || c.hidden {
			m.got = ""
		}
		return validation{c.condition(reference), m}
	}
	name, element, shown := "value", "value", "value"
	if v.kind == "map(string)" {
		name, shown = "key, value", "key"
		if c.per == keys {
			element = "key"
		}
	}
	condition := c.condition(element)
	m.got = fmt.Sprintf(`join(", ", [for %s in %s : %s if !(%s)])`, name, reference, shown, condition)
	if !v.Sensitive {
		return validation{fmt.Sprintf("alltrue([for %s in %s : %s])", name, reference, condition), m}
	}
	m.got = ""
	return validation{fmt.Sprintf("alltrue([for %s in %s : %s])", name, reference, condition), m}
}

// message says what a mistake says, with what was given in it.
type message struct {
	name    string // of the variable
	got     string // an expression; "" for what is not shown
	want    string // a template in the place of the mistake's, whose text is \x01 then; "" for none
	mistake rules.Mistake
}

// parts are the text before and after what was given.
func (m message) parts() (before, after string) {
	mistake := m.mistake
	mistake.Path, mistake.Got = m.name, "\x00"
	before, after, _ = strings.Cut(mistake.String(), "\x00")
	if m.got == "" {
		before += "another value"
	}
	after += " (rule " + m.mistake.Rule + ")."
	return doubleQuotes.Replace(before), doubleQuotes.Replace(after)
}

func (m message) expression() string {
	if m.got == "" {
		return ""
	}
	return "${" + m.got + "}"
}

// doubleQuotes CDKTF writes into HCL as they are.
var doubleQuotes = strings.NewReplacer(`"`, "'")

var inTemplate = strings.NewReplacer("${", "$${", "%{", "%%{")

// template is the message as a template, such as JSON has it.
func (m message) template() string {
	before, after := m.parts()
	return inTemplate.Replace(before) + m.expression() + strings.Replace(inTemplate.Replace(after), "\x01", m.want, 1)
}

// hcl is the message as HCL has it.
func (m message) hcl() string {
	before, after := m.parts()
	return `"` + escaped(before) + m.expression() + strings.Replace(escaped(after), "\x01", m.want, 1) + `"`
}

// escaped is a text within the quotes of HCL.
func escaped(text string) string {
	return inTemplate.Replace(strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(text))
}

// quoted is a text of HCL.
func quoted(text string) string { return `"` + escaped(text) + `"` }
