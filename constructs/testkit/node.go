package testkit

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// Node returns a release of Node.js, installed into the user's cache from npm's registry, which has a package of each
// platform's program.
func Node(t testing.TB, release string) string {
	t.Helper()
	npm := Tool(t, "npm")
	platform, ok := map[string]string{"amd64": "x64", "arm64": "arm64"}[runtime.GOARCH]
	if !ok {
		t.Fatalf("npm's registry has no Node.js for %s", runtime.GOARCH)
	}
	name := "node-" + runtime.GOOS + "-" + platform
	program := filepath.Join("node_modules", name, "bin", "node")
	dir, err := cached("node-"+release, holds(program), func(dir string) error {
		install := exec.Command(npm, "install", "--prefix", dir, "--no-save", "--ignore-scripts", name+"@"+release)
		if text, err := install.CombinedOutput(); err != nil {
			return fmt.Errorf("npm install %s@%s: %w\n%s", name, release, err, text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, program)
}
