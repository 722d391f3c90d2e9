package image

import "strings"

// moving are words for "whatever is newest", for branches and for environments: tags of that name are pushed again.
var moving = words("latest newest current main master trunk head tip default dev devel develop development test " +
	"testing qa uat staging stage preview canary next edge nightly daily weekly rolling snapshot unstable alpha beta rc " +
	"stable lts release prod production live")

// variants only say what an image is made of: latest-alpine moves like latest.
var variants = words("alpine slim debian ubuntu bookworm bullseye trixie distroless scratch amd64 arm64 x86 x64 " +
	"64 arm aarch64 linux cpu gpu cuda rocm full base nonroot rootless")

func words(list string) map[string]bool {
	out := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		out[word] = true
	}
	return out
}

// Mutable reports whether a tag is one of those that are pushed again, such as latest, main or prod-arm64. A tag with a
// version, date or commit in it (main-3f2c1ab, v1.74.0-stable) is not, unless it says latest. That 1.29 moves with
// every patch cannot be told from its name.
func Mutable(tag string) bool {
	moves, fixed := false, false
	for _, word := range strings.FieldsFunc(strings.ToLower(tag),
		func(r rune) bool { return r == '-' || r == '_' || r == '.' }) {
		if word == "latest" {
			return true
		}
		moves = moves || moving[word]
		fixed = fixed || !moving[word] && !variants[word]
	}
	return moves && !fixed
}
