package verify

import (
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"
)

func shapeOf(media string, bodies ...string) *shape {
	var all shape
	for _, body := range bodies {
		var c content
		c.of(media, []byte(body), false)
		all.add(c.shape)
	}
	return &all
}

func TestDifferencesOfShapes(t *testing.T) {
	three := func(text string) []string { return []string{text, text, text} }
	for _, c := range []struct {
		name, media string
		old, new    []string
		want        string
	}{
		{name: "other values", old: []string{`{"a":1,"b":"x"}`}, new: []string{`{"a":2.5,"b":"y"}`}},
		{name: "another order", old: []string{`{"a":1,"b":"x"}`}, new: []string{`{"b":"y","a":2}`}},
		{name: "more keys", old: []string{`{"a":1}`}, new: []string{`{"a":1,"b":2}`}},
		{name: "missing", old: []string{`{"a":1,"b":2}`}, new: []string{`{"a":1}`}, want: "b is missing"},
		{name: "missing in a list", old: []string{`{"a":[{"b":1}]}`}, new: []string{`{"a":[{"c":1}]}`},
			want: "a[].b is missing"},
		{name: "sometimes there", old: []string{`{"a":1,"b":2}`, `{"a":1}`}, new: []string{`{"a":1}`}},
		{name: "sometimes there in a list", old: []string{`[{"a":1,"b":2},{"a":1}]`}, new: []string{`[{"a":1}]`}},
		{name: "another type", old: []string{`{"a":1}`}, new: []string{`{"a":"1"}`}, want: "a is text and was number"},
		{name: "type of all", old: []string{`{"a":1}`}, new: []string{`[1]`}, want: "the value is array and was object"},
		{name: "null once", old: []string{`{"a":1}`}, new: []string{`{"a":null}`}},
		{name: "null was there", old: three(`{"a":null}`), new: three(`{"a":"x"}`)},
		{name: "always null", old: three(`{"a":1}`), new: three(`{"a":null}`), want: "a is always null and was number"},
		{name: "always empty", old: three(`{"a":[1]}`), new: three(`{"a":[]}`), want: "a is always empty and never was"},
		{name: "empty once", old: []string{`{"a":[1]}`}, new: []string{`{"a":[]}`}},
		{name: "was empty at times", old: []string{`{"a":[1]}`, `{"a":[]}`, `{"a":[]}`}, new: three(`{"a":[]}`)},
		{name: "ids as keys", old: []string{`{"0b7c2f5e-1111-4222-8333-444455556666":{"n":1}}`},
			new: []string{`{"9a7c2f5e-1111-4222-8333-444455556666":{"n":2}}`}},
		{name: "hosts as keys", old: []string{`{"ip-10-0-1-23":1}`}, new: []string{`{"ip-10-0-7-99":2}`}},
		{name: "dates as keys", old: []string{`{"2026-01-02":1}`}, new: []string{`{"2026-03-04":2}`}},
		{name: "below ids", old: []string{`{"1234":{"n":1}}`}, new: []string{`{"4321":{"n":"1"}}`},
			want: "*.n is text and was number"},
		{name: "names with digits", old: []string{`{"p50":1,"ipv4":2}`}, new: []string{`{"p50":1}`}, want: "ipv4 is missing"},
		{name: "events", media: "text/event-stream", old: []string{"data: {\"a\":1}\n\ndata: [DONE]\n\n"},
			new: []string{": ping\n\ndata: {\"a\":2}\n\ndata: {\"a\":3}\r\n\r\ndata: [DONE]\n\n"}},
		{name: "no end of events", media: "text/event-stream", old: []string{"data: {\"a\":1}\n\ndata: [DONE]\n\n"},
			new: []string{"data: {\"a\":2}\n\n"}, want: "event message [DONE] is missing"},
		{name: "kind of event", media: "text/event-stream", old: []string{"event: delta\ndata: {\"a\":1}\n\n"},
			new: []string{"data: {\"a\":2}\n\n"}, want: "event delta is missing"},
		{name: "data of an event", media: "text/event-stream", old: []string{"event: delta\ndata: {\"a\":1}\n\n"},
			new: []string{"event: delta\ndata: oh no\n\n"}, want: "event delta is text and was object"},
		{name: "lines", media: "application/x-ndjson", old: []string{"{\"a\":1}\n{\"a\":2}\n"}, new: []string{"{\"a\":1}\n"}},
		{name: "lines without a key", media: "application/x-ndjson", old: []string{"{\"a\":1}\n{\"a\":2}\n"},
			new: []string{"{\"b\":1}\n"}, want: "[].a is missing"},
	} {
		media := c.media
		if media == "" {
			media = "application/json"
		}
		old, fresh := shapeOf(media, c.old...), shapeOf(media, c.new...)
		often := len(c.old) >= enough && len(c.new) >= enough
		if got := strings.Join(old.differences(fresh, often), ", "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if got := old.differences(old, true); len(got) > 0 {
			t.Errorf("%s: it differs from itself: %v", c.name, got)
		}
	}
}

// Bodies that are made to fill the memory do not.
func TestHostileShapes(t *testing.T) {
	var keys strings.Builder
	for i := range 60000 {
		keys.WriteString(`"k` + strings.Repeat("x",
			i%50) + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676%26)) + `":0,`)
	}
	for name, text := range map[string]string{
		"deep":      strings.Repeat("[", 1<<20),
		"deep keys": strings.Repeat(`{"a":`, 1<<17),
		"wide":      "{" + keys.String() + `"end":0}`,
		"events":    strings.Repeat("event: x\ndata: [", 1<<15),
	} {
		for _, media := range []string{"application/json", "text/event-stream", "application/x-ndjson", "text/html"} {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			var c content
			c.of(media, []byte(text), true)
			runtime.GC()
			runtime.ReadMemStats(&after)
			if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 4<<20 {
				t.Errorf("%s as %s: keeps %d bytes", name, media, kept)
			}
			runtime.KeepAlive(c)
		}
	}
}

