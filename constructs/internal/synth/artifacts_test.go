package synth

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
)

func TestArtifactsLieBesideTheStacks(t *testing.T) {
	staging := t.TempDir()
	shout := func(stack []byte) ([]byte, string) { return bytes.ToUpper(stack), "" }
	files, notices, err := attach(staging, "out",
		[]Stack{{Name: "one", Text: []byte("text of one")}, {Name: "two", Text: []byte("text of two")}}, []bridge.Artifact{
			{Stack: "one", Owner: "proxy", Path: "github/deploy.yml", Render: shout},
			{Stack: "one", Owner: "proxy", Path: "task-definition.json",
				Render: func([]byte) ([]byte, string) { return nil, "the account is not known" }},
			{Stack: "two", Owner: "a", Path: "github/deploy.yml", Render: shout},
			{Stack: "two", Owner: "b", Path: "github/deploy.yml", Render: shout},
			{Stack: "two", Path: "github/infrastructure.yml", Render: shout},
		})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"out/artifacts/one/github/deploy.yml", "out/artifacts/two/a/github/deploy.yml",
		"out/artifacts/two/b/github/deploy.yml",
		"out/artifacts/two/github/infrastructure.yml"}, files); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]bridge.Notice{{Path: "one/proxy",
		Text: "task-definition.json was not written: the account is not known"}}, notices); diff != "" {
		t.Error(diff)
	}
	if got := read1(t, filepath.Join(staging, "artifacts/two/b/github/deploy.yml")); got != "TEXT OF TWO" {
		t.Errorf("got %q", got)
	}
}

func TestArtifactsOfEarlierRunsDoNotStay(t *testing.T) {
	root := t.TempDir()
	staging, outdir := filepath.Join(root, "staging"), filepath.Join(root, "out")
	write(t, filepath.Join(staging, "artifacts/one/github/deploy.yml"), "new")
	write(t, filepath.Join(outdir, "artifacts/one/github/deploy.yml"), "old")
	write(t, filepath.Join(outdir, "artifacts/one/task-definition.json"), "old")
	write(t, filepath.Join(outdir, "artifacts/other/task-definition.json"), "of a stack that this run did not make")
	p := &publication{staging: staging}
	if err := errors.Join(p.prune(outdir, []Stack{{Name: "one"}, {Name: "new"}}), p.publish()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(outdir, "artifacts/one/task-definition.json")); !os.IsNotExist(err) {
		t.Errorf("the file that this run did not write: %v", err)
	}
	for _, kept := range []string{"artifacts/one/github/deploy.yml", "artifacts/other/task-definition.json"} {
		if _, err := os.Stat(filepath.Join(outdir, kept)); err != nil {
			t.Error(err)
		}
	}
}
