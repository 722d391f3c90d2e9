package tfjson

import (
	"errors"
	"strings"
	"testing"
)

// Documents at a limit are read; one step further they are an error that names the limit.
func TestLimits(t *testing.T) {
	nested := func(depth int) string { return strings.Repeat("[", depth) + strings.Repeat("]", depth) }
	wide := func(commas int) string { return "[" + strings.Repeat("0,", commas) + "0]" }
	for name, c := range map[string]struct{ text, want string }{
		"depth":              {nested(MaxDepth), ""},
		"too deep":           {nested(MaxDepth + 1), "want a depth of at most 200"},
		"brackets in a text": {`"` + strings.Repeat(`[{\"`, MaxDepth) + `"`, ""},
		"values":             {wide(MaxValues - 1), ""},
		"too many values":    {wide(MaxValues), "got 1000001 values, want at most 1000000"},
		"too large":          {strings.Repeat(" ", MaxBytes) + "1", "got more than 67108864 bytes, want at most 64 MiB"},
		"as large as may be": {strings.Repeat(" ", MaxBytes-1) + "1", ""},
	} {
		_, err := Decode([]byte(c.text))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
		if limit := new(LimitError); c.want != "" && !errors.As(err, &limit) {
			t.Errorf("%s: got %T, want a LimitError", name, err)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                    "got an empty file, want JSON",
		"{\n  \"family\": x}": "got no JSON: line 2, column 13",
		"\xef\xbb\xbf{\n x":   "got no JSON: line 2, column 2",
		`{"family": "f"`:      "got JSON that ends in the middle",
		`{} {}`:               "got something after the first JSON value",
		"\xff\xfe{\x00}\x00":  "got text in UTF-16, want UTF-8",
		`]`:                   "got no JSON: line 1, column 1",
	} {
		if _, err := Decode([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

// What would take hours or all memory is not evaluated.
func TestWorkIsBounded(t *testing.T) {
	long := `"` + strings.Repeat("x", 60_000) + `"`
	many := "[" + strings.Repeat("0,", 30_000) + "0]"
	loops := strings.Repeat("[for x in [1,2,3,4,5,6,7,8,9] : ", 20) + "x" + strings.Repeat("]", 20)
	for _, expression := range []string{
		`format("%999999999s", "a")`, `formatlist("%9999s", ["a"])`, `join(` + long + `, ` + many + `)`,
		`formatlist(` + long + `, ` + many + `)`, loops, `[for x in ` + many + ` : ` + many + `]`,
	} {
		got, _ := Document("${jsonencode([" + expression + "])}").([]any)
		if len(got) != 1 {
			t.Errorf("%.60s: got %v", expression, got)
			continue
		}
		if text, ok := got[0].(string); ok && !strings.HasPrefix(text, "${") {
			t.Errorf("%.60s: it is evaluated, to %d bytes", expression, len(text))
		}
	}
	number := "9e99"
	for range 10 {
		number = "(" + number + "*" + number + ")"
	}
	if got, _ := Document("${jsonencode([" + number + "])}").([]any); size(got) > 5000 {
		t.Errorf("a large number has %d digits", size(got))
	}
}
