package copilot

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/readertest"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// samples are folders of testdata, in the shapes of public applications.
var samples = []struct{ name, folder, environment string }{
	{"shop-prod", "shop", "prod"}, {"models", "models", ""}, {"front", "front", ""},
}

func folder(name string) fs.FS { return os.DirFS(filepath.Join("testdata", name)) }

// The programs that samples become, and what is said of each setting.
func TestSamples(t *testing.T) {
	for _, s := range samples {
		files := imported(t, folder(s.folder), s.folder, s.environment)
		for _, file := range files.Names() {
			testkit.Golden(t, path.Join("golden", s.name, file), files[file])
		}
	}
}

func imported(t *testing.T, files fs.FS, name, environment string) migration.Files {
	t.Helper()
	app, err := Options{Environment: environment}.Read(files, name)
	return readertest.Written(t, app, err)
}

// No value of a sample that repeats a credential is written or told.
func TestEveryValueMayBeACredential(t *testing.T) {
	for _, s := range samples {
		t.Run(s.name, func(t *testing.T) {
			read := func(files fs.FS) (*migration.Application, error) {
				return Options{Environment: s.environment}.Read(files, "app")
			}
			readertest.EveryValue(t, folder(s.folder), read, map[string]string{"copilot/zz/manifest.yml": backendService +
				"image: {location: 'a:1', port: 9090}\nvariables:\n  API_KEY: " + readertest.Canary + "\n"})
		})
	}
}

// The golden programs compile, and vet has nothing to say.
func TestSamplesCompile(t *testing.T) { readertest.Compile(t) }

// No value of a credential gets into what is written: all of those in the samples hold the word canary.
func TestNoCredentialIsWritten(t *testing.T) {
	for _, s := range samples {
		for file, text := range imported(t, folder(s.folder), s.folder, s.environment) {
			for _, canary := range []string{"canary-5", "canary5", "canaryM4il", "canary-d4"} {
				if strings.Contains(string(text), canary) {
					t.Errorf("%s of %s holds the value of a credential", file, s.name)
				}
			}
		}
	}
}

// Each field that Copilot documents stands in some sample.
func TestSamplesHaveEveryField(t *testing.T) {
	said := map[string]bool{}
	for _, pattern := range []string{"testdata/*/copilot/*/manifest.yml",
		"testdata/*/copilot/environments/*/manifest.yml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tree, err := reader.Parse(file, text)
			if err != nil {
				t.Fatal(err)
			}
			collect(tree.Without("environments"), "", said)
			for _, e := range tree.Get("environments").Entries() {
				collect(e.Value, "", said)
			}
		}
	}
	check := func(pattern string) {
		if !slices.ContainsFunc(sorted(said), func(path string) bool { return like(pattern, path) }) {
			t.Errorf("no sample has %s", pattern)
		}
	}
	for _, row := range rows {
		check(row.Path)
	}
	for _, row := range aroundRows {
		check(row.Path)
	}
}

func collect(t reader.Tree, path string, said map[string]bool) {
	for _, e := range t.Entries() {
		said[path+e.Key] = true
		collect(e.Value, path+e.Key+".", said)
	}
}

func sorted(m map[string]bool) (out []string) {
	for key := range m {
		out = append(out, key)
	}
	slices.Sort(out)
	return out
}

func like(pattern, path string) bool {
	ps, parts := strings.Split(pattern, "."), strings.Split(path, ".")
	return len(ps) == len(parts) && !slices.ContainsFunc(ps, func(p string) bool {
		i := slices.Index(ps, p)
		return p != "*" && p != parts[i]
	})
}
