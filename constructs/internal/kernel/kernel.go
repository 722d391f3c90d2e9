// Package kernel starts and stops the Node process that executes CDKTF, tuned for speed.
//
// [Start] replaces the process that the bindings prepared at package init by one that is a fifth as slow and large and
// says the same: preload.cjs tells how. Setting [PlainVariable] to "1" turns that off.
package kernel

import (
	"bytes"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/aws/jsii-runtime-go"
)

// PlainVariable is the environment variable that, set to "1", runs jsii, CDKTF and the AWS provider as they are published.
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
			return nil, fmt.Errorf("prepare the fast kernel: %w", err)
		}
		undo = append(undo, func() { os.RemoveAll(dir) })
		file := filepath.Join(dir, "preload.cjs")
		if err := os.WriteFile(file, preload, 0o600); err != nil {
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
		closeQuietly()
		for i := len(undo) - 1; i >= 0; i-- {
			undo[i]()
		}
	}, nil
}

// closeQuietly ends the kernel. The jsii client waits twice for the same process and reports the second wait's failure on
// stderr, at times only after Close; the report means nothing and is kept from the user.
func closeQuietly() {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		jsii.Close()
		return
	}
	stderr := os.Stderr
	os.Stderr = null
	jsii.Close()
	for range 100 {
		if !clientWaits() {
			break
		}
		time.Sleep(time.Millisecond)
	}
	os.Stderr = stderr
}

// clientWaits reports whether a goroutine of the jsii client is still about to report the end of its process.
func clientWaits() bool {
	stacks := make([]byte, 1<<20)
	return bytes.Contains(stacks[:runtime.Stack(stacks, true)], []byte("jsii-runtime-go/internal/kernel/process."))
}

// findNode explains a missing or too old Node before jsii would panic about it.
func findNode() error {
	name := os.Getenv("JSII_NODE")
	if name == "" {
		name = "node"
	}
	if os.Getenv("JSII_RUNTIME") != "" {
		return nil
	}
	if _, err := exec.LookPath(name); err != nil {
		return fmt.Errorf("%s was not found on PATH: CDKTF runs on Node.js; install Node %d or newer (https://nodejs.org) or set JSII_NODE to its path", name, leastNode)
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
