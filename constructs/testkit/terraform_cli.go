package testkit

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/go-version"
	"github.com/hashicorp/hc-install/product"
	"github.com/hashicorp/hc-install/releases"
)

// TerraformVariable is the environment variable that names the Terraform CLI to test with. Without it the one on PATH
// is used, and where there is none, [TerraformVersion] is installed into the user's cache.
const TerraformVariable = "FARGATEAI_TERRAFORM"

// TerraformVersion is the release that is installed where there is no Terraform.
const TerraformVersion = "1.11.4"

// terraformPath finds or installs the Terraform CLI, once per test binary.
var terraformPath = sync.OnceValues(func() (string, error) {
	if path := os.Getenv(TerraformVariable); path != "" {
		return path, nil
	}
	if path, err := exec.LookPath("terraform"); err == nil {
		return filepath.Abs(path)
	}
	name := product.Terraform.BinaryName()
	dir, err := cached("terraform-"+TerraformVersion, holds(name), func(dir string) error {
		source := &releases.ExactVersion{
			Product: product.Terraform, Version: version.Must(version.NewVersion(TerraformVersion)), InstallDir: dir,
		}
		_, err := source.Install(context.Background())
		return err
	})
	if err != nil {
		return "", fmt.Errorf("there is no terraform on PATH, and installing it failed: %w; install it or set %s", err,
			TerraformVariable)
	}
	return filepath.Join(dir, name), nil
})

func holds(name string) func(dir string) bool {
	return func(dir string) bool {
		_, err := os.Stat(filepath.Join(dir, name))
		return err == nil
	}
}

// endpointVariable names the address that the AWS provider and CLI take for AWS.
const endpointVariable = "AWS_ENDPOINT_URL"

// terraformEnv is the environment of every Terraform process: the caller's without anything that could lead to a real
// AWS account or change what Terraform does, apart from where providers come from.
func terraformEnv(more map[string]string) (map[string]string, error) {
	env := map[string]string{}
	for _, variable := range os.Environ() {
		name, value, _ := strings.Cut(variable, "=")
		if !strings.HasPrefix(name, "AWS_") && !strings.HasPrefix(name, "TF_") {
			env[name] = value
		}
	}
	if env["GOGC"] == "" {
		// A quarter more memory, a quarter less time: most of what Terraform allocates is the provider's schema, which stays.
		env["GOGC"] = "400"
	}
	maps.Copy(env, map[string]string{
		"AWS_ACCESS_KEY_ID":           "test",
		"AWS_SECRET_ACCESS_KEY":       "test",
		"AWS_REGION":                  Site["region"].(string),
		"AWS_CONFIG_FILE":             os.DevNull,
		"AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
		"AWS_EC2_METADATA_DISABLED":   "true",
		"AWS_MAX_ATTEMPTS":            "2", // an answer that the emulator does not have is no better the 25th time
		endpointVariable:              "http://127.0.0.1:1",
		"CHECKPOINT_DISABLE":          "1",
	})
	for _, name := range []string{"TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR"} {
		if _, err := os.Stat(os.Getenv(name)); err == nil { // Terraform only warns of one that does not exist
			env[name] = os.Getenv(name)
		}
	}
	if env["TF_CLI_CONFIG_FILE"] == "" && env["TF_PLUGIN_CACHE_DIR"] == "" {
		plugins, err := pluginCache()
		if err != nil {
			return nil, err
		}
		env["TF_PLUGIN_CACHE_DIR"] = plugins
	}
	maps.Copy(env, more)
	return env, nil
}

// pluginCache is where Terraform keeps the providers that it downloads.
func pluginCache() (string, error) {
	root, err := cacheRoot()
	if err != nil {
		return "", err
	}
	plugins := filepath.Join(root, "plugins")
	return plugins, os.MkdirAll(plugins, 0o755)
}

// Environ returns the environment of a program that is to see the emulator as AWS, such as the cdktf or aws CLI: the
// caller's, kept from every real account.
func (a *AWS) Environ(t testing.TB) []string {
	t.Helper()
	env, err := terraformEnv(map[string]string{endpointVariable: a.URL})
	if err != nil {
		t.Fatal(err)
	}
	if env["TF_PLUGIN_CACHE_DIR"] == "" { // cdktf would make one in the home folder, where it looks like a mirror
		if env["TF_PLUGIN_CACHE_DIR"], err = pluginCache(); err != nil {
			t.Fatal(err)
		}
	}
	var out []string
	for _, name := range sortedKeys(env) {
		out = append(out, name+"="+env[name])
	}
	return out
}
