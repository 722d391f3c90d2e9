package configuration

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

const (
	reference1 = "${TfToken[TOKEN.1]}"
	key        = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab"
)

func yamlFile(content string) File {
	return File{Name: "config.yaml", Content: content, BucketVariable: "CONFIG_BUCKET", KeyVariable: "CONFIG_KEY"}
}

func valid() Props {
	return Props{Settings: Settings{Name: "llm-proxy", Files: []File{yamlFile("model_list: []\n")}}}
}

func run(t *testing.T, cases []checktest.Case[Props]) {
	t.Helper()
	checktest.Run(t, valid, func(p *Props) error { return p.Validate() }, cases)
}

// files replaces the files.
func files(of ...File) func(*Props) { return func(p *Props) { p.Files = of } }

// first changes the first file.
func first(change func(*File)) func(*Props) { return func(p *Props) { change(&p.Files[0]) } }

func TestBucketProblems(t *testing.T) {
	run(t, []checktest.Case[Props]{
		{Name: "defaults", Change: func(*Props) {}},
		{Name: "nothing", Change: func(p *Props) { *p = Props{} }, Want: []string{"files required", "name required"}},
		{Name: "references", Change: func(p *Props) {
			p.Name, p.BucketName, p.KMSKeyARN = reference1, reference1, reference1
			p.NoncurrentDays = jsii.Number(-1.9e289)
			p.Files = []File{yamlFile("key: " + reference1)}
		}},
		{Name: "name", Change: func(p *Props) { p.Name = "llm proxy" }, Want: []string{"name invalid"}},
		{Name: "longest name", Change: func(p *Props) { p.Name = strings.Repeat("n", 64) }},
		{Name: "name too long", Change: func(p *Props) { p.Name = strings.Repeat("n", 65) }, Want: []string{"name invalid"}},
		{Name: "a bucket's name", Change: func(p *Props) { p.BucketName = "llm-proxy-configuration-210987654321" }},
		{Name: "capitals", Change: func(p *Props) { p.BucketName = "LLM" }, Want: []string{"bucketName invalid"}},
		{Name: "dots", Change: func(p *Props) { p.BucketName = "llm.acme.dev" }, Want: []string{"bucketName invalid"}},
		{Name: "short", Change: func(p *Props) { p.BucketName = "ll" }, Want: []string{"bucketName invalid"}},
		{Name: "long", Change: func(p *Props) { p.BucketName = strings.Repeat("b", 64) },
			Want: []string{"bucketName invalid"}},
		{Name: "S3's own", Change: func(p *Props) { p.BucketName = "xn--llm" }, Want: []string{"bucketName invalid"}},
		{Name: "key", Change: func(p *Props) { p.KMSKeyARN = key }},
		{Name: "key's id", Change: func(p *Props) { p.KMSKeyARN = "1234abcd-12ab-34cd-56ef-1234567890ab" },
			Want: []string{"kmsKeyARN invalid"}},
		{Name: "alias", Change: func(p *Props) { p.KMSKeyARN = "arn:aws:kms:eu-west-1:210987654321:alias/ai" },
			Want: []string{"kmsKeyARN configuration-key"}},
		{Name: "fewest days", Change: func(p *Props) { p.NoncurrentDays = jsii.Number(1) }},
		{Name: "no days", Change: func(p *Props) { p.NoncurrentDays = jsii.Number(0) },
			Want: []string{"noncurrentDays range"}},
		{Name: "too many days", Change: func(p *Props) { p.NoncurrentDays = jsii.Number(3651) },
			Want: []string{"noncurrentDays range"}},
		{Name: "existing bucket", Change: func(p *Props) { p.ExistingBucket = &BucketRef{Name: "acme.config", KMSKeyARN: key} }},
		{Name: "existing bucket without a name", Change: func(p *Props) { p.ExistingBucket = &BucketRef{} },
			Want: []string{"existingBucket.name required"}},
		{Name: "existing bucket by its ARN", Change: func(p *Props) {
			p.ExistingBucket = &BucketRef{Name: "arn:aws:s3:::acme-config", KMSKeyARN: "arn:aws:kms:eu-west-1:210987654321:alias/ai"}
		}, Want: []string{"existingBucket.kmsKeyARN configuration-key", "existingBucket.name invalid"}},
		{Name: "settings of another's bucket", Change: func(p *Props) {
			p.ExistingBucket, p.BucketName, p.KMSKeyARN = &BucketRef{Name: "acme-config"}, "llm-config", key
			p.NoncurrentDays, p.ForceDestroy = jsii.Number(30), jsii.Bool(true)
		}, Want: []string{"bucketName configuration-bucket-owner", "forceDestroy configuration-bucket-owner",
			"kmsKeyARN configuration-bucket-owner", "noncurrentDays configuration-bucket-owner"}},
	})
}

