// Package readertest is what the tests of readers share.
package readertest

import (
	"go/format"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// Canary is the value of a credential that is looked for in what is written.
const Canary = "sk-canary9Xk2Lq7Rt4"

// Sources are a folder of files.
func Sources(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// Written is what an application that was read becomes.
func Written(t *testing.T, app *migration.Application, err error) migration.Files {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	out, err := migration.Write(app, migration.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Compile lets the golden programs of the package compile; vet has nothing to say.
func Compile(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("go", "vet", "./testdata/golden/...").CombinedOutput(); err != nil {
		t.Errorf("go vet: %v\n%s", err, out)
	}
}

// Fuzz reads a file with anything in it, beside others, in which [Canary] is a credential. Whatever it is, nothing
// panics, what is written is Go, and the credential is in none of it, nor in a problem.
func Fuzz(f *testing.F, read func(fs.FS) (*migration.Application, error), file string, others map[string]string,
	seeds ...string) {
	for _, seed := range seeds {
		text, err := os.ReadFile(filepath.Join("testdata", seed))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		files := maps.Clone(others)
		files[file] = text
		folder := Sources(files)
		app, err := read(folder)
		if err != nil {
			Conceals(t, nil, err, Canary)
			return
		}
		app.Images(folder)
		written := Written(t, app, nil)
		Conceals(t, written, nil, Canary)
		if _, err := format.Source(written["main.go"]); err != nil {
			t.Errorf("main.go is no Go: %v", err)
		}
	})
}

// Conceals requires that a credential is in no file, nor in an error.
func Conceals(t *testing.T, files migration.Files, err error, credential string) {
	t.Helper()
	if err != nil && strings.Contains(err.Error(), credential) {
		t.Errorf("an error tells the credential: %v", err)
	}
	for _, name := range files.Names() {
		if strings.Contains(string(files[name]), credential) {
			t.Errorf("%s holds the credential:\n%s", name, files[name])
		}
	}
}
