package reader

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// Field is a value of a document, with its path, such as http.healthcheck.path.
type Field struct {
	Path string
	Tree
	Source migration.Source
}

// Key is the last part of the path.
func (f Field) Key() string { return f.Path[strings.LastIndexByte(f.Path, '.')+1:] }

// Row says what becomes of a field. In its path * stands for any one part.
type Row[B any] struct {
	Path  string
	Whole bool // takes a mapping as it is
	Do    func(B, Field)
}

// Walk gives each value of a mapping to the first row of its path. A mapping that no row takes as a whole is walked
// into. What no row names goes to unknown, each mapping once.
func Walk[B any](b B, rows []Row[B], t Tree, unknown func(B, Field)) { walk(b, rows, t, "", unknown) }

func walk[B any](b B, rows []Row[B], t Tree, path string, unknown func(B, Field)) {
	for _, e := range t.Last() {
		at := e.Key
		if path != "" {
			at = path + "." + e.Key
		}
		f := Field{Path: at, Tree: e.Value, Source: e.Value.Source(at)}
		row, within := find(rows, at, e.Value.IsMap())
		switch {
		case row != nil:
			row.Do(b, f)
		case within && e.Value.IsMap():
			walk(b, rows, e.Value, at, unknown)
		case within && e.Value.IsNull():
		default:
			unknown(b, f)
		}
	}
}

// find is the row of a path, and whether there are rows within it.
func find[B any](rows []Row[B], path string, isMap bool) (found *Row[B], within bool) {
	parts := strings.Split(path, ".")
	for i := range rows {
		pattern := strings.Split(rows[i].Path, ".")
		if len(pattern) < len(parts) || !alike(pattern[:len(parts)], parts) {
			continue
		}
		if len(pattern) > len(parts) {
			within = true
		} else if found == nil && (rows[i].Whole || !isMap) {
			found = &rows[i]
		}
	}
	return found, within
}

func alike(pattern, parts []string) bool {
	for i, p := range pattern {
		if p != "*" && p != parts[i] {
			return false
		}
	}
	return true
}
