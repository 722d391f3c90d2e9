package apprunner

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

var samples = []string{"image", "source"}

func folder(name string) fs.FS { return os.DirFS(filepath.Join("testdata", name)) }

// The programs that samples become, and what is said of each setting. No value of a credential is in them.
func TestSamples(t *testing.T) {
	for _, name := range samples {
		files := imported(t, folder(name), name)
		for _, file := range files.Names() {
			testkit.Golden(t, path.Join("golden", name, file), files[file])
			if strings.Contains(string(files[file]), "canary") {
				t.Errorf("%s of %s holds the value of a credential", file, name)
			}
		}
	}
}

func imported(t *testing.T, files fs.FS, name string) migration.Files {
	t.Helper()
	app, err := Read(files, name)
	return readertest.Written(t, app, err)
}

// No value of a sample that repeats a credential is written or told.
func TestEveryValueMayBeACredential(t *testing.T) {
	read := func(files fs.FS) (*migration.Application, error) { return Read(files, "app") }
	// the credential is a variable that does not count, as the other file has the configuration
	for name, other := range map[string]map[string]string{
		"image": {"apprunner.yaml": "run:\n  env:\n    - {name: API_KEY, value: " + readertest.Canary + "}\n"},
		"source": {"service.json": `{"Service": {"SourceConfiguration": {"CodeRepository": {"CodeConfiguration": ` +
			`{"ConfigurationSource": "REPOSITORY", "CodeConfigurationValues": {"RuntimeEnvironmentVariables": ` +
			`{"API_KEY": "` + readertest.Canary + `"}}}}}}}`},
	} {
		t.Run(name, func(t *testing.T) { readertest.EveryValue(t, folder(name), read, other) })
	}
}

// The golden programs compile, and vet has nothing to say.
func TestSamplesCompile(t *testing.T) { readertest.Compile(t) }

// Each field that App Runner documents stands in some sample, and each that stands there is known.
func TestSamplesHaveEveryField(t *testing.T) {
	said := map[string]bool{}
	for _, pattern := range []string{"testdata/*/*.json", "testdata/*/apprunner.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.Contains(file, "golden") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tree, err := reader.Parse(file, text)
			if err != nil {
				t.Fatal(err)
			}
			collect(tree, "", said)
		}
	}
	for _, row := range slices.Concat(serviceRows, scalingRows, connectorRows, observabilityRows, fileRows) {
		if pattern := strings.TrimSuffix(row.Path, ".*"); !said[pattern] {
			t.Errorf("no sample has %s", row.Path)
		}
	}
	for _, name := range samples {
		app, err := Read(folder(name), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range app.Gaps {
			if g.Why == unknownField {
				t.Errorf("%s: %s is not known", name, g.Setting)
			}
		}
	}
}

func collect(t reader.Tree, path string, said map[string]bool) {
	for _, e := range t.Entries() {
		said[path+e.Key] = true
		collect(e.Value, path+e.Key+".", said)
	}
}

// Damaged sources are refused with file, line and reason, without values.
func TestProblems(t *testing.T) {
	const service = `{"Service": {"ServiceName": "a", "SourceConfiguration": {"ImageRepository": {`
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"nothing": {nil, ".: got nothing of App Runner"},
		"damaged JSON": {map[string]string{"a.json": "{\n  \"Service\": {\n    \"ServiceName\" 1}}"},
			"a.json:3: got damaged JSON"},
		"damaged YAML": {map[string]string{"apprunner.yaml": "version: 1.0\nrun:\n\tcommand: x\n"},
			"apprunner.yaml:3: got damaged YAML"},
		"no mapping": {map[string]string{"apprunner.yaml": "- version\n"}, "apprunner.yaml:1: got a list, want a mapping"},
		"no number": {map[string]string{"apprunner.yaml": "run: {network: {port: many}}"},
			`run.network.port: got "many", want a whole number`},
		"no port": {map[string]string{"apprunner.yaml": "run:\n  network:\n    port: 99999999"},
			"apprunner.yaml:3: run.network.port: got"},
		"no size": {map[string]string{"a.json": `{"Service": {"InstanceConfiguration": {"Cpu": "much"}}}`},
			"got what is no size"},
		"no image": {map[string]string{"a.json": service + `"ImageIdentifier": "A B"}}}}`},
			"got what is no reference of an image"},
		"no service": {map[string]string{"a.json": `{"Service": "canary-0123456789"}`}, "a.json:1: Service: got a text"},
		"two services": {map[string]string{"a.json": service + "}}}}", "b.json": service + "}}}}"},
			"b.json:1: Service: got a second service"},
		"no variable": {map[string]string{"apprunner.yaml": "run:\n  env:\n    - canary\n"},
			"apprunner.yaml:3: run.env: got a text"},
		"secret's list": {map[string]string{"apprunner.yaml": "run:\n  secrets:\n    - name: A\n"},
			"environment secret A: got nothing"},
	} {
		_, err := Read(readertest.Sources(c.files), "app")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: the problem tells a value: %v", name, err)
		}
	}
}

// What App Runner says of a size becomes the smallest task that holds it.
func TestSizes(t *testing.T) {
	for cpu, want := range map[string]float64{"1024": 1024, "1 vCPU": 1024, "0.25 vCPU": 256, "4 vCPU": 4096} {
		app, err := Read(readertest.Sources(map[string]string{"a.json": `{"Service": {"InstanceConfiguration": {"Cpu": "` +
			cpu +
			`", "Memory": "2 GB"}}}`}), "app")
		if err != nil {
			t.Fatal(err)
		}
		if got := app.Services[0].CPU; got == nil || got.Value != want {
			t.Errorf("%s: got %v, want %v", cpu, got, want)
		}
	}
}

// A printed file alone is a service, too; what is neither is refused.
func TestReadDescribed(t *testing.T) {
	text, err := os.ReadFile("testdata/image/service.json")
	if err != nil {
		t.Fatal(err)
	}
	app, err := ReadDescribed("service.json", text)
	if err != nil || app.Name != "chat-api" || app.Services[0].Port.Value != 8000 {
		t.Errorf("got %v, %v", app, err)
	}
	if _, err := ReadDescribed("other.json", []byte("{}")); err == nil ||
		!strings.Contains(err.Error(), "other.json: got no Service") {
		t.Errorf("got %v", err)
	}
	if app, err := ReadDescribed("apprunner.yaml", []byte("run: {command: serve}")); err != nil ||
		app.Services[0].Command == nil {
		t.Errorf("got %v, %v", app, err)
	}
}
