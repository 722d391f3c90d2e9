package reader

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// MaxFile is how large a file may be.
const MaxFile = 4 << 20

// Reader is an application under way.
type Reader struct {
	Files    fs.FS
	App      *migration.Application
	Problems []error
	Found    int // files that said something
}

// Done is what was read, with problems that tell no credential.
func (r *Reader) Done() (*migration.Application, error) {
	for i, problem := range r.Problems {
		r.Problems[i] = r.App.Conceal(problem)
	}
	return r.App, errors.Join(r.Problems...)
}

// Refuse adds a problem, if it is one.
func (r *Reader) Refuse(err error) {
	if err != nil {
		r.Problems = append(r.Problems, err)
	}
}

// Glob are the files that match one of the patterns, sorted.
func (r *Reader) Glob(patterns ...string) (out []string) {
	for _, pattern := range patterns {
		found, _ := fs.Glob(r.Files, pattern)
		out = append(out, found...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Text of a file; ok is false where there is none.
func (r *Reader) Text(file string) (text []byte, ok bool) {
	if info, err := fs.Stat(r.Files, file); err == nil && !info.Mode().IsRegular() {
		return nil, false // a folder; or a pipe, which would never end
	}
	f, err := r.Files.Open(file)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			r.unreadable(file)
		}
		return nil, false
	}
	defer f.Close()
	text, err = io.ReadAll(io.LimitReader(f, MaxFile+1))
	switch {
	case err != nil:
		r.unreadable(file)
		return nil, false
	case len(text) > MaxFile:
		r.Refuse(migration.Problem{Source: migration.Source{File: file}, Got: fmt.Sprintf("more than %d MiB", MaxFile>>20),
			Want: "a smaller file", Fix: ""})
		return nil, false
	}
	return text, true
}

func (r *Reader) unreadable(file string) {
	r.Refuse(migration.Problem{Source: migration.Source{File: file}, Got: "a file that cannot be read",
		Want: "a readable one", Fix: "see its permissions; a link must not lead out of the folder"})
}

// Document of a file of YAML or JSON.
func (r *Reader) Document(file string) (Tree, bool) {
	text, ok := r.Text(file)
	if !ok {
		return Tree{}, false
	}
	t, err := Parse(file, text)
	r.Refuse(err)
	for _, e := range t.Twice() {
		r.App.Report(e.Value.Source(e.Key), migration.Decision, "", "the key stands there twice: the last one was taken")
	}
	return t, err == nil
}

// Mapping is a document that has to be one.
func (r *Reader) Mapping(file string) (Tree, bool) {
	t, ok := r.Document(file)
	if ok && !t.IsMap() {
		if t.Exists() {
			r.Refuse(t.Problem("", "a mapping", ""))
		}
		return Tree{}, false
	}
	return t, ok
}
