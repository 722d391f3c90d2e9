package loadbalancer

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
)

func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		a, b              string
		includes, overlap bool
	}{
		{"/v1/*", "/v1/chat", true, true}, {"/v1/chat", "/v1/*", false, true}, {"/v1/*", "/v1/*", true, true},
		{"*", "", true, true}, {"", "*", false, true}, {"/v1/*", "/v2/*", false, false}, {"/*", "/v1/?", true, true},
		{"/v?/x", "/v*/x", false, true}, {"/v?/x", "/v1/x", true, true}, {"/v1", "/v?", false, true},
		{"a*c", "abc*", false, true}, {"*b*", "abc", true, true}, {"a", "b", false, false}, {"a?", "a", false, false},
		{strings.Repeat("*a", 60), strings.Repeat("a*", 60) + "b", false, false},
	} {
		if got := includes(c.a, c.b); got != c.includes {
			t.Errorf("includes(%q, %q) = %v", c.a, c.b, got)
		}
		if got := overlap(c.a, c.b); got != c.overlap || overlap(c.b, c.a) != got {
			t.Errorf("overlap(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func TestWhichRuleTakesAllRequestsOfAnother(t *testing.T) {
	hosts, paths := func(s ...string) Rule { return Rule{Hosts: jsii.Strings(s...)} },
		func(s ...string) Rule { return Rule{Paths: jsii.Strings(s...)} }
	methods, blocks := func(s ...string) Rule { return Rule{Methods: jsii.Strings(s...)} },
		func(s ...string) Rule { return Rule{SourceCIDRs: jsii.Strings(s...)} }
	header, query := func(name, value string) Rule { return Rule{Headers: map[string]string{name: value}} },
		func(key, value string) Rule { return Rule{QueryStrings: map[string]string{key: value}} }
	both := Rule{Hosts: jsii.Strings("chat.acme.dev"), Paths: jsii.Strings("/v1/*")}
	for name, c := range map[string]struct {
		a, b Rule
		want bool
	}{
		"no condition":               {Rule{}, both, true},
		"all paths":                  {paths("/*"), hosts("a.dev"), true},
		"a host of a wildcard":       {hosts("*.acme.dev"), both, true},
		"hosts in any case":          {hosts("CHAT.acme.dev"), both, true},
		"paths in any case":          {paths("/V1/*"), both, false},
		"one of two":                 {hosts("a.dev"), hosts("a.dev", "b.dev"), false},
		"two of one":                 {hosts("a.dev", "b.dev"), hosts("b.dev"), true},
		"narrower":                   {both, hosts("chat.acme.dev"), false},
		"the same reference":         {hosts(reference), hosts(reference), true},
		"another reference":          {hosts(reference), hosts("a.dev"), false},
		"the same list":              {hosts("#{TfToken[TOKEN.2]}"), hosts("#{TfToken[TOKEN.2]}"), true},
		"a method more":              {methods("GET"), methods("GET", "PUT"), false},
		"a block within":             {blocks("10.0.0.0/8"), blocks("10.1.0.0/16"), true},
		"a block around":             {blocks("10.1.0.0/16"), blocks("10.0.0.0/8"), false},
		"a header's value":           {header("X-Model", "large*"), header("x-model", "LARGE-2"), true},
		"without the header":         {header("X-Model", "large*"), both, false},
		"a query string more":        {query("beta", "1"), both, false},
		"a query string's value":     {query("beta", "*"), query("beta", "1"), true},
		"a reference in a header":    {header("x", reference), header("x", "1"), false},
		"of which nothing can match": {paths("/v1/*"), Rule{}, false},
	} {
		if got := c.a.covers(c.b); got != c.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func FuzzPatterns(f *testing.F) {
	f.Add("/v?/*", "/v1/chat", "x")
	f.Fuzz(func(t *testing.T, a, b, text string) {
		if strings.ContainsAny(text, "*?") || len(a)+len(b)+len(text) > 200 {
			return
		}
		matchesA, matchesB := includes(a, text), includes(b, text)
		if includes(a, b) && matchesB && !matchesA {
			t.Errorf("%q includes %q, but not %q", a, b, text)
		}
		if matchesA && matchesB && !overlap(a, b) {
			t.Errorf("%q and %q both match %q", a, b, text)
		}
		if !includes(a, a) || !overlap(a, a) {
			t.Errorf("%q does not include itself", a)
		}
	})
}
