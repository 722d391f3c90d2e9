package synth

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read1(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestPublishReplacesWhatChangedAndKeepsWhatIsNotOurs(t *testing.T) {
	root := t.TempDir()
	staging, outdir := filepath.Join(root, "staging"), filepath.Join(root, "out")
	write(t, filepath.Join(staging, "stacks/a/cdk.tf.json"), "new")
	write(t, filepath.Join(staging, "manifest.json"), "same")
	write(t, filepath.Join(outdir, "stacks/a/cdk.tf.json"), "old")
	write(t, filepath.Join(outdir, "stacks/a/.terraform/provider"), "kept")
	write(t, filepath.Join(outdir, "manifest.json"), "same")
	earlier := time.Now().Add(-time.Hour).Truncate(time.Second)
	if err := os.Chtimes(filepath.Join(outdir, "manifest.json"), earlier, earlier); err != nil {
		t.Fatal(err)
	}
	p := &publication{staging: staging}
	if err := errors.Join(p.all(staging, outdir), p.publish()); err != nil {
		t.Fatal(err)
	}
	if got := read1(t, filepath.Join(outdir, "stacks/a/cdk.tf.json")); got != "new" {
		t.Errorf("got %q", got)
	}
	if got := read1(t, filepath.Join(outdir, "stacks/a/.terraform/provider")); got != "kept" {
		t.Errorf("Terraform's own files did not stay: %q", got)
	}
	if info, err := os.Stat(filepath.Join(outdir, "manifest.json")); err != nil || !info.ModTime().Equal(earlier) {
		t.Errorf("an unchanged file was written again: %v", err)
	}
}

func TestLeftoversAreFoundWhereverTheyComeFrom(t *testing.T) {
	document :=
		`{"//": {"metadata": "example.com"}, "resource": {"aws_iam_role": {"a":
			{"//": {"x": "changeme"}, "arn": "arn:aws:iam::123456789012:role/x", "tags": [{"k": "REPLACE_ME"}]}}}}`
	got := leftovers(Stack{Name: "app", Text: []byte(document)}, nil).Error()
	want := []string{`app.resource.aws_iam_role.a.arn: got the placeholder "123456789012"`,
		`app.resource.aws_iam_role.a.tags[0].k: got the placeholder "REPLACE_ME"`}
	lines := strings.Split(got, "\n")
	if len(lines) != len(want) {
		t.Fatalf("got\n%s", got)
	}
	for i := range want {
		if !strings.HasPrefix(lines[i], want[i]) {
			t.Errorf("got  %s\nwant %s…", lines[i], want[i])
		}
	}
	inHCL := Stack{Name: "app", Text: []byte("a = 1\nb = \"changeme\"\n")}
	if got := leftovers(inHCL, nil).Error(); !strings.HasPrefix(got,
		`app line 2: got the placeholder "changeme"`) {
		t.Errorf("in HCL: %s", got)
	}
	key := "ghp_" + strings.Repeat("a1B2c3D4", 5)
	if got := leftovers(Stack{Name: "app", Text: []byte("b = \"" + key + "\"\n")}, nil); len(got) != 1 {
		t.Errorf("in HCL without its JSON: %v", got)
	}
	if ps := leftovers(Stack{Name: "app", Text: []byte(`{"a": "llm.acme.dev"}`)}, nil); len(ps) > 0 {
		t.Errorf("a real value is called a placeholder: %v", ps)
	}
}

func TestContextComesFromTheOptionsElseTheFile(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("CDKTF_CONTEXT_JSON", "")
	if c, err := contextOf(Options{}); err != nil || len(c) > 0 {
		t.Errorf("without a file: %v, %v", c, err)
	}
	write(t, "cdktf.json", `{"context": {"region": "eu-west-1"}}`)
	if c, err := contextOf(Options{}); err != nil || c["region"] != "eu-west-1" {
		t.Errorf("got %v, %v", c, err)
	}
	if c, err := contextOf(Options{Context: map[string]any{"a": 1}}); err != nil || c["a"] != 1 {
		t.Errorf("got %v, %v", c, err)
	}
	t.Setenv("CDKTF_CONTEXT_JSON", "{}")
	if c, err := contextOf(Options{}); err != nil || len(c) > 0 {
		t.Errorf("the CLI's own context is read twice: %v, %v", c, err)
	}
	t.Setenv("CDKTF_CONTEXT_JSON", "")
	write(t, "cdktf.json", `{`)
	if _, err := contextOf(Options{}); err == nil || !strings.Contains(err.Error(), "cdktf.json") {
		t.Errorf("broken JSON gave %v", err)
	}
}
