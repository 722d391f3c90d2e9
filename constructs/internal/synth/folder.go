package synth

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// stagingFolder lies in the output folder while a run writes. What a killed run left there, the next one takes away.
const stagingFolder = ".synthesizing"

// folder is the output folder while it is this run's alone.
type folder struct {
	path    string
	staging string
	made    []string // folders that were not there before, outermost first
	unlock  func()
}

// errTaken is that another run has the folder.
var errTaken = errors.New("another program is synthesizing into it")

// errGone is that the folder went away while it was taken.
var errGone = errors.New("nothing can be made in it")

// enough are the tries after which a folder is none that goes away, but one that takes nothing in, such as /proc.
const enough = 100

// hold takes the output folder. The staging folder is also its lock, which ends with the process however that ends.
func hold(path string) (*folder, error) {
	f := &folder{path: path, staging: filepath.Join(path, stagingFolder)}
	for tries := 1; ; tries++ {
		err := f.take()
		switch {
		case err == nil:
			return f, nil
		case errors.Is(err, errGone) && tries < enough: // the run that had it took it back
			continue
		case errors.Is(err, errTaken):
			return nil, fmt.Errorf("the output folder %s: %w; run one after the other, or give each a folder of its own "+
				"in CDKTF_OUTDIR", path, err)
		}
		f.removeMade()
		return nil, fmt.Errorf("the output folder %s: %w; it has to be a folder that can be written to, "+
			"or name another in CDKTF_OUTDIR", path, err)
	}
}

func (f *folder) take() error {
	if err := f.makeAll(); err != nil {
		return err
	}
	err := os.Mkdir(f.staging, 0o755)
	if errors.Is(err, fs.ErrNotExist) {
		return errGone
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if info, err := os.Lstat(f.staging); err == nil && !info.IsDir() { // such as a link to a folder of somebody's
		return fmt.Errorf("%s is there, and no folder; remove it", f.staging)
	}
	if f.unlock, err = lock(f.staging); err != nil {
		return err
	}
	if err := empty(f.staging); err != nil {
		f.unlock()
		return err
	}
	return nil
}

// makeAll makes the folder, and notes which were not there.
func (f *folder) makeAll() error {
	var missing []string
	for at := filepath.Clean(f.path); ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil || at == filepath.Dir(at) {
			break
		}
		missing = append([]string{at}, missing...)
	}
	for _, path := range missing {
		err := os.Mkdir(path, 0o755)
		if err == nil {
			f.made = append(f.made, path)
		} else if !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return os.MkdirAll(f.path, 0o755) // which says what is there in its place
}

func empty(path string) error {
	entries, err := os.ReadDir(path)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if err := os.RemoveAll(filepath.Join(path, entry.Name())); err != nil {
			return err
		}
	}
	return nil
}

// release gives the folder back, and removes it where it was not there before and nothing came of the run.
func (f *folder) release() {
	os.RemoveAll(f.staging)
	f.unlock()
	f.removeMade()
}

func (f *folder) removeMade() {
	for _, path := range slices.Backward(f.made) {
		os.Remove(path) // only when it is empty
	}
	f.made = nil
}
