// Package terminal knows how a program speaks to people: with colours where they can be seen, in lines that fit, and of
// its progress where it takes long. What is piped into a file or another program has neither colour nor moving lines.
package terminal

import (
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// DefaultColumns is the width of what is no terminal.
const DefaultColumns = 80

const leastColumns = 20 // less is taken for a mistake

// Terminal is where texts go.
type Terminal struct {
	// Columns of a line. COLUMNS says so, else the terminal, else it is DefaultColumns.
	Columns int
	// Known says that someone did: only then texts that are not tables are wrapped, since a pipe is read by programs.
	Known bool
	// Moves says that a line can be written over: it is a terminal, and not a dumb one.
	Moves bool
	// Colors says that it shows colours, and that NO_COLOR (https://no-color.org) does not forbid them.
	Colors bool
}

// Of looks at what w is.
func Of(w io.Writer) Terminal {
	file, ok := w.(*os.File)
	if !ok {
		return of(false, 0, os.Getenv)
	}
	fd := int(file.Fd())
	columns, _, err := term.GetSize(fd)
	if err != nil {
		columns = 0
	}
	return of(term.IsTerminal(fd), columns, os.Getenv)
}

// of is the terminal of so many columns, 0 for unknown, in an environment.
func of(isTerminal bool, columns int, getenv func(string) string) Terminal {
	t := Terminal{Columns: DefaultColumns, Moves: isTerminal && getenv("TERM") != "dumb"}
	t.Colors = t.Moves && getenv("NO_COLOR") == ""
	if stated, err := strconv.Atoi(getenv("COLUMNS")); err == nil && stated >= leastColumns {
		t.Columns, t.Known = stated, true
	} else if isTerminal && columns >= leastColumns {
		t.Columns, t.Known = columns, true
	}
	return t
}

// Style of a text.
type Style string

// The styles, as ECMA-48 numbers them.
const (
	Plain  Style = ""
	Bold   Style = "1"
	Red    Style = "31"
	Green  Style = "32"
	Yellow Style = "33"
)

// Paint gives a text a style, where it can be seen.
func (t Terminal) Paint(style Style, text string) string {
	if !t.Colors || style == Plain || text == "" {
		return text
	}
	return "\x1b[" + string(style) + "m" + text + "\x1b[0m"
}

// Clean replaces what would steer a terminal, or hide in a line: texts come from files and servers.
func Clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\r':
			return ' '
		case !unicode.IsPrint(r):
			return '�'
		}
		return r
	}, text)
}
