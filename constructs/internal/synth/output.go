package synth

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
)

// read loads the stacks that were synthesized into staging; their File names the place they will have below outdir.
func read(staging, outdir string) ([]Stack, error) {
	text, err := os.ReadFile(filepath.Join(staging, "manifest.json"))
	if err != nil {
		return nil, fmt.Errorf("read the synthesized manifest: %w", err)
	}
	var manifest struct {
		Stacks map[string]struct {
			Path string `json:"synthesizedStackPath"`
		} `json:"stacks"`
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		return nil, fmt.Errorf("read the synthesized manifest: %w", err)
	}
	var stacks []Stack
	for name, entry := range manifest.Stacks {
		body, err := os.ReadFile(filepath.Join(staging, entry.Path))
		if err != nil {
			return nil, fmt.Errorf("read stack %s: %w", name, err)
		}
		stacks = append(stacks, Stack{Name: name, File: filepath.Join(outdir, entry.Path), Text: body})
	}
	sort.Slice(stacks, func(i, j int) bool { return stacks[i].Name < stacks[j].Name })
	return stacks, nil
}

// publish moves every file of staging to its place below outdir. Files that others keep there (Terraform's .terraform,
// lock file and state) stay, unchanged files keep their time, and each file is replaced in one step.
func publish(staging, outdir string) error {
	return filepath.WalkDir(staging, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(staging, path)
		if err != nil {
			return err
		}
		target := filepath.Join(outdir, relative)
		if entry.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		if same(path, target) {
			return nil
		}
		return os.Rename(path, target)
	})
}

func same(a, b string) bool {
	x, err := os.ReadFile(a)
	if err != nil {
		return false
	}
	y, err := os.ReadFile(b)
	return err == nil && bytes.Equal(x, y)
}
