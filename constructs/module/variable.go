package module

import (
	"regexp"
	"slices"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

// Variable describes a variable. None takes null: whoever passes it gets the default.
type Variable struct {
	// Description for whoever calls the module: what it is, its unit, and what a change does. Required.
	Description string
	// Default is a string, a number, a bool, []string or map[string]string. Default: none, and the variable has to be
	// given.
	Default any
	// Example of a value, for the README. Required where there is no Default.
	Example any
	// Sensitive keeps the value out of what Terraform prints. Default: false.
	Sensitive bool
	// Checks that a value has to pass before anything is planned. Default: its type alone.
	Checks []Check
}

// variable is one that was declared.
type variable struct {
	Variable
	name, kind string
}

func (v *variable) required() bool { return v.Default == nil }

var nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func (v *variable) problems(all []*variable) (ms rules.Mistakes) {
	if !nameForm.MatchString(v.name) || slices.Contains(reserved, v.name) {
		ms.Break(variableName, "", check.Quote(v.name), "lower-case letters, digits and underscores, and none of "+
			check.Words(reserved), "")
	}
	if slices.ContainsFunc(all, func(other *variable) bool { return other.name == v.name }) {
		ms.Break(rules.Unique, "", check.Quote(v.name)+" again", "a name of its own", "keep what the first call returned")
	}
	check.Required(&ms, "description", v.Description, "what the variable is, for whoever calls the module", "")
	if v.required() && v.Example == nil {
		ms.Break(variableExample, "example", "", "a value that the README can show", "")
	}
	for path, value := range map[string]any{"default": v.Default, "example": v.Example} {
		if value == nil {
			continue
		}
		plain, ok := plainly(value, v.kind)
		if !ok {
			ms.Break(rules.Invalid, path, check.Quote(literal(value)), "a value of the type "+v.kind, "")
			continue
		}
		for _, c := range v.Checks {
			c.judgeAll(&ms, path, plain)
		}
	}
	return ms
}

// declare makes the variable in the tree. A refused one is unknown.
func (m *Module) declare(name, kind string, given Variable) (cdktf.TerraformVariable, bool) {
	v := &variable{Variable: given, name: name, kind: kind}
	if ms := v.problems(m.variables); len(ms) > 0 {
		m.broken("variables."+name, ms)
		return nil, false
	}
	m.variables = append(m.variables, v)
	m.state()
	config := &cdktf.TerraformVariableConfig{Type: jsii.String(kind), Description: jsii.String(v.Description),
		Nullable: jsii.Bool(false)}
	if v.Sensitive {
		config.Sensitive = jsii.Bool(true)
	}
	if v.Default != nil {
		config.Default = asDefault(v.Default)
	}
	if clauses := v.validations(); len(clauses) > 0 {
		list := make([]*cdktf.TerraformVariableValidationConfig, len(clauses))
		for i, c := range clauses {
			list[i] = &cdktf.TerraformVariableValidationConfig{Condition: "${" + c.condition + "}",
				ErrorMessage: jsii.String(c.message.template())}
		}
		config.Validation = &list
	}
	return cdktf.NewTerraformVariable(m, jsii.String(name), config), true
}

// Text declares a variable of the type string and returns what props take for it.
func (m *Module) Text(name string, v Variable) string {
	made, ok := m.declare(name, "string", v)
	if !ok {
		return token.Unknown
	}
	return *made.StringValue()
}

// Number declares a variable of the type number.
func (m *Module) Number(name string, v Variable) *float64 {
	made, ok := m.declare(name, "number", v)
	if !ok {
		return jsii.Number(token.UnknownNumber)
	}
	return made.NumberValue()
}

// List declares a variable of the type list(string).
func (m *Module) List(name string, v Variable) *[]*string {
	made, ok := m.declare(name, "list(string)", v)
	if !ok {
		return bridge.Strings(token.Unknown)
	}
	return made.ListValue()
}

// Map declares a variable of the type map(string) for Environment or Tags, alone or beside entries that the program
// states; in Environment those win.
func (m *Module) Map(name string, v Variable) map[string]string {
	reference := m.mapReference(name, v)
	return map[string]string{reference: reference}
}

// Secrets declares a variable of the type map(string): ARNs of secrets or parameters, by the names of the environment
// variables that they become, with a secret's key and version after its ARN where ECS shall take out one. The role that
// starts tasks may read exactly these.
func (m *Module) Secrets(name string, v Variable) map[string]secrets.Reference {
	reference := m.mapReference(name, v)
	return map[string]secrets.Reference{reference: {SecretARN: reference}}
}

func (m *Module) mapReference(name string, v Variable) string {
	made, ok := m.declare(name, "map(string)", v)
	if !ok {
		return token.Unknown
	}
	return *made.StringValue()
}

// Flag declares a variable of the type bool and returns an expression for [Module.Set].
func (m *Module) Flag(name string, v Variable) string {
	made, ok := m.declare(name, "bool", v)
	if !ok {
		return token.Unknown
	}
	return *made.StringValue()
}

// Not returns the expression that turns a [Module.Flag] round.
func Not(flag string) string {
	if flag == token.Unknown {
		return flag
	}
	return *cdktf.Token_AsString(cdktf.Op_Not(flag), nil)
}
