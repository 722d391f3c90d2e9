package dockerfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/BurntSushi/toml"
)

// maxFile is more than lock files need that are read here; the rest of a longer one is not looked at.
const maxFile = 8 << 20

// folder reads an application's files, and keeps the first error.
type folder struct {
	files   fs.FS
	options Options
	command Found // in the place of the one that is stated or found
	err     error
}

func (f *folder) note(err error) {
	if err != nil && !errors.Is(err, fs.ErrNotExist) && f.err == nil {
		f.err = err
	}
}

// has says whether there is such a file. A pipe is none: reading it would never end.
func (f *folder) has(name string) bool {
	info, err := fs.Stat(f.files, name)
	f.note(err)
	return err == nil && info.Mode().IsRegular()
}

func (f *folder) hasFolder(name string) bool {
	info, err := fs.Stat(f.files, name)
	f.note(err)
	return err == nil && info.IsDir()
}

// all are the files of a pattern, in the order of their names.
func (f *folder) all(pattern string) []string {
	names, err := fs.Glob(f.files, pattern)
	f.note(err)
	names = slices.DeleteFunc(names, func(name string) bool { return !f.has(name) })
	slices.Sort(names)
	return names
}

// first is the first file of the first pattern that has one.
func (f *folder) first(patterns ...string) string {
	for _, pattern := range patterns {
		if names := f.all(pattern); len(names) > 0 {
			return names[0]
		}
	}
	return ""
}

// text of a file, empty where there is none.
func (f *folder) text(name string) string {
	if !f.has(name) {
		return ""
	}
	file, err := f.files.Open(name)
	if err != nil {
		f.note(err)
		return ""
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxFile))
	f.note(err)
	return string(text)
}

// json and toml read a file into a value, which stays as it is where there is no such file.
func (f *folder) json(name string, into any) { f.decode(name, into, json.Unmarshal) }
func (f *folder) toml(name string, into any) { f.decode(name, into, toml.Unmarshal) }

func (f *folder) decode(name string, into any, unmarshal func([]byte, any) error) {
	text := f.text(name)
	if text == "" {
		return
	}
	if err := unmarshal([]byte(text), into); err != nil {
		f.note(fmt.Errorf("%s: %w", name, err))
	}
}
