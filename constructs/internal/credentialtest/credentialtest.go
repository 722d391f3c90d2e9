// Package credentialtest has texts for tests: credentials of many vendors, and ordinary texts that are none. They stand
// in files of blanks, which are filled at random, so that no secret scanner stumbles over the repository.
package credentialtest

import (
	_ "embed"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
)

var (
	//go:embed credentials.txt
	credentials string
	//go:embed ordinary.txt
	ordinary string
)

// Credential is a text that is one, or that holds one.
type Credential struct{ Vendor, Text string }

// Credentials are one of each vendor and form, with random texts that the seed decides.
func Credentials(seed uint64) (all []Credential) {
	for i, line := range lines(credentials) {
		vendor, form, _ := strings.Cut(line, "\t")
		all = append(all, Credential{vendor, filled(form, rand.New(rand.NewPCG(seed,
			uint64(i))))}) //nolint:gosec // no secrets
	}
	return all
}

// Ordinary are texts that hold no credential.
func Ordinary(seed uint64) (all []string) {
	for i, line := range lines(ordinary) {
		all = append(all, filled(line, rand.New(rand.NewPCG(seed, uint64(i))))) //nolint:gosec // no secrets
	}
	return all
}

func lines(text string) (out []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSuffix(line, "\n"); !strings.HasPrefix(line, "# ") {
			out = append(out, line)
		}
	}
	return out
}

var alphabets = map[string]string{
	"a": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
	"A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
	"B": "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
	"l": "abcdefghijklmnopqrstuvwxyz0123456789",
	"d": "0123456789",
	"h": "0123456789abcdef",
	"w": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-",
	"b": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
}

var blank = regexp.MustCompile(`\{([aABldhwb])([0-9]+)\}|\{u\}`)

// filled is a line of a corpus with random texts in its blanks. They begin and end with a letter or digit, as those of
// vendors nearly always do.
func filled(line string, random *rand.Rand) string {
	body := func(kind string, n int) string {
		out := make([]byte, n)
		for i := range out {
			letters := alphabets[kind]
			if i == 0 || i == n-1 {
				letters = strings.TrimRight(letters, "+/_-")
			}
			out[i] = letters[random.IntN(len(letters))]
		}
		return string(out)
	}
	text := blank.ReplaceAllStringFunc(line, func(b string) string {
		if b == "{u}" {
			return body("h", 8) + "-" + body("h", 4) + "-4" + body("h", 3) + "-a" + body("h", 3) + "-" + body("h", 12)
		}
		n, _ := strconv.Atoi(b[2 : len(b)-1])
		return body(b[1:2], n)
	})
	return strings.NewReplacer(`\\n`, `\n`, `\n`, "\n").Replace(text)
}
