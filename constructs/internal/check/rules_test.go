package check

import (
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func ptr(n float64) *float64 { return &n }

func TestRules(t *testing.T) {
	reference := -1.9e289
	tests := []struct {
		name string
		rule func(*rules.Mistakes)
		want string
	}{
		{"port", func(ps *rules.Mistakes) {
			Port(ps, "p", ptr(65535))
			Port(ps, "p", ptr(1))
			Port(ps, "p", nil)
			Port(ps, "p", &reference)
		}, ""},
		{"port 0", func(ps *rules.Mistakes) { Port(ps, "p", ptr(0)) }, "p: got 0, want a whole number from 1 to 65535"},
		{"port 65536", func(ps *rules.Mistakes) { Port(ps, "p", ptr(65536)) }, "p: got 65536"},
		{"half a port", func(ps *rules.Mistakes) { Port(ps, "p", ptr(80.5)) }, "p: got 80.5"},
		{"word", func(ps *rules.Mistakes) {
			OneOf(ps, "p", "B", "A", "B")
			OneOf(ps, "p", "", "A")
			OneOf(ps, "p", "${x}", "A")
		}, ""},
		{"other word", func(ps *rules.Mistakes) { OneOf(ps, "p", "C", "A", "B") }, `p: got "C", want one of A, B`},
		{"number", func(ps *rules.Mistakes) { OneOfNumbers(ps, "p", ptr(7), " days", 1, 7) }, ""},
		{"other number", func(ps *rules.Mistakes) { OneOfNumbers(ps, "p", ptr(8), " days", 1, 7) },
			"p: got 8 days, want one of 1, 7"},
		{"exclusive", func(ps *rules.Mistakes) { Exclusive(ps, "p", map[string]bool{"b": true, "a": true}, "") },
			"p: got a and b, want only one of them"},
		{"not exclusive", func(ps *rules.Mistakes) { Exclusive(ps, "p", map[string]bool{"b": true, "a": false}, "") }, ""},
		{"unique", func(ps *rules.Mistakes) { Unique(ps, "p", []string{"a", "", "", "b", "${x}", "${x}"}, "") }, ""},
		{"twice", func(ps *rules.Mistakes) { Unique(ps, "p", []string{"a", "b", "a"}, "") },
			`p[2]: got "a" again, want a value different from p[0]`},
		{"cidr", func(ps *rules.Mistakes) { CIDR(ps, "p", "10.0.0.0/16"); CIDR(ps, "p", ""); CIDR(ps, "p", "${x}") }, ""},
		{"no cidr", func(ps *rules.Mistakes) { CIDR(ps, "p", "10.0.0.0") }, `p: got "10.0.0.0", want an IPv4 block`},
		{"cidr 6", func(ps *rules.Mistakes) { CIDR(ps, "p", "fd00::/8") }, `p: got "fd00::/8", want an IPv4 block`},
		{"host bits", func(ps *rules.Mistakes) { CIDR(ps, "p", "10.0.1.5/16") },
			"p: got \"10.0.1.5/16\", want the block's first address, 10.0.0.0/16"},
		{"required", func(ps *rules.Mistakes) { Required(ps, "p", " ", "a name", "") }, "p: got nothing, want a name"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var ps rules.Mistakes
			test.rule(&ps)
			got := ps.Error()
			if test.want == "" && got != "" || !strings.HasPrefix(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
