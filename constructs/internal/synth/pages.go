package synth

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// writePages writes the pages about each stack into the folder of its artifacts. Where the stack is HCL, they are made
// from its JSON all the same.
func writePages(options Options, staging string, stacks []Stack) error {
	if options.Pages == nil {
		return nil
	}
	for _, s := range stacks {
		dir := filepath.Join(staging, artifactsFolder, s.Name)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("write the pages of %s: %w", s.Name, err)
		}
		pages := options.Pages(s.Name, s.JSON)
		for _, name := range check.SortedKeys(pages) {
			err := os.WriteFile(filepath.Join(dir, name), pages[name], 0o644) //nolint:gosec // to be read by everyone
			if err != nil {
				return fmt.Errorf("write the pages of %s: %w", s.Name, err)
			}
		}
	}
	return nil
}