func TestFileProblems(t *testing.T) {
	many := func(n int) []File {
		var out []File
		for i := range n {
			name := "f" + strings.Repeat("ab", i)
			out = append(out, File{Name: name, Content: "x", BucketVariable: "B", KeyVariable: "K" + strings.Repeat("AB", i)})
		}
		return out
	}
	environment := func(n int) []File {
		var out []File
		for i := range n {
			out = append(out, File{Name: strings.Repeat("ab", i+1) + ".env", Content: "A=1\n", EnvironmentFile: jsii.Bool(true)})
		}
		return out
	}
	run(t, []checktest.Case[Props]{
		{Name: "most files", Change: files(many(40)...)},
		{Name: "too many files", Change: files(many(41)...), Want: []string{"files range"}},
		{Name: "most environment files", Change: files(environment(10)...)},
		{Name: "too many environment files", Change: files(environment(11)...), Want: []string{"files range"}},
		{Name: "one name twice", Change: files(yamlFile("a: 1"), func() File {
			f := yamlFile("a: 2")
			f.KeyVariable = "OTHER_KEY"
			return f
		}()), Want: []string{"files[1] unique"}},
		{Name: "in a folder", Change: first(func(f *File) { f.Name = "prompts/system.txt" })},
		{Name: "a name that Terraform computes", Change: first(func(f *File) { f.Name = reference1 }),
			Want: []string{"files[0].name known-value"}},
		{Name: "no name", Change: first(func(f *File) { f.Name = "" }), Want: []string{"files[0].name required"}},
		{Name: "root", Change: first(func(f *File) { f.Name = "/config.yaml" }), Want: []string{"files[0].name invalid"}},
		{Name: "up", Change: first(func(f *File) { f.Name = "../config.yaml" }), Want: []string{"files[0].name invalid"}},
		{Name: "wildcard", Change: first(func(f *File) { f.Name = "*.yaml" }), Want: []string{"files[0].name invalid"}},
		{Name: "longest name", Change: first(func(f *File) { f.Name = strings.Repeat("n", 200) })},
		{Name: "long name", Change: first(func(f *File) { f.Name = strings.Repeat("n", 201) }),
			Want: []string{"files[0].name invalid"}},

		{Name: "told to nobody", Change: first(func(f *File) { f.BucketVariable, f.KeyVariable = "", "" }),
			Want: []string{"files[0].keyVariable configuration-reader"}},
		{Name: "a key without its bucket", Change: first(func(f *File) { f.BucketVariable = "" }),
			Want: []string{"files[0].bucketVariable configuration-reader"}},
		{Name: "a bucket without a key", Change: first(func(f *File) { f.KeyVariable = "" }),
			Want: []string{"files[0].keyVariable configuration-reader"}},
		{Name: "variable's form", Change: first(func(f *File) { f.BucketVariable, f.KeyVariable = "1B", "a-b" }),
			Want: []string{"files[0].bucketVariable invalid", "files[0].keyVariable invalid"}},
		{Name: "key and bucket in one", Change: first(func(f *File) { f.KeyVariable = f.BucketVariable }),
			Want: []string{"files[0].keyVariable unique"}},
		{Name: "two keys in one", Change: files(yamlFile("a: 1"),
			File{Name: "b.txt", Content: "b", BucketVariable: "CONFIG_BUCKET", KeyVariable: "CONFIG_KEY"}),
			Want: []string{"files[1].keyVariable unique"}},
		{Name: "one bucket variable for two", Change: files(yamlFile("a: 1"),
			File{Name: "b.txt", Content: "b", BucketVariable: "CONFIG_BUCKET", KeyVariable: "B_KEY"})},
		{Name: "the hash's variable", Change: func(p *Props) {
			p.FixedKeys, p.Files[0].KeyVariable = jsii.Bool(true), HashVariable
		}, Want: []string{"files[0].keyVariable unique"}},
		{Name: "the hash's variable where there is none", Change: first(func(f *File) { f.KeyVariable = HashVariable })},
		{Name: "variables by ECS", Change: files(File{Name: ".env", Content: "A=1", EnvironmentFile: jsii.Bool(true)})},
		{Name: "variables of another file", Change: files(File{Name: "a.txt", Content: "A=1", EnvironmentFile: jsii.Bool(true)}),
			Want: []string{"files[0].name configuration-environment-file"}},
	})
}

