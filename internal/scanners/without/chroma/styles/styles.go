// Package styles has one style.
package styles

import "github.com/alecthomas/chroma"

// Fallback is the only style.
var Fallback = &chroma.Style{}

// Get returns none.
func Get(string) *chroma.Style { return nil }
