package terminal

import (
	"regexp"
	"strings"

	"github.com/mattn/go-runewidth"
)

// widths are those of Unicode, whatever the locale says.
var widths = &runewidth.Condition{}

// Width is how many columns a text takes.
func Width(text string) int { return widths.StringWidth(text) }

// Wrap breaks a text into lines of at most so many columns, between its words. A word that is longer is broken.
func Wrap(text string, columns int) []string {
	var lines []string
	line, used := "", 0
	for word := range strings.FieldsSeq(text) {
		width := Width(word)
		if line != "" && used+1+width <= columns {
			line += " " + word
			used += 1 + width
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for width > columns {
			head := cut(word, columns)
			lines = append(lines, head)
			word = word[len(head):]
			width = Width(word)
		}
		line, used = word, width
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// cut is the beginning of a word that fits, and at least one letter of it. It ends after a slash, a dot, a comma or the
// like where there is one in its second half.
func cut(word string, columns int) string {
	used, end, good := 0, len(word), 0
	for i, r := range word {
		used += widths.RuneWidth(r)
		if used > columns && i > 0 {
			end = i
			break
		}
		if strings.ContainsRune("/.,:;=&?-_", r) && used > columns/2 {
			good = i + 1
		}
	}
	if good > 0 && good < end {
		return word[:good]
	}
	return word[:end]
}

// Hanging wraps a text behind a label: the lines after the first are indented like the text.
func Hanging(label, text string, columns int) string {
	indent := strings.Repeat(" ", Width(label))
	lines := Wrap(text, max(columns-len(indent), leastColumn))
	return label + strings.Join(lines, "\n"+indent)
}

// entry is a line of a list in two columns: a word, and what it means.
var entry = regexp.MustCompile(`^ +\S+ {2,}`)

// Lines wraps each line of a text that is too long, and keeps its indentation, or that of a list's second column.
func (t Terminal) Lines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if Width(line) <= t.Columns {
			continue
		}
		label := entry.FindString(line)
		if Width(label)+leastColumn > t.Columns {
			label = ""
		}
		if label == "" {
			label = line[:len(line)-len(strings.TrimLeft(line, " "))]
		}
		lines[i] = Hanging(label, line[len(label):], t.Columns)
	}
	return strings.Join(lines, "\n")
}
