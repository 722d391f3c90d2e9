package dockerfile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	both := []File{{"Dockerfile", "FROM a:1\n"}, {".dockerignore", ".git\n"}}
	for name, existing := range map[string]string{"the first": "Dockerfile", "the second": ".dockerignore"} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			if err := os.WriteFile(filepath.Join(folder, existing), []byte("mine"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := Write(folder, both); err == nil || !strings.Contains(err.Error(), "never overwritten") {
				t.Errorf("got %v", err)
			}
			entries, err := os.ReadDir(folder)
			if err != nil || len(entries) != 1 {
				t.Errorf("got %v, %v: want %s alone", entries, err, existing)
			}
			if text, err := os.ReadFile(filepath.Join(folder, existing)); err != nil || string(text) != "mine" {
				t.Errorf("got %q, %v", text, err)
			}
		})
	}
	folder := t.TempDir()
	// The second cannot be written: the first is taken back.
	if err := Write(folder, []File{both[0], {"none/.dockerignore", ""}}); err == nil {
		t.Error("a file in a folder that there is not was written")
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 0 {
		t.Errorf("got %v, %v", entries, err)
	}
	if err := os.Symlink("nowhere", filepath.Join(folder, "Dockerfile")); err != nil {
		t.Fatal(err)
	}
	if err := Write(folder, both); err == nil {
		t.Error("a link was written through")
	}
	if err := Write(t.TempDir(), both); err != nil {
		t.Error(err)
	}
}
