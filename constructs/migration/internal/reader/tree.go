// Package reader is what the readers of applications share: files, documents of which every value knows its line,
// commands, times and images.
package reader

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"go.yaml.in/yaml/v3"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// Tree is a document of YAML or JSON, of which every node knows its line.
type Tree struct {
	file string
	node *yaml.Node
}

// Parse reads a document. Whatever is JSON is read as such, tabs and all.
func Parse(file string, text []byte) (Tree, error) {
	if trimmed := strings.TrimSpace(strings.TrimPrefix(string(text), "\ufeff")); strings.HasPrefix(trimmed, "{") &&
		strings.HasSuffix(strings.ToLower(file), ".json") || json.Valid(text) {
		var value any
		if err := json.Unmarshal([]byte(trimmed), &value); err != nil {
			return Tree{}, jsonProblem(file, trimmed, err)
		}
		// the parser of YAML knows where a value stands; it takes JSON but for tabs and surrogates
		text = []byte(surrogates.ReplaceAllStringFunc(strings.ReplaceAll(string(text), "\t", " "), joined))
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return Tree{}, yamlProblem(file, err)
	}
	if len(document.Content) == 0 {
		return Tree{file: file}, nil
	}
	if written := expanded(&document, map[*yaml.Node]int{}); written > maxNodes {
		return Tree{}, migration.Problem{Source: migration.Source{File: file},
			Got:  "aliases that lead to themselves, or to too much",
			Want: fmt.Sprintf("at most %d values", maxNodes), Fix: "write out what the aliases stand for"}
	}
	return Tree{file, document.Content[0]}.resolved(), nil
}

// maxNodes are the values that a document may have when each alias is written out.
const maxNodes = 1 << 20

// expanded is how many values a node has when each alias is written out. One that leads to itself has too many.
func expanded(node *yaml.Node, known map[*yaml.Node]int) int {
	if n, ok := known[node]; ok {
		return n
	}
	known[node] = maxNodes + 1 // while it is under way
	n := 1
	if node.Kind == yaml.AliasNode {
		n += expanded(node.Alias, known)
	}
	for _, child := range node.Content {
		if n = min(n+expanded(child, known), maxNodes+1); n > maxNodes {
			break
		}
	}
	known[node] = n
	return n
}

var surrogates = regexp.MustCompile(`\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}`)

func joined(pair string) string {
	high, _ := strconv.ParseUint(pair[2:6], 16, 32)
	low, _ := strconv.ParseUint(pair[8:12], 16, 32)
	return string(utf16.DecodeRune(rune(high), rune(low)))
}

func jsonProblem(file, text string, err error) error {
	line := 0
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		line = 1 + strings.Count(text[:min(int(syntax.Offset), len(text))], "\n")
	}
	return migration.Problem{Source: migration.Source{File: file, Line: line}, Got: "damaged JSON", Want: "JSON",
		Fix: "a comma or a bracket is missing or one too many near this line"}
}

var yamlLine = regexp.MustCompile(`line (\d+): (.*)`)

func yamlProblem(file string, err error) error {
	line, why := 0, "it cannot be parsed"
	if strings.Contains(err.Error(), "unknown anchor") { // the rest of it tells the text, which may be a password
		return migration.Problem{Source: migration.Source{File: file}, Got: "an alias of nothing", Want: "YAML",
			Fix: "put quotes around texts that start with *"}
	}
	if found := yamlLine.FindStringSubmatch(err.Error()); found != nil {
		line, _ = strconv.Atoi(found[1])
		why = found[2]
	}
	return migration.Problem{Source: migration.Source{File: file, Line: line}, Got: "damaged YAML", Want: "YAML", Fix: why}
}

// maxDepth of aliases, so that one that leads to itself ends.
const maxDepth = 20

func (t Tree) resolved() Tree {
	for range maxDepth {
		if t.node == nil || t.node.Kind != yaml.AliasNode {
			return t
		}
		t.node = t.node.Alias
	}
	return Tree{file: t.file}
}

// Source is where the node stands.
func (t Tree) Source(name string) migration.Source {
	if t.node == nil {
		return migration.Source{File: t.file, Name: name}
	}
	return migration.Source{File: t.file, Line: t.node.Line, Name: name}
}

// Exists reports whether there is a node, which may be null.
func (t Tree) Exists() bool { return t.node != nil }

