// Package kernel starts and stops the Node process that executes CDKTF, tuned for speed.
//
// [Start] replaces the process that the bindings prepared at package init by one that is a fifth as slow and large and
// says the same: preload.cjs tells how. Setting [PlainVariable] to "1" turns that off.
package kernel

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/jsii-runtime-go"
)

// PlainVariable is the environment variable that, set to "1", runs jsii, CDKTF and the AWS provider as published.
const PlainVariable = "FARGATEAI_PLAIN_KERNEL"

// leastNode is the oldest Node release that CDKTF 0.21 supports.
const leastNode = 20

//go:embed preload.cjs
var preload []byte

// Start prepares a new kernel; the next jsii call starts it. The returned function ends it and removes its files.
// Objects of an earlier kernel must not be used any more.
func Start() (stop func(), err error) {
	if err := findNode(); err != nil {
		return nil, err
	}
	var undo []func()
	undoAll := func() {
		for _, v := range slices.Backward(undo) {
			v()
		}
	}
	set := func(name, value string) {
		old, had := os.LookupEnv(name)
		os.Setenv(name, value)
		undo = append(undo, func() {
			if had {
				os.Setenv(name, old)
			} else {
				os.Unsetenv(name)
			}
		})
	}
	if os.Getenv("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION") == "" {
		set("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", strconv.Itoa(leastNode))
	}
	if os.Getenv(PlainVariable) != "1" {
		dir, err := os.MkdirTemp("", "fargateai-kernel.*")
		if err != nil {
			undoAll()
			return nil, fmt.Errorf("prepare the fast kernel: %w", err)
		}
		undo = append(undo, func() { os.RemoveAll(dir) })
		file, err := writePreload(dir)
		if err != nil {
			undoAll()
			return nil, fmt.Errorf("prepare the fast kernel: %w", err)
		}
		options := os.Getenv("NODE_OPTIONS")
		if options == "" {
			options = "--max-old-space-size=4069" // jsii's own default, which any other value of NODE_OPTIONS replaces
		}
		set("NODE_OPTIONS", options+" --preserve-symlinks --require="+strconv.Quote(file))
	}
	jsii.Close() // the environment of the process is fixed when it is prepared, and the bindings did that at init
	return func() {
		jsii.Close()
		undoAll()
	}, nil
}

// writePreload writes preload.cjs and what it reads into a folder.
func writePreload(dir string) (file string, err error) {
	settings, err := json.Marshal(map[string]any{"leastNode": leastNode, "cache": cacheDir(), "digests": digests()})
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(dir, "settings.json"), settings, 0o600); err != nil {
		return "", err
	}
	file = filepath.Join(dir, "preload.cjs")
	return file, os.WriteFile(file, preload, 0o600)
}

// Hush is for a program that stops its kernel and ends. The jsii client waits twice for the same process and prints the
// second wait's failure, at times only when the kernel has stopped: from here on, nothing that is written to os.Stderr
// is seen. Who still has something to say keeps a copy of it.
func Hush() {
	if null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0); err == nil {
		os.Stderr = null
	}
}

// findNode explains a missing Node before jsii would panic about it. A too old one explains itself: see preload.cjs.
func findNode() error {
	name := os.Getenv("JSII_NODE")
	if name == "" {
		name = "node"
	}
	if os.Getenv("JSII_RUNTIME") != "" {
		return nil
	}
	if _, err := exec.LookPath(name); err != nil {
		return fmt.Errorf("%s was not found on PATH: CDKTF runs on Node.js; install Node %d or newer (https://nodejs.org) "+
			"or set JSII_NODE to its path", name, leastNode)
	}
	return nil
}

// Explain turns a failure of the kernel into the sentence a user can act on.
func Explain(failure any) error {
	text := fmt.Sprint(failure)
	if err, ok := failure.(error); ok {
		text = err.Error()
	}
	text = strings.TrimPrefix(text, "Error: ")
	if i := strings.Index(text, "\n    at "); i >= 0 { // a JavaScript stack trace helps nobody here
		text = text[:i]
	}
	return fmt.Errorf("%s", strings.TrimSpace(text))
}
