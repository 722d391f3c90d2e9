package testkit_test

import (
	"fmt"
	"os/exec"
	"path/filepath"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// These Examples install programs where they are missing, so they are compiled and not run.

func ExampleTool() {
	fmt.Println(exec.Command(testkit.Tool(t, "docker"), "build", ".").Run())
}

func ExampleTerraformCLI() {
	fmt.Println(exec.Command(testkit.TerraformCLI(t), "fmt", "-check", "-recursive", "modules").Run())
}

func ExampleAWSCLI() {
	fmt.Println(exec.Command(testkit.AWSCLI(t), "--version").Run())
}

// The Python that has moto, for a script of your own.
func ExamplePythonWithMoto() {
	fmt.Println(exec.Command(testkit.PythonWithMoto(t), "-c", "import moto").Run())
}

// The scripts of a task.
func ExampleShellcheck() {
	fmt.Println(exec.Command(testkit.Shellcheck(t), "entrypoint.sh").Run())
}

// The release of Node that CDKTF's kernel runs on in the tests that follow.
func ExampleNode() {
	t.Setenv("JSII_NODE", testkit.Node(t, "20.19.5"))
}

// A file of a package that needs nothing else.
func ExampleNPM() {
	fmt.Println(filepath.Join(testkit.NPM(t, "mermaid", "11.4.0", nil), "dist", "mermaid.min.js"))
}
