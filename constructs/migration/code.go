package migration

import (
	"fmt"
	"go/format"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// code is Go source under way, with the packages that it needs.
type code struct {
	body  strings.Builder
	uses  map[string]bool
	depth int
	// conceal takes the values of credentials out of comments
	conceal func(string) string
}

const library = "github.com/fargate-ai/fargate-ai-service"

// line writes a line, and the source of what it says behind it, or above where that gets long.
func (c *code) line(text string, sources ...Source) {
	indent := strings.Repeat("\t", c.depth)
	comment := c.conceal(comments(sources))
	switch {
	case comment == "":
		fmt.Fprintf(&c.body, "%s%s\n", indent, text)
	case len(indent)+len(text)+len(comment)+20 > maxLine: // gofmt aligns comments with those of the lines around
		fmt.Fprintf(&c.body, "%s// %s\n%s%s\n", indent, comment, indent, text)
	default:
		fmt.Fprintf(&c.body, "%s%s // %s\n", indent, text, comment)
	}
}

func comments(sources []Source) string {
	var out []string
	for _, s := range sources {
		if s != (Source{}) {
			if text := oneLine(s.Name + " (" + s.String() + ")"); !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return strings.Join(out, ", ")
}

// block writes what stands between an opening and a closing line, or nothing where there is nothing.
func (c *code) block(opening, closing string, inside func(*code)) {
	inner := &code{uses: c.uses, depth: c.depth + 1, conceal: c.conceal}
	inside(inner)
	if inner.body.Len() == 0 {
		return
	}
	c.line(opening)
	c.body.WriteString(inner.body.String())
	c.line(closing)
}

// in is a name of one of the library's packages.
func (c *code) in(pkg, name string) string {
	c.uses[library+"/constructs/"+pkg] = true
	return pkg + "." + name
}

func (c *code) pointer(function, value string) string {
	c.uses["github.com/aws/jsii-runtime-go"] = true
	return "jsii." + function + "(" + value + ")"
}

func (c *code) number(field string, v *Said[float64]) {
	if v != nil {
		c.line(field+": "+c.pointer("Number", strconv.FormatFloat(v.Value, 'f', -1, 64))+",", v.Source)
	}
}

func (c *code) yes(field string, v *Said[bool]) {
	if v != nil && v.Value {
		c.line(field+": "+c.pointer("Bool", "true")+",", v.Source)
	}
}

func (c *code) text(field string, v *Said[string]) {
	if v != nil {
		c.line(field+": "+quote(v.Value)+",", v.Source)
	}
}

func (c *code) texts(field string, v *Said[[]string]) {
	if v != nil {
		c.line(field+": "+c.words(v.Value)+",", v.Source)
	}
}

func (c *code) words(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = quote(word)
	}
	return c.pointer("Strings", strings.Join(quoted, ", "))
}

// source is the whole file, formatted.
func (c *code) source(comment string) ([]byte, error) {
	var out strings.Builder
	out.WriteString(comment + "package main\n\nimport (\n")
	var ours []string
	for _, path := range slices.Sorted(maps.Keys(c.uses)) {
		if strings.HasPrefix(path, library) {
			ours = append(ours, path)
			continue
		}
		fmt.Fprintf(&out, "\t%q\n", path)
	}
	out.WriteString("\n")
	for _, path := range ours {
		fmt.Fprintf(&out, "\t%q\n", path)
	}
	out.WriteString(")\n\n" + c.body.String())
	source, err := format.Source([]byte(out.String()))
	for again := true; again && err == nil; {
		if source, again = wrap(source); again {
			source, err = format.Source(source)
		}
	}
	return source, err
}

func quote(text string) string { return strconv.Quote(text) }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
