package credential

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"io"
	"regexp"
	"strings"
)

// wrapping is another way to read a part of a text.
type wrapping struct {
	within string // the part of the text
	text   string // what it says
}

var (
	escaped = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)
	encoded = regexp.MustCompile(`[A-Za-z0-9+/_-]{20,}={0,2}`)
	// joint is where a shell joins two texts, or two lines: a quote that ends and one that begins, or a backslash.
	joint = regexp.MustCompile(`["']\s*\+\s*["']|""|''|"'|'"|\\\r?\n\s*|\\(["'$&=:/@+-])|(\w)["'](\w)`)
	// folded are the lines of a text in base64.
	folded = regexp.MustCompile(`(?:[A-Za-z0-9+/]{40,}\s*\n\s*)+[A-Za-z0-9+/]*={0,2}`)
)

// wrapped are the other ways to read a text: without the percent signs of a URL, without the quotes and backslashes of
// a shell or of JSON in a text, and the parts of it that are readable texts in base64.
func wrapped(text string) (out []wrapping) {
	if strings.Contains(text, "%") && escaped.MatchString(text) {
		plain := escaped.ReplaceAllStringFunc(text, unescape)
		out = append(out, wrapping{text, plain}, wrapping{text,
			escaped.ReplaceAllStringFunc(strings.ReplaceAll(text, "+", " "), unescape)})
	}
	if strings.ContainsAny(text, "\"'\\") {
		plain := text
		for range 3 { // a quote may be quoted itself
			before := plain
			plain = strings.ReplaceAll(strings.ReplaceAll(plain, `\n`, "\n"), `\\`, `\`)
			if plain = joint.ReplaceAllString(plain, "$1$2$3"); plain == before {
				break
			}
		}
		if plain != text {
			out = append(out, wrapping{text, plain})
		}
	}
	for _, part := range encoded.FindAllString(text, -1) {
		for _, plain := range []string{decoded(part), unzipped(part), unhexed(part)} {
			if len(plain) >= 8 {
				out = append(out, wrapping{part, plain})
			}
		}
	}
	if strings.Contains(text, "\n") {
		for _, part := range folded.FindAllString(text, -1) {
			if plain := decoded(strings.Join(strings.Fields(part), "")); plain != "" {
				out = append(out, wrapping{part, plain})
			}
		}
	}
	return out
}

// most is how much of an archive is looked at.
const most = 64 << 10

// unzipped is what a text in base64 says that gzip made smaller, such as the user data of an instance, or "".
func unzipped(text string) string {
	if !strings.HasPrefix(text, "H4sI") {
		return ""
	}
	archive, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
	if err != nil {
		return ""
	}
	reader, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return ""
	}
	plain, _ := io.ReadAll(io.LimitReader(reader, most)) // of one that was cut off, what there is
	return printable(plain)
}

// unhexed is what a text in hexadecimal digits says, or "".
func unhexed(text string) string {
	plain, err := hex.DecodeString(text)
	if err != nil {
		return ""
	}
	return printable(plain)
}

// unescape is what %2B stands for.
func unescape(code string) string {
	plain, err := hex.DecodeString(code[1:])
	if err != nil || plain[0] < ' ' && plain[0] != '\n' && plain[0] != '\r' || plain[0] > '~' {
		return code
	}
	return string(plain)
}
