package verify

import (
	"fmt"
	"strings"
	"testing"
)

func environment(name string) (string, bool) {
	value, ok := map[string]string{"KEY": "correct-horse-battery", "EMPTY": ""}[name]
	return value, ok
}

func TestReadGolden(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"YAML", "- {path: /a}\n- path: /b\n  method: post\n  body: {x: [1, two]}\n",
			`GET /a ""; POST /b "{\"x\":[1,\"two\"]}"`},
		{"JSON", `[{"path": "/a", "body": "text"}]`, `POST /a "text"`},
		{"JSON Lines", "{\"path\": \"/a\"}\n\n{\"path\": \"/b\", \"body\": {}}\n", `GET /a ""; POST /b "{}"`},
		{"variable", `[{path: /a, body: "key=${KEY}"}]`, `POST /a "key=correct-horse-battery"`},
		{"HEAD", `[{path: /a, method: HEAD}]`, `HEAD /a ""`},
	} {
		all, err := ReadGolden(strings.NewReader(c.text), environment)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for i := range all {
			p, err := all[i].page()
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprintf("%s %s %q", p.method, p.path, p.body))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: got %s, want %s", c.name, strings.Join(got, "; "), c.want)
		}
	}
}

func TestReadGoldenRefuses(t *testing.T) {
	key := "sk-" + strings.Repeat("aB3dE5gH", 6)
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "golden: got 0 requests"},
		{"no list", "a: 1", "cannot unmarshal !!map into a list of requests"},
		{"unknown key", "- {path: /a, methd: GET}", "field methd not found in a request"},
		{"unknown key in a line", "{\"path\": \"/a\"}\n{\"path\": \"/a\", \"x\": 1}", "line 2: "},
		{"damaged", "- {path: /a", "line 1"},
		{"no path", "- {method: GET}", "golden[0].path: got"},
		{"a URL", "- {path: 'https://other.test/'}", "golden[0].path: got"},
		{"another host", "- {path: //other.test/}", "golden[0].path: got"},
		{"method", "- {path: /a, method: CONNECT}", "golden[0].method: got"},
		{"host", "- {path: /a, headers: {Host: x.test}}", "golden[0].headers.Host: got"},
		{"header of two lines", "- {path: /a, headers: {X-A: \"a\\r\\nB: c\"}}", "golden[0].headers.X-A: got"},
		{"missing variable", "- {path: /a, headers: {X-A: '${NONE}'}}", "no value of NONE"},
		{"empty variable", "- {path: /a, headers: {X-A: '${EMPTY}'}}", "no value of EMPTY"},
		{"credential in a header", "- {path: /a, headers: {Authorization: Bearer " + key + "}}",
			"golden[0].headers.Authorization: got a credential"},
		{"credential in a body", "- {path: /a, body: {api_key: " + key + "}}", "golden[0].body.api_key: got a credential"},
		{"variable in a path", "- {path: '/a?key=${KEY}'}", "golden[0].path: got"},
		{"mistake after an empty line", "{\"path\": \"/a\"}\n\n{\"path\": \"b\"}", "line 3.path: got"},
		{"second document", "- {path: /a}\n---\n- {path: /b}", "got a second document"},
		{"status", "- {path: /a, expect: {status: 42}}", "golden[0].expect.status: got"},
		{"too many", strings.Repeat("- {path: /a}\n", 101), "golden: got 101 requests"},
		{"too long", strings.Repeat("#", 2<<20), "got more than 1 MiB"},
		{"bomb", "- {path: /a, body: &a [x,x,x,x,x,x,x,x,x,x]}\n" + bomb(), "excessive aliasing"},
	} {
		_, err := ReadGolden(strings.NewReader(c.text), environment)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), key) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

func TestUnmet(t *testing.T) {
	a := answered(200)
	a.text = []byte(`{"usage":{"text-embedding-0001":2}}`)
	a.content.of("application/json", a.text, false)
	expect := Expect{Keys: []string{"usage.text-embedding-0001"}, Contains: "usage"}
	if got := expect.unmet(a); len(got) > 0 {
		t.Errorf("got %v", got)
	}
	a.content.capped = true
	if got := (Expect{Contains: "the end"}).unmet(a); len(got) != 1 || !strings.Contains(got[0], "in its first 35 bytes") {
		t.Errorf("got %v", got)
	}
}

// bomb is YAML that would grow without end.
func bomb() string {
	var out strings.Builder
	for i := range 9 {
		before := string(rune('a' + i))
		fmt.Fprintf(&out, "- {path: /a, body: &%c [%s]}\n", 'b'+rune(i),
			strings.TrimSuffix(strings.Repeat("*"+before+",", 10), ","))
	}
	return out.String()
}

func FuzzReadGolden(f *testing.F) {
	f.Add("- {path: /a, headers: {Authorization: 'Bearer ${KEY}'}, body: {x: [1]}}")
	f.Add("{\"path\": \"/a\"}\n{\"path\": \"/b\"}")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := ReadGolden(strings.NewReader(text), environment)
		if err != nil {
			return
		}
		for i := range all {
			if _, err := all[i].page(); err != nil && !strings.Contains(err.Error(), "no JSON") {
				t.Error(err)
			}
		}
	})
}
