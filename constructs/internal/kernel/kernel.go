// Package kernel starts and stops the Node process that executes CDKTF, tuned for speed.
//
// [Start] replaces the process that the bindings prepared at package init by one that is a fifth as slow and large and
// says the same: preload.cjs tells how. Setting [PlainVariable] to "1" turns that off.
package kernel

import (
	_ "embed"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/aws/jsii-runtime-go"
	aws "github.com/cdktf/cdktf-provider-aws-go/aws/v19/jsii"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tempfolder"
	"github.com/fargate-ai/fargate-ai-service/internal/interrupt"
)

// PlainVariable is the environment variable that, set to "1", runs jsii, CDKTF and the AWS provider as published.
const PlainVariable = "FARGATEAI_PLAIN_KERNEL"

//go:embed preload.cjs
var preload []byte

// temporary is the folder that the kernel of [Start] has for its files, or "".
var temporary string

// Start prepares a new kernel; the next jsii call starts it. The returned function ends it and removes its files.
// Objects of an earlier kernel must not be used any more.
func Start() (stop func(), err error) {
	jsii.Close() // the environment of the process is fixed when it is prepared, and the bindings did that at init
	if err := tempfolder.Retry(); err != nil {
		return nil, err
	}
	if err := findNode(); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "fargateai-kernel.*")
	if err == nil {
		dir, err = filepath.Abs(dir) // Node resolves what it is given in other folders, too
	}
	if err != nil {
		return nil, tempfolder.Explain(err)
	}
	temporary = dir
	e := environment{}
	stop = func() {
		if interrupt.Stopping() { // the program may still call jsii, which would prepare another process
			keepTemporary(environment{}, dir)
		}
		jsii.Close()
		e.restore()
		temporary = ""
		os.RemoveAll(dir)
	}
	if os.Getenv("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION") == "" {
		e.set("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", strconv.Itoa(leastNode))
	}
	if !packagesKept() {
		e.set("JSII_RUNTIME_PACKAGE_CACHE", "disabled")
	}
	if os.Getenv(PlainVariable) != "1" {
		file, err := writePreload(dir)
		if err != nil {
			stop()
			return nil, tempfolder.Explain(err)
		}
		options := os.Getenv("NODE_OPTIONS")
		if options == "" {
			options = "--max-old-space-size=4069" // jsii's own default, which any other value of NODE_OPTIONS replaces
		}
		e.set("NODE_OPTIONS", options+" --preserve-symlinks --require="+quoted(file))
	}
	return stop, nil
}

// quoted is a path as NODE_OPTIONS takes it: a backslash stands before a quote or another backslash, and all else as it
// is, newlines and letters of any language too.
func quoted(path string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(path) + `"`
}

// Load starts Node, unless it runs, and has it load CDKTF and the AWS provider. Temporary files of the jsii client and
// of Node go into the kernel's folder meanwhile, so that they are gone with it however the program ends.
func Load() (err error) {
	e := environment{}
	defer e.restore()
	if temporary != "" {
		keepTemporary(e, temporary)
	}
	defer func() {
		if failure := recover(); failure != nil {
			err = explainStart(failure)
		}
	}()
	aws.Initialize()
	return nil
}

// keepTemporary has temporary files go into a folder.
func keepTemporary(e environment, dir string) {
	for _, name := range temporaryVariables() {
		e.set(name, dir)
	}
}

func temporaryVariables() []string {
	if runtime.GOOS == "windows" {
		return []string{"TMP", "TEMP"}
	}
	return []string{"TMPDIR"}
}

// environment is what variables of the environment were before.
type environment map[string]*string

func (e environment) set(name, value string) {
	if old, had := os.LookupEnv(name); had {
		e[name] = &old
	} else {
		e[name] = nil
	}
	os.Setenv(name, value)
}

func (e environment) restore() {
	for name, old := range e {
		if old != nil {
			os.Setenv(name, *old)
		} else {
			os.Unsetenv(name)
		}
	}
}

// writePreload writes preload.cjs and what it reads into a folder.
func writePreload(dir string) (file string, err error) {
	settings, err := json.Marshal(map[string]any{"cache": cacheDir(), "digests": digests()})
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
