// Package earlier has the files that an earlier release of this repository was judged by: what it exported, and which
// resources its programs made. Tests hold today's against them.
//
// The release is the last tag before this commit. Without tags, as before the first release, in a shallow clone or in
// an archive without history, it is the commit in first.zip, which is written by
//
//	git archive --format=zip -o internal/earlier/first.zip COMMIT CHANGELOG.md docs/api.txt testdata examples/testdata
package earlier

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed first.zip
var first []byte

// Release is an earlier release.
type Release struct {
	// Name is that of the tag, or "" for the stored commit.
	Name string
	root string
	zip  *zip.Reader
}

// Last is the last release before the commit that is checked out in root.
func Last(root string) (*Release, error) {
	stored, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		return nil, fmt.Errorf("internal/earlier/first.zip: %w", err)
	}
	r := &Release{root: root, zip: stored}
	if top, err := r.git("rev-parse", "--show-toplevel"); err != nil || !same(top, root) {
		return r, nil // in no repository, or in that of somebody else
	}
	if tag, err := r.git("describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"); err == nil {
		r.Name = tag
	}
	return r, nil
}

func same(a, b string) bool {
	x, err := filepath.EvalSymlinks(a)
	if err != nil {
		return false
	}
	y, err := filepath.EvalSymlinks(b)
	return err == nil && x == y
}

// File is a file of the release, by its path from the root.
func (r *Release) File(path string) ([]byte, error) {
	if r.Name == "" {
		return fs.ReadFile(r.zip, path)
	}
	text, err := exec.Command("git", "-C", r.root, "show", r.Name+":"+path).Output()
	if err != nil {
		return nil, fmt.Errorf("%s of %s: %w", path, r.Name, err)
	}
	return text, nil
}

// Files are the paths of those below a folder whose names end so.
func (r *Release) Files(folder, end string) (out []string, err error) {
	var all []string
	if r.Name == "" {
		for _, file := range r.zip.File {
			all = append(all, file.Name)
		}
	} else {
		text, err := r.git("ls-tree", "-r", "--name-only", r.Name, folder)
		if err != nil {
			return nil, err
		}
		all = strings.Split(text, "\n")
	}
	for _, path := range all {
		if strings.HasPrefix(path, folder+"/") && strings.HasSuffix(path, end) {
			out = append(out, path)
		}
	}
	return out, nil
}

func (r *Release) git(args ...string) (string, error) {
	text, err := exec.Command("git", append([]string{"-C", r.root}, args...)...).Output()
	return strings.TrimSpace(string(text)), err
}
