package copilot

import (
	"io/fs"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/readertest"
)

func production(files fs.FS) (*migration.Application, error) {
	return Options{Environment: "prod"}.Read(files, "app")
}

// fuzz reads a file with anything in it, beside a service with a credential.
func fuzz(f *testing.F, file string, seeds ...string) {
	readertest.Fuzz(f, production, file, map[string]string{"copilot/zz/manifest.yml": "type: Backend Service\n" +
		"image: {location: 'a:1', port: 9090}\nvariables:\n  API_KEY: " + readertest.Canary +
		"\nenvironments:\n  prod: {variables: {A: b}}\n"}, seeds...)
}

func FuzzManifest(f *testing.F) {
	fuzz(f, "copilot/a/manifest.yml", "shop/copilot/web/manifest.yml", "shop/copilot/api/manifest.yml",
		"shop/copilot/evals/manifest.yml", "shop/copilot/report/manifest.yml", "models/copilot/chat/manifest.yml",
		"front/copilot/landing/manifest.yml")
}

func FuzzEnvironment(f *testing.F) {
	fuzz(f, "copilot/environments/prod/manifest.yml", "shop/copilot/environments/prod/manifest.yml",
		"models/copilot/environments/prod/manifest.yml")
}

func FuzzAddon(f *testing.F) {
	fuzz(f, "copilot/zz/addons/a.yml", "shop/copilot/api/addons/vectors.yml")
}

func FuzzEnvironmentFile(f *testing.F) {
	f.Add("A=b\n# c\nexport D='e'\n")
	f.Fuzz(func(t *testing.T, text string) {
		app, err := Read(readertest.Sources(map[string]string{"vars.env": text + "\nAPI_KEY=" + readertest.Canary + "\n",
			"copilot/a/manifest.yml": "type: Backend Service\nenv_file: vars.env\n"}), "app")
		if err != nil {
			return
		}
		// an error where a variable's name is the credential
		written, err := migration.Write(app, migration.Options{})
		readertest.Conceals(t, written, err, readertest.Canary)
	})
}