// IsNull reports that there is no value.
func (t Tree) IsNull() bool { return !t.IsText() && !t.IsMap() && !t.IsList() }

// IsMap reports a mapping.
func (t Tree) IsMap() bool { return t.node != nil && t.node.Kind == yaml.MappingNode }

// IsList reports a list.
func (t Tree) IsList() bool { return t.node != nil && t.node.Kind == yaml.SequenceNode }

// IsText reports a single value that is not null.
func (t Tree) IsText() bool {
	return t.node != nil && t.node.Kind == yaml.ScalarNode && t.node.Tag != "!!null"
}

// Text is a single value as it was written, or "".
func (t Tree) Text() string {
	if !t.IsText() {
		return ""
	}
	return t.node.Value
}

// Number is a single value that is one.
func (t Tree) Number() (float64, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(t.Text()), 64)
	return n, err == nil
}

// Entry of a mapping.
type Entry struct {
	Key   string
	Value Tree
}

// Entries of a mapping in their order, those that are merged in (<<) first.
func (t Tree) Entries() []Entry { return t.merged(maxDepth) }

func (t Tree) merged(depth int) (out []Entry) {
	if !t.IsMap() || depth == 0 {
		return nil
	}
	for i := 0; i+1 < len(t.node.Content); i += 2 {
		key, value := t.node.Content[i], Tree{t.file, t.node.Content[i+1]}.resolved()
		if key.Tag != "!!merge" {
			continue
		}
		for _, part := range append(value.Items(), value) {
			out = append(out, part.merged(depth-1)...)
			if len(out) > maxEntries {
				return nil
			}
		}
	}
	for i := 0; i+1 < len(t.node.Content); i += 2 {
		key, value := t.node.Content[i], Tree{t.file, t.node.Content[i+1]}.resolved()
		if key.Tag != "!!merge" && key.Kind == yaml.ScalarNode {
			out = append(out, Entry{key.Value, value})
		}
	}
	return out
}

const maxEntries = 10000

// Twice are the entries whose key stands before them in the same mapping. Aliases are not followed.
func (t Tree) Twice() (out []Entry) {
	if t.node == nil || t.node.Kind == yaml.AliasNode {
		return nil
	}
	seen := map[string]bool{}
	for i, child := range t.node.Content {
		if t.IsMap() && i%2 == 0 {
			if key := child.Value; child.Kind == yaml.ScalarNode && child.Tag != "!!merge" && i+1 < len(t.node.Content) {
				if seen[key] {
					out = append(out, Entry{key, Tree{t.file, t.node.Content[i+1]}})
				}
				seen[key] = true
			}
			continue
		}
		out = append(out, Tree{t.file, child}.Twice()...)
	}
	return out
}

// Last are the entries of a mapping, each key once: of several the last one holds.
func (t Tree) Last() (out []Entry) {
	at := map[string]int{}
	for _, e := range t.Entries() {
		if i, ok := at[e.Key]; ok {
			out[i] = e
			continue
		}
		at[e.Key] = len(out)
		out = append(out, e)
	}
	return out
}

// Get is the value under a key; the last one wins.
func (t Tree) Get(key string) Tree {
	found := Tree{file: t.file}
	for _, e := range t.Entries() {
		if e.Key == key {
			found = e.Value
		}
	}
	return found
}

// Items of a list.
func (t Tree) Items() (out []Tree) {
	if !t.IsList() {
		return nil
	}
	for _, node := range t.node.Content {
		out = append(out, Tree{t.file, node}.resolved())
	}
	return out
}

// Words are the texts of a list, or of a single text, as split cuts it.
func (t Tree) Words(split func(string) []string) []string {
	if t.IsText() {
		return split(t.Text())
	}
	var out []string
	for _, item := range t.Items() {
		out = append(out, item.Text())
	}
	return out
}

// Kind of a node, for people.
func (t Tree) Kind() string {
	switch {
	case t.IsMap():
		return "a mapping"
	case t.IsList():
		return "a list"
	case t.IsText():
		return "a text"
	}
	return "nothing"
}

// Problem is that of a node of another kind.
func (t Tree) Problem(name, want, fix string) error {
	return migration.Problem{Source: t.Source(name), Got: t.Kind(), Want: want, Fix: fix}
}
