// Package lexers has one lexer, which knows no language.
package lexers

import "github.com/alecthomas/chroma"

// Fallback is the only lexer.
var Fallback chroma.Lexer = chroma.Plain{}

// Match returns none.
func Match(string) chroma.Lexer { return nil }
