package kernel

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
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

// A path goes through NODE_OPTIONS as it is.
func TestFoldersOfAnyName(t *testing.T) {
	for _, name := range []string{"t mp é", "t\nmp", `t"m'p`, "t$HOME`id`", "日本"} {
		dir := filepath.Join(t.TempDir(), name)
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		t.Setenv("TMPDIR", dir)
		stop, err := Start()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(nodeName(), "--eval", "")
		if text, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%q: %v\n%s", name, err, text)
		}
		stop()
	}
	t.Chdir(t.TempDir())
	t.Setenv("TMPDIR", ".")
	stop, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	if !filepath.IsAbs(temporary) {
		t.Errorf("Node is given %s", temporary)
	}
}

// What is called node may be anything.
func TestWhatIsNoNode(t *testing.T) {
	usual := patience
	defer func() { patience = usual }()
	for script, want := range map[string]string{
		"sleep 100":                           "it does not say its version within 2s",
		"trap '' TERM\nsleep 100 &":           "is not Node.js",
		"exec cat /dev/zero":                  "is not Node.js",
		"exec yes":                            "is not Node.js",
		"echo Now using node v20":             "is not Node.js",
		"exit 0":                              "is not Node.js",
		"echo 'Error: no libc' >&2; exit 127": "exit status 127: Error: no libc",
	} {
		file := filepath.Join(t.TempDir(), "node")
		if err := os.WriteFile(file, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		t.Setenv("JSII_NODE", file)
		if patience = usual; strings.Contains(want, "within") {
			patience = 2 * time.Second
		}
		if err := findNode(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", script, err)
		}
	}
	patience = usual
	t.Setenv("JSII_NODE", t.TempDir())
	if err := findNode(); err == nil || !strings.Contains(err.Error(), "cannot be run: is a directory") {
		t.Errorf("got %v", err)
	}
	t.Setenv("JSII_NODE", "")
	t.Setenv("NODE_OPTIONS", "--require=/nonexistent.js")
	if err := findNode(); err == nil || !strings.Contains(err.Error(), "Cannot find module '/nonexistent.js'") {
		t.Errorf("got %v", err)
	}
}

func TestStartExplainsAMissingNode(t *testing.T) {
	t.Setenv("JSII_NODE", "no-such-node")
	if _, err := Start(); err == nil || !strings.Contains(err.Error(), "install Node 20 or newer") {
		t.Errorf("got %v", err)
	}
}
