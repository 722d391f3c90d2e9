package filterpattern

import (
	"reflect"
	"strings"
	"testing"
)

// The two events and most patterns are those of AWS's documentation.
const (
	trail = `{"eventType":"UpdateTrail","sourceIPAddress":"111.111.111.111","arrayKey":["value","another value"],` +
		`"objectList":[{"name":"a","id":1},{"name":"b","id":2}],"SomeObject":null,` +
		`"ThisFlag":true,"Off":false,"cluster.name":"c"}`
	users = `{"user":{"id":1,"email":"John.Stiles@example.com"},"users":[{"id":2,"email":"John.Doe@example.com"},` +
		`{"id":3,"email":"Jane.Doe@example.com"}],"actions":["GET","PUT","DELETE"],"coordinates":[[0,1,2],[4,5,6],[7,8,9]]}`
	chat = `{"level":"info","model":"gpt-4o","usage":{"prompt_tokens":812,"completion_tokens":344,"total_tokens":1156},` +
		`"latency":49.5,"code":"400","big":1e999}`
)

func TestMatch(t *testing.T) {
	tests := []struct {
		pattern, line string
		want          bool
	}{
		{`{ $.eventType = "UpdateTrail" }`, trail, true},
		{`{ $.eventType = UpdateTrail }`, trail, true},
		{`{$.eventType="UpdateTrail"}`, trail, true},
		{`{ $.eventType = "updatetrail" }`, trail, false},
		{`{ $.sourceIPAddress != 123.123.* }`, trail, true},
		{`{ $.sourceIPAddress != 111.111.* }`, trail, false},
		{`{ $.arrayKey[0] = "value" }`, trail, true},
		{`{ $.arrayKey[1] = "value" }`, trail, false},
		{`{ $.arrayKey[2] = * }`, trail, false},
		{`{ $.eventType[0] = * }`, trail, false},
		{`{ $.eventType = %Trail% }`, trail, true},
		{`{ $.eventType != %^Trail% }`, trail, true},
		{`{ $.eventType = %a{,3}% }`, trail, true},
		{`{ $.arrayKey[*] = %val.{2}% }`, trail, true},
		{`{ $.* = %111\.111\.111\.1[0-9]{1,2}% }`, trail, true},
		{`{ $.* = %222\.% }`, trail, false},
		{`{ $.objectList[1].id = 2 }`, trail, true},
		{`{ $.objectList[*].id = 2 }`, trail, true},
		{`{ $.objectList[*].id = 3 }`, trail, false},
		{`{ $.['cluster.name'] = "c" }`, trail, true},
		{`{ $.cluster.name = "c" }`, trail, false},
		{`{ $.SomeObject IS NULL }`, trail, true},
		{`{ $.eventType IS NULL }`, trail, false},
		{`{ $.SomeOtherObject IS NULL }`, trail, false},
		{`{ $.SomeOtherObject NOT EXISTS }`, trail, true},
		{`{ $.SomeObject NOT EXISTS }`, trail, false},
		{`{ $.ThisFlag IS TRUE }`, trail, true},
		{`{ $.ThisFlag IS FALSE }`, trail, false},
		{`{ $.Off IS FALSE }`, trail, true},
		{`{ $.eventType IS TRUE }`, trail, false},

		{`{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }`, users, true},
		{`{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }`, users, false},
		{`{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch && $.actions[2] = nomatch }`, users,
			true},
		{`{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch) && $.actions[2] = nomatch }`, users,
			false},
		{`{ $.coordinates[1][2] = 6 }`, users, true},
		{`{ $.users = 1 }`, users, false},
		{`{ $.users != 1 }`, users, false},
		{`{ $.user != "x" }`, users, false},

		{`{ $.usage.total_tokens = * }`, chat, true},
		{`{ $.usage.input_tokens = * }`, chat, false},
		{`{ $.usage.total_tokens > +1155 }`, chat, true},
		{`{ $.usage.total_tokens > 1156 }`, chat, false},
		{`{ $.usage.total_tokens >= 1.156e3 }`, chat, true},
		{`{ $.usage.total_tokens <= 1155 }`, chat, false},
		{`{ $.latency < 50 }`, chat, true},
		{`{ $.latency = 49.50 }`, chat, true},
		{`{ $.latency != 1e-3 }`, chat, true},
		{`{ $.latency > -1 }`, chat, true},
		{`{ $.usage.prompt_tokens = 8* }`, chat, true},
		{`{ $.code = 400 }`, chat, false},
		{`{ $.code != 500 }`, chat, false},
		{`{ $.code = "400" }`, chat, true},
		{`{ $.big > 1 }`, chat, false},
		{`{ $.missing != "x" }`, chat, false},
		{`{ $.model = *4o }`, chat, true},
		{`{ $.model = "*-4*" }`, chat, true},
		{`{ $.model = "gpt*4o" }`, chat, false}, // an asterisk inside stands for itself
		{`{ $.model = "gpt*4o" }`, `{"model":"gpt*4o"}`, true},
		{`{ $.say = "a \"b\" \\ c\d" }`, `{"say":"a \"b\" \\ c\\d"}`, true},

		{`{ $.usage.total_tokens = * }`, "plain text", false},
		{`{ $.usage.total_tokens NOT EXISTS }`, "plain text", false},
		{`{ $.a NOT EXISTS }`, `[{"a":1}]`, false},
		{`{ $.a NOT EXISTS }`, `null`, false},
		{`{ $.a = 1 }`, `{"a":1} trailing`, false},
		{`{ $.a = 1 }`, `{"log":"{\"a\":1}"}`, false}, // what FireLens makes of a line that it does not parse
		{`{ $.a = 1 }`, "  {\"a\":1}\n", true},
	}
	for _, test := range tests {
		p, err := Parse(test.pattern)
		if err != nil {
			t.Errorf("Parse(%s): %v", test.pattern, err)
			continue
		}
		if got := p.Match([]byte(test.line)); got != test.want {
			t.Errorf("%s on %s: got %v", p, test.line, got)
		}
		again, err := Parse(p.String())
		if err != nil || !reflect.DeepEqual(again, p) {
			t.Errorf("%s came back as %s (%v)", p, again, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for pattern, want := range map[string]string{
		"":                        "no braces",
		"$.a = 1":                 "no braces",
		"{ $.a = 1":               "no braces",
		"{ }":                     "no selector",
		"{ a = 1 }":               "no selector",
		"{ $ = 1 }":               "no field after $",
		"{ $a = 1 }":              "no field after $",
		"{ $.a. = 1 }":            "after the period",
		"{ $.a[x] = 1 }":          "no element number",
		"{ $.a[-1] = 1 }":         "no element number",
		"{ $[0] = 1 }":            "no field after $",
		"{ $.[''] = 1 }":          "no name between",
		"{ $.*.b[*] = 1 }":        "more than one wildcard",
		"{ $.a }":                 "no operator after $.a",
		"{ $.a == 1 }":            "no value",
		"{ $.a = }":               "no value",
		"{ $.a = us-east-1 }":     "quote a text",
		`{ $.a = "x }`:            "no closing quote",
		"{ $.a = %x }":            "no closing %",
		"{ $.a = %(x)% }":         "other characters",
		"{ $.a = %[% }":           "does not compile",
		"{ $.a > x }":             "wants a number",
		`{ $.a > "1" }`:           "wants a number",
		"{ $.a = 1e999 }":         "too large",
		"{ $.a EXISTS }":          "write $.a = *",
		"{ $.a IS NOT }":          "$.a IS NOT, which AWS does not know",
		"{ $.a ISNULL }":          "no operator",
		"{ $.a NOT NULL }":        "$.a NOT NULL, which AWS does not know",
		"{ ($.a = 1 }":            "no closing parenthesis",
		"{ $.a = 1 ) }":           "after the conditions",
		"{ $.a = 1 and $.b = 2 }": "join conditions with",
		"{ $.a = 1 && }":          "no selector",
		"{ $.a = %a% && $.b = %b% || $.c = %c% }":                        "3 regular expressions are more than 2",
		"{ $.* = 1 && $.* = 1 && $.* = 1 && $.* = 1 }":                   "4 selectors with a wildcard are more than 3",
		"{ $.a = \"" + strings.Repeat("é", 1100) + "\" }":                "characters are more than 1024",
		"{ " + strings.Repeat("(", 500) + strings.Repeat(")", 500) + "}": "no selector",
	} {
		_, err := Parse(pattern)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Parse(%s): got %v, want …%s…", pattern, err, want)
		}
	}
}

func TestStringIsCanonical(t *testing.T) {
	for pattern, want := range map[string]string{
		`{$.a=*&&($.b=x||($.c=1))}`:                                 `{ $.a = * && ($.b = "x" || $.c = 1) }`,
		`{ (($.a = 1) && ($.b = 2)) && $.c IS  NULL }`:              `{ $.a = 1 && $.b = 2 && $.c IS NULL }`,
		`{ ($.a = 1 && $.['b'] = 2) || $.['c.d'][0].* NOT EXISTS }`: `{ $.a = 1 && $.b = 2 || $.['c.d'][0].* NOT EXISTS }`,
	} {
		p, err := Parse(pattern)
		if err != nil || p.String() != want {
			t.Errorf("got %s (%v), want %s", p, err, want)
		}
	}
	if (Pattern{}).String() != "" || (Pattern{}).Match([]byte(chat)) {
		t.Error("the zero pattern matches something")
	}
}

func TestValue(t *testing.T) {
	tests := []struct {
		selector, line string
		want           float64
		ok             bool
	}{
		{"$.usage.total_tokens", chat, 1156, true},
		{"$.latency", chat, 49.5, true},
		{"$.coordinates[1][2]", users, 6, true},
		{"$.['gen_ai.usage.input_tokens']", `{"gen_ai.usage.input_tokens":7}`, 7, true},
		{"$.code", chat, 0, false},
		{"$.big", chat, 0, false},
		{"$.model", chat, 0, false},
		{"$.usage", chat, 0, false},
		{"$.usage.*", chat, 0, false},
		{"$.missing", chat, 0, false},
		{"$.latency x", chat, 0, false},
		{"latency", chat, 0, false},
		{"$.latency", "plain text", 0, false},
	}
	for _, test := range tests {
		if got, ok := Value(test.selector, []byte(test.line)); got != test.want || ok != test.ok {
			t.Errorf("Value(%s): got %v, %v", test.selector, got, ok)
		}
	}
}

func TestRefers(t *testing.T) {
	p, err := Parse("{ $.a = * && ($.b.c > 1 || $.['d'] NOT EXISTS) }")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{"$.a": true, "$.b.c": true, "$.d": true, "$.b": false, "$.c": false} {
		s, err := ParseSelector(text)
		if err != nil || p.Refers(s) != want {
			t.Errorf("Refers(%s): got %v (%v)", text, !want, err)
		}
	}
}

func TestCheck(t *testing.T) {
	for pattern, want := range map[string]string{
		"": "", `" "`: "", "ERROR": "", "ERROR -ARGUMENTS": "", "?ERROR ?WARN": "", `"INTERNAL SERVER ERROR" x`: "",
		"%AUTHORIZED%":                 "",
		"[w1=ERROR || w1=WARNING, w2]": "", " { $.a = 1 } ": "",
		"[a, b": "no closing bracket", "$.level = error": "put conditions on JSON fields into braces",
		"{ $.a }": "no operator", "%(a)%": "other characters",
		"?ERROR WARN": "AWS ignores those with ?", "a-b": "no term", "error!": "no term",
	} {
		err := Check(pattern)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("Check(%s): got %v, want …%s…", pattern, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, pattern := range []string{
		`{ $.usage.total_tokens = * && ($.a[0].b != "x\"y*" || $.['c.d'] NOT EXISTS) }`,
		`{ $.* = %a{,2}\.% && $.x >= -1.5e+3 || $.y IS NULL }`, "?ERROR", `"a`,
	} {
		f.Add(pattern, chat)
		f.Add(pattern, trail)
	}
	f.Fuzz(func(t *testing.T, pattern, line string) {
		_ = Check(pattern)
		p, err := Parse(pattern)
		if err != nil {
			return
		}
		matched := p.Match([]byte(line))
		if len(p.String()) > maxLength {
			return // quotes and spaces made it longer than AWS allows
		}
		again, err := Parse(p.String())
		if err != nil || !reflect.DeepEqual(again, p) {
			t.Fatalf("%q became %q, which came back as %q (%v)", pattern, p, again, err)
		}
		if again.Match([]byte(line)) != matched {
			t.Fatalf("%q and %q match differently", pattern, p)
		}
	})
}

func FuzzValue(f *testing.F) {
	f.Add("$.usage.total_tokens", chat)
	f.Add("$.['a'][0].*", `{"a":[1]}`)
	f.Fuzz(func(t *testing.T, selector, line string) {
		Value(selector, []byte(line))
		s, err := ParseSelector(selector)
		if err != nil {
			return
		}
		if again, err := ParseSelector(s.String()); err != nil || !reflect.DeepEqual(again, s) {
			t.Fatalf("%q became %q, which came back as %q (%v)", selector, s, again, err)
		}
	})
}
