package apprunner

import (
	"io/fs"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/readertest"
)

// fuzz reads a file with anything in it, beside one with a credential.
func fuzz(f *testing.F, file, other, credential string, seeds ...string) {
	read := func(files fs.FS) (*migration.Application, error) { return Read(files, "app") }
	readertest.Fuzz(f, read, file, map[string]string{other: credential}, seeds...)
}

func FuzzDescribed(f *testing.F) {
	fuzz(f, "a.json", "apprunner.yaml", "run:\n  env:\n    - {name: API_KEY, value: "+readertest.Canary+"}\n",
		"image/service.json", "image/scaling.json", "image/connector.json", "image/observability.json", "image/domains.json",
		"source/service.json")
}

func FuzzConfiguration(f *testing.F) {
	fuzz(f, "apprunner.yaml", "a.json", `{"Service": {"SourceConfiguration": {"ImageRepository": {"ImageConfiguration": `+
		`{"RuntimeEnvironmentVariables": {"API_KEY": "`+readertest.Canary+`"}}}}}}`, "source/apprunner.yaml")
}
