package synth

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

// publication moves files of staging to their places: all of them, or none.
type publication struct {
	staging string
	moves   []move
	undo    []func() error
}

// move is a file and its place. Without a file, what is at the place is removed.
type move struct{ from, to string }

// all plans to move every file below a folder to its place below outdir. Files that others keep there (Terraform's
// .terraform, lock file and state) stay, and so do files that are the same, with their time.
func (p *publication) all(from, outdir string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			if path == from && errors.Is(err, fs.ErrNotExist) {
				return nil // nothing of the kind was made
			}
			return err
		}
		if entry.IsDir() {
			if path != from && entry.Name() == besideFolder {
				return fs.SkipDir
			}
			return nil
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if target := filepath.Join(outdir, relative); !same(path, target) {
			p.moves = append(p.moves, move{path, target})
		}
		return nil
	})
}

func same(a, b string) bool {
	if info, err := os.Lstat(b); err != nil || !info.Mode().IsRegular() { // reading a pipe would wait for ever
		return false
	}
	x, err := os.ReadFile(a)
	if err != nil {
		return false
	}
	y, err := os.ReadFile(b)
	return err == nil && bytes.Equal(x, y)
}

// publish moves the files, each in one step. Where one cannot be moved, those before it are put back.
func (p *publication) publish() error {
	kept := filepath.Join(p.staging, ".earlier")
	if err := os.Mkdir(kept, 0o755); err != nil {
		return err
	}
	for i, m := range p.moves {
		if err := p.one(m, filepath.Join(kept, strconv.Itoa(i))); err != nil {
			return errors.Join(fmt.Errorf("write %s: %w", m.to, err), p.back())
		}
	}
	return nil
}

func (p *publication) one(m move, kept string) error {
	if err := p.makeFolder(filepath.Dir(m.to)); err != nil {
		return err
	}
	info, err := os.Lstat(m.to)
	switch {
	case err == nil && info.IsDir():
		return errors.New("got a folder there, want a file or nothing")
	case err == nil:
		if err := keep(m.to, kept); err != nil {
			return err
		}
		p.undo = append(p.undo, func() error { return put(kept, m.to) })
	case errors.Is(err, fs.ErrNotExist):
		p.undo = append(p.undo, func() error {
			if err := os.Remove(m.to); !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			return nil
		})
	default:
		return err
	}
	if m.from == "" {
		return os.Remove(m.to)
	}
	return put(m.from, m.to)
}

// makeFolder makes a folder and those around it.
func (p *publication) makeFolder(path string) error {
	if _, err := os.Stat(path); err == nil || path == filepath.Dir(path) {
		return nil
	}
	if err := p.makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	if err := os.Mkdir(path, 0o755); err != nil {
		return err
	}
	p.undo = append(p.undo, func() error { return os.Remove(path) })
	return nil
}

// back undoes what was done, the latest first.
func (p *publication) back() (err error) {
	for _, undo := range slices.Backward(p.undo) {
		err = errors.Join(err, undo())
	}
	p.undo = nil
	return err
}

// keep gives a file a second name, where it stays in its place meanwhile.
func keep(path, kept string) error {
	if os.Link(path, kept) == nil {
		return nil
	}
	return put(path, kept) // of a file system without links, or another one
}

// put renames a file. Across file systems, as where the output folder is a volume of a container, it is copied beside
// its place first.
func put(from, to string) error {
	err := os.Rename(from, to)
	if !errors.Is(err, syscall.EXDEV) {
		return err
	}
	copied, err := copyBeside(from, to)
	if err != nil {
		return err
	}
	if err := os.Rename(copied, to); err != nil {
		return errors.Join(err, os.Remove(copied))
	}
	return os.Remove(from)
}

func copyBeside(from, to string) (name string, err error) {
	in, err := os.Open(from)
	if err != nil {
		return "", err
	}
	defer in.Close()
	out, err := os.CreateTemp(filepath.Dir(to), "."+filepath.Base(to)+".*")
	if err != nil {
		return "", err
	}
	_, err = io.Copy(out, in)
	if err := errors.Join(err, out.Chmod(0o644), out.Close()); err != nil {
		return "", errors.Join(err, os.Remove(out.Name()))
	}
	return out.Name(), nil
}
