package credential

import (
	"encoding/base64"
	"encoding/json"
	"math/rand/v2"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

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

func corpus(t *testing.T, name string) (lines []string) {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSuffix(line, "\n"); !strings.HasPrefix(line, "# ") {
			lines = append(lines, line)
		}
	}
	return lines
}

// carriers are how a text gets into a prop.
var carriers = map[string]func(string) string{
	"alone":           func(s string) string { return s },
	"sentence":        func(s string) string { return "Use " + s + " for it." },
	"option":          func(s string) string { return "--credential=" + s },
	"variable":        func(s string) string { return "docker run -e CREDENTIAL=" + s + " acme/app" },
	"shell, quoted":   func(s string) string { return "export X='" + s + "' && exec app" },
	"shell, in parts": func(s string) string { return "export X=\"" + s[:len(s)/2] + "\"\"" + s[len(s)/2:] + "\"" },
	"JSON":            func(s string) string { return `{"x":` + quoted(s) + `}` },
	"JSON in a text":  func(s string) string { return quoted(`{"x":` + quoted(s) + `}`) },
	"YAML": func(s string) string {
		return "a:\n  x: |\n    " + strings.ReplaceAll(s, "\n", "\n    ") + "\n  y: 1\n"
	},
	"base64":         func(s string) string { return base64.StdEncoding.EncodeToString([]byte("x=" + s + "\n")) },
	"base64 of URLs": func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
	"URL":            func(s string) string { return "x=" + url.PathEscape(s) },
	"behind text":    func(s string) string { return strings.Repeat("words of a prompt ", 200) + s + "\n" },
}

func quoted(s string) string {
	out, _ := json.Marshal(s)
	return string(out)
}

func TestEveryVendorInEveryCarrier(t *testing.T) {
	const seeds = 2
	vendors, missed := corpus(t, "credentials.txt"), 0
	for i, line := range vendors {
		vendor, form, _ := strings.Cut(line, "\t")
		for name, carry := range carriers {
			for seed := range uint64(seeds) {
				secret := filled(form, rand.New(rand.NewPCG(seed, uint64(i))))
				text := carry(secret)
				if In(text) == "" {
					t.Errorf("%s, %s: not found: %s", vendor, name, text)
					missed++
					break
				}
				if shown := Redact(text); In(shown) != "" || strings.Contains(shown, secret) {
					t.Errorf("%s, %s: shown as %s", vendor, name, shown)
					break
				}
			}
		}
	}
	if len(vendors) < 150 {
		t.Errorf("only %d vendors", len(vendors))
	}
	t.Logf("%d forms in %d carriers, %d missed", len(vendors), len(carriers), missed)
}

func TestOrdinaryTexts(t *testing.T) {
	lines := corpus(t, "ordinary.txt")
	for i, line := range lines {
		for name, carry := range carriers {
			if name == "sentence" || name == "option" || name == "variable" {
				continue // they make another text of it
			}
			for seed := range uint64(3) {
				text := carry(filled(line, rand.New(rand.NewPCG(seed, uint64(i)))))
				if what := In(text); what != "" {
					t.Errorf("%s: %s in %q", name, what, text)
					break
				}
			}
		}
	}
	if len(lines) < 200 {
		t.Errorf("only %d texts", len(lines))
	}
}
