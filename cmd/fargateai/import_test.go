package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const beanstalkSample = "../../constructs/migration/beanstalk/testdata/python-web"

func TestImportBeanstalk(t *testing.T) {
	sample := copyOf(t, beanstalkSample)
	folder := filepath.Join(t.TempDir(), "new", "stack")
	fargateai(t, "import", "beanstalk", sample, "-o", folder).expect(t, exitOK, "wrote README.md",
		"need a decision: see gaps.md", "secrets to create: prompt-shop-prod/DATABASE_URL, prompt-shop-prod/OPENAI_API_KEY")
	for _, name := range []string{"main.go", "cdktf.json", "README.md", "gaps.md", "gaps.json", "go.mod"} {
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			t.Error(err)
		}
	}
	others, err := os.ReadDir(filepath.Dir(folder))
	if err != nil || len(others) != 1 {
		t.Errorf("got %v, %v beside the folder, want nothing left over", others, err)
	}

	changed := filepath.Join(folder, "main.go")
	if err := os.WriteFile(changed, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	fargateai(t, "import", "beanstalk", sample, "-o", folder).expect(t, exitRefused, "main.go",
		"nothing was written", "--force")
	if text, err := os.ReadFile(changed); err != nil || string(text) != "mine" {
		t.Errorf("the file was overwritten: %q, %v", text, err)
	}
	fargateai(t, "import", "beanstalk", sample, "-o", folder, "--force").expect(t, exitOK, "wrote")
	inTheWay := t.TempDir()
	if err := os.Mkdir(filepath.Join(inTheWay, "main.go"), 0o755); err != nil {
		t.Fatal(err)
	}
	fargateai(t, "import", "beanstalk", sample, "-o", inTheWay, "--force").expect(t, exitUnusable,
		"main.go: got a folder, want a file or nothing")
	if left, err := os.ReadDir(inTheWay); err != nil || len(left) != 1 {
		t.Errorf("got %v, %v: a part was written", left, err)
	}
	if text, err := os.ReadFile(changed); err != nil || string(text) == "mine" {
		t.Errorf("the file was not overwritten: %v", err)
	}
}

// Inside a module that is or requires the library there is no go.mod.
func TestImportInsideAModule(t *testing.T) {
	sample := copyOf(t, beanstalkSample)
	for module, want := range map[string]bool{
		"module acme\n\nrequire github.com/fargate-ai/fargate-ai-service v0.3.0\n": false,
		"module github.com/fargate-ai/fargate-ai-service\n":                        false,
		"module acme\n\n// github.com/fargate-ai/fargate-ai-service\n":             true,
	} {
		root := t.TempDir()
		if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte(module), 0o644); err != nil {
			t.Fatal(err)
		}
		folder := filepath.Join(root, "infrastructure")
		fargateai(t, "import", "beanstalk", sample, "-o", folder).expect(t, exitOK)
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); (err == nil) != want {
			t.Errorf("in %q: a go.mod is %v, want %v", module, err == nil, want)
		}
	}
}

func TestImportWritesNothing(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "stack")
	fargateai(t, "import", "beanstalk", beanstalkSample+"/settings.json", "-o", folder, "--dry-run").expect(t, exitOK,
		"would write", folder)
	fargateai(t, "import", "beanstalk", beanstalkSample, "--dry-run").expect(t, exitOK, "would write")
	fargateai(t, "import", "beanstalk", t.TempDir(), "-o", folder).expect(t, exitRefused, "1 mistake, nothing was written",
		"describe-configuration-settings")
	fargateai(t, "import", "beanstalk", write(t, "other.json", "{}"), "-o", folder).expect(t, exitRefused,
		"other.json: got no ConfigurationSettings")
	fargateai(t, "import", "beanstalk").expect(t, exitUnusable, "PATH: got 0", "--output: got none")
	fargateai(t, "import", "beanstalk", "/nowhere", "-o", folder).expect(t, exitUnusable, "/nowhere")
	fargateai(t, "import").expect(t, exitUnusable, "SOURCE: got none, want apprunner, beanstalk or copilot")
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("got %v, want no folder", err)
	}
}

// copyOf copies a sample, which import may write Dockerfiles into.
func copyOf(t *testing.T, sample string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), filepath.Base(sample))
	if err := os.CopyFS(folder, os.DirFS(sample)); err != nil {
		t.Fatal(err)
	}
	return folder
}

