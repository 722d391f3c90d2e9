package stackcheck

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// Policy says what a stack may use. The zero value is that of a stack of this library.
type Policy struct {
	// Backend is the kind of backend that keeps the state. Default: s3.
	Backend string
	// Providers by source, such as hashicorp/aws. Of another one than hashicorp/aws only the names of settings and
	// attributes are judged: those of programs, and of files that are not in the stack. Default: hashicorp/aws alone.
	Providers []string
}

// Defaults of [Policy].
const (
	DefaultBackend  = "s3"
	DefaultProvider = "hashicorp/aws"
)

// Finding is a place in a stack, and what is wrong there. It holds no value of the stack.
type Finding struct {
	Place string `json:"place"`
	Got   string `json:"got"`
	Want  string `json:"want"`
}

func (f Finding) String() string { return f.Place + ": got " + f.Got + ", want " + f.Want }

// Files of a stack.
const (
	StackFile = "cdk.tf.json"
	LockFile  = ".terraform.lock.hcl"
	assets    = "assets"
)

// Check looks through the folder of a synthesized stack. An error is a folder that cannot be read, or a policy that
// allows no provider that there is.
func Check(dir string, policy Policy) ([]Finding, error) {
	c := checker{dir: dir, backend: policy.Backend, files: map[string]bool{}, used: map[string]bool{},
		templates: map[string]bool{}}
	if c.backend == "" {
		c.backend = DefaultBackend
	}
	if len(policy.Providers) == 0 {
		policy.Providers = []string{DefaultProvider}
	}
	for _, source := range policy.Providers {
		address, ok := providerAddress(source)
		if !ok {
			return nil, fmt.Errorf("got the provider %s, want NAMESPACE/NAME, such as %s", check.Quote(source),
				DefaultProvider)
		}
		c.allowed = append(c.allowed, address)
	}
	if _, err := os.Stat(dir); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(dir, StackFile))
	if errors.Is(err, fs.ErrNotExist) { // another folder, of whose files nothing would be news
		c.find(StackFile, "no such file", "the folder of a synthesized stack, such as cdktf.out/stacks/NAME")
		return c.findings, nil
	}
	if err != nil {
		return nil, err
	}
	if err := c.list(); err != nil {
		return nil, err
	}
	c.document(text)
	if err := c.lock(); err != nil {
		return nil, err
	}
	return c.findings, nil
}

// checker looks through one stack.
type checker struct {
	dir, backend string
	allowed      []string          // addresses of providers
	files        map[string]bool   // regular ones, by their path with slashes
	names        map[string]string // addresses of providers by their names in the stack
	defaults     map[string]any    // of variables
	used         map[string]bool   // addresses of providers
	templates    map[string]bool   // files that were judged as templates
	findings     []Finding
}

func (c *checker) find(place, got, want string) {
	f := Finding{place, got, want}
	if !slices.Contains(c.findings, f) {
		c.findings = append(c.findings, f)
	}
}

// list finds what does not belong into the folder. Links are not followed.
func (c *checker) list() error {
	return filepath.WalkDir(c.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == c.dir {
			return err
		}
		name, err := filepath.Rel(c.dir, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		info, err := entry.Info()
		if err != nil {
			return err
		}
		inAssets := name == assets || strings.HasPrefix(name, assets+"/")
		switch {
		case !inAssets && name != StackFile && name != LockFile:
			c.find(check.Quote(name), "a file that Terraform may read", StackFile+", "+LockFile+" and assets only")
		case info.Mode().IsRegular():
			c.files[name] = true
			if info.Size() > tfjson.MaxBytes && !inAssets {
				return fmt.Errorf("%s: got more than %d MiB", name, tfjson.MaxBytes>>20)
			}
		case !entry.IsDir() || !inAssets:
			c.find(check.Quote(name), "no regular file", "a file, not a link or a device")
		}
		if entry.IsDir() && !inAssets {
			return filepath.SkipDir
		}
		return nil
	})
}
