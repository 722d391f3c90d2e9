package synth

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/whole"
)

// writePages writes the pages about each stack into the folder of its artifacts. Where the stack is HCL, they are made
// from its JSON all the same.
func writePages(options Options, staging string, synthesized []whole.Stack, stacks []Stack) error {
	if options.Pages == nil {
		return nil
	}
	for _, s := range stacks {
		document := s.Text
		if filepath.Ext(s.File) != ".json" {
			text, err := json.Marshal(documentOf(synthesized, s.Name))
			if err != nil {
				return fmt.Errorf("write the pages of %s: %w", s.Name, err)
			}
			document = text
		}
		dir := filepath.Join(staging, artifactsFolder, s.Name)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("write the pages of %s: %w", s.Name, err)
		}
		pages := options.Pages(s.Name, document)
		for _, name := range check.SortedKeys(pages) {
			err := os.WriteFile(filepath.Join(dir, name), pages[name], 0o644) //nolint:gosec // to be read by everyone
			if err != nil {
				return fmt.Errorf("write the pages of %s: %w", s.Name, err)
			}
		}
	}
	return nil
}
