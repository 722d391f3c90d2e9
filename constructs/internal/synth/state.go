package synth

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// withRelativeState is build, followed by a backend for every stack that has none: the one that CDKTF would add, whose
// state lies in terraform.STACK.tfstate in the working directory, except that CDKTF would write the absolute path of
// that file, and so other text on every machine. Terraform reads a relative path from the folder in which it runs,
// which is the stack's, for `terraform -chdir` as for the cdktf CLI.
func withRelativeState(outdir string, build func(cdktf.App)) func(cdktf.App) {
	return func(app cdktf.App) {
		build(app)
		for _, stack := range stacks(app) {
			name := *stack.Node().Id()
			path, err := statePath(outdir, name)
			if err != nil {
				continue // on another drive of Windows, which no relative path reaches: CDKTF's absolute one stays
			}
			// A backend may lie anywhere in the stack, and CDKTF alone finds it there without a walk through all constructs.
			// The one that it makes now, where there was none, is replaced.
			if stack.Node().TryFindChild(jsii.String("backend")) != nil {
				continue
			}
			stack.EnsureBackendExists()
			if *stack.Node().TryRemoveChild(jsii.String("backend")) {
				cdktf.NewLocalBackend(stack, &cdktf.LocalBackendConfig{Path: &path})
			}
		}
	}
}

// statePath is the path of a stack's state, seen from the stack's folder.
func statePath(outdir, stack string) (string, error) {
	here, err := filepath.Abs(".")
	if err != nil {
		return "", err
	}
	folder, err := filepath.Abs(filepath.Join(outdir, "stacks", stack))
	if err != nil {
		return "", err
	}
	// ".." leads out of the folder that a symbolic link names, not back to the link
	path, err := filepath.Rel(physical(folder), physical(here))
	if err != nil {
		return "", err
	}
	return filepath.ToSlash(filepath.Join(path, fmt.Sprintf("terraform.%s.tfstate", stack))), nil
}

// physical follows the symbolic links in a path whose last folders may not exist yet.
func physical(path string) string {
	if target, err := filepath.EvalSymlinks(path); err == nil || !os.IsNotExist(err) || path == filepath.Dir(path) {
		if err != nil {
			return path
		}
		return target
	}
	return filepath.Join(physical(filepath.Dir(path)), filepath.Base(path))
}
