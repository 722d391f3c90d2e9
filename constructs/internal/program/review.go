package program

import (
	"path/filepath"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
	"github.com/fargate-ai/fargate-ai-service/constructs/review/page"
)

// Names of the review of a stack, in the folder of its artifacts.
const (
	reviewMarkdown = "review.md"
	reviewHTML     = "review.html"
)

// pages is the review of a stack: none where its JSON cannot be read.
func pages(stack string, document []byte) map[string][]byte {
	inventory, err := review.Read(document)
	if err != nil {
		return nil
	}
	p := page.New(inventory, page.Options{Name: stack})
	return map[string][]byte{reviewMarkdown: p.Markdown(), reviewHTML: p.HTML()}
}

// reviewOf is where the review of a stack is, for a browser.
func reviewOf(result *synth.Result, stack synth.Stack) string {
	return filepath.Join(result.Outdir, "artifacts", stack.Name, reviewHTML)
}
