package testkit

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// NPM returns the folder of a package of npm's registry, in the user's cache. Only its own files are there: what it
// depends on is not installed, and no script of it runs. What prepare does in the folder, if it is not nil, is done
// once.
func NPM(t testing.TB, name, release string, prepare func(dir string) error) string {
	t.Helper()
	npm, tar := Tool(t, "npm"), Tool(t, "tar")
	const folder = "package" // as every package has it
	place := "npm-" + strings.NewReplacer("/", "-", "@", "").Replace(name) + "-" + release
	dir, err := cached(place, holds(folder), func(dir string) error {
		pack := exec.Command(npm, "pack", "--silent", "--ignore-scripts", name+"@"+release)
		pack.Dir = dir
		printed, err := pack.CombinedOutput()
		if err != nil {
			return fmt.Errorf("npm pack %s@%s: %w\n%s", name, release, err, printed)
		}
		unpack := exec.Command(tar, "xzf", strings.TrimSpace(string(printed)))
		unpack.Dir = dir
		if printed, err := unpack.CombinedOutput(); err != nil {
			return fmt.Errorf("unpack %s@%s: %w\n%s", name, release, err, printed)
		}
		if prepare == nil {
			return nil
		}
		return prepare(filepath.Join(dir, folder))
	})
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, folder)
}
