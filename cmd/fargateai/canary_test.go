package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/canary"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// fed are documents and the commands that read them; FILE stands for the document.
var fed = []struct{ file, command string }{
	{"../../constructs/review/testdata/proxy.tf.json", "review FILE"},
	{"../../constructs/review/testdata/proxy.plan.json", "review --html FILE"},
	{"../../constructs/review/testdata/proxy.tf.json", "estimate FILE"},
	{"../../constructs/review/testdata/proxy.plan.json", "plan-review FILE"},
	{definitionFiles + "tf.json", "task-definition diff " + definitionFiles + "task-definition.json FILE"},
	{definitionFiles + "task-definition.json", "task-definition diff FILE " + definitionFiles + "tf.json"},
	{testdata + "promptfoo-mixed.json", "eval-gate FILE"},
	{testdata + "deepeval-mixed.json", "eval-gate --json FILE"},
	{testdata + "openai-mixed.json", "eval-gate FILE"},
}

// step over the places of a document, which are more than a thousand in a plan.
const step = 13

// TestNoCommandTellsASecret: a credential at any place of a document is in nothing that a command says of it.
func TestNoCommandTellsASecret(t *testing.T) {
	tried := 0
	for _, test := range fed {
		t.Run(filepath.Base(test.file)+" "+test.command, func(t *testing.T) {
			text, err := os.ReadFile(test.file)
			if err != nil {
				t.Fatal(err)
			}
			canaries := canary.All(uint64(len(text)))
			for i := 0; ; i += step {
				c := canaries[tried%len(canaries)]
				planted, done := plant(t, text, i, c)
				if done {
					break
				}
				tried++
				path := write(t, "document.json", planted)
				got := fargateai(t, strings.Fields(strings.ReplaceAll(test.command, "FILE", path))...)
				if told := got.stdout + got.stderr; strings.Contains(told, c.Secret) {
					t.Errorf("place %d: %s is told:\n%s", i, c.Shape, around(told, c.Secret))
				}
			}
		})
	}
	figure.Say(t, "canary-documents", tried)
	if tried < 250 {
		t.Errorf("only %d places were tried", tried)
	}
}

// plant puts a canary at place i of a document: in a string, or beside a telling name in an object.
func plant(t *testing.T, text []byte, i int, c canary.Canary) (planted string, done bool) {
	t.Helper()
	var document any
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	at := 0
	here := func() bool { at++; return at-1 == i }
	var walk func(v any) any
	walk = func(v any) any {
		switch v := v.(type) {
		case string:
			if here() {
				return c.Text
			}
		case []any:
			for j := range v {
				v[j] = walk(v[j])
			}
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(v)) {
				v[name] = walk(v[name])
			}
			if here() {
				v["db_password"] = c.Secret
			}
		}
		return v
	}
	out, err := json.Marshal(walk(document))
	if err != nil {
		t.Fatal(err)
	}
	return string(out), at <= i
}

func around(text, secret string) string {
	i := strings.Index(text, secret)
	return fmt.Sprintf("…%s…", text[max(0, i-120):min(len(text), i+60)])
}