func FuzzContent(f *testing.F) {
	f.Add("application/json", []byte(`{"a":[1,{"b":null}]}`), []byte(`{"a":[]}`))
	f.Add("text/event-stream", []byte("event: a\ndata: {}\n\n"), []byte("data: x\n\n"))
	f.Add("text/html", []byte("<p>hello"), []byte(""))
	f.Fuzz(func(t *testing.T, media string, old, fresh []byte) {
		var was, is content
		was.of(media, old, false)
		is.of(media, fresh, true)
		if was.shape != nil {
			if got := was.shape.differences(was.shape, true); len(got) > 0 {
				t.Errorf("it differs from itself: %v", got)
			}
			if is.shape != nil {
				was.shape.differences(is.shape, true)
			}
		}
		alike(was.words, is.words)
	})
}

func TestDifferencesOfHeaders(t *testing.T) {
	self := func(text string) string {
		return strings.ReplaceAll(strings.ReplaceAll(text, "old.test", "self"), "new.test", "self")
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"noise", "Server: a|Date: x|ETag: y|X-Request-Id: 1|X-Amzn-Trace-Id: 2|X-Acme-Request-Id: 3", "", ""},
		{"values of others", "X-Level: 1", "X-Level: 2", ""},
		{"missing", "X-Level: 1", "", "x-level"},
		{"more", "", "X-Level: 1|Strict-Transport-Security: max-age=1", ""},
		{"order", "Cache-Control: private, max-age=60", "Cache-Control: max-age=60,private", ""},
		{"directive", "Cache-Control: no-store", "Cache-Control: public", "cache-control"},
		{"stricter", "Strict-Transport-Security: max-age=60", "Strict-Transport-Security: max-age=60; includeSubDomains", ""},
		{"shorter", "Strict-Transport-Security: max-age=600", "Strict-Transport-Security: max-age=60",
			"strict-transport-security"},
		{"longer", "Strict-Transport-Security: max-age=60", "Strict-Transport-Security: max-age=600; preload", ""},
		{"no time", "Strict-Transport-Security: max-age=60", "Strict-Transport-Security: max-age=x",
			"strict-transport-security"},
		{"longer cache", "Cache-Control: max-age=60", "Cache-Control: max-age=600", "cache-control"},
		{"nonce", "Content-Security-Policy: script-src 'nonce-abc' 'self'",
			"Content-Security-Policy: script-src 'nonce-xyz' 'self'", ""},
		{"policy", "Content-Security-Policy: default-src 'none'", "Content-Security-Policy: default-src *",
			"content-security-policy"},
		{"own name", "Access-Control-Allow-Origin: https://old.test", "Access-Control-Allow-Origin: https://new.test", ""},
		{"another origin", "Access-Control-Allow-Origin: https://app.test", "Access-Control-Allow-Origin: https://x.test",
			"access-control-allow-origin"},
		{"opened", "", "Access-Control-Allow-Origin: *", "access-control-allow-origin"},
		{"case", "X-Frame-Options: DENY", "X-Frame-Options: deny", ""},
		{"vary", "Vary: Origin, Accept", "Vary: accept, origin, cookie", ""},
		{"vary lost", "Vary: Origin", "Vary: Accept", "vary"},
	} {
		var old, fresh headers
		old.add(headerOf(c.old), nil)
		fresh.add(headerOf(c.new), nil)
		var got []string
		for _, d := range old.differences(&fresh, self) {
			got = append(got, d.name)
		}
		if strings.Join(got, ",") != c.want {
			t.Errorf("%s: got %v, want %q", c.name, got, c.want)
		}
	}
	var old, fresh headers
	old.add(headerOf("X-Level: 1"), []string{"x-level"})
	fresh.add(headerOf(""), []string{"x-level"})
	if got := old.differences(&fresh, self); len(got) > 0 {
		t.Errorf("what is ignored differs: %v", got)
	}
	old.add(headerOf("X-Now-And-Then: 1"), nil)
	if got := old.differences(&fresh, self); len(got) > 0 {
		t.Errorf("what was there once is missed: %v", got)
	}
}

