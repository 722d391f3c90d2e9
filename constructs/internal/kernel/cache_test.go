//go:build unix

package kernel

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTheCacheIsTheUsersAlone(t *testing.T) {
	root := t.TempDir()
	t.Setenv("HOME", root)
	t.Setenv("XDG_CACHE_HOME", root)
	dir := privateCache()
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Fatalf("got %q, %v, %v", dir, info, err)
	}
	for _, mode := range []os.FileMode{0o770, 0o707, 0o755} {
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
		if got := privateCache(); got != "" {
			t.Errorf("a folder of mode %o serves: %s", mode, got)
		}
	}
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(t.TempDir(), dir); err != nil {
		t.Fatal(err)
	}
	if got := privateCache(); got != "" {
		t.Errorf("a link serves: %s", got)
	}
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := privateCache(); got != "" {
		t.Errorf("a file serves: %s", got)
	}
	t.Setenv("HOME", "")
	t.Setenv("XDG_CACHE_HOME", "")
	if got := privateCache(); got != "" {
		t.Errorf("without a home, %s serves", got)
	}
}

// jsii fails, or tries for ever, where it cannot keep what it unpacks.
func TestPackagesAreKeptWhereThereIsRoom(t *testing.T) {
	t.Setenv("JSII_RUNTIME_PACKAGE_CACHE_ROOT", "")
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for home, want := range map[string]bool{"": true, t.TempDir(): true, file: false, "/proc": false} {
		t.Setenv("HOME", home)
		if got := packagesKept(); got != want {
			t.Errorf("in the home %q: got %t", home, got)
		}
	}
	t.Setenv("JSII_RUNTIME_PACKAGE_CACHE_ROOT", file)
	if packagesKept() {
		t.Error("a file keeps packages")
	}
}