const (
	copilotSample   = "../../constructs/migration/copilot/testdata/shop"
	apprunnerSample = "../../constructs/migration/apprunner/testdata/source"
)

func TestImportCopilot(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "stack")
	fargateai(t, "import", "copilot", copilotSample, "-o", folder).expect(t, exitRefused,
		"copilot: environment: got several: prod, test, want one")
	fargateai(t, "import", "copilot", copilotSample, "-o", folder, "--environment", "dev").expect(t, exitRefused,
		`got "dev", want one of prod, test`)
	fargateai(t, "import", "copilot", copilotSample+"/web.env", "-o", folder).expect(t, exitUnusable, "want a folder")
	fargateai(t, "import", "copilot", copilotSample, "-o", folder, "--environment", "prod").expect(t, exitOK,
		"wrote README.md", "secrets to create: web/SENTRY_DSN, web/STRIPE_KEY")
	if _, err := os.Stat(filepath.Join(folder, "main.go")); err != nil {
		t.Error(err)
	}
}

// A Dockerfile is written where there is none, once, and what --dry-run lists is what is written.
func TestImportWritesADockerfile(t *testing.T) {
	application := copyOf(t, apprunnerSample)
	folder := filepath.Join(t.TempDir(), "stack")
	file := filepath.Join(application, "Dockerfile")
	list := file + ", " + filepath.Join(application, ".dockerignore")
	fargateai(t, "import", "apprunner", application, "-o", folder, "--dry-run").expect(t, exitOK, "would write "+list)
	if _, err := os.Stat(file); err == nil {
		t.Error("a dry run wrote a Dockerfile")
	}
	fargateai(t, "import", "apprunner", application, "-o", folder).expect(t, exitOK, "wrote "+list)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(text, "USER root\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	got := fargateai(t, "import", "apprunner", application, "-o", folder, "--force")
	got.expect(t, exitOK, "wrote README.md")
	if strings.Contains(got.stdout, "wrote "+file) {
		t.Error("it was written again")
	}
	gaps, err := os.ReadFile(filepath.Join(folder, "gaps.md"))
	if err != nil || !strings.Contains(string(gaps), "dockerfile-user") {
		t.Errorf("the finding is in no gap: %v\n%s", err, gaps)
	}
}

// Where a file exists, nothing is written: neither beside the source nor into the folder.
func TestImportWritesAllOrNothing(t *testing.T) {
	application := copyOf(t, apprunnerSample)
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "gaps.md"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	fargateai(t, "import", "apprunner", application, "-o", folder).expect(t, exitRefused,
		filepath.Join(folder, "gaps.md")+": there is one already, nothing was written", "--force")
	if got := names(t, folder); got != "gaps.md" {
		t.Errorf("got %s", got)
	}
	if got := names(t, application); strings.Contains(got, "Dockerfile") {
		t.Errorf("got %s", got)
	}
	// the folder to write to is a file: the Dockerfile is taken back
	blocked := write(t, "blocked", "x")
	if got := fargateai(t, "import", "apprunner", application, "-o", filepath.Join(blocked, "stack")); got.code == exitOK {
		t.Error("got no error")
	}
	if got := names(t, application); strings.Contains(got, "Dockerfile") {
		t.Errorf("got %s", got)
	}
}

// An archive is named as such, and links do not lead out of the folder.
func TestImportReadsTheFolderOnly(t *testing.T) {
	for _, start := range []string{"PK\x03\x04", "\x1f\x8b", strings.Repeat("\x00", 257) + "ustar"} {
		file := write(t, "app.zip", start)
		fargateai(t, "import", "beanstalk", file, "--dry-run").expect(t, exitRefused, "got an archive", "unpack it first")
		fargateai(t, "import", "apprunner", file, "--dry-run").expect(t, exitRefused, "got an archive")
	}
	outside := write(t, "outside.yaml", "run: {command: canary-out-of-the-folder}")
	folder := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(folder, "apprunner.yaml")); err != nil {
		t.Fatal(err)
	}
	got := fargateai(t, "import", "apprunner", folder, "--dry-run")
	got.expect(t, exitRefused, "apprunner.yaml: got a file that cannot be read", "a link must not lead out of the folder")
	if strings.Contains(got.stdout+got.stderr, "canary") {
		t.Error("it tells what is outside")
	}
}