// One task of several may lack a header, or say less.
func TestDifferencesNowAndThen(t *testing.T) {
	nobody := func(text string) string { return text }
	for _, c := range []struct {
		name, old string
		new       []string
		want      string
	}{
		{"now and then missing", "X-Level: 1", []string{"X-Level: 1", "", "X-Level: 1", ""},
			"{x-level 1 nothing in 2 of 4 answers}"},
		{"now and then another", "Cache-Control: no-store", []string{"Cache-Control: no-store", "Cache-Control: public"},
			"{cache-control no-store public}"},
		{"always there", "Cache-Control: no-store",
			[]string{"Cache-Control: no-store", "Cache-Control: private, no-store"}, ""},
	} {
		for answers, want := range map[int]string{enough: c.want, 1: ""} { // a single answer says nothing of always
			var old, fresh headers
			for range answers {
				old.add(headerOf(c.old), nil)
			}
			for _, text := range c.new {
				fresh.add(headerOf(text), nil)
			}
			if got := fmt.Sprint(old.differences(&fresh, nobody)); got != "["+want+"]" {
				t.Errorf("%s, %d answers: got %s, want %s", c.name, answers, got, want)
			}
		}
	}
}

func headerOf(text string) http.Header {
	header := http.Header{}
	for line := range strings.SplitSeq(text, "|") {
		if name, value, ok := strings.Cut(line, ": "); ok {
			header.Add(name, value)
		}
	}
	return header
}

func TestDifferencesOfCookies(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"values", "Set-Cookie: a=1; Secure; HttpOnly; Path=/", "Set-Cookie: a=2; HttpOnly; Secure; Path=/", ""},
		{"more", "Set-Cookie: a=1", "Set-Cookie: a=1; Secure; HttpOnly|Set-Cookie: b=2", ""},
		{"not set", "Set-Cookie: a=1", "", "a is not set"},
		{"Secure", "Set-Cookie: a=1; Secure", "Set-Cookie: a=1", "a has lost Secure"},
		{"HttpOnly", "Set-Cookie: a=1; HttpOnly", "Set-Cookie: a=1", "a has lost HttpOnly"},
		{"SameSite", "Set-Cookie: a=1; SameSite=Strict", "Set-Cookie: a=1; SameSite=None",
			"a has SameSite=None and had SameSite=Strict"},
		{"stricter", "Set-Cookie: a=1; SameSite=Lax", "Set-Cookie: a=1; SameSite=Strict", ""},
		{"domain", "Set-Cookie: a=1; Domain=self", "Set-Cookie: a=1; Domain=x.test",
			"a has Domain=x.test and had Domain=self"},
		{"lasting", "Set-Cookie: a=1; Max-Age=60", "Set-Cookie: a=1", "a has lost lasting"},
		{"load balancers", "Set-Cookie: AWSALB=1; Path=/|Set-Cookie: AWSALBCORS=1|Set-Cookie: AWSELB=1", "", ""},
	} {
		same := func(text string) string { return text }
		got := strings.Join(cookieDifferences(cookiesOf(headerOf(c.old), same), cookiesOf(headerOf(c.new), same)), ", ")
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
