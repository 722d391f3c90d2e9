package examples_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// consumers are programs of another repository: one imports the whole, one a single leaf.
var consumers = map[string]string{
	"whole": `package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
)

func main() {
	fargateai.Run(func(app cdktf.App) {
		stack := fargateai.NewStack(app, "theirs", &fargateai.StackProps{Region: "eu-west-1"})
		fargateai.NewService(stack, "hello", &fargateai.ServiceProps{
			Profile: fargateai.ProfileDemo, Port: jsii.Number(8080), Image: fargateai.Image{URI: "ghcr.io/acme/hello:v1"},
		})
	})
}
`,
	"leaf": `package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/network"
)

func main() {
	app := cdktf.NewApp(nil)
	stack := cdktf.NewTerraformStack(app, jsii.String("theirs"))
	provider.NewAwsProvider(stack, jsii.String("aws"), &provider.AwsProviderConfig{Region: jsii.String("eu-west-1")})
	network.New(stack, "network", &network.Props{Name: "theirs"})
	app.Synth()
}
`,
}

func TestAnotherModuleImportsTheConstructs(t *testing.T) {
	testkit.Heavy(t)
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	module := t.TempDir()
	requirements, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	_, required, _ := strings.Cut(string(requirements), "\n") // what follows the module's name
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"go.sum": string(sums),
		"go.mod": "module acme.dev/theirs\n" + required +
			"\nrequire github.com/fargate-ai/fargate-ai-service v0.0.0\n\nreplace github.com/fargate-ai/fargate-ai-service => " +
			root + "\n",
	}
	for name, program := range consumers {
		files[name+"/main.go"] = program
	}
	for page, name := range map[string]string{
		"README.md": "readme/main.go", "docs/testing.md": "tested/main_test.go",
	} {
		text, err := os.ReadFile(filepath.Join(root, page))
		if err != nil {
			t.Fatal(err)
		}
		_, snippet, _ := strings.Cut(string(text), "```go\n")
		files[name], _, _ = strings.Cut(snippet, "```")
	}
	for name, text := range files {
		path := filepath.Join(module, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, kind := range map[string]string{"whole": "aws_ecs_service", "leaf": "aws_vpc", "readme": "aws_ecs_service"} {
		t.Run(name, func(t *testing.T) {
			outdir := filepath.Join(t.TempDir(), "cdktf.out")
			run(t, filepath.Join(module, name), outdir)
			testkit.Parse(t, stack(t, outdir)).Count(t, kind, 1)
		})
	}
	tested := exec.Command("go", "test", "-v", "./tested")
	tested.Dir = module
	if text, err := tested.CombinedOutput(); err != nil || !strings.Contains(string(text), "--- PASS: TestTwoTasks") {
		t.Errorf("their test: %v\n%s", err, text)
	}
	list := exec.Command("go", "list", "-deps", "./leaf")
	list.Dir = module
	packages, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range []string{"/aws/v19/ecsservice", "/aws/v19/lb\n", "/constructs/fargateai"} {
		if strings.Contains(string(packages), other) {
			t.Errorf("a program that imports only the network compiles %s", strings.TrimSpace(other))
		}
	}
}
