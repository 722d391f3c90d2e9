package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// render is the catalog as JSON, sorted by id, so that a change of one rule is a change of few lines.
func render(found []declaration) ([]byte, error) {
	list := make([]rules.Rule, 0, len(found))
	for _, d := range found {
		list = append(list, d.rule)
	}
	slices.SortStableFunc(list, func(a, b rules.Rule) int { return strings.Compare(a.ID, b.ID) })
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(list)
	return out.Bytes(), err
}
