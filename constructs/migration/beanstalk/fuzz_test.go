package beanstalk

import (
	"io/fs"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/readertest"
)

// fuzz reads a file with anything in it, beside an option with a credential.
func fuzz(f *testing.F, file string, seeds ...string) {
	read := func(files fs.FS) (*migration.Application, error) { return Read(files, "app") }
	readertest.Fuzz(f, read, file, map[string]string{".ebextensions/zz.config": "option_settings:\n  " +
		environmentNamespace + ":\n    OPENAI_API_KEY: " + readertest.Canary + "\n"}, seeds...)
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
