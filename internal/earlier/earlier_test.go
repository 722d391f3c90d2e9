package earlier

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// A repository of its own, with a tag, without one, and a folder that is within it but no clone.
func TestTheLastReleaseIsATagOrTheStoredCommit(t *testing.T) {
	root := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", root, "-c", "user.name=a", "-c", "user.email=a@b.c"}, args...)...)
		if text, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, text)
		}
	}
	expect := func(at, tag string, names ...string) {
		t.Helper()
		r, err := Last(at)
		if err != nil || r.Name != tag {
			t.Fatalf("got %q, %v, want %q", r.Name, err, tag)
		}
		for _, name := range names {
			files, err := r.Files(filepath.Dir(name), ".txt")
			if err != nil || !slices.Contains(files, name) {
				t.Errorf("%s is not among %v, %v", name, files, err)
			}
			if text, err := r.File(name); err != nil || len(text) == 0 {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := r.File("no/such.txt"); err == nil {
			t.Error("a file that is not there was read")
		}
	}
	expect(root, "", "docs/api.txt")
	inner := filepath.Join(root, "docs")
	if err := os.Mkdir(inner, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(inner, "new.txt"), []byte("of the tag"), 0o600); err != nil {
		t.Fatal(err)
	}
	git("init", "-q")
	git("add", "-A")
	git("commit", "-qm", "first")
	expect(root, "", "docs/api.txt")
	git("tag", "not-a-release")
	expect(root, "", "docs/api.txt")
	git("tag", "v0.1.0")
	expect(root, "v0.1.0", "docs/new.txt")
	expect(inner, "", "docs/api.txt")
}
