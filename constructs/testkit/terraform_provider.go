package testkit

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-exec/tfexec"
)

// keep ends the provider when the test binary ends, however that ends: then its standard input closes.
const keep = `"$0" -debug & read -r _; kill $!; wait`

// serveProvider starts the provider of an initialized folder for the rest of the test, and says how Terraform finds it.
//
// The AWS provider takes longer to start than most plans take to make. One that is started for debugging serves every
// Terraform command of a stack (https://developer.hashicorp.com/terraform/plugin/debugging): the same provider, at a
// third of the time. Without a shell, with other providers than AWS's, or with several configurations of it, there is
// none and Terraform starts its own.
func serveProvider(t testing.TB, initialized string, env map[string]string) tfexec.ReattachInfo {
	t.Helper()
	shell, binary, found := servable(initialized)
	if !found {
		return nil
	}
	process, info, err := startProvider(shell, binary, env)
	if err != nil {
		t.Fatalf("start the AWS provider: %v", err)
	}
	t.Cleanup(process.stop)
	return info
}

// hasAliases reports whether a stack, given as JSON, configures a provider more than once. One process holds one
// configuration: the last that Terraform hands to it.
func hasAliases(text []byte) bool {
	var document struct {
		Provider map[string][]json.RawMessage `json:"provider"`
	}
	if json.Unmarshal(text, &document) != nil {
		return true // in a form that CDKTF does not write
	}
	for _, configurations := range document.Provider {
		if len(configurations) > 1 {
			return true
		}
	}
	return false
}

// servable finds the provider of an initialized folder and the shell that keeps it.
func servable(initialized string) (shell, binary string, found bool) {
	binaries, err := filepath.Glob(filepath.Join(initialized, ".terraform/providers/*/*/*/*/*/terraform-provider-*"))
	if err != nil || len(binaries) != 1 || !strings.HasPrefix(filepath.Base(binaries[0]), "terraform-provider-aws") {
		return "", "", false
	}
	shell, err = exec.LookPath("sh")
	return shell, binaries[0], err == nil
}

// schemas are the providers that serve `terraform validate`, by initialized folder: they only tell their schema, so one
// serves all stacks of a test binary, and ends with it.
var schemas = struct {
	sync.Mutex
	served map[string]served
}{served: map[string]served{}}

// served is a provider and the process that it lives in: when nothing holds its standard input any more, it ends.
type served struct {
	info    tfexec.ReattachInfo
	process *process
}

// serveSchema returns how Terraform finds the provider that serves schemas, or nil where Terraform starts its own.
func serveSchema(initialized string, env map[string]string) (tfexec.ReattachInfo, error) {
	schemas.Lock()
	defer schemas.Unlock()
	if known, found := schemas.served[initialized]; found {
		return known.info, nil
	}
	shell, binary, found := servable(initialized)
	if !found {
		return nil, nil
	}
	process, info, err := startProvider(shell, binary, env)
	if err != nil {
		return nil, fmt.Errorf("start the AWS provider: %w", err)
	}
	schemas.served[initialized] = served{info, process}
	return info, nil
}

func startProvider(shell, binary string, env map[string]string) (*process, tfexec.ReattachInfo, error) {
	p := &process{command: exec.Command(shell, "-c", keep, binary), stderr: &output{}}
	p.command.Stderr = p.stderr
	p.command.Env = []string{}
	for name, value := range env {
		p.command.Env = append(p.command.Env, name+"="+value)
	}
	var err error
	if p.stdin, err = p.command.StdinPipe(); err != nil {
		return nil, nil, err
	}
	stdout, err := p.command.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := p.command.Start(); err != nil {
		return nil, nil, err
	}
	late := time.AfterFunc(3*time.Minute, p.stop)
	defer late.Stop()
	info, err := readReattach(stdout)
	if err != nil {
		p.stop()
		return nil, nil, fmt.Errorf("%w\n%s", err, p.said())
	}
	return p, info, nil
}

// readReattach finds the line TF_REATTACH_PROVIDERS='…' in what the provider prints.
func readReattach(from io.Reader) (tfexec.ReattachInfo, error) {
	lines := bufio.NewScanner(from)
	for lines.Scan() {
		_, value, found := strings.Cut(lines.Text(), "TF_REATTACH_PROVIDERS='")
		if !found {
			continue
		}
		go io.Copy(io.Discard, from) //nolint:errcheck // what it prints later is of no use
		var info tfexec.ReattachInfo
		if err := json.Unmarshal([]byte(strings.TrimSuffix(value, "'")), &info); err != nil {
			return nil, err
		}
		return info, nil
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("it ended before it listened: %w", err)
	}
	return nil, errors.New("it ended before it listened")
}
