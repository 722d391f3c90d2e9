// Package readertest is what the tests of readers share.
package readertest

import (
	"go/format"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

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

// EveryValue puts a credential in the place of values and keys of a sample's documents, one after the other,
// beside others, in which it is one. Whatever it is taken for, it is in nothing that is written or told. It takes the
// place of every third, or with -short of every seventh.
func EveryValue(t *testing.T, sample fs.FS, read func(fs.FS) (*migration.Application, error),
	others map[string]string) {
	t.Helper()
	texts := map[string]string{}
	err := fs.WalkDir(sample, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(sample, file)
		texts[file] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(texts, others)
	tried, written, every := 0, 0, 3
	if testing.Short() {
		every = 7
	}
	at := 0
	for _, file := range slices.Sorted(maps.Keys(texts)) {
		for _, place := range places(texts[file]) {
			files := maps.Clone(texts)
			files[file] = place.with(texts[file], `"`+Canary+`"`)
			if _, other := others[file]; other || files[file] == texts[file] {
				continue
			}
			if at++; at%every != 0 {
				continue
			}
			tried++
			app, err := read(Sources(files))
			var out migration.Files
			if err == nil {
				app.Images(Sources(files))
				out, err = migration.Write(app, migration.Options{})
			}
			if err == nil {
				written++
			}
			Conceals(t, out, err, Canary)
			if t.Failed() {
				t.Fatalf("with it at %s:%d:%d", file, place.line+1, place.column+1)
			}
		}
	}
	if tried < 5 || written < tried/2 {
		t.Errorf("it was tried in %d places, and %d programs were written", tried, written)
	}
}

// place of a value, counted from 0.
type place struct{ line, column, length int }

func (p place) with(text, instead string) string {
	lines := strings.Split(text, "\n")
	line := lines[p.line]
	lines[p.line] = line[:p.column] + instead + line[p.column+p.length:]
	return strings.Join(lines, "\n")
}

// places are where a document of YAML or JSON has values and keys in a line.
func places(text string) (out []place) {
	var document yaml.Node
	if yaml.Unmarshal([]byte(text), &document) != nil {
		return nil
	}
	lines := strings.Split(text, "\n")
	var walk func(*yaml.Node)
	walk = func(node *yaml.Node) {
		for _, child := range node.Content {
			walk(child)
		}
		if node.Kind != yaml.ScalarNode || node.Line == 0 || node.Column > len(lines[node.Line-1]) {
			return
		}
		rest := lines[node.Line-1][node.Column-1:]
		for _, written := range []string{node.Value, `"` + node.Value + `"`, "'" + node.Value + "'"} {
			if written != "" && strings.HasPrefix(rest, written) {
				out = append(out, place{node.Line - 1, node.Column - 1, len(written)})
				return
			}
		}
	}
	walk(&document)
	return out
}
