package beanstalk

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

// tree is a document of YAML or JSON, of which every node knows its line.
type tree struct {
	file string
	node *yaml.Node
}

// parse reads a document. Whatever is JSON is read as such, tabs and all.
func parse(file string, text []byte) (tree, error) {
	if trimmed := strings.TrimSpace(strings.TrimPrefix(string(text), "\ufeff")); strings.HasPrefix(trimmed, "{") &&
		strings.HasSuffix(strings.ToLower(file), ".json") || json.Valid(text) {
		var value any
		if err := json.Unmarshal([]byte(trimmed), &value); err != nil {
			return tree{}, jsonProblem(file, trimmed, err)
		}
		// the parser of YAML knows where a value stands; it takes JSON but for tabs and surrogates
		text = []byte(surrogates.ReplaceAllStringFunc(strings.ReplaceAll(string(text), "\t", " "), joined))
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return tree{}, yamlProblem(file, err)
	}
	if len(document.Content) == 0 {
		return tree{file: file}, nil
	}
	if written := expanded(&document, map[*yaml.Node]int{}); written > maxNodes {
		return tree{}, migration.Problem{Source: migration.Source{File: file},
			Got:  "aliases that lead to themselves, or to too much",
			Want: fmt.Sprintf("at most %d values", maxNodes), Fix: "write out what the aliases stand for"}
	}
	return tree{file, document.Content[0]}.resolved(), nil
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

func (t tree) resolved() tree {
	for range maxDepth {
		if t.node == nil || t.node.Kind != yaml.AliasNode {
			return t
		}
		t.node = t.node.Alias
	}
	return tree{file: t.file}
}

func (t tree) source(name string) migration.Source {
	if t.node == nil {
		return migration.Source{File: t.file, Name: name}
	}
	return migration.Source{File: t.file, Line: t.node.Line, Name: name}
}

func (t tree) isMap() bool  { return t.node != nil && t.node.Kind == yaml.MappingNode }
func (t tree) isList() bool { return t.node != nil && t.node.Kind == yaml.SequenceNode }

// isText reports a single value that is not null.
func (t tree) isText() bool {
	return t.node != nil && t.node.Kind == yaml.ScalarNode && t.node.Tag != "!!null"
}

// text is a single value as it was written, or "".
func (t tree) text() string {
	if !t.isText() {
		return ""
	}
	return t.node.Value
}

func (t tree) number() (float64, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(t.text()), 64)
	return n, err == nil
}

// entry of a mapping.
type entry struct {
	key   string
	value tree
}

// entries of a mapping in their order, those that are merged in (<<) first.
func (t tree) entries() []entry { return t.merged(maxDepth) }

func (t tree) merged(depth int) (out []entry) {
	if !t.isMap() || depth == 0 {
		return nil
	}
	for i := 0; i+1 < len(t.node.Content); i += 2 {
		key, value := t.node.Content[i], tree{t.file, t.node.Content[i+1]}.resolved()
		if key.Tag != "!!merge" {
			continue
		}
		for _, part := range append(value.items(), value) {
			out = append(out, part.merged(depth-1)...)
			if len(out) > maxEntries {
				return nil
			}
		}
	}
	for i := 0; i+1 < len(t.node.Content); i += 2 {
		key, value := t.node.Content[i], tree{t.file, t.node.Content[i+1]}.resolved()
		if key.Tag != "!!merge" && key.Kind == yaml.ScalarNode {
			out = append(out, entry{key.Value, value})
		}
	}
	return out
}

const maxEntries = 10000

// get is the value under a key; the last one wins.
func (t tree) get(key string) tree {
	found := tree{file: t.file}
	for _, e := range t.entries() {
		if e.key == key {
			found = e.value
		}
	}
	return found
}

// items of a list.
func (t tree) items() (out []tree) {
	if !t.isList() {
		return nil
	}
	for _, node := range t.node.Content {
		out = append(out, tree{t.file, node}.resolved())
	}
	return out
}

// words are the texts of a list, or of a single text, as split cuts it.
func (t tree) words(split func(string) []string) []string {
	if t.isText() {
		return split(t.text())
	}
	var out []string
	for _, item := range t.items() {
		out = append(out, item.text())
	}
	return out
}

// kind of a node, for people.
func (t tree) kind() string {
	switch {
	case t.isMap():
		return "a mapping"
	case t.isList():
		return "a list"
	case t.isText():
		return "a text"
	}
	return "nothing"
}

func (t tree) problem(name, want, fix string) error {
	return migration.Problem{Source: t.source(name), Got: t.kind(), Want: want, Fix: fix}
}
