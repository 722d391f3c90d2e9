// Package terminal knows how a program speaks to people: with colours where they can be seen, in lines that fit, and of
// its progress where it takes long. What is piped into a file or another program has neither colour nor moving lines.
package terminal

import (
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// DefaultColumns is the width of a terminal that does not say how wide it is.
const DefaultColumns = 80

// Unlimited is the width of a file or a pipe: a program that looks for words in it finds them in one line.
const Unlimited = math.MaxInt

const leastColumns = 20 // less is taken for a mistake

// Terminal is where texts go.
type Terminal struct {
	// Columns of a line. COLUMNS says so, else the terminal does, else they are DefaultColumns, or Unlimited where it is
	// no terminal.
	Columns int
	// Moves says that a line can be written over: it is a terminal, and not a dumb one.
	Moves bool
	// Colors says that it shows colours, and that NO_COLOR (https://no-color.org) does not forbid them.
	Colors bool
}

// Of looks at what w is, or what it wraps.
func Of(w io.Writer) Terminal {
	if wrapper, ok := w.(interface{ Unwrap() io.Writer }); ok {
		return Of(wrapper.Unwrap())
	}
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
	t := Terminal{Columns: Unlimited, Moves: isTerminal && getenv("TERM") != "dumb"}
	t.Colors = t.Moves && getenv("NO_COLOR") == ""
	if isTerminal {
		t.Columns = DefaultColumns
		if columns >= leastColumns {
			t.Columns = columns
		}
	}
	if stated, err := strconv.Atoi(getenv("COLUMNS")); err == nil && stated >= leastColumns {
		t.Columns = stated
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
