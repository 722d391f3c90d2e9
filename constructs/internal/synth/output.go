package synth

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// manifest is what CDKTF says of the stacks that it synthesized, by their names.
type manifest struct {
	Stacks map[string]struct {
		ConstructPath string   `json:"constructPath"`
		Path          string   `json:"synthesizedStackPath"`
		Dependencies  []string `json:"dependencies"` // paths of constructs
	} `json:"stacks"`
}

func readManifest(staging string) (m manifest, err error) {
	text, err := os.ReadFile(filepath.Join(staging, "manifest.json"))
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil {
		return m, fmt.Errorf("read the synthesized manifest: %w", err)
	}
	return m, nil
}

// read loads the stacks that were synthesized into staging, in the order in which they can be applied; their File names
// the place they will have below outdir.
func read(staging, outdir string) ([]Stack, error) {
	m, err := readManifest(staging)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for name, entry := range m.Stacks {
		names[entry.ConstructPath] = name
	}
	var stacks []Stack
	for _, name := range check.SortedKeys(m.Stacks) {
		entry := m.Stacks[name]
		body, err := os.ReadFile(filepath.Join(staging, entry.Path))
		if err != nil {
			return nil, fmt.Errorf("read stack %s: %w", name, err)
		}
		s := Stack{Name: name, File: filepath.Join(outdir, entry.Path), Text: body}
		for _, path := range entry.Dependencies {
			if other := names[path]; other != "" {
				s.After = append(s.After, other)
			}
		}
		slices.Sort(s.After)
		stacks = append(stacks, s)
	}
	return inOrder(stacks), nil
}

// inOrder puts each stack after those that it needs, and otherwise keeps the order. CDKTF has refused circles.
func inOrder(stacks []Stack) []Stack {
	var out []Stack
	placed := map[string]bool{}
	var put func(Stack)
	put = func(s Stack) {
		if placed[s.Name] {
			return
		}
		placed[s.Name] = true
		for _, other := range stacks {
			if slices.Contains(s.After, other.Name) {
				put(other)
			}
		}
		out = append(out, s)
	}
	for _, s := range stacks {
		put(s)
	}
	return out
}
