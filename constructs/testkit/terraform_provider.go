package testkit

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-exec/tfexec"
)

// keep ends the provider when the test binary ends, however that ends: then its standard input closes.
const keep = `"$0" -debug & read -r _; kill $!; wait`

// serveProvider starts the provider of an initialized folder for the rest of the test, and says how Terraform finds it.
//
// The AWS provider takes longer to start than most plans take to make. One that is started for debugging serves every Terraform command of a
// stack (https://developer.hashicorp.com/terraform/plugin/debugging): the same provider, at a third of the time. Without a shell, or with
// other providers than AWS's, there is none and Terraform starts its own.
func serveProvider(t testing.TB, initialized string, env map[string]string) tfexec.ReattachInfo {
	t.Helper()
	binaries, err := filepath.Glob(filepath.Join(initialized, ".terraform/providers/*/*/*/*/*/terraform-provider-*"))
	if err != nil || len(binaries) != 1 || !strings.HasPrefix(filepath.Base(binaries[0]), "terraform-provider-aws") {
		return nil
	}
	shell, err := exec.LookPath("sh")
	if err != nil {
		return nil
	}
	process, info, err := startProvider(shell, binaries[0], env)
	if err != nil {
		t.Fatalf("start the AWS provider: %v", err)
	}
	t.Cleanup(process.stop)
	return info
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
	return nil, fmt.Errorf("it ended before it listened: %v", lines.Err())
}
