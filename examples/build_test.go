package examples_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
	name := fmt.Sprintf("%x", sha256.Sum256([]byte(folder)))[:16]
	file, err := filepath.Abs(filepath.Join("..", "bin", "programs", name))
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

// run runs the program of a folder there, as `go run .` does, into outdir and returns what it printed.
func run(t *testing.T, dir, outdir string, env ...string) string {
	t.Helper()
	cmd := exec.Command(built(t, dir))
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "CDKTF_OUTDIR="+outdir), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("the program of %s: %v\n%s", dir, err, out)
	}
	return string(out)
}
