package page

import (
	"strings"
	"unicode"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

// A page is made of blocks, which each writer has a form for.

// style of a piece of text.
type style int

const (
	plain    style = iota
	code           // an address, a name in AWS
	strong         // what to read first
	severity       // of a risk
	bar            // a length on the scale of timers, as a number of steps
)

// span is a piece of text in one style.
type span struct {
	text  string
	style style
	steps int // of a bar
}

// text is what stands in a paragraph, an item or a cell.
type text []span

func say(s string) text        { return text{{text: clean(s)}} }
func codeOf(s string) text     { return text{{text: clean(s), style: code}} }
func loud(s string) text       { return text{{text: clean(s), style: strong}} }
func badge(s string) text      { return text{{text: clean(s), style: severity}} }
func barOf(steps int) text     { return text{{style: bar, steps: steps}} }
func (t text) and(o text) text { return append(t[:len(t):len(t)], o...) }

// join puts texts behind each other with a separator.
func join(all []text, separator string) text {
	var out text
	for i, t := range all {
		if i > 0 {
			out = append(out, span{text: separator})
		}
		out = append(out, t...)
	}
	return out
}

// string is the text without its styles.
func (t text) string() string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.text)
	}
	return b.String()
}

// table has a row of headers, and is described by a caption.
type table struct {
	caption string
	head    []string
	numbers int // how many of the last columns hold numbers
	rows    [][]text
	last    bool // the last row is a total
}

// block is one of: a heading, a paragraph, a list, a table, or folded blocks.
type block struct {
	heading   string
	paragraph text
	list      []text
	table     *table
	folded    string // the summary
	blocks    []block
}

// section of a page.
type section struct {
	id, title string
	blocks    []block
}

// clean is a text on one line, no longer than one can read, without what a browser or a terminal takes for an order,
// or what looks like a credential.
func clean(s string) string {
	const most = 600
	s = credential.Redact(s)
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "�"))
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	return s
}
