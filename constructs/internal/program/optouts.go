package program

import (
	"path"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// optOuts says in one notice which protections the stack goes without, and where.
func optOuts(inventory *review.Inventory) []string {
	var texts []string
	where := map[string][]string{}
	for _, o := range review.OptOuts(inventory) {
		if where[o.Text] == nil {
			texts = append(texts, o.Text)
		}
		_, construct, _ := strings.Cut(path.Dir(o.Path), "/") // without the stack, and the resource in the construct
		if construct == "" {
			construct = o.Address
		}
		where[o.Text] = append(where[o.Text], construct)
	}
	if len(texts) == 0 {
		return nil
	}
	lines := []string{"goes without:"}
	for _, text := range texts {
		lines = append(lines, "  "+check.Words(where[text])+": "+text)
	}
	return lines
}
