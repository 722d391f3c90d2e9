package examples_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// The files of the application's repository that lie in an example are those that its program writes.
func TestFilesForTheRepositoryAreCurrent(t *testing.T) {
	outdir := filepath.Join(t.TempDir(), "cdktf.out")
	outputs := map[string]any{"hosted_zone_id": "Z0123456789ABCDEFGHIJ"}
	run(t, "github-pipeline", outdir, append(production("desk", outputs), place...)...)
	for written, kept := range map[string]string{
		"github/deploy.yml":         ".github/workflows/deploy.yml",
		"github/infrastructure.yml": ".github/workflows/infrastructure.yml",
		"task-definition.json":      "task-definition.json",
	} {
		text, err := os.ReadFile(filepath.Join(outdir, "artifacts/github-pipeline", written))
		if err != nil {
			t.Fatal(err)
		}
		testkit.Golden(t, "../github-pipeline/"+kept, text)
	}
}
