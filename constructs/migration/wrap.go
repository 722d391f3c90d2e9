package migration

import (
	"cmp"
	"go/scanner"
	"go/token"
	"strconv"
	"strings"
)

// maxLine is how many columns a line of the program has at most, where it can be broken.
const maxLine = 120

// piece is a token of a line.
type piece struct {
	kind       token.Token
	text       string
	start, end int // columns
}

// wrap breaks the lines of a program that are too long, one break a line. It reports whether there was any: broken
// lines are indented by gofmt, and may be too long again.
func wrap(source []byte) (wrapped []byte, broke bool) {
	lines := strings.Split(string(source), "\n")
	pieces := piecesOf(source, len(lines))
	for i, line := range lines {
		if len(line) <= maxLine || len(pieces[i]) == 0 {
			continue
		}
		if two, ok := inTwo(line, pieces[i]); ok {
			lines[i], broke = two, true
		}
	}
	return []byte(strings.Join(lines, "\n")), broke
}

// piecesOf are the tokens of each line. Lines inside a raw string have none.
func piecesOf(source []byte, lines int) [][]piece {
	out := make([][]piece, lines)
	files := token.NewFileSet()
	file := files.AddFile("", -1, len(source))
	var s scanner.Scanner
	s.Init(file, source, nil, scanner.ScanComments)
	for {
		pos, kind, text := s.Scan()
		if kind == token.EOF {
			return out
		}
		at := file.Position(pos)
		if kind == token.SEMICOLON && text == "\n" {
			continue
		}
		written := cmp.Or(text, kind.String()) // of an operator there is no text
		out[at.Line-1] = append(out[at.Line-1], piece{kind, text, at.Column - 1, at.Column - 1 + len(written)})
	}
}

// inTwo is a line in two: a comment between words or above what it stands behind, code behind a comma or an opening
// bracket, and a text in two that are joined again.
func inTwo(line string, pieces []piece) (string, bool) {
	last := pieces[len(pieces)-1]
	indent := line[:pieces[0].start]
	switch {
	case last.kind == token.COMMENT && len(pieces) > 1:
		return indent + last.text + "\n" + strings.TrimRight(line[:last.start], " "), true
	case last.kind == token.COMMENT:
		if at := strings.LastIndexByte(line[:maxLine+1], ' '); at > last.start+len("//") {
			return line[:at] + "\n" + indent + "// " + line[at+1:], true
		}
		return "", false
	}
	for _, kinds := range [][]token.Token{{token.COMMA}, {token.LPAREN, token.LBRACE}} {
		at := 0
		for _, p := range pieces[:len(pieces)-1] {
			if p.end <= maxLine && (p.kind == kinds[0] || p.kind == kinds[len(kinds)-1]) {
				at = p.end
			}
		}
		if at > 0 {
			return line[:at] + "\n" + line[at:], true
		}
	}
	for _, p := range pieces {
		if p.kind == token.STRING && p.text[0] == '"' && p.end > maxLine-len(`" +`) {
			if first, second, ok := halves(p.text, maxLine-len(`" +`)-p.start); ok {
				return line[:p.start] + first + " +\n" + second + line[p.end:], true
			}
		}
	}
	return "", false
}

// halves are a quoted text as two: the first of at most so many columns, and with its last blank where it has one.
func halves(quoted string, most int) (first, second string, ok bool) {
	end, blank := 0, 0
	for rest := quoted[1 : len(quoted)-1]; rest != ""; {
		_, _, tail, err := strconv.UnquoteChar(rest, '"')
		at := len(quoted) - 1 - len(tail)
		if err != nil || at > most {
			break
		}
		if end = at; rest[0] == ' ' {
			blank = at
		}
		rest = tail
	}
	if blank > most/2 {
		end = blank
	}
	if end < 2 || end >= len(quoted)-1 {
		return "", "", false
	}
	return quoted[:end] + `"`, `"` + quoted[end:], true
}
