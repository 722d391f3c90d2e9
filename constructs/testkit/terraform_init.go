package testkit

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/terraform-exec/tfexec"
	"github.com/zclconf/go-cty/cty"
)

const lockFile = ".terraform.lock.hcl"

// prepared is a Terraform whose providers are initialized.
type prepared struct {
	cli         *tfexec.Terraform
	initialized string // the folder with .terraform
	env         map[string]string
}

// workspace makes a Terraform for dir with the providers that it requires. `terraform init` of the AWS provider (675
// MB) happens once per machine and set of requirements; every folder of every test reuses its result.
func workspace(ctx context.Context, dir string, providers json.RawMessage, more map[string]string) (*prepared, error) {
	path, err := terraformPath()
	if err != nil {
		return nil, err
	}
	env, err := terraformEnv(more)
	if err != nil {
		return nil, err
	}
	initialized, err := initialize(ctx, path, providers, env)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(initialized, lockFile))
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, lockFile), text, 0o644); err != nil {
		return nil, err
	}
	env["TF_DATA_DIR"] = filepath.Join(initialized, ".terraform")
	cli, err := terraformIn(dir, path, env)
	return &prepared{cli, initialized, env}, err
}

func terraformIn(dir, path string, env map[string]string) (*tfexec.Terraform, error) {
	terraform, err := tfexec.NewTerraform(dir, path)
	if err != nil {
		return nil, err
	}
	return terraform, terraform.SetEnv(env)
}

func initialize(ctx context.Context, path string, providers json.RawMessage, env map[string]string) (string, error) {
	config, _ := os.ReadFile(env["TF_CLI_CONFIG_FILE"]) // empty without one
	key := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s\n%s", path, providers, config, env["TF_PLUGIN_CACHE_DIR"]))
	return cached(fmt.Sprintf("providers-%x", key[:8]), providersThere, func(dir string) error {
		text, err := json.Marshal(map[string]any{"terraform": map[string]any{"required_providers": providers}})
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, "providers.tf.json"), text, 0o644); err != nil {
			return err
		}
		terraform, err := terraformIn(dir, path, env)
		if err != nil {
			return err
		}
		if err := terraform.Init(ctx, tfexec.Backend(false)); err != nil {
			return fmt.Errorf("terraform init: %w", err)
		}
		return nil
	})
}

// providersThere tells whether the providers of an initialized folder are still there: they may be links to a cache or
// mirror.
func providersThere(dir string) bool {
	// host, namespace, type, version, platform
	links, _ := filepath.Glob(filepath.Join(dir, ".terraform/providers/*/*/*/*/*"))
	for _, link := range links {
		if _, err := os.Stat(link); err != nil {
			return false
		}
	}
	_, err := os.Stat(filepath.Join(dir, lockFile))
	return err == nil && len(links) > 0
}

// providersOfJSON returns terraform.required_providers of a cdk.tf.json.
func providersOfJSON(text []byte) (json.RawMessage, error) {
	var document struct {
		Terraform struct {
			Providers json.RawMessage `json:"required_providers"`
		} `json:"terraform"`
	}
	if err := json.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("cdk.tf.json: %w", err)
	}
	if document.Terraform.Providers == nil {
		return nil, fmt.Errorf("cdk.tf.json: terraform.required_providers is missing; state the providers that it uses")
	}
	return document.Terraform.Providers, nil
}

// providersOfHCL parses the files of a folder and returns their required_providers.
func providersOfHCL(dir string) (json.RawMessage, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.tf"))
	if err != nil {
		return nil, err
	}
	providers := map[string]map[string]string{}
	for _, path := range files {
		file, diagnostics := hclparse.NewParser().ParseHCLFile(path)
		if diagnostics.HasErrors() {
			return nil, diagnostics
		}
		content, _, diagnostics := file.Body.PartialContent(terraformSchema)
		if diagnostics.HasErrors() {
			return nil, diagnostics
		}
		for _, terraform := range content.Blocks {
			required, _, diagnostics := terraform.Body.PartialContent(requiredSchema)
			if diagnostics.HasErrors() {
				return nil, diagnostics
			}
			for _, block := range required.Blocks {
				attributes, diagnostics := block.Body.JustAttributes()
				if diagnostics.HasErrors() {
					return nil, diagnostics
				}
				for name, attribute := range attributes {
					if providers[name], err = requirement(attribute.Expr); err != nil {
						return nil, err
					}
				}
			}
		}
	}
	if len(providers) == 0 {
		return nil, fmt.Errorf("%s: terraform.required_providers is missing; state the providers that it uses", dir)
	}
	return json.Marshal(providers)
}

// requirement is the source and the version of a provider, without the names of its configurations.
func requirement(said hcl.Expression) (map[string]string, error) {
	pairs, diagnostics := hcl.ExprMap(said)
	if diagnostics.HasErrors() {
		return nil, diagnostics
	}
	out := map[string]string{}
	for _, pair := range pairs {
		key := hcl.ExprAsKeyword(pair.Key)
		if key != "source" && key != "version" {
			continue
		}
		value, diagnostics := pair.Value.Value(nil)
		if diagnostics.HasErrors() {
			return nil, diagnostics
		}
		if value.Type() == cty.String && !value.IsNull() {
			out[key] = value.AsString()
		}
	}
	return out, nil
}
