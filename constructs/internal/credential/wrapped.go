package credential

import (
	"bytes"
	"compress/gzip"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"io"
	"regexp"
	"strconv"
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
	joint   = regexp.MustCompile(`["']\s*\+\s*["']|""|''|"'|'"|\\\r?\n\s*|\\(["'$&=:/@+-])|(\w)["'](\w)`)
	newline = regexp.MustCompile(`\\+n`)
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
			plain = strings.ReplaceAll(newline.ReplaceAllString(plain, "\n"), `\\`, `\`)
			if plain = joint.ReplaceAllString(plain, "$1$2$3"); plain == before {
				break
			}
		}
		if plain != text {
			out = append(out, wrapping{text, plain})
		}
	}
	if strings.Contains(text, `\`) || strings.Contains(text, "&#") {
		if plain := byNumber.ReplaceAllStringFunc(text, numbered); plain != text {
			out = append(out, wrapping{text, plain})
		}
	}
	if plain := expanded(text); plain != "" {
		out = append(out, wrapping{text, plain})
	}
	for _, part := range encoded.FindAllString(text, -1) {
		for _, plain := range []string{decoded(part), unzipped(part), unhexed(part), unbase32(part)} {
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

var (
	assignment = regexp.MustCompile(`(?:^|[\s;&|("'])([A-Za-z_][A-Za-z0-9_]*)=["']?([^\s;&|"']*)`)
	variable   = regexp.MustCompile(`\$\$?(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))`)
)

// expanded is a text of a shell with the values of the variables that it sets itself, or "" where it reads none.
func expanded(text string) string {
	if !strings.Contains(text, "$") || !strings.Contains(text, "=") || len(text) > most {
		return ""
	}
	values := map[string]string{}
	with := func(text string) string {
		return variable.ReplaceAllStringFunc(text, func(use string) string {
			if value, set := values[strings.Trim(use, "${}")]; set {
				return value
			}
			return use
		})
	}
	for _, set := range assignment.FindAllStringSubmatch(text, -1) {
		if value := with(set[2]); len(value) <= 1<<10 {
			values[set[1]] = value
		}
	}
	plain := with(text)
	if plain == text || len(plain) > 2*most {
		return ""
	}
	return plain
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

// unbase32 is what a text in base32 says, or "".
func unbase32(text string) string {
	plain, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.TrimRight(text, "="))
	if err != nil {
		return ""
	}
	return printable(plain)
}

// byNumber is a character of which a program or a page is told the number: \u0067, \x67, \147, &#103; and &#x67;.
var byNumber = regexp.MustCompile(`\\{1,2}(?:u00|x)([0-9A-Fa-f]{2})|\\{1,2}([01][0-7]{2})` +
	`|&#x([0-9A-Fa-f]{2});|&#([0-9]{2,3});`)

func numbered(code string) string {
	groups := byNumber.FindStringSubmatch(code)
	for i, base := range []int{16, 8, 16, 10} {
		if n, err := strconv.ParseUint(groups[i+1], base, 8); err == nil && ' ' <= n && n <= '~' {
			return string(rune(n))
		}
	}
	return code
}

// unescape is what %2B stands for.
func unescape(code string) string {
	plain, err := hex.DecodeString(code[1:])
	if err != nil || plain[0] < ' ' && plain[0] != '\n' && plain[0] != '\r' || plain[0] > '~' {
		return code
	}
	return string(plain)
}
