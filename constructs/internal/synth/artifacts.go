package synth

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
)

// artifactsFolder lies beside CDKTF's own folder "stacks".
const artifactsFolder = "artifacts"

// besideFolder holds, while the output is staged, what will lie beside the output folder.
const besideFolder = ".beside"

// attach writes the files that constructs attached to their stacks, and returns where they will be below outdir. What
// belongs to several owners in one stack gets a folder for each.
func attach(staging, outdir string, stacks []Stack, artifacts []bridge.Artifact) (files []string,
	notices []bridge.Notice, err error) {
	texts := map[string][]byte{}
	for _, s := range stacks {
		texts[s.Name] = s.Text
	}
	owners := map[string]map[string]bool{}
	for _, a := range artifacts {
		if owners[a.Stack] == nil {
			owners[a.Stack] = map[string]bool{}
		}
		if a.Owner != "" {
			owners[a.Stack][a.Owner] = true
		}
	}
	for _, a := range artifacts {
		place := filepath.Join(artifactsFolder, a.Stack)
		if len(owners[a.Stack]) > 1 {
			place = filepath.Join(place, a.Owner)
		}
		place = filepath.Join(place, filepath.FromSlash(a.Path))
		text, why := a.Render(texts[a.Stack])
		if text == nil {
			notices = append(notices,
				bridge.Notice{Path: path.Join(a.Stack, a.Owner), Text: a.Path + " was not written: " + why})
			continue
		}
		final := filepath.Join(outdir, place)
		if a.Folder != "" {
			beside := filepath.Join(a.Folder, filepath.FromSlash(a.Path))
			place, final = filepath.Join(besideFolder, beside), filepath.Join(filepath.Dir(filepath.Clean(outdir)), beside)
		}
		file := filepath.Join(staging, place)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return nil, nil, fmt.Errorf("write %s: %w", place, err)
		}
		if err := os.WriteFile(file, text, 0o644); err != nil { //nolint:gosec // it goes into a repository
			return nil, nil, fmt.Errorf("write %s: %w", place, err)
		}
		files = append(files, final)
	}
	return files, notices, nil
}

// prune plans to remove the artifacts of the stacks that an earlier run wrote and this one did not: a file that is not
// renewed would be taken for a new one.
func (p *publication) prune(outdir string, stacks []Stack) error {
	for _, s := range stacks {
		err := filepath.WalkDir(filepath.Join(outdir, artifactsFolder, s.Name),
			func(file string, entry fs.DirEntry, err error) error {
				if errors.Is(err, fs.ErrNotExist) {
					return nil
				}
				if err != nil || entry.IsDir() {
					return err
				}
				relative, err := filepath.Rel(outdir, file)
				if err != nil {
					return err
				}
				if _, err := os.Stat(filepath.Join(p.staging, relative)); errors.Is(err, fs.ErrNotExist) {
					p.moves = append(p.moves, move{to: file})
				}
				return nil
			})
		if err != nil {
			return fmt.Errorf("look for the artifacts of an earlier run: %w", err)
		}
	}
	return nil
}
