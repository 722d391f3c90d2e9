package stackcheck

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// lock judges the file that pins the providers: each that is used, by its hashes, and no other one.
func (c *checker) lock() error {
	text, err := os.ReadFile(filepath.Join(c.dir, LockFile))
	if errors.Is(err, fs.ErrNotExist) {
		c.find(LockFile, "no such file", "one that terraform providers lock has written")
		return nil
	}
	if err != nil {
		return err
	}
	file, diagnostics := hclsyntax.ParseConfig(text, LockFile, hcl.InitialPos)
	if diagnostics.HasErrors() {
		c.find(LockFile, "text that is no HCL", "what terraform providers lock writes")
		return nil
	}
	locked := map[string]bool{}
	for _, block := range file.Body.(*hclsyntax.Body).Blocks {
		if block.Type != "provider" || len(block.Labels) != 1 {
			c.find(LockFile, "a block "+check.Quote(block.Type), "providers only")
			continue
		}
		address := block.Labels[0]
		if !slices.Contains(c.allowed, address) {
			c.find(LockFile, "the provider "+check.Quote(strings.TrimPrefix(address, registry)),
				"those that are allowed")
		}
		hashes, ok := block.Body.Attributes["hashes"]
		if ok {
			values, diagnostics := hashes.Expr.Value(nil)
			locked[address] = !diagnostics.HasErrors() && values.CanIterateElements() && values.LengthInt() > 0
		}
	}
	for _, address := range slices.Sorted(maps.Keys(c.used)) {
		if !locked[address] {
			c.find(LockFile, "no hash of "+strings.TrimPrefix(address, registry), "one of every provider of the stack")
		}
	}
	return nil
}
