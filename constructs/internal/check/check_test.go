package check

import (
	"errors"
	"strings"
	"testing"
)

func ptr(n float64) *float64 { return &n }

func TestErrorIsSortedAndComplete(t *testing.T) {
	var ps Problems
	ps.Add("b", "1", "2", "")
	ps.Add("a[1].x", "", "something", "set it")
	ps.Add("b", "1", "2", "")
	want := "a[1].x: got nothing, want something; set it\nb: got 1, want 2"
	if got := ps.Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if Problems(nil).Err() != nil {
		t.Error("no problems are an error")
	}
}

func TestNested(t *testing.T) {
	var inner, outer Problems
	inner.Add("[0].port", "0", "1", "")
	inner.Add("name", "", "x", "")
	outer.Nested("containers", inner.Err())
	outer.Nested("other", errors.New("boom"))
	outer.Nested("fine", nil)
	got := outer.Error()
	for _, want := range []string{"containers[0].port: got 0", "containers.name: got nothing", "other: got boom"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in:\n%s", want, got)
		}
	}
}

func TestRules(t *testing.T) {
	reference := -1.9e289
	tests := []struct {
		name string
		rule func(*Problems)
		want string
	}{
		{"port", func(ps *Problems) {
			Port(ps, "p", ptr(65535))
			Port(ps, "p", ptr(1))
			Port(ps, "p", nil)
			Port(ps, "p", &reference)
		}, ""},
		{"port 0", func(ps *Problems) { Port(ps, "p", ptr(0)) }, "p: got 0, want a whole number from 1 to 65535"},
		{"port 65536", func(ps *Problems) { Port(ps, "p", ptr(65536)) }, "p: got 65536"},
		{"half a port", func(ps *Problems) { Port(ps, "p", ptr(80.5)) }, "p: got 80.5"},
		{"word", func(ps *Problems) {
			OneOf(ps, "p", "B", "A", "B")
			OneOf(ps, "p", "", "A")
			OneOf(ps, "p", "${x}", "A")
		}, ""},
		{"other word", func(ps *Problems) { OneOf(ps, "p", "C", "A", "B") }, `p: got "C", want one of A, B`},
		{"number", func(ps *Problems) { OneOfNumbers(ps, "p", ptr(7), " days", 1, 7) }, ""},
		{"other number", func(ps *Problems) { OneOfNumbers(ps, "p", ptr(8), " days", 1, 7) },
			"p: got 8 days, want one of 1, 7"},
		{"exclusive", func(ps *Problems) { Exclusive(ps, "p", map[string]bool{"b": true, "a": true}, "") },
			"p: got a and b, want only one of them"},
		{"not exclusive", func(ps *Problems) { Exclusive(ps, "p", map[string]bool{"b": true, "a": false}, "") }, ""},
		{"unique", func(ps *Problems) { Unique(ps, "p", []string{"a", "", "", "b", "${x}", "${x}"}, "") }, ""},
		{"twice", func(ps *Problems) { Unique(ps, "p", []string{"a", "b", "a"}, "") },
			`p[2]: got "a" again, want a value different from p[0]`},
		{"cidr", func(ps *Problems) { CIDR(ps, "p", "10.0.0.0/16"); CIDR(ps, "p", ""); CIDR(ps, "p", "${x}") }, ""},
		{"no cidr", func(ps *Problems) { CIDR(ps, "p", "10.0.0.0") }, `p: got "10.0.0.0", want an IPv4 block`},
		{"cidr 6", func(ps *Problems) { CIDR(ps, "p", "fd00::/8") }, `p: got "fd00::/8", want an IPv4 block`},
		{"host bits", func(ps *Problems) { CIDR(ps, "p", "10.0.1.5/16") },
			"p: got \"10.0.1.5/16\", want the block's first address, 10.0.0.0/16"},
		{"required", func(ps *Problems) { Required(ps, "p", " ", "a name", "") }, "p: got nothing, want a name"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var ps Problems
			test.rule(&ps)
			got := ps.Error()
			if test.want == "" && got != "" || !strings.HasPrefix(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
