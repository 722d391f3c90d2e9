package tfjson

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// Documents at a limit are read; one step further they are an error that names the limit.
func TestLimits(t *testing.T) {
	nested := func(depth int) string { return strings.Repeat("[", depth) + strings.Repeat("]", depth) }
	wide := func(commas int) string { return "[" + strings.Repeat("0,", commas) + "0]" }
	names := func(n int) string {
		var out []string
		for i := range n {
			out = append(out, fmt.Sprintf(`"n%d": 0`, i))
		}
		return strings.Join(out, ",")
	}
	for name, c := range map[string]struct{ text, want string }{
		"depth":              {nested(MaxDepth), ""},
		"too deep":           {nested(MaxDepth + 1), "want a depth of at most 200"},
		"brackets in a text": {`"` + strings.Repeat(`[{\"`, MaxDepth) + `"`, ""},
		"values":             {wide(MaxValues - 1), ""},
		"too many values":    {wide(MaxValues), "got 1000001 values, want at most 1000000"},
		"a text":             {`"` + strings.Repeat("x", MaxText-1) + `"`, ""},
		"too many names":     {"{" + names(MaxResources+1) + "}", "got an object of 50001 names, want at most 50000"},
		"too long a text":    {`"` + strings.Repeat("x", MaxText) + `"`, "got a text of 1048577 bytes, want at most 1048576"},
		"too large":          {strings.Repeat(" ", MaxBytes) + "1", "got more than 33554432 bytes, want at most 32 MiB"},
	} {
		_, err := Decode([]byte(c.text))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
		if limit := new(LimitError); c.want != "" && !errors.As(err, &limit) {
			t.Errorf("%s: got %T, want a LimitError", name, err)
		}
	}
	if err := checkLimits(make([]byte, MaxBytes)); err != nil {
		t.Errorf("as large as may be: got %v", err)
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

// Which of two values of one name counts, readers disagree on.
func TestNamesTwice(t *testing.T) {
	for text, twice := range map[string]bool{
		`{"a": 1, "a": 2}`: true, `{"a": {"b": 1, "c": [], "b" : 2}}`: true, `[{"a": 1, "\u0061": 2}]`: true,
		`{"a": 1, "A": 2}`: false, `{"a": "a", "b": ["a", "b"]}`: false, `[{"a": 1}, {"a": 1}]`: false,
		`{"a": {"a": {"a": 1}}, "b": {"a": 1}}`: false,
	} {
		if _, err := Decode([]byte(text)); errors.Is(err, errTwice) != twice {
			t.Errorf("%s: got %v", text, err)
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
