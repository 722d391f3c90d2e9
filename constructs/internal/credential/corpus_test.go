package credential

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credentialtest"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

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
	"gzip":           func(s string) string { return zipped("x=" + s + "\n") },
	"hexadecimal":    func(s string) string { return hex.EncodeToString([]byte("x=" + s)) },
	"URL":            func(s string) string { return "x=" + url.PathEscape(s) },
	"behind text":    func(s string) string { return strings.Repeat("words of a prompt ", 20) + s + "\n" },
}

func zipped(s string) string {
	var out bytes.Buffer
	archive := gzip.NewWriter(&out)
	_, _ = archive.Write([]byte(s))
	_ = archive.Close()
	return base64.StdEncoding.EncodeToString(out.Bytes())
}

func quoted(v any) string {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(v)
	return strings.TrimSpace(out.String())
}

func TestEveryVendorInEveryCarrier(t *testing.T) {
	forms := 0
	for seed := range uint64(2) {
		all := credentialtest.Credentials(seed)
		forms = len(all)
		for _, c := range all {
			for name, carry := range carriers {
				text := carry(c.Text)
				if In(text) == "" {
					t.Errorf("%s, %s: not found: %s", c.Vendor, name, text)
				} else if shown := Redact(text); In(shown) != "" || strings.Contains(shown, c.Text) {
					t.Errorf("%s, %s: shown as %s", c.Vendor, name, shown)
				}
			}
		}
	}
	if forms < 200 {
		t.Errorf("only %d forms", forms)
	}
	figure.Say(t, "credential-forms", forms)
}

func TestOrdinaryTexts(t *testing.T) {
	count := 0
	for seed := range uint64(3) {
		all := credentialtest.Ordinary(seed)
		count = len(all)
		for _, text := range all {
			for name, carry := range carriers {
				switch name {
				case "sentence", "option", "variable": // they make another text of it
					continue
				}
				if what := In(carry(text)); what != "" {
					t.Errorf("%s: %s in %q", name, what, carry(text))
				}
			}
		}
	}
	if count < 200 {
		t.Errorf("only %d texts", count)
	}
	figure.Say(t, "text-sound", count)
}

func TestWaived(t *testing.T) {
	all := credentialtest.Credentials(77)
	waived, other := all[0].Text, all[1].Text
	Waive(waived)
	for _, carry := range carriers {
		if what := In(carry(waived)); what != "" && !strings.Contains(carry("x"), "\"\"") && strings.Contains(carry(waived),
			waived) {
			t.Errorf("a waived text is still %s in %s", what, carry(waived))
		}
	}
	if _, found := Find("API_KEY", waived); found {
		t.Error("a waived text is still one under the name of a credential")
	}
	if In(waived+" "+other) == "" {
		t.Error("a credential beside a waived text is not found")
	}
}

// A waiver holds wherever its text stands: alone, in JSON, in JSON in JSON, in a command.
func TestWithout(t *testing.T) {
	for _, waived := range []string{
		"pk-" + key, "pk." + key + "/x~y==", `{"key":"sk-` + key + `"}`, "words\nand \\ " + key + ` <b> & "quote"`,
	} {
		byText, byDigest := Waivers{}, Waivers{}
		byText.Add(waived)
		byDigest.AddDigest(Digest(waived))
		once := quoted(map[string]string{"x": waived})
		for place, text := range map[string]string{
			"alone": waived, "JSON": once, "JSON in JSON": quoted(map[string]string{"y": once}),
			"lines": quoted("a\n" + waived + "\nb"), "option": "--key=" + waived + " -v",
		} {
			if got := byText.Without(text); !strings.Contains(got, Waived) || strings.Contains(got, key) {
				t.Errorf("by its text, %q in %s: got %q", waived, place, got)
			}
			if strings.ContainsAny(waived, `"`) && place != "alone" && place != "JSON" || place == "lines" {
				continue // of a digest only whole values and words are known
			}
			if got := byDigest.Without(text); !strings.Contains(got, Waived) || strings.Contains(got, key) {
				t.Errorf("by its digest, %q in %s: got %q", waived, place, got)
			}
		}
	}
	longer, waiver := "pk-"+key+"x", Waivers{}
	waiver.Add("pk-" + key)
	waiver.AddDigest(Digest("pk-" + key))
	if got := waiver.Without(longer + " \\\\n" + longer); strings.Contains(got, Waived) {
		t.Errorf("a longer text is waived: %q", got)
	}
}