func TestContentProblems(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, size int) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(strings.Repeat("a", size)), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	given := func(f File) func(*Props) {
		f.BucketVariable, f.KeyVariable = "B", "K"
		return files(f)
	}
	body := strings.Repeat("a1B2c3D4", 6) // apart from its prefix, so that no secret scanner stumbles over this file
	run(t, []checktest.Case[Props]{
		{Name: "none", Change: given(File{Name: "a.txt"}), Want: []string{"files[0].content required"}},
		{Name: "two", Change: given(File{Name: "a.yaml", Content: 1, Path: "a.yaml"}), Want: []string{"files[0].content exclusive"}},
		{Name: "a pointer to text", Change: given(File{Name: "a.txt", Content: jsii.String("a")})},
		{Name: "bytes of text", Change: given(File{Name: "a.txt", Content: []byte("a")})},
		{Name: "what looks like a placeholder", Change: given(File{Name: "a.txt", Content: "a todo for me@example.com"})},
		{Name: "a file", Change: given(File{Name: "a.txt", Path: write("a", 1<<20)})},
		{Name: "a large file", Change: given(File{Name: "a.txt", Path: write("b", 1<<20+1)}),
			Want: []string{"files[0].path configuration-content"}},
		{Name: "an empty file", Change: given(File{Name: "a.txt", Path: write("c", 0)}),
			Want: []string{"files[0].path configuration-content"}},
		{Name: "no file", Change: given(File{Name: "a.txt", Path: filepath.Join(dir, "none")}),
			Want: []string{"files[0].path configuration-content"}},
		{Name: "a folder", Change: given(File{Name: "a.txt", Path: dir}), Want: []string{"files[0].path configuration-content"}},
		{Name: "a path that Terraform computes", Change: given(File{Name: "a.txt", Path: reference1}),
			Want: []string{"files[0].path known-value"}},
		{Name: "most content", Change: given(File{Name: "a.txt", Content: strings.Repeat("a", 1<<20)})},
		{Name: "too much content", Change: given(File{Name: "a.txt", Content: strings.Repeat("a", 1<<20+1)}),
			Want: []string{"files[0].content configuration-content"}},
		{Name: "bytes", Change: given(File{Name: "a.txt", Content: "\xff"}),
			Want: []string{"files[0].content configuration-content"}},
		{Name: "NUL", Change: given(File{Name: "a.txt", Content: "a\x00"}),
			Want: []string{"files[0].content configuration-content"}},

		{Name: "a value as JSON", Change: given(File{Name: "a.json", Content: map[string]any{"a": []int{1}}})},
		{Name: "a struct", Change: given(File{Name: "a.yml", Content: struct{ A string }{"b"}})},
		{Name: "a value as text", Change: given(File{Name: "a.txt", Content: 1}), Want: []string{"files[0].name configuration-form"}},
		{Name: "a value that is none", Change: given(File{Name: "a.json", Content: make(chan int)}),
			Want: []string{"files[0].content configuration-content"}},
		{Name: "no number", Change: given(File{Name: "a.json", Content: math.NaN()}),
			Want: []string{"files[0].content configuration-content"}},
		{Name: "JSON", Change: given(File{Name: "a.json", Content: `{"a": 1}`})},
		{Name: "half JSON", Change: given(File{Name: "a.json", Content: `{"a": `}),
			Want: []string{"files[0].content configuration-form"}},
		{Name: "two JSON", Change: given(File{Name: "a.json", Content: `{} {}`}),
			Want: []string{"files[0].content configuration-form"}},
		{Name: "JSON with references", Change: given(File{Name: "a.json", Content: `{"a": ` + reference1 + `}`})},
		{Name: "documents of YAML", Change: given(File{Name: "a.yaml", Content: "a: 1\n---\nb: 2\n"})},
		{Name: "tabs in YAML", Change: given(File{Name: "a.yaml", Content: "a:\n\tb: 1\n"}),
			Want: []string{"files[0].content configuration-form"}},
		{Name: "variables for the code", Change: given(File{Name: "a.env", Content: "export A=1\n"})},
		{Name: "comments and empty lines",
			Change: files(File{Name: "a.env", Content: "# a\n\nA=1\r\nB.C=\n", EnvironmentFile: jsii.Bool(true)})},
		{Name: "export", Change: files(File{Name: "a.env", Content: "A=1\nexport B=1\n", EnvironmentFile: jsii.Bool(true)}),
			Want: []string{"files[0].content: got line 2 without NAME=VALUE"}},

		{Name: "a key in text", Change: given(File{Name: "a.txt", Content: "use sk-proj-" + body}),
			Want: []string{"files[0].content configuration-credential"}},
		{Name: "a key in a value", Change: given(File{Name: "a.yaml", Content: map[string]any{"x": []any{"sk-ant-api03-" + body}}}),
			Want: []string{"files[0].content configuration-credential"}},
		{Name: "a password by its name", Change: given(File{Name: "a.yaml", Content: "db:\n  password: hunter2\n"}),
			Want: []string{"files[0].content configuration-credential"}},
		{Name: "an api_key by its name", Change: given(File{Name: "a.json", Content: map[string]any{"api_key": "hunter2"}}),
			Want: []string{"files[0].content configuration-credential"}},
		{Name: "a line", Change: files(File{Name: "a.env", Content: "DB_PASSWORD=hunter2\n", EnvironmentFile: jsii.Bool(true)}),
			Want: []string{"files[0].content configuration-credential"}},
		{Name: "a reference under the name of a credential",
			Change: given(File{Name: "a.yaml", Content: map[string]any{"api_key": reference1}}),
			Want:   []string{"files[0].content configuration-credential"}},
		{Name: "pointers to credentials", Change: given(File{Name: "a.yaml", Content: map[string]any{
			"master_key": "os.environ/LITELLM_MASTER_KEY", "api_key": "${OPENAI_API_KEY}", "token": "{{ token }}",
			"password": "env:PASSWORD", "secret": "$SECRET", "max_tokens": 4096, "eos_token": "</s>"}})},
	})
}

func TestMistakesRepeatNoContent(t *testing.T) {
	p := valid()
	p.Files = []File{{Name: "a.yaml", Content: "password: [hunter2\n", BucketVariable: "B", KeyVariable: "K"},
		{Name: "a.json", Content: `{"password": "hunter2"`, BucketVariable: "B", KeyVariable: "L"}}
	if err := p.Validate(); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
}
