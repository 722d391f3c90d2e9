package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// folder writes packages, each one file, and returns where they are.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

const importRules = "import " + `"` + rulesPath + `"` + "\n"

func TestRead(t *testing.T) {
	root := folder(t, map[string]string{
		"ecs/ruleset.go": "package ecs\n" + importRules + `
const page = "https://docs.aws.amazon.com/" + "ecs"

var (
	unused = 1
	room   = rules.Rule{ID: "ecs-room", Judges: "a" + ` + "`b`" + ` + ("c"), Why: "d", Source: page + "#room"}
)

func judge(ps *rules.Mistakes) { ps.Break(room, "", "", "", "") }
`,
		"rules/rule.go": "package rules\ntype Rule struct{}\nvar Shared = Rule{ID: \"shared\"}\nvar none = Rule{}\n" +
			"func list() []Rule { return []Rule{Shared} }\n",
		"pipeline/workflow/x.go": "package workflow\nimport r \"" + rulesPath + "\"\n" +
			"var left = r.Rule{ID: \"workflow-left\"}\nfunc f() any { return r.Shared }\n",
		"ecs/ruleset_test.go":    "package ecs\n" + importRules + "var tested = rules.Rule{ID: f()}\n",
		"ecs/testdata/broken.go": "package",
	})
	found, err := read(root)
	if err != nil {
		t.Fatal(err)
	}
	type fact struct {
		Rule     rules.Rule
		Variable string
		Uses     int
	}
	var got []fact
	for _, d := range found {
		got = append(got, fact{d.rule, d.variable, d.uses})
	}
	want := []fact{
		{rules.Rule{ID: "ecs-room", Judges: "abc", Why: "d", Source: "https://docs.aws.amazon.com/ecs#room",
			Package: "ecs"}, "room", 1},
		{rules.Rule{ID: "workflow-left", Package: "pipeline/workflow"}, "left", 0},
		{rules.Rule{ID: "shared", Package: "rules"}, "Shared", 2},
		{rules.Rule{Package: "rules"}, "none", 0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestReadTellsAllMistakes(t *testing.T) {
	root := folder(t, map[string]string{
		"ecs/a.go": "package ecs\n" + importRules + `
var a = rules.Rule{ID: id(), Judges: "x" + y, Why: 1, Package: "ecs"}
var b = rules.Rule{"b", "", "", "", ""}
var c = []rules.Rule{{ID: "c"}}
var d = map[string]rules.Rule{"d": {ID: "d"}}
var e = &rules.Rule{ID: "e"}

func f() { g(rules.Rule{ID: "f"}) }
`,
	})
	_, err := read(root)
	if err == nil {
		t.Fatal("no mistakes")
	}
	at := filepath.Join(root, "ecs", "a.go")
	want := at + `:4:24: ID is not a constant text: write it out
` + at + `:4:38: Judges is not a constant text: write it out
` + at + `:4:52: Why is not a constant text: write it out
` + at + `:4:55: Package is not stated by a declaration
` + at + `:5:20: a field of a rule is stated with its name
` + at + `:6:9: a rule is a variable of its own, outside of functions
` + at + `:7:9: a rule is a variable of its own, outside of functions
` + at + `:8:10: a rule is a variable of its own, outside of functions
` + at + `:10:14: a rule is a variable of its own, outside of functions`
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
