package synth_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// pair is a stack that makes something, and another, one level deeper, that reads it. Both do without a provider.
func pair(app cdktf.App) {
	one := cdktf.NewTerraformStack(app, jsii.String("one"))
	local := cdktf.NewTerraformLocal(one, jsii.String("made"), "by one")
	cdktf.NewTerraformOutput(one, jsii.String("made-output"), &cdktf.TerraformOutputConfig{Value: local.Expression()})
	team := constructs.NewConstruct(app, jsii.String("team"))
	two := cdktf.NewTerraformStack(team, jsii.String("two"))
	cdktf.NewTerraformOutput(two, jsii.String("read"), &cdktf.TerraformOutputConfig{
		Value: local.Expression(), StaticId: jsii.Bool(true), Sensitive: jsii.Bool(true),
	})
}

func in(t *testing.T, outdir string, build func(cdktf.App)) map[string][]byte {
	t.Helper()
	outdir, err := filepath.Abs(outdir) // the kernel is still in the folder in which it was started
	if err != nil {
		t.Fatal(err)
	}
	result, err := synth.In(synth.Options{Outdir: outdir, Context: map[string]any{}}, build)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string][]byte{}
	for _, s := range result.Stacks {
		texts[s.Name] = s.Text
	}
	return texts
}

// backend returns the backend of a stack.
func backend(t *testing.T, text []byte) map[string]any {
	t.Helper()
	var document struct {
		Terraform struct{ Backend map[string]any }
	}
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	return document.Terraform.Backend
}

func path(t *testing.T, text []byte) any {
	t.Helper()
	local, _ := backend(t, text)["local"].(map[string]any)
	return local["path"]
}

func TestTheSameBytesInEveryFolder(t *testing.T) {
	var all []map[string][]byte
	for _, folder := range []string{"a", "b/deeper"} {
		dir := filepath.Join(t.TempDir(), folder)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		t.Chdir(dir)
		all = append(all, in(t, "cdktf.out", pair))
	}
	for name, text := range all[0] {
		if !bytes.Equal(text, all[1][name]) {
			t.Errorf("%s in another folder:\n%s\n%s", name, text, all[1][name])
		}
		if got, want := path(t, text), "../../../terraform."+name+".tfstate"; got != want {
			t.Errorf("got the path %v, want %s", got, want)
		}
	}
	if text := string(all[0]["two"]); !strings.Contains(text, `"path": "../../../terraform.one.tfstate"`) {
		t.Errorf("the reading stack does not name the other's state:\n%s", text)
	}
}

func TestStatedBackendsStay(t *testing.T) {
	stated := filepath.Join(t.TempDir(), "mine.tfstate")
	texts := in(t, filepath.Join(t.TempDir(), "cdktf.out"), func(app cdktf.App) {
		stack := func(name string) cdktf.TerraformStack {
			s := cdktf.NewTerraformStack(app, jsii.String(name))
			cdktf.NewTerraformOutput(s, jsii.String("out"), &cdktf.TerraformOutputConfig{Value: "x"})
			return s
		}
		cdktf.NewS3Backend(stack("s3"), &cdktf.S3BackendConfig{Bucket: jsii.String("b"), Key: jsii.String("k")})
		cdktf.NewLocalBackend(stack("local"), &cdktf.LocalBackendConfig{Path: &stated})
		cdktf.NewLocalBackend(constructs.NewConstruct(stack("deep"), jsii.String("within")),
			&cdktf.LocalBackendConfig{Path: &stated})
		stack("override").AddOverride(jsii.String("terraform.backend.local.path"), stated)
	})
	if got := backend(t, texts["s3"]); len(got) != 1 || got["s3"] == nil {
		t.Errorf("got %v beside the backend that was stated", got)
	}
	for _, name := range []string{"local", "deep", "override"} {
		if got := path(t, texts[name]); got != stated {
			t.Errorf("%s: got %v, want %s", name, got, stated)
		}
	}
}

func TestStateOfALinkedOutputFolder(t *testing.T) {
	root := t.TempDir()
	work, elsewhere := filepath.Join(root, "project"), filepath.Join(root, "a", "b", "elsewhere")
	for _, dir := range []string{work, elsewhere} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(elsewhere, filepath.Join(work, "cdktf.out")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(work)
	if got, want := path(t, in(t, "cdktf.out", pair)["one"]), "../../../../../project/terraform.one.tfstate"; got != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// The state lies where CDKTF's absolute path put it, and a stack reads that of another.
func TestStateLiesInTheWorkingDirectory(t *testing.T) {
	testkit.Heavy(t)
	for _, outdir := range []string{"cdktf.out", "deeper/out", filepath.Join(t.TempDir(), "out")} {
		dir := t.TempDir()
		t.Chdir(dir)
		in(t, outdir, pair)
		for _, stack := range []string{"one", "two"} {
			for _, args := range [][]string{{"init"}, {"apply", "-auto-approve"}} {
				args = append([]string{"-chdir=" + filepath.Join(outdir, "stacks", stack)}, args...)
				out, err := exec.Command(testkit.TerraformCLI(t), args...).CombinedOutput()
				if err != nil {
					t.Fatalf("terraform %v: %v\n%s", args, err, out)
				}
			}
			if _, err := os.Stat(filepath.Join(dir, "terraform."+stack+".tfstate")); err != nil {
				t.Error(err)
			}
		}
		state, err := os.ReadFile(filepath.Join(dir, "terraform.two.tfstate"))
		if err != nil || !strings.Contains(string(state), "by one") {
			t.Errorf("two does not know what one made: %v\n%s", err, state)
		}
	}
}
