package module

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// testFile is run by terraform test, which needs Terraform 1.7 or later for its mocks and no account of AWS.
const testFile = "tests/variables.tftest.hcl"

// mocked are the values of data sources that everything is named by; what a mock makes up is no region.
var mocked = map[string]string{
	"aws_caller_identity": "account_id = \"210987654321\"\narn = \"arn:aws:iam::210987654321:user/test\"\n",
	"aws_partition":       "partition = \"aws\"\ndns_suffix = \"amazonaws.com\"\n",
	"aws_region":          "name = \"eu-west-1\"\nid = \"eu-west-1\"\n",
}

// tests plan the module with its examples, and with a value that each check of a variable refuses: those of several
// variables in one run, since each starts the provider again.
func (m *Module) tests(document map[string]any) []byte {
	data, _ := document["data"].(map[string]any)
	var out strings.Builder
	out.WriteString("# terraform init && terraform test: no provider is asked, so no account is needed.\n")
	for _, p := range providersOf(document) {
		for _, alias := range append([]string{p.name}, p.aliases...) {
			fmt.Fprintf(&out, "mock_provider %s {\n", quoted(p.name))
			if _, name, ok := strings.Cut(alias, "."); ok {
				fmt.Fprintf(&out, "alias = %s\n", quoted(name))
			}
			for _, kind := range check.SortedKeys(mocked) {
				if data[kind] != nil && p.name == "aws" {
					fmt.Fprintf(&out, "mock_data %s {\ndefaults = {\n%s}\n}\n", quoted(kind), mocked[kind])
				}
			}
			out.WriteString("}\n\n")
		}
	}
	out.WriteString("variables {\n")
	for _, v := range m.variables {
		if v.Example != nil {
			fmt.Fprintf(&out, "%s = %s\n", v.name, literal(v.Example))
		}
	}
	out.WriteString("}\n\nrun \"examples\" {\ncommand = plan\n}\n")
	for round, left := 0, true; left; round++ {
		var values, names strings.Builder
		for _, v := range m.variables {
			var clauses []clause
			for _, c := range v.Checks {
				clauses = append(clauses, c.clauses...)
			}
			if round < len(clauses) {
				wrong := clauses[round]
				fmt.Fprintf(&values, "# %s\n%s = %s\n", wrong.words().Rule, v.name, literal(wrong.wrongFor(v.kind)))
				fmt.Fprintf(&names, "var.%s,\n", v.name)
			}
		}
		if left = names.Len() > 0; left {
			fmt.Fprintf(&out, "\nrun \"refused_%d\" {\ncommand = plan\nvariables {\n%s}\nexpect_failures = [\n%s]\n}\n", round+1,
				values.String(), names.String())
		}
	}
	return hclwrite.Format([]byte(out.String()))
}

// wrongFor is a value of a variable's type that the clause refuses.
func (c clause) wrongFor(kind string) any {
	text, isText := c.wrong.(string)
	switch {
	case c.per == keys:
		return map[string]string{text: "x"}
	case isText && kind == "list(string)":
		return []string{text}
	case isText && kind == "map(string)":
		return map[string]string{"A": text}
	default:
		return c.wrong
	}
}
