package migration

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Existing returns the files that are in a folder already.
func (f Files) Existing(folder string) (out []string, err error) {
	for _, name := range sortedKeys(f) {
		_, err := os.Lstat(filepath.Join(folder, name))
		switch {
		case err == nil:
			out = append(out, name)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	return out, nil
}

// WriteTo writes the files into a folder, which is made where there is none. They are written beside it first, so that
// nothing is changed when that fails.
func (f Files) WriteTo(folder string) (err error) {
	folder = filepath.Clean(folder)
	for _, name := range sortedKeys(f) {
		if info, err := os.Lstat(filepath.Join(folder, name)); err == nil && info.IsDir() {
			return fmt.Errorf("%s: got a folder, want a file or nothing", filepath.Join(folder, name))
		}
	}
	parent := filepath.Dir(folder)
	missing := missingFolders(parent)
	defer func() {
		for _, path := range slices.Backward(missing) {
			if err != nil {
				os.Remove(path) // only when it is empty
			}
		}
	}()
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	whole, err := os.MkdirTemp(parent, "."+filepath.Base(folder)+"-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(whole)) }()
	for _, name := range sortedKeys(f) {
		if err := os.WriteFile(filepath.Join(whole, name), f[name], 0o644); err != nil {
			return err
		}
	}
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		if err := os.Chmod(whole, 0o755); err != nil {
			return err
		}
		return os.Rename(whole, folder)
	}
	for _, name := range sortedKeys(f) {
		if err := os.Rename(filepath.Join(whole, name), filepath.Join(folder, name)); err != nil {
			return err
		}
	}
	return nil
}

// missingFolders are those of a path that there are not yet, outermost first.
func missingFolders(path string) (out []string) {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) || path == filepath.Dir(path) {
		return nil
	}
	return append(missingFolders(filepath.Dir(path)), path)
}

// NeedsModule reports whether a program in a folder needs a go.mod: no module around it is, or requires, the library.
func NeedsModule(folder string) (bool, error) {
	at, err := filepath.Abs(folder)
	if err != nil {
		return false, err
	}
	for {
		text, err := os.ReadFile(filepath.Join(at, "go.mod"))
		if err == nil {
			return !requires(string(text)), nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return false, fmt.Errorf("read the module around the program: %w", err)
		}
		parent := filepath.Dir(at)
		if parent == at {
			return true, nil
		}
		at = parent
	}
}

func requires(module string) bool {
	for line := range strings.Lines(module) {
		line, _, _ = strings.Cut(line, "//")
		if slices.Contains(strings.Fields(line), library) {
			return true
		}
	}
	return false
}
