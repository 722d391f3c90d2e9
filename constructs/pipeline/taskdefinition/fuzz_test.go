package taskdefinition

import (
	"bytes"
	"testing"
)

func FuzzFromStack(f *testing.F) {
	f.Add(file(f, fixture))
	for _, expression := range []string{`"a"`, `local.d40`, `local.loop`, `jsonencode([for x in local.list : {(x) = x}])`,
		`aws_ecs_task_definition.task.family`} {
		f.Add([]byte(small(expression)))
	}
	f.Add(file(f, "testdata/llm-proxy.plan.json"))
	f.Fuzz(func(t *testing.T, text []byte) {
		all, err := FromStack(text)
		if err != nil {
			all, err = FromPlan(text)
		}
		if err == nil {
			accepted(t, all)
		}
	})
}

// The expressions of a stack, which mutations of the whole document seldom leave well-formed.
func FuzzExpression(f *testing.F) {
	for _, expression := range []string{
		`"a-${local.a}"`, `local.list[1]`, `local.d40`, `1 + 2 > 2 ? "yes" : -1`,
		`join("", [for x in local.list : upper(x)])`, `{for k, v in local.half : k => v...}`,
		`try(element(["a"], 1e3), regexall("a+", "aa")...)`, `merge({a = 1}, {(local.a) = null})`,
		`format("%5.2f|%-9s", 1.5, true)`, "<<E\n%{ if true }x%{ endif ~}\nE\n",
		`data.aws_region.here.name`, `aws_ecs_task_definition.task.cpu`, `values(zipmap(["a"], [1]))[*]`,
		`tolist(toset(["a"]))`, `csvdecode("a,b\n1,2")`,
	} {
		f.Add(expression)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		all, err := FromStack([]byte(small(expression)))
		if err != nil {
			t.Fatal(err)
		}
		accepted(t, all)
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(least))
	f.Add(file(f, "testdata/llm-proxy.task-definition.json"))
	f.Add(
		[]byte(
			`{"taskDefinition": {"taskDefinitionArn": "a", "family": "f", "containerDefinitions": [{"name": "a", ` +
				`"portMappings": [{"hostPort": {}, "containerPort": []}]}]}, "tags": [1]}`,
		),
	)
	f.Fuzz(func(t *testing.T, text []byte) {
		if d, err := Parse(text); err == nil {
			accepted(t, []Definition{d})
		}
	})
}

// accepted requires that what was read has a file, that reads back as the same, unless it has unresolved values.
func accepted(t *testing.T, all []Definition) {
	for _, d := range all {
		text, err := d.JSON()
		if err == nil && len(d.Unresolved) > 0 {
			t.Fatalf("unresolved %v, but a file", d.Unresolved)
		}
		if err != nil {
			continue
		}
		again, err := Parse(text)
		if err != nil {
			continue // it has a member that only Terraform's files have
		}
		second, err := again.JSON()
		if err != nil || !bytes.Equal(text, second) {
			t.Fatalf("got\n%s, %v, want\n%s", second, err, text)
		}
		again.untagged = d.untagged
		if differences, err := Diff(again, d, DiffOptions{}); err != nil || len(differences) > 0 {
			t.Fatalf("a definition differs from itself: %v, %v", differences, err)
		}
	}
}
