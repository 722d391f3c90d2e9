package migration

import (
	"go/scanner"
	"go/token"
	"path"
	"strconv"
	"strings"
)

// decoded is what a file says: the texts of a program as they are when it runs, and Markdown without its escapes. A
// credential with a quote in it, or one that stands where a line was broken, is found only there.
func decoded(name string, content []byte) string {
	switch path.Ext(name) {
	case ".go":
		return literals(content)
	case ".md":
		return unescapes.Replace(string(content))
	}
	return string(content)
}

// literals are the texts of a program, those that are joined by + as one, each in a line.
func literals(source []byte) string {
	var out strings.Builder
	var s scanner.Scanner
	s.Init(token.NewFileSet().AddFile("", -1, len(source)), source, nil, 0)
	for joined := false; ; {
		switch _, kind, text := s.Scan(); kind {
		case token.EOF:
			return out.String()
		case token.STRING:
			if !joined {
				out.WriteByte('\n')
			}
			value, _ := strconv.Unquote(text)
			out.WriteString(value)
			joined = false
		default:
			joined = kind == token.ADD
		}
	}
}
