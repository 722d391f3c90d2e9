package testkit

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// Tool finds a program on PATH. The test fails without it: a test that is skipped proves nothing, and nobody sees it.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("there is no %s on PATH; install it", name)
	}
	return path
}

// PythonWithMoto finds the Python that runs the emulator, or makes one in the user's cache.
func PythonWithMoto(t testing.TB) string {
	t.Helper()
	python, err := pythonWithMoto()
	if err != nil {
		t.Fatal(err)
	}
	return python
}

// TerraformCLI finds the Terraform that tests run, or installs one into the user's cache; see [TerraformVariable].
func TerraformCLI(t testing.TB) string {
	t.Helper()
	path, err := terraformPath()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// awsCLIVersion is the release that is installed where there is no AWS CLI.
const awsCLIVersion = "1.45.11"

// awsCLI finds the AWS CLI, or installs one into the user's cache, once per test binary.
var awsCLI = sync.OnceValues(func() (string, error) {
	if path, err := exec.LookPath("aws"); err == nil {
		return path, nil
	}
	path, err := installed("aws-cli-"+awsCLIVersion, "aws", "awscli=="+awsCLIVersion)
	if err != nil {
		return "", fmt.Errorf("there is no aws on PATH, and installing it failed: %w; install the AWS CLI", err)
	}
	return path, nil
})

// AWSCLI finds the AWS CLI, or installs one into the user's cache.
func AWSCLI(t testing.TB) string {
	t.Helper()
	path, err := awsCLI()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// installed is a program of a Python package, in an environment of its own in the user's cache.
func installed(name, program, requirement string) (string, error) {
	dir, err := cached(name, holds(inVenv(program)), func(dir string) error {
		if text, err := exec.Command("python3", "-m", "venv", dir).CombinedOutput(); err != nil {
			return fmt.Errorf("python3 -m venv: %w\n%s", err, text)
		}
		install := exec.Command(filepath.Join(dir, inVenv("python")), "-m", "pip", "install", "--quiet", requirement)
		if text, err := install.CombinedOutput(); err != nil {
			return fmt.Errorf("pip install %s: %w\n%s", requirement, err, text)
		}
		return nil
	})
	return filepath.Join(dir, inVenv(program)), err
}
