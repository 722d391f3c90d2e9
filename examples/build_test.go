package examples_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// builds are the programs that have been built, by their folders.
var builds sync.Map

// built is the executable of a folder's program. Many tests run each program, and linking one takes seconds.
func built(t *testing.T, dir string) string {
	t.Helper()
	folder, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	file, err := kept("programs", folder)
	if err != nil {
		t.Fatal(err)
	}
	once, _ := builds.LoadOrStore(folder, sync.OnceValue(func() error {
		cmd := exec.Command("go", "build", "-ldflags", "-s -w", "-o", file, ".") // no debugger reads it
		cmd.Dir = folder
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("go build in %s: %w\n%s", dir, err, out)
		}
		return nil
	}))
	if err := once.(func() error)(); err != nil {
		t.Fatal(err)
	}
	return file
}

// kept is the path of something that stays below bin from one run of the tests to the next.
func kept(kind, of string) (string, error) {
	return filepath.Abs(filepath.Join("..", "bin", kind, fmt.Sprintf("%x", sha256.Sum256([]byte(of)))[:16]))
}

// output of a program.
type output struct{ dir, printed string }

// written are the outputs of programs and settings that more than one test reads.
var written sync.Map

// wrote is the output of a program with the given settings, which runs once for all tests that read it. They change
// nothing in its folder.
func wrote(t *testing.T, dir string, env ...string) output {
	t.Helper()
	key := strings.Join(append([]string{dir}, env...), "\n")
	once, _ := written.LoadOrStore(key, sync.OnceValues(func() (output, error) {
		folder, err := kept("outputs", key)
		if err != nil {
			return output{}, err
		}
		outdir := filepath.Join(folder, "cdktf.out") // some programs write beside it, too
		printed, err := program(t, dir, outdir, env...)
		return output{outdir, printed}, err
	}))
	out, err := once.(func() (output, error))()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// run runs the program of a folder there, as `go run .` does, into outdir and returns what it printed.
func run(t *testing.T, dir, outdir string, env ...string) string {
	t.Helper()
	out, err := program(t, dir, outdir, env...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func program(t *testing.T, dir, outdir string, env ...string) (printed string, err error) {
	t.Helper()
	cmd := exec.Command(built(t, dir))
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "CDKTF_OUTDIR="+outdir), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("the program of %s: %w\n%s", dir, err, out)
	}
	return string(out), nil
}
