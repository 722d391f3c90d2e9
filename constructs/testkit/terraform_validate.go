package testkit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	tfjson "github.com/hashicorp/terraform-json"
)

var (
	terraformSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "terraform"}}}
	requiredSchema  = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "required_providers"}}}
)

// ValidateStack runs `terraform validate`, with the real schema of the AWS provider, on the text of a cdk.tf.json.
func ValidateStack(t testing.TB, text []byte) {
	t.Helper()
	providers, err := providersOfJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "cdk.tf.json"), text, 0o644); err != nil {
		t.Fatal(err)
	}
	validate(t, dir, providers)
}

// CheckHCL checks the cdk.tf of a folder, which CDKTF renders with SYNTH_HCL_OUTPUT=true: it parses, and `terraform
// validate` accepts it.
func CheckHCL(t testing.TB, dir string) {
	t.Helper()
	providers, err := providersOfHCL(dir)
	if err != nil {
		t.Fatalf("parse the HCL: %v", err)
	}
	work := t.TempDir() // Terraform writes into its folder
	if err := os.CopyFS(work, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	validate(t, work, providers)
}

func validate(t testing.TB, dir string, providers json.RawMessage) {
	t.Helper()
	space, err := workspace(t.Context(), dir, providers, nil)
	if err != nil {
		t.Fatal(err)
	}
	result, err := space.validate(t.Context(), dir)
	if err != nil {
		t.Fatalf("terraform validate: %v", err)
	}
	var lines []string
	for _, d := range result.Diagnostics {
		lines = append(lines, diagnostic(d))
	}
	switch {
	case !result.Valid:
		t.Errorf("terraform validate:\n%s", strings.Join(lines, "\n"))
	case len(lines) > 0:
		t.Logf("terraform validate:\n%s", strings.Join(lines, "\n"))
	}
}

// command is one of Terraform that asks a provider for its schema and no more. One that runs already answers.
func (p *prepared) command(ctx context.Context, dir string, env map[string]string, args ...string) (*exec.Cmd, error) {
	command := exec.CommandContext(ctx, p.cli.ExecPath(), args...)
	command.Dir = dir
	for name, value := range env {
		command.Env = append(command.Env, name+"="+value)
	}
	if info, err := serveSchema(p.initialized, p.env); err == nil && info != nil { // else Terraform starts its own
		reattach, err := json.Marshal(info)
		if err != nil {
			return nil, err
		}
		command.Env = append(command.Env, "TF_REATTACH_PROVIDERS="+string(reattach))
	}
	return command, nil
}

// validate is terraform-exec's Validate, which cannot be told of a provider that runs already.
func (p *prepared) validate(ctx context.Context, dir string) (*tfjson.ValidateOutput, error) {
	command, err := p.command(ctx, dir, p.env, "validate", "-no-color", "-json")
	if err != nil {
		return nil, err
	}
	text, err := command.Output() // 1 when the stack is not valid, which the output says too
	var result tfjson.ValidateOutput
	if unreadable := json.Unmarshal(text, &result); unreadable != nil {
		return nil, errors.Join(err, unreadable)
	}
	return &result, nil
}

// diagnostic is a message of Terraform with the place that it is about.
func diagnostic(d tfjson.Diagnostic) string {
	text := fmt.Sprintf("%s: %s", d.Severity, d.Summary)
	if d.Detail != "" {
		text += "\n  " + strings.ReplaceAll(d.Detail, "\n", "\n  ")
	}
	if d.Range != nil {
		text += fmt.Sprintf("\n  at %s:%d", d.Range.Filename, d.Range.Start.Line)
	}
	if d.Snippet != nil {
		if d.Snippet.Context != nil {
			text += " in " + *d.Snippet.Context
		}
		text += ": " + strings.TrimSpace(d.Snippet.Code)
	}
	return text
}
