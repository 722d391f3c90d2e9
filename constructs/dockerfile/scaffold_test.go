package dockerfile

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

var update = flag.Bool("update", false, "write the golden files again")

const applications = "testdata/applications"

// fixtures are the folders of applications, one for each platform and manager.
func fixtures(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(applications)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if len(names) < 12 {
		t.Fatalf("only %d fixtures", len(names))
	}
	return names
}

func scaffold(t *testing.T, name string) (*Application, []File) {
	t.Helper()
	a, err := Find(os.DirFS(filepath.Join(applications, name)))
	if err != nil {
		t.Fatal(err)
	}
	files, err := a.Files()
	if err != nil {
		t.Fatal(err)
	}
	return a, files
}

func TestScaffolds(t *testing.T) {
	for _, name := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			_, files := scaffold(t, name)
			var out strings.Builder
			for _, file := range files {
				out.WriteString("#### " + file.Name + "\n" + file.Text)
			}
			golden := filepath.Join("testdata/golden", name+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if out.String() != string(want) {
				t.Errorf("got\n%s\nwant\n%s", out.String(), want)
			}
		})
	}
}

// What is written is judged by the reader, and by BuildKit's own linter.
func TestScaffoldsAreSound(t *testing.T) {
	for _, name := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			a, files := scaffold(t, name)
			text := []byte(files[0].Text)
			image := Read(text, Context{Port: a.Port.Number, Ignore: true})
			if len(image.Mistakes)+len(image.Notices) > 0 || image.User != "10001" {
				t.Errorf("mistakes: %v\nnotices: %v", image.Mistakes, image.Notices)
			}
			result, err := parser.Parse(bytes.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			for _, warning := range result.Warnings {
				t.Errorf("BuildKit warns: %s", warning.Short)
			}
			warn := func(rule, _, _, message string, _ []parser.Range) { t.Errorf("%s: %s", rule, message) }
			if _, _, err := instructions.Parse(result.AST, linter.New(&linter.Config{Warn: warn})); err != nil {
				t.Error(err)
			}
		})
	}
}
