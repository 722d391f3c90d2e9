package beanstalk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

const canary = "sk-canary9Xk2Lq7Rt4"

// fuzz reads a file with anything in it, beside an option with a credential. Whatever it is, nothing panics, a problem
// names the file, what is written is Go, and the credential is in none of it.
func fuzz(f *testing.F, file string, seeds ...string) {
	for _, seed := range seeds {
		text, err := os.ReadFile(filepath.Join("testdata", seed))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		files := map[string]string{
			file:                      text,
			".ebextensions/zz.config": "option_settings:\n  " + environmentNamespace + ":\n    OPENAI_API_KEY: " + canary + "\n",
		}
		app, err := Read(sources(files), "app")
		if err != nil {
			if strings.Contains(err.Error(), canary) {
				t.Errorf("a problem tells the credential: %v", err)
			}
			return
		}
		written, err := migration.Write(app, migration.Options{})
		if err != nil {
			t.Fatalf("it cannot be written: %v", err)
		}
		for name, content := range written {
			if strings.Contains(string(content), canary) {
				t.Errorf("%s holds the credential", name)
			}
		}
	})
}

func FuzzSettings(f *testing.F) { fuzz(f, "settings.json", "python-web/settings.json") }

func FuzzExtensions(f *testing.F) {
	fuzz(f, ".ebextensions/a.config", "python-web/.ebextensions/01-app.config",
		"docker-single/.ebextensions/classic.config")
}

func FuzzSavedConfiguration(f *testing.F) {
	fuzz(f, ".elasticbeanstalk/saved_configs/a.cfg.yml", "worker/.elasticbeanstalk/saved_configs/evals.cfg.yml")
}

func FuzzManifest(f *testing.F) { fuzz(f, "env.yaml", "docker-single/env.yaml") }

func FuzzDockerrun(f *testing.F) {
	fuzz(f, "Dockerrun.aws.json", "docker-single/Dockerrun.aws.json", "multi-container/Dockerrun.aws.json")
}

func FuzzCompose(f *testing.F) { fuzz(f, "docker-compose.yml", "compose/docker-compose.yml") }

func FuzzProcfile(f *testing.F) { fuzz(f, "Procfile", "python-web/Procfile") }

func FuzzCron(f *testing.F) { fuzz(f, "cron.yaml", "worker/cron.yaml") }
