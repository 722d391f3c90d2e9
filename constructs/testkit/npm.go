package testkit

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// NPM is the folder of a package of npm's registry, installed with what it needs into the user's cache. No script of a
// package runs. What prepare does in the folder, if it is not nil, is done once.
func NPM(t testing.TB, name, release string, prepare func(dir string) error) string {
	t.Helper()
	npm := Tool(t, "npm")
	installed := filepath.Join("node_modules", filepath.FromSlash(name))
	place := "npm-" + strings.NewReplacer("/", "-", "@", "").Replace(name) + "-" + release
	dir, err := cached(place, holds(installed), func(dir string) error {
		install := exec.Command(npm, "install", "--prefix", dir, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts",
			name+"@"+release)
		if text, err := install.CombinedOutput(); err != nil {
			return fmt.Errorf("npm install %s@%s: %w\n%s", name, release, err, text)
		}
		if prepare == nil {
			return nil
		}
		return prepare(filepath.Join(dir, installed))
	})
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, installed)
}
