package apprunner

import (
	"go/format"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

const canary = "sk-canary9Xk2Lq7Rt4"

// fuzz reads a file with anything in it, beside one with a credential. Whatever it is, nothing panics, a problem names
// a file, what is written is Go, and the credential is in none of it.
func fuzz(f *testing.F, file, other, credential string, seeds ...string) {
	for _, seed := range seeds {
		text, err := os.ReadFile(filepath.Join("testdata", seed))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		files := sources(map[string]string{file: text, other: credential})
		app, err := Read(files, "app")
		if err != nil {
			if strings.Contains(err.Error(), canary) {
				t.Errorf("a problem tells the credential: %v", err)
			}
			return
		}
		app.Images(files)
		written, err := migration.Write(app, migration.Options{})
		if err != nil {
			t.Fatalf("it cannot be written: %v", err)
		}
		for name, content := range written {
			if strings.Contains(string(content), canary) {
				t.Errorf("%s holds the credential", name)
			}
		}
		if _, err := format.Source(written["main.go"]); err != nil {
			t.Errorf("main.go is no Go: %v", err)
		}
	})
}

func FuzzDescribed(f *testing.F) {
	fuzz(f, "a.json", "apprunner.yaml", "run:\n  env:\n    - {name: API_KEY, value: "+canary+"}\n", "image/service.json",
		"image/scaling.json", "image/connector.json", "image/observability.json", "image/domains.json",
		"source/service.json")
}

func FuzzConfiguration(f *testing.F) {
	fuzz(f, "apprunner.yaml", "a.json", `{"Service": {"SourceConfiguration": {"ImageRepository": {"ImageConfiguration": `+
		`{"RuntimeEnvironmentVariables": {"API_KEY": "`+canary+`"}}}}}}`, "source/apprunner.yaml")
}
