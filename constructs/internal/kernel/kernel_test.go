package kernel

import (
	"errors"
	"os"
	"strings"
	"testing"
)

func TestExplainLeavesOutWhatHelpsNobody(t *testing.T) {
	for _, failure := range []any{
		errors.New("Error: There is already a Construct with name 'a'\n    at Node.addChild (/tmp/x.js:1:2)\n    at y"),
		"There is already a Construct with name 'a'",
	} {
		if got := Explain(failure).Error(); got != "There is already a Construct with name 'a'" {
			t.Errorf("got %q", got)
		}
	}
}

func TestStartPutsTheEnvironmentBack(t *testing.T) {
	t.Setenv("NODE_OPTIONS", "--trace-warnings")
	stop, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	if got := os.Getenv("NODE_OPTIONS"); !strings.HasPrefix(got, "--trace-warnings --preserve-symlinks --require=") {
		t.Errorf("got NODE_OPTIONS %q", got)
	}
	stop()
	if got := os.Getenv("NODE_OPTIONS"); got != "--trace-warnings" {
		t.Errorf("got NODE_OPTIONS %q afterwards", got)
	}
	t.Setenv(PlainVariable, "1")
	if stop, err = Start(); err != nil {
		t.Fatal(err)
	}
	defer stop()
	if got := os.Getenv("NODE_OPTIONS"); got != "--trace-warnings" {
		t.Errorf("the eager mode loads %q", got)
	}
}

func TestStartExplainsAMissingNode(t *testing.T) {
	t.Setenv("JSII_NODE", "no-such-node")
	if _, err := Start(); err == nil || !strings.Contains(err.Error(), "install Node 20 or newer") {
		t.Errorf("got %v", err)
	}
}
