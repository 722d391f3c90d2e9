package main

import (
	"os"
	"path/filepath"
	"testing"
)

const beanstalkSample = "../../constructs/migration/beanstalk/testdata/python-web"

func TestImportBeanstalk(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new", "stack")
	fargateai(t, "import", "beanstalk", beanstalkSample, "-o", folder).expect(t, exitOK, "wrote README.md",
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
	fargateai(t, "import", "beanstalk", beanstalkSample, "-o", folder).expect(t, exitRefused, "main.go",
		"nothing was written", "--force")
	if text, err := os.ReadFile(changed); err != nil || string(text) != "mine" {
		t.Errorf("the file was overwritten: %q, %v", text, err)
	}
	fargateai(t, "import", "beanstalk", beanstalkSample, "-o", folder, "--force").expect(t, exitOK, "wrote")
	if text, err := os.ReadFile(changed); err != nil || string(text) == "mine" {
		t.Errorf("the file was not overwritten: %v", err)
	}
}

// Inside a module that is or requires the library there is no go.mod.
func TestImportInsideAModule(t *testing.T) {
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
		fargateai(t, "import", "beanstalk", beanstalkSample, "-o", folder).expect(t, exitOK)
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
	fargateai(t, "import").expect(t, exitUnusable, "SOURCE: got none")
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("got %v, want no folder", err)
	}
}
