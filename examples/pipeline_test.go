package examples_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// The role that applies can make all that the program makes in production: its names, and roles with the boundary.
func TestThePipelineAppliesItsOwnStack(t *testing.T) {
	outputs := map[string]any{"hosted_zone_id": "Z0123456789ABCDEFGHIJ"}
	outdir := filepath.Join(t.TempDir(), "cdktf.out")
	run(t, "github-pipeline", outdir, append(append(production("desk", outputs), place...),
		"FARGATEAI_STATE_BUCKET=acme-state",
		"FARGATEAI_PERMISSIONS_BOUNDARY=arn:aws:iam::210987654321:policy/ai-boundary")...)
	testkit.Parse(t, stack(t, outdir)).Has(t, "aws_iam_role", testkit.Object{"name_prefix": "github-apply-"})
}

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
