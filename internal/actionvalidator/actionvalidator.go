// Package actionvalidator asks action-validator about workflows: a reader of its own, which holds them against the JSON
// Schema that editors use for GitHub's workflows. It shares no code with actionlint.
package actionvalidator

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

const (
	name    = "@action-validator/core"
	release = "0.6.0"
)

// newer are permissions that the schema of this release is older than.
var newer = strings.NewReplacer(" attestations: write", " id-token: write")

//go:embed validate.cjs
var script string

// Refused says of each workflow that action-validator refuses why, by the names of the workflows.
func Refused(t testing.TB, workflows map[string][]byte) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for name, text := range workflows {
		texts[name] = newer.Replace(string(text))
	}
	given, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	node := exec.Command(testkit.Tool(t, "node"), "-e", script, testkit.NPM(t, name, release, nil))
	node.Stdin = bytes.NewReader(given)
	var said bytes.Buffer
	node.Stderr = &said
	printed, err := node.Output()
	if err != nil {
		t.Fatalf("action-validator: %v\n%s", err, &said)
	}
	// Globs are only read where it runs as a native program. It says so on stdout.
	answer := printed[bytes.LastIndexByte(bytes.TrimSpace(printed), '\n')+1:]
	var errors map[string]json.RawMessage
	if err := json.Unmarshal(answer, &errors); err != nil {
		t.Fatalf("action-validator answered %q: %v", printed, err)
	}
	out := map[string]string{}
	for name, found := range errors {
		out[name] = string(found)
	}
	return out
}
